//! The case file ("pratica") that benefits belong to.

use super::{AssistitoId, EnteId, Id};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Key of a [`Progetto`] in the archive.
pub type ProgettoId = Id<Progetto>;

/// A case: one person, one ente, one request. Texts that are not known are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Progetto {
    /// Whose case; `None` where the sheet names an ente that is not set up.
    pub ente: Option<EnteId>,
    /// The name or code of an ente that is not set up, as the sheet had it.
    pub ente_scritto: String,
    /// The person.
    pub assistito: AssistitoId,
    /// `[SP] ASSISTENZA DOMICILIARE …`.
    pub tipo: String,
    /// Macro type.
    pub macro_tipo: String,
    /// Year.
    pub anno: Option<u16>,
    /// Number within the year.
    pub numero: String,
    /// Date.
    pub data: Option<NaiveDate>,
    /// Comune of the case, as the sheet had it.
    pub comune: String,
    /// What it is about, in the office's words.
    pub oggetto: String,
    /// Who follows the person: a social worker, not who signs flows.
    pub operatore: String,
    /// Protocollo principale: the flow's `ProtocolloDomanda`, 1 to 32 characters.
    pub protocollo: String,
    /// Closed cases stay readable, and their benefits can still be sent.
    pub chiuso: bool,
    /// Whether it is of the demonstration, and goes with it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dimostrativo: bool,
}

impl Progetto {
    /// `ASSISTENZA DOMICILIARE n.22/2017`, with what is known.
    #[must_use]
    pub fn label(&self) -> String {
        let mut label = if self.tipo.is_empty() { String::from("Progetto") } else { self.tipo.clone() };
        if !self.numero.is_empty() {
            label.push_str(" n. ");
            label.push_str(&self.numero);
        }
        if let Some(data) = self.data {
            label.push_str(" del ");
            label.push_str(&crate::text::dates::italian(data));
        } else if let Some(anno) = self.anno {
            label.push_str(&format!(" ({anno})"));
        }
        if !self.protocollo.is_empty() {
            label.push_str(", prot. ");
            label.push_str(&self.protocollo);
        }
        label
    }
}
