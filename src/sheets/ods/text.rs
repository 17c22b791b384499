//! The text of a cell: what is written in it, without what hangs on it (comments, shapes, pictures, tables).

use super::xml::{Xml, attribute};
use crate::sheets::error::SheetError;
use crate::sheets::limits::LONGEST_TEXT;
use crate::sheets::xml_stream::push_text;
use quick_xml::events::Event;

/// Reads the cell that is open to its end.
pub(super) fn of_cell(xml: &mut Xml<'_>) -> Result<String, SheetError> {
    let mut text = Text::default();
    blocks(xml, &mut text)?;
    Ok(text.letters)
}

#[derive(Default)]
struct Text {
    letters: String,
    paragraphs: u32,
    /// Whether another space would say nothing: white space of any length is one, and none where a paragraph begins.
    spaced: bool,
}

impl Text {
    fn paragraph(&mut self) {
        if self.paragraphs > 0 {
            self.push('\n');
        }
        self.paragraphs += 1;
        self.spaced = true;
    }

    fn push(&mut self, letter: char) {
        // Somewhat too long is refused as a cell, and must not fill the memory before.
        if self.letters.len() <= LONGEST_TEXT {
            self.letters.push(letter);
        }
        self.spaced = false;
    }

    fn push_all(&mut self, letters: &str) {
        for letter in letters.chars() {
            match letter {
                ' ' | '\t' | '\r' | '\n' if self.spaced => {}
                ' ' | '\t' | '\r' | '\n' => {
                    self.push(' ');
                    self.spaced = true;
                }
                letter => self.push(letter),
            }
        }
    }
}

fn blocks(xml: &mut Xml<'_>, text: &mut Text) -> Result<(), SheetError> {
    while let Some(start) = xml.child()? {
        match start.local_name().as_ref() {
            "p" | "h" => {
                text.paragraph();
                line(xml, text)?;
            }
            "list" | "list-item" | "list-header" | "section" | "numbered-paragraph" => blocks(xml, text)?,
            _ => xml.skip()?,
        }
    }
    Ok(())
}

/// A paragraph, or a piece of one.
fn line(xml: &mut Xml<'_>, text: &mut Text) -> Result<(), SheetError> {
    let mut piece = String::new();
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "s" => {
                    let count = attribute(&start, "c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                    (0..count.min(1_000)).for_each(|_| text.push(' '));
                    xml.skip()?;
                }
                "tab" => {
                    text.push('\t');
                    xml.skip()?;
                }
                "line-break" => {
                    text.push('\n');
                    xml.skip()?;
                }
                // What hangs on a letter: notes, readings, and every kind of shape.
                "annotation" | "note" | "ruby-text" | "caption" | "circle" | "connector" | "control"
                | "custom-shape" | "ellipse" | "frame" | "g" | "line" | "measure" | "page-thumbnail" | "path"
                | "polygon" | "polyline" | "rect" | "regular-polygon" | "scene" => xml.skip()?,
                _ => line(xml, text)?,
            },
            Event::End(_) | Event::Eof => return Ok(()),
            event => {
                piece.clear();
                push_text(&event, &mut piece);
                text.push_all(&piece);
            }
        }
    }
}
