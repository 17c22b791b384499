//! What the rules find of the rows of a sheet.

use crate::schema::{Attribute, Place};
use crate::validation::{Finding, Severity};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// Findings, row by row. Where a sheet is wrong most of its rows are wrong alike: what is said of many is kept once.
#[derive(Debug, Default)]
pub struct Findings {
    said: Vec<Finding>,
    /// Indices into `said`, by a hash of what is said.
    by_hash: FxHashMap<u64, u32>,
    /// Of each row, indices into `said`.
    rows: Vec<Vec<u32>>,
}

/// All that makes two findings of records the same.
fn words(finding: &Finding) -> (&str, Severity, Attribute, Place, &str) {
    (finding.rule.id, finding.severity, finding.attribute, finding.place, &finding.message)
}

impl Findings {
    /// None yet, of so many rows.
    pub(super) fn of_rows(count: usize) -> Self {
        Self { rows: vec![Vec::new(); count], ..Self::default() }
    }

    /// Adds what was found of a row.
    pub(super) fn add(&mut self, row: usize, finding: Finding) {
        let hash = FxBuildHasher.hash_one(words(&finding));
        let known = self.by_hash.get(&hash).copied();
        let index = known.filter(|index| words(&self.said[*index as usize]) == words(&finding)).unwrap_or_else(|| {
            let index = self.said.len() as u32;
            self.said.push(finding);
            self.by_hash.insert(hash, index);
            index
        });
        self.rows[row].push(index);
    }

    /// What was found of one row is of another as well.
    pub(super) fn copy(&mut self, from: usize, to: usize) {
        let found = self.rows[from].clone();
        self.rows[to] = found;
    }

    /// What was found of a row.
    pub fn of(&self, row: usize) -> impl Iterator<Item = &Finding> {
        self.rows[row].iter().map(|index| &self.said[*index as usize])
    }

    /// All rows, in their order.
    pub fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = &Finding>> {
        (0..self.rows.len()).map(|row| self.of(row))
    }
}
