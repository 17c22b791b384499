//! The shape of a text with separators, by its first records.

use super::records::{Records, unwrapped};
use super::shape::{Ending, Shape};

/// In the order in which they win a draw.
const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// Records that are looked at.
const ENOUGH: usize = 200;

/// The shape of the beginning of a text, by the separator that its own first line may tell.
pub(super) fn shape(text: &str, hint: Option<u8>) -> Shape {
    let start = head(text);
    let ending = ending(start);
    let seen = |delimiter| Seen::of(start, Shape { delimiter, width: 0, ending });
    let candidates: Vec<(u8, Seen)> = match hint {
        Some(hint) => vec![(hint, seen(hint))],
        None => DELIMITERS.into_iter().map(|delimiter| (delimiter, seen(delimiter))).collect(),
    };
    let first = candidates.iter().filter(|(_, seen)| seen.width > 1).map(|(_, seen)| seen.first).min();
    let best = candidates.iter().rev().max_by_key(|(_, seen)| {
        // Headings come before what they are the headings of: separators within cells come later.
        seen.points() * if Some(seen.first) == first { 2 } else { 1 }
    });
    best.map_or(Shape { delimiter: b';', width: 1, ending }, |(delimiter, seen)| Shape {
        delimiter: *delimiter,
        width: seen.width,
        ending,
    })
}

/// What a separator makes of the first records.
struct Seen {
    /// The usual number of cells.
    width: usize,
    /// Records that have it.
    alike: usize,
    /// Records that hold something.
    all: usize,
    /// The first that has it.
    first: usize,
}

impl Seen {
    fn of(start: &str, shape: Shape) -> Self {
        let (mut records, mut left) = (Records::new(start.len(), shape), start);
        let mut widths: Vec<usize> = Vec::new();
        while let (true, Ok(Some(record))) = (widths.len() < ENOUGH, records.next(left)) {
            left = &left[record.next..];
            if record.cells.iter().any(|cell| !cell.trim().is_empty()) {
                widths.push(unwrapped(&record.cells, shape.delimiter).unwrap_or(record.cells).len());
            }
        }
        let alike = |width: usize| widths.iter().filter(|other| **other == width).count();
        let wide = widths.iter().copied().filter(|width| *width > 1);
        let width = wide.max_by_key(|width| (alike(*width).pow(2) * (width - 1), *width)).unwrap_or(1);
        let first = widths.iter().position(|other| *other == width).unwrap_or(widths.len());
        Self { width, alike: alike(width), all: widths.len(), first }
    }

    /// Many cells in records that are all alike are what a separator makes; one of the texts makes some in some.
    fn points(&self) -> usize {
        // Titles and empty lines weigh little.
        1000 * self.alike * self.alike * (self.width - 1) / (self.all * self.all).max(1)
    }
}

/// The first lines, whole.
fn head(text: &str) -> &str {
    let mut end = text.len().min(64 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end < text.len() { text[..end].rfind(['\n', '\r']).map_or(&text[..end], |line| &text[..line]) } else { text }
}

/// How most lines end.
fn ending(start: &str) -> Ending {
    let both = memchr::memmem::find_iter(start.as_bytes(), b"\r\n").count();
    let feeds = memchr::memchr_iter(b'\n', start.as_bytes()).count() - both;
    let returns = memchr::memchr_iter(b'\r', start.as_bytes()).count() - both;
    [(both, Ending::Both), (feeds, Ending::Feed), (returns, Ending::Return)]
        .into_iter()
        .rev()
        .max_by_key(|(count, _)| *count)
        .map_or(Ending::Both, |(_, ending)| ending)
}
