//! The zip that an xlsx or an ods is. Its parts are unpacked in pieces and under guard:
//! what would fill the memory is refused, at a stated size.

use super::error::SheetError;
use std::collections::HashMap;
use std::io::{Cursor, Error, Read, Seek};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// All that one reading unpacks may be so much: a million rows of twenty columns are half of it.
pub(super) const MOST_BYTES: u64 = 2048 * 1024 * 1024;
/// A part beyond [`RATIO_FROM`] that shrank more than so many times is no sheet: those shrink ten to fifty times.
const MOST_RATIO: u64 = 200;
/// Where the ratio begins to matter.
const RATIO_FROM: u64 = 64 * 1024 * 1024;
const MOST_ENTRIES: usize = 20_000;

/// Bytes of a zip. Whoever owns them, the zip library is compiled once: it is large, and the worker is downloaded.
pub(super) type Source<'b> = Box<dyn Bytes + 'b>;

/// What can be read from any place on.
pub(super) trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

/// The zip that bytes are; nothing is unpacked yet.
pub(super) fn directory<'b>(bytes: impl AsRef<[u8]> + 'b) -> Option<ZipArchive<Source<'b>>> {
    ZipArchive::new(Box::new(Cursor::new(bytes)) as Source<'b>).ok()
}

/// An open zip.
pub struct Package {
    zip: ZipArchive<Source<'static>>,
    /// Name, as [`tidy`] has it -> index.
    names: HashMap<String, usize>,
    /// Bytes that one reading may unpack.
    limit: u64,
    /// Those that it still may.
    left: u64,
}

impl Package {
    /// Opens the zip; nothing is unpacked yet.
    ///
    /// # Errors
    /// What is no zip, or has more parts than any sheet or answer.
    pub fn open(bytes: Vec<u8>) -> Result<Self, SheetError> {
        let mut zip = directory(bytes).ok_or_else(|| SheetError::damaged("l'archivio non si apre"))?;
        if zip.len() > MOST_ENTRIES {
            return Err(SheetError::damaged("troppi file nell'archivio"));
        }
        // The zip library unpacks no more of a part than is said here: a lie only cuts it short.
        let mut said = 0_u64;
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|_| SheetError::damaged("una sua parte non si apre"))?;
            said = said.saturating_add(entry.size());
            if said > MOST_BYTES {
                return Err(too_big(MOST_BYTES));
            }
            if entry.size() > RATIO_FROM && entry.size() / entry.compressed_size().max(1) > MOST_RATIO {
                return Err(SheetError::Bomb { from_mb: RATIO_FROM / 1024 / 1024, times: MOST_RATIO });
            }
        }
        let names = zip.file_names().enumerate().filter_map(|(index, name)| Some((tidy(&name.ok()?), index))).collect();
        Ok(Self { zip, names, limit: MOST_BYTES, left: MOST_BYTES })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&tidy(name))
    }

    /// The first part whose name fits.
    pub(super) fn find(&self, fits: impl Fn(&str) -> bool) -> Option<String> {
        self.names.keys().filter(|name| fits(name)).min().cloned()
    }

    /// Another reading begins, which may unpack so much.
    pub(super) fn allow(&mut self, bytes: u64) {
        (self.limit, self.left) = (bytes, bytes);
    }

    /// A part, to be read in pieces; [`why`] tells what its errors mean.
    pub(super) fn part(&mut self, name: &str) -> Result<ZipPart<'_>, SheetError> {
        let index = *self.names.get(&tidy(name)).ok_or_else(|| SheetError::damaged(&format!("manca {name}")))?;
        self.part_at(index)
    }

    /// How many parts there are, folders among them.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.zip.len()
    }

    /// A part by its place, as `part` does it: here two parts may be of one name.
    ///
    /// # Errors
    /// A part that is locked, or that cannot be unpacked.
    pub fn part_at(&mut self, index: usize) -> Result<ZipPart<'_>, SheetError> {
        let entry = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => SheetError::Encrypted,
            _ => SheetError::damaged("una sua parte non si apre"),
        })?;
        Ok(ZipPart { entry, limit: self.limit, left: &mut self.left })
    }
}

/// A part's name in the one way that it is known by: some programs write it in another case, with backslashes, with a
/// slash before it or with `.` and `..` on the way.
pub(super) fn tidy(name: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in name.split(['/', '\\']) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    segments.join("/").to_ascii_lowercase()
}

fn too_big(limit: u64) -> SheetError {
    SheetError::TooBig { limit_mb: limit / 1024 / 1024 }
}

/// A part being unpacked.
pub struct ZipPart<'p> {
    entry: ZipFile<'p, Source<'static>>,
    limit: u64,
    left: &'p mut u64,
}

impl Read for ZipPart<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.entry.read(buffer)?;
        *self.left = self.left.saturating_sub(count as u64);
        if *self.left == 0 { Err(Error::other(too_big(self.limit))) } else { Ok(count) }
    }
}

/// Why a part could not be read.
pub fn why(error: &Error) -> SheetError {
    let told = error.get_ref().and_then(|inner| inner.downcast_ref::<SheetError>());
    told.cloned().unwrap_or_else(|| SheetError::damaged("una sua parte è rovinata"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    pub(in crate::sheets) fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn unpack(package: &mut Package, name: &str) -> Result<u64, SheetError> {
        std::io::copy(&mut package.part(name)?, &mut std::io::sink()).map_err(|error| why(&error))
    }

    #[test]
    fn names_are_known_however_they_are_written() {
        let mut package = Package::open(zip_of(&[("XL\\worksheets\\Sheet1.xml", b"a"), ("./b/c", b"b")])).unwrap();
        for name in ["xl/worksheets/sheet1.xml", "/xl\\Worksheets/sheet1.xml", "xl/./theme/../worksheets/sheet1.xml"] {
            assert_eq!(unpack(&mut package, name), Ok(1), "{name}");
        }
        assert!(package.has("../b/c") && !package.has("b") && !package.has(""));
    }

    #[test]
    fn a_bomb_is_refused_by_what_it_unpacks_to() {
        let zeros = vec![b'0'; 80 * 1024 * 1024];
        let mut bomb = zip_of(&[("xl/worksheets/sheet1.xml", &zeros)]);
        assert!(bomb.len() < 200_000);
        let refused = SheetError::Bomb { from_mb: 64, times: 200 };
        assert_eq!(Package::open(bomb.clone()).err(), Some(refused));
        // The size in the directory at the end, which now lies.
        let directory = memchr::memmem::rfind(&bomb, b"PK\x01\x02").unwrap();
        bomb[directory + 24..directory + 28].copy_from_slice(&1_000_u32.to_le_bytes());
        let mut package = Package::open(bomb).unwrap();
        assert!(matches!(unpack(&mut package, "xl/worksheets/Sheet1.xml"), Err(SheetError::Damaged(_))));

        let mut package = Package::open(zip_of(&[("a", &zeros[..3_000_000])])).unwrap();
        assert_eq!(unpack(&mut package, "/a"), Ok(3_000_000));
        package.left = 2_000_000;
        assert!(matches!(unpack(&mut package, "a"), Err(SheetError::TooBig { .. })), "too much in all");
        package.allow(MOST_BYTES);
        assert_eq!(unpack(&mut package, "a"), Ok(3_000_000));
        assert!(matches!(unpack(&mut package, "b"), Err(SheetError::Damaged(_))));
    }
}
