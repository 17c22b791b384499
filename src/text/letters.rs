//! Latin letters with their accents taken off, or put together with them.
//!
//! Unicode's normal forms for the letters of Europe's names alone: `build.rs` takes them from unicode-normalization,
//! whose tables of all scripts would be a heavy part of what the browser downloads.

use std::sync::LazyLock;

struct Table {
    /// Letter -> what it is without marks, ligatures and widths; sorted.
    plain: Vec<(char, &'static str)>,
    /// Base and mark -> letter; sorted.
    composed: Vec<((char, char), char)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let packed = include_str!(concat!(env!("OUT_DIR"), "/letters.txt"));
    let (plain, composed) = packed.split_once('\u{c}').unwrap_or_default();
    let plain = plain.lines().filter_map(|line| {
        let letter = line.chars().next()?;
        Some((letter, &line[letter.len_utf8()..]))
    });
    let composed = composed.lines().filter_map(|line| {
        let mut letters = line.chars();
        let letter = letters.next()?;
        Some(((letters.next()?, letters.next()?), letter))
    });
    Table { plain: plain.collect(), composed: composed.collect() }
});

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&letter)
}

/// The letters without accents and other marks: `è` is `e`, `ﬁ` is `fi`, `ª` is `a` (Unicode's NFKD, less the marks).
pub fn plain(text: &str) -> impl Iterator<Item = char> {
    let table = &*TABLE;
    text.chars().filter(|letter| !is_mark(*letter)).flat_map(|letter| {
        let known = (!letter.is_ascii()).then(|| table.plain.binary_search_by_key(&letter, |(of, _)| *of));
        let parts = known.and_then(Result::ok).map(|at| table.plain[at].1);
        let itself = parts.is_none().then_some(letter);
        itself.into_iter().chain(parts.unwrap_or_default().chars())
    })
}

/// The text with each letter and its marks made one, as macOS does not write them (Unicode's NFC).
#[must_use]
pub fn composed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let before = if is_mark(letter) { out.chars().next_back() } else { None };
        let at = before.and_then(|base| TABLE.composed.binary_search_by_key(&(base, letter), |(of, _)| *of).ok());
        let one = at.map(|at| TABLE.composed[at].1);
        if one.is_some() {
            out.pop();
        }
        out.push(one.unwrap_or(letter));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    /// Letters of Italian, of the languages of who lives here, and what word processors make.
    const LETTERS: &str = "àèéìíîòóùúÀÈÉÌÒÙçñäöüßæœøåăâșțşţğıİćčđžšłńśźżęąőűďťňřůýþðệặữơưĳŀﬁﬀﬄªº²½ⅣＡｚ№™";

    #[test]
    fn as_the_library_that_they_come_from() {
        let all =
            ('\u{A0}'..='\u{24F}').chain('\u{1E00}'..='\u{1EFF}').chain('\u{FF01}'..='\u{FF5E}').chain(LETTERS.chars());
        for letter in all {
            let text = format!("x{letter}y");
            let parts: String = text.nfd().collect();
            let bare: String = text.nfkd().filter(|it| !is_combining_mark(*it)).collect();
            assert_eq!(plain(&text).collect::<String>(), bare, "{letter}");
            assert_eq!(plain(&parts).collect::<String>(), bare, "{letter} in parts");
            assert_eq!(composed(&parts), text.nfc().collect::<String>(), "{letter} in parts");
        }
    }
}
