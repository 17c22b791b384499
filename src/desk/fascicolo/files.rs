//! Which stored files name a person: searched for their fiscal codes.

use super::request::Sezione;
use super::sections::{Whose, one, section};
use crate::archive::stampa::file_key;
use crate::desk::state::Desk;
use crate::records::Assistito;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use memchr::memmem;
use std::collections::BTreeSet;

/// A stored file that can be searched.
pub(super) struct Searched {
    pub(super) key: String,
    nome: String,
    /// What it is.
    tipo: String,
    /// Where an operator finds it.
    dove: String,
}

/// What the XML of a flow is called that is not among the files of a generation.
const XML: &str = "PRESTAZIONI";

impl Desk {
    /// The files of all generations but workbooks, which say what the log says; and the XML of all flows.
    pub(super) fn searched_files(&self) -> Vec<Searched> {
        let mut files = Vec::new();
        let mut seen = BTreeSet::new();
        for (key, stampa) in self.archive.stampe.iter() {
            let dove = format!("Gestione stampe, stampa del {}", stampa.creata.in_words());
            for file in stampa.files.iter().filter(|it| it.nome.strip_suffix(".xlsx").is_none()) {
                let key = file_key(key, &file.nome);
                seen.insert(key.clone());
                files.push(Searched { key, nome: file.nome.clone(), tipo: file.tipo.clone(), dove: dove.clone() });
            }
        }
        for (_, flusso) in self.archive.flussi.iter() {
            let Some(key) = self.archive.xml_key(flusso).filter(|key| !seen.contains(key)) else { continue };
            let nome = format!("{}.xml", flusso.nome);
            files.push(Searched { key, nome, tipo: XML.to_owned(), dove: "Gestione flussi".to_owned() });
        }
        files
    }

    pub(super) fn file_conservati(&self, whose: &Whose, person: &Assistito) -> Sezione {
        let by_name = whose.codes.is_empty();
        let words: Vec<String> = if by_name { vec![person.label()] } else { whose.codes.iter().cloned().collect() };
        let mut righe = Vec::new();
        let mut unread = 0;
        for it in self.searched_files() {
            let Some(bytes) = self.stored_file(&it.key) else {
                unread += 1;
                continue;
            };
            if !names(&it.nome, bytes, &words) {
                continue;
            }
            // The workbook of a log says the same.
            let sheet = it.nome.strip_suffix(".log.txt").map(|stem| format!("{stem}.log.xlsx"));
            righe.push(vec![it.nome, it.tipo.clone(), it.dove.clone()]);
            righe.extend(sheet.map(|nome| vec![nome, format!("{} (foglio)", it.tipo), it.dove]));
        }
        for (_, it) in self.archive.consultazioni.iter() {
            if it.righe.iter().any(|riga| whose.codes.contains(&riga.codice_fiscale)) {
                righe.push(vec![
                    it.file.clone(),
                    "Richiesta ISEE".to_owned(),
                    format!("Gestione consultazioni XML, richiesta {}", it.identificatore),
                ]);
            }
        }
        let mut made = section("File conservati", &["File", "Che cosa è", "Dove si trova"], one(righe));
        let by = if by_name {
            "La persona non ha un codice fiscale: nei file si sono cercati cognome e nome."
        } else {
            "File conservati nell'archivio che riportano il codice fiscale della persona."
        };
        let mut notes = vec![by.to_owned()];
        if made.gruppi.is_empty() {
            notes.push("Nessuno.".to_owned());
        }
        if unread > 0 {
            notes.push(format!("File che non si leggono, e non si sono potuti guardare: {unread}."));
        }
        made.nota = notes.join(" ");
        made
    }
}

/// Whether a file says one of these words. What goes to WaaS holds its flows wrapped in base64.
fn names(nome: &str, bytes: &[u8], words: &[String]) -> bool {
    let says = |text: &[u8]| words.iter().any(|word| memmem::find(text, word.as_bytes()).is_some());
    let wrapped = nome.strip_suffix(".json").is_some();
    says(bytes) || wrapped && unwrapped(&String::from_utf8_lossy(bytes)).any(|flusso| says(&flusso))
}

/// The flows of a file for WaaS.
fn unwrapped(text: &str) -> impl Iterator<Item = Vec<u8>> + '_ {
    let values = text.split("\"flusso\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    values.filter_map(|value| BASE64_STANDARD.decode(value).ok())
}
