//! What an import wrote: what it changed, and how it is taken back.

use super::Archive;
use crate::records::{Assistito, AssistitoId, Prestazione, PrestazioneId, Progetto, ProgettoId, RecordKey};

/// What an import wrote, so that it can be undone.
#[derive(Debug, Default)]
pub struct Written {
    /// Keys of the new benefits, one for each row that is new; `None` for the others.
    pub ids: Vec<Option<PrestazioneId>>,
    /// The benefit that each row became, changed or doubles; `None` where it is of none.
    pub rows: Vec<Option<PrestazioneId>>,
    pub(super) new_people: Vec<AssistitoId>,
    pub(super) new_cases: Vec<ProgettoId>,
    pub(super) old_people: Vec<(AssistitoId, Assistito)>,
    pub(super) old_cases: Vec<(ProgettoId, Progetto)>,
    pub(super) old_benefits: Vec<(PrestazioneId, Prestazione)>,
}

impl Written {
    /// People that the import changed: as they were, and as they are.
    #[must_use]
    pub fn changed_people(&self, archive: &Archive) -> Vec<(RecordKey, Assistito, Assistito)> {
        changed(&self.old_people, RecordKey::Assistito, |id| archive.assistiti.get(id.0))
    }

    /// The cases, likewise.
    #[must_use]
    pub fn changed_cases(&self, archive: &Archive) -> Vec<(RecordKey, Progetto, Progetto)> {
        changed(&self.old_cases, RecordKey::Progetto, |id| archive.progetti.get(id.0))
    }

    /// The benefits, likewise.
    #[must_use]
    pub fn changed_benefits(&self, archive: &Archive) -> Vec<(RecordKey, Prestazione, Prestazione)> {
        changed(&self.old_benefits, RecordKey::Prestazione, |id| archive.prestazioni.get(id.0))
    }

    /// Whether nothing of it was sent since.
    #[must_use]
    pub fn can_be_undone(&self, archive: &Archive) -> bool {
        let moved_on = |id: PrestazioneId, before: &Prestazione| {
            archive
                .prestazioni
                .get(id.0)
                .is_some_and(|now| now.stato != before.stato || now.invii.len() != before.invii.len())
        };
        let never_sent = Prestazione::default();
        !self.ids.iter().flatten().any(|id| moved_on(*id, &never_sent))
            && !self.old_benefits.iter().any(|(id, before)| moved_on(*id, before))
    }

    /// Takes the import back, if nothing of it was sent since; `false` where something was.
    pub fn undo(&self, archive: &mut Archive) -> bool {
        if !self.can_be_undone(archive) {
            return false;
        }
        for id in self.ids.iter().flatten() {
            archive.prestazioni.remove(id.0);
        }
        for (id, old) in &self.old_benefits {
            archive.prestazioni.put_back(id.0, old.clone());
        }
        for (id, old) in &self.old_cases {
            archive.progetti.put_back(id.0, old.clone());
        }
        for (id, old) in &self.old_people {
            archive.assistiti.put_back(id.0, old.clone());
        }
        // What other benefits came to use in the meantime stays.
        let used: std::collections::HashSet<u32> = archive.prestazioni.iter().map(|(_, it)| it.progetto.0).collect();
        for id in self.new_cases.iter().filter(|id| !used.contains(&id.0)) {
            archive.progetti.remove(id.0);
        }
        let used: std::collections::HashSet<u32> = archive.progetti.iter().map(|(_, it)| it.assistito.0).collect();
        for id in self.new_people.iter().filter(|id| !used.contains(&id.0)) {
            archive.assistiti.remove(id.0);
        }
        true
    }
}

/// Old records with what became of them.
fn changed<'a, I: Copy, R: Clone + 'a>(
    old: &[(I, R)],
    key: impl Fn(I) -> RecordKey,
    now: impl Fn(I) -> Option<&'a R>,
) -> Vec<(RecordKey, R, R)> {
    old.iter().filter_map(|(id, before)| Some((key(*id), before.clone(), now(*id)?.clone()))).collect()
}
