//! The cells of one record, and what its quotation marks do.

use memchr::{memchr, memchr2, memmem};
use std::borrow::Cow;

/// How a text within quotation marks ends, and what they mean in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// By a quotation mark before a separator; one within is written twice.
    Doubled,
    /// Likewise, but one within has a backslash before it.
    Backslash,
    /// By the quotation mark of another kind that a word processor made of it.
    Typographic,
    /// Quotation marks are letters.
    Letters,
}

/// What word processors and keyboards write for a quotation mark.
const TYPOGRAPHIC: [char; 5] = ['"', '”', '“', '»', '«'];

impl Quoting {
    /// Whether a line has anything that tells this way from the usual one.
    pub(super) fn may_be_in(self, line: &str) -> bool {
        match self {
            Self::Doubled | Self::Letters => true,
            Self::Backslash => memmem::find(line.as_bytes(), b"\\\"").is_some(),
            Self::Typographic => line.contains(&TYPOGRAPHIC[1..]),
        }
    }
}

/// So many quotation marks of a record may have none that closes them before others are letters unseen: each look for
/// one goes through the whole record.
const MOST_OPEN: usize = 4;

/// What was met between the separators of a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// A quotation mark that nothing closes: it was taken for a letter.
    pub open: bool,
    /// A quotation mark within others that is not written as one should be.
    pub bare: bool,
    /// The first cell was within quotation marks.
    pub first_quoted: bool,
}

/// Splits a record, whose line end is not part of it. Line breaks within it are letters.
pub(super) fn split<'t>(record: &'t str, delimiter: u8, quoting: Quoting, cells: &mut Vec<Cow<'t, str>>) -> Marks {
    cells.clear();
    let (mut marks, mut open) = (Marks::default(), 0);
    let mut rest = record;
    loop {
        let may_close = quoting != Quoting::Letters && open < MOST_OPEN;
        let closed = rest.strip_prefix('"').filter(|_| may_close).and_then(|inside| {
            let found = closed(inside, delimiter, quoting);
            open += usize::from(found.is_none());
            found
        });
        let (cell, after) = match closed {
            Some(closed) => {
                marks.bare |= closed.bare;
                marks.first_quoted |= cells.is_empty();
                (closed.text, closed.after)
            }
            None => {
                let end = memchr(delimiter, rest.as_bytes()).unwrap_or(rest.len());
                (Cow::Borrowed(&rest[..end]), &rest[end..])
            }
        };
        cells.push(cell);
        // A separator is ASCII.
        match after.get(1..) {
            Some(next) => rest = next,
            None => return Marks { open: open > 0, ..marks },
        }
    }
}

/// Whether a line that begins within quotation marks has the one that closes them.
pub(super) fn closes(line: &str, delimiter: u8) -> bool {
    closed(line, delimiter, Quoting::Doubled).is_some()
}

/// A text within quotation marks.
struct Closed<'t> {
    text: Cow<'t, str>,
    /// From the separator after it on, or nothing.
    after: &'t str,
    bare: bool,
}

/// The text up to the quotation mark that closes it; `None` where none does.
fn closed(inside: &str, delimiter: u8, quoting: Quoting) -> Option<Closed<'_>> {
    let bytes = inside.as_bytes();
    let (mut from, mut bare, mut escaped) = (0, false, false);
    loop {
        let (at, length) = next_mark(inside, from, quoting)?;
        let next = at + length;
        if bytes[at] == b'\\' || quoting != Quoting::Backslash && bytes[at] == b'"' && bytes.get(next) == Some(&b'"') {
            escaped = true;
            from = (next + 1).min(inside.len());
            while !inside.is_char_boundary(from) {
                from += 1;
            }
            continue;
        }
        let after = inside[next..].trim_start_matches(|letter| letter == ' ' || letter == '\t' && delimiter != b'\t');
        if after.is_empty() || after.as_bytes()[0] == delimiter {
            let text = &inside[..at];
            let text = match quoting {
                Quoting::Backslash if escaped => unescaped(text).into(),
                _ if escaped => text.replace("\"\"", "\"").into(),
                _ => Cow::Borrowed(text),
            };
            return Some(Closed { text, after, bare });
        }
        bare = true;
        from = next;
    }
}

/// The next mark that may close or escape, and how long it is.
fn next_mark(inside: &str, from: usize, quoting: Quoting) -> Option<(usize, usize)> {
    let rest = inside.get(from..)?;
    match quoting {
        Quoting::Doubled | Quoting::Letters => memchr(b'"', rest.as_bytes()).map(|at| (from + at, 1)),
        Quoting::Backslash => memchr2(b'"', b'\\', rest.as_bytes()).map(|at| (from + at, 1)),
        Quoting::Typographic => {
            let (at, mark) = rest.char_indices().find(|(_, letter)| TYPOGRAPHIC.contains(letter))?;
            Some((from + at, mark.len_utf8()))
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek() {
            Some(escaped @ ('"' | '\\')) if letter == '\\' => {
                out.push(*escaped);
                letters.next();
            }
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(record: &str, quoting: Quoting, expected: &[&str], expected_marks: (bool, bool)) {
        let mut cells = Vec::new();
        let marks = split(record, b';', quoting, &mut cells);
        assert_eq!(cells, expected, "{record}");
        assert_eq!((marks.open, marks.bare), expected_marks, "{record}");
    }

    #[test]
    fn what_quotation_marks_do() {
        let well = (false, false);
        check("a;;b;", Quoting::Doubled, &["a", "", "b", ""], well);
        check("", Quoting::Doubled, &[""], well);
        check("\"a;b\";\"c\"\"d\" ;e\"f", Quoting::Doubled, &["a;b", "c\"d", "e\"f"], well);
        check("\"a\nb\";\"\"", Quoting::Doubled, &["a\nb", ""], well);
        check("\"a \"b\" c\";d", Quoting::Doubled, &["a \"b\" c", "d"], (false, true));
        check("\"a;b", Quoting::Doubled, &["\"a", "b"], (true, false));
        check("\"c;d\";\"a", Quoting::Doubled, &["c;d", "\"a"], (true, false));
        check("\"a \\\"b\\\"; c\\\\\";d", Quoting::Backslash, &["a \"b\"; c\\", "d"], well);
        check("\"a;b”;c", Quoting::Typographic, &["a;b", "c"], well);
        check("\"a;b\"", Quoting::Letters, &["\"a", "b\""], well);
        check("\"è\\è\";d", Quoting::Backslash, &["è\\è", "d"], well);
    }
}
