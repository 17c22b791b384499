//! From bytes to letters, in the encodings that Italian offices' files have.
//!
//! Not by encoding_rs: its tables for the languages of East Asia come along and were some 165 kB of the worker's
//! download, while files of these offices are UTF-8, UTF-16 (Excel's "testo Unicode") or Windows-1252.
//! Source of the table: Unicode's CP1252.TXT, with the five holes as WHATWG's Encoding Standard fills them.

use std::borrow::Cow;

/// What 0x80 to 0x9F are in Windows-1252; all other bytes are the letters of their number.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

/// A text in Windows-1252, the superset of ISO 8859-1 that files declaring the latter really use.
#[must_use]
pub fn windows_1252(bytes: &[u8]) -> Cow<'_, str> {
    if bytes.is_ascii() {
        return String::from_utf8_lossy(bytes);
    }
    let table: Vec<char> = WINDOWS_1252.chars().collect();
    let letter = |byte: &u8| match byte {
        0x80..=0x9F => table[usize::from(byte - 0x80)],
        byte => char::from(*byte),
    };
    bytes.iter().map(letter).collect::<String>().into()
}

/// A text whose first bytes say its encoding; `None` where none do.
#[must_use]
pub fn by_mark(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some(String::from_utf8_lossy(rest));
    }
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        Some(String::from_utf16_lossy(&units).into())
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => None,
    }
}

/// An XML text: UTF-8 or UTF-16 by BOM, else the western encoding where the declaration names it, else UTF-8;
/// what cannot be decoded becomes U+FFFD.
#[must_use]
pub fn xml(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(text) = by_mark(bytes) {
        return text;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_ascii_lowercase();
    let declared = head
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .and_then(|(declaration, _)| declaration.split_once("encoding="))
        .and_then(|(_, value)| value.get(1..)?.split(['"', '\'']).next());
    match declared {
        Some("windows-1252" | "cp1252" | "iso-8859-1" | "latin1" | "us-ascii" | "ascii") => windows_1252(bytes),
        _ => String::from_utf8_lossy(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters() {
        for (bytes, text) in [
            (&b"plain"[..], "plain"),
            (b"citt\xE0 \x80 10 \x93si\x94", "città € 10 “si”"),
            (b"\x81\x8D\x8F\x90\x9D\x9F\xFF", "\u{81}\u{8D}\u{8F}\u{90}\u{9D}Ÿÿ"),
        ] {
            assert_eq!(windows_1252(bytes), text);
        }
        for (bytes, text) in [
            (&b"\xEF\xBB\xBFcitt\xC3\xA0"[..], Some("città")),
            (b"\xFF\xFEc\0\xE0\0x", Some("cà")),
            (b"\xFE\xFF\0c\0\xE0", Some("cà")),
            (b"\xFF\xFE\0\xD8", Some("\u{FFFD}")),
            (b"citt", None),
        ] {
            assert_eq!(by_mark(bytes).as_deref(), text);
        }
    }
}
