//! A table of records, stored in blocks: a change rewrites one small block, and a whole archive loads in few reads.
//!
//! A table knows what the action under way changed (`Table::take_steps`): there is no way to change a record and leave
//! no trace of what it was.

use crate::records::Id;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Records a block. At about 1 kB each, a block is read and written in a moment.
pub const BLOCK: u32 = 256;

/// What an action did to a record: its key, what it was, what it became; `None` where there was none.
#[derive(Debug, PartialEq)]
pub struct Step<T> {
    /// Its key.
    pub key: Id<T>,
    /// What it was before the action.
    pub before: Option<Rc<T>>,
    /// What the action made of it.
    pub after: Option<Rc<T>>,
}

/// Records by key, from 0; a deleted record leaves its key unused for ever.
///
/// Records are shared with the log of actions, and copied only when they change.
#[derive(Debug, Clone)]
pub struct Table<T> {
    rows: Vec<Option<Rc<T>>>,
    dirty: BTreeSet<u32>,
    /// Records that the action under way touched, as they were before it.
    before: BTreeMap<Id<T>, Option<Rc<T>>>,
    /// The first key that the action under way gave.
    first_new: Id<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), dirty: BTreeSet::new(), before: BTreeMap::new(), first_new: Id::default() }
    }
}

impl<T: PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl<T> Table<T> {
    /// The record of a key.
    #[must_use]
    pub fn get(&self, key: Id<T>) -> Option<&T> {
        self.rows.get(key.index())?.as_deref()
    }

    /// Adds a record and says its key.
    pub fn insert(&mut self, record: T) -> Id<T> {
        let key = self.next_key();
        self.rows.push(Some(Rc::new(record)));
        self.dirty.insert(key.place() / BLOCK);
        key
    }

    /// Takes a record out.
    pub fn remove(&mut self, key: Id<T>) -> Option<Rc<T>> {
        self.get(key)?;
        self.touch(key);
        self.rows.get_mut(key.index())?.take()
    }

    /// Puts a record under a key that was given once. Nothing happens to a key that was never given.
    pub fn put_back(&mut self, key: Id<T>, record: impl Into<Rc<T>>) {
        if key.index() < self.rows.len() {
            self.touch(key);
            self.rows[key.index()] = Some(record.into());
        }
    }

    /// Records with their keys, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &T)> {
        self.rows.iter().enumerate().filter_map(|(key, row)| row.as_deref().map(|row| (Id::new(key as u32), row)))
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.iter().flatten().count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(Option::is_none)
    }

    /// The key that the next record gets.
    #[must_use]
    pub fn next_key(&self) -> Id<T> {
        Id::new(self.rows.len() as u32)
    }

    /// A row is about to change: its block will be stored again, and what it was is kept for the action's log.
    fn touch(&mut self, key: Id<T>) {
        self.dirty.insert(key.place() / BLOCK);
        if key < self.first_new {
            let row = self.rows.get(key.index()).cloned().flatten();
            self.before.entry(key).or_insert(row);
        }
    }

    /// How many blocks there are.
    pub(super) fn blocks(&self) -> u32 {
        (self.rows.len() as u32).div_ceil(BLOCK)
    }

    /// Blocks changed since last asked, each with its rows.
    pub(super) fn take_dirty(&mut self) -> Vec<(u32, &[Option<Rc<T>>])> {
        let dirty = std::mem::take(&mut self.dirty);
        dirty.into_iter().map(|block| (block, self.block(block))).collect()
    }

    /// All blocks, each with its rows.
    pub(super) fn all_blocks(&self) -> Vec<(u32, &[Option<Rc<T>>])> {
        (0..self.blocks()).map(|block| (block, self.block(block))).collect()
    }

    fn block(&self, block: u32) -> &[Option<Rc<T>>] {
        let from = (block * BLOCK) as usize;
        let to = (from + BLOCK as usize).min(self.rows.len());
        &self.rows[from.min(to)..to]
    }

    /// Takes in a stored block, at its place. A block that could not be restored is taken in as empty rows,
    /// so that its keys are not given again and what is stored is not overwritten.
    pub(super) fn load_block(&mut self, block: u32, mut rows: Vec<Option<T>>, damaged: bool) {
        let from = (block * BLOCK) as usize;
        rows.truncate(BLOCK as usize);
        let len = if damaged { BLOCK as usize } else { rows.len() };
        if self.rows.len() < from + len {
            self.rows.resize_with(from + len, || None);
        }
        for (offset, row) in rows.into_iter().enumerate() {
            self.rows[from + offset] = row.map(Rc::new);
        }
        self.first_new = self.next_key();
    }
}

impl<T: Clone> Table<T> {
    /// The record of a key, to be changed; its block will be stored again.
    pub fn get_mut(&mut self, key: Id<T>) -> Option<&mut T> {
        self.get(key)?;
        self.touch(key);
        self.rows.get_mut(key.index())?.as_mut().map(Rc::make_mut)
    }
}

impl<T: PartialEq> Table<T> {
    /// What changed since this was last asked; the action under way is over.
    pub(super) fn take_steps(&mut self) -> Vec<Step<T>> {
        let now = |key: Id<T>| self.rows.get(key.index()).cloned().flatten();
        let touched = std::mem::take(&mut self.before).into_iter();
        let touched = touched.map(|(key, before)| Step { key, before, after: now(key) });
        let new = self.next_key().earlier().skip(self.first_new.index()).map(|key| Step {
            key,
            before: None,
            after: now(key),
        });
        let steps = touched.chain(new).filter(|step| step.before != step.after).collect();
        self.first_new = self.next_key();
        steps
    }

    /// Whether something changed since an action was over.
    pub(super) fn is_changing(&self) -> bool {
        let new = self.rows.get(self.first_new.index()..).unwrap_or_default();
        self.before.iter().any(|(key, before)| self.get(*key) != before.as_deref()) || new.iter().any(Option::is_some)
    }

    /// Whether a record is what an action left behind.
    pub(super) fn stands(&self, step: &Step<T>) -> bool {
        self.get(step.key) == step.after.as_deref()
    }
}

impl<T: Clone + PartialEq> Table<T> {
    /// Stores a record again only where it did change.
    pub(super) fn replace(&mut self, key: Id<T>, record: T) {
        if self.get(key) != Some(&record)
            && let Some(row) = self.get_mut(key)
        {
            *row = record;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changed_blocks_are_stored() {
        let mut table = Table::<u32>::default();
        for number in 0..600 {
            table.insert(number);
        }
        let blocks: Vec<(u32, usize)> = table.take_dirty().iter().map(|(block, rows)| (*block, rows.len())).collect();
        assert_eq!(blocks, [(0, 256), (1, 256), (2, 88)]);
        assert!(table.take_dirty().is_empty());
        *table.get_mut(Id::new(300)).unwrap() = 7;
        table.remove(Id::new(2));
        assert_eq!(table.take_dirty().iter().map(|(block, _)| *block).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(table.get(Id::new(2)), None);
        assert_eq!(table.len(), 599);
    }

    #[test]
    fn a_damaged_block_is_left_alone() {
        let mut table: Table<i32> = Table::default();
        table.load_block(0, vec![], true);
        assert_eq!(table.insert(1), Id::new(BLOCK));
        assert_eq!(table.take_dirty().iter().map(|(block, _)| *block).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn an_action_leaves_a_step_for_each_record_that_it_changed() {
        let mut table = Table::<i32>::default();
        table.load_block(0, vec![Some(10), Some(11), None], false);
        *table.get_mut(Id::new(0)).unwrap() = 5;
        *table.get_mut(Id::new(0)).unwrap() = 6;
        *table.get_mut(Id::new(1)).unwrap() = 11;
        let (made, undone) = (table.insert(20), table.insert(21));
        table.remove(undone);
        table.put_back(Id::new(2), 9);
        let told: Vec<_> = table
            .take_steps()
            .iter()
            .map(|it| (it.key.place(), it.before.as_deref().copied(), it.after.as_deref().copied()))
            .collect();
        assert_eq!(told, [(0, Some(10), Some(6)), (2, None, Some(9)), (made.place(), None, Some(20))]);
        assert_eq!(table.take_steps(), []);
    }
}
