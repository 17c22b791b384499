//! By what a person and a case are looked for on the screens of ISEE.

use super::request::{AssistitoQuery, ProtocolloQuery};
use crate::archive::consultazioni::year_of;
use crate::desk::words::Words;
use crate::records::{Assistito, AssistitoId, Progetto};

/// A query for a person, ready to be compared.
pub(super) struct WantedPerson {
    codice: String,
    cognome: Words,
    nome: Words,
    codice_fiscale: Words,
}

impl WantedPerson {
    pub(super) fn of(query: &AssistitoQuery) -> Self {
        Self {
            codice: query.codice.trim().to_owned(),
            cognome: Words::of(&query.cognome),
            nome: Words::of(&query.nome),
            codice_fiscale: Words::of(&query.codice_fiscale),
        }
    }

    /// Whether this is the person. One who is no longer there has nothing to be found by but the fiscal code that
    /// was asked about.
    pub(super) fn is(&self, id: Option<AssistitoId>, person: Option<&Assistito>, codice_fiscale: &str) -> bool {
        let of = |text: fn(&Assistito) -> &String| move || person.map(text).cloned().unwrap_or_default();
        (self.codice.is_empty() || id.is_some_and(|id| id.to_string() == self.codice))
            && self.cognome.are_in(of(|it| &it.cognome))
            && self.nome.are_in(of(|it| &it.nome))
            && self.codice_fiscale.are_in(|| codice_fiscale.to_owned())
    }
}

/// A query for the protocol of a case, ready to be compared.
pub(super) struct WantedProtocol<'q> {
    query: &'q ProtocolloQuery,
    numero: Words,
}

impl<'q> WantedProtocol<'q> {
    pub(super) fn of(query: &'q ProtocolloQuery) -> Self {
        Self { query, numero: Words::of(&query.numero) }
    }

    /// Whether this is the case.
    pub(super) fn is(&self, case: Option<&Progetto>) -> bool {
        let Self { query, numero } = self;
        let text = || case.map(|it| [&it.numero, " ", &it.protocollo].concat()).unwrap_or_default();
        query.anno.is_none_or(|anno| case.and_then(year_of) == Some(anno))
            && query.data.is_none_or(|data| case.is_some_and(|it| it.data == Some(data)))
            && numero.are_in(text)
    }
}
