//! The text of an XML: its mark and its declaration are obeyed, and what contradicts them is told.

use super::{Encoding, by_mark, named, strange};
use std::borrow::Cow;
use thiserror::Error;

/// Why the letters of an XML are not to be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EncodingFault {
    /// Declared, and none that is known here.
    #[error(
        "Il file dichiara la codifica «{0}», che questo programma non conosce: salvarlo di nuovo in UTF-8, con encoding=\"UTF-8\" nella prima riga."
    )]
    Unknown(String),
    /// Declared, while the bytes show another.
    #[error(
        "Il file dichiara la codifica «{declared}», ma è scritto in {found}: salvarlo di nuovo in UTF-8, con encoding=\"UTF-8\" nella prima riga."
    )]
    Contradicted {
        /// What is declared.
        declared: String,
        /// What it is.
        found: &'static str,
    },
    /// Bytes that the encoding does not have.
    #[error(
        "Alla riga {line} ci sono lettere che non sono scritte in {encoding}, la codifica del file: salvarlo di nuovo in UTF-8, oppure correggere la codifica dichiarata nella prima riga."
    )]
    Spoilt {
        /// The encoding of the rest.
        encoding: &'static str,
        /// The first line that has some, from 1.
        line: u32,
    },
}

/// Decodes an XML text, as far as it can be; what cannot be decoded becomes U+FFFD, and is told.
#[must_use]
pub fn xml(bytes: &[u8]) -> (Cow<'_, str>, Option<EncodingFault>) {
    let (marked, rest) = by_mark(bytes).map_or((None, bytes), |(encoding, rest)| (Some(encoding), rest));
    let wide = marked.filter(|encoding| *encoding != Encoding::Utf8).or(match rest {
        [b'<', 0, b'?', 0, ..] => Some(Encoding::Utf16Le),
        [0, b'<', 0, b'?', ..] => Some(Encoding::Utf16Be),
        _ => None,
    });
    let shown = wide.unwrap_or(Encoding::Utf8);
    let declared = declared(&shown.decode(&rest[..rest.len().min(400)]));
    let encoding = match declared.as_deref().map(|label| (label, named(label))) {
        None => Ok(shown),
        Some((label, None)) => Err(EncodingFault::Unknown(strange(label))),
        Some((label, Some(named))) => agreed(label, named, wide),
    };
    match encoding {
        Ok(encoding) => {
            let spoilt = first_wrong(encoding, rest).map(|at| {
                let breaks = memchr::memchr_iter(b'\n', &rest[..at]).count();
                let line = u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1);
                EncodingFault::Spoilt { encoding: encoding.name(), line }
            });
            (encoding.decode(rest), spoilt)
        }
        Err(fault) => (shown.decode(rest), Some(fault)),
    }
}

/// What a declaration and the bytes agree upon. A mark of UTF-8 gives way to the declaration, as in libxml2.
fn agreed(label: &str, named: Encoding, wide: Option<Encoding>) -> Result<Encoding, EncodingFault> {
    let contradicted =
        |found: Encoding| EncodingFault::Contradicted { declared: label.to_owned(), found: found.name() };
    match (wide, named) {
        (None, Encoding::Utf16Le | Encoding::Utf16Be) => Err(contradicted(Encoding::Utf8)),
        (None, named) => Ok(named),
        // Who turns a whole file into UTF-16 often leaves the declaration as it was.
        (Some(wide), Encoding::Utf8) => Ok(wide),
        (Some(wide), named) if wide == named || label.eq_ignore_ascii_case("utf-16") => Ok(wide),
        (Some(wide), _) => Err(contradicted(wide)),
    }
}

/// The label of a declaration's `encoding`.
fn declared(head: &str) -> Option<String> {
    let (declaration, _) = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    value[1..].split_once(quote).map(|(label, _)| label.to_owned())
}

/// Where the first byte is that the encoding does not have.
fn first_wrong(encoding: Encoding, bytes: &[u8]) -> Option<usize> {
    match encoding {
        Encoding::Ascii => bytes.iter().position(|byte| !byte.is_ascii()),
        Encoding::Utf8 => std::str::from_utf8(bytes).err().map(|error| error.valid_up_to()),
        Encoding::Utf16Le => first_lone(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => first_lone(bytes, u16::from_be_bytes),
        _ => None,
    }
}

/// Where the first half of a letter of UTF-16 is that has no other half.
fn first_lone(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<usize> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut at = 0;
    for letter in char::decode_utf16(units) {
        match letter {
            Ok(letter) => at += letter.len_utf16() * 2,
            Err(_) => return Some(at),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, fault: &str) {
        let (found, why) = xml(bytes);
        assert!(found.ends_with(text), "{found}");
        let why = why.map(|fault| format!("{fault:?}")).unwrap_or_default();
        assert!(if fault.is_empty() { why.is_empty() } else { why.starts_with(fault) }, "{why}");
    }

    fn declaring(label: &str, rest: &[u8]) -> Vec<u8> {
        [format!("<?xml version='1.0' encoding='{label}'?>\n").as_bytes(), rest].concat()
    }

    #[test]
    fn declarations_are_obeyed() {
        check("<a>ò</a>".as_bytes(), "<a>ò</a>", "");
        check(&declaring("utf-8", "<a>ò</a>".as_bytes()), "<a>ò</a>", "");
        check(&declaring("ISO-8859-15", b"<a>\xF2 \xA4</a>"), "<a>ò €</a>", "");
        check(&declaring("ISO-8859-1", b"<a>\x92</a>"), "<a>\u{92}</a>", "");
        check(&declaring("ibm850", b"<a>\xE3</a>"), "<a>Ò</a>", "");
        check(b"<?xml version = '1.0' encoding = \"windows-1252\" ?><a>\x80</a>", "<a>€</a>", "");
        check(&[b"\xEF\xBB\xBF", &declaring("ISO-8859-1", b"<a>\xF2</a>")[..]].concat(), "<a>ò</a>", "");
    }

    #[test]
    fn what_contradicts_them_is_told() {
        check(&declaring("pippo", b"<a/>"), "<a/>", "Unknown(\"pippo\")");
        check(&declaring("", b"<a/>"), "<a/>", "Unknown(\"\")");
        check(&declaring("a\n«b»", b"<a/>"), "<a/>", "Unknown(\"ab\")");
        check(&declaring("UTF-16", b"<a/>"), "<a/>", "Contradicted");
        check(&declaring("UTF-8", b"<a>\n\xF2</a>"), "\u{FFFD}</a>", "Spoilt { encoding: \"UTF-8\", line: 3 }");
        check(b"<a>\xC3", "\u{FFFD}", "Spoilt { encoding: \"UTF-8\", line: 1 }");
        check(&declaring("us-ascii", "<a>ò</a>".as_bytes()), "</a>", "Spoilt { encoding: \"ASCII\", line: 2 }");
    }

    #[test]
    fn utf_16() {
        let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let marked = |text: &str| [b"\xFF\xFE", &wide(text)[..]].concat();
        for label in ["UTF-16", "UTF-8", "UTF-16LE"] {
            let text = format!("<?xml version='1.0' encoding='{label}'?><a>ò</a>");
            check(&marked(&text), "<a>ò</a>", "");
            check(&wide(&text), "<a>ò</a>", "");
        }
        check(&marked("<a>ò</a>"), "<a>ò</a>", "");
        for label in ["ISO-8859-1", "UTF-16BE"] {
            check(&marked(&format!("<?xml version='1.0' encoding='{label}'?><a/>")), "<a/>", "Contradicted");
        }
        check(&[&marked("<a>")[..], b"\0\xD8<\0"].concat(), "\u{FFFD}<", "Spoilt { encoding: \"UTF-16\", line: 1 }");
    }
}
