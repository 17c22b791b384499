//! How a field is written, and where its form shows it.

use serde::{Deserialize, Serialize};

/// How a field is written in a sheet, and typed into a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    /// Words.
    Text,
    /// Text that a spreadsheet may have taken for a number: codes, protocols.
    Code,
    /// A person's fiscal code.
    FiscalCode,
    /// INPS's code of a benefit.
    BenefitCode,
    /// The name of a benefit.
    Benefit,
    /// The protocol of a DSU.
    Dsu,
    /// A day.
    Date,
    /// Euros.
    Amount,
    /// Hours and minutes.
    Hours,
    /// A time of the day.
    Clock,
    /// A year, four digits.
    Year,
    /// Months, from 1 to 12.
    Months,
    /// A whole number.
    Count,
    /// One of INPS's choices.
    Choice,
    /// Codes of benefits.
    Codes,
    /// Several of INPS's choices.
    Choices,
    /// A comune of Italy.
    Comune,
    /// A comune or a foreign state.
    BirthPlace,
    /// A nation.
    Nation,
}

/// Whose form a field is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The person's.
    Assistito,
    /// The case's.
    Progetto,
    /// The benefit's.
    Prestazione,
}

/// A group of a form, in the order in which a form has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Who the person is.
    DatiAnagrafici,
    /// Where they live.
    Residenza,
    /// The case.
    DatiDelProgetto,
    /// What is granted.
    Prestazione,
    /// Who pays, and what is seldom written.
    Quote,
    /// One delivery.
    Erogazione,
    /// The ISEE.
    Isee,
    /// The assessment.
    Sina,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 8] = [
        Self::DatiAnagrafici,
        Self::Residenza,
        Self::DatiDelProgetto,
        Self::Prestazione,
        Self::Quote,
        Self::Erogazione,
        Self::Isee,
        Self::Sina,
    ];

    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::DatiAnagrafici => "Dati anagrafici",
            Self::Residenza => "Residenza",
            Self::DatiDelProgetto => "Dati del progetto",
            Self::Prestazione => "Prestazione",
            Self::Quote => "Quote e altri dati",
            Self::Erogazione => "Erogazione a tempo: un giorno di servizio",
            Self::Isee => "ISEE",
            Self::Sina => "SINA: valutazione multidimensionale",
        }
    }

    /// Whose form it is in.
    #[must_use]
    pub fn owner(self) -> Owner {
        match self {
            Self::DatiAnagrafici | Self::Residenza => Owner::Assistito,
            Self::DatiDelProgetto => Owner::Progetto,
            Self::Prestazione | Self::Quote | Self::Erogazione | Self::Isee | Self::Sina => Owner::Prestazione,
        }
    }

    /// Whether it is open though nothing is written in it.
    #[must_use]
    pub fn open(self) -> bool {
        !matches!(self, Self::Quote | Self::Erogazione | Self::Sina)
    }

    /// Whether it is often the same in all benefits of a case.
    #[must_use]
    pub fn shared(self) -> bool {
        matches!(self, Self::Isee | Self::Sina)
    }
}
