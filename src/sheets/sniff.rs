//! What kind of file it is: by its content, never by its name.

use super::error::{Guess, SheetError};
use super::ole::{self, Container};
use super::package::{directory, tidy};
use super::xls;
use crate::text::charset::unmarked_wide;

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Excel 2007 and later.
    Xlsx,
    /// Excel 97 to 2003.
    Xls,
    /// OpenDocument.
    Ods,
    /// OpenDocument in one piece.
    FlatOds,
    /// Text with separators.
    Delimited,
}

/// Endings of the names that such files have.
pub const ENDINGS: &str = ".xlsx,.xlsm,.xltx,.xls,.ods,.ots,.fods,.csv,.tsv,.txt";

/// First bytes -> what it seems to be.
const MAGIC: &[(&[u8], Guess)] = &[
    (b"%PDF", Guess::Pdf),
    (b"{\\rtf", Guess::Document),
    (b"\x89PNG", Guess::Picture),
    (b"\xFF\xD8\xFF", Guess::Picture),
    (b"GIF8", Guess::Picture),
    (b"BM", Guess::Picture),
    (b"II*\0", Guess::Picture),
    (b"MM\0*", Guess::Picture),
    (b"Rar!", Guess::Archive),
    (b"7z\xBC\xAF", Guess::Archive),
    (b"\x1F\x8B", Guess::Archive),
    // BIFF 2 to 4 without an OLE container, Lotus 1-2-3.
    (b"\x09\x00\x04\x00", Guess::Ancient),
    (b"\x09\x02\x06\x00", Guess::Ancient),
    (b"\x09\x04\x06\x00", Guess::Ancient),
    (b"\x00\x00\x02\x00\x06\x04", Guess::Ancient),
    (b"\x00\x00\x1A\x00", Guess::Ancient),
];

/// The kind of a file.
///
/// # Errors
/// What it is instead, where it cannot be read.
pub fn sniff(bytes: &[u8]) -> Result<Format, SheetError> {
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    let start = &bytes[bytes.iter().position(|byte| !is_blank(*byte)).unwrap_or(0)..];
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return zipped(start);
    }
    if bytes.starts_with(ole::MAGIC) {
        return in_container(bytes);
    }
    if xls::is_bare(bytes) {
        return Ok(Format::Xls);
    }
    // Two letters prove nothing about a text: a picture also holds zeros.
    let guess = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic) && (magic.len() > 2 || bytes.contains(&0)));
    if let Some((_, guess)) = guess {
        return Err(SheetError::NotASheet(*guess));
    }
    text(bytes)
}

/// Programs of the web send empty lines, or the mark of UTF-8, before the zip that they are asked for.
fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, 0 | 0xEF | 0xBB | 0xBF)
}

fn zipped(bytes: &[u8]) -> Result<Format, SheetError> {
    let Some(zip) = directory(bytes) else { return Err(unfinished_zip(bytes)) };
    let names: Vec<String> = zip.file_names().flatten().map(|name| tidy(&name)).collect();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("xl/workbook.bin") {
        return Err(SheetError::NotASheet(Guess::Xlsb));
    }
    let workbook = || names.iter().any(|name| name.ends_with("workbook.xml"));
    if has("xl/") || (has("[content_types].xml") && workbook()) {
        return Ok(Format::Xlsx);
    }
    if has("word/") {
        return Err(SheetError::NotASheet(Guess::Document));
    }
    if has("ppt/") {
        return Err(SheetError::NotASheet(Guess::Slides));
    }
    // Its type, which should be the first entry, may be missing; which kind of document it is the reader tells.
    if has("content.xml") { Ok(Format::Ods) } else { Err(SheetError::NotASheet(Guess::Zip)) }
}

/// A zip whose directory, at its end, is not there.
fn unfinished_zip(bytes: &[u8]) -> SheetError {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).into_owned();
    if ["[Content_Types].xml", "xl/", "_rels/.rels", "opendocument", "docProps"].iter().any(|name| head.contains(name))
    {
        SheetError::Damaged("manca la parte finale".to_owned())
    } else {
        SheetError::Damaged("l'archivio non si apre".to_owned())
    }
}

fn in_container(bytes: &[u8]) -> Result<Format, SheetError> {
    const NAMES: [&str; 6] =
        ["EncryptedPackage", "EncryptionInfo", "Workbook", "Book", "WordDocument", "PowerPoint Document"];
    let cut = || SheetError::Damaged("manca la parte finale".to_owned());
    match Container::open(bytes).ok_or_else(cut)?.first(&NAMES) {
        Some("EncryptedPackage" | "EncryptionInfo") => Err(SheetError::Encrypted),
        Some("Workbook" | "Book") => Ok(Format::Xls),
        Some("WordDocument") => Err(SheetError::NotASheet(Guess::Document)),
        Some(_) => Err(SheetError::NotASheet(Guess::Slides)),
        None => Err(SheetError::NotASheet(Guess::Binary)),
    }
}

fn text(bytes: &[u8]) -> Result<Format, SheetError> {
    let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || unmarked_wide(bytes).is_some();
    let head = &bytes[..bytes.len().min(65_536)];
    if !wide && head.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A)) {
        return Err(SheetError::NotASheet(Guess::Binary));
    }
    let start = crate::sheets::delimited::decode(&head[..head.len().min(4096)]);
    let start = start.trim_start_matches('\u{FEFF}').trim_start();
    let lower = start.to_ascii_lowercase();
    let guess = if lower.starts_with("<?xml") {
        if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            Guess::Xml2003
        } else if lower.contains("urn:oasis:names:tc:opendocument:xmlns:office:") {
            return Ok(Format::FlatOds);
        } else if lower.contains("<html") {
            Guess::Html
        } else {
            Guess::Xml
        }
    } else if ["<html", "<!doctype html", "<table", "<head", "<body", "<meta", "<style", "<!--", "mime-version:"]
        .iter()
        .any(|tag| lower.starts_with(tag))
    {
        Guess::Html
    } else if lower.starts_with('<') && lower.contains('>') {
        Guess::Xml
    } else if lower.starts_with('{') || lower.starts_with("[{") || lower.starts_with("[\n") {
        Guess::Json
    } else {
        return Ok(Format::Delimited);
    };
    Err(SheetError::NotASheet(guess))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::package::tests::zip_of;

    #[track_caller]
    fn check(bytes: &[u8], expected: &Result<Format, SheetError>) {
        assert_eq!(sniff(bytes), *expected);
    }

    #[test]
    fn by_content() {
        check(b"", &Err(SheetError::Empty));
        check(b"  \r\n ", &Ok(Format::Delimited));
        check(b"Codice fiscale;Cognome\n", &Ok(Format::Delimited));
        check(b"BMW;auto\n", &Ok(Format::Delimited));
        check(b"\xFF\xFEC\0F\0", &Ok(Format::Delimited));
        check(b"\x09\x08\x08\x00\x00\x05\x05\x00", &Ok(Format::Xls));
        check(b"\x09\x08\x10\x00\x00\x06\x05\x00", &Ok(Format::Xls));
        check(b"C\0F\0;\0C\0", &Ok(Format::Delimited));
        for (bytes, guess) in [
            (&b"%PDF-1.7"[..], Guess::Pdf),
            (b"\x89PNG\r\n\x1A\n", Guess::Picture),
            (b"<html><table>", Guess::Html),
            (b"\xEF\xBB\xBF<TABLE border=1>", Guess::Html),
            (b"<?xml version=\"1.0\"?><Flusso/>", Guess::Xml),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
                Guess::Xml2003,
            ),
            (b"{\"elenco_esiti\": []}", Guess::Json),
            (b"\x01\x02\x03\x04", Guess::Binary),
            (b"\x09\x04\x06\x00\x00\x00\x10\x00", Guess::Ancient),
        ] {
            check(bytes, &Err(SheetError::NotASheet(guess)));
        }
        for (names, expected) in [
            (&["xl\\workbook.xml"][..], Ok(Format::Xlsx)),
            (&["./xl/workbook.xml"], Ok(Format::Xlsx)),
            (&["[Content_Types].xml", "prova/workbook.xml"], Ok(Format::Xlsx)),
            (&["XL\\workbook.bin"], Err(SheetError::NotASheet(Guess::Xlsb))),
            (&["[Content_Types].xml", "word\\document.xml"], Err(SheetError::NotASheet(Guess::Document))),
            (&["prova/workbook.xml"], Err(SheetError::NotASheet(Guess::Zip))),
        ] {
            let zip = zip_of(&names.iter().map(|name| (*name, &b""[..])).collect::<Vec<_>>());
            check(&zip, &expected);
            check(&[b"\xEF\xBB\xBF\r\n \n", &zip[..]].concat(), &expected);
        }
        check(
            b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml",
            &Err(SheetError::Damaged("manca la parte finale".into())),
        );
    }
}
