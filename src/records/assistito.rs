//! The person assisted.

use super::{FiscalCode, Id};
use crate::codes::{Genere, comuni, nazioni};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Key of an [`Assistito`] in the archive.
pub type AssistitoId = Id<Assistito>;

/// A person, as the office knows them. Texts that are not known are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Assistito {
    /// Fiscal code, upper case without spaces; the key. A person without one is allowed, but cannot be sent.
    pub codice_fiscale: String,
    /// Surname.
    pub cognome: String,
    /// Name.
    pub nome: String,
    /// Birth date.
    pub nascita: Option<NaiveDate>,
    /// Birth year where only that is known (a flow says no more).
    pub anno_nascita: Option<u16>,
    /// Belfiore code of the birth place: a comune or a foreign state (`Znnn`).
    pub luogo_nascita: String,
    /// Sex, as the register has it.
    pub genere: Option<Genere>,
    /// ISO 3166-1 numeric, three digits.
    pub cittadinanza: String,
    /// ISO 3166-1 numeric of a second citizenship.
    pub seconda_cittadinanza: String,
    /// ISO 3166-1 numeric of the nation of residence.
    pub nazione_residenza: String,
    /// Comune of residence: its Belfiore code, or an ISTAT code that no table knows, as it was given.
    pub comune_residenza: String,
    /// Street and number; it is never sent.
    pub indirizzo: String,
    /// Whether it is of the demonstration, and goes with it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dimostrativo: bool,
}

impl Assistito {
    /// `ROSSI MARIO`, or the fiscal code where there is no name.
    #[must_use]
    pub fn label(&self) -> String {
        let name = format!("{} {}", self.cognome, self.nome);
        if name.trim().is_empty() { self.codice_fiscale.clone() } else { name.trim().to_owned() }
    }

    /// The birth year: typed, of the birth date, or read from a right fiscal code.
    #[must_use]
    pub fn birth_year(&self, today: NaiveDate) -> Option<u16> {
        self.nascita
            .and_then(|date| u16::try_from(date.year()).ok())
            .or(self.anno_nascita)
            .or_else(|| u16::try_from(self.told_by_code()?.birth_date(today)?.year()).ok())
    }

    /// The birth place: typed, or read from a right fiscal code.
    #[must_use]
    pub fn birth_place(&self) -> Option<std::borrow::Cow<'_, str>> {
        if self.luogo_nascita.is_empty() {
            self.told_by_code().map(|code| code.place().into())
        } else {
            Some(self.luogo_nascita.as_str().into())
        }
    }

    /// The sex: typed, or read from a right fiscal code.
    #[must_use]
    pub fn sex(&self) -> Option<Genere> {
        self.genere.or_else(|| Some(self.told_by_code()?.genere()))
    }

    /// The nation of residence: typed, or Italy where there is an Italian comune.
    #[must_use]
    pub fn residence_nation(&self) -> Option<&str> {
        if !self.nazione_residenza.is_empty() {
            Some(&self.nazione_residenza)
        } else if self.comune_residenza.is_empty() {
            None
        } else {
            Some(nazioni::ITALIA)
        }
    }

    /// The comune of residence, where the tables know it.
    #[must_use]
    pub fn residence(&self) -> Option<&'static comuni::Comune> {
        comuni::latest(&self.comune_residenza)
            .or_else(|| comuni::by_istat(&self.comune_residenza))
            .or_else(|| comuni::by_former_istat(&self.comune_residenza))
            .or_else(|| comuni::closed_by_istat(&self.comune_residenza))
    }

    /// The fiscal code, where it is a person's and its check character is right.
    #[must_use]
    pub fn told_by_code(&self) -> Option<super::fiscal_code::PersonCode> {
        FiscalCode::read(&self.codice_fiscale).filter(FiscalCode::checked)?.person().copied()
    }
}
