//! The container of an xls: a small file system, read with suspicion.
//! Source: MS-CFB.

use super::error::SheetError;

const END: u32 = 0xFFFF_FFFE;
const HEADER: usize = 512;

/// The stream of the first of these names that there is.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Result<Vec<u8>, SheetError> {
    let container = Container::new(bytes).ok_or_else(damaged)?;
    let directory = container.chain(word(bytes, 48).ok_or_else(damaged)?, &container.fat);
    let entries: Vec<Entry> = directory.chunks_exact(128).filter_map(Entry::read).collect();
    let found = names.iter().find_map(|name| entries.iter().find(|entry| entry.name == *name));
    let found = found.ok_or_else(damaged)?;
    let small = word(bytes, 56).ok_or_else(damaged)?;
    let stream = if found.size < small {
        let root = entries.first().ok_or_else(damaged)?;
        let mini = container.chain(root.start, &container.fat);
        container.mini_chain(found.start, &mini)
    } else {
        container.chain(found.start, &container.fat)
    };
    // A stream shorter than it says was cut off; sheets that are whole are read all the same.
    let size = (found.size as usize).min(stream.len());
    if size == 0 { Err(damaged()) } else { Ok(stream[..size].to_vec()) }
}

fn damaged() -> SheetError {
    SheetError::Damaged("la struttura del file xls è rovinata".to_owned())
}

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    mini: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
}

struct Entry {
    name: String,
    start: u32,
    size: u32,
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Self> {
        let length = (usize::from(half(bytes, 64)?) / 2).saturating_sub(1).min(31);
        let letters: Vec<u16> = (0..length).filter_map(|index| half(bytes, index * 2)).collect();
        Some(Self { name: String::from_utf16_lossy(&letters), start: word(bytes, 116)?, size: word(bytes, 120)? })
    }
}

impl<'a> Container<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let (shift, mini_shift) = (half(bytes, 30)?, half(bytes, 32)?);
        if !matches!(shift, 9 | 12) || mini_shift != 6 {
            return None;
        }
        let sector = 1_usize << shift;
        let mut container = Self { bytes, sector, mini: 64, fat: Vec::new(), mini_fat: Vec::new() };
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
        Some(container)
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
            let from = (next as usize).saturating_mul(self.mini);
            let Some(piece) = mini.get(from..from.saturating_add(self.mini).min(mini.len())) else { break };
            stream.extend_from_slice(piece);
            next = self.mini_fat.get(next as usize).copied().unwrap_or(END);
        }
        stream
    }
}

/// Two bytes, least first.
pub(super) fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

/// Four bytes, least first.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}
