//! One sheet of an xlsx, from its XML to rows.

use crate::sheets::SheetError;
use crate::sheets::limits::{MOST_COLUMNS, MOST_ROWS, Room};
use crate::sheets::number_format::Shows;
use crate::sheets::table::{Cell, Merge, Row, RowsRead, Table, column_letters, formatted_serial};
use crate::sheets::xml_stream::{Listener, Step, attribute, push_text};
use crate::text::dates;
use quick_xml::events::{BytesStart, Event};

/// What a cell's value is (`t`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
}

/// Where the reading stands within a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nowhere that matters: between cells, in a formula.
    Elsewhere,
    /// In a text that has its reading in other letters beside it.
    Phonetic,
    /// In `v`, or in the `t` of an `is`.
    Value,
}

/// The sheet that is being read.
pub(super) struct Sheet<'x> {
    texts: &'x [Cell],
    formats: &'x [Shows],
    from_1904: bool,
    /// Rows wanted.
    most: usize,
    progress: &'x mut dyn FnMut(RowsRead),
    table: Table,
    merges: Vec<Merge>,
    /// Rows and columns, as the sheet says.
    said: (u32, u32),
    room: Room,
    row: Row,
    /// Some exporters write rows out of order; then they are put in order at the end.
    sorted: bool,
    /// Column of the cell, from 0.
    column: usize,
    kind: Kind,
    style: usize,
    text: String,
    place: Place,
    /// Whether the sheet's own end, or that of the rows wanted, was met.
    whole: bool,
}

impl<'x> Sheet<'x> {
    /// A sheet of which so many rows are wanted.
    pub(super) fn new(
        texts: &'x [Cell],
        formats: &'x [Shows],
        from_1904: bool,
        most: usize,
        progress: &'x mut dyn FnMut(RowsRead),
    ) -> Self {
        Self {
            texts,
            formats,
            from_1904,
            most,
            progress,
            table: Table { from_1904, ..Table::default() },
            merges: Vec::new(),
            said: (0, 0),
            room: Room::default(),
            row: Row::default(),
            sorted: true,
            column: 0,
            kind: Kind::Number,
            style: 0,
            text: String::new(),
            place: Place::Elsewhere,
            whole: false,
        }
    }
}

impl Listener for Sheet<'_> {
    fn take(&mut self, event: &Event<'_>) -> Result<Step, SheetError> {
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "c" => self.place_cell(start.attributes_raw())?,
                "v" => self.place = Place::Value,
                "t" if self.place == Place::Elsewhere => self.place = Place::Value,
                "rPh" => self.place = Place::Phonetic,
                "row" => return self.begin_row(start),
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "v" | "rPh" => self.place = Place::Elsewhere,
                "t" if self.place == Place::Value => self.place = Place::Elsewhere,
                "c" => {
                    let value = self.value(&self.text);
                    self.keep(value)?;
                }
                "worksheet" => self.whole = true,
                _ => {}
            },
            Event::Empty(empty) => match empty.local_name().as_ref() {
                // Without content: only its place counts, for cells after it that do not say theirs.
                "c" => {
                    self.place_cell(empty.attributes_raw())?;
                    self.column += 1;
                }
                "row" => return self.begin_row(empty),
                "worksheet" => self.whole = true,
                "dimension" => {
                    let range = attribute(empty, "ref").unwrap_or_default();
                    let end = range.split_once(':').map_or(range.as_str(), |(_, end)| end);
                    self.said = read_position(end).map_or((0, 0), |(row, column)| (row, column as u32 + 1));
                }
                "mergeCell" => self.merges.extend(attribute(empty, "ref").and_then(|range| read_range(&range))),
                _ => {}
            },
            event if self.place == Place::Value => push_text(event, &mut self.text),
            _ => {}
        }
        Ok(Step::Next)
    }

    /// The cells that nearly all sheets are full of: `<c r="A1" s="1" t="s"><v>12</v></c>`.
    fn skim(&mut self, text: &str) -> Result<usize, SheetError> {
        let bytes = text.as_bytes();
        let mut done = 0;
        while bytes[done..].starts_with(b"<c ") {
            let Some(tag) = position(bytes, done, b'>') else { break };
            if bytes[tag - 1] == b'/' {
                self.place_cell(&text[done + 3..tag - 1])?;
                self.column += 1;
                done = tag + 1;
                continue;
            }
            if !bytes[tag..].starts_with(b"><v>") {
                break;
            }
            let Some(end) = position(bytes, tag + 4, b'<') else { break };
            let value = &text[tag + 4..end];
            if !bytes[end..].starts_with(b"</v></c>") || value.contains('&') {
                break;
            }
            self.place_cell(&text[done + 3..tag])?;
            self.keep(self.value(value))?;
            done = end + 8;
        }
        Ok(done)
    }
}

/// Where a byte is next.
fn position(bytes: &[u8], from: usize, wanted: u8) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        if bytes[at] == wanted {
            return Some(at);
        }
        at += 1;
    }
    None
}

impl Sheet<'_> {
    fn begin_row(&mut self, start: &BytesStart<'_>) -> Result<Step, SheetError> {
        let before = self.row.number;
        self.end_row()?;
        if self.table.rows.len() >= self.most {
            self.whole = true;
            return Ok(Step::Stop);
        }
        let told = attribute(start, "r").and_then(|number| number.parse().ok()).filter(|number| *number > 0);
        let number = told.unwrap_or(before.saturating_add(1));
        self.sorted &= number > before;
        self.row = Row { number, cells: Vec::with_capacity(self.table.width) };
        self.column = 0;
        Ok(Step::Next)
    }

    fn end_row(&mut self) -> Result<(), SheetError> {
        if self.row.cells.is_empty() {
            return Ok(());
        }
        let row = Row { number: self.row.number, cells: std::mem::take(&mut self.row.cells) };
        if row.number > MOST_ROWS {
            return Err(SheetError::TooManyRows(MOST_ROWS));
        }
        self.room.take(&row.cells)?;
        self.table.width = self.table.width.max(row.cells.len());
        self.table.rows.push(row);
        if self.table.rows.len().is_multiple_of(2_000) {
            let of = Some(self.said.0).filter(|rows| *rows > 1);
            (self.progress)(RowsRead { rows: self.row.number, of });
        }
        Ok(())
    }

    /// Begins a cell, by its attributes.
    fn place_cell(&mut self, attributes: &str) -> Result<(), SheetError> {
        (self.kind, self.style) = (Kind::Number, 0);
        self.text.clear();
        self.place = Place::Elsewhere;
        let mut rest = attributes;
        while let Some((name, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let Some(quote @ ('"' | '\'')) = after.chars().next() else { break };
            let Some((value, after)) = after[1..].split_once(quote) else { break };
            rest = after;
            match name.trim() {
                "r" => {
                    if let Some((row, column)) = read_position(value) {
                        self.column = column;
                        // A cell that is not where its row is: the cell is right.
                        if row != self.row.number {
                            let before = self.row.number;
                            self.end_row()?;
                            self.sorted &= row > before;
                            self.row.number = row;
                        }
                    }
                }
                "s" => self.style = value.parse().unwrap_or(0),
                "t" => {
                    self.kind = match value {
                        "s" => Kind::Shared,
                        "str" | "inlineStr" => Kind::Text,
                        "b" => Kind::Bool,
                        "e" => Kind::Error,
                        "d" => Kind::Date,
                        _ => Kind::Number,
                    };
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts the cell's value in its row.
    fn keep(&mut self, value: Cell) -> Result<(), SheetError> {
        let column = self.column;
        self.column += 1;
        if value.is_blank() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(SheetError::TooManyColumns(column_letters(MOST_COLUMNS - 1)));
        }
        let cells = &mut self.row.cells;
        if cells.len() <= column {
            cells.resize(column, Cell::Empty);
            cells.push(value);
        } else {
            cells[column] = value;
        }
        Ok(())
    }

    fn value(&self, text: &str) -> Cell {
        match self.kind {
            Kind::Shared => {
                text.trim().parse().ok().and_then(|index: usize| self.texts.get(index)).cloned().unwrap_or_default()
            }
            Kind::Number => {
                let Ok(number) = text.trim().parse::<f64>() else { return Cell::text(text) };
                match self.formats.get(self.style) {
                    Some(Shows::Date) => formatted_serial(number, false, self.from_1904),
                    Some(Shows::Duration) => formatted_serial(number, true, self.from_1904),
                    _ => Cell::Number(number),
                }
            }
            Kind::Text => Cell::text(&unescaped(text)),
            Kind::Bool => Cell::Bool(text.trim() == "1" || text.trim() == "true"),
            Kind::Error => Cell::Error(italian_error(text).into()),
            Kind::Date => dates::read_moment(text).map_or_else(|| Cell::text(text), Cell::Date),
        }
    }

    /// The rows, and the rows and columns that the sheet says it has.
    pub(super) fn finish(mut self) -> Result<(Table, u32, u32), SheetError> {
        if !self.whole {
            return Err(SheetError::Damaged("il foglio finisce a metà".to_owned()));
        }
        self.end_row()?;
        if !self.sorted {
            self.table.rows.sort_by_key(|row| row.number);
            self.table.rows.dedup_by(|later, earlier| {
                let same = later.number == earlier.number;
                if same {
                    merge_row(earlier, later);
                }
                same
            });
        }
        self.table.fill_down(self.merges);
        Ok((self.table, self.said.0, self.said.1))
    }
}

fn merge_row(into: &mut Row, from: &mut Row) {
    for (column, cell) in from.cells.drain(..).enumerate() {
        if into.cells.len() <= column {
            into.cells.push(cell);
        } else if !cell.is_blank() {
            into.cells[column] = cell;
        }
    }
}

/// As an Italian spreadsheet program shows it.
fn italian_error(text: &str) -> &str {
    match text {
        "#N/A" => "#N/D",
        "#NAME?" => "#NOME?",
        "#NULL!" => "#NULLO!",
        "#REF!" => "#RIF!",
        "#VALUE!" => "#VALORE!",
        "#GETTING_DATA" => "#ESTRAZIONE_DATI_IN_CORSO",
        same => same,
    }
}

/// `A2:A5`.
fn read_range(text: &str) -> Option<Merge> {
    let (from, to) = text.split_once(':')?;
    let (top, left) = read_position(from)?;
    let (bottom, right) = read_position(to)?;
    (bottom >= top && right >= left).then_some(Merge { top, bottom, left, right })
}

/// `BC12`: row from 1, column from 0.
fn read_position(text: &str) -> Option<(u32, usize)> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let column = text.bytes().take(letters).fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1) - 1;
    Some((text[letters..].parse().ok().filter(|row| *row > 0)?, column))
}

/// `_x000D_` is how Excel writes letters that XML cannot, and `_x005F_` the underscore before what only looks like one.
pub(super) fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.get(..4).filter(|_| after.as_bytes().get(4) == Some(&b'_'));
        // Its own underscores are used up: what follows `_x005F_` is never one of them.
        if let Some(letter) = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            out.push(letter);
            rest = &after[5..];
        } else {
            out.push_str("_x");
            rest = after;
        }
    }
    out.push_str(rest);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn letters_that_xml_cannot_hold() {
        for (written, meant) in [
            ("a_x000D_b", "a\rb"),
            ("codice_x005F_x0041_ e altro", "codice_x0041_ e altro"),
            ("_x005F_x005F_", "_x005F_"),
            ("a_x00", "a_x00"),
            ("a_xZZZZ_b_x0041_", "a_xZZZZ_bA"),
            ("_x_x0041_", "_xA"),
        ] {
            assert_eq!(unescaped(written), meant, "{written}");
        }
    }
}
