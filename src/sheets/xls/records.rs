//! The records of a stream, and the texts in them.

use crate::sheets::ole::half;

/// Kinds of records.
pub(in crate::sheets::xls) mod record {
    pub(in crate::sheets::xls) const FORMULA: u16 = 0x0006;
    pub(in crate::sheets::xls) const EOF: u16 = 0x000A;
    pub(in crate::sheets::xls) const DATEMODE: u16 = 0x0022;
    pub(in crate::sheets::xls) const FILEPASS: u16 = 0x002F;
    pub(in crate::sheets::xls) const CONTINUE: u16 = 0x003C;
    pub(in crate::sheets::xls) const CODEPAGE: u16 = 0x0042;
    pub(in crate::sheets::xls) const COLINFO: u16 = 0x007D;
    pub(in crate::sheets::xls) const BOUNDSHEET: u16 = 0x0085;
    pub(in crate::sheets::xls) const MULRK: u16 = 0x00BD;
    pub(in crate::sheets::xls) const RSTRING: u16 = 0x00D6;
    pub(in crate::sheets::xls) const XF: u16 = 0x00E0;
    pub(in crate::sheets::xls) const MERGEDCELLS: u16 = 0x00E5;
    pub(in crate::sheets::xls) const SST: u16 = 0x00FC;
    pub(in crate::sheets::xls) const LABELSST: u16 = 0x00FD;
    pub(in crate::sheets::xls) const NUMBER: u16 = 0x0203;
    pub(in crate::sheets::xls) const LABEL: u16 = 0x0204;
    pub(in crate::sheets::xls) const BOOLERR: u16 = 0x0205;
    /// As Excel 3 numbers it; some programs write it among records of later kinds.
    pub(in crate::sheets::xls) const FORMULA_3: u16 = 0x0206;
    pub(in crate::sheets::xls) const STRING: u16 = 0x0207;
    pub(in crate::sheets::xls) const ROW: u16 = 0x0208;
    pub(in crate::sheets::xls) const RK: u16 = 0x027E;
    /// As Excel 4 numbers it.
    pub(in crate::sheets::xls) const FORMULA_4: u16 = 0x0406;
    pub(in crate::sheets::xls) const FORMAT: u16 = 0x041E;
    pub(in crate::sheets::xls) const BOF: u16 = 0x0809;
}

/// The records of a stream, from a place on.
pub(super) struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn from(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Where the next record begins.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, length) = (half(self.bytes, self.at)?, usize::from(half(self.bytes, self.at + 2)?));
        let data = self.bytes.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some((kind, data))
    }

    /// The pieces by which the last record goes on.
    pub(super) fn continued(&mut self, first: &'a [u8]) -> Pieces<'a> {
        let mut pieces = vec![first];
        while half(self.bytes, self.at) == Some(record::CONTINUE) {
            match self.next() {
                Some((_, data)) => pieces.push(data),
                None => break,
            }
        }
        Pieces::new(pieces)
    }
}

/// A record and its continuations, read as one.
pub(super) struct Pieces<'a> {
    all: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(all: Vec<&'a [u8]>) -> Self {
        Self { all, piece: 0, at: 0 }
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        loop {
            let piece = self.all.get(self.piece)?;
            if let Some(byte) = piece.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.piece += 1;
            self.at = 0;
        }
    }

    pub(super) fn half(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn word(&mut self) -> Option<u32> {
        Some(u32::from(self.half()?) | u32::from(self.half()?) << 16)
    }

    /// Passes so many bytes over, or as many as there are.
    pub(super) fn pass(&mut self, mut count: usize) {
        while let Some(piece) = self.all.get(self.piece) {
            let step = count.min(piece.len() - self.at);
            self.at += step;
            count -= step;
            if count == 0 {
                return;
            }
            self.piece += 1;
            self.at = 0;
        }
    }

    /// So many bytes of the piece, each a letter.
    pub(super) fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let piece: &'a [u8] = self.all.get(self.piece)?;
        let bytes = piece.get(self.at..self.at + length)?;
        self.at += length;
        Some(bytes)
    }

    /// A string of BIFF 8.
    pub(super) fn text(&mut self, length: usize) -> Option<String> {
        let flags = self.byte()?;
        let mut wide = flags & 1 != 0;
        let runs = if flags & 8 != 0 { usize::from(self.half()?) * 4 } else { 0 };
        let extra = if flags & 4 != 0 { self.word()? as usize } else { 0 };
        let mut letters: Vec<u16> = Vec::with_capacity(length.min(4096));
        while letters.len() < length {
            let rest = self.all.get(self.piece)?.get(self.at..)?;
            if rest.is_empty() {
                // A piece by which letters go on begins by saying anew how wide they are, and may say no more than that.
                (self.piece, self.at) = (self.piece + 1, 0);
                if let Some(flags) = self.all.get(self.piece)?.first() {
                    wide = flags & 1 != 0;
                    self.at = 1;
                }
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let count = (rest.len() / width).min(length - letters.len());
            if count == 0 {
                return None;
            }
            if wide {
                letters.extend(rest[..count * 2].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            } else {
                letters.extend(rest[..count].iter().map(|byte| u16::from(*byte)));
            }
            self.at += count * width;
        }
        self.pass(runs + extra);
        Some(String::from_utf16_lossy(&letters))
    }
}
