//! What a benefit is for: that decides which indicator counts for it.
//!
//! The law names one for each benefit (`codes::prestazioni`); where it leaves room, the office says otherwise.
//! Source: D.P.C.M. 159/2013, articles 6 to 8.

use crate::codes::prestazioni;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a benefit is for, by the words of the table of benefits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Purpose {
    /// Anything that the others are not.
    #[serde(rename = "ORD")]
    Other,
    /// What is given to minors, or for them.
    #[serde(rename = "MIN")]
    Minors,
    /// The right to study at a university.
    #[serde(rename = "UNI")]
    University,
    /// Socio-sanitary help.
    #[serde(rename = "SSD")]
    Care,
    /// The same, in a home.
    #[serde(rename = "RES")]
    Residence,
}

/// What the office decided otherwise than the law, by code of benefit.
pub type Choices = BTreeMap<String, Purpose>;

impl Purpose {
    /// Every purpose, the usual one first.
    pub const ALL: [Self; 5] = [Self::Other, Self::Minors, Self::University, Self::Care, Self::Residence];

    /// Its word in the table of benefits.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Other => "ORD",
            Self::Minors => "MIN",
            Self::University => "UNI",
            Self::Care => "SSD",
            Self::Residence => "RES",
        }
    }

    /// The purpose of a word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }

    /// The indicator that counts, in the operators' words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Other => "Ordinario",
            Self::Minors => "Minorenni",
            Self::University => "Universitario",
            Self::Care => "Sociosanitario",
            Self::Residence => "Sociosanitario per le residenze",
        }
    }

    /// What the law says of a benefit; of one that is not in the table, what it says of all others.
    #[must_use]
    pub fn by_law(benefit: &str) -> Self {
        prestazioni::by_code(benefit).and_then(|row| Self::from_id(row.isee)).unwrap_or(Self::Other)
    }

    /// What counts for a benefit here.
    #[must_use]
    pub fn of(benefit: &str, choices: &Choices) -> Self {
        choices.get(benefit).copied().unwrap_or_else(|| Self::by_law(benefit))
    }
}
