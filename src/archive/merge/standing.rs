//! Where a benefit stands in two archives, and which of them knows more of it.

use crate::records::{Atto, Esito, Fase, Invio, Minute, Prestazione};

/// Whose standing is the later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Ours, or they are the same.
    Ours,
    Theirs,
    /// Either may be.
    Unsure,
    /// Both sent it, in flows of their own: INPS may have it twice.
    Twice,
}

/// Whether ours, and whether theirs, did something since about the flow of this name: an act, or any.
pub(super) type Moved<'m> = &'m dyn Fn(&str, Option<Atto>) -> (bool, bool);

/// A flow, and whether it is a cancellation that it carries.
type Sending<'p> = (&'p str, bool);

fn ended(it: &Prestazione) -> impl Iterator<Item = Sending<'_>> {
    it.invii.iter().map(|invio| (invio.flusso.as_str(), invio.cancellazione))
}

/// All sendings that a benefit tells of.
fn sendings(it: &Prestazione) -> Vec<Sending<'_>> {
    ended(it).chain(it.stato.carried()).collect()
}

/// The flow by which INPS has it, or may have it.
fn stands_in(it: &Prestazione) -> Option<&str> {
    let gone = matches!(it.stato.fase(), Fase::DaInviare | Fase::Annullata { .. });
    let carried = it.stato.carried();
    carried.into_iter().filter(|(_, cancellazione)| !cancellazione && !gone).map(|(flusso, _)| flusso).next_back()
}

/// Whose standing is the later one: that which tells of more sendings, or of more that are over, or has INPS's answer.
pub(super) fn later(ours: &Prestazione, theirs: &Prestazione, moved: Moved<'_>) -> Standing {
    let (own, their) = (sendings(ours), sendings(theirs));
    let less = |one: &[Sending<'_>], other: &[Sending<'_>]| one.iter().any(|it| !other.contains(it));
    match (less(&own, &their), less(&their, &own)) {
        (true, false) => return Standing::Ours,
        (false, true) => return Standing::Theirs,
        (true, true) => {
            return match (stands_in(ours), stands_in(theirs)) {
                (Some(one), Some(other)) if !their.contains(&(one, false)) && !own.contains(&(other, false)) => {
                    Standing::Twice
                }
                (Some(_), Some(_)) => Standing::Unsure,
                (None, Some(_)) => Standing::Theirs,
                (None, None) if ours.stato.da_inviare() && !theirs.stato.da_inviare() => Standing::Theirs,
                _ => Standing::Ours,
            };
        }
        (false, false) => {}
    }
    if ours.stato == theirs.stato {
        return Standing::Ours;
    }
    let (own, their): (Vec<_>, Vec<_>) = (ended(ours).collect(), ended(theirs).collect());
    match (less(&own, &their), less(&their, &own)) {
        (true, false) => return Standing::Ours,
        (false, true) => return Standing::Theirs,
        _ => {}
    }
    let flusso = ours.stato.flusso().unwrap_or_default();
    match (ours.stato.fase(), theirs.stato.fase(), moved(flusso, None)) {
        (Fase::Inviata(_), ..) | (_, _, (false, true)) => Standing::Theirs,
        (_, Fase::Inviata(_), _) | (_, _, (true, false)) => Standing::Ours,
        // To be taken back follows on what INPS took, unless somebody thought better of it.
        (Fase::Acquisita(_) | Fase::AcquisitaSenzaDsu(_), Fase::DaCancellare(_), _)
            if !moved(flusso, Some(Atto::Rinuncia)).0 =>
        {
            Standing::Theirs
        }
        (Fase::DaCancellare(_), Fase::Acquisita(_) | Fase::AcquisitaSenzaDsu(_), _)
            if !moved(flusso, Some(Atto::Rinuncia)).1 =>
        {
            Standing::Ours
        }
        _ => Standing::Unsure,
    }
}

/// The sendings that are over, of both; those of one that the other, which it stands by from now on, does not know end
/// here, and are given back too.
pub(super) fn joined(stays: &Prestazione, other: &Prestazione, at: Minute) -> (Vec<Invio>, Vec<Invio>) {
    let mut all = stays.invii.clone();
    for invio in &other.invii {
        if !all.contains(invio) {
            all.insert(all.partition_point(|it| it.quando <= invio.quando), invio.clone());
        }
    }
    let known = |(flusso, cancellazione): Sending<'_>| {
        all.iter().any(|it| it.flusso == flusso && it.cancellazione == cancellazione)
            || stays.stato.carried().contains(&(flusso, cancellazione))
    };
    let lost: Vec<Invio> = other
        .stato
        .carried()
        .into_iter()
        .filter(|sending| !known(*sending))
        .map(|(flusso, cancellazione)| Invio {
            flusso: flusso.to_owned(),
            cancellazione,
            esito: Esito::Liberata,
            quando: at,
        })
        .collect();
    all.extend_from_slice(&lost);
    (all, lost)
}

/// The flow from which one archive freed it, while the other says that INPS took it there.
pub(super) fn freed_and_taken<'p>(stays: &Prestazione, other: &'p Prestazione) -> Option<&'p str> {
    let (Fase::Acquisita(flusso) | Fase::AcquisitaSenzaDsu(flusso)) = other.stato.fase() else { return None };
    let freed = |it: &Invio| it.flusso == *flusso && !it.cancellazione && it.esito == Esito::Liberata;
    stays.invii.iter().any(freed).then_some(flusso)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Passo::{
        self, Acquisisci, Annulla, Invia, InviaCancellazione, Libera, Rettifica, Rinuncia, Scarta,
    };
    use Standing::{Ours, Theirs, Twice, Unsure};

    fn after(steps: &[Passo<'_>]) -> Prestazione {
        let mut it = Prestazione::default();
        for passo in steps {
            it.passa(*passo, Minute::read("2026-11-23 10:00")).unwrap();
        }
        it
    }

    /// Whose is later, where nobody is known to have done anything since; and the other way round.
    #[track_caller]
    fn check(ours: &[Passo<'_>], theirs: &[Passo<'_>], expected: Standing) {
        let (ours, theirs) = (after(ours), after(theirs));
        let nobody: Moved<'_> = &|_, _| (false, false);
        assert_eq!(later(&ours, &theirs, nobody), expected);
        let mirrored = match expected {
            Ours if ours.stato != theirs.stato => Theirs,
            Theirs => Ours,
            other => other,
        };
        assert_eq!(later(&theirs, &ours, nobody), mirrored, "the other way round");
    }

    #[test]
    fn who_went_further() {
        let (sent, taken) = ([Invia("A")], [Invia("A"), Acquisisci]);
        let (refused, freed) = ([Invia("A"), Scarta("no")], [Invia("A"), Libera]);
        let again = [Invia("A"), Libera, Invia("B")];
        let back = [Invia("A"), Acquisisci, Rettifica];
        check(&sent, &sent, Ours);
        for (earlier, later) in [
            (&[][..], &sent[..]),
            (&[], &taken),
            (&[], &freed),
            (&sent, &taken),
            (&sent, &refused),
            (&sent, &freed),
            (&refused, &freed),
            (&sent, &again),
            (&freed, &again),
            (&taken, &back),
            (&[Invia("B")], &[Invia("A"), Libera, Invia("B")]),
        ] {
            check(earlier, later, Theirs);
        }
        check(&[], &[Invia("A"), Acquisisci, Annulla, InviaCancellazione("B"), Acquisisci], Theirs);
        check(&taken, &refused, Unsure);
        check(&back, &[Invia("A"), Acquisisci, Annulla], Unsure);
        // Both sent it.
        check(&sent, &[Invia("B")], Twice);
        check(&[Invia("A"), Acquisisci], &[Invia("B"), Scarta("no")], Twice);
        check(&back, &[Invia("B")], Twice);
        // What one has not with INPS any more is in nobody's way.
        check(&[Invia("B")], &freed, Ours);
        check(&[Invia("B"), Libera], &freed, Ours);
        // Both take it back, each in a flow of its own.
        let taken_back = |nel| [Invia("A"), Acquisisci, Annulla, InviaCancellazione(nel)];
        check(&taken_back("B"), &taken_back("C"), Unsure);
    }

    #[test]
    fn who_did_something_since_knows_more() {
        let (taken, refused) = (after(&[Invia("A"), Acquisisci]), after(&[Invia("A"), Scarta("no")]));
        let back = after(&[Invia("A"), Acquisisci, Rettifica]);
        assert_eq!(later(&taken, &refused, &|_, _| (true, false)), Ours);
        assert_eq!(later(&taken, &refused, &|_, _| (false, true)), Theirs);
        assert_eq!(later(&taken, &refused, &|_, _| (true, true)), Unsure);
        assert_eq!(later(&taken, &back, &|_, act| (true, act.is_none())), Unsure);
        assert_eq!(later(&taken, &back, &|_, act| (act.is_none(), true)), Theirs);
        assert_eq!(after(&[Invia("A"), Acquisisci, Rettifica, Rinuncia]).stato, taken.stato);
    }

    #[test]
    fn no_sending_is_forgotten() {
        let [ours, theirs] = ["B", "C"].map(|nel| after(&[Invia("A"), Acquisisci, Annulla, InviaCancellazione(nel)]));
        let (all, lost) = joined(&ours, &theirs, Minute::read("2026-11-24 09:00"));
        assert_eq!((all.len(), lost.len(), lost[0].flusso.as_str(), lost[0].cancellazione), (1, 1, "C", true));
        let stays = Prestazione { invii: all, ..ours };
        assert_eq!(later(&stays, &theirs, &|_, _| (false, false)), Ours, "and it is not asked again");
        let again = after(&[Invia("A"), Libera, Invia("B")]);
        let taken = after(&[Invia("A"), Acquisisci]);
        assert_eq!(freed_and_taken(&again, &taken), Some("A"));
        assert_eq!(freed_and_taken(&again, &after(&[Invia("A")])), None);
    }
}
