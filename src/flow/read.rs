//! Reads a flow of any program back, noting every structure fault with its place, and stopping at none of them
//! as long as the text is XML. Entities and DTDs are never expanded.

use super::structure::{self, Child};
use super::xml::NAMESPACE;
use crate::codes::InvCiv;
use crate::records::{
    Amount, Beneficiario, Fault, FaultKind, Flusso, Indirizzo, Node, Place, PrestazioneSociale, SinaFlusso, Text,
    Value, dates,
};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use quick_xml::{XmlVersion, escape};
use std::borrow::Cow;

/// What could be read, and what is wrong with its structure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The flow, as far as it could be read.
    pub flusso: Flusso<'static>,
    /// Structure faults, in the order of the file.
    pub faults: Vec<Fault>,
}

/// A file that is no flow at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
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
}

/// Elements deeper than this are none of ours: reading on would only feed a hostile file.
const DEEPEST: usize = 64;
/// Faults beyond this are not noted: an operator reads no more, and memory stays bounded.
const MOST_FAULTS: usize = 10_000;

/// Reads a flow.
///
/// # Errors
/// Only where there is no flow to speak of; a broken flow is read as far as it goes, with its faults.
pub fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    let text = decode(bytes);
    Reader::new(&text).run()
}

/// UTF-8 or UTF-16 by BOM, else what the declaration says, else UTF-8; what cannot be decoded becomes U+FFFD.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declared = head
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .and_then(|(declaration, _)| declaration.split_once("encoding="))
        .and_then(|(_, value)| value.get(1..)?.split(['"', '\'']).next())
        .and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()))
        // A text that can be read as ASCII is not UTF-16, whatever it declares.
        .filter(|encoding| *encoding != encoding_rs::UTF_16LE && *encoding != encoding_rs::UTF_16BE);
    declared.unwrap_or(encoding_rs::UTF_8).decode(bytes).0
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
    /// Text of the open `CodicePrestazione` or `InvCiv`.
    leaf: String,
    version: XmlVersion,
    line: (usize, u32),
    place: Place,
    reading: Reading,
    rooted: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            xml: NsReader::from_str(text),
            stack: Vec::new(),
            unknown: 0,
            leaf: String::new(),
            version: XmlVersion::Implicit1_0,
            line: (0, 1),
            place: Place::default(),
            reading: Reading::default(),
            rooted: false,
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
                    self.fault_here(from, FaultKind::NotWellFormed(error.to_string()));
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
                Event::CData(text) => self.characters(&text.into_inner(), from),
                Event::GeneralRef(reference) => {
                    let name = reference.clone().into_inner();
                    match reference.resolve_char_ref() {
                        Ok(Some(letter)) => self.characters(letter.encode_utf8(&mut [0; 4]), from),
                        Ok(None) => match escape::resolve_predefined_entity(&name) {
                            Some(letter) => self.characters(letter, from),
                            None => self.fault_here(from, FaultKind::Doctype),
                        },
                        Err(error) => self.fault_here(from, FaultKind::NotWellFormed(error.to_string())),
                    }
                }
                Event::DocType(_) => self.fault_here(from, FaultKind::Doctype),
                Event::Decl(declaration) => self.version = declaration.xml_version().unwrap_or(XmlVersion::Implicit1_0),
                Event::Eof => {
                    if !self.stack.is_empty() {
                        let kind = FaultKind::NotWellFormed("il file finisce a metà".into());
                        self.fault_here(from, kind);
                    }
                    break;
                }
                Event::Comment(_) | Event::PI(_) => {}
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
        if self.reading.faults.len() < MOST_FAULTS {
            let line = self.line_of(byte);
            self.reading.faults.push(Fault { kind, node, place: self.place, path, line });
        }
    }

    /// A fault of the innermost open element.
    fn fault_here(&mut self, byte: usize, kind: FaultKind) {
        let node = self.stack.iter().rev().find_map(|open| open.node).unwrap_or(Node::Flusso);
        let path = self.stack.last().map_or_else(|| "Flusso".to_owned(), |open| open.path.clone());
        self.fault(node, path, byte, kind);
    }

    fn start(&mut self, start: &BytesStart<'_>, in_namespace: bool, byte: usize) -> Result<(), Unreadable> {
        if self.unknown > 0 {
            self.unknown += 1;
            return Ok(());
        }
        let local = start.local_name();
        let name = local.as_ref();
        if !self.rooted {
            if name != "Flusso" {
                return Err(Unreadable::NotAFlow);
            }
            self.rooted = true;
            self.stack.push(Open { node: Some(Node::Flusso), last: 0, counts: [0; 3], path: "Flusso".into() });
            if !in_namespace {
                self.fault_here(byte, FaultKind::WrongNamespace(name.to_owned()));
            }
            self.attributes(start, Node::Flusso, byte);
            return Ok(());
        }
        let Some(parent) = self.stack.last() else {
            self.fault_here(byte, FaultKind::NotWellFormed("c'è qualcosa dopo la fine del flusso".into()));
            self.unknown = 1;
            return Ok(());
        };
        let children = parent.node.map_or(&[][..], structure::children);
        let parent_node = parent.node;
        let Some(index) = children.iter().position(|child| child.name == name) else {
            let path = format!("{}/{name}", below_root(&parent.path));
            let node = parent_node.unwrap_or(Node::Flusso);
            self.fault(node, path, byte, FaultKind::UnknownElement(name.to_owned()));
            self.unknown = 1;
            return Ok(());
        };
        let child = children[index];
        self.place = self.place_of(child, self.stack[self.stack.len() - 1].counts[index]);
        let path = child.node.map_or_else(
            || {
                format!(
                    "{}/{name}[{}]",
                    self.stack[self.stack.len() - 1].path,
                    self.stack[self.stack.len() - 1].counts[index] + 1
                )
            },
            |node| self.place.element(node),
        );
        let Some(parent) = self.stack.last_mut() else { return Ok(()) };
        parent.counts[index] += 1;
        let too_many = parent.counts[index] == child.most.saturating_add(1);
        let out_of_order = index < parent.last;
        parent.last = parent.last.max(index);
        let node = parent_node.unwrap_or(Node::Flusso);
        // Only the root's namespace is worth a word where all elements follow it.
        let parent_path = parent.path.clone();
        if too_many {
            self.fault(node, parent_path.clone(), byte, FaultKind::TooMany(child.name));
        }
        if out_of_order {
            self.fault(node, path.clone(), byte, FaultKind::OutOfOrder(child.name));
        }
        let root_in_namespace =
            !self.reading.faults.iter().any(|fault| matches!(fault.kind, FaultKind::WrongNamespace(_)));
        if !in_namespace && root_in_namespace {
            self.fault(node, path.clone(), byte, FaultKind::WrongNamespace(name.to_owned()));
        }
        self.stack.push(Open { node: child.node, last: 0, counts: [0; 3], path });
        self.leaf.clear();
        match child.node {
            Some(node) => {
                self.open(node);
                self.attributes(start, node, byte);
            }
            None => {
                for attribute in start.attributes().flatten() {
                    let name = attribute.key.as_ref().to_owned();
                    if !foreign(&name) {
                        let path = format!("{}/@{name}", self.stack[self.stack.len() - 1].path);
                        let node = parent_node.unwrap_or(Node::Flusso);
                        self.fault(node, path, byte, FaultKind::UnknownAttribute(name));
                    }
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
                    self.fault_here(byte, FaultKind::NotWellFormed(error.to_string()));
                    continue;
                }
            };
            let name = attribute.key.as_ref();
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

/// Puts an attribute where it belongs; `false` where the schema has none of that name there.
fn set(flusso: &mut Flusso<'static>, node: Node, name: &str, value: String) -> bool {
    let text = |value: String| -> Text<'static> { Some(value.into()) };
    let identificazione = &mut flusso.identificazione;
    match node {
        Node::IdentificazioneFlusso if name == "Nome" => identificazione.nome = text(value),
        Node::Ente => match name {
            "Codice" => identificazione.ente.codice = text(value),
            "Denominazione" => identificazione.ente.denominazione = text(value),
            "Indirizzo" => identificazione.ente.indirizzo = text(value),
            "CFOperatore" => identificazione.ente.cf_operatore = text(value),
            _ => return false,
        },
        Node::Beneficiario | Node::Anagrafica | Node::Indirizzo | Node::PrestazioniSociali | Node::Sina => {
            let Some(beneficiario) = flusso.beneficiari.last_mut() else { return false };
            return match node {
                Node::Indirizzo => beneficiario.indirizzi.last_mut().is_some_and(|it| set_indirizzo(it, name, value)),
                Node::PrestazioniSociali => {
                    beneficiario.prestazioni.last_mut().is_some_and(|it| set_prestazione(it, name, value))
                }
                Node::Sina => beneficiario
                    .prestazioni
                    .last_mut()
                    .and_then(|it| it.sina.as_mut())
                    .is_some_and(|it| set_sina(it, name, value)),
                _ => set_beneficiario(beneficiario, node, name, value),
            };
        }
        _ => return false,
    }
    true
}

fn set_beneficiario(it: &mut Beneficiario<'static>, node: Node, name: &str, value: String) -> bool {
    let anagrafica = &mut it.anagrafica;
    match (node, name) {
        (Node::Beneficiario, "CodiceFiscale") => it.codice_fiscale = Some(value.into()),
        (Node::Anagrafica, "Cognome") => anagrafica.cognome = Some(value.into()),
        (Node::Anagrafica, "Nome") => anagrafica.nome = Some(value.into()),
        (Node::Anagrafica, "AnnoNascita") => anagrafica.anno_nascita = year(value),
        (Node::Anagrafica, "LuogoNascita") => anagrafica.luogo_nascita = Some(value.into()),
        (Node::Anagrafica, "Genere") => anagrafica.genere = enumerated(value, crate::codes::Genere::from_code),
        (Node::Anagrafica, "CodiceCittadinanza") => anagrafica.cittadinanza = Some(value.into()),
        (Node::Anagrafica, "CodiceSecondaCittadinanza") => anagrafica.seconda_cittadinanza = Some(value.into()),
        _ => return false,
    }
    true
}

fn set_indirizzo(it: &mut Indirizzo<'static>, name: &str, value: String) -> bool {
    match name {
        "CodiceRegione" => it.regione = Some(value.into()),
        "CodiceComune" => it.comune = Some(value.into()),
        "CodiceNazione" => it.nazione = Some(value.into()),
        _ => return false,
    }
    true
}

fn set_prestazione(it: &mut PrestazioneSociale<'static>, name: &str, value: String) -> bool {
    use crate::codes::{AreaUtenza, Carattere, PresaCarico, ProvaMezzi, TipoOperazione};
    match name {
        "TipoOperazione" => it.tipo_operazione = enumerated(value, TipoOperazione::from_code),
        "PresenzaProvaMezzi" => it.prova_mezzi = enumerated(value, ProvaMezzi::from_code),
        "CaratterePrestazione" => it.carattere = enumerated(value, Carattere::from_code),
        "NumeroProtocolloDSU" => it.protocollo_dsu = Some(value.into()),
        "AnnoProtocolloDSU" => it.anno_dsu = year(value),
        "DataDSU" => it.data_dsu = dates::read_xs(&value),
        "CodicePrestazione" => it.codice = Some(value.into()),
        "DenominazionePrestazione" => it.denominazione = Some(value.into()),
        "ProtocolloDomanda" => it.protocollo_domanda = Some(value.into()),
        "DataEvento" => it.data_evento = dates::read_xs(&value),
        "DataInizioPrestazione" => it.data_inizio = dates::read_xs(&value),
        "DataFinePrestazione" => it.data_fine = dates::read_xs(&value),
        "DataErogazionePrestazione" => it.data_erogazione = dates::read_xs(&value),
        "ImportoPrestazione" => it.importo_prestazione = decimal(value),
        "PeriodoErogazione" => it.periodo = months(value),
        "ImportoMensile" => it.importo_mensile = decimal(value),
        "ImportoQuotaEnte" => it.quota_ente = decimal(value),
        "ImportoQuotaUtente" => it.quota_utente = decimal(value),
        "ImportoQuotaSSN" => it.quota_ssn = decimal(value),
        "ImportoQuotaRichiesta" => it.quota_richiesta = decimal(value),
        "ImportoSogliaISEE" => it.soglia_isee = decimal(value),
        "OreServizioMensile" => it.ore_mensili = decimal(value),
        "PresaCarico" => it.presa_carico = enumerated(value, PresaCarico::from_code),
        "AreaUtenza" => it.area_utenza = enumerated(value, AreaUtenza::from_code),
        _ => return false,
    }
    true
}

fn set_sina(it: &mut SinaFlusso<'static>, name: &str, value: String) -> bool {
    use crate::codes::{
        AreaCognitiva, AreaReddituale, AreaSupporto, Comportamento, CureSanitarie, FonteInvalidita, FonteValutazione,
        Mobilita, Strumento, VitaQuotidiana,
    };
    match name {
        "Mobilita" => it.mobilita = enumerated(value, Mobilita::from_code),
        "AttivitaVitaQuotidiana" => it.vita_quotidiana = enumerated(value, VitaQuotidiana::from_code),
        "DisturbiAreaCognitiva" => it.area_cognitiva = enumerated(value, AreaCognitiva::from_code),
        "DisturbiComportamentali" => it.comportamento = enumerated(value, Comportamento::from_code),
        "NecessitaCureSanitarie" => it.cure_sanitarie = enumerated(value, CureSanitarie::from_code),
        "AreaReddituale" => it.area_reddituale = enumerated(value, AreaReddituale::from_code),
        "AreaSupporto" => it.area_supporto = enumerated(value, AreaSupporto::from_code),
        "FonteDerivazioneValutazione" => it.fonte_valutazione = enumerated(value, FonteValutazione::from_code),
        "StrumentoValutazione" => it.strumento = enumerated(value, Strumento::from_code),
        "FonteDerivazioneInvalidita" => it.fonte_invalidita = enumerated(value, FonteInvalidita::from_code),
        _ => return false,
    }
    true
}

/// The schema's enumerations restrict xs:string: white space counts.
fn enumerated<T>(value: String, from_code: fn(&str) -> Option<T>) -> Value<T> {
    from_code(&value).map_or_else(|| Value::Unreadable(value), Value::Read)
}

/// `[0-9]{4}`.
fn year(value: String) -> Value<u16> {
    if value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        value.parse().map_or_else(|_| Value::Unreadable(value), Value::Read)
    } else {
        Value::Unreadable(value)
    }
}

/// xs:decimal, surrounding white space collapsed.
fn decimal(value: String) -> Value<Amount> {
    match collapsed(&value).parse() {
        Ok(amount) => Value::Read(amount),
        Err(()) => Value::Unreadable(value),
    }
}

/// xs:int from 1 to 12, surrounding white space collapsed.
fn months(value: String) -> Value<u8> {
    match collapsed(&value).parse::<i32>() {
        Ok(months @ 1..=12) => u8::try_from(months).ok().into(),
        _ => Value::Unreadable(value),
    }
}

fn collapsed(value: &str) -> &str {
    value.trim_matches([' ', '\t', '\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"<Flusso xmlns="http://inps.it/Casellario"><IdentificazioneFlusso Nome="A129.PS.20261123.0000001"><Ente Codice="A129" Indirizzo="A129" CFOperatore="PRTFNT83P49G478N"/></IdentificazioneFlusso>"#;
    const PERSON: &str = r#"<Anagrafica Cognome="PROVETTI"/><Indirizzo CodiceNazione="380"/>"#;

    /// The faults, each as `path kind`.
    #[track_caller]
    fn check(xml: &str, faults: &[&str]) {
        let found: Vec<String> = read(xml.as_bytes())
            .unwrap()
            .faults
            .iter()
            .map(|fault| {
                let kind = format!("{:?}", fault.kind);
                format!("{} {}", fault.path, kind.split('(').next().unwrap())
            })
            .collect();
        assert_eq!(found, faults, "{xml}");
    }

    fn flow(beneficiario: &str) -> String {
        format!("{HEAD}<Beneficiario CodiceFiscale=\"X\">{beneficiario}</Beneficiario></Flusso>")
    }

    #[test]
    fn structure_faults_have_places() {
        check(&flow(&format!("{PERSON}<PrestazioniSociali/>")), &[]);
        check(&flow("<Anagrafica/><PrestazioniSociali/>"), &["Beneficiario[1] MissingElement"]);
        check(
            &flow(&format!("{PERSON}<PrestazioniSociali Pippo=\"1\"/>")),
            &["Beneficiario[1]/PrestazioniSociali[1]/@Pippo UnknownAttribute"],
        );
        check(&flow("<Indirizzo/><Anagrafica/><PrestazioniSociali/>"), &["Beneficiario[1]/Anagrafica OutOfOrder"]);
        check(
            &flow(&format!("{PERSON}<PrestazioniSociali/><Pippo><Pluto/></Pippo>")),
            &["Beneficiario[1]/Pippo UnknownElement"],
        );
        check(
            &flow(&format!(
                "{PERSON}<PrestazioniSociali><SINA><NecessitaInterventiSociali/></SINA></PrestazioniSociali>"
            )),
            &["Beneficiario[1]/PrestazioniSociali[1]/SINA/NecessitaInterventiSociali EmptyContainer"],
        );
        check(
            &flow(&format!("{PERSON}{}<PrestazioniSociali/>", "<Indirizzo/>".repeat(6))),
            &["Beneficiario[1] TooMany"],
        );
        check(&format!("{HEAD}</Flusso>"), &["Flusso MissingElement"]);
        check(&flow(&format!("{PERSON}<PrestazioniSociali/>ciao")), &["Beneficiario[1] StrayText"]);
        check(
            &flow(&format!("{PERSON}<PrestazioniSociali/>")).replace("inps.it/Casellario", "inps.it/altro"),
            &["Flusso WrongNamespace"],
        );
    }

    #[test]
    fn what_is_not_xml_any_more_is_read_up_to_there() {
        let cut = flow(&format!("{PERSON}<PrestazioniSociali CodicePrestazione=\"A1.07\"/>"));
        let reading = read(&cut.as_bytes()[..cut.len() - 12]).unwrap();
        assert_eq!(reading.flusso.beneficiari[0].prestazioni[0].codice.as_deref(), Some("A1.07"));
        assert!(matches!(reading.faults[0].kind, FaultKind::NotWellFormed(_)));
        for (bytes, error) in [
            (&b""[..], Unreadable::Empty),
            (b"  \n", Unreadable::Empty),
            (b"ciao", Unreadable::NotXml),
            (b"%PDF-1.7", Unreadable::NotXml),
            (b"<html><body/></html>", Unreadable::NotAFlow),
        ] {
            assert_eq!(read(bytes), Err(error));
        }
    }

    #[test]
    fn entities_are_never_expanded() {
        let bomb = format!(
            "<!DOCTYPE Flusso [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>{}",
            flow("<Anagrafica Cognome=\"&b;\"/><Indirizzo/><PrestazioniSociali/>")
        );
        let reading = read(bomb.as_bytes()).unwrap();
        assert_eq!(reading.flusso.beneficiari[0].anagrafica.cognome.as_deref(), Some("&b;"));
        assert_eq!(reading.faults.iter().filter(|fault| fault.kind == FaultKind::Doctype).count(), 2);
    }

    #[test]
    fn references_and_encodings() {
        let xml = flow("<Anagrafica Cognome=\"D&apos;&#xC0;MATO\"/><Indirizzo/><PrestazioniSociali/>");
        assert_eq!(read(xml.as_bytes()).unwrap().flusso.beneficiari[0].anagrafica.cognome.as_deref(), Some("D'ÀMATO"));
        let latin =
            format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{}", flow("<Anagrafica Cognome=\"FORL\u{cc}\"/>"));
        let bytes: Vec<u8> = latin.chars().map(|letter| letter as u8).collect();
        assert_eq!(read(&bytes).unwrap().flusso.beneficiari[0].anagrafica.cognome.as_deref(), Some("FORLÌ"));
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(xml.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(read(&bytes).unwrap().flusso.beneficiari.len(), 1);
    }

    #[test]
    fn deep_nesting_stops() {
        let deep = format!("{HEAD}{}", "<a>".repeat(200_000));
        let reading = read(deep.as_bytes()).unwrap();
        assert!(reading.faults.len() <= 3);
    }
}
