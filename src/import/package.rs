//! The zip that an xlsx or an ods is: judged before anything unpacks it into memory.
//!
//! Every entry is unpacked once, in pieces that are thrown away, so that sizes are counted and never believed.
//! The same pass picks up what calamine would need a second reading of the whole sheet for: merged cells.

use super::error::ImportError;
use super::table::Merge;
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// All entries together may unpack to so much: a million rows of twenty columns are half of it.
pub(super) const MOST_BYTES: u64 = 2048 * 1024 * 1024;
/// An entry beyond [`RATIO_FROM`] that shrank more than so many times is no sheet: those shrink ten to fifty times.
const MOST_RATIO: u64 = 200;
/// Where the ratio begins to matter.
const RATIO_FROM: u64 = 64 * 1024 * 1024;
const MOST_ENTRIES: usize = 20_000;
/// The list of merged cells of one sheet may be so long.
const MOST_MERGE_BYTES: usize = 32 * 1024 * 1024;

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// Sheet name -> its merged cells (xlsx).
    pub merges: HashMap<String, Vec<Merge>>,
}

/// Judges the zip of an xlsx or an ods.
pub(super) fn check(bytes: &[u8]) -> Result<Package, ImportError> {
    check_within(bytes, MOST_BYTES)
}

fn check_within(bytes: &[u8], most: u64) -> Result<Package, ImportError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("l'archivio non si apre"))?;
    if zip.len() > MOST_ENTRIES {
        return Err(damaged("troppi file nell'archivio"));
    }
    let too_big = || ImportError::TooBig { limit_mb: most / 1024 / 1024 };
    let mut total = 0_u64;
    let mut parts = HashMap::new();
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
                ImportError::Encrypted
            }
            _ => damaged("una sua parte non si apre"),
        })?;
        let name = entry.name().map_err(|_| damaged("nomi illeggibili"))?.trim_start_matches('/').to_ascii_lowercase();
        let packed = entry.compressed_size().max(1);
        let mut kept = Kept::of(&name);
        let mut size = 0_u64;
        loop {
            let count = entry.read(&mut buffer).map_err(|_| damaged("una sua parte è rovinata"))?;
            if count == 0 {
                break;
            }
            size += count as u64;
            total += count as u64;
            if total > most || (size > RATIO_FROM && size / packed > MOST_RATIO) {
                return Err(too_big());
            }
            kept.take(&buffer[..count]);
        }
        if name.ends_with("sharedstrings.xml") && declared_strings(&kept.bytes) > size {
            return Err(damaged("l'elenco dei testi non torna"));
        }
        parts.insert(name, kept);
    }
    let merges = sheet_parts(&parts)
        .into_iter()
        .filter_map(|(name, part)| Some((name, read_merges(&parts.get(&part)?.bytes))))
        .filter(|(_, merges)| !merges.is_empty())
        .collect();
    Ok(Package { merges })
}

fn damaged(what: &str) -> ImportError {
    ImportError::Damaged(what.to_owned())
}

/// What is kept of an entry while it goes by.
struct Kept {
    bytes: Vec<u8>,
    keep: Keep,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Nothing,
    /// The whole, up to some MB: lists of sheets.
    All,
    /// The first bytes.
    Head,
    /// From the list of merged cells on.
    Merges {
        found: bool,
    },
}

impl Kept {
    fn of(name: &str) -> Self {
        let keep = if name.ends_with("workbook.xml") || name.ends_with("workbook.xml.rels") || name == "_rels/.rels" {
            Keep::All
        } else if name.ends_with("sharedstrings.xml") {
            Keep::Head
        } else if name.contains("worksheets/") && !name.contains("_rels/") {
            Keep::Merges { found: false }
        } else {
            Keep::Nothing
        };
        Self { bytes: Vec::new(), keep }
    }

    fn take(&mut self, piece: &[u8]) {
        let limit = match self.keep {
            Keep::Nothing => return,
            Keep::Head => 4096,
            Keep::All => 8 * 1024 * 1024,
            Keep::Merges { found: true } => MOST_MERGE_BYTES,
            Keep::Merges { found: false } => {
                // The name may lie across two pieces: its length less one is kept of the piece before.
                const NAME: &[u8] = b"<mergeCell";
                self.bytes.extend_from_slice(&piece[..piece.len().min(NAME.len())]);
                let across = memmem::find(&self.bytes, NAME);
                if let Some(at) = across {
                    self.bytes.drain(..at);
                    self.bytes.extend_from_slice(&piece[piece.len().min(NAME.len())..]);
                    self.keep = Keep::Merges { found: true };
                } else if let Some(at) = memmem::find(piece, NAME) {
                    self.bytes.clear();
                    self.bytes.extend_from_slice(&piece[at..]);
                    self.keep = Keep::Merges { found: true };
                } else {
                    self.bytes.clear();
                    self.bytes.extend_from_slice(&piece[piece.len().saturating_sub(NAME.len() - 1)..]);
                }
                return;
            }
        };
        let room = limit - self.bytes.len().min(limit);
        self.bytes.extend_from_slice(&piece[..piece.len().min(room)]);
    }
}

/// `uniqueCount`, by which calamine makes room: a lie there would fill the memory.
fn declared_strings(head: &[u8]) -> u64 {
    let head = String::from_utf8_lossy(head);
    let Some((_, rest)) = head.split_once("uniqueCount=") else { return 0 };
    let digits: String = rest.chars().skip(1).take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) }
}

/// Sheet name -> path of its part, both as the workbook has them.
fn sheet_parts(parts: &HashMap<String, Kept>) -> Vec<(String, String)> {
    let Some((path, workbook)) = parts.iter().find(|(name, _)| name.ends_with("workbook.xml")) else {
        return Vec::new();
    };
    let folder = path.trim_end_matches("workbook.xml");
    let Some(relations) = parts.get(&format!("{folder}_rels/workbook.xml.rels")) else { return Vec::new() };
    let mut targets = HashMap::new();
    each_element(&relations.bytes, |element| {
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            let target = target.to_ascii_lowercase();
            let path = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
            targets.insert(id, path);
        }
    });
    let mut sheets = Vec::new();
    each_element(&workbook.bytes, |element| {
        if element.local_name().as_ref() != "sheet" {
            return;
        }
        let id = element
            .attributes()
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == "id")
            .map(|attribute| attribute.value.into_owned());
        if let (Some(name), Some(path)) = (attribute(element, "name"), id.and_then(|id| targets.get(&id))) {
            sheets.push((name, path.clone()));
        }
    });
    sheets
}

fn each_element(xml: &[u8], mut found: impl FnMut(&BytesStart<'_>)) {
    let text = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => found(&element),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
}

/// An attribute's value, entities resolved.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute =
        element.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned))
}

fn read_merges(list: &[u8]) -> Vec<Merge> {
    let end = memmem::find(list, b"mergeCells>").unwrap_or(list.len());
    let text = String::from_utf8_lossy(&list[..end]);
    text.split("ref=").skip(1).filter_map(|rest| read_range(rest.get(1..)?.split(['"', '\'']).next()?)).collect()
}

/// `A2:A5`.
fn read_range(text: &str) -> Option<Merge> {
    let (from, to) = text.split_once(':')?;
    let (top, left) = read_position(from)?;
    let (bottom, right) = read_position(to)?;
    (bottom >= top && right >= left).then_some(Merge { top, bottom, left, right })
}

fn read_position(text: &str) -> Option<(u32, usize)> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let column = text.bytes().take(letters).fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1) - 1;
    Some((text[letters..].parse().ok()?, column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_bomb_is_refused_by_what_it_unpacks_to() {
        let zeros = vec![b'0'; 80 * 1024 * 1024];
        let bomb = zip_of(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
        assert!(bomb.len() < 200_000);
        assert!(matches!(check(&bomb), Err(ImportError::TooBig { .. })), "shrank too much");
        let plain = zip_of(&[("xl/worksheets/sheet1.xml", &zeros[..3_000_000])]);
        assert!(check(&plain).is_ok());
        assert!(matches!(check_within(&plain, 2_000_000), Err(ImportError::TooBig { .. })), "too big in all");
    }

    #[test]
    fn a_lie_about_the_number_of_texts_is_refused() {
        let lie = br#"<sst uniqueCount="18446744073709551615"><si><t>a</t></si></sst>"#;
        assert!(matches!(check(&zip_of(&[("xl/sharedStrings.xml", lie)])), Err(ImportError::Damaged(_))));
    }

    #[test]
    fn merged_cells_by_sheet_name_even_across_pieces() {
        for padding in [0, 65_530, 65_536, 65_528] {
            let sheet = format!(
                "<worksheet>{}<sheetData/><mergeCells count=\"2\"><mergeCell ref=\"A2:A5\"/><mergeCell ref=\"B1:C1\"/></mergeCells><x ref=\"D1:D9\"/></worksheet>",
                " ".repeat(padding)
            );
            let zip = zip_of(&[
                ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="Nidi &amp; rette" r:id="rId7"/></sheets></workbook>"#),
                ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="rId7" Target="worksheets/Sheet9.xml"/></Relationships>"#),
                ("xl/worksheets/Sheet9.xml", sheet.as_bytes()),
            ]);
            let merges = &check(&zip).unwrap().merges["Nidi & rette"];
            assert_eq!(merges.len(), 2, "{padding}");
            assert_eq!(merges[0], Merge { top: 2, bottom: 5, left: 0, right: 0 });
        }
    }
}
