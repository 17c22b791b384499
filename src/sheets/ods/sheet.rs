//! A sheet as its rows come by.

use super::styles::Styles;
use super::value::value;
use super::xml::{attribute, times};
use crate::sheets::error::SheetError;
use crate::sheets::limits::{MOST_COLUMNS, MOST_ROWS, Room, too_wide};
use crate::sheets::oddity::Oddity;
use crate::sheets::table::{Cell, MOST_MERGES, Merge, Row, Table};
use quick_xml::events::BytesStart;
use std::collections::BTreeSet;

/// The sheet that is being read.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) table: Table,
    merges: Vec<Merge>,
    columns: Columns,
    hidden_rows: u32,
    /// Number of the last row that went by.
    pub(super) row: u32,
}

/// What is said of columns before any row.
#[derive(Default)]
struct Columns {
    hidden: BTreeSet<usize>,
    /// Digits of the cells that have no style of their own.
    digits: Vec<Option<u8>>,
}

/// A row that is being read.
pub(super) struct Line {
    number: u32,
    times: u32,
    hidden: bool,
    style: Option<String>,
    cells: Vec<Cell>,
    /// Where the next cell stands.
    column: usize,
    merges: Vec<Merge>,
    oddities: Vec<Oddity>,
}

/// Whether rows or columns are shown, as they say themselves.
pub(super) fn is_hidden(start: &BytesStart<'_>) -> bool {
    matches!(attribute(start, "visibility").as_deref(), Some("collapse" | "filter"))
}

impl Sheet {
    /// Takes columns that are alike.
    pub(super) fn columns(&mut self, start: &BytesStart<'_>, hidden: bool, styles: &Styles) {
        let first = self.columns.digits.len();
        let end = first.saturating_add(times(start, "number-columns-repeated") as usize).min(MOST_COLUMNS);
        let style = attribute(start, "default-cell-style-name");
        self.columns.digits.resize(end, style.and_then(|style| styles.digits(&style)));
        if hidden {
            self.columns.hidden.extend(first..end);
        }
    }

    /// The row that comes next.
    pub(super) fn line(&self, start: &BytesStart<'_>, hidden: bool) -> Line {
        Line {
            number: self.row.saturating_add(1),
            times: times(start, "number-rows-repeated").clamp(1, MOST_ROWS),
            hidden,
            style: attribute(start, "default-cell-style-name"),
            cells: Vec::new(),
            column: 0,
            merges: Vec::new(),
            oddities: Vec::new(),
        }
    }

    /// Takes a cell of a row.
    pub(super) fn cell(
        &self,
        line: &mut Line,
        start: &BytesStart<'_>,
        text: &str,
        styles: &Styles,
    ) -> Result<(), SheetError> {
        let end = line.column.saturating_add(times(start, "number-columns-repeated").max(1) as usize);
        let (down, across) = (times(start, "number-rows-spanned"), times(start, "number-columns-spanned"));
        if down > 1 || across > 1 {
            line.merges.push(Merge {
                top: line.number,
                bottom: line.number.saturating_add(down.clamp(1, MOST_ROWS) - 1),
                left: line.column,
                right: line.column + across.clamp(1, MOST_ROWS) as usize - 1,
            });
        }
        let (cell, odd) = value(start, text);
        if !cell.is_blank() {
            if end > MOST_COLUMNS {
                return Err(too_wide());
            }
            line.oddities.extend(odd.map(|odd| Oddity::of_cell(line.number, line.column, odd)));
            line.cells.resize(line.column, Cell::Empty);
            let style = attribute(start, "style-name").or_else(|| line.style.clone());
            let said = style.map(|style| styles.digits(&style));
            for column in line.column..end {
                let digits = said.unwrap_or_else(|| self.columns.digits.get(column).copied().flatten());
                line.cells.push(match (&cell, digits) {
                    (Cell::Number(number), Some(digits)) => Cell::Padded(*number, digits),
                    _ => cell.clone(),
                });
            }
        }
        // A row of blank cells may be as long as it says.
        line.column = end.min(MOST_ROWS as usize);
        Ok(())
    }

    /// Takes a row that is whole, as often as it says.
    pub(super) fn take(&mut self, line: Line, room: &mut Room) -> Result<(), SheetError> {
        self.row = self.row.saturating_add(line.times);
        if line.cells.is_empty() {
            self.merges.extend(line.merges);
            return Ok(());
        }
        if self.row > MOST_ROWS {
            return Err(SheetError::TooManyRows(MOST_ROWS));
        }
        self.table.width = self.table.width.max(line.cells.len());
        self.table.oddities.extend(line.oddities);
        if line.hidden {
            self.hidden_rows = self.hidden_rows.saturating_add(line.times);
        }
        // Before any of them is there.
        for _ in 0..line.times {
            room.take(&line.cells)?;
        }
        for after in 0..line.times {
            self.table.rows.push(Row { number: line.number + after, cells: line.cells.clone() });
            if self.merges.len() < MOST_MERGES {
                let moved = |it: &Merge| Merge { top: it.top + after, bottom: it.bottom.saturating_add(after), ..*it };
                self.merges.extend(line.merges.iter().map(moved));
            }
        }
        Ok(())
    }

    /// The sheet as it is read.
    pub(super) fn finish(self) -> Table {
        let mut table = self.table;
        table.fill_down(self.merges);
        table.tell_hidden(self.hidden_rows, &self.columns.hidden);
        table
    }
}
