//! Amounts in merged cells: one sum written over several rows is the sum of the first, not of each.

use super::mapping::Mapping;
use crate::records::field::FieldKind;
use crate::sheets::{Merge, Table};
use crate::text::order::InOrder;
use std::collections::HashMap;

/// The cells of amounts, by column, that a merged region covers below its first row.
#[derive(Debug, Default)]
pub(super) struct Covered(HashMap<usize, Vec<Merge>>);

impl Covered {
    pub(super) fn new(table: &Table, mapping: &Mapping) -> Self {
        let mut covered: HashMap<usize, Vec<Merge>> = HashMap::new();
        for merge in table.merges.iter().filter(|merge| merge.bottom > merge.top) {
            if mapping.field(merge.left).is_some_and(|field| counts(field.kind())) {
                covered.entry(merge.left).or_default().push(*merge);
            }
        }
        for merges in covered.values_mut() {
            merges.order_by_key(|merge| merge.top);
        }
        Self(covered)
    }

    /// Whether a cell repeats the amount of a row above.
    pub(super) fn has(&self, column: usize, row: u32) -> bool {
        // Nearly all sheets have none, and every cell comes through here.
        !self.0.is_empty()
            && self.0.get(&column).is_some_and(|merges| {
                let next = merges.partition_point(|merge| merge.top < row);
                next > 0 && merges[next - 1].bottom >= row
            })
    }

    /// The regions, in no order.
    pub(super) fn merges(&self) -> impl Iterator<Item = &Merge> {
        self.0.values().flatten()
    }
}

/// What is added up: a row that repeats it would be paid twice.
fn counts(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Amount | FieldKind::Hours | FieldKind::Count)
}
