//! Workbooks (xlsx) with just what our sheets need: headings, widths, some number formats, lists to choose from.
//!
//! Text is always written as text: no cell of ours can start a formula.

use crate::text::dates;
use chrono::{Datelike, NaiveDateTime, Timelike};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

/// Rows that a sheet holds.
const MOST_ROWS: usize = 1_048_576;
/// The longest text that a cell holds, in UTF-16 units.
const LONGEST: usize = 32_767;
/// Rows below the headings that offer a list to choose from.
const ROWS_TO_FILL: u32 = 5_000;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// Text; control characters and what is beyond the longest text of a cell are left out.
    Text(String),
    /// A number; none where it is not finite.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// A day, and a time of day.
    Moment(NaiveDateTime),
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

/// How a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// As the program likes.
    #[default]
    General,
    /// As text, so that no program takes a code for a number or a date.
    Text,
    /// `dd/mm/yyyy`.
    Date,
    /// `dd/mm/yyyy hh:mm`.
    Moment,
    /// `[h]:mm`.
    Hours,
    /// `1.234,56`.
    Amount,
    /// `1234`.
    Whole,
}

impl Shown {
    const ALL: [Self; 7] =
        [Self::General, Self::Text, Self::Date, Self::Moment, Self::Hours, Self::Amount, Self::Whole];

    /// The number format, in Excel's words.
    fn format(self) -> &'static str {
        match self {
            Self::General => "General",
            Self::Text => "@",
            Self::Date => "dd/mm/yyyy",
            Self::Moment => "dd/mm/yyyy hh:mm",
            Self::Hours => "[h]:mm",
            Self::Amount => "#,##0.00",
            Self::Whole => "0",
        }
    }
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Plain.
    #[default]
    Plain,
    /// A heading: white on blue, wrapped.
    Heading,
    /// A title over the sheet.
    Title,
    /// An example to be written over: italic, grey.
    Example,
    /// Plain, wrapped, at the top.
    Wrapped,
}

impl Look {
    const ALL: [Self; 5] = [Self::Plain, Self::Heading, Self::Title, Self::Example, Self::Wrapped];

    fn format(self) -> Format {
        let format = Format::new();
        match self {
            Self::Plain => format,
            Self::Heading => format
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x00_66CC))
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            Self::Title => format.set_bold().set_font_size(14),
            Self::Example => format.set_italic().set_font_color(Color::RGB(0x5A_6872)),
            Self::Wrapped => format.set_align(FormatAlign::Top).set_text_wrap(),
        }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// How the value is shown.
    pub shown: Shown,
    /// How it looks.
    pub look: Look,
}

impl Cell {
    /// A cell that looks so.
    #[must_use]
    pub fn new(content: impl Into<Content>, look: Look) -> Self {
        Self { content: content.into(), shown: Shown::General, look }
    }

    /// A plain cell whose value is shown so.
    #[must_use]
    pub fn shown(content: Content, shown: Shown) -> Self {
        Self { content, shown, look: Look::Plain }
    }
}

impl<T: Into<Content>> From<T> for Cell {
    fn from(content: T) -> Self {
        Self::new(content, Look::Plain)
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// Width, in letters.
    pub width: u16,
    /// How values that are typed into it are shown.
    pub shown: Shown,
    /// What may be chosen in it, below the headings; empty for anything.
    pub choices: Vec<String>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name, up to 31 letters.
    pub name: String,
    /// Columns, from A on.
    pub columns: Vec<Column>,
    /// Rows, from 1 on.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first row stays in sight.
    pub headed: bool,
}

impl Sheet {
    /// A list under headings, each with the width of its column.
    #[must_use]
    pub fn list<'h>(name: &str, headings: impl IntoIterator<Item = (&'h str, u16)>) -> Self {
        let (cells, columns) = headings
            .into_iter()
            .map(|(heading, width)| (Cell::new(heading, Look::Heading), Column { width, ..Column::default() }))
            .unzip();
        Self { name: name.to_owned(), columns, rows: vec![cells], headed: true }
    }
}

/// Why a workbook cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// More rows than a sheet holds.
    #[error("Un foglio di calcolo contiene al più 1.048.576 righe: restringere la ricerca e riprovare.")]
    TooManyRows,
    /// It is larger than a file can be, or beyond what spreadsheet programs take.
    #[error("Il foglio di calcolo non si può scrivere ({0}): restringere la ricerca e riprovare.")]
    Beyond(String),
}

impl From<XlsxError> for Unwritable {
    fn from(error: XlsxError) -> Self {
        Self::Beyond(error.to_string())
    }
}

/// The workbook of these sheets. The same sheets give the same bytes.
///
/// # Errors
/// More rows than a sheet holds, or what no spreadsheet program would open.
pub fn write(sheets: &[Sheet]) -> Result<Vec<u8>, Unwritable> {
    if sheets.iter().any(|sheet| sheet.rows.len() > MOST_ROWS) {
        return Err(Unwritable::TooManyRows);
    }
    let mut workbook = Workbook::new();
    // No clock in the library: all workbooks were made on the first day of spreadsheets.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_timestamp(0)?));
    let formats = Formats::default();
    for sheet in sheets {
        write_sheet(workbook.add_worksheet(), sheet, &formats)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Each look with each number format, made once.
struct Formats(Vec<Format>);

impl Default for Formats {
    fn default() -> Self {
        let of = |look: Look| Shown::ALL.map(|shown| look.format().set_num_format(shown.format()));
        Self(Look::ALL.into_iter().flat_map(of).collect())
    }
}

impl Formats {
    fn of(&self, look: Look, shown: Shown) -> &Format {
        &self.0[look as usize * Shown::ALL.len() + shown as usize]
    }
}

fn write_sheet(worksheet: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    worksheet.set_name(&sheet.name)?;
    if sheet.headed {
        worksheet.set_freeze_panes(1, 0)?;
    }
    for (column, number) in sheet.columns.iter().zip(0_u16..) {
        worksheet.set_column_width(number, f64::from(column.width))?;
        worksheet.set_column_format(number, formats.of(Look::Plain, column.shown))?;
        if !column.choices.is_empty() {
            let list = DataValidation::new()
                .allow_list_strings(&column.choices)?
                .set_error_title("Valore non previsto")?
                .set_error_message("Scegliere un valore dall'elenco.")?;
            worksheet.add_data_validation(1, number, ROWS_TO_FILL, number, &list)?;
        }
    }
    for (row, number) in sheet.rows.iter().zip(0_u32..) {
        for (cell, column) in row.iter().zip(0_u16..) {
            write_cell(worksheet, number, column, cell, formats.of(cell.look, cell.shown))?;
        }
    }
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match &cell.content {
        Content::Text(text) => sheet.write_string_with_format(row, column, writable(text), format)?,
        Content::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, *number, format)?
        }
        Content::Empty | Content::Number(_) => sheet,
        Content::Bool(value) => sheet.write_boolean_with_format(row, column, *value, format)?,
        // Spreadsheets know no day before 1900.
        Content::Moment(moment) if moment.year() < 1900 => {
            sheet.write_string_with_format(row, column, dates::italian(moment.date()), format)?
        }
        Content::Moment(moment) => sheet.write_datetime_with_format(row, column, excel_moment(*moment)?, format)?,
    };
    Ok(())
}

fn excel_moment(moment: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let (day, time) = (moment.date(), moment.time());
    let year = u16::try_from(day.year()).unwrap_or(u16::MAX);
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)?.and_hms(
        time.hour() as u16,
        time.minute() as u8,
        time.second(),
    )
}

/// Text without what no cell can hold, and without what is beyond its end.
fn writable(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= LONGEST
        })
        .filter(|letter| {
            matches!(letter, '\n' | '\t') || !(letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}'))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::{Cell as Read, open};

    fn cell_of(cell: Cell) -> Read {
        let sheet = Sheet { name: "Elenco".to_owned(), rows: vec![vec![cell, "z".into()]], ..Sheet::default() };
        let bytes = write(&[sheet]).unwrap();
        open(bytes, &mut |_| {}).unwrap().table(0, &mut |_| {}).unwrap().rows[0].cells[0].clone()
    }

    #[test]
    fn text_is_text() {
        for (text, expected) in [
            ("=1+1", "=1+1"),
            ("a<b & \"c\"\nd", "a<b & \"c\"\nd"),
            ("\u{0}\u{1B}x\u{FFFE}", "x"),
            ("codice_x0041_ e_altro", "codice_x0041_ e_altro"),
        ] {
            assert_eq!(cell_of(text.into()), Read::text(expected));
        }
        assert_eq!(cell_of("è".repeat(40_000).into()).raw().chars().count(), LONGEST);
    }

    #[test]
    fn days_are_days() {
        for (day, shown) in [
            ("2026-04-28T09:30:00", "28/04/2026 09:30"),
            ("1900-01-01T00:00:00", "01/01/1900"),
            ("9999-12-31T00:00:00", "31/12/9999"),
            ("1899-12-31T00:00:00", "31/12/1899"),
        ] {
            let moment = day.parse().unwrap();
            assert_eq!(cell_of(Cell::shown(Content::Moment(moment), Shown::Moment)).raw(), shown);
        }
    }

    #[test]
    fn the_same_sheets_give_the_same_bytes() {
        let sheet = Sheet::list("Elenco", [("Uno", 10)]);
        assert_eq!(write(std::slice::from_ref(&sheet)), write(&[sheet]));
    }

    #[test]
    fn a_sheet_holds_no_more_than_programs_show() {
        let mut sheet = Sheet::list("Elenco", [("Uno", 10)]);
        sheet.rows.resize(MOST_ROWS + 1, Vec::new());
        assert_eq!(write(&[sheet]), Err(Unwritable::TooManyRows));
    }
}
