//! What a table is: where its headings are, what its columns mean, which of its rows are data.

use super::error::NoColumns;
use super::header::{self, Header, Heading, Skip};
use super::mapping::Mapping;
use super::row::Reader;
use crate::records::Field;
use crate::sheets::SheetError;
use crate::sheets::{Row, Table};
use serde::{Deserialize, Serialize};

/// A table understood. The mapping may be changed before the rows are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// The headings.
    pub header: Header,
    /// What each column is taken for.
    pub mapping: Mapping,
    /// Indices of the data rows in [`Table::rows`].
    pub data: Vec<usize>,
    /// Rows below the headings that are no data, by their number, with the reason.
    pub skipped: Vec<(u32, Skip)>,
}

impl Analysis {
    /// Whether the table can be a benefit sheet at all.
    ///
    /// # Errors
    /// Where no column means anything.
    pub fn check(&self) -> Result<(), NoColumns> {
        if self.mapping.is_empty() { Err(NoColumns) } else { Ok(()) }
    }

    /// Field and heading of every column that means something: the `colonne` of the command line.
    pub fn named_columns(&self) -> impl Iterator<Item = (Field, &Heading)> {
        self.mapping.iter().filter_map(|(column, field)| Some((field, self.header.headings.get(column)?)))
    }
}

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

/// A cell before and after reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewCell {
    /// As the sheet has it.
    pub raw: String,
    /// As it was read; empty for a column that means nothing.
    pub read: String,
    /// What is wrong with it, and what to do.
    pub problem: Option<String>,
}

/// A row before and after reading: one cell a column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// As a spreadsheet program shows it.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<PreviewCell>,
}

/// The first data rows, raw and read, under a mapping.
#[must_use]
pub fn preview(table: &Table, analysis: &Analysis, mapping: &Mapping, most: usize) -> Vec<PreviewRow> {
    let reader = Reader::new(table, &analysis.header, mapping, &analysis.data);
    let rows = analysis.data.iter().take(most).filter_map(|index| table.rows.get(*index));
    rows.map(|row| PreviewRow { number: row.number, cells: reader.preview(row, table.width) }).collect()
}
