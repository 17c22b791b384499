//! What makes two rows, or two records, speak of the same person, case or benefit. An import holds one of each a row: they are
//! as small as can be.

use crate::records::{Assistito, EnteId, Hours, Prestazione, Progetto};
use crate::text::fold;
use chrono::NaiveDate;

/// What makes two speak of one person.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum PersonKey {
    Code(Box<str>),
    /// Without a fiscal code: names and birth date.
    Names(Box<(String, String, NaiveDate)>),
}

pub(super) fn person_key(person: &Assistito) -> Option<PersonKey> {
    if !person.codice_fiscale.is_empty() {
        return Some(PersonKey::Code(person.codice_fiscale.as_str().into()));
    }
    let (cognome, nome) = (fold(&person.cognome), fold(&person.nome));
    (!cognome.is_empty() && !nome.is_empty()).then_some(PersonKey::Names(Box::new((cognome, nome, person.nascita?))))
}

/// What makes two speak of one case of a person, `P`: the ente, and the protocol, or else year and number, or else the kind.
pub(super) type CaseKey<P> = (P, Option<EnteId>, Box<str>);

pub(super) fn case_key<P>(person: P, case: &Progetto) -> CaseKey<P> {
    // Its length ends it, whatever is written in it.
    let mut key = format!("{}:{}", case.ente_scritto.len(), case.ente_scritto);
    if !case.protocollo.is_empty() {
        key += &format!("p{}", case.protocollo);
    } else if !case.numero.is_empty() {
        key += &format!("n{:?}/{}", case.anno, case.numero);
    } else {
        key += &format!("t{:?}/{}", case.anno, fold(&case.tipo));
    }
    (person, case.ente, key.into())
}

/// What makes two benefits of a case, `C`, the same: code, days, and the hour at which a delivery begins.
pub(super) type BenefitKey<C> = (C, Box<str>, Option<NaiveDate>, Option<NaiveDate>, Option<Hours>);

pub(super) fn benefit_key<C>(case: C, it: &Prestazione) -> BenefitKey<C> {
    let hour = it.erogazione.as_ref().and_then(|delivery| delivery.dalle);
    (case, it.codice.as_str().into(), it.day(), it.data_fine, hour)
}
