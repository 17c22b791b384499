//! What makes two rows, or two records, speak of the same person, case or benefit.

use crate::records::{Assistito, EnteId, Hours, Prestazione, Progetto};
use crate::text::fold;
use chrono::NaiveDate;

/// What makes two speak of one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum PersonKey {
    Code(String),
    /// Without a fiscal code: names and birth date.
    Names(String, String, NaiveDate),
}

pub(super) fn person_key(person: &Assistito) -> Option<PersonKey> {
    if !person.codice_fiscale.is_empty() {
        return Some(PersonKey::Code(person.codice_fiscale.clone()));
    }
    let (cognome, nome) = (fold(&person.cognome), fold(&person.nome));
    (!cognome.is_empty() && !nome.is_empty()).then_some(PersonKey::Names(cognome, nome, person.nascita?))
}

/// What makes two speak of one case of a person: the protocol, or else year and number, or else the kind.
pub(super) type CaseKey = (usize, Option<EnteId>, String, String);

pub(super) fn case_key(person: usize, case: &Progetto) -> CaseKey {
    let key = if !case.protocollo.is_empty() {
        format!("p{}", case.protocollo)
    } else if !case.numero.is_empty() {
        format!("n{:?}/{}", case.anno, case.numero)
    } else {
        format!("t{:?}/{}", case.anno, fold(&case.tipo))
    };
    (person, case.ente, case.ente_scritto.clone(), key)
}

/// What makes two benefits of a case the same: code, days, and the hour at which a delivery begins.
pub(super) type BenefitKey = (usize, String, Option<NaiveDate>, Option<NaiveDate>, Option<Hours>);

pub(super) fn benefit_key(case: usize, it: &Prestazione) -> BenefitKey {
    let hour = it.erogazione.as_ref().and_then(|delivery| delivery.dalle);
    (case, it.codice.clone(), it.day(), it.data_fine, hour)
}
