//! From bytes to letters, in the encodings that Italian offices' files have.
//!
//! Tables of our own: encoding_rs brings those of East Asia along, which were some 165 kB of the worker's download;
//! oem_cp and yore have neither Mac Roman nor ISO 8859-15.

mod likely;
mod mend;
mod tables;
mod xml;

pub use likely::Evidence;
pub use mend::mended;
pub use xml::{EncodingFault, xml};

use std::borrow::Cow;
use std::sync::OnceLock;

/// How letters are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// ASCII: no byte beyond 0x7F.
    Ascii,
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// ISO 8859-1, where 0x80 to 0x9F are controls.
    Iso8859_1,
    /// ISO 8859-15.
    Iso8859_15,
    /// Windows-1250.
    Windows1250,
    /// Cyrillic on Windows.
    Windows1251,
    /// Windows-1252.
    Windows1252,
    /// Greek on Windows.
    Windows1253,
    /// Turkish on Windows.
    Windows1254,
    /// Central Europe on the Macintosh.
    MacCentralEurope,
    /// Mac Roman.
    MacRoman,
    /// Code page 437 of DOS.
    Ibm437,
    /// Code page 850 of DOS.
    Ibm850,
    /// DOS in Central Europe.
    Ibm852,
    /// Code page 850 of DOS, with the euro.
    Ibm858,
}

/// The encoding of a code page by its number, as Excel's older files and Windows name it.
#[must_use]
pub fn code_page(number: u16) -> Option<Encoding> {
    Some(match number {
        367 | 20127 => Encoding::Ascii,
        437 => Encoding::Ibm437,
        850 => Encoding::Ibm850,
        858 => Encoding::Ibm858,
        1200 => Encoding::Utf16Le,
        1201 => Encoding::Utf16Be,
        852 => Encoding::Ibm852,
        1250 => Encoding::Windows1250,
        1251 => Encoding::Windows1251,
        1252 | 0x8001 => Encoding::Windows1252,
        1253 => Encoding::Windows1253,
        1254 => Encoding::Windows1254,
        10000 | 0x8000 => Encoding::MacRoman,
        10029 => Encoding::MacCentralEurope,
        28591 => Encoding::Iso8859_1,
        28605 => Encoding::Iso8859_15,
        65001 => Encoding::Utf8,
        _ => return None,
    })
}

/// A label that names no encoding, as a sentence may repeat it: XML has only these letters in one.
#[must_use]
pub fn strange(label: &str) -> String {
    let is_of_labels = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
    label.chars().filter(is_of_labels).take(40).collect()
}

/// The encoding that an XML declaration names. UTF-16 without its order of bytes is that of the file's own.
#[must_use]
pub fn named(label: &str) -> Option<Encoding> {
    Some(match label.to_ascii_lowercase().as_str() {
        "us-ascii" | "ascii" | "ansi_x3.4-1968" | "iso646-us" => Encoding::Ascii,
        "utf-8" | "utf8" => Encoding::Utf8,
        "utf-16" | "utf16" | "utf-16le" => Encoding::Utf16Le,
        "utf-16be" => Encoding::Utf16Be,
        "iso-8859-1" | "iso_8859-1" | "iso8859-1" | "latin1" | "latin-1" | "l1" | "cp819" => Encoding::Iso8859_1,
        "iso-8859-15" | "iso_8859-15" | "iso8859-15" | "latin9" | "latin-9" => Encoding::Iso8859_15,
        "windows-1250" | "cp1250" => Encoding::Windows1250,
        "windows-1251" | "cp1251" => Encoding::Windows1251,
        "windows-1252" | "cp1252" => Encoding::Windows1252,
        "windows-1253" | "cp1253" => Encoding::Windows1253,
        "windows-1254" | "cp1254" => Encoding::Windows1254,
        "x-mac-centraleurroman" => Encoding::MacCentralEurope,
        "macintosh" | "mac" | "macroman" | "x-mac-roman" => Encoding::MacRoman,
        "ibm437" | "cp437" | "437" => Encoding::Ibm437,
        "ibm850" | "cp850" | "850" => Encoding::Ibm850,
        "ibm852" | "cp852" | "852" => Encoding::Ibm852,
        "ibm858" | "ibm00858" | "cp858" | "858" => Encoding::Ibm858,
        _ => return None,
    })
}

/// The encoding that a text's first bytes say, and the rest of them.
#[must_use]
pub fn by_mark(bytes: &[u8]) -> Option<(Encoding, &[u8])> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Some((Encoding::Utf8, rest)),
        [0xFF, 0xFE, rest @ ..] => Some((Encoding::Utf16Le, rest)),
        [0xFE, 0xFF, rest @ ..] => Some((Encoding::Utf16Be, rest)),
        _ => None,
    }
}

/// So many bytes tell UTF-16 without a mark from anything else.
const ENOUGH: usize = 4096;

/// Which UTF-16 a text without a mark is in: of western letters, every other byte is zero, and no other one.
#[must_use]
pub fn unmarked_wide(bytes: &[u8]) -> Option<Encoding> {
    let pairs = bytes[..bytes.len().min(ENOUGH)].chunks_exact(2);
    let (mut first, mut second, all) = (0, 0, pairs.len());
    for pair in pairs {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    match (first, second) {
        (0, zeros) if zeros * 2 > all => Some(Encoding::Utf16Le),
        (zeros, 0) if zeros * 2 > all => Some(Encoding::Utf16Be),
        _ => None,
    }
}

impl Encoding {
    /// As operators may know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ascii => "ASCII",
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Iso8859_1 => "ISO-8859-1",
            Self::Iso8859_15 => "ISO-8859-15",
            Self::Windows1250 => "Windows-1250",
            Self::Windows1251 => "Windows-1251",
            Self::Windows1252 => "Windows-1252",
            Self::Windows1253 => "Windows-1253",
            Self::Windows1254 => "Windows-1254",
            Self::MacCentralEurope => "Mac Central Europe",
            Self::MacRoman => "Mac Roman",
            Self::Ibm437 => "IBM 437",
            Self::Ibm850 => "IBM 850",
            Self::Ibm852 => "IBM 852",
            Self::Ibm858 => "IBM 858",
        }
    }

    /// The text; what cannot be decoded becomes U+FFFD.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        let wide = |unit: fn([u8; 2]) -> u16| {
            let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
            let letters = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
            Cow::Owned(letters.collect())
        };
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes),
            Self::Utf16Le => wide(u16::from_le_bytes),
            Self::Utf16Be => wide(u16::from_be_bytes),
            _ if bytes.is_ascii() => String::from_utf8_lossy(bytes),
            _ => {
                let high = self.high();
                let letter = |byte: &u8| match byte.checked_sub(0x80) {
                    Some(index) => high[usize::from(index)],
                    None => char::from(*byte),
                };
                bytes.iter().map(letter).collect::<String>().into()
            }
        }
    }

    /// What 0x80 to 0xFF are, where each byte is a letter: asked for with every line of a text.
    fn high(self) -> &'static [char; 128] {
        const COUNT: usize = Encoding::Ibm858 as usize + 1;
        static KNOWN: [OnceLock<[char; 128]>; COUNT] = [const { OnceLock::new() }; COUNT];
        KNOWN[self as usize].get_or_init(|| self.spelt_out())
    }

    fn spelt_out(self) -> [char; 128] {
        let table = match self {
            Self::Windows1250 => tables::WINDOWS_1250,
            Self::Windows1251 => tables::WINDOWS_1251,
            Self::Windows1252 => tables::WINDOWS_1252,
            Self::Windows1253 => tables::WINDOWS_1253,
            Self::Windows1254 => tables::WINDOWS_1254,
            Self::MacCentralEurope => tables::MAC_CENTRAL_EUROPE,
            Self::Iso8859_15 => tables::ISO_8859_15,
            Self::MacRoman => tables::MAC_ROMAN,
            Self::Ibm437 => tables::IBM_437,
            Self::Ibm850 => tables::IBM_850,
            Self::Ibm852 => tables::IBM_852,
            Self::Ibm858 => tables::IBM_858,
            Self::Iso8859_1 => "",
            Self::Ascii | Self::Utf8 | Self::Utf16Le | Self::Utf16Be => return [char::REPLACEMENT_CHARACTER; 128],
        };
        // Bytes before those of a table are the letters of their number.
        let mut high = std::array::from_fn(|index| char::from(0x80 + index as u8));
        for (letter, of) in high.iter_mut().rev().zip(table.chars().rev()) {
            *letter = of;
        }
        high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(encoding: Encoding, bytes: &[u8], text: &str) {
        assert_eq!(encoding.decode(bytes), text, "{encoding:?}");
    }

    #[test]
    fn letters() {
        check(Encoding::Windows1252, b"plain", "plain");
        check(Encoding::Windows1252, b"citt\xE0 \x80 10 \x93si\x94", "città € 10 “si”");
        check(Encoding::Windows1252, b"\x81\x8D\x8F\x90\x9D\x9F\xFF", "\u{81}\u{8D}\u{8F}\u{90}\u{9D}Ÿÿ");
        check(Encoding::Windows1250, b"KOVA\xC8 \x9Eupan", "KOVAČ župan");
        check(Encoding::Iso8859_1, b"\xC8 \x92\xA4", "È \u{92}¤");
        check(Encoding::Iso8859_15, b"\xC8 \x92\xA4", "È \u{92}€");
        check(Encoding::MacRoman, b"NICOL\xF1 citt\x88 D\xD5ORZO", "NICOLÒ città D’ORZO");
        check(Encoding::Ibm437, b"citt\x85 \xE0", "città α");
        check(Encoding::Ibm850, b"NICOL\xE3 citt\x85 \xD5", "NICOLÒ città ı");
        check(Encoding::Ibm858, b"NICOL\xE3 citt\x85 \xD5", "NICOLÒ città €");
        check(Encoding::Ascii, b"citt\xE0", "citt\u{FFFD}");
        check(Encoding::Utf8, b"citt\xC3\xA0\xE0", "città\u{FFFD}");
        check(Encoding::Utf16Le, b"c\0\xE0\0\0\xD8x", "cà\u{FFFD}");
        check(Encoding::Utf16Be, b"\0c\0\xE0", "cà");
    }

    #[test]
    fn marks() {
        assert_eq!(by_mark(b"\xEF\xBB\xBFcitt"), Some((Encoding::Utf8, &b"citt"[..])));
        assert_eq!(by_mark(b"\xFF\xFEc\0"), Some((Encoding::Utf16Le, &b"c\0"[..])));
        assert_eq!(by_mark(b"\xFE\xFF\0c"), Some((Encoding::Utf16Be, &b"\0c"[..])));
        assert_eq!(by_mark(b"citt"), None);
        assert_eq!(unmarked_wide(b"c\0f\0;\0"), Some(Encoding::Utf16Le));
        assert_eq!(unmarked_wide(b"\0c\0f\0;"), Some(Encoding::Utf16Be));
        for none in [&b""[..], b"cf;\0", b"\0\0\0\0", b"c\0\0\0"] {
            assert_eq!(unmarked_wide(none), None, "{none:?}");
        }
    }

    #[test]
    fn names_and_numbers() {
        for (label, encoding) in [
            ("UTF-8", Some(Encoding::Utf8)),
            ("ISO-8859-15", Some(Encoding::Iso8859_15)),
            ("Latin1", Some(Encoding::Iso8859_1)),
            ("macintosh", Some(Encoding::MacRoman)),
            ("pippo", None),
            ("", None),
        ] {
            assert_eq!(named(label), encoding, "{label}");
        }
        for (number, encoding) in [
            (437, Some(Encoding::Ibm437)),
            (0x8000, Some(Encoding::MacRoman)),
            (0x8001, Some(Encoding::Windows1252)),
            (1200, Some(Encoding::Utf16Le)),
            (932, None),
        ] {
            assert_eq!(code_page(number), encoding, "{number}");
        }
    }
}
