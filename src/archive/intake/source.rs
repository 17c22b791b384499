//! Where the rows of an import come from.

use crate::import::{self, Draft, ReadRow};

/// Rows that can be read as often as need be, and say the same each time.
pub trait Source {
    /// How many there are.
    fn count(&self) -> usize;
    /// Reads one.
    fn read(&self, index: usize) -> ReadRow;
}

impl Source for import::Rows {
    fn count(&self) -> usize {
        self.len()
    }

    fn read(&self, index: usize) -> ReadRow {
        self.read(index)
    }
}

impl Source for &[Draft] {
    fn count(&self) -> usize {
        self.len()
    }

    fn read(&self, index: usize) -> ReadRow {
        ReadRow { number: 0, draft: self[index].clone(), problems: Vec::new() }
    }
}
