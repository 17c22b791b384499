//! What a table is: where its headings are, what its columns mean, which of its rows are data.

use super::error::NoColumns;
use super::header::{Header, Heading, Skip};
use super::mapping::Mapping;
use crate::records::Field;
use serde::{Deserialize, Serialize};

/// A table understood. The mapping may be changed before the rows are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// The headings.
    pub header: Header,
    /// What each column is taken for.
    pub mapping: Mapping,
    /// Indices of the data rows in [`Table::rows`](crate::sheets::Table::rows).
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
