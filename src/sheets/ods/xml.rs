//! Elements, one within another.

use crate::sheets::error::SheetError;
use crate::sheets::package::why;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Elements deeper than this are in no sheet.
const DEEPEST: usize = 256;

/// The elements of a document. Names are told without their prefix, which programs are free to choose.
pub(super) struct Xml<'x> {
    // Of whatever it is read, it is compiled once: the worker is downloaded.
    reader: Reader<Box<dyn BufRead + 'x>>,
    buffer: Vec<u8>,
    /// How many elements are open.
    depth: usize,
}

impl<'x> Xml<'x> {
    pub(super) fn new(content: impl BufRead + 'x) -> Self {
        let mut reader = Reader::from_reader(Box::new(content) as Box<dyn BufRead + 'x>);
        // `<p/>` and `<p></p>` are one thing.
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    pub(super) fn next(&mut self) -> Result<Event<'_>, SheetError> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
            quick_xml::Error::Io(error) => why(&error),
            // Its own words are for programmers, and repeat the file.
            _ => SheetError::damaged("il suo XML è rovinato"),
        })?;
        match &event {
            Event::Eof if self.depth > 0 => return Err(SheetError::damaged("il suo XML finisce a metà")),
            Event::Start(_) if self.depth == DEEPEST => {
                return Err(SheetError::damaged("troppi elementi uno dentro l'altro"));
            }
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Ok(event)
    }

    /// The next element within the one that is open; `None` where that ends, or the document.
    pub(super) fn child(&mut self) -> Result<Option<BytesStart<'static>>, SheetError> {
        loop {
            match self.next()? {
                Event::Start(start) => return Ok(Some(start.into_owned())),
                Event::End(_) | Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Passes over the rest of the element that is open.
    pub(super) fn skip(&mut self) -> Result<(), SheetError> {
        let open = self.depth;
        while self.depth >= open {
            self.next()?;
        }
        Ok(())
    }
}

/// The values of attributes of this name, entities resolved.
pub(super) fn attributes(element: &BytesStart<'_>, name: &str) -> impl Iterator<Item = String> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    attributes.flatten().filter(move |attribute| attribute.key.local_name().as_ref() == name).map(|attribute| {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned)
    })
}

/// The value of the first attribute of this name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    attributes(element, name).next()
}

/// How often an element stands for itself, or how far it reaches.
pub(super) fn times(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}
