//! A table of records, stored in blocks: a change rewrites one small block, and a whole archive loads in few reads.

use std::collections::BTreeSet;

/// Records a block. At about 1 kB each, a block is read and written in a moment.
pub const BLOCK: u32 = 256;

/// Records by key, from 0; a deleted record leaves its key unused for ever.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<T> {
    rows: Vec<Option<T>>,
    dirty: BTreeSet<u32>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), dirty: BTreeSet::new() }
    }
}

impl<T> Table<T> {
    /// The record of a key.
    #[must_use]
    pub fn get(&self, key: u32) -> Option<&T> {
        self.rows.get(key as usize)?.as_ref()
    }

    /// The record of a key, to be changed; its block will be stored again.
    pub fn get_mut(&mut self, key: u32) -> Option<&mut T> {
        let row = self.rows.get_mut(key as usize)?.as_mut();
        if row.is_some() {
            self.dirty.insert(key / BLOCK);
        }
        row
    }

    /// Adds a record and says its key.
    pub fn insert(&mut self, record: T) -> u32 {
        let key = self.rows.len() as u32;
        self.rows.push(Some(record));
        self.dirty.insert(key / BLOCK);
        key
    }

    /// Takes a record out.
    pub fn remove(&mut self, key: u32) -> Option<T> {
        let row = self.rows.get_mut(key as usize)?.take();
        if row.is_some() {
            self.dirty.insert(key / BLOCK);
        }
        row
    }

    /// Puts a record back under its key (undo). Nothing happens to a key that was never given.
    pub fn put_back(&mut self, key: u32, record: T) {
        if let Some(row) = self.rows.get_mut(key as usize) {
            *row = Some(record);
            self.dirty.insert(key / BLOCK);
        }
    }

    /// Records with their keys, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u32, &T)> {
        self.rows.iter().enumerate().filter_map(|(key, row)| row.as_ref().map(|row| (key as u32, row)))
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
    pub fn next_key(&self) -> u32 {
        self.rows.len() as u32
    }

    /// How many blocks there are.
    pub(super) fn blocks(&self) -> u32 {
        self.next_key().div_ceil(BLOCK)
    }

    /// Blocks changed since last asked, each with its rows.
    pub(super) fn take_dirty(&mut self) -> Vec<(u32, &[Option<T>])> {
        let dirty = std::mem::take(&mut self.dirty);
        dirty.into_iter().map(|block| (block, self.block(block))).collect()
    }

    /// All blocks, each with its rows.
    pub(super) fn all_blocks(&self) -> Vec<(u32, &[Option<T>])> {
        (0..self.blocks()).map(|block| (block, self.block(block))).collect()
    }

    fn block(&self, block: u32) -> &[Option<T>] {
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
            self.rows[from + offset] = row;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changed_blocks_are_stored() {
        let mut table = Table::default();
        for number in 0..600 {
            table.insert(number);
        }
        let blocks: Vec<(u32, usize)> = table.take_dirty().iter().map(|(block, rows)| (*block, rows.len())).collect();
        assert_eq!(blocks, [(0, 256), (1, 256), (2, 88)]);
        assert!(table.take_dirty().is_empty());
        *table.get_mut(300).unwrap() = 7;
        table.remove(2);
        assert_eq!(table.take_dirty().iter().map(|(block, _)| *block).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(table.get(2), None);
        assert_eq!(table.len(), 599);
    }

    #[test]
    fn a_damaged_block_is_left_alone() {
        let mut table: Table<i32> = Table::default();
        table.load_block(0, vec![], true);
        assert_eq!(table.insert(1), BLOCK);
        assert_eq!(table.take_dirty().iter().map(|(block, _)| *block).collect::<Vec<_>>(), [1]);
    }
}
