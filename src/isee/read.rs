//! A file of INPS's answers, however wrapped: any elements around them, SOAP with base64 inside, a zip of such.

use super::answer::{Esito, Risposta};
use super::purpose::Choices;
use super::unusable::Unusable;
use super::walk::{Namespaces, Ricerca, walk};
use super::{attestazione, indicatore};
use crate::sheets::SheetError;
use crate::sheets::package::{Package, why};
use crate::sheets::xml_stream::{Step, push_text};
use crate::text::charset;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use quick_xml::events::{BytesStart, Event};
use std::io::Read;

/// No more is opened of one file: a hundred thousand attestations are half of it.
const MOST_BYTES: u64 = 512 * 1024 * 1024;
/// More answers than any ente has people.
const MOST_ANSWERS: usize = 200_000;
/// Elements around answers: INPS wraps one in five or six.
const MOST_OTHERS: usize = 2_000_000;
/// Letters of one payload: hundreds of attestations, where INPS packs one.
const MOST_PAYLOAD: usize = 32 * 1024 * 1024;
/// Payloads in payloads: INPS packs once.
const MOST_LAYERS: usize = 3;
/// The longest word of `Esito` that is kept.
const LONGEST_WORD: usize = 100;

/// With or without padding: who unpacked and packed again may have lost it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads every answer, in the order of the file. `choices`: where another indicator counts than the law's.
///
/// # Errors
/// Where there is no answer at all, or the file is not whole: half an answer file would pass for a whole one.
pub fn read(bytes: &[u8], choices: &Choices) -> Result<Vec<Risposta>, Unusable> {
    let mut found = Found::new(choices);
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        zipped(bytes, &mut found)?;
    } else {
        document(bytes, 0, &mut found)?;
    }
    match found {
        Found { risposte, .. } if !risposte.is_empty() => Ok(risposte),
        Found { declaration: true, .. } => Err(Unusable::Declaration),
        Found { fault: true, .. } => Err(Unusable::Fault),
        _ => Err(Unusable::NoAnswers),
    }
}

/// Whether the beginning of a file, unpacked, has elements of INPS's ISEE services; it may end anywhere.
#[must_use]
pub fn may_be_answer(head: &str) -> bool {
    let mut found = false;
    let mut spaces = Namespaces::default();
    // A head that is cut is damaged: what came before is what counts.
    let _ = walk(head, &mut |_, event| {
        if let Event::Start(start) = event {
            spaces.open(start)?;
            let name = spaces.of_inps(start).unwrap_or_default();
            found = name.starts_with("XmlEsito")
                || name.starts_with("Consultazione") && name.ends_with("Result")
                || matches!(
                    name,
                    "EsitoAttestazione" | "Attestazione" | "Indicatore" | "EsitoDichiarazione" | "Dichiarazione"
                )
                || is_fault(start);
        } else if let Event::End(_) = event {
            spaces.close();
        }
        Ok(if found { Step::Stop } else { Step::Next })
    });
    found
}

/// The error of a gateway is in the name space of SOAP.
fn is_fault(start: &BytesStart<'_>) -> bool {
    start.local_name().as_ref() == "Fault"
}

/// What was met so far.
struct Found<'c> {
    choices: &'c Choices,
    risposte: Vec<Risposta>,
    declaration: bool,
    fault: bool,
    /// Elements around answers.
    others: usize,
}

impl<'c> Found<'c> {
    fn new(choices: &'c Choices) -> Self {
        Self { choices, risposte: Vec::new(), declaration: false, fault: false, others: 0 }
    }

    fn push(&mut self, risposta: Risposta) -> Result<(), Unusable> {
        if self.risposte.len() == MOST_ANSWERS {
            return Err(Unusable::TooMany(MOST_ANSWERS));
        }
        self.risposte.push(risposta);
        Ok(())
    }
}

/// Every XML of a zip; what else is in it is passed over.
fn zipped(bytes: &[u8], found: &mut Found<'_>) -> Result<(), Unusable> {
    let mut package = Package::open(bytes.to_vec()).map_err(|error| refused(&error))?;
    let mut left = MOST_BYTES;
    for index in 0..package.parts() {
        let mut content = Vec::new();
        let part = package.part_at(index).map_err(|error| refused(&error))?;
        part.take(left + 1).read_to_end(&mut content).map_err(|error| refused(&why(&error)))?;
        left = left.checked_sub(content.len() as u64).ok_or(Unusable::TooBig(MOST_BYTES >> 20))?;
        match document(&content, 0, found) {
            Ok(()) | Err(Unusable::Empty | Unusable::NotXml) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn refused(error: &SheetError) -> Unusable {
    match error {
        SheetError::Encrypted => Unusable::Encrypted,
        SheetError::TooBig { .. } => Unusable::TooBig(MOST_BYTES >> 20),
        _ => Unusable::Zip,
    }
}

fn document(bytes: &[u8], layer: usize, found: &mut Found<'_>) -> Result<(), Unusable> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unusable::TooBig(MOST_BYTES >> 20));
    }
    let (text, fault) = charset::xml(bytes);
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if text.is_empty() {
        return Err(Unusable::Empty);
    }
    if !text.starts_with('<') {
        return Err(Unusable::NotXml);
    }
    if let Some(fault) = fault {
        return Err(Unusable::Encoding(fault));
    }
    let mut reader = Document {
        text,
        layer,
        found,
        frames: Vec::new(),
        within: 0,
        leaf: String::new(),
        spaces: Namespaces::default(),
    };
    walk(text, &mut |from, event| reader.take(from, event))
}

/// An open element around answers.
struct Frame {
    kind: Kind,
    /// Whether it is the `…Result` of the service.
    result: bool,
    /// How many answers there were when it began.
    before: usize,
    /// Whether it may be INPS's own element.
    own: bool,
    /// What its `Esito` says.
    esito: Option<String>,
    /// A search in it that is in no answer.
    ricerca: Option<Ricerca>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `Esito`: a word.
    Word,
    /// `XmlEsitoAttestazione`, `XmlEsitoIndicatore`: a whole XML, in base64.
    Payload,
    Other,
}

struct Document<'t, 'f, 'c> {
    text: &'t str,
    layer: usize,
    found: &'f mut Found<'c>,
    frames: Vec<Frame>,
    /// How deep inside an answer, which is read by itself.
    within: usize,
    /// Text of the open word or payload.
    leaf: String,
    /// Those around answers.
    spaces: Namespaces,
}

impl Document<'_, '_, '_> {
    fn take(&mut self, from: usize, event: &Event<'_>) -> Result<Step, Unusable> {
        match event {
            Event::Start(_) if self.within > 0 => self.within += 1,
            Event::End(_) if self.within > 1 => self.within -= 1,
            Event::Start(start) => {
                self.spaces.open(start)?;
                self.open(from, start)?;
            }
            Event::End(_) => {
                self.spaces.close();
                if self.within == 1 { self.within = 0 } else { self.close()? }
            }
            _ if self.within == 0 && self.frames.last().is_some_and(|frame| frame.kind != Kind::Other) => {
                push_text(event, &mut self.leaf);
                if self.leaf.len() > MOST_PAYLOAD {
                    return Err(Unusable::TooBig(MOST_PAYLOAD as u64 >> 20));
                }
            }
            _ => {}
        }
        Ok(Step::Next)
    }

    fn open(&mut self, from: usize, start: &BytesStart<'_>) -> Result<(), Unusable> {
        let name = self.spaces.of_inps(start).unwrap_or_default();
        let answer = match name {
            "EsitoAttestazione" | "Attestazione" => Some(attestazione::read(&self.text[from..], self.found.choices)?),
            "Indicatore" => Some(indicatore::read(&self.text[from..])?),
            _ => None,
        };
        if let Some(risposta) = answer {
            self.within = 1;
            return self.found.push(risposta);
        }
        self.found.others += 1;
        if self.found.others > MOST_OTHERS {
            return Err(Unusable::TooManyOthers(MOST_OTHERS));
        }
        self.found.declaration |= matches!(name, "EsitoDichiarazione" | "Dichiarazione");
        self.found.fault |= is_fault(start);
        self.leaf.clear();
        // Nobody knows what INPS wraps its answers in: a word counts there, where the search beside it is INPS's own.
        let own = !name.is_empty();
        let kind = match name {
            _ if start.local_name().as_ref() == "Esito" => Kind::Word,
            name if name.starts_with("XmlEsito") => Kind::Payload,
            _ => Kind::Other,
        };
        self.frames.push(Frame {
            kind,
            result: name.ends_with("Result"),
            before: self.found.risposte.len(),
            esito: None,
            own,
            ricerca: Ricerca::of(start).filter(|_| own),
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Unusable> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        let leaf = std::mem::take(&mut self.leaf);
        match frame.kind {
            Kind::Word => {
                let word: String = leaf.trim().chars().take(LONGEST_WORD).collect();
                if let Some(parent) = self.frames.last_mut().filter(|_| !word.is_empty()) {
                    parent.esito = Some(word);
                }
            }
            Kind::Payload => self.payload(&leaf)?,
            Kind::Other => match frame.esito.as_deref().map(Esito::of) {
                Some(esito) => self.settle(frame, esito)?,
                None => {
                    if let Some(parent) = self.frames.last_mut() {
                        parent.ricerca = parent.ricerca.take().or(frame.ricerca);
                    }
                }
            },
        }
        Ok(())
    }

    /// What the service says around an answer can only be worse news of it; around none, it is the answer itself,
    /// unless it only says that all went well somewhere. Around many it is of the file, and each says its own.
    fn settle(&mut self, frame: Frame, esito: Esito) -> Result<(), Unusable> {
        let answers = self.found.risposte.len() - frame.before;
        if answers == 0 {
            let elsewhere = !frame.own || esito == Esito::Ok && !frame.result;
            if elsewhere && frame.ricerca.is_none() {
                return Ok(());
            }
            let ricerca = frame.ricerca.unwrap_or_default();
            return self.found.push(Risposta {
                codice_fiscale: ricerca.codice_fiscale,
                protocollo_domanda: ricerca.protocollo,
                ..Risposta::empty(esito)
            });
        }
        if let [risposta] = &mut self.found.risposte[frame.before..]
            && esito != Esito::Ok
        {
            risposta.esito = esito;
        }
        Ok(())
    }

    fn payload(&mut self, leaf: &str) -> Result<(), Unusable> {
        let leaf = leaf.trim();
        if leaf.is_empty() {
            return Ok(());
        }
        if self.layer == MOST_LAYERS {
            return Err(Unusable::TooDeep(MOST_LAYERS));
        }
        let bytes = if leaf.starts_with('<') {
            leaf.as_bytes().to_vec()
        } else {
            let packed: Vec<u8> = leaf.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
            BASE64.decode(packed).map_err(|_| Unusable::Payload)?
        };
        document(&bytes, self.layer + 1, self.found).map_err(|error| match error {
            Unusable::Empty | Unusable::NotXml => Unusable::Payload,
            error => error,
        })
    }
}
