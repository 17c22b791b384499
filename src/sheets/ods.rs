//! OpenDocument sheets.
//!
//! Read here and not by calamine because that tells nothing of merged cells,
//! and unrolls every repeated row and column, of which a sheet of a few bytes may have millions.

use super::error::SheetError;
use super::limits::{MOST_COLUMNS, MOST_ROWS, Room, check_sheets, too_wide};
use super::package::{Package, why};
use super::table::{Cell, Merge, Row, RowsRead, Table};
use super::workbook::ReadSheet;
use super::xml_stream::{attribute, push_text};
use crate::text::dates;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Read};

/// Elements deeper than this are in no sheet.
const DEEPEST: usize = 256;

/// Reads every sheet of an OpenDocument workbook.
pub(super) fn read(bytes: Vec<u8>, progress: &mut dyn FnMut(RowsRead)) -> Result<Vec<ReadSheet>, SheetError> {
    let mut package = Package::open(bytes)?;
    if package.has("META-INF/manifest.xml") {
        let mut text = Vec::new();
        package.part("META-INF/manifest.xml")?.read_to_end(&mut text).map_err(|error| why(&error))?;
        if memchr::memmem::find(&text, b"encryption-data").is_some() {
            return Err(SheetError::Encrypted);
        }
    }
    let content = package.part("content.xml")?;
    Content {
        xml: Reader::from_reader(BufReader::new(content)),
        buffer: Vec::new(),
        depth: 0,
        sheets: Vec::new(),
        room: Room::default(),
        hidden: Vec::new(),
    }
    .run(progress)
}

fn damaged(what: &str) -> SheetError {
    SheetError::Damaged(what.to_owned())
}

struct Content<R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
    /// How many elements are open.
    depth: usize,
    sheets: Vec<ReadSheet>,
    room: Room,
    /// Styles of hidden tables.
    hidden: Vec<String>,
}

/// The sheet that is being read.
#[derive(Default)]
struct Sheet {
    table: Table,
    merges: Vec<Merge>,
    /// Number of the last row that went by.
    row: u32,
}

impl<R: std::io::BufRead> Content<R> {
    fn run(mut self, progress: &mut dyn FnMut(RowsRead)) -> Result<Vec<ReadSheet>, SheetError> {
        let mut style = String::new();
        while let Some(event) = self.next()? {
            match event {
                Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                    "style" => style = attribute(&start, "style:name").unwrap_or_default(),
                    "table-properties" if attribute(&start, "table:display").as_deref() == Some("false") => {
                        self.hidden.push(style.clone());
                    }
                    "table" => {
                        let name = attribute(&start, "table:name").unwrap_or_default();
                        let style = attribute(&start, "table:style-name").unwrap_or_default();
                        let table = Ok(self.sheet(progress)?);
                        let visible = !self.hidden.contains(&style);
                        self.sheets.push(ReadSheet { name, visible, table });
                        check_sheets(self.sheets.len())?;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(self.sheets)
    }

    /// The next event; an element without content comes as [`Event::Empty`].
    fn next(&mut self) -> Result<Option<Event<'static>>, SheetError> {
        self.buffer.clear();
        let event = self.xml.read_event_into(&mut self.buffer).map_err(|error| match error {
            quick_xml::Error::Io(error) => why(&error),
            // Its own words are for programmers, and repeat the file.
            _ => damaged("il suo XML è rovinato"),
        });
        let event = event?;
        match &event {
            Event::Eof => return Ok(None),
            Event::Start(_) if self.depth == DEEPEST => return Err(damaged("troppi elementi uno dentro l'altro")),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Ok(Some(event.into_owned()))
    }

    fn sheet(&mut self, progress: &mut dyn FnMut(RowsRead)) -> Result<Table, SheetError> {
        let mut sheet = Sheet::default();
        loop {
            match self.next()?.ok_or_else(|| damaged("il foglio finisce a metà"))? {
                Event::Start(start) if start.local_name().as_ref() == "table-row" => {
                    let repeated = repeated(&start, "table:number-rows-repeated");
                    self.row(&mut sheet, repeated)?;
                    if sheet.table.rows.len() % 5_000 == 4_999 {
                        progress(RowsRead { rows: sheet.row, of: None });
                    }
                }
                Event::Empty(start) if start.local_name().as_ref() == "table-row" => {
                    sheet.row = sheet.row.saturating_add(repeated(&start, "table:number-rows-repeated"));
                }
                // Drawings hold text, and charts tables of their own.
                Event::Start(start) if start.local_name().as_ref() == "shapes" => self.skip("shapes")?,
                Event::End(end) if end.local_name().as_ref() == "table" => break,
                _ => {}
            }
        }
        let mut table = sheet.table;
        table.fill_down(sheet.merges);
        Ok(table)
    }

    fn skip(&mut self, name: &str) -> Result<(), SheetError> {
        loop {
            match self.next()?.ok_or_else(|| damaged("il foglio finisce a metà"))? {
                Event::End(end) if end.local_name().as_ref() == name => return Ok(()),
                _ => {}
            }
        }
    }

    fn row(&mut self, sheet: &mut Sheet, repeated_rows: u32) -> Result<(), SheetError> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut column = 0_usize;
        let number = sheet.row.saturating_add(1);
        loop {
            let event = self.next()?.ok_or_else(|| damaged("una riga finisce a metà"))?;
            let (start, has_content) = match event {
                Event::Start(start) => (start, true),
                Event::Empty(start) => (start, false),
                Event::End(end) if end.local_name().as_ref() == "table-row" => break,
                _ => continue,
            };
            let name = start.local_name().as_ref().to_owned();
            if name != "table-cell" && name != "covered-table-cell" {
                continue;
            }
            let text = if has_content { self.text(&name)? } else { String::new() };
            let cell = value(&start, &text);
            let times = repeated(&start, "table:number-columns-repeated") as usize;
            let spanned = repeated(&start, "table:number-rows-spanned");
            if spanned > 1 {
                let right = column + (repeated(&start, "table:number-columns-spanned") as usize).max(1) - 1;
                let bottom = number.saturating_add(spanned - 1);
                sheet.merges.push(Merge { top: number, bottom, left: column, right });
            } else if let across @ 2.. = repeated(&start, "table:number-columns-spanned") as usize {
                sheet.merges.push(Merge { top: number, bottom: number, left: column, right: column + across - 1 });
            }
            if !cell.is_blank() {
                let end = column.saturating_add(times);
                if end > MOST_COLUMNS {
                    return Err(too_wide());
                }
                cells.resize(column, Cell::Empty);
                cells.resize(end, cell);
            }
            column = column.saturating_add(times);
        }
        sheet.row = sheet.row.saturating_add(repeated_rows);
        if cells.is_empty() {
            return Ok(());
        }
        if sheet.row > MOST_ROWS {
            return Err(SheetError::TooManyRows(MOST_ROWS));
        }
        sheet.table.width = sheet.table.width.max(cells.len());
        for repeat in 0..repeated_rows {
            self.room.take(&cells)?;
            sheet.table.rows.push(Row { number: number + repeat, cells: cells.clone() });
        }
        Ok(())
    }

    /// The text of a cell: its paragraphs, without the notes.
    fn text(&mut self, cell: &str) -> Result<String, SheetError> {
        let mut text = String::new();
        let mut paragraphs = 0;
        loop {
            match self.next()?.ok_or_else(|| damaged("una cella finisce a metà"))? {
                Event::Start(start) if start.local_name().as_ref() == "annotation" => self.skip("annotation")?,
                Event::Start(start) if start.local_name().as_ref() == "p" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                }
                Event::Empty(start) => match start.local_name().as_ref() {
                    "s" => {
                        let count = attribute(&start, "text:c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                        text.extend(std::iter::repeat_n(' ', count.min(1_000)));
                    }
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == cell => return Ok(text),
                event if paragraphs > 0 => push_text(&event, &mut text),
                _ => {}
            }
        }
    }
}

fn repeated(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|count| count.parse().ok()).unwrap_or(1_u32).clamp(1, MOST_ROWS)
}

fn value(start: &BytesStart<'_>, text: &str) -> Cell {
    // LibreOffice repeats the kind in an attribute of its own, where it also says what is an error.
    if attribute(start, "calcext:value-type").as_deref() == Some("error") {
        return Cell::Error(text.into());
    }
    let number = |name: &str| attribute(start, name)?.parse::<f64>().ok().map(Cell::Number);
    let cell = match attribute(start, "office:value-type").as_deref() {
        Some("float" | "currency" | "percentage") => number("office:value"),
        Some("boolean") => attribute(start, "office:boolean-value").map(|value| Cell::Bool(value == "true")),
        Some("date") => {
            attribute(start, "office:date-value").and_then(|date| dates::read_moment(&date)).map(Cell::Date)
        }
        Some("time") => attribute(start, "office:time-value").and_then(|time| read_duration(&time)).map(Cell::Time),
        Some("string") => attribute(start, "office:string-value").map(|text| Cell::text(&text)),
        _ => None,
    };
    cell.unwrap_or_else(|| Cell::text(text))
}

/// `PT12H30M00S`, in seconds.
fn read_duration(text: &str) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut seconds = 0.0;
    let mut number = String::new();
    for letter in text.strip_prefix('P')?.chars() {
        let unit = match letter {
            'T' => continue,
            'D' => 86_400.0,
            'H' => 3_600.0,
            'M' => 60.0,
            'S' => 1.0,
            digit => {
                number.push(if digit == ',' { '.' } else { digit });
                continue;
            }
        };
        seconds += number.parse::<f64>().ok()? * unit;
        number.clear();
    }
    (seconds < 1e12).then_some(sign * seconds.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::package::tests::zip_of;

    fn ods(rows: &str) -> Vec<u8> {
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"F\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        zip_of(&[("content.xml", content.as_bytes())])
    }

    #[track_caller]
    fn check(rows: &str, expected: &[(u32, &[&str])]) {
        let sheets = read(ods(rows), &mut |_| {}).unwrap();
        let found: Vec<(u32, Vec<String>)> = sheets[0]
            .table
            .as_ref()
            .unwrap()
            .rows
            .iter()
            .map(|row| (row.number, row.cells.iter().map(Cell::raw).collect()))
            .collect();
        let expected: Vec<(u32, Vec<String>)> =
            expected.iter().map(|(row, cells)| (*row, cells.iter().map(|cell| (*cell).to_owned()).collect())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn values_by_their_kind() {
        check(
            r#"<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-04-28"><text:p>28/04/26</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT36H30M00S"/><table:table-cell/><table:table-cell office:value-type="float" office:value="310.5"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>"#,
            &[(1, &["28/04/2026", "36:30", "", "310,5", "VERO"])],
        );
        check(
            r#"<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>nota</text:p></office:annotation><text:p>Nidi &amp;<text:s text:c="2"/><text:span>rette</text:span></text:p><text:p>due</text:p></table:table-cell></table:table-row>"#,
            &[(1, &["Nidi &  rette\ndue"])],
        );
    }

    #[test]
    fn repeated_and_merged() {
        check(
            r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>su</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="2"><table:covered-table-cell/><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048000"/>"#,
            &[(4, &["su", "x", "x"]), (5, &["su", "y"]), (6, &["", "y"])],
        );
    }

    #[test]
    fn a_sheet_of_a_few_bytes_cannot_fill_the_memory() {
        let bomb = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="900"><text:p>x</text:p></table:table-cell></table:table-row>"#;
        assert!(matches!(read(ods(bomb), &mut |_| {}), Err(SheetError::TooBig { .. })));
        let wide = r#"<table:table-row><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>"#;
        assert!(matches!(read(ods(wide), &mut |_| {}), Err(SheetError::TooManyColumns(_))));
        let damaged = |rows: &str| match read(ods(rows), &mut |_| {}) {
            Err(SheetError::Damaged(what)) => what,
            other => panic!("{other:?}"),
        };
        // The words of the parser repeated what the file has in place of a tag.
        assert_eq!(damaged("<table:table-row></Prova Provetti>"), "il suo XML è rovinato");
        assert_eq!(damaged(&"<a>".repeat(300)), "troppi elementi uno dentro l'altro");
        assert_eq!(damaged(&"</table:table><table:table>".repeat(600)), "ha troppi fogli");
        let long = format!("<table:table-row><table:table-cell><text:p>{}", "x".repeat(100_001));
        assert_eq!(
            damaged(&format!("{long}</text:p></table:table-cell></table:table-row>")),
            "una cella ha più di 100.000 lettere"
        );
        assert_eq!(damaged("<table:table-row>"), "il suo XML è rovinato");
    }
}
