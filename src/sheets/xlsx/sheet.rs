//! One sheet of an xlsx, from its XML to rows.

use super::moment::read_moment;
use crate::sheets::limits::{LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS, Room, too_wide};
use crate::sheets::number_format::{Shows, padded};
use crate::sheets::table::{Cell, Merge, Row, RowsRead, Table, formatted_serial};
use crate::sheets::xml_stream::{Listener, Step, attribute, flag, push_text};
use crate::sheets::{Odd, Oddity, SheetError};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

/// Formulas without a value are told one by one up to so many: only a hostile file has more.
const MOST_ODDITIES: usize = 100_000;

/// What a cell's value is (`t`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    /// What a formula makes.
    Text,
    /// In `is`, not in `v`.
    Inline,
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
    /// In `v`.
    Value,
    /// In a `t` of `is`.
    Inline,
}

/// The cell that is being read.
struct OpenCell {
    /// Whether its end is still to come.
    open: bool,
    kind: Kind,
    style: usize,
    /// Of `v`.
    text: String,
    /// Of `is`.
    inline: String,
    has_inline: bool,
    has_formula: bool,
}

/// What the program does not show of the sheet.
#[derive(Default)]
struct Hidden {
    /// Whether the row is hidden.
    row: bool,
    /// How many such rows hold something.
    rows: u32,
    /// First and last of hidden columns.
    columns: Vec<(usize, usize)>,
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
    hidden: Hidden,
    /// Some exporters write rows out of order; then they are put in order at the end.
    sorted: bool,
    /// Column of the cell, from 0.
    column: usize,
    cell: OpenCell,
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
            hidden: Hidden::default(),
            sorted: true,
            column: 0,
            cell: OpenCell {
                open: false,
                kind: Kind::Number,
                style: 0,
                text: String::new(),
                inline: String::new(),
                has_inline: false,
                has_formula: false,
            },
            place: Place::Elsewhere,
            whole: false,
        }
    }
}

fn twofold() -> SheetError {
    SheetError::damaged("una cella contiene due valori")
}

impl Listener for Sheet<'_> {
    fn take(&mut self, event: &Event<'_>) -> Result<Step, SheetError> {
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                // Tags are not matched: where one got lost, two cells would be read as one.
                "c" if self.cell.open => return Err(twofold()),
                "v" if !self.cell.text.is_empty() => return Err(twofold()),
                "is" if self.cell.has_inline => return Err(twofold()),
                "c" => {
                    self.cell.open = true;
                    self.place = Place::Elsewhere;
                    self.cell.text.clear();
                    self.cell.inline.clear();
                    (self.cell.has_inline, self.cell.has_formula) = (false, false);
                    self.place_cell(start.attributes_raw())?;
                }
                "f" => self.cell.has_formula = true,
                "v" => self.place = Place::Value,
                "is" => self.cell.has_inline = true,
                "t" if self.place == Place::Elsewhere => self.place = Place::Inline,
                "rPh" => self.place = Place::Phonetic,
                "row" => return self.begin_row(start),
                "col" if flag(start, "hidden") => self.hide_columns(start),
                "dimension" => {
                    let range = attribute(start, "ref").unwrap_or_default();
                    let end = range.split_once(':').map_or(range.as_str(), |(_, end)| end);
                    self.said = read_position(end).map_or((0, 0), |(row, column)| (row, column as u32 + 1));
                }
                "mergeCell" => {
                    let range = attribute(start, "ref").and_then(|range| read_range(&range));
                    let merge = range.ok_or_else(|| SheetError::damaged("non si legge quali celle sono unite"))?;
                    if (merge.top, merge.left) != (merge.bottom, merge.right) {
                        self.merges.push(merge);
                    }
                }
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "v" | "rPh" => self.place = Place::Elsewhere,
                "t" if self.place == Place::Inline => self.place = Place::Elsewhere,
                "c" => {
                    self.cell.open = false;
                    self.end_cell()?;
                }
                "worksheet" => self.whole = true,
                _ => {}
            },
            // What is longer than any cell is refused with its row.
            event if self.place == Place::Value && self.cell.text.len() <= LONGEST_TEXT => {
                push_text(event, &mut self.cell.text);
            }
            event if self.place == Place::Inline && self.cell.inline.len() <= LONGEST_TEXT => {
                push_text(event, &mut self.cell.inline);
            }
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
            let value = self.value(self.cell.kind, value).ok_or_else(|| self.without_text())?;
            self.keep(value)?;
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
        let number = match attribute(start, "r") {
            Some(number) => {
                number.parse().ok().filter(|number| *number > 0).ok_or_else(|| self.unplaced("una riga"))?
            }
            None => before.saturating_add(1),
        };
        self.hidden.row = flag(start, "hidden");
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
        // The first one is that of the headings, or stands before it.
        self.hidden.rows += u32::from(self.hidden.row && !self.table.rows.is_empty());
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
        (self.cell.kind, self.cell.style) = (Kind::Number, 0);
        let mut rest = attributes;
        while let Some((name, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let Some(quote @ ('"' | '\'')) = after.chars().next() else { break };
            let Some((value, after)) = after[1..].split_once(quote) else { break };
            rest = after;
            match name.trim() {
                "r" => {
                    let (row, column) = read_position(value).ok_or_else(|| self.unplaced("una cella"))?;
                    self.column = column;
                    // A cell that is not where its row is: the cell is right.
                    if row != self.row.number {
                        let before = self.row.number;
                        self.end_row()?;
                        self.sorted &= row > before;
                        self.row.number = row;
                    }
                }
                "s" => self.cell.style = value.parse().unwrap_or(0),
                "t" => {
                    self.cell.kind = match value {
                        "s" => Kind::Shared,
                        "str" => Kind::Text,
                        "inlineStr" => Kind::Inline,
                        "b" => Kind::Bool,
                        "e" => Kind::Error,
                        "d" => Kind::Date,
                        _ => Kind::Number,
                    };
                }
                _ => {}
            }
        }
        if rest.trim_ascii().is_empty() { Ok(()) } else { Err(self.unplaced("una cella")) }
    }

    /// Ends a cell that did not come by sight.
    fn end_cell(&mut self) -> Result<(), SheetError> {
        // Some programs write both, and round the number.
        let inline = self.cell.has_inline && (self.cell.kind == Kind::Inline || self.cell.text.is_empty());
        let (kind, text) = if inline { (Kind::Inline, &self.cell.inline) } else { (self.cell.kind, &self.cell.text) };
        let value = self.value(kind, text).ok_or_else(|| self.without_text())?;
        // What a formula makes may be an empty text: then that is its value.
        let uncomputed = self.cell.has_formula && value == Cell::Empty && self.cell.kind != Kind::Text;
        if !uncomputed {
            return self.keep(value);
        }
        if self.table.oddities.len() < MOST_ODDITIES {
            self.table.oddities.push(Oddity::of_cell(self.row.number, self.column, Odd::FormulaWithoutValue));
        }
        self.keep(Cell::Uncomputed)
    }

    /// Puts the cell's value in its row.
    fn keep(&mut self, value: Cell) -> Result<(), SheetError> {
        let column = self.column;
        self.column += 1;
        if value.is_blank() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(too_wide());
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

    /// The value that a text means; `None` for a shared text that the workbook does not have.
    fn value(&self, kind: Kind, text: &str) -> Option<Cell> {
        let bare = text.trim();
        Some(match kind {
            Kind::Text | Kind::Inline => Cell::text(&unescaped(text)),
            _ if bare.is_empty() => Cell::Empty,
            Kind::Shared => match bare.parse::<usize>() {
                Ok(index) => self.texts.get(index)?.clone(),
                // How some programs say that there is none.
                Err(_) if bare == "-1" => Cell::Empty,
                Err(_) => return None,
            },
            Kind::Number => match bare.parse::<f64>().ok().filter(|number| number.is_finite()) {
                Some(number) => self.shown(number),
                None => Cell::text(text),
            },
            Kind::Bool => match bare {
                "1" | "true" => Cell::Bool(true),
                "0" | "false" => Cell::Bool(false),
                _ => Cell::text(text),
            },
            Kind::Error => Cell::Error(italian_error(bare).into()),
            Kind::Date => {
                let duration = self.formats.get(self.cell.style) == Some(&Shows::Duration);
                read_moment(bare, duration, self.from_1904).unwrap_or_else(|| Cell::text(text))
            }
        })
    }

    fn shown(&self, number: f64) -> Cell {
        match self.formats.get(self.cell.style) {
            Some(Shows::Date) => formatted_serial(number, false, self.from_1904),
            Some(Shows::Duration) => formatted_serial(number, true, self.from_1904),
            Some(Shows::Zeros(digits)) => padded(number, *digits),
            Some(Shows::Exponent) => Cell::Exponent(number),
            Some(Shows::Number) | None => Cell::Number(number),
        }
    }

    fn hide_columns(&mut self, start: &BytesStart<'_>) {
        let number = |name| attribute(start, name).and_then(|number| number.parse::<usize>().ok());
        if let (Some(first @ 1..), Some(last @ 1..)) = (number("min"), number("max"))
            && self.hidden.columns.len() < MOST_COLUMNS
        {
            self.hidden.columns.push((first - 1, last - 1));
        }
    }

    fn without_text(&self) -> SheetError {
        SheetError::Damaged(format!("manca il testo di una cella della riga {}", self.row.number))
    }

    /// A row or a cell whose place cannot be read: it might be any.
    fn unplaced(&self, what: &str) -> SheetError {
        SheetError::Damaged(format!("non si legge il posto di {what}, alla riga {} o dopo", self.row.number))
    }

    fn tell_hidden(&mut self) {
        let hidden = |column: &usize| self.hidden.columns.iter().any(|(first, last)| (*first..=*last).contains(column));
        let columns: BTreeSet<usize> = (0..self.table.width).filter(hidden).collect();
        self.table.tell_hidden(self.hidden.rows, &columns);
    }

    /// The rows, and the rows and columns that the sheet says it has.
    pub(super) fn finish(mut self) -> Result<(Table, u32, u32), SheetError> {
        if !self.whole {
            return Err(SheetError::damaged("il foglio finisce a metà"));
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
        self.tell_hidden();
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

/// `A2:A5`, or a single cell.
fn read_range(text: &str) -> Option<Merge> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let (top, left) = read_position(from)?;
    let (bottom, right) = read_position(to)?;
    Some(Merge { top: top.min(bottom), bottom: top.max(bottom), left: left.min(right), right: left.max(right) })
}

/// `BC12`, as some programs also `bc12` and `$BC$12`: row from 1, column from 0.
fn read_position(text: &str) -> Option<(u32, usize)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let (mut letters, mut column) = (0, 0_usize);
    for letter in text.bytes().take(3).take_while(u8::is_ascii_alphabetic) {
        letters += 1;
        // Its last five bits are its place in the alphabet.
        column = column * 26 + usize::from(letter & 0x1F);
    }
    let row = &text[letters..];
    let row = row.strip_prefix('$').unwrap_or(row).parse().ok().filter(|row| *row > 0)?;
    Some((row, column.checked_sub(1)?))
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
        let code = after.get(..4).filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let code = code.filter(|_| after.as_bytes().get(4) == Some(&b'_'));
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
            ("_x+041_", "_x+041_"),
        ] {
            assert_eq!(unescaped(written), meant, "{written}");
        }
    }
}
