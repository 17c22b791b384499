//! Which sheet of a workbook holds the benefits.

use super::header;
use crate::sheets::{Table, Workbook};

/// How many fields the headings of a sheet mean, by its first rows.
#[must_use]
pub fn recognised(first_rows: &Table) -> u32 {
    header::recognised(&first_rows.rows)
}

/// Whether the headings of a sheet, by its first rows, are those of a list of people: a civil-registry extract.
#[must_use]
pub fn tells_of_people(first_rows: &Table) -> bool {
    header::tells_of_people(&first_rows.rows)
}

/// The sheet whose headings mean the most fields: shown ones first, then the one with more rows.
#[must_use]
pub fn likeliest(workbook: &Workbook) -> usize {
    let best = |index: &usize| {
        let sheet = &workbook.sheets()[*index];
        let fields = recognised(workbook.glance(*index));
        (sheet.rows > 0, fields.min(3), sheet.visible, fields, sheet.rows)
    };
    (0..workbook.sheets().len()).rev().max_by_key(best).unwrap_or(0)
}
