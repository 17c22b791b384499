//! How the archive is stored: versioned envelopes of JSON, restored by pure functions that never panic.
//!
//! Keys of records: `prestazioni/12` (a block of 256); keys of files: `stampe/3/<name>`; the archive's own: `archivio`.
//! A renamed field of a stored record is a change of format: raise [`FORMAT`] and read the older one too.

use super::Archive;
use super::table::Table;
use crate::import::Profile;
use crate::isee::request;
use crate::records::{
    Assistito, Consultazione, Ente, EsitoRicevuto, FlussoInviato, Prestazione, Progetto, Revisione, Stampa, Voce,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Version of everything stored. 2: benefits stand in more ways than a program of 1 can read.
pub const FORMAT: u32 = 2;

/// Key of the archive's own record.
pub const HEAD: &str = "archivio";

/// The archive's own record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Head {
    /// Version of what is stored.
    pub formato: u32,
    /// Raised by every transaction: two tabs never overwrite each other.
    pub revisione: u64,
}

/// Why an archive cannot be opened at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A newer program wrote it.
    #[error(
        "L'archivio è stato scritto da una versione più recente del programma: aggiornare la pagina (Ctrl+F5) e riprovare. I dati non sono stati toccati."
    )]
    Newer,
    /// The head cannot be read.
    #[error(
        "L'intestazione dell'archivio non si legge: i dati non sono stati toccati. Ripristinare una copia di riserva."
    )]
    Head,
}

/// A block that could not be restored; it stays stored as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Its key.
    pub key: String,
}

/// What one action changed: to be stored wholly, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Records to put, by key.
    pub records: Vec<(String, String)>,
    /// Files to put, by key.
    pub files: Vec<(String, Vec<u8>)>,
    /// Files to delete, by key.
    pub gone_files: Vec<String>,
}

impl Changes {
    /// Whether there is nothing to store.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.files.is_empty() && self.gone_files.is_empty()
    }
}

/// A block of records as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct Envelope<R> {
    formato: u32,
    righe: R,
}

/// The head of a stored archive: whether this program may open it.
///
/// # Errors
/// A newer format, or a head that is none.
pub fn head(json: &str) -> Result<Head, Refusal> {
    let head: Head = serde_json::from_str(json).map_err(|_| Refusal::Head)?;
    if head.formato > FORMAT { Err(Refusal::Newer) } else { Ok(head) }
}

/// The archive that these stored records make. What cannot be read is said, and left stored.
#[must_use]
pub fn restore(records: &[(String, String)]) -> (Archive, Vec<Damage>) {
    let mut archive = Archive::default();
    let mut damages = Vec::new();
    for (key, json) in records {
        let whole = match key.split_once('/') {
            Some((table, block)) => block.parse().is_ok_and(|block| archive.load(table, block, json)),
            None => key == HEAD,
        };
        if !whole {
            damages.push(Damage { key: key.clone() });
        }
    }
    archive.complete_older_flows();
    (archive, damages)
}

impl Archive {
    /// Takes in a stored block; `false` where it could not be read whole.
    fn load(&mut self, table: &str, block: u32, json: &str) -> bool {
        match table {
            "enti" => load(&mut self.enti, block, json),
            "assistiti" => load(&mut self.assistiti, block, json),
            "progetti" => load(&mut self.progetti, block, json),
            "prestazioni" => load(&mut self.prestazioni, block, json),
            "flussi" => load(&mut self.flussi, block, json),
            "stampe" => load(&mut self.stampe, block, json),
            "esiti" => load(&mut self.esiti, block, json),
            "profili" => load(&mut self.profili, block, json),
            "registro" => load(&mut self.registro, block, json),
            "revisioni" => load(&mut self.revisioni, block, json),
            "consultazioni" => load(&mut self.consultazioni, block, json),
            "profili_isee" => load(&mut self.profili_isee, block, json),
            _ => false,
        }
    }

    /// What changed since last asked.
    pub fn take_changes(&mut self) -> Changes {
        let mut records = Vec::new();
        save::<Ente>(&mut self.enti, "enti", &mut records);
        save::<Assistito>(&mut self.assistiti, "assistiti", &mut records);
        save::<Progetto>(&mut self.progetti, "progetti", &mut records);
        save::<Prestazione>(&mut self.prestazioni, "prestazioni", &mut records);
        save::<FlussoInviato>(&mut self.flussi, "flussi", &mut records);
        save::<Stampa>(&mut self.stampe, "stampe", &mut records);
        save::<EsitoRicevuto>(&mut self.esiti, "esiti", &mut records);
        save::<Profile>(&mut self.profili, "profili", &mut records);
        save::<Voce>(&mut self.registro, "registro", &mut records);
        save::<Revisione>(&mut self.revisioni, "revisioni", &mut records);
        save::<Consultazione>(&mut self.consultazioni, "consultazioni", &mut records);
        save::<request::Profile>(&mut self.profili_isee, "profili_isee", &mut records);
        Changes {
            records,
            files: std::mem::take(&mut self.new_files).into_iter().collect(),
            gone_files: std::mem::take(&mut self.gone_files).into_iter().collect(),
        }
    }
}

fn load<T: DeserializeOwned>(table: &mut Table<T>, block: u32, json: &str) -> bool {
    // Keys far beyond any real archive would only ask for memory.
    if block > 1_000_000 {
        return false;
    }
    let envelope: Option<Envelope<Vec<Option<T>>>> = serde_json::from_str(json).ok();
    match envelope.filter(|envelope| envelope.formato <= FORMAT) {
        Some(envelope) => {
            table.load_block(block, envelope.righe, false);
            true
        }
        None => {
            table.load_block(block, Vec::new(), true);
            false
        }
    }
}

fn save<T: Serialize>(table: &mut Table<T>, name: &str, out: &mut Vec<(String, String)>) {
    for (block, rows) in table.take_dirty() {
        let envelope = Envelope { formato: FORMAT, righe: rows };
        if let Ok(json) = serde_json::to_string(&envelope) {
            out.push((format!("{name}/{block}"), json));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_comes_back() {
        let mut archive = Archive::default();
        for number in 0..300 {
            archive.assistiti.insert(Assistito { cognome: format!("FINTO{number}"), ..Assistito::default() });
        }
        archive.enti.insert(Ente { codice: "A129".into(), ..Ente::default() });
        let changes = archive.take_changes();
        assert_eq!(changes.records.len(), 3);
        let (restored, damages) = restore(&changes.records);
        assert_eq!(damages, []);
        assert!(restored.assistiti.iter().eq(archive.assistiti.iter()));
        assert!(restored.enti.iter().eq(archive.enti.iter()));
        assert!(archive.take_changes().is_empty());
    }

    #[test]
    fn damage_is_said_and_left_alone() {
        let good = r#"{"formato":1,"righe":[{"cognome":"FINTI","futuro":1},null]}"#;
        let records = [("assistiti/0", good), ("assistiti/1", "{\"righe\""), ("boh/0", "{}"), ("enti/x", "{}")];
        let records: Vec<_> = records.map(|(key, json)| (key.to_owned(), json.to_owned())).into();
        let (mut archive, damages) = restore(&records);
        assert_eq!(
            damages.iter().map(|damage| damage.key.as_str()).collect::<Vec<_>>(),
            ["assistiti/1", "boh/0", "enti/x"]
        );
        assert_eq!(archive.assistiti.get(0).unwrap().cognome, "FINTI");
        assert_eq!(archive.assistiti.insert(Assistito::default()), 512);
    }

    #[test]
    fn a_newer_archive_is_refused() {
        assert_eq!(head(r#"{"formato":1,"revisione":7}"#), Ok(Head { formato: 1, revisione: 7 }));
        assert_eq!(head(&format!(r#"{{"formato":{},"revisione":7}}"#, FORMAT + 1)), Err(Refusal::Newer));
        assert_eq!(head("boh"), Err(Refusal::Head));
    }
}
