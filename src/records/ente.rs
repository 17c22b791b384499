//! The body that grants benefits, and who works for it.

use super::Id;
use serde::{Deserialize, Serialize};

/// Key of an [`Ente`] in the archive.
pub type EnteId = Id<Ente>;

/// A granting body: a comune, or an ambito that works for many.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
// Settings that have nothing to do with each other, each stored by its own name.
#[allow(clippy::struct_excessive_bools)]
pub struct Ente {
    /// INPS's code, 1 to 32 characters; a comune's is its Belfiore code.
    pub codice: String,
    /// Name, up to 100 characters; may be empty.
    pub denominazione: String,
    /// Belfiore code of the seat, four characters.
    pub sede: String,
    /// Who may sign flows. The first is the one in use until another is chosen.
    pub operatori: Vec<Operatore>,
    /// Ids of the rules that this ente lowers to a warning (only those that may be).
    pub regole_abbassate: Vec<String>,
    /// Whether flow names keep the older `….INPS.…` shape.
    pub nome_storico: bool,
    /// Whether a correction sends cancellation and new data in one flow, rather than in two.
    pub rettifica_unica: bool,
    /// Whether deliveries counted by hours are sent one by one rather than gathered by year.
    pub erogazioni_singole: bool,
    /// Within how many days of its first one a benefit is to be sent, where the ente has that duty; `None`: quarter by
    /// quarter.
    pub termine_giorni: Option<u16>,
    /// Where that duty is written, in the office's words.
    pub termine_fonte: String,
    /// Whether it is of the demonstration, and goes with it.
    pub dimostrativo: bool,
}

/// A person who signs flows on INPS's portal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Operatore {
    /// Name and surname.
    pub nome: String,
    /// Their own fiscal code, enabled on INPS's portal.
    pub codice_fiscale: String,
}

impl Ente {
    /// Its name, or its code where it has none.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.denominazione.is_empty() { &self.codice } else { &self.denominazione }
    }

    /// Whether this ente lowers a rule to a warning.
    #[must_use]
    pub fn lowers(&self, rule: &str) -> bool {
        self.regole_abbassate.iter().any(|lowered| lowered == rule)
    }

    /// Who signs for this ente: the operator in use where they work for it, else its only one. `None` where it has none,
    /// or several: then somebody has to say.
    #[must_use]
    pub fn firma(&self, in_use: Option<&str>) -> Option<&Operatore> {
        let chosen = in_use.and_then(|code| self.operatori.iter().find(|it| it.codice_fiscale == code));
        chosen.or_else(|| self.operatori.first().filter(|_| self.operatori.len() == 1))
    }
}
