//! Understanding a table, and showing its first rows as they are read.

use super::analysis::{Analysis, PreviewRow};
use super::header::{self, Skip};
use super::mapping::Mapping;
use super::row::Reader;
use crate::sheets::{Row, SheetError, Table};

/// Understands a table.
///
/// # Errors
/// [`SheetError::NoRows`] where it holds nothing.
pub fn analyse(table: &Table) -> Result<Analysis, SheetError> {
    if table.rows.is_empty() {
        return Err(SheetError::NoRows);
    }
    let header = header::find(table);
    let below: Vec<&Row> = table.rows[header.first..].iter().take(400).collect();
    let mut mapping = Mapping::guess(&header, &below, table.from_1904);
    mapping.settle_deliveries(&header, &table.rows[header.first..]);
    let field_of = |column| mapping.field(column);
    let example = Reader::new(table, &header, &mapping, &[]);
    let mut data = Vec::with_capacity(table.rows.len() - header.first);
    let mut skipped = Vec::new();
    for (index, row) in table.rows.iter().enumerate().skip(header.first) {
        let first = index == header.first;
        let why = header::skip(row, &header, first, &field_of)
            .or_else(|| (data.is_empty() && example.is_example(row)).then_some(Skip::Example));
        match why {
            Some(why) => skipped.push((row.number, why)),
            None => data.push(index),
        }
    }
    Ok(Analysis { header, mapping, data, skipped })
}

/// The first data rows, raw and read, under a mapping.
#[must_use]
pub fn preview(table: &Table, analysis: &Analysis, mapping: &Mapping, most: usize) -> Vec<PreviewRow> {
    let reader = Reader::new(table, &analysis.header, mapping, &analysis.data);
    let rows = analysis.data.iter().take(most).filter_map(|index| table.rows.get(*index));
    rows.map(|row| PreviewRow { number: row.number, cells: reader.preview(row, table.width) }).collect()
}
