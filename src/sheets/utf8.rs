//! XML in whatever encoding a program wrote it, as UTF-8, piece by piece: no part ever stands in memory whole.

use super::error::SheetError;
use crate::text::charset::{self, Encoding};
use std::io::{BufRead, Error, Read};

/// Bytes decoded at a time.
const PIECE: usize = 64 * 1024;
/// No text, comment or picture of a sheet goes on for so many bytes without a tag: a reader of events would hold it all.
const LONGEST: usize = 32 * 1024 * 1024;

/// A part as UTF-8.
pub(super) struct Utf8<R> {
    part: R,
    /// Known with the first piece.
    encoding: Option<Encoding>,
    /// What is not decoded yet: half a letter, at most, between two pieces.
    raw: Vec<u8>,
    text: Vec<u8>,
    /// How much of the text is read.
    at: usize,
    /// Bytes since a tag last opened.
    since_tag: usize,
}

impl<R: Read> Utf8<R> {
    pub(super) fn new(part: R) -> Self {
        Self { part, encoding: None, raw: Vec::new(), text: Vec::new(), at: 0, since_tag: 0 }
    }

    fn next_piece(&mut self) -> Result<(), Error> {
        let whole = self.raw.len() + PIECE;
        let missing = PIECE as u64;
        self.part.by_ref().take(missing).read_to_end(&mut self.raw)?;
        let ended = self.raw.len() < whole;
        let encoding = match self.encoding {
            Some(encoding) => encoding,
            None => *self.encoding.insert(recognised(&mut self.raw)?),
        };
        self.at = 0;
        self.text.clear();
        let unit: fn([u8; 2]) -> u16 = match encoding {
            Encoding::Utf16Le => u16::from_le_bytes,
            Encoding::Utf16Be => u16::from_be_bytes,
            Encoding::Utf8 | Encoding::Ascii => {
                std::mem::swap(&mut self.text, &mut self.raw);
                return self.measure();
            }
            byte_by_byte => {
                self.text.extend_from_slice(byte_by_byte.decode(&self.raw).as_bytes());
                self.raw.clear();
                return self.measure();
            }
        };
        let mut units: Vec<u16> = self.raw.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        // The first half of a letter, whose other half is in the next piece.
        if !ended && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
            units.pop();
        }
        let text = String::from_utf16(&units).map_err(|_| refused("testo che non è UTF-16"))?;
        self.text.extend_from_slice(text.as_bytes());
        self.raw.drain(..units.len() * 2);
        if ended && !self.raw.is_empty() {
            return Err(refused("testo che non è UTF-16"));
        }
        self.measure()
    }

    /// How long the text goes on without a tag.
    fn measure(&mut self) -> Result<(), Error> {
        self.since_tag = match memchr::memrchr(b'<', &self.text) {
            Some(tag) => self.text.len() - tag,
            None => self.since_tag + self.text.len(),
        };
        if self.since_tag > LONGEST { Err(refused("un testo è troppo lungo")) } else { Ok(()) }
    }
}

impl<R: Read> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> Result<&[u8], Error> {
        if self.at == self.text.len() {
            self.next_piece()?;
        }
        Ok(&self.text[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.text.len());
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

/// As [`super::package::why`] understands it.
fn refused(what: &str) -> Error {
    Error::other(SheetError::Damaged(what.to_owned()))
}

/// The encoding of a text whose beginning this is, without its mark.
fn recognised(start: &mut Vec<u8>) -> Result<Encoding, Error> {
    if let Some((encoding, rest)) = charset::by_mark(start) {
        let mark = start.len() - rest.len();
        start.drain(..mark);
        return Ok(encoding);
    }
    match start.as_slice() {
        [b'<', 0, ..] => Ok(Encoding::Utf16Le),
        [0, b'<', ..] => Ok(Encoding::Utf16Be),
        _ => declared(start),
    }
}

fn declared(start: &[u8]) -> Result<Encoding, Error> {
    let head = String::from_utf8_lossy(&start[..start.len().min(200)]).into_owned();
    let declaration = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let value = declaration.and_then(|(declaration, _)| declaration.split_once("encoding"));
    let name = value.and_then(|(_, value)| value.split(['"', '\'']).nth(1)).unwrap_or("utf-8");
    match charset::named(name) {
        // Who turns a UTF-16 into UTF-8 may leave the declaration as it was.
        Some(Encoding::Utf16Le | Encoding::Utf16Be) => Ok(Encoding::Utf8),
        Some(encoding) => Ok(encoding),
        None => Err(Error::other(SheetError::UnknownEncoding(charset::strange(name)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::package::why;

    fn read(bytes: &[u8]) -> Result<String, SheetError> {
        let mut text = String::new();
        Utf8::new(bytes).read_to_string(&mut text).map_err(|error| why(&error))?;
        Ok(text)
    }

    fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>città</a>";
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            wide(text, u16::to_le_bytes),
            wide(text, u16::to_be_bytes),
            wide(&format!("\u{FEFF}{text}"), u16::to_le_bytes),
            wide(&format!("\u{FEFF}{text}"), u16::to_be_bytes),
        ] {
            assert_eq!(read(&bytes).as_deref(), Ok(text));
        }
        let western = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>citt\xE0</a>";
        assert_eq!(read(western).unwrap(), "<?xml version='1.0' encoding='ISO-8859-1'?><a>città</a>");
        let unknown = b"<?xml version=\"1.0\" encoding=\"EBCDIC-IT\"?><a/>";
        assert_eq!(read(unknown), Err(SheetError::UnknownEncoding("EBCDIC-IT".to_owned())));
    }

    #[test]
    fn letters_between_two_pieces_are_whole() {
        for padding in PIECE / 2 - 3..PIECE / 2 + 3 {
            let text = format!("<{}😀à", "y".repeat(padding));
            assert_eq!(read(&wide(&text, u16::to_le_bytes)).as_ref(), Ok(&text), "{padding}");
        }
        let damaged = Err(SheetError::Damaged("testo che non è UTF-16".to_owned()));
        assert_eq!(read(b"<\0a\0\0\xD8"), damaged);
        assert_eq!(read(b"<\0a"), damaged);
    }

    #[test]
    fn a_text_without_an_end_is_refused_before_it_fills_the_memory() {
        let mut endless = Utf8::new(std::io::repeat(b' '));
        let error = std::io::copy(&mut endless, &mut std::io::sink()).unwrap_err();
        assert_eq!(why(&error), SheetError::Damaged("un testo è troppo lungo".to_owned()));
    }
}
