//! A text with separators, decoded line by line: rows of other files are pasted in as they are.
//!
//! Only so much of it at once as a record may need, so that a text of more rows than a sheet has is refused before all of
//! it stands in memory.

use super::records::{FARTHEST, LONGEST_LINE, too_long};
use crate::sheets::error::SheetError;
use crate::sheets::oddity::Odd;
use crate::text::charset::{self, Encoding, Evidence};
use std::borrow::Cow;
use std::iter::Peekable;
use std::vec::IntoIter;

/// Letters that UTF-8 becomes when it is read as Windows-1252, Mac Roman or DOS's code page 850.
const SPOILT: [&str; 7] = ["Ã", "Â", "â", "√", "¬", "├", "┬"];

/// Bytes that are decoded at once, up to the end of a line: one that is longer is longer than any may be.
pub(super) const PIECE: usize = 2 * LONGEST_LINE;

/// Text of bytes in any encoding, all at once.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let letters = Letters::of(bytes);
    match std::str::from_utf8(letters.left) {
        Ok(text) if letters.wide.is_none() && !is_spoilt(text) => Cow::Borrowed(text),
        _ => {
            let mut text = String::with_capacity(bytes.len());
            letters.decode(letters.left, &mut text, &mut |_, _| {});
            text.into()
        }
    }
}

/// A text as it is read: what was decoded and not read yet.
pub(super) struct Ahead<'b> {
    letters: Letters<'b>,
    /// Some of the text.
    pub(super) text: String,
    /// Where in it the next record begins.
    pub(super) at: usize,
    /// Bytes of the text that were before it.
    pub(super) before: usize,
    /// Where the lines begin, from the beginning of all on, of which there is something to say.
    pub(super) odd: Peekable<IntoIter<(usize, Odd)>>,
}

impl<'b> Ahead<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        let mut letters = Letters::of(bytes);
        letters.trim_end();
        Self { letters, text: String::new(), at: 0, before: 0, odd: Vec::new().into_iter().peekable() }
    }

    /// Decodes as much as the next record may need.
    ///
    /// # Errors
    /// A line that no sheet has.
    pub(super) fn fill(&mut self) -> Result<(), SheetError> {
        if self.letters.left.is_empty() || self.text.len() - self.at >= FARTHEST {
            return Ok(());
        }
        self.text.drain(..self.at);
        self.before += std::mem::take(&mut self.at);
        let mut odd: Vec<(usize, Odd)> = self.odd.by_ref().collect();
        while self.text.len() < 2 * FARTHEST && !self.letters.left.is_empty() {
            let piece = self.letters.piece().ok_or_else(too_long)?;
            let before = self.before;
            self.letters.decode(piece, &mut self.text, &mut |at, what| odd.push((before + at, what)));
        }
        self.odd = odd.into_iter().peekable();
        Ok(())
    }
}

/// How the letters of a text are written.
struct Letters<'b> {
    /// What is not decoded yet.
    left: &'b [u8],
    /// Which UTF-16, by the mark or by its zeros.
    wide: Option<Encoding>,
    /// What most lines are in that are not plain ASCII.
    usual: Encoding,
    /// What those lines are in that are no UTF-8: the encoding of one byte a letter in which they read best.
    other: Encoding,
}

impl<'b> Letters<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        let (encoding, left) = match charset::by_mark(bytes) {
            Some((encoding, rest)) => (Some(encoding), rest),
            None => (charset::unmarked_wide(bytes), bytes),
        };
        let wide = encoding.filter(|encoding| *encoding != Encoding::Utf8);
        let (mut usual, mut other) = (Encoding::Utf8, Encoding::Utf8);
        if wide.is_none() && std::str::from_utf8(left).is_err() {
            let mut evidence = Evidence::default();
            let (mut in_utf8, mut in_other) = (0_usize, 0_usize);
            for line in lines(left).filter(|line| !line.is_ascii()) {
                if std::str::from_utf8(line).is_ok() {
                    in_utf8 += 1;
                } else {
                    evidence.take(line);
                    in_other += 1;
                }
            }
            other = evidence.likeliest();
            usual = if in_utf8 >= in_other { Encoding::Utf8 } else { other };
        }
        Self { left, wide, usual, other }
    }

    /// Bytes of a letter of ASCII.
    fn unit(&self) -> usize {
        if self.wide.is_some() { 2 } else { 1 }
    }

    /// The letter of ASCII that these bytes are, if any.
    fn ascii(&self, unit: &[u8]) -> Option<u8> {
        match (self.wide, unit) {
            (None, [letter]) | (Some(Encoding::Utf16Le), [letter, 0]) | (Some(Encoding::Utf16Be), [0, letter]) => {
                Some(*letter)
            }
            _ => None,
        }
    }

    /// Up to the last of its letters for which this holds of what they are in ASCII.
    fn up_to_last(&self, bytes: &'b [u8], is_last: fn(Option<u8>) -> bool) -> Option<&'b [u8]> {
        let unit = self.unit();
        let last = bytes.chunks_exact(unit).rposition(|letter| is_last(self.ascii(letter)))?;
        Some(&bytes[..(last + 1) * unit])
    }

    /// Takes away what is after the end that DOS marked, and what damage left there.
    fn trim_end(&mut self) {
        let kept = self.up_to_last(self.left, |letter| !matches!(letter, Some(0x1A | 0)));
        self.left = kept.unwrap_or_default();
    }

    /// The next lines, whole.
    fn piece(&mut self) -> Option<&'b [u8]> {
        let piece = match self.left.get(..PIECE) {
            Some(start) => self.up_to_last(start, |letter| matches!(letter, Some(b'\n' | b'\r')))?,
            None => self.left,
        };
        self.left = &self.left[piece.len()..];
        Some(piece)
    }

    /// Decodes lines, and tells where in the text those begin of which there is something to say.
    fn decode(&self, piece: &[u8], text: &mut String, tell: &mut dyn FnMut(usize, Odd)) {
        let decoded = self.wide.map(|wide| wide.decode(piece));
        let piece = decoded.as_ref().map_or(piece, |text| text.as_bytes());
        if let Ok(piece) = std::str::from_utf8(piece)
            && (piece.is_ascii() || self.usual == Encoding::Utf8 && !is_spoilt(piece))
        {
            return text.push_str(piece);
        }
        for line in lines(piece) {
            let (encoding, decoded) = match std::str::from_utf8(line) {
                Ok(line) => (Encoding::Utf8, Cow::Borrowed(line)),
                Err(_) => (self.other, self.other.decode(line)),
            };
            let common = matches!(encoding, Encoding::Utf8 | Encoding::Windows1252);
            if !line.is_ascii() && (encoding != self.usual || !common) {
                tell(text.len(), Odd::OtherEncoding(encoding.name()));
            }
            // Line breaks are part of a line here, and of no letter.
            match (!line.is_ascii() && is_spoilt(&decoded)).then(|| charset::mended(&decoded)).flatten() {
                Some(mended) => {
                    tell(text.len(), Odd::MendedLetters);
                    text.push_str(&mended);
                }
                None => text.push_str(&decoded),
            }
        }
    }
}

/// Whether it has letters that others may have become.
fn is_spoilt(text: &str) -> bool {
    SPOILT.iter().any(|letter| memchr::memmem::find(text.as_bytes(), letter.as_bytes()).is_some())
}

/// Lines with their breaks, whichever they are.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, odd: &[(usize, Odd)]) {
        assert_eq!(decode(bytes), text);
        let mut ahead = Ahead::of(bytes);
        ahead.fill().unwrap();
        assert_eq!(ahead.text, text);
        assert_eq!(ahead.odd.collect::<Vec<_>>(), odd);
    }

    #[test]
    fn one_encoding() {
        for bytes in [
            &b"citt\xC3\xA0;x\n"[..],
            b"\xEF\xBB\xBFcitt\xC3\xA0;x\n",
            b"citt\xE0;x\n",
            b"\xFF\xFEc\0i\0t\0t\0\xE0\0;\0x\0\n\0",
            b"c\0i\0t\0t\0\xE0\0;\0x\0\n\0",
            b"\0c\0i\0t\0t\0\xE0\0;\0x\0\n",
        ] {
            check(bytes, "città;x\n", &[]);
        }
        check(b"euro \x80;x", "euro €;x", &[]);
        check(b"a\rNICOL\xF1\rb", "a\rNICOLÒ\rb", &[(2, Odd::OtherEncoding("Mac Roman"))]);
        check(b"MOK\xB7;NICOL\xE3", "MOKÀ;NICOLÒ", &[(0, Odd::OtherEncoding("IBM 850"))]);
    }

    #[test]
    fn lines_of_another() {
        let utf8 = "MOKÀ\nNICOLÒ\n".as_bytes();
        let other = [utf8, b"SCARAB\xC8O;LUN\xC0"].concat();
        check(&other, "MOKÀ\nNICOLÒ\nSCARABÈO;LUNÀ", &[(14, Odd::OtherEncoding("Windows-1252"))]);
        let marked = [b"\xEF\xBB\xBF", &other[..]].concat();
        check(&marked, "MOKÀ\nNICOLÒ\nSCARABÈO;LUNÀ", &[(14, Odd::OtherEncoding("Windows-1252"))]);
        let other = [b"MOK\xC0\r\nLUN\xC0\r\n", "NICOLÒ".as_bytes()].concat();
        check(&other, "MOKÀ\r\nLUNÀ\r\nNICOLÒ", &[(14, Odd::OtherEncoding("UTF-8"))]);
    }

    #[test]
    fn spoilt_letters_are_mended_where_nothing_is_lost() {
        check("a\nNICOLÃ’;cittÃ\u{A0}\n".as_bytes(), "a\nNICOLÒ;città\n", &[(2, Odd::MendedLetters)]);
        check("NICOLÃ ;Forlì\n".as_bytes(), "NICOLÃ ;Forlì\n", &[]);
    }
}
