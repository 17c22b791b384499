//! Which records of two archives are the same one.
//!
//! Keys mean nothing across archives, but where both come from one: the same key with a self in common is one record. Else
//! it goes by what a record says now, by what makes it known ([`identity`](crate::archive::identity)), and at last by what
//! either of them was once: a fiscal code may have been mended, or a day, since the two archives met last.

use crate::records::{Field, Id, Member, Revisione};
use crate::text::fold;
use std::collections::{HashMap, HashSet};

/// What is looked at of a record.
pub(super) struct Card<R> {
    pub(super) key: Id<R>,
    /// What makes it known; empty where nothing does.
    pub(super) identity: String,
    /// What it says, and what it said before each of its changes.
    pub(super) selves: Vec<String>,
}

/// Between the words of a self.
const SEP: &str = "\u{1f}";

/// The present self, then the former ones. A person is known by each fiscal code that they had, too, with their name.
pub(super) fn selves(mut words: Vec<(Member, String)>, history: &[Revisione]) -> Vec<String> {
    let mut selves = Vec::new();
    let mut add = |words: &[(Member, String)]| {
        let all: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
        selves.push(all.join(SEP));
        if let [(Member::Field(Field::CodiceFiscale), code), (_, cognome), (_, nome), ..] = words
            && !code.is_empty()
        {
            selves.push([code, fold(cognome).as_str(), &fold(nome)].join(SEP));
        }
    };
    add(&words);
    for revisione in history.iter().rev() {
        for cambio in &revisione.cambi {
            if let Some(word) = words.iter_mut().find(|(member, _)| *member == cambio.campo) {
                word.1.clone_from(&cambio.prima);
            }
        }
        add(&words);
    }
    selves
}

/// Where cards are, by a word of theirs.
type Index<'c> = HashMap<&'c str, Vec<usize>>;

/// Whether two records under one key are one: they said the same once.
pub(super) fn were_one<R>(ours: &Card<R>, theirs: &Card<R>) -> bool {
    theirs.selves.iter().any(|own| ours.selves.contains(own) && proves(own, ours, theirs))
}

/// Pairs of keys, theirs and ours; each is in one at most. Of several that say the same the first are paired first.
pub(super) fn pair<R>(ours: &[Card<R>], theirs: &[Card<R>]) -> Vec<(Id<R>, Id<R>)> {
    let (mut present, mut known, mut once) = (Index::new(), Index::new(), Index::new());
    for (at, card) in ours.iter().enumerate() {
        if !card.identity.is_empty() {
            known.entry(&card.identity).or_default().push(at);
        }
        for (age, own) in card.selves.iter().enumerate() {
            if age == 0 {
                present.entry(own).or_default().push(at);
            }
            once.entry(own).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    let (mut taken, mut settled) = (HashSet::new(), HashSet::new());
    for round in 0..3 {
        for (index, card) in theirs.iter().enumerate() {
            if settled.contains(&index) {
                continue;
            }
            let free = |index: &Index<'_>, word: &String| {
                let found = index.get(word.as_str()).into_iter().flatten();
                found.copied().find(|at| !taken.contains(at) && (round < 2 || proves(word, &ours[*at], card)))
            };
            let found = match round {
                0 => card.selves.first().and_then(|own| free(&present, own)),
                1 => free(&known, &card.identity),
                _ => card.selves.iter().find_map(|own| free(&once, own)),
            };
            if let Some(at) = found {
                taken.insert(at);
                settled.insert(index);
                pairs.push((card.key, ours[at].key));
            }
        }
    }
    pairs
}

/// Whether a self that two have in common makes them one: not one that lacks what both have now, and have otherwise.
fn proves<R>(own: &str, one: &Card<R>, other: &Card<R>) -> bool {
    let first =
        |card: &Card<R>| card.selves.first().and_then(|own| own.split(SEP).next()).unwrap_or_default().to_owned();
    let (one, other) = (first(one), first(other));
    !own.starts_with(SEP) || one.is_empty() || other.is_empty() || one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{Assistito, Cambio, Minute, RecordKey};

    const FIELDS: [Field; 3] = [Field::CodiceFiscale, Field::Cognome, Field::Nome];

    /// A card of a person: what they said at first, and what was changed since.
    fn card(key: u32, first: [&str; 3], changes: &[(usize, &str)]) -> Card<Assistito> {
        let key = Id::new(key);
        let mut now: Vec<_> = FIELDS.into_iter().map(Member::Field).zip(first.map(str::to_owned)).collect();
        let mut history = Vec::new();
        for (at, word) in changes {
            let cambio = Cambio { campo: FIELDS[*at].into(), prima: now[*at].1.clone(), dopo: (*word).into() };
            now[*at].1 = (*word).to_owned();
            history.push(Revisione {
                su: RecordKey::Assistito(key),
                quando: Minute::UNKNOWN,
                chi: String::new(),
                atto: None,
                cambi: vec![cambio],
            });
        }
        let identity = now[0].1.clone();
        Card { key, identity, selves: selves(now, &history) }
    }

    #[track_caller]
    fn check(ours: &[Card<Assistito>], theirs: &[Card<Assistito>], pairs: &[(u32, u32)]) {
        let found: Vec<_> = pair(ours, theirs).iter().map(|(their, our)| (their.place(), our.place())).collect();
        assert_eq!(found, pairs);
        if let ([one], [other]) = (ours, theirs) {
            let known = !one.identity.is_empty() && one.identity == other.identity;
            assert_eq!(known || were_one(one, other), !pairs.is_empty(), "under one key");
        }
    }

    #[test]
    fn what_makes_two_records_one() {
        let rossa = ["C1", "FINTI", "ROSSA"];
        // The same, wherever it is.
        check(&[card(7, rossa, &[])], &[card(2, rossa, &[])], &[(2, 7)]);
        // By the code, whatever else is said.
        check(&[card(7, rossa, &[])], &[card(2, ["C1", "FINTA", "ROSA"], &[])], &[(2, 7)]);
        // Both mended the code of one that both had.
        check(&[card(2, rossa, &[(0, "C2")])], &[card(2, rossa, &[(0, "C3")])], &[(2, 2)]);
        // One did, under another key; and only where the name is theirs.
        check(&[card(7, rossa, &[(1, "FINTI B")])], &[card(2, ["C1", "FINTI B", "ROSSA"], &[(0, "C3")])], &[(2, 7)]);
        check(&[card(7, ["C1", "ALTRI", "VERDE"], &[])], &[card(2, rossa, &[(0, "C3")])], &[]);
        // A code came to one that had none; two different ones came to two.
        let bare = ["", "FINTI", "ROSSA"];
        check(&[card(7, bare, &[])], &[card(2, bare, &[(0, "C3")])], &[(2, 7)]);
        check(&[card(7, bare, &[(0, "C1")])], &[card(7, bare, &[(0, "C3")])], &[]);
        // The same key alone is nothing.
        check(&[card(2, rossa, &[])], &[card(2, ["C9", "ALTRI", "VERDE"], &[])], &[]);
        // As many as there are.
        check(&[card(1, bare, &[]), card(2, bare, &[])], &[card(5, bare, &[]), card(6, bare, &[])], &[(5, 1), (6, 2)]);
        check(&[card(1, bare, &[])], &[card(5, bare, &[]), card(6, bare, &[])], &[(5, 1)]);
    }
}
