//! What two archives changed of a record since they were one, and what that decides.

use crate::archive::difference::ByWhom;
use crate::records::{Cambio, Member, Revisione};

/// The changes that only one of two histories tells.
#[derive(Debug, Default)]
pub(super) struct Since {
    ours: Vec<Revisione>,
    theirs: Vec<Revisione>,
}

/// Whose value is the newer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Ours,
    Theirs,
    Ask,
}

impl Since {
    pub(super) fn new(mut ours: Vec<Revisione>, mut theirs: Vec<Revisione>) -> Self {
        take_common(&mut ours, &mut theirs);
        Self { ours, theirs }
    }

    /// A value was written over the other one where its archive had that before; a blank that nobody made is filled.
    pub(super) fn verdict(&self, member: &Member, ours: &str, theirs: &str) -> Verdict {
        let over = |history: &[Revisione], other: &str| of(history, member).any(|(_, cambio)| cambio.prima == other);
        let untouched = |history: &[Revisione]| of(history, member).next().is_none();
        match (over(&self.ours, theirs), over(&self.theirs, ours)) {
            (true, false) => Verdict::Ours,
            (false, true) => Verdict::Theirs,
            (false, false) if ours.is_empty() && untouched(&self.ours) => Verdict::Theirs,
            (false, false) if theirs.is_empty() && untouched(&self.theirs) => Verdict::Ours,
            _ => Verdict::Ask,
        }
    }

    /// Who wrote the two values of a field, where they were written since.
    pub(super) fn writers(&self, member: &Member) -> (Option<ByWhom>, Option<ByWhom>) {
        let last = |history: &[Revisione]| {
            let (revisione, _) = of(history, member).last()?;
            Some(ByWhom { chi: revisione.chi.clone(), quando: revisione.quando })
        };
        (last(&self.ours), last(&self.theirs))
    }
}

fn of<'r>(history: &'r [Revisione], member: &Member) -> impl Iterator<Item = (&'r Revisione, &'r Cambio)> {
    let changes = history.iter().flat_map(|revisione| revisione.cambi.iter().map(move |cambio| (revisione, cambio)));
    changes.filter(move |(_, cambio)| cambio.campo == *member)
}

/// Takes out of both what both have, as often as both have it.
pub(super) fn take_common<T: PartialEq>(ours: &mut Vec<T>, theirs: &mut Vec<T>) {
    theirs.retain(|it| match ours.iter().position(|own| own == it) {
        Some(at) => {
            ours.remove(at);
            false
        }
        None => true,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{AssistitoId, Atto, Field, Minute, RecordKey};
    use Verdict::{Ask, Ours, Theirs};

    const COGNOME: Member = Member::Field(Field::Cognome);

    /// A history of one field, by the values that it had.
    fn history(values: &[&str], chi: &str) -> Vec<Revisione> {
        let change = |pair: &[&str]| Revisione {
            su: RecordKey::Assistito(AssistitoId::new(0)),
            quando: Minute::read("2026-11-23 10:00"),
            chi: chi.into(),
            atto: Some(Atto::Modifica),
            cambi: vec![Cambio { campo: COGNOME, prima: pair[0].into(), dopo: pair[1].into() }],
        };
        values.windows(2).map(change).collect()
    }

    /// Both histories begin with `common`; the last values are what the field says now.
    #[track_caller]
    fn check(common: &[&str], ours: &[&str], theirs: &[&str], expected: Verdict) {
        let whole = |own: &[&str], chi: &str| {
            let parted: Vec<&str> = common.last().into_iter().chain(own).copied().collect();
            [history(common, "Anna"), history(&parted, chi)].concat()
        };
        let now = |own: &[&str]| own.last().or(common.last()).copied().unwrap_or_default().to_owned();
        let since = Since::new(whole(ours, "Bruna"), whole(theirs, "Carla"));
        assert_eq!(since.verdict(&COGNOME, &now(ours), &now(theirs)), expected);
        assert_eq!(since.writers(&COGNOME).1.map(|by| by.chi), (!theirs.is_empty()).then(|| "Carla".to_owned()));
    }

    #[test]
    fn the_newer_value_is_the_one_that_was_written_over_the_other() {
        check(&["A"], &["B"], &[], Ours);
        check(&["A"], &[], &["B"], Theirs);
        check(&["A"], &[], &["B", "C"], Theirs);
        check(&["A"], &["B"], &["C"], Ask);
        check(&["A", "B"], &["A"], &[], Ours);
        check(&["A", "B"], &[], &["A"], Theirs);
        // What went away and came back was not changed.
        check(&["A"], &["B", "A"], &["C"], Theirs);
        // Blank by nobody, and blanked.
        check(&[""], &[], &["B"], Theirs);
        check(&["A"], &[""], &[], Ours);
        check(&["A"], &[""], &["B"], Ask);
    }

    #[test]
    fn archives_that_were_never_one() {
        let nobody = Since::default();
        assert_eq!(nobody.verdict(&COGNOME, "A", "B"), Ask);
        assert_eq!(nobody.verdict(&COGNOME, "", "B"), Theirs);
        assert_eq!(nobody.verdict(&COGNOME, "A", ""), Ours);
    }
}
