//! What holds for the whole workbook: its sheets, texts and formats.

use super::records::{Pieces, Records, record};
use crate::sheets::error::{Guess, SheetError};
use crate::sheets::number_format::{Shows, built_in, padded, shows};
use crate::sheets::ole::half;
use crate::sheets::table::{Cell, formatted_serial};
use crate::text::charset::{self, Encoding};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A stream of records that is one sheet, and no workbook.
const WORKSHEET: u16 = 0x0010;

/// What its sheets are read by.
pub(super) struct Book {
    pub(super) texts: Vec<Arc<str>>,
    formats: Vec<Shows>,
    pub(super) from_1904: bool,
    /// BIFF 8 has wide letters; BIFF 5 those of a code page.
    unicode: bool,
    code_page: Option<u16>,
}

/// A sheet of the list, with rows or of another kind.
struct Listed {
    name: String,
    shown: bool,
    at: usize,
    with_rows: bool,
}

/// A sheet with rows.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) shown: bool,
    /// Where its records begin, if they do anywhere.
    pub(super) at: Option<usize>,
}

impl Book {
    pub(super) fn read(stream: &[u8]) -> Result<(Self, Vec<Place>), SheetError> {
        let mut records = Records::from(stream, 0);
        let Some((record::BOF, data)) = records.next() else {
            return Err(SheetError::damaged("manca l'inizio della cartella di lavoro"));
        };
        let unicode = match half(data, 0) {
            Some(0x0600) => true,
            // Web scripts write no version.
            Some(0x0500 | 0) => false,
            _ => return Err(SheetError::NotASheet(Guess::Ancient)),
        };
        let one_sheet = half(data, 2) == Some(WORKSHEET);
        let mut book = Self { texts: Vec::new(), formats: Vec::new(), from_1904: false, unicode, code_page: None };
        let mut custom: BTreeMap<u16, Shows> = BTreeMap::new();
        let mut styles: Vec<u16> = Vec::new();
        let mut listed = Vec::new();
        loop {
            let (kind, data) =
                records.next().ok_or_else(|| SheetError::damaged("l'elenco dei fogli finisce a metà"))?;
            match kind {
                record::EOF => break,
                record::FILEPASS => return Err(SheetError::Encrypted),
                record::DATEMODE => book.from_1904 = half(data, 0) == Some(1),
                record::CODEPAGE => book.code_page = half(data, 0),
                record::FORMAT => {
                    if let (Some(index), Some(code)) = (half(data, 0), book.format_code(data)) {
                        custom.insert(index, shows(&code));
                    }
                }
                record::XF => styles.push(half(data, 2).unwrap_or(0)),
                record::BOUNDSHEET => listed.push(book.listed(data)?),
                record::SST => book.texts = shared_texts(records.continued(data)),
                _ => {}
            }
        }
        book.formats =
            styles.iter().map(|index| custom.get(index).copied().unwrap_or_else(|| built_in(*index))).collect();
        let places = if one_sheet {
            vec![Place { name: String::new(), shown: true, at: Some(0) }]
        } else {
            places(listed, &records, stream)
        };
        if places.is_empty() { Err(SheetError::damaged("manca l'elenco dei fogli")) } else { Ok((book, places)) }
    }

    fn format_code(&self, data: &[u8]) -> Option<String> {
        let mut pieces = Pieces::new(vec![data.get(2..)?]);
        if self.unicode {
            let length = usize::from(pieces.half()?);
            pieces.text(length)
        } else {
            let length = usize::from(pieces.byte()?);
            // Only its ASCII letters say what it shows.
            Some(Encoding::Windows1252.decode(pieces.bytes(length)?).into_owned())
        }
    }

    fn listed(&self, data: &[u8]) -> Result<Listed, SheetError> {
        let ruined = || SheetError::damaged("l'elenco dei fogli è rovinato");
        let [a, b, c, d, state, kind, length, name @ ..] = data else { return Err(ruined()) };
        let name = self.text(&mut Pieces::new(vec![name]), usize::from(*length))?.ok_or_else(ruined)?;
        let hidden = state & 3;
        let at = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        Ok(Listed { name, shown: hidden == 0, at, with_rows: *kind == 0 })
    }

    /// Text of so many letters; `None` where it stops before.
    fn text(&self, pieces: &mut Pieces<'_>, length: usize) -> Result<Option<String>, SheetError> {
        if self.unicode {
            return Ok(pieces.text(length));
        }
        pieces.bytes(length).map(|bytes| letters(self.code_page, bytes)).transpose()
    }

    /// Text with its length before it; `None` where it stops before.
    pub(super) fn string(&self, mut pieces: Pieces<'_>) -> Result<Option<String>, SheetError> {
        match pieces.half() {
            Some(length) => self.text(&mut pieces, usize::from(length)),
            None => Ok(None),
        }
    }

    pub(super) fn number(&self, number: f64, style: u16) -> Cell {
        match self.formats.get(usize::from(style)) {
            Some(Shows::Date) => formatted_serial(number, false, self.from_1904),
            Some(Shows::Duration) => formatted_serial(number, true, self.from_1904),
            Some(Shows::Zeros(digits)) => padded(number, *digits),
            Some(Shows::Exponent) => Cell::Exponent(number),
            _ => Cell::Number(number),
        }
    }
}

/// Letters of a code page. Web scripts name none, and write what they have: UTF-8, or what their offices typed.
fn letters(code_page: Option<u16>, bytes: &[u8]) -> Result<String, SheetError> {
    let encoding = match (code_page, std::str::from_utf8(bytes)) {
        (page, Ok(text)) if page.is_none() || text.is_ascii() => return Ok(text.to_owned()),
        // A letter is a byte here, whatever the workbook says of its other texts.
        (None | Some(1200), _) => Encoding::Windows1252,
        (Some(page), _) => charset::code_page(page).ok_or_else(|| SheetError::UnknownEncoding(page.to_string()))?,
    };
    Ok(encoding.decode(bytes).into_owned())
}

/// How many there are said to be is passed over: some programs say none.
fn shared_texts(mut pieces: Pieces<'_>) -> Vec<Arc<str>> {
    let mut texts = Vec::new();
    pieces.pass(8);
    while let Some(text) = pieces.half().and_then(|length| pieces.text(usize::from(length))) {
        texts.push(text.into());
    }
    texts
}

/// Where the sheets with rows begin. Where the list is wrong about a place, sheets stand in the order of the list.
fn places(listed: Vec<Listed>, globals: &Records<'_>, stream: &[u8]) -> Vec<Place> {
    let right = |at: usize| at >= globals.at() && half(stream, at) == Some(record::BOF);
    let in_order = if listed.iter().all(|sheet| right(sheet.at)) {
        Vec::new()
    } else {
        Some(beginnings(stream, globals.at())).filter(|found| found.len() == listed.len()).unwrap_or_default()
    };
    let places = listed.into_iter().enumerate().filter(|(_, sheet)| sheet.with_rows);
    places
        .map(|(index, sheet)| Place {
            name: sheet.name,
            shown: sheet.shown,
            at: if right(sheet.at) { Some(sheet.at) } else { in_order.get(index).copied() },
        })
        .collect()
}

/// Where sheets of any kind begin, those within others apart.
fn beginnings(stream: &[u8], from: usize) -> Vec<usize> {
    let mut records = Records::from(stream, from);
    let mut found = Vec::new();
    let mut depth = 0_u32;
    loop {
        let at = records.at();
        match records.next() {
            Some((record::BOF, _)) => {
                if depth == 0 {
                    found.push(at);
                }
                depth += 1;
            }
            Some((record::EOF, _)) => depth = depth.saturating_sub(1),
            Some(_) => {}
            None => return found,
        }
    }
}
