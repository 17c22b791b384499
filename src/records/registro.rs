//! The journal: who did what when. Append only, and no more personal data than the key of a record.

use super::{AssistitoId, ConsultazioneId, EnteId, FlussoId, Minute, PrestazioneId, ProgettoId, StampaId};
use serde::{Deserialize, Serialize};

/// The record that an entry, or a revision, is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RecordKey {
    /// An ente.
    Ente(EnteId),
    /// A person.
    Assistito(AssistitoId),
    /// A case.
    Progetto(ProgettoId),
    /// A benefit.
    Prestazione(PrestazioneId),
    /// A flow.
    Flusso(FlussoId),
    /// A generation.
    Stampa(StampaId),
    /// An ISEE consultation.
    Consultazione(ConsultazioneId),
}

impl RecordKey {
    /// `Prestazione 12`.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Ente(id) => format!("Ente {id}"),
            Self::Assistito(id) => format!("Assistito {id}"),
            Self::Progetto(id) => format!("Progetto {id}"),
            Self::Prestazione(id) => format!("Prestazione {id}"),
            Self::Flusso(id) => format!("Flusso {id}"),
            Self::Stampa(id) => format!("Stampa {id}"),
            Self::Consultazione(id) => format!("Consultazione {id}"),
        }
    }

    /// Its place in its table.
    #[must_use]
    pub fn place(self) -> u32 {
        match self {
            Self::Ente(id) => id.place(),
            Self::Assistito(id) => id.place(),
            Self::Progetto(id) => id.place(),
            Self::Prestazione(id) => id.place(),
            Self::Flusso(id) => id.place(),
            Self::Stampa(id) => id.place(),
            Self::Consultazione(id) => id.place(),
        }
    }
}

macro_rules! acts {
    ($($variant:ident = $label:literal),+ $(,)?) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Atto {
            $(#[doc = $label] $variant,)+
        }

        impl Atto {
            /// Every act.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// In the operators' words.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }
    };
}

// Stored by the names on the left: add at will, rename none.
acts! {
    EnteSalvato = "Ente salvato",
    EnteEliminato = "Ente eliminato",
    OperatoreScelto = "Operatore scelto",
    Importazione = "Importazione confermata",
    ImportazioneAnnullata = "Importazione annullata",
    ProfiloSalvato = "Profilo di importazione salvato",
    ProfiloEliminato = "Profilo di importazione eliminato",
    Creazione = "Creazione",
    Modifica = "Modifica",
    Eliminazione = "Eliminazione",
    EliminazioneAnnullata = "Eliminazione annullata",
    Correzione = "Correzione automatica",
    CorrezioneAnnullata = "Correzione automatica annullata",
    Stampa = "Stampa",
    EsitoPortale = "Esito del portale",
    FlussoCestinato = "Flusso cestinato",
    RigheLiberate = "Predisposte per un nuovo invio",
    RigheScartate = "Segnate come scartate",
    RigheAcquisite = "Segnate come acquisite",
    Rettifica = "Rettifica chiesta",
    Annullamento = "Annullamento chiesto",
    Rinuncia = "Rettifica o annullamento ritirati",
    StoricoImportato = "Flusso storico importato",
    EsitiLetti = "Esiti INPS letti",
    EsitoDeciso = "Esito INPS deciso",
    Unione = "Schede unite",
    ProgettoChiuso = "Progetto chiuso",
    ProgettoRiaperto = "Progetto riaperto",
    OperazioneAnnullata = "Operazione annullata",
    RichiestaIsee = "Richiesta ISEE generata",
    RisposteIsee = "Risposte ISEE caricate",
    IseeAccettato = "ISEE di INPS usato",
    IseeMantenuto = "ISEE nostro mantenuto",
    ProfiloIseeSalvato = "Profilo ISEE salvato",
    ProfiloIseeEliminato = "Profilo ISEE eliminato",
    DemoCaricata = "Dati dimostrativi caricati",
    DemoTolta = "Dati dimostrativi tolti",
    CopiaFatta = "Copia di riserva fatta",
    CopiaRipristinata = "Copia di riserva ripristinata",
    ArchiviUniti = "Archivi uniti",
    FraseCambiata = "Frase di protezione messa o cambiata",
    FraseTolta = "Frase di protezione tolta",
    RecuperoFatto = "Chiave di recupero fatta",
    ConservazioneDecisa = "Anni di conservazione decisi",
    ScartoArchivio = "Scarto d'archivio",
    IndicatoreDeciso = "Indicatore ISEE deciso",
}

impl Atto {
    /// Whether it moves benefits along, and changes none of their data.
    #[must_use]
    pub fn only_moves(self) -> bool {
        matches!(
            self,
            Self::Stampa
                | Self::EsitoPortale
                | Self::FlussoCestinato
                | Self::RigheLiberate
                | Self::RigheScartate
                | Self::RigheAcquisite
                | Self::Rettifica
                | Self::Annullamento
                | Self::Rinuncia
                | Self::EsitiLetti
                | Self::EsitoDeciso
        )
    }

    /// Whether all that it did hangs together: it is taken back whole, or not at all.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.only_moves()
            || matches!(
                self,
                Self::StoricoImportato
                    | Self::ArchiviUniti
                    | Self::ScartoArchivio
                    | Self::RichiestaIsee
                    | Self::RisposteIsee
                    | Self::IseeAccettato
                    | Self::IseeMantenuto
            )
    }

    /// Whether it is a person's own word on what a field says, against what sheets and other sources bring.
    #[must_use]
    pub fn is_by_hand(self) -> bool {
        matches!(
            self,
            Self::Creazione
                | Self::Modifica
                | Self::Correzione
                | Self::Unione
                | Self::IseeAccettato
                | Self::IseeMantenuto
        )
    }

    /// What taking it back is.
    #[must_use]
    pub fn undone(self) -> Self {
        match self {
            Self::Importazione => Self::ImportazioneAnnullata,
            Self::Correzione => Self::CorrezioneAnnullata,
            Self::Eliminazione => Self::EliminazioneAnnullata,
            _ => Self::OperazioneAnnullata,
        }
    }
}

/// One entry. Its fields are private: once written it stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voce {
    quando: Minute,
    chi: String,
    atto: Atto,
    #[serde(default)]
    su: Option<RecordKey>,
    #[serde(default)]
    nota: String,
}

impl Voce {
    /// An entry. `nota` holds no personal data: counts, names of flows, ids of rules.
    #[must_use]
    pub fn new(quando: Minute, chi: &str, atto: Atto, su: Option<RecordKey>, nota: impl Into<String>) -> Self {
        Self { quando, chi: chi.to_owned(), atto, su, nota: nota.into() }
    }

    /// Local date and time, `AAAA-MM-GG HH:MM`.
    #[must_use]
    pub fn quando(&self) -> Minute {
        self.quando
    }

    /// The operator's name, as set up.
    #[must_use]
    pub fn chi(&self) -> &str {
        &self.chi
    }

    /// What was done.
    #[must_use]
    pub fn atto(&self) -> Atto {
        self.atto
    }

    /// On which record, where it was one.
    #[must_use]
    pub fn su(&self) -> Option<RecordKey> {
        self.su
    }

    /// A short detail.
    #[must_use]
    pub fn nota(&self) -> &str {
        &self.nota
    }
}
