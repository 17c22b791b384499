//! Reads a flow of any program back, noting every structure fault with its place, and stopping at none of them
//! as long as the text is XML. Entities and DTDs are never expanded.

use super::attributes::{enumerated, set};
use super::strict::{illegal_character, spaced, well_declared};
use super::structure::{self, Child};
use super::xml::NAMESPACE;
use crate::codes::InvCiv;
use crate::schema::{Beneficiario, Fault, FaultKind, Flusso, Indirizzo, Node, Place, PrestazioneSociale};
use crate::text::charset::{self, EncodingFault};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use quick_xml::{XmlVersion, escape};

/// What could be read, and what is wrong with its structure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The flow, as far as it could be read.
    pub flusso: Flusso<'static>,
    /// Structure faults, in the order of the file.
    pub faults: Vec<Fault>,
}

/// A file that is no flow at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes.
    #[error("Il file è vuoto: scegliere il file XML prodotto per INPS.")]
    Empty,
    /// Not even the beginning of an XML element.
    #[error("Il file non è un XML: scegliere il file PS-PSA-SINA con estensione .xml.")]
    NotXml,
    /// XML of something else.
    #[error("Il file è un XML, ma non un flusso PS-PSA-SINA: l'elemento principale dovrebbe essere «Flusso».")]
    NotAFlow,
    /// Its letters are written in no way that is known here, or not in that which it declares.
    #[error("{0}")]
    Encoding(EncodingFault),
}

/// Elements deeper than this are none of ours: reading on would only feed a hostile file.
const DEEPEST: usize = 64;
/// With so many faults the reading stops: an operator reads no more, and time and memory stay bounded.
const MOST_FAULTS: usize = 10_000;
/// Attributes of one element: the schema has half as many.
const MOST_ATTRIBUTES: usize = 64;
/// Room for what is read: a benefit takes four of it, all else one; 250,000 benefits are more than any flow has.
const ROOM: usize = 1_000_000;
/// Elements within those that the schema does not have.
const MOST_UNKNOWN: usize = 100_000;

/// The first byte, and its line.
const START: (usize, u32) = (0, 1);

/// Reads a flow.
///
/// # Errors
/// Only where there is no flow to speak of; a broken flow is read as far as it goes, with its faults.
pub fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    let (text, fault) = charset::xml(bytes);
    let mut reader = Reader::new(&text);
    match fault {
        Some(EncodingFault::Spoilt { encoding, line }) => reader.fault_of_all(FaultKind::SpoiltLetters(encoding), line),
        Some(fault) => return Err(Unreadable::Encoding(fault)),
        None => {}
    }
    if let Some(byte) = illegal_character(&text) {
        let line = reader.line_of(byte);
        let words = "contiene un carattere di controllo, che nessun XML può avere";
        reader.fault_of_all(FaultKind::NotWellFormed(words.into()), line);
        reader.line = START;
    }
    reader.run()
}

/// The parser's words, which may repeat the file without end.
fn not_well_formed(error: &dyn std::fmt::Display) -> FaultKind {
    FaultKind::NotWellFormed(error.to_string().chars().take(200).collect())
}

/// An open element.
struct Open {
    /// What it is; `None` for one that holds only text.
    node: Option<Node>,
    /// Index, among the children that the schema lists, of the last one met.
    last: usize,
    /// How many of each child were met.
    counts: [u32; 3],
    /// Its place in words.
    path: String,
}

struct Reader<'t> {
    text: &'t str,
    xml: NsReader<&'t [u8]>,
    stack: Vec<Open>,
    /// How deep inside an element that the schema does not have; its content is passed over.
    unknown: usize,
    /// Elements passed over.
    passed_over: usize,
    /// Room left.
    room: usize,
    /// There is more than could be read in time.
    too_much: bool,
    /// Text of the open `CodicePrestazione` or `InvCiv`.
    leaf: String,
    version: XmlVersion,
    line: (usize, u32),
    place: Place,
    reading: Reading,
    rooted: bool,
    root_in_namespace: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            xml: NsReader::from_str(text),
            stack: Vec::new(),
            unknown: 0,
            passed_over: 0,
            room: ROOM,
            too_much: false,
            leaf: String::new(),
            version: XmlVersion::Implicit1_0,
            line: START,
            place: Place::default(),
            reading: Reading::default(),
            rooted: false,
            root_in_namespace: false,
        }
    }

    fn run(mut self) -> Result<Reading, Unreadable> {
        loop {
            // A fault of an event is at the event's start.
            let from = self.position();
            let (in_namespace, event) = match self.xml.read_resolved_event() {
                Ok((resolved, event)) => (resolved == ResolveResult::Bound(Namespace(NAMESPACE)), event),
                Err(error) => {
                    if !self.rooted {
                        return Err(Unreadable::NotXml);
                    }
                    self.fault_here(from, not_well_formed(&error));
                    break;
                }
            };
            match event {
                Event::Start(start) => {
                    self.start(&start, in_namespace, from)?;
                    if self.stack.len() + self.unknown > DEEPEST {
                        self.fault_here(from, FaultKind::NotWellFormed("troppi elementi uno dentro l'altro".into()));
                        break;
                    }
                }
                Event::Empty(start) => {
                    self.start(&start, in_namespace, from)?;
                    self.end(from);
                }
                Event::End(_) => self.end(from),
                Event::Text(text) => self.characters(&text.into_inner(), from),
                // Among elements it is out of place, were it of spaces alone.
                Event::CData(text) if self.stack.last().is_some_and(|open| open.node.is_none()) || self.unknown > 0 => {
                    self.characters(&text.into_inner(), from);
                }
                Event::CData(_) => self.fault_here(from, FaultKind::StrayText),
                Event::GeneralRef(reference) => {
                    let name = reference.clone().into_inner();
                    match reference.resolve_char_ref() {
                        Ok(Some(letter)) => self.characters(letter.encode_utf8(&mut [0; 4]), from),
                        Ok(None) => match escape::resolve_predefined_entity(&name) {
                            Some(letter) => self.characters(letter, from),
                            None => self.fault_here(from, FaultKind::Doctype),
                        },
                        Err(error) => self.fault_here(from, not_well_formed(&error)),
                    }
                }
                Event::DocType(_) => self.fault_here(from, FaultKind::Doctype),
                Event::Decl(_) if from > 0 => {
                    self.fault_here(from, FaultKind::NotWellFormed("la dichiarazione XML non è all'inizio".into()));
                }
                Event::Decl(declaration) if !well_declared(&declaration) => {
                    self.fault_here(from, FaultKind::NotWellFormed("la dichiarazione XML è scritta male".into()));
                }
                Event::Decl(declaration) => self.version = declaration.xml_version().unwrap_or(XmlVersion::Implicit1_0),
                Event::Eof => {
                    if !self.stack.is_empty() {
                        let kind = FaultKind::NotWellFormed("il file finisce a metà".into());
                        self.fault_here(from, kind);
                    }
                    break;
                }
                Event::PI(instruction) if instruction.target().eq_ignore_ascii_case("xml") => {
                    self.fault_here(from, FaultKind::NotWellFormed("la dichiarazione XML è scritta male".into()));
                }
                Event::Comment(comment) if comment.contains("--") || comment.ends_with('-') => {
                    self.fault_here(from, FaultKind::NotWellFormed("c'è «--» dentro un commento".into()));
                }
                Event::Comment(_) | Event::PI(_) => {}
            }
            if self.too_much || self.reading.faults.len() >= MOST_FAULTS || self.passed_over > MOST_UNKNOWN {
                self.fault_here(
                    from,
                    FaultKind::NotWellFormed("troppi elementi o troppi errori: il resto non è stato letto".into()),
                );
                break;
            }
        }
        if self.rooted { Ok(self.reading) } else { Err(Unreadable::NotXml) }
    }

    fn position(&self) -> usize {
        usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX).min(self.text.len())
    }

    /// Line of a byte; asked for in rising order, so the text is counted through once.
    fn line_of(&mut self, byte: usize) -> u32 {
        let (counted, line) = self.line;
        if byte > counted {
            let breaks = self.text.get(counted..byte).unwrap_or_default().matches('\n').count();
            self.line = (byte, line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX)));
        }
        self.line.1
    }

    fn fault(&mut self, node: Node, path: String, byte: usize, kind: FaultKind) {
        let line = self.line_of(byte);
        self.reading.faults.push(Fault { kind, node, place: self.place, path, line });
    }

    /// A fault of the whole file.
    fn fault_of_all(&mut self, kind: FaultKind, line: u32) {
        let path = "Flusso".to_owned();
        self.reading.faults.push(Fault { kind, node: Node::Flusso, place: Place::default(), path, line });
    }

    /// A fault of the innermost open element.
    fn fault_here(&mut self, byte: usize, kind: FaultKind) {
        let node = self.stack.iter().rev().find_map(|open| open.node).unwrap_or(Node::Flusso);
        let path = self.stack.last().map_or_else(|| "Flusso".to_owned(), |open| open.path.clone());
        self.fault(node, path, byte, kind);
    }

    fn start(&mut self, start: &BytesStart<'_>, in_namespace: bool, byte: usize) -> Result<(), Unreadable> {
        // Each is compared with all before it, and each name space with all that are open.
        if start.attributes().with_checks(false).take(MOST_ATTRIBUTES + 1).count() > MOST_ATTRIBUTES {
            self.too_much = true;
            return if self.rooted { Ok(()) } else { Err(Unreadable::NotAFlow) };
        }
        if !spaced(start.attributes_raw()) {
            self.fault_here(byte, FaultKind::NotWellFormed("manca uno spazio prima di un attributo".into()));
        }
        if self.unknown > 0 {
            self.unknown += 1;
            self.passed_over += 1;
            return Ok(());
        }
        let local = start.local_name();
        let name = local.as_ref();
        if !self.rooted {
            if name != "Flusso" {
                return Err(Unreadable::NotAFlow);
            }
            self.rooted = true;
            self.root_in_namespace = in_namespace;
            self.stack.push(Open { node: Some(Node::Flusso), last: 0, counts: [0; 3], path: "Flusso".into() });
            if !in_namespace {
                self.fault_here(byte, FaultKind::WrongNamespace(name.to_owned()));
            }
            self.attributes(start, Node::Flusso, byte);
            return Ok(());
        }
        let Some(parent) = self.stack.last_mut() else {
            self.fault_here(byte, FaultKind::NotWellFormed("c'è qualcosa dopo la fine del flusso".into()));
            self.unknown = 1;
            return Ok(());
        };
        // Only what holds elements gets here with a child that the schema knows.
        let parent_node = parent.node.unwrap_or(Node::Flusso);
        let parent_path = parent.path.clone();
        let known = parent.node.map_or(&[][..], structure::children).iter().enumerate().find(|(_, it)| it.name == name);
        let Some((index, child)) = known else {
            let path = format!("{}/{name}", below_root(&parent_path));
            self.fault(parent_node, path, byte, FaultKind::UnknownElement(name.to_owned()));
            self.unknown = 1;
            return Ok(());
        };
        let before = parent.counts[index];
        let out_of_order = index < parent.last;
        parent.counts[index] = before.saturating_add(1);
        parent.last = parent.last.max(index);
        self.place = self.place_of(*child, before);
        let path = match child.node {
            Some(node) => self.place.element(node),
            None => format!("{parent_path}/{name}[{}]", before + 1),
        };
        // Said once, however many there are too many.
        if before == child.most {
            self.fault(parent_node, parent_path, byte, FaultKind::TooMany(child.name));
        }
        if out_of_order {
            self.fault(parent_node, path.clone(), byte, FaultKind::OutOfOrder(child.name));
        }
        // Where the root is elsewhere already, all the rest only follows it.
        if !in_namespace && self.root_in_namespace {
            self.fault(parent_node, path.clone(), byte, FaultKind::WrongNamespace(name.to_owned()));
        }
        self.stack.push(Open { node: child.node, last: 0, counts: [0; 3], path: path.clone() });
        self.leaf.clear();
        match child.node {
            Some(node) => {
                self.open(node);
                self.attributes(start, node, byte);
            }
            None => {
                let names = start.attributes().flatten().map(|attribute| attribute.key.as_ref().to_owned());
                for name in names.filter(|name| !foreign(name)).collect::<Vec<_>>() {
                    let path = format!("{path}/@{name}");
                    self.fault(parent_node, path, byte, FaultKind::UnknownAttribute(name));
                }
            }
        }
        Ok(())
    }

    /// The place of a child that begins, given how many of its kind came before.
    fn place_of(&self, child: Child, before: u32) -> Place {
        let index = before as usize;
        match child.node {
            Some(Node::Beneficiario) => Place::beneficiario(index),
            Some(Node::Anagrafica) => Place { indirizzo: 0, prestazione: 0, ..self.place },
            Some(Node::Indirizzo) => Place { prestazione: 0, ..self.place }.indirizzo(index),
            Some(Node::PrestazioniSociali) => Place { indirizzo: 0, ..self.place }.prestazione(index),
            Some(Node::IdentificazioneFlusso | Node::Ente) => Place::default(),
            _ => self.place,
        }
    }

    /// Makes room for what an element will say.
    fn open(&mut self, node: Node) {
        match self.room.checked_sub(if node == Node::PrestazioniSociali { 4 } else { 1 }) {
            Some(left) => self.room = left,
            None => self.too_much = true,
        }
        let beneficiari = &mut self.reading.flusso.beneficiari;
        match node {
            Node::Beneficiario => beneficiari.push(Beneficiario::default()),
            Node::Indirizzo => {
                if let Some(beneficiario) = beneficiari.last_mut() {
                    beneficiario.indirizzi.push(Indirizzo::default());
                }
            }
            Node::PrestazioniSociali => {
                if let Some(beneficiario) = beneficiari.last_mut() {
                    beneficiario.prestazioni.push(PrestazioneSociale::default());
                }
            }
            Node::Sina => {
                if let Some(prestazione) = beneficiari.last_mut().and_then(|it| it.prestazioni.last_mut()) {
                    prestazione.sina = Some(Box::default());
                }
            }
            _ => {}
        }
    }

    fn attributes(&mut self, start: &BytesStart<'_>, node: Node, byte: usize) {
        for attribute in start.attributes() {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => {
                    self.fault_here(byte, not_well_formed(&error));
                    continue;
                }
            };
            let name = attribute.key.as_ref();
            if attribute.key.prefix().is_some_and(|prefix| prefix.as_ref() == "xsi")
                && matches!(self.xml.resolver().resolve_attribute(attribute.key).0, ResolveResult::Unknown(_))
            {
                self.fault_here(byte, FaultKind::NotWellFormed(format!("il prefisso di {name} non è dichiarato")));
            }
            if foreign(name) {
                continue;
            }
            // An entity that only a DTD could define, or a lone ampersand: the text stays as it is.
            let value = if let Ok(value) = attribute.normalized_value(self.version) {
                value.into_owned()
            } else {
                self.fault_here(byte, FaultKind::Doctype);
                attribute.value.clone().into_owned()
            };
            if attribute.value.contains('<') {
                self.fault_here(byte, FaultKind::NotWellFormed(format!("c'è un «<» dentro {name}")));
            }
            if !set(&mut self.reading.flusso, node, name, value) {
                let path = format!("{}/@{name}", self.place.element(node));
                self.fault(node, path, byte, FaultKind::UnknownAttribute(name.to_owned()));
            }
        }
    }

    fn characters(&mut self, text: &str, byte: usize) {
        match self.stack.last() {
            Some(Open { node: None, .. }) if self.unknown == 0 => self.leaf.push_str(text),
            _ if self.unknown > 0
                || text.chars().all(|letter| letter.is_ascii_whitespace() || letter == '\u{feff}') => {}
            _ => self.fault_here(byte, FaultKind::StrayText),
        }
    }

    fn end(&mut self, byte: usize) {
        if self.unknown > 0 {
            self.unknown -= 1;
            return;
        }
        let Some(open) = self.stack.pop() else { return };
        let Some(node) = open.node else {
            let name = open.path.rsplit('/').next().unwrap_or_default();
            self.leaf(name.starts_with("InvCiv"));
            return;
        };
        for (index, child) in structure::children(node).iter().enumerate() {
            if open.counts[index] < child.least {
                let container = matches!(node, Node::Necessita | Node::Invalidita);
                let kind = if container {
                    FaultKind::EmptyContainer(if node == Node::Necessita {
                        "NecessitaInterventiSociali"
                    } else {
                        "InvaliditaCivile"
                    })
                } else {
                    FaultKind::MissingElement(child.name)
                };
                self.fault(node, open.path.clone(), byte, kind);
            }
        }
        self.place = match node {
            Node::Indirizzo | Node::Anagrafica | Node::PrestazioniSociali => {
                Place { indirizzo: 0, prestazione: 0, ..self.place }
            }
            Node::Beneficiario => Place::default(),
            _ => self.place,
        };
    }

    /// The text of a `CodicePrestazione` or `InvCiv` is whole.
    fn leaf(&mut self, invalidita: bool) {
        let text = std::mem::take(&mut self.leaf);
        let prestazione = self.reading.flusso.beneficiari.last_mut().and_then(|it| it.prestazioni.last_mut());
        if let Some(sina) = prestazione.and_then(|it| it.sina.as_mut()) {
            if invalidita {
                sina.invalidita.push(enumerated(text, InvCiv::from_code));
            } else {
                sina.necessita.push(text.into());
            }
        }
    }
}

/// A path relative to the root, as places are: the root's own name is left out.
fn below_root(path: &str) -> &str {
    if path == "Flusso" { "." } else { path }
}

/// Namespace declarations, and what XML Schema itself lets stand anywhere.
fn foreign(name: &str) -> bool {
    name == "xmlns" || name.starts_with("xmlns:") || name.starts_with("xsi:")
}

#[cfg(test)]
mod tests;
