//! What a dropped file is, by its content, and the screen that takes it.

use super::reply::refused;
use crate::archive::backup;
use crate::desk::destination::Destination;
use crate::desk::request::Answer;
use crate::sheets::package::{Package, why};
use crate::sheets::{self, Format, Guess, SheetError};
use crate::text::charset;
use crate::{import, isee, response};
use std::io::Read;

/// Bytes of the beginning by which a text is known.
const HEAD: usize = 64 * 1024;

/// A sheet of which so many fields are known is one of benefits, whatever stands beside it.
const BENEFIT_FIELDS: u32 = 4;

/// What can be dropped, for whoever dropped something else.
const TAKEN: &str = "Qui si possono lasciare fogli di prestazioni, di scarti INPS o di persone estratti dall'anagrafe (xlsx, xls, ods, csv), esiti WaaS (JSON), risposte ISEE (XML o zip), flussi PS-PSA-SINA (XML) e copie di riserva (siuss).";

/// Says where a file is led, or what it is instead.
pub(super) fn recognise(file_name: &str, bytes: Vec<u8>) -> Answer {
    match destination(bytes) {
        Ok(destination) => Answer::Recognised(destination),
        Err(what) => refused(format!("{file_name}: {what} {TAKEN}")),
    }
}

fn destination(bytes: Vec<u8>) -> Result<Destination, String> {
    if backup::is_backup(&bytes) {
        return Ok(Destination::Copia);
    }
    match sheets::sniff(&bytes) {
        Ok(Format::Delimited) => {
            let head = &bytes[..bytes.len().min(HEAD)];
            // A row that is cut in two says less than none.
            let whole = if head.len() < bytes.len() { memchr::memrchr(b'\n', head) } else { None };
            sheet(head[..whole.unwrap_or(head.len())].to_vec())
        }
        Ok(_) => sheet(bytes),
        Err(SheetError::NotASheet(Guess::Json)) => json(&bytes),
        Err(SheetError::NotASheet(Guess::Xml)) => xml(&bytes),
        Err(SheetError::NotASheet(Guess::Zip)) => zip(bytes),
        Err(other) => Err(other.to_string()),
    }
}

fn json(bytes: &[u8]) -> Result<Destination, String> {
    let head = sheets::decode(&bytes[..bytes.len().min(HEAD)]);
    if ["\"elenco_esiti\"", "\"codice_esito\""].iter().any(|member| head.contains(member)) {
        Ok(Destination::Esiti)
    } else if head.contains("\"elenco_flussi\"") {
        Err("Il file è un elenco di flussi da mandare a INPS, non una sua risposta.".to_owned())
    } else {
        Err("Il file è un JSON, ma non contiene esiti INPS.".to_owned())
    }
}

fn xml(bytes: &[u8]) -> Result<Destination, String> {
    // Whoever reads the whole of it says what is wrong with its letters.
    let (head, _) = charset::xml(&bytes[..bytes.len().min(HEAD)]);
    if root(&head) == Some("Flusso") {
        Ok(Destination::Verifica)
    } else if isee::may_be_answer(&head) {
        Ok(Destination::IseeRisposte)
    } else {
        Err("Il file è un XML, ma né un flusso PS-PSA-SINA né una risposta ISEE.".to_owned())
    }
}

/// Local name of the first element; what may stand before it is passed over.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start().strip_prefix('<')?;
    loop {
        let end = if rest.starts_with("!--") {
            "-->"
        } else if rest.starts_with(['?', '!']) {
            ">"
        } else {
            break;
        };
        let (_, after) = rest.split_once(end)?;
        rest = after.split_once('<')?.1;
    }
    let name = rest.split(|letter: char| letter.is_whitespace() || "/>".contains(letter)).next()?;
    name.rsplit(':').next()
}

/// A zip is known by the first XML in it.
fn zip(bytes: Vec<u8>) -> Result<Destination, String> {
    let mut package = Package::open(bytes).map_err(|error| error.to_string())?;
    for index in 0..package.parts() {
        let mut head = Vec::new();
        let part = package.part_at(index).map_err(|error| error.to_string())?;
        part.take(HEAD as u64).read_to_end(&mut head).map_err(|error| why(&error).to_string())?;
        match xml(&head) {
            // Only answers are read from within a zip.
            Ok(Destination::IseeRisposte) => return Ok(Destination::IseeRisposte),
            Ok(_) => {
                return Err(
                    "Il file è un archivio zip con un flusso PS-PSA-SINA: estrarlo e lasciare quello.".to_owned()
                );
            }
            Err(_) => {}
        }
    }
    Err("Il file è un archivio zip senza risposte ISEE: estrarre i file che contiene e lasciare quelli.".to_owned())
}

fn sheet(bytes: Vec<u8>) -> Result<Destination, String> {
    let workbook = sheets::open(bytes, &mut |_| {}).map_err(|error| error.to_string())?;
    let likeliest = import::likeliest(&workbook);
    let fields = import::recognised(workbook.glance(likeliest));
    for index in 0..workbook.sheets().len() {
        // Beside a sheet of benefits, others may be instructions, with words and numbers as discards have.
        let in_question = index == likeliest || fields < BENEFIT_FIELDS;
        if in_question && response::is_discards(workbook.glance(index), import::recognised) {
            return Ok(Destination::Esiti);
        }
    }
    if import::tells_of_people(workbook.glance(likeliest)) {
        Ok(Destination::Estratto)
    } else if fields > 0 {
        Ok(Destination::Importa)
    } else {
        Err("Il file è un foglio, ma senza le intestazioni di un foglio di prestazioni né i messaggi di uno di scarti INPS.".to_owned())
    }
}
