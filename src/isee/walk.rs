//! XML, element by element, with what a hostile file could do held within bounds.

use super::unusable::Unusable;
use crate::records::fiscal_code::normalise;
use crate::sheets::xml_stream::{Step, attribute};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{NamespaceResolver, ResolveResult};

/// Elements deeper than this are in no answer, whatever wraps it.
const DEEPEST: usize = 512;

/// Bytes of an element's name and attributes: INPS's are some hundreds.
const LONGEST: usize = 16 * 1024;

/// Hands out every event with the byte where it begins; an empty element is a start and an end.
/// Nothing is expanded: a DOCTYPE ends it all.
///
/// # Errors
/// Of the XML, or what `take` answers.
pub(super) fn walk(
    text: &str,
    take: &mut dyn FnMut(usize, &Event<'_>) -> Result<Step, Unusable>,
) -> Result<(), Unusable> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        let from = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(text.len());
        let event = reader.read_event().map_err(|_| Unusable::Damaged)?;
        match &event {
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(Unusable::Damaged),
            Event::DocType(_) => return Err(Unusable::Doctype),
            Event::Start(start) if start.len() > LONGEST => return Err(Unusable::TooLong(LONGEST >> 10)),
            Event::Start(_) if depth == DEEPEST => return Err(Unusable::TooDeep(DEEPEST)),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if take(from, &event)? == Step::Stop {
            return Ok(());
        }
    }
}

/// Name spaces of the open elements.
#[derive(Default)]
pub(super) struct Namespaces(NamespaceResolver);

impl Namespaces {
    /// An element begins.
    pub(super) fn open(&mut self, start: &BytesStart<'_>) -> Result<(), Unusable> {
        self.0.push(start).map_err(|_| Unusable::Damaged)
    }

    /// The innermost element ends.
    pub(super) fn close(&mut self) {
        self.0.pop();
    }

    /// The name of an element that has just begun, where it may be INPS's: of one of its own name spaces, or of none,
    /// as some unpack what it sends.
    pub(super) fn of_inps<'s>(&self, start: &'s BytesStart<'_>) -> Option<&'s str> {
        let (space, name) = self.0.resolve_element(start.name());
        let own = match space {
            ResolveResult::Bound(space) => space.as_ref().to_ascii_lowercase().contains("inps.it"),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => true,
        };
        own.then(|| name.into_inner())
    }
}

/// Walks through the one element with which a text begins: `open` gets each start with its depth, the element's own at 0.
pub(super) fn element(text: &str, open: &mut dyn FnMut(usize, &BytesStart<'_>)) -> Result<(), Unusable> {
    let mut depth = 0_usize;
    walk(text, &mut |_, event| {
        match event {
            Event::Start(start) => {
                open(depth, start);
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        Ok(if depth == 0 { Step::Stop } else { Step::Next })
    })
}

/// An attribute that says something.
pub(super) fn said(start: &BytesStart<'_>, name: &str) -> Option<String> {
    attribute(start, name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// A fiscal code among the attributes, upper case.
pub(super) fn code(start: &BytesStart<'_>, name: &str) -> Option<String> {
    said(start, name).map(|code| normalise(&code))
}

/// A search as INPS echoes it.
#[derive(Debug, Clone, Default)]
pub(super) struct Ricerca {
    pub(super) codice_fiscale: Option<String>,
    pub(super) protocollo: Option<String>,
    pub(super) prestazione: Option<String>,
}

impl Ricerca {
    /// `None` where the element is no search.
    pub(super) fn of(start: &BytesStart<'_>) -> Option<Self> {
        let person = match start.local_name().as_ref() {
            "RicercaCF" => "CodiceFiscale",
            "RicercaProtDSU" | "RicercaProtMittente" => "CodiceFiscaleBeneficiario",
            _ => return None,
        };
        Some(Self {
            codice_fiscale: code(start, person),
            protocollo: said(start, "ProtocolloDomandaEnteErogatore"),
            prestazione: said(start, "PrestazioneDaErogare"),
        })
    }
}
