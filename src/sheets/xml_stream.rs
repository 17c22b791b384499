//! XML parts of any length, read through a window: a sheet of a million rows never stands in memory whole,
//! and yet its events borrow from one text, which is what makes them quick.

use super::error::SheetError;
use super::utf8::Utf8;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use std::io::Read;

/// Bytes read at a time.
const PIECE: usize = 256 * 1024;
/// No element, text or comment of a sheet is so long.
const MOST_TOKEN: usize = 4 * 1024 * 1024;

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// More events, please.
    Next,
    /// The rest is of no matter.
    Stop,
}

/// Who reads a part.
pub(super) trait Listener {
    /// Takes an event.
    fn take(&mut self, event: &Event<'_>) -> Result<Step, SheetError>;

    /// Takes what it knows by sight from the beginning of a text that begins with a tag, and says how many bytes that
    /// was; the rest comes as events.
    fn skim(&mut self, _text: &str) -> Result<usize, SheetError> {
        Ok(0)
    }
}

impl<F: FnMut(&Event<'_>) -> Result<Step, SheetError>> Listener for F {
    fn take(&mut self, event: &Event<'_>) -> Result<Step, SheetError> {
        self(event)
    }
}

/// Hands out every event of a part; an element without content comes as its start and its end, as it may be written.
/// Tags need not match: what has no place in a sheet is passed over anyway.
///
/// # Errors
/// Of the part (`unreadable` says which), of its XML, or what `listener` answers.
pub(super) fn each_event(
    part: &mut dyn Read,
    unreadable: &dyn Fn(&std::io::Error) -> SheetError,
    listener: &mut dyn Listener,
) -> Result<(), SheetError> {
    let part = &mut Utf8::new(part);
    let mut window: Vec<u8> = Vec::new();
    let mut ended = false;
    while !ended {
        let old = window.len();
        let read = part.take(PIECE as u64).read_to_end(&mut window).map_err(|error| unreadable(&error))?;
        ended = read < PIECE;
        // Up to a bracket that opens a tag, everything is whole; only comments and CDATA may hold one, and then wait.
        let bracket = memchr::memrchr(b'<', &window[old..]);
        let cut = match bracket {
            _ if ended => window.len(),
            Some(bracket) => old + bracket,
            None if window.len() > MOST_TOKEN => {
                return Err(SheetError::damaged("una cella ha più di 4.000.000 di lettere"));
            }
            None => continue,
        };
        let text = std::str::from_utf8(&window[..cut]).map_err(|_| SheetError::damaged("testo che non è UTF-8"))?;
        let mut done = 0;
        'window: while done < cut {
            done += listener.skim(&text[done..])?;
            let begun = done;
            let mut reader = Reader::from_str(&text[begun..]);
            reader.config_mut().check_end_names = false;
            reader.config_mut().allow_unmatched_ends = true;
            reader.config_mut().expand_empty_elements = true;
            loop {
                let row = match reader.read_event() {
                    Ok(Event::Eof) => break 'window,
                    Ok(event) => {
                        if listener.take(&event)? == Step::Stop {
                            return Ok(());
                        }
                        matches!(&event, Event::Start(start) if start.name().as_ref() == "row")
                    }
                    Err(_) if !ended && window.len() < MOST_TOKEN => break 'window,
                    // Its own words are for programmers, and repeat the file.
                    Err(_) => return Err(SheetError::damaged("il suo XML è rovinato")),
                };
                done = begun + usize::try_from(reader.buffer_position()).unwrap_or(cut);
                // What can be skimmed comes after a row's tag.
                if row {
                    break;
                }
            }
        }
        window.drain(..done);
    }
    Ok(())
}

/// Adds what an event says to a text; references to characters are resolved, others stay as they are written.
pub fn push_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(piece) => text.push_str(&piece.xml10_content()),
        Event::CData(piece) => text.push_str(piece),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(letter)) => text.push(letter),
            _ => match resolve_predefined_entity(reference) {
                Some(letters) => text.push_str(letters),
                None => text.extend(["&", reference, ";"]),
            },
        },
        _ => {}
    }
}

/// An attribute's value, entities resolved.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute =
        element.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned))
}

/// Whether an attribute says yes.
pub(super) fn flag(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1" || value == "true")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::package::why;

    /// Gives a few bytes at a time, as an unpacker may.
    struct Slowly<'a>(&'a [u8]);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.len().min(buffer.len()).min(7);
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn texts(xml: &str) -> Result<Vec<String>, SheetError> {
        texts_in(xml.as_bytes())
    }

    fn texts_in(part: &[u8]) -> Result<Vec<String>, SheetError> {
        let mut found = vec![String::new()];
        each_event(&mut Slowly(part), &why, &mut |event: &Event<'_>| {
            match event {
                Event::End(_) => found.push(String::new()),
                event => push_text(event, found.last_mut().unwrap()),
            }
            Ok(Step::Next)
        })?;
        found.pop();
        Ok(found)
    }

    #[test]
    fn nothing_is_lost_where_a_piece_ends() {
        for padding in 0..40 {
            let xml =
                format!("<a>{}</a><a>è &amp; &#233;<!-- < -->x<![CDATA[<b>]]></a>", "y".repeat(PIECE - 30 + padding));
            let found = texts(&xml).unwrap();
            assert_eq!((found.len(), found[1].as_str()), (2, "è & éx<b>"), "{padding}");
        }
    }

    #[test]
    fn parts_in_other_encodings() {
        let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>NICOLÒ</a>";
        let latin = |name: &str| [format!("<?xml encoding='{name}'?><a>NICOL").as_bytes(), b"\xD2</a>"].concat();
        for part in [
            wide(&format!("\u{FEFF}{xml}"), u16::to_le_bytes),
            wide(&format!("\u{FEFF}{xml}"), u16::to_be_bytes),
            wide(xml, u16::to_le_bytes),
            wide(xml, u16::to_be_bytes),
            latin("ISO-8859-1"),
            // Programs that write into a text first say so.
            xml.as_bytes().to_vec(),
            format!("\u{FEFF}{xml}").into_bytes(),
        ] {
            assert_eq!(texts_in(&part).as_deref(), Ok(&["NICOLÒ".to_owned()][..]));
        }
        let refused = SheetError::UnknownEncoding("x-prova".to_owned());
        assert_eq!(texts_in(&latin("x-prova")), Err(refused));
    }

    #[test]
    fn an_endless_text_is_refused_and_not_cut() {
        let long = |count| format!("<a>{}</a>", "y".repeat(count));
        assert_eq!(texts(&long(1_000_000)).map(|found| found[0].len()), Ok(1_000_000));
        assert!(matches!(texts(&long(9_000_000)), Err(SheetError::Damaged(_))));
    }

    #[test]
    fn a_text_that_stops_half_way_is_told() {
        assert!(matches!(texts("<a><b"), Err(SheetError::Damaged(_))));
        assert!(matches!(texts("<a><!-- "), Err(SheetError::Damaged(_))));
        assert_eq!(texts(""), Ok(vec![]));
    }
}
