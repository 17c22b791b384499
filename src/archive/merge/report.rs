//! What a merge does, or would do: told before it is done, and after.

use crate::archive::difference::ByWhom;
use crate::import::MappingProfile;
use crate::isee::request::RequestProfile;
use crate::records::{
    Assistito, Consultazione, Ente, EsitoRicevuto, FlussoInviato, Prestazione, Progetto, Revisione, Stampa, Voce,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A record, which is of a kind.
pub(super) trait OfKind {
    /// Its kind.
    const KIND: Kind;
}

macro_rules! kinds {
    ($($kind:ident of $record:ty = $one:literal, $many:literal;)+) => {
        /// A kind of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Kind {
            $(#[doc = $many] $kind,)+
        }

        impl Kind {
            /// How many there are, in words.
            #[must_use]
            pub fn count(self, count: u32) -> String {
                let (one, many) = match self { $(Self::$kind => ($one, $many),)+ };
                format!("{count} {}", if count == 1 { one } else { many })
            }
        }

        $(impl OfKind for $record {
            const KIND: Kind = Kind::$kind;
        })+
    };
}

kinds! {
    Ente of Ente = "ente", "enti";
    Assistito of Assistito = "assistito", "assistiti";
    Progetto of Progetto = "progetto", "progetti";
    Prestazione of Prestazione = "prestazione", "prestazioni";
    Flusso of FlussoInviato = "flusso", "flussi";
    Stampa of Stampa = "stampa", "stampe";
    Esito of EsitoRicevuto = "esito INPS", "esiti INPS";
    Consultazione of Consultazione = "richiesta ISEE", "richieste ISEE";
    Profilo of MappingProfile = "profilo di importazione", "profili di importazione";
    ProfiloIsee of RequestProfile = "profilo ISEE", "profili ISEE";
    Storia of Revisione = "modifica nella storia delle schede", "modifiche nella storia delle schede";
    Registro of Voce = "voce del registro", "voci del registro";
}

/// How many of each kind.
pub type Counts = BTreeMap<Kind, u32>;

/// What two archives say otherwise, and nothing decides but the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What tells it from the others: record and field, so that it is the same whatever is decided about others.
    pub id: String,
    /// Which record, in words.
    pub what: String,
    /// What of it.
    pub label: String,
    /// What is here, in words.
    pub ours: String,
    /// Who wrote it since the archives were one, as far as that is known.
    pub ours_by: Option<ByWhom>,
    /// What is there.
    pub theirs: String,
    /// Who wrote that.
    pub theirs_by: Option<ByWhom>,
    /// Whether theirs is taken.
    pub taken: bool,
}

/// What the operator decided of the conflicts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    /// By [`Conflict::id`], whether theirs is taken.
    pub named: BTreeMap<String, bool>,
    /// The same for those that are not named.
    pub others: bool,
}

impl Decisions {
    pub(super) fn takes(&self, id: &str) -> bool {
        self.named.get(id).copied().unwrap_or(self.others)
    }
}

/// What a merge does, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// Records that were only there.
    pub new: Counts,
    /// Fields and standings that only the other archive changed: they were taken.
    pub taken: Counts,
    /// Records that the other archive deleted, and the operator let go.
    pub deleted: u32,
    /// What was, or is to be, decided.
    pub conflicts: Vec<Conflict>,
    /// What the operator has to know, a sentence each.
    pub told: Vec<String>,
}

impl Merged {
    pub(super) fn count_new(&mut self, kind: Kind) {
        *self.new.entry(kind).or_default() += 1;
    }

    pub(super) fn count_taken(&mut self, kind: Kind) {
        *self.taken.entry(kind).or_default() += 1;
    }
}
