//! What XML forbids and the parser lets pass: the readers of others refuse such a file.

use quick_xml::events::BytesStart;

/// Where the first character is that no XML has, other than the zeros that fill up a file's last block.
pub(super) fn illegal_character(text: &str) -> Option<usize> {
    let text = text.trim_end_matches('\0');
    // Bytes settle it for nearly all files.
    if !text.bytes().any(|byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0xEF) {
        return None;
    }
    text.find(
        |letter| matches!(letter, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}'),
    )
}

/// Whether there is a space before each attribute.
pub(super) fn spaced(attributes: &str) -> bool {
    let mut rest = attributes;
    while let Some(open) = rest.find(['"', '\'']) {
        let (mark, value) = rest[open..].split_at(1);
        let Some((_, after)) = value.split_once(mark) else { return true };
        if after.starts_with(|letter: char| !letter.is_ascii_whitespace()) {
            return false;
        }
        rest = after;
    }
    true
}

/// Whether a declaration, from its `xml` on, has its parts in their order.
pub(super) fn well_declared(declaration: &str) -> bool {
    let start = BytesStart::from_content(declaration, "xml".len());
    let mut parts = Vec::new();
    for attribute in start.attributes() {
        let Ok(attribute) = attribute else { return false };
        let value = attribute.value.into_owned();
        let well = match attribute.key.as_ref() {
            "version" => value.strip_prefix("1.").is_some_and(|minor| minor.bytes().all(|byte| byte.is_ascii_digit())),
            "standalone" => matches!(value.as_str(), "yes" | "no"),
            _ => true,
        };
        if !well {
            return false;
        }
        parts.push(attribute.key.as_ref().to_owned());
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    spaced(start.attributes_raw())
        && matches!(
            parts[..],
            ["version"] | ["version", "encoding" | "standalone"] | ["version", "encoding", "standalone"]
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations() {
        for (declaration, well) in [
            ("xml version='1.0'", true),
            ("xml version=\"1.0\" encoding=\"UTF-8\" ", true),
            ("xml version='1.1' encoding='UTF-8' standalone='no'", true),
            ("xml version='1.0' standalone='yes'", true),
            ("xml", false),
            ("xml encoding='UTF-8'", false),
            ("xml encoding='UTF-8' version='1.0'", false),
            ("xml version='2.0'", false),
            ("xml version='1.0' standalone='maybe'", false),
            ("xml version='1.0'encoding='UTF-8'", false),
            ("xml version='1.0' pippo=''", false),
        ] {
            assert_eq!(well_declared(declaration), well, "{declaration}");
        }
    }

    #[test]
    fn characters_and_spaces() {
        assert_eq!(illegal_character("<a>\t\r\nò\u{85}</a>\0\0"), None);
        assert_eq!(illegal_character("<a>\u{C}</a>"), Some(3));
        assert_eq!(illegal_character("ò\u{FFFF}"), Some(2));
        assert!(spaced(" a='1' b=\"'\" "));
        assert!(!spaced(" a='1'b='2'"));
    }
}
