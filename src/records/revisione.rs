//! The history of a record: what changed in it, from what to what, when and by whom.

use super::{Atto, Member, Minute, Moment, Record, RecordKey};
use serde::{Deserialize, Serialize};

/// One change of a record. It holds personal data, so it lives in the archive only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revisione {
    /// Which record.
    pub su: RecordKey,
    /// Local date and time, `AAAA-MM-GG HH:MM`.
    pub quando: Minute,
    /// The operator's name, as set up.
    pub chi: String,
    /// By which act; `None` where an older program wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub atto: Option<Atto>,
    /// What changed.
    pub cambi: Vec<Cambio>,
}

/// One member that changed, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cambio {
    /// Which.
    pub campo: Member,
    /// What it was; empty where it was blank.
    pub prima: String,
    /// What it is; empty where it was blanked.
    pub dopo: String,
}

impl Revisione {
    /// The change from `before` to `after`; `None` where an operator would see no difference.
    #[must_use]
    pub fn between<R: Record>(
        su: RecordKey,
        before: &R,
        after: &R,
        atto: Atto,
        moment: &Moment,
        chi: &str,
    ) -> Option<Self> {
        let cambi: Vec<Cambio> = before
            .in_words()
            .into_iter()
            .zip(after.in_words())
            .filter(|((_, before), (_, after))| before != after)
            .map(|((campo, prima), (_, dopo))| Cambio { campo, prima, dopo })
            .collect();
        (!cambi.is_empty()).then(|| Self { su, quando: moment.at, chi: chi.to_owned(), atto: Some(atto), cambi })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{Assistito, AssistitoId, Field};

    #[test]
    fn only_what_changed_is_told() {
        let before = Assistito { cognome: "FINTI".into(), nome: "PROVA".into(), ..Assistito::default() };
        let after = Assistito { cognome: "FINTI".into(), nome: "PROVETTA".into(), ..Assistito::default() };
        let su = RecordKey::Assistito(AssistitoId::new(3));
        let moment = Moment { at: Minute::read("2026-11-23 10:00"), ..Moment::default() };
        assert_eq!(Revisione::between(su, &before, &before, Atto::Modifica, &moment, "Finta Protti"), None);
        let revision = Revisione::between(su, &before, &after, Atto::Modifica, &moment, "Finta Protti").unwrap();
        assert_eq!(
            revision.cambi,
            [Cambio { campo: Field::Nome.into(), prima: "PROVA".into(), dopo: "PROVETTA".into() }]
        );
    }
}
