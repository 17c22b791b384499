//! The container of an xls: a small file system, read with suspicion.
//! Source: MS-CFB.

use super::error::SheetError;

/// How it begins.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0";

const END: u32 = 0xFFFF_FFFE;
const HEADER: usize = 512;

/// The file system of an xls, or of another document of those years.
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    entries: Vec<Entry>,
}

/// Sectors of small streams.
const MINI: usize = 64;

/// Of the directory.
struct Entry {
    name: String,
    kind: u8,
    /// Entries before and after it in its folder, and one that is in it.
    linked: [u32; 2],
    child: u32,
    start: u32,
    size: u32,
    /// Whether it stands in the outermost folder: documents that are embedded have streams of the same names.
    outer: bool,
}

impl Entry {
    const STREAM: u8 = 2;

    fn read(bytes: &[u8]) -> Option<Self> {
        let length = (usize::from(half(bytes, 64)?) / 2).saturating_sub(1).min(31);
        let letters: Vec<u16> = (0..length).filter_map(|index| half(bytes, index * 2)).collect();
        Some(Self {
            name: String::from_utf16_lossy(&letters),
            kind: *bytes.get(66)?,
            linked: [word(bytes, 68)?, word(bytes, 72)?],
            child: word(bytes, 76)?,
            start: word(bytes, 116)?,
            size: word(bytes, 120)?,
            outer: false,
        })
    }
}

impl<'a> Container<'a> {
    /// Its directory; `None` where that cannot be read.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let (shift, mini_shift) = (half(bytes, 30)?, half(bytes, 32)?);
        if !matches!(shift, 9 | 12) || mini_shift != 6 {
            return None;
        }
        let sector = 1_usize << shift;
        let mut container = Self { bytes, sector, fat: Vec::new(), mini_fat: Vec::new(), entries: Vec::new() };
        let most = bytes.len() / sector + 1;
        let mut fat_sectors: Vec<u32> = (0..109).filter_map(|index| word(bytes, 76 + index * 4)).collect();
        let mut next = word(bytes, 68)?;
        for _ in 0..most {
            let Some(list) = container.sector(next) else { break };
            fat_sectors.extend(list.chunks_exact(4).take(sector / 4 - 1).filter_map(|piece| word(piece, 0)));
            next = word(list, sector - 4).unwrap_or(END);
        }
        for number in fat_sectors.into_iter().take(most) {
            if let Some(list) = container.sector(number) {
                container.fat.extend(list.chunks_exact(4).filter_map(|piece| word(piece, 0)));
            } else if number < END - 2 {
                // A hole in the table would shift all that follows.
                container.fat.resize(container.fat.len() + sector / 4, END);
            }
        }
        let mini = container.chain(word(bytes, 60)?, &container.fat);
        container.mini_fat = mini.chunks_exact(4).filter_map(|piece| word(piece, 0)).collect();
        let directory = container.chain(word(bytes, 48)?, &container.fat);
        container.entries = directory.chunks_exact(128).filter_map(Entry::read).collect();
        container.mark_outer();
        (!container.entries.is_empty()).then_some(container)
    }

    fn mark_outer(&mut self) {
        let mut next: Vec<u32> = self.entries.first().map(|root| root.child).into_iter().collect();
        while let Some(index) = next.pop() {
            if let Some(entry) = self.entries.get_mut(index as usize).filter(|entry| !entry.outer) {
                entry.outer = true;
                next.extend(entry.linked);
            }
        }
    }

    /// The first of these names that a stream has, case apart, as the format says; those of the outermost folder first.
    pub(super) fn first<'n>(&self, names: &[&'n str]) -> Option<&'n str> {
        Some(self.find(names)?.0)
    }

    fn find<'n>(&self, names: &[&'n str]) -> Option<(&'n str, &Entry)> {
        let among = |outer: bool| {
            let streams = self.entries.iter().filter(|entry| entry.kind == Entry::STREAM && entry.outer == outer);
            names.iter().find_map(|name| Some((*name, streams.clone().find(|it| it.name.eq_ignore_ascii_case(name))?)))
        };
        among(true).or_else(|| among(false))
    }

    /// What the stream of the first of these names holds.
    pub(super) fn stream(&self, names: &[&str]) -> Result<Vec<u8>, SheetError> {
        let (_, found) = self.find(names).ok_or_else(damaged)?;
        let stream = if found.size < word(self.bytes, 56).ok_or_else(damaged)? {
            let root = self.entries.first().ok_or_else(damaged)?;
            self.mini_chain(found.start, &self.chain(root.start, &self.fat))
        } else {
            self.chain(found.start, &self.fat)
        };
        // A stream shorter than it says was cut off; sheets that are whole are read all the same.
        let size = (found.size as usize).min(stream.len());
        if size == 0 { Err(damaged()) } else { Ok(stream[..size].to_vec()) }
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_mul(self.sector)?.checked_add(self.sector.max(HEADER))?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|piece| !piece.is_empty())
    }

    /// The sectors of a chain, one after another; a chain that bites its own tail ends there.
    fn chain(&self, start: u32, fat: &[u32]) -> Vec<u8> {
        let mut stream = Vec::new();
        let mut next = start;
        for _ in 0..=fat.len() {
            let Some(piece) = self.sector(next) else { break };
            if stream.len() > self.bytes.len() {
                break;
            }
            stream.extend_from_slice(piece);
            next = fat.get(next as usize).copied().unwrap_or(END);
        }
        stream
    }

    fn mini_chain(&self, start: u32, mini: &[u8]) -> Vec<u8> {
        let mut stream = Vec::new();
        let mut next = start;
        for _ in 0..=self.mini_fat.len() {
            let from = (next as usize).saturating_mul(MINI);
            let Some(piece) = mini.get(from..from.saturating_add(MINI).min(mini.len())) else { break };
            stream.extend_from_slice(piece);
            next = self.mini_fat.get(next as usize).copied().unwrap_or(END);
        }
        stream
    }
}

pub(super) fn damaged() -> SheetError {
    SheetError::Damaged("la struttura del file xls è rovinata".to_owned())
}

/// Two bytes, least first.
pub(super) fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

/// Four bytes, least first.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: u32 = 0xFFFF_FFFF;

    /// An entry of the directory.
    fn entry(name: &str, kind: u8, links: [u32; 3], start: u32, size: u32) -> Vec<u8> {
        let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.resize(64, 0);
        bytes.extend([(name.len() * 2 + 2) as u8, 0, kind, 1]);
        bytes.extend(links.iter().flat_map(|link| link.to_le_bytes()));
        bytes.resize(116, 0);
        bytes.extend([start, size, 0].iter().flat_map(|word| word.to_le_bytes()));
        bytes
    }

    /// A sector for the table, one for the directory, and one each for a stream that an embedded document has, and a
    /// stream of this name.
    fn container(name: &str) -> Vec<u8> {
        let mut header = [MAGIC, &[0; 26], &[9, 0, 6, 0]].concat();
        header.resize(44, 0);
        header.extend([1, 1, 0, 0, END, 0, END, 0, 0].iter().flat_map(|word: &u32| word.to_le_bytes()));
        header.resize(512, 0xFF);
        let mut table: Vec<u8> = [NONE - 2, END, END, END].iter().flat_map(|word| word.to_le_bytes()).collect();
        table.resize(512, 0xFF);
        let directory = [
            entry("Root Entry", 5, [NONE, NONE, 2], END, 0),
            entry("Workbook", Entry::STREAM, [NONE; 3], 2, 5),
            entry("ObjectPool", 1, [NONE, 3, 1], 0, 0),
            entry(name, Entry::STREAM, [NONE; 3], 3, 5),
        ]
        .concat();
        let streams = [b"inner".to_vec(), vec![0; 507], b"outer".to_vec(), vec![0; 507]].concat();
        [header, table, directory, streams].concat()
    }

    #[test]
    fn streams_by_name() {
        const NAMES: [&str; 3] = ["Workbook", "Book", "WordDocument"];
        for (name, first, holds) in [
            ("WorkBook", "Workbook", "outer"),
            ("BOOK", "Book", "outer"),
            // A text with a sheet in it is a text.
            ("WordDocument", "WordDocument", "outer"),
            ("Prova", "Workbook", "inner"),
        ] {
            let bytes = container(name);
            let container = Container::open(&bytes).unwrap();
            assert_eq!(container.first(&NAMES), Some(first));
            assert_eq!(container.stream(&NAMES), Ok(holds.as_bytes().to_vec()));
            assert!(Container::open(&bytes[..700]).is_none(), "cut off");
        }
    }
}
