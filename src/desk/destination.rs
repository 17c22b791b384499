//! Which screen takes a dropped file.

use crate::sheets;
use serde::{Deserialize, Serialize};

/// The screen that takes a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    /// A benefit sheet: *Importa prestazioni*.
    Importa,
    /// A sheet of discards, or WaaS's `elenco_esiti`: *Esiti INPS*.
    Esiti,
    /// A civil-registry extract: *Confronto con l'anagrafe*.
    Estratto,
    /// INPS's ISEE answers: *Gestione consultazioni XML*.
    IseeRisposte,
    /// A PS-PSA-SINA flow: *Verifica un file XML*.
    Verifica,
    /// A backup: *Impostazioni*.
    Copia,
}

impl Destination {
    /// What such a file is called.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Importa => "foglio di prestazioni",
            Self::Esiti => "esiti INPS",
            Self::Estratto => "estratto dell'anagrafe",
            Self::IseeRisposte => "risposta ISEE",
            Self::Verifica => "flusso PS-PSA-SINA",
            Self::Copia => "copia di riserva",
        }
    }

    /// Endings of the names of such files, as file dialogs take them; what a file is, its content says.
    #[must_use]
    pub fn endings(self) -> String {
        match self {
            Self::Importa | Self::Estratto => sheets::ENDINGS.to_owned(),
            Self::Esiti => format!("{},.json", sheets::ENDINGS),
            Self::IseeRisposte => ".xml,.zip".to_owned(),
            Self::Verifica => ".xml".to_owned(),
            Self::Copia => ".siuss".to_owned(),
        }
    }
}
