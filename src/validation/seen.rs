//! What the set rules know of benefits side by side.

use crate::records::fiscal_code;
use chrono::NaiveDate;
use std::borrow::Cow;

/// What the set rules know of a benefit: enough to tell doubles, and light enough for 100,000 of them. One that says
/// nothing is compared with none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Seen<'a> {
    /// Fiscal code, as it should be written: one person has one.
    pub codice_fiscale: Cow<'a, str>,
    /// Surname.
    pub cognome: Cow<'a, str>,
    /// Name.
    pub nome: Cow<'a, str>,
    /// Birth year.
    pub anno_nascita: Option<u16>,
    /// Benefit code.
    pub codice: Cow<'a, str>,
    /// `ProtocolloDomanda`.
    pub protocollo: Cow<'a, str>,
    /// First day, or the day of delivery.
    pub dal: Option<NaiveDate>,
    /// Last day of a periodic one.
    pub al: Option<NaiveDate>,
    /// Where it stands.
    pub standing: Standing<'a>,
}

impl Seen<'_> {
    /// The same, to be kept when what it was seen in goes.
    #[must_use]
    pub fn kept(self) -> Seen<'static> {
        let kept = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Seen {
            codice_fiscale: kept(self.codice_fiscale),
            cognome: kept(self.cognome),
            nome: kept(self.nome),
            codice: kept(self.codice),
            protocollo: kept(self.protocollo),
            standing: match self.standing {
                Standing::Pending => Standing::Pending,
                Standing::Sent(flusso) => Standing::Sent(kept(flusso)),
                Standing::Accepted(flusso) => Standing::Accepted(kept(flusso)),
                Standing::Gone => Standing::Gone,
            },
            anno_nascita: self.anno_nascita,
            dal: self.dal,
            al: self.al,
        }
    }
}

/// Where a benefit stands, for the set rules. Only pending ones get findings; the others are what they are compared with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Standing<'a> {
    /// To be sent, or in the XML under check.
    Pending,
    /// In a flow of this name, not answered.
    Sent(Cow<'a, str>),
    /// Accepted by INPS in a flow of this name.
    Accepted(Cow<'a, str>),
    /// Taken back: INPS has it no more.
    #[default]
    Gone,
}

/// A fiscal code as it should be written, whatever its case and spaces.
#[must_use]
pub fn tidy_code(code: &str) -> Cow<'_, str> {
    if code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) {
        code.into()
    } else {
        fiscal_code::normalise(code).into()
    }
}
