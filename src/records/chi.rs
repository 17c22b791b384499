//! Who must act where something is wrong: told to an operator by the rules and by what INPS answers.

/// Who must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chi {
    /// The office that sends.
    Ufficio,
    /// The registry of the comune.
    Anagrafe,
    /// The tax office, which gives fiscal codes.
    AgenziaEntrate,
    /// Whoever keeps the program that wrote the file: an office cannot mend it by itself.
    Programma,
    /// INPS itself.
    Inps,
    /// Nobody.
    Nessuno,
}

impl Chi {
    /// In words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Ufficio => "L'ufficio",
            Self::Anagrafe => "L'anagrafe del comune (ANPR)",
            Self::AgenziaEntrate => "L'Agenzia delle Entrate",
            Self::Programma => "Chi cura il programma che ha scritto il file",
            Self::Inps => "INPS",
            Self::Nessuno => "Nessuno",
        }
    }
}
