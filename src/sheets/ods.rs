//! OpenDocument sheets, zipped (ods, ots) or in one piece (fods).
//!
//! Read here and not by calamine because that tells nothing of merged cells,
//! and unrolls every repeated row and column, of which a sheet of a few bytes may have millions.
//! Source: OpenDocument 1.3, part 3.

mod sheet;
mod styles;
mod text;
mod value;
mod xml;

use super::error::{Guess, SheetError};
use super::limits::{Room, check_sheets};
use super::package::{Package, why};
use super::read_sheet::ReadSheet;
use super::table::RowsRead;
use super::utf8::Utf8;
use quick_xml::events::BytesStart;
use sheet::{Sheet, is_hidden};
use std::io::Read;
use styles::Styles;
use xml::{Xml, attribute};

const MANIFEST: &str = "META-INF/manifest.xml";
/// A manifest is no longer: what is beyond says nothing of encryption.
const LONGEST_MANIFEST: u64 = 4 * 1024 * 1024;

/// Reads every sheet of an OpenDocument workbook.
pub(super) fn read(bytes: Vec<u8>, progress: &mut dyn FnMut(RowsRead)) -> Result<Vec<ReadSheet>, SheetError> {
    let mut package = Package::open(bytes)?;
    if package.has(MANIFEST) {
        let mut text = Vec::new();
        let manifest = Utf8::new(package.part(MANIFEST)?);
        manifest.take(LONGEST_MANIFEST).read_to_end(&mut text).map_err(|error| why(&error))?;
        if memchr::memmem::find(&text, b"encryption-data").is_some() {
            return Err(SheetError::Encrypted);
        }
    }
    let styles = if package.has("styles.xml") {
        Styles::read(&mut Xml::new(Utf8::new(package.part("styles.xml")?)))?
    } else {
        Styles::default()
    };
    let xml = Xml::new(Utf8::new(package.part("content.xml")?));
    Content::new(xml, styles, progress).read()?.ok_or(SheetError::NotASheet(Guess::Zip))
}

/// Reads every sheet of an OpenDocument workbook that is one XML.
pub(super) fn read_flat(bytes: &[u8], progress: &mut dyn FnMut(RowsRead)) -> Result<Vec<ReadSheet>, SheetError> {
    let xml = Xml::new(Utf8::new(bytes));
    Content::new(xml, Styles::default(), progress).read()?.ok_or(SheetError::NotASheet(Guess::Xml))
}

/// The document. Of each element only what the format has in it is read: tables are also in shapes, in changes that
/// were kept, in copies of other workbooks.
struct Content<'p> {
    xml: Xml<'p>,
    styles: Styles,
    sheets: Vec<ReadSheet>,
    room: Room,
    progress: &'p mut dyn FnMut(RowsRead),
}

impl<'p> Content<'p> {
    fn new(xml: Xml<'p>, styles: Styles, progress: &'p mut dyn FnMut(RowsRead)) -> Self {
        Self { xml, styles, sheets: Vec::new(), room: Room::default(), progress }
    }

    /// Its sheets; `None` where it is no document with sheets.
    fn read(mut self) -> Result<Option<Vec<ReadSheet>>, SheetError> {
        let mut found = false;
        while self.xml.child()?.is_some() {
            while let Some(part) = self.xml.child()? {
                match part.local_name().as_ref() {
                    "styles" | "automatic-styles" => self.styles.section(&mut self.xml)?,
                    "body" => found |= self.body()?,
                    _ => self.xml.skip()?,
                }
            }
        }
        Ok(found.then_some(self.sheets))
    }

    fn body(&mut self) -> Result<bool, SheetError> {
        let mut found = false;
        while let Some(part) = self.xml.child()? {
            let other = match part.local_name().as_ref() {
                "spreadsheet" => {
                    found = true;
                    while let Some(part) = self.xml.child()? {
                        match part.local_name().as_ref() {
                            "table" => self.sheet(&part)?,
                            _ => self.xml.skip()?,
                        }
                    }
                    continue;
                }
                "text" => Guess::Document,
                "presentation" => Guess::Slides,
                "drawing" | "image" => Guess::Picture,
                _ => {
                    self.xml.skip()?;
                    continue;
                }
            };
            return Err(SheetError::NotASheet(other));
        }
        Ok(found)
    }

    fn sheet(&mut self, start: &BytesStart<'_>) -> Result<(), SheetError> {
        let name = attribute(start, "name").unwrap_or_default();
        let visible = self.styles.shows_table(&attribute(start, "style-name").unwrap_or_default());
        let mut sheet = Ok(Sheet::default());
        self.rows(&mut sheet, false)?;
        self.sheets.push(ReadSheet { name, visible, table: sheet.map(Sheet::finish) });
        check_sheets(self.sheets.len())
    }

    /// Rows and columns of a table, or of a group. What is wrong with the sheet ends the sheet, and no other.
    fn rows(&mut self, sheet: &mut Result<Sheet, SheetError>, hidden: bool) -> Result<(), SheetError> {
        while let Some(start) = self.xml.child()? {
            let name = start.local_name();
            match (name.as_ref(), sheet.as_mut()) {
                ("table-row", Ok(rows)) => {
                    if let Err(fault) = self.row(rows, &start, hidden)? {
                        *sheet = Err(fault);
                    }
                }
                ("table-column", Ok(sheet)) => {
                    sheet.columns(&start, hidden || is_hidden(&start), &self.styles);
                    self.xml.skip()?;
                }
                (
                    "table-rows"
                    | "table-header-rows"
                    | "table-row-group"
                    | "table-columns"
                    | "table-header-columns"
                    | "table-column-group",
                    _,
                ) => {
                    let closed = attribute(&start, "display").as_deref() == Some("false");
                    self.rows(sheet, hidden || closed)?;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// The inner result is of the sheet, the outer one of the document.
    fn row(
        &mut self,
        sheet: &mut Sheet,
        start: &BytesStart<'_>,
        hidden: bool,
    ) -> Result<Result<(), SheetError>, SheetError> {
        let mut line = sheet.line(start, hidden || is_hidden(start));
        while let Some(start) = self.xml.child()? {
            if !matches!(start.local_name().as_ref(), "table-cell" | "covered-table-cell") {
                self.xml.skip()?;
                continue;
            }
            let text = text::of_cell(&mut self.xml)?;
            if let Err(fault) = sheet.cell(&mut line, &start, &text, &self.styles) {
                self.xml.skip()?;
                return Ok(Err(fault));
            }
        }
        let before = sheet.table.rows.len();
        let taken = sheet.take(line, &mut self.room);
        if sheet.table.rows.len() / 5_000 > before / 5_000 {
            (self.progress)(RowsRead { rows: sheet.row, of: None });
        }
        Ok(taken)
    }
}

#[cfg(test)]
mod tests;
