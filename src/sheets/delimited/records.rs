//! Where the records of a text with separators begin and end: mostly a line each.
//!
//! What a quotation mark that nobody closed may swallow is judged by the lines it would swallow: where they are as wide
//! as all others, they are records of their own.

use super::cells::{Quoting, closes, split};
use super::shape::{Ending, Shape};
use crate::sheets::error::SheetError;
use crate::sheets::oddity::Odd;
use std::borrow::Cow;

/// No line of a sheet is longer, were it of all its columns.
pub(super) const LONGEST_LINE: usize = 512 * 1024;
/// No record looks further ahead, were there a line of marks before it.
pub(super) const FARTHEST: usize = 4 * LONGEST_LINE + LONGEST_RECORD;
/// No record of several lines is longer: a cell has at most 32,767 letters.
const LONGEST_RECORD: usize = 256 * 1024;
/// From so many columns on, a line that has them all by itself is no part of a note.
const MANY_COLUMNS: usize = 6;

/// One record.
pub(super) struct Record<'t> {
    /// Its cells.
    pub cells: Vec<Cow<'t, str>>,
    /// Rows that a spreadsheet program would make of it.
    pub rows: u32,
    /// Where the next one begins, from where this one was looked for.
    pub next: usize,
    /// What is odd about it.
    pub odd: Option<Odd>,
}

struct Line<'t> {
    text: &'t str,
    ending: Ending,
    next: usize,
}

/// Reads a text record by record.
pub(super) struct Records {
    shape: Shape,
    /// Bytes that may still be looked at more than once: a hostile text would have all of them looked at without end.
    patience: usize,
}

impl Records {
    /// Those of so many bytes.
    pub(super) fn new(bytes: usize, shape: Shape) -> Self {
        Self { shape, patience: 4 * bytes + LONGEST_RECORD }
    }

    /// The first record of what is left of the text: its end, or [`FARTHEST`] of it.
    pub(super) fn next<'t>(&mut self, left: &'t str) -> Result<Option<Record<'t>>, SheetError> {
        // Where files were joined, marks of UTF-8 are within.
        let text = left.trim_start_matches('\u{FEFF}');
        if text.is_empty() {
            return Ok(None);
        }
        let line = line(text, 0)?;
        let mut cells = Vec::new();
        let marks = split(line.text, self.shape.delimiter, Quoting::Doubled, &mut cells);
        let record = if marks.open {
            self.open(text, &line, cells)?
        } else if marks.bare && cells.len() != self.shape.width {
            self.otherwise(&line, cells)
        } else if cells.len() < self.shape.width && line.ending != self.shape.ending {
            self.broken(text, &line, cells)?
        } else {
            Record { cells, rows: 1, next: line.next, odd: None }
        };
        let record = if marks.first_quoted { self.unwrapped(record) } else { record };
        Ok(Some(Record { next: left.len() - text.len() + record.next, ..record }))
    }

    /// A record whose last quotation mark is not closed in its line: by a later one, or by none.
    fn open<'t>(&mut self, text: &'t str, line: &Line<'t>, alone: Vec<Cow<'t, str>>) -> Result<Record<'t>, SheetError> {
        if let Some(cells) = self.as_meant(line.text, Quoting::Backslash) {
            return Ok(Record { cells, rows: 1, next: line.next, odd: None });
        }
        if let Some(record) = self.of_lines(text, line, alone.len())? {
            return Ok(record);
        }
        let record = self.otherwise(line, alone);
        Ok(Record { odd: Some(Odd::StrayQuote), ..record })
    }

    /// A record of more than one line, where its quotation marks are closed in a later one, and the lines until then
    /// are no records by themselves.
    fn of_lines<'t>(
        &mut self,
        text: &'t str,
        first: &Line<'t>,
        alone: usize,
    ) -> Result<Option<Record<'t>>, SheetError> {
        let Shape { delimiter, width, .. } = self.shape;
        let (mut cells, mut by_itself) = (Vec::new(), Vec::new());
        let mut next = first.next;
        let mut swallowed = false;
        while next < text.len() && next < LONGEST_RECORD {
            let line = line(text, next)?;
            let end = next + line.text.len();
            next = line.next;
            split(line.text, delimiter, Quoting::Doubled, &mut by_itself);
            swallowed |= width > 1 && by_itself.len() == width;
            if swallowed && alone == width && width >= MANY_COLUMNS {
                return Ok(None);
            }
            let closes = closes(line.text, delimiter);
            let extent = &text[..end];
            let Some(patience) = self.patience.checked_sub(if closes { extent.len() } else { line.text.len() + 1 })
            else {
                return Ok(None);
            };
            self.patience = patience;
            if !closes {
                continue;
            }
            let marks = split(extent, delimiter, Quoting::Doubled, &mut cells);
            if !marks.open {
                let doubtful = marks.bare || width >= MANY_COLUMNS && cells.len() != width;
                let stray = swallowed && doubtful || width == 0 && marks.bare;
                return Ok((!stray).then_some(Record { cells, rows: 1, next, odd: None }));
            }
        }
        Ok(None)
    }

    /// A line whose quotation marks are not meant as they should be: as they give it the usual width.
    fn otherwise<'t>(&self, line: &Line<'t>, as_read: Vec<Cow<'t, str>>) -> Record<'t> {
        let record = |cells, odd| Record { cells, rows: 1, next: line.next, odd };
        if as_read.len() == self.shape.width {
            return record(as_read, None);
        }
        if let Some(cells) = self.as_meant(line.text, Quoting::Backslash) {
            return record(cells, None);
        }
        let other = [Quoting::Typographic, Quoting::Letters];
        let cells = other.into_iter().find_map(|quoting| self.as_meant(line.text, quoting));
        record(cells.unwrap_or(as_read), Some(Odd::StrayQuote))
    }

    /// The cells of a line whose quotation marks are of another kind, where that gives it the usual width.
    fn as_meant<'t>(&self, line: &'t str, quoting: Quoting) -> Option<Vec<Cow<'t, str>>> {
        if !quoting.may_be_in(line) {
            return None;
        }
        let mut cells = Vec::new();
        let marks = split(line, self.shape.delimiter, quoting, &mut cells);
        (!marks.open && !marks.bare && cells.len() == self.shape.width).then_some(cells)
    }

    /// A line that is too short and ends unlike the others: the break is within a cell, where what follows makes it
    /// just as wide as the others.
    fn broken<'t>(
        &mut self,
        text: &'t str,
        first: &Line<'t>,
        alone: Vec<Cow<'t, str>>,
    ) -> Result<Record<'t>, SheetError> {
        let Shape { delimiter, width, ending } = self.shape;
        let (mut cells, mut sum, mut rows, mut next) = (Vec::new(), alone.len(), 1, first.next);
        while sum < width && next < text.len() && next < LONGEST_RECORD {
            let line = line(text, next)?;
            let end = next + line.text.len();
            let Some(patience) = self.patience.checked_sub(line.text.len() + 1) else { break };
            self.patience = patience;
            split(line.text, delimiter, Quoting::Doubled, &mut cells);
            sum += cells.len() - 1;
            rows += 1;
            next = line.next;
            if line.ending == ending || line.ending == Ending::None {
                if sum == width && cells.len() < width {
                    split(&text[..end], delimiter, Quoting::Doubled, &mut cells);
                    return Ok(Record { cells, rows, next, odd: Some(Odd::BrokenLine) });
                }
                break;
            }
        }
        Ok(Record { cells: alone, rows: 1, next: first.next, odd: None })
    }

    /// A line that is wholly within quotation marks, without them.
    fn unwrapped<'t>(&self, record: Record<'t>) -> Record<'t> {
        match unwrapped(&record.cells, self.shape.delimiter) {
            Some(cells) if cells.len() == self.shape.width => Record { cells, odd: Some(Odd::QuotedLine), ..record },
            _ => record,
        }
    }
}

/// The line that begins there.
fn line(text: &str, from: usize) -> Result<Line<'_>, SheetError> {
    let rest = &text[from..];
    let at = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
    let end = at.unwrap_or(rest.len());
    if end > LONGEST_LINE {
        return Err(too_long());
    }
    let (ending, length) = match rest.as_bytes()[end..] {
        [b'\r', b'\n', ..] => (Ending::Both, 2),
        [b'\r', ..] => (Ending::Return, 1),
        [_, ..] => (Ending::Feed, 1),
        [] => (Ending::None, 0),
    };
    Ok(Line { text: &rest[..end], ending, next: from + end + length })
}

/// A line that no sheet has.
pub(super) fn too_long() -> SheetError {
    SheetError::Damaged("una riga di testo è più lunga di 512 kB".to_owned())
}

/// The cells within the only cell of a record that holds something, where it holds more than one.
pub(super) fn unwrapped<'t>(cells: &[Cow<'t, str>], delimiter: u8) -> Option<Vec<Cow<'t, str>>> {
    let (first, others) = cells.split_first()?;
    if others.iter().any(|cell| !cell.is_empty()) || memchr::memchr(delimiter, first.as_bytes()).is_none() {
        return None;
    }
    let mut inner = Vec::new();
    split(first, delimiter, Quoting::Doubled, &mut inner);
    Some(inner.into_iter().map(|cell| Cow::Owned(cell.into_owned())).collect())
}
