//! Letters that came to harm on their way: escaped twice (`D&#39;ORZO`), or read in the wrong encoding (`NICOLÃ’`).

use super::charset::{Encoding, mended};
use super::letters::composed;

/// The text as it was, where that is sure.
#[must_use]
pub fn repaired(text: &str) -> Option<String> {
    unescaped(text).or_else(|| mended(text))
}

/// Whether a text came to harm, even where nobody knows what it was.
#[must_use]
pub fn is_spoilt(text: &str) -> bool {
    references(text).next().is_some() || misread(text)
}

/// Whether UTF-8 was read as Windows-1252, in which one letter becomes two: where the whole text shows it, or a pair.
fn misread(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    // The other half of the last one was a hard space, which got lost.
    let cut = text.ends_with('Ã');
    cut || mended(text).is_some() || text.chars().zip(text.chars().skip(1)).any(|(lead, next)| two_of_one(lead, next))
}

fn two_of_one(lead: char, next: char) -> bool {
    let continues = || (0x80..0xC0).any(|byte| Encoding::Windows1252.decode(&[byte]).starts_with(next));
    matches!(lead, 'Ã' | 'Â' | 'â') && !next.is_ascii() && continues() || lead == 'Ã' && next == ' '
}

/// The references to characters in a text, each without its `&` and `;`, with where it begins.
fn references(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('&').filter_map(|(at, _)| {
        let (name, _) = text[at + 1..].split_once(';')?;
        let digits = name.strip_prefix('#');
        let letters = digits.unwrap_or(name);
        let is_one = (1..=8).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (is_one && (digits.is_some() || letters.as_bytes()[0].is_ascii_alphabetic())).then_some((at, name))
    })
}

/// The text with its references resolved, where there are any and all are known.
fn unescaped(text: &str) -> Option<String> {
    let mut out = text.to_owned();
    // Who escaped twice may have done so once more.
    for _ in 0..3 {
        let mut resolved = String::with_capacity(out.len());
        let mut done = 0;
        for (at, name) in references(&out) {
            resolved.push_str(&out[done..at]);
            resolved.push(resolve(name)?);
            done = at + name.len() + 2;
        }
        if done == 0 {
            break;
        }
        resolved.push_str(&out[done..]);
        out = resolved;
    }
    (out != text && references(&out).next().is_none()).then_some(out)
}

/// Names of HTML for marks over letters, which follow their letter: `ograve`, `Ccedil`.
const MARKS: [(&str, char); 8] = [
    ("grave", '\u{300}'),
    ("acute", '\u{301}'),
    ("circ", '\u{302}'),
    ("tilde", '\u{303}'),
    ("uml", '\u{308}'),
    ("ring", '\u{30A}'),
    ("caron", '\u{30C}'),
    ("cedil", '\u{327}'),
];

/// Other names, in whatever case: who writes names in capitals writes these so too.
const NAMES: [(&str, char); 9] = [
    ("apos", '\''),
    ("quot", '"'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("nbsp", ' '),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("szlig", 'ß'),
];

fn resolve(name: &str) -> Option<char> {
    if let Some(digits) = name.strip_prefix('#') {
        let number = match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => digits.parse(),
        };
        return char::from_u32(number.ok()?).filter(|letter| !letter.is_control());
    }
    if let Some((_, letter)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some(*letter);
    }
    let (letter, mark) = name.split_at_checked(1)?;
    let (_, mark) = MARKS.iter().find(|(known, _)| known.eq_ignore_ascii_case(mark))?;
    let both = composed(&format!("{letter}{mark}"));
    let mut letters = both.chars();
    letters.next().filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_to_harm() {
        for (text, right) in [
            ("D&#39;ARCOLAIO", Some("D'ARCOLAIO")),
            ("NICCOL&Ograve;", Some("NICCOLÒ")),
            ("NICCOL&OGRAVE;", Some("NICCOLÒ")),
            ("NICCOL&amp;#xD2;", Some("NICCOLÒ")),
            ("GAR&Ccedil;ON &amp; FIGLI", Some("GARÇON & FIGLI")),
            ("NICOLÃ’", Some("NICOLÒ")),
            ("DÂ€™ARCOLAIO", None),
            ("NICOLÃ ROSA", None),
            ("NICOLÃ", None),
            ("D&boh;ARCOLAIO", None),
            ("D&#7;ARCOLAIO", None),
        ] {
            assert!(is_spoilt(text), "{text}");
            assert_eq!(repaired(text).as_deref(), right, "{text}");
        }
        for text in ["D'ARCOLAIO", "NICOLÒ", "JOÃO", "ÂNCORA", "ROSSI & FIGLI; ALTRI", "A&B", "rette; 10 & 20 €", ""]
        {
            assert!(!is_spoilt(text), "{text}");
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
