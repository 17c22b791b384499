//! A text with separators, decoded line by line: rows of other files are pasted in as they are.

use crate::sheets::oddity::Odd;
use crate::text::charset::{self, Encoding, Evidence};
use std::borrow::Cow;

/// A text, and what is odd about the letters of its lines.
pub(super) struct Decoded<'b> {
    pub text: Cow<'b, str>,
    /// Where the lines begin of which there is something to say.
    pub odd: Vec<(usize, Odd)>,
}

/// Letters that UTF-8 becomes when it is read as Windows-1252, Mac Roman or DOS's code page 850.
const SPOILT: [&str; 7] = ["Ã", "Â", "â", "√", "¬", "├", "┬"];

/// Decodes by the mark, by UTF-16's zeros, or each line that is valid UTF-8 as that and the others in the encoding of
/// one byte a letter in which they read best.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let (encoding, bytes) = match charset::by_mark(bytes) {
        Some((encoding, rest)) => (Some(encoding), rest),
        None => (charset::unmarked_wide(bytes), bytes),
    };
    let whole = match encoding {
        Some(wide @ (Encoding::Utf16Le | Encoding::Utf16Be)) => Some(wide.decode(bytes)),
        _ => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
    };
    match whole {
        Some(text)
            if !SPOILT.iter().any(|letter| memchr::memmem::find(text.as_bytes(), letter.as_bytes()).is_some()) =>
        {
            Decoded { text, odd: Vec::new() }
        }
        Some(Cow::Owned(text)) => {
            let Decoded { text, odd } = by_line(text.as_bytes());
            Decoded { text: text.into_owned().into(), odd }
        }
        Some(Cow::Borrowed(text)) => by_line(text.as_bytes()),
        None => by_line(bytes),
    }
}

fn by_line(bytes: &[u8]) -> Decoded<'static> {
    let mut evidence = Evidence::default();
    let (mut in_utf8, mut in_other) = (0_usize, 0_usize);
    for line in lines(bytes).filter(|line| !line.is_ascii()) {
        if std::str::from_utf8(line).is_ok() {
            in_utf8 += 1;
        } else {
            evidence.take(line);
            in_other += 1;
        }
    }
    let other = evidence.likeliest();
    let usual = if in_utf8 >= in_other { Encoding::Utf8 } else { other };
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    let mut odd = Vec::new();
    for line in lines(bytes) {
        let (encoding, decoded) = match std::str::from_utf8(line) {
            Ok(line) => (Encoding::Utf8, Cow::Borrowed(line)),
            Err(_) => (other, other.decode(line)),
        };
        let common = matches!(encoding, Encoding::Utf8 | Encoding::Windows1252);
        if !line.is_ascii() && (encoding != usual || !common) {
            odd.push((text.len(), Odd::OtherEncoding(encoding.name())));
        }
        // Line breaks are part of a line here, and of no letter.
        let spoilt = !line.is_ascii() && SPOILT.iter().any(|letter| decoded.contains(letter));
        match spoilt.then(|| charset::mended(&decoded)).flatten() {
            Some(mended) => {
                odd.push((text.len(), Odd::MendedLetters));
                text.push_str(&mended);
            }
            None => text.push_str(&decoded),
        }
    }
    Decoded { text: text.into(), odd }
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
        let decoded = decode(bytes);
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.odd, odd);
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
