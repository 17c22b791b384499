//! Benefits of the archive that are of one case, code and days: a row of the same may double or change one of them.
//!
//! Mostly there is one. Where there are many, a row would be laid over each of them to find the first that it adds
//! nothing to, and thousands of rows over thousands of benefits take minutes: an index of what they say tells which to try.

use super::plan::Plan;
use super::source::Source;
use crate::archive::Archive;
use crate::archive::by_hand::ByHand;
use crate::archive::difference::{Decisions, Difference};
use crate::records::field::{FieldValue, Group};
use crate::records::{Fase, Field, Prestazione, PrestazioneId, Record, Stato};
use rustc_hash::{FxHashMap, FxHasher};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

/// What an index may hold, lest rows that fill ever other fields make it grow: some megabytes.
const ENTRIES: usize = 300_000;

/// A benefit of the archive.
struct Ours {
    id: PrestazioneId,
    /// Index into [`Plan::rows`] of the row that has changed it.
    changed_by: Option<u32>,
    claimed: bool,
}

/// Those of one case, code and days, in the archive's order.
#[derive(Default)]
pub(super) struct Twins {
    ours: Vec<Ours>,
    /// Made once it is asked for.
    index: Option<Box<Index>>,
}

/// A benefit that a row doubles or changes.
pub(super) struct Matched {
    pub(super) id: PrestazioneId,
    pub(super) changed_by: Option<u32>,
    pub(super) told: Vec<Difference>,
}

/// What a row is laid over, and how.
pub(super) struct Over<'p> {
    pub(super) archive: &'p Archive,
    pub(super) rows: &'p dyn Source,
    pub(super) plan: &'p Plan,
    pub(super) by_hand: &'p ByHand<'p>,
    pub(super) decisions: &'p Decisions,
    /// So many benefits are tried one after the other; more have an index.
    pub(super) few: usize,
}

impl Over<'_> {
    /// What a benefit is by now.
    fn now(&self, ours: &Ours) -> Option<Cow<'_, Prestazione>> {
        self.plan.benefit(self.archive, self.rows, ours.id, ours.changed_by)
    }

    /// What becomes of it, and what is told of that: what somebody mended by hand stays, unless it is decided otherwise.
    fn lay(&self, id: PrestazioneId, now: &Prestazione, written: &Prestazione) -> (Prestazione, Vec<Difference>) {
        let mut merged = now.overlaid_by(written);
        let told = self.by_hand.settle_benefit(id, now, &mut merged, self.decisions);
        (merged, told)
    }

    /// What is told where a row adds nothing; `None` where it does.
    fn adds_nothing(&self, ours: &Ours, written: &Prestazione) -> Option<Vec<Difference>> {
        let now = self.now(ours)?;
        let (merged, told) = self.lay(ours.id, &now, written);
        (merged == *now).then_some(told)
    }
}

impl Twins {
    pub(super) fn push(&mut self, id: PrestazioneId) {
        if self.ours.is_empty() {
            self.ours.reserve_exact(1);
        }
        self.ours.push(Ours { id, changed_by: None, claimed: false });
    }

    /// The first that a row adds nothing to.
    pub(super) fn doubled(&mut self, written: &Prestazione, over: &Over<'_>) -> Option<Matched> {
        let (at, told) = if self.ours.len() > over.few {
            let index = self.index.get_or_insert_with(|| Box::new(Index::of(&self.ours, over)));
            index.doubled(&self.ours, written, over)?
        } else {
            let adds_nothing = |(at, ours)| Some((at, over.adds_nothing(ours, written)?));
            self.ours.iter().enumerate().find_map(adds_nothing)?
        };
        let ours = &mut self.ours[at];
        ours.claimed = true;
        Some(Matched { id: ours.id, changed_by: ours.changed_by, told })
    }

    /// The first that no row is of yet, and whose older self a row may be; it is then of this row. What INPS has no more
    /// is not in the way of another benefit.
    pub(super) fn claim<'p>(&mut self, archive: &'p Archive) -> Option<(usize, PrestazioneId, &'p Stato)> {
        let stato = |ours: &Ours| Some(&archive.prestazioni.get(ours.id)?.stato);
        let is_free = |ours: &Ours| {
            let stato = stato(ours).filter(|stato| !matches!(stato.fase(), Fase::Annullata { .. }));
            stato.filter(|_| !ours.claimed).map(|stato| (ours.id, stato))
        };
        let from = self.index.as_ref().map_or(0, |index| index.free);
        let free = (from..self.ours.len()).find_map(|at| is_free(&self.ours[at]).map(|(id, stato)| (at, id, stato)));
        // None before it will ever be free again.
        if let Some(index) = &mut self.index {
            index.free = free.map_or(self.ours.len(), |(at, ..)| at);
        }
        if let Some((at, ..)) = free {
            self.ours[at].claimed = true;
        }
        free
    }

    /// The row at this index of the plan changes one; what is told of that.
    pub(super) fn change(&mut self, at: usize, row: u32, written: &Prestazione, over: &Over<'_>) -> Vec<Difference> {
        let Some(now) = over.now(&self.ours[at]) else { return Vec::new() };
        let (merged, told) = over.lay(self.ours[at].id, &now, written);
        if let Some(index) = &mut self.index {
            index.change(at, &now, &merged, over.by_hand.kept(self.ours[at].id, &merged, over.decisions));
        }
        self.ours[at].changed_by = Some(row);
        told
    }
}

/// What many benefits say, by the fields that a row says.
struct Index {
    /// Fields that a benefit keeps whatever a row says: each set of them once.
    sets: Vec<Vec<Field>>,
    /// The set of each benefit.
    kept: Vec<usize>,
    /// By the fields that a row says: the hash of what each benefit says there beside what it keeps, with its place.
    /// A row adds something to all those of another hash.
    said: FxHashMap<Vec<Field>, BTreeSet<(u32, u32)>>,
    /// All before this place are claimed, or are never changed.
    free: usize,
}

impl Index {
    fn of(ours: &[Ours], over: &Over<'_>) -> Self {
        let mut index = Self { sets: Vec::new(), kept: Vec::new(), said: FxHashMap::default(), free: 0 };
        for ours in ours {
            let kept = over.now(ours).map(|now| over.by_hand.kept(ours.id, &now, over.decisions));
            let set = index.set(kept.unwrap_or_default());
            index.kept.push(set);
        }
        index
    }

    fn set(&mut self, kept: Vec<Field>) -> usize {
        self.sets.iter().position(|set| *set == kept).unwrap_or_else(|| {
            self.sets.push(kept);
            self.sets.len() - 1
        })
    }

    fn doubled(&mut self, ours: &[Ours], written: &Prestazione, over: &Over<'_>) -> Option<(usize, Vec<Difference>)> {
        let fields = said(written);
        if !self.said.contains_key(&fields) {
            if (self.said.len() + 1) * ours.len() > ENTRIES {
                self.said.clear();
            }
            let says = |(at, ours)| Some((self.says(&*over.now(ours)?, &fields, self.kept[at]), at as u32));
            let there = ours.iter().enumerate().filter_map(says).collect();
            self.said.insert(fields.clone(), there);
        }
        let there = self.said.get(&fields)?;
        let first = |set| {
            let says = self.says(written, &fields, set);
            let mut same = there.range((says, 0)..=(says, u32::MAX)).map(|(_, at)| *at as usize);
            same.find_map(|at| Some((at, over.adds_nothing(&ours[at], written)?)))
        };
        (0..self.sets.len()).filter_map(first).min_by_key(|(at, _)| *at)
    }

    /// The hash of what a record says in some fields, but for those of a set.
    fn says(&self, record: &Prestazione, fields: &[Field], set: usize) -> u32 {
        says(record, fields, &self.sets[set], set)
    }

    /// A benefit says something else from now on.
    fn change(&mut self, at: usize, before: &Prestazione, after: &Prestazione, kept: Vec<Field>) {
        let set = self.set(kept);
        let was = std::mem::replace(&mut self.kept[at], set);
        for (fields, there) in &mut self.said {
            there.remove(&(says(before, fields, &self.sets[was], was), at as u32));
            there.insert((says(after, fields, &self.sets[set], set), at as u32));
        }
    }
}

/// Fields that a row says: those it fills, and all those of an assessment, which is one whole.
fn said(written: &Prestazione) -> Vec<Field> {
    let assessed = written.sina.is_some();
    let says =
        |field: &Field| written.get(*field) != FieldValue::Blank || assessed && field.group() == Some(Group::Sina);
    Prestazione::fields().filter(says).collect()
}

fn says(record: &Prestazione, fields: &[Field], kept: &[Field], set: usize) -> u32 {
    let mut hasher = FxHasher::default();
    set.hash(&mut hasher);
    for field in fields.iter().filter(|field| !kept.contains(field)) {
        record.get(*field).hash(&mut hasher);
    }
    hasher.finish() as u32
}
