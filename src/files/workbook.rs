//! Workbooks (xlsx) with just what our sheets need: headings, widths, some number formats, lists to choose from.
//!
//! Not by rust_xlsxwriter: what comes along with it, a second compressor too, is more than the limit of the worker's download
//! leaves room for (docs/decisions/0014).
//! Text is always written as text: no cell of ours can start a formula.
//! Source: ECMA-376 part 1, 18.2 to 18.8.

use crate::sheets::column_letters;
use crate::text::dates;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use std::fmt::Write as _;

/// Rows that a sheet holds.
const MOST_ROWS: usize = 1_048_576;
/// The longest text that a cell holds, in UTF-16 units.
const LONGEST: usize = 32_767;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum NewContent {
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

impl From<&str> for NewContent {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for NewContent {
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

/// Number formats by [`Shown`]: Excel's own ones by number, ours from 164 on.
const FORMATS: [(u16, &str); 7] =
    [(0, ""), (49, ""), (164, "dd/mm/yyyy"), (165, "dd/mm/yyyy hh:mm"), (166, "[h]:mm"), (4, ""), (1, "")];

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

/// Font, fill, border and alignment by [`Look`].
const LOOKS: [(u8, u8, u8, &str); 5] = [
    (0, 0, 0, ""),
    (1, 2, 1, r#"<alignment vertical="center" wrapText="1"/>"#),
    (2, 0, 0, ""),
    (3, 0, 0, ""),
    (0, 0, 0, r#"<alignment vertical="top" wrapText="1"/>"#),
];

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCell {
    /// What it holds.
    pub content: NewContent,
    /// How the value is shown.
    pub shown: Shown,
    /// How it looks.
    pub look: Look,
}

impl NewCell {
    /// A cell that looks so.
    #[must_use]
    pub fn new(content: impl Into<NewContent>, look: Look) -> Self {
        Self { content: content.into(), shown: Shown::General, look }
    }

    /// A plain cell whose value is shown so.
    #[must_use]
    pub fn shown(content: NewContent, shown: Shown) -> Self {
        Self { content, shown, look: Look::Plain }
    }
}

impl<T: Into<NewContent>> From<T> for NewCell {
    fn from(content: T) -> Self {
        Self::new(content, Look::Plain)
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewColumn {
    /// Width, in letters.
    pub width: u16,
    /// How values that are typed into it are shown.
    pub shown: Shown,
    /// What may be chosen in it, below the headings; empty for anything.
    pub choices: Vec<String>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewSheet {
    /// Its name, up to 31 letters.
    pub name: String,
    /// Columns, from A on.
    pub columns: Vec<NewColumn>,
    /// Rows, from 1 on.
    pub rows: Vec<Vec<NewCell>>,
    /// Whether the first row stays in sight.
    pub headed: bool,
}

impl NewSheet {
    /// A list under headings, each with the width of its column.
    #[must_use]
    pub fn list<'h>(name: &str, headings: impl IntoIterator<Item = (&'h str, u16)>) -> Self {
        let (cells, columns) = headings
            .into_iter()
            .map(|(heading, width)| (NewCell::new(heading, Look::Heading), NewColumn { width, ..NewColumn::default() }))
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
    /// It is larger than a file can be.
    #[error("Il foglio di calcolo non si può scrivere ({0}): restringere la ricerca e riprovare.")]
    Zip(String),
}

/// The workbook of these sheets. The same sheets give the same bytes.
///
/// # Errors
/// More rows than a sheet holds.
pub fn write(sheets: &[NewSheet]) -> Result<Vec<u8>, Unwritable> {
    if sheets.iter().any(|sheet| sheet.rows.len() > MOST_ROWS) {
        return Err(Unwritable::TooManyRows);
    }
    let part = |name: &str, kind: &str| {
        format!(
            r#"<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>"#
        )
    };
    let mut types = String::from(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#,
    );
    types.push_str(&part("workbook", "sheet.main"));
    types.push_str(&part("styles", "styles"));
    let mut relations = relation(0, "styles", "styles.xml");
    let mut list = String::new();
    let mut files = Vec::new();
    for (sheet, number) in sheets.iter().zip(1..) {
        types.push_str(&part(&format!("worksheets/sheet{number}"), "worksheet"));
        relations.push_str(&relation(number, "worksheet", &format!("worksheets/sheet{number}.xml")));
        let _ = write!(list, r#"<sheet name="{}" sheetId="{number}" r:id="r{number}"/>"#, escaped(&sheet.name));
        files.push((format!("xl/worksheets/sheet{number}.xml"), xml(&of_sheet(sheet, number == 1))));
    }
    types.push_str("</Types>");
    // Programs look for the list of types first.
    files.insert(0, ("[Content_Types].xml".to_owned(), xml(&types)));
    files.extend([
        ("_rels/.rels".to_owned(), xml(&relations_of(&relation(0, "officeDocument", "xl/workbook.xml")))),
        ("xl/_rels/workbook.xml.rels".to_owned(), xml(&relations_of(&relations))),
        ("xl/styles.xml".to_owned(), xml(&styles())),
        (
            "xl/workbook.xml".to_owned(),
            xml(&format!(
                r#"<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{list}</sheets></workbook>"#
            )),
        ),
    ]);
    super::zip::pack(&files).map_err(|error| Unwritable::Zip(error.to_string()))
}

const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

fn xml(content: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{content}").into_bytes()
}

fn relation(number: usize, kind: &str, target: &str) -> String {
    format!(
        r#"<Relationship Id="r{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
    )
}

fn relations_of(list: &str) -> String {
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{list}</Relationships>"#
    )
}

fn styles() -> String {
    let mut out = format!("<styleSheet {MAIN}><numFmts count=\"3\">");
    for (id, code) in FORMATS.iter().filter(|(_, code)| !code.is_empty()) {
        let _ = write!(out, r#"<numFmt numFmtId="{id}" formatCode="{code}"/>"#);
    }
    out.push_str(concat!(
        "</numFmts><fonts count=\"4\">",
        r#"<font><sz val="11"/><name val="Calibri"/></font>"#,
        r#"<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font>"#,
        r#"<font><b/><sz val="14"/><name val="Calibri"/></font>"#,
        r#"<font><i/><sz val="11"/><color rgb="FF5A6872"/><name val="Calibri"/></font>"#,
        "</fonts><fills count=\"3\">",
        r#"<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>"#,
        r#"<fill><patternFill patternType="solid"><fgColor rgb="FF0066CC"/></patternFill></fill>"#,
        "</fills><borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>",
        r#"<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border>"#,
        "</borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    ));
    let _ = write!(out, "<cellXfs count=\"{}\">", 2 * STYLES);
    for quoted in ["", r#" quotePrefix="1""#] {
        for (font, fill, border, alignment) in LOOKS {
            for (format, _) in FORMATS {
                let _ = write!(
                    out,
                    r#"<xf numFmtId="{format}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"{quoted} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{alignment}</xf>"#
                );
            }
        }
    }
    out.push_str(r#"</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#);
    out
}

/// Styles, without those for texts that only look like a formula.
const STYLES: usize = LOOKS.len() * FORMATS.len();

/// Whether a program would take a text for a formula, were it typed anew.
fn looks_like_a_formula(content: &NewContent) -> bool {
    matches!(content, NewContent::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']))
}

/// Index of a style in the list that [`styles`] writes.
fn style(shown: Shown, look: Look) -> usize {
    look as usize * FORMATS.len() + shown as usize
}

fn of_sheet(sheet: &NewSheet, first: bool) -> String {
    let mut out = format!("<worksheet {MAIN}><sheetViews><sheetView workbookViewId=\"0\"");
    out.push_str(if first { " tabSelected=\"1\">" } else { ">" });
    if sheet.headed {
        out.push_str(r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#);
    }
    out.push_str("</sheetView></sheetViews>");
    if !sheet.columns.is_empty() {
        out.push_str("<cols>");
        for (column, number) in sheet.columns.iter().zip(1..) {
            let style = style(column.shown, Look::Plain);
            let width = column.width;
            let _ =
                write!(out, r#"<col min="{number}" max="{number}" width="{width}" style="{style}" customWidth="1"/>"#);
        }
        out.push_str("</cols>");
    }
    out.push_str("<sheetData>");
    for (row, number) in sheet.rows.iter().zip(1_usize..) {
        let _ = write!(out, r#"<row r="{number}">"#);
        for (cell, column) in row.iter().zip(0..) {
            of_cell(&mut out, cell, number, column);
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData>");
    choices(&mut out, &sheet.columns);
    out.push_str("</worksheet>");
    out
}

fn of_cell(out: &mut String, cell: &NewCell, row: usize, column: usize) {
    let (kind, value) = match &cell.content {
        NewContent::Text(text) => ("inlineStr", inline(text)),
        NewContent::Number(number) if number.is_finite() => ("n", format!("<v>{number}</v>")),
        NewContent::Empty | NewContent::Number(_) => return,
        NewContent::Bool(value) => ("b", format!("<v>{}</v>", u8::from(*value))),
        // Spreadsheets know no day before 1900.
        NewContent::Moment(moment) if moment.year() < 1900 => ("inlineStr", inline(&dates::italian(moment.date()))),
        NewContent::Moment(moment) => ("n", format!("<v>{}</v>", serial(*moment))),
    };
    let quoted = if looks_like_a_formula(&cell.content) { STYLES } else { 0 };
    let style = style(cell.shown, cell.look) + quoted;
    let _ = write!(out, r#"<c r="{}{row}" s="{style}" t="{kind}">{value}</c>"#, column_letters(column));
}

fn inline(text: &str) -> String {
    format!("<is><t xml:space=\"preserve\">{}</t></is>", escaped(text))
}

/// Lists to choose from, in five thousand rows below the headings.
fn choices(out: &mut String, columns: &[NewColumn]) {
    let lists: Vec<_> = columns.iter().enumerate().filter(|(_, column)| !column.choices.is_empty()).collect();
    if lists.is_empty() {
        return;
    }
    let _ = write!(out, r#"<dataValidations count="{}">"#, lists.len());
    for (column, of) in lists {
        let letters = column_letters(column);
        let list = escaped(&of.choices.join(","));
        let _ = write!(
            out,
            r#"<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="Valore non previsto" error="Scegliere un valore dall'elenco." sqref="{letters}2:{letters}5001"><formula1>"{list}"</formula1></dataValidation>"#
        );
    }
    out.push_str("</dataValidations>");
}

/// Days since the last of 1899, as spreadsheets count from March 1900 on; the time of day is the fraction.
fn serial(moment: NaiveDateTime) -> f64 {
    let since = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
    #[expect(clippy::cast_precision_loss, reason = "seconds of some thousand years fit in 53 bits")]
    let seconds = moment.signed_duration_since(since).num_seconds() as f64;
    seconds / 86_400.0
}

/// Text as XML has it; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut units = 0;
    for letter in text.chars() {
        units += letter.len_utf16();
        if units > LONGEST {
            break;
        }
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(letter),
            '\u{FFFE}' | '\u{FFFF}' => {}
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    // `_x0041_` is how programs write letters that XML cannot hold: where it was typed, it must not be read so.
    if out.contains("_x") { out.replace("_x", "_x005F_x") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn text_is_text() {
        for (text, expected) in [
            ("=1+1", "=1+1"),
            ("a<b & \"c\"\n", "a&lt;b &amp; &quot;c&quot;\n"),
            ("\u{0}\u{1B}x\u{FFFE}", "x"),
            ("codice_x0041_ e_altro", "codice_x005F_x0041_ e_altro"),
        ] {
            assert_eq!(escaped(text), expected);
        }
        assert_eq!(escaped(&"è".repeat(40_000)).chars().count(), LONGEST);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let cell_of = |cell: NewCell| {
            let sheet =
                NewSheet { name: "Elenco".to_owned(), rows: vec![vec![cell, "z".into()]], ..NewSheet::default() };
            let bytes = write(&[sheet]).unwrap();
            crate::sheets::open(bytes, &mut |_| {}).unwrap().table(0, &mut |_| {}).unwrap().rows[0].cells[0].raw()
        };
        for text in ["=1+1", "a<b & \"c\"", "codice_x0041_ e_altro"] {
            assert_eq!(cell_of(text.into()), text);
        }
        for (day, shown) in [
            ("2026-04-28T09:30:00", "28/04/2026 09:30"),
            ("1900-03-01T00:00:00", "01/03/1900"),
            ("9999-12-31T00:00:00", "31/12/9999"),
            ("1899-12-31T00:00:00", "31/12/1899"),
        ] {
            assert_eq!(cell_of(NewCell::shown(NewContent::Moment(day.parse().unwrap()), Shown::Moment)), shown);
        }
    }

    #[test]
    fn every_style_has_its_place() {
        let all = styles();
        let listed: Vec<&str> = all.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1).collect();
        assert_eq!(listed.len(), 2 * STYLES);
        assert!(listed[STYLES..].iter().all(|style| style.contains(r#"quotePrefix="1""#)));
        let mut written = String::new();
        of_cell(&mut written, &"=1+1".into(), 1, 0);
        assert!(written.contains(&format!(r#"s="{STYLES}""#)), "{written}");
        assert!(listed[style(Shown::Hours, Look::Example)].starts_with(r#"numFmtId="166" fontId="3""#));
        assert!(listed[style(Shown::Whole, Look::Wrapped)].contains("wrapText"));
    }

    #[test]
    fn a_sheet_holds_no_more_than_programs_show() {
        let mut sheet = NewSheet::list("Elenco", [("Uno", 10)]);
        sheet.rows.resize(MOST_ROWS + 1, Vec::new());
        assert_eq!(write(&[sheet]), Err(Unwritable::TooManyRows));
    }
}
