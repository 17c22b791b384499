//! How the archive is stored: versioned envelopes of JSON, restored by pure functions that never panic.
//!
//! Keys of records: `prestazioni/12` (a block of 256); keys of files: `stampe/3/<name>`; the archive's own: `archivio`.
//! A renamed field of a stored record is a change of format: raise [`FORMAT`] and read the older one too.
//!
//! Where there is a passphrase each value is sealed ([`super::vault`]) but for the head, which has the locks: it tells
//! names of tables, counts and what was decided for the whole archive, nothing of the people.

use super::Archive;
use super::settings::Settings;
use super::table::Table;
use super::vault::Locks;
use crate::import::MappingProfile;
use crate::isee::request;
use crate::records::{
    Assistito, Consultazione, Ente, EsitoRicevuto, FlussoInviato, Prestazione, Progetto, Revisione, Stampa, Voce,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// Version of everything stored. 2: benefits stand in more ways than a program of 1 can read. 3: the head lists the
/// blocks, and a program of 2 would not keep the list. 4: values may be sealed. 5: histories name members of records by id,
/// no more by label. 6: the head tells which ISEE indicators were decided, and a program of 5 would not keep that.
pub const FORMAT: u32 = 6;

/// Key of the archive's own record.
pub const HEAD: &str = "archivio";

/// The archive's own record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Head {
    /// Version of what is stored.
    pub formato: u32,
    /// Raised by every transaction: two tabs never overwrite each other.
    pub revisione: u64,
    /// How many blocks each table has: a block that is not there any more is noticed. Formats 1 and 2 did not say.
    #[serde(default)]
    pub blocchi: Blocks,
    /// Where all else is sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serrature: Option<Locks>,
    /// What was decided for the whole archive.
    #[serde(flatten)]
    pub settings: Settings,
}

/// How many blocks each table has, by its name.
pub type Blocks = BTreeMap<String, u32>;

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
    /// There are records, and no head.
    #[error(
        "L'intestazione dell'archivio manca, ma i suoi dati ci sono: non sono stati toccati. Ripristinare una copia di riserva."
    )]
    Headless,
}

/// A block that could not be restored, or is not there any more; what is stored of it stays as it is.
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
    /// How many blocks each table has now.
    pub blocks: Blocks,
    /// What was decided for the whole archive; it goes into the head, whatever else changed.
    pub settings: Settings,
    /// Whether these are all records and files there are: what else is stored goes.
    pub replaces: bool,
}

impl Changes {
    /// Whether there is nothing to store.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.replaces && self.records.is_empty() && self.files.is_empty() && self.gone_files.is_empty()
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

/// The head among all stored records. Where nothing at all is stored it is that of a new archive.
///
/// # Errors
/// As [`head`]; or there are records without one.
pub fn head_of(records: &[(String, String)]) -> Result<Head, Refusal> {
    match records.iter().find(|(key, _)| key == HEAD) {
        Some((_, json)) => head(json),
        None if records.is_empty() => Ok(Head::default()),
        None => Err(Refusal::Headless),
    }
}

/// The archive that these stored records make. What cannot be read is said, and left stored.
#[must_use]
pub fn restore(records: &[(String, String)]) -> (Archive, Vec<Damage>) {
    let mut archive = Archive::default();
    let mut damages = Vec::new();
    for (key, json) in records {
        if key != HEAD && !archive.load(key, json) {
            damages.push(Damage { key: key.clone() });
        }
    }
    let there: HashSet<&str> = records.iter().map(|(key, _)| key.as_str()).collect();
    let head = head_of(records).unwrap_or_default();
    archive.settings = head.settings;
    for (table, blocks) in head.blocchi {
        let listed = (0..blocks.min(MOST_BLOCKS)).map(|block| format!("{table}/{block}"));
        for key in listed.filter(|key| !there.contains(key.as_str())) {
            archive.load(&key, GONE);
            damages.push(Damage { key });
        }
    }
    archive.complete_older_flows();
    archive.mark_older_demonstration();
    archive.begin();
    (archive, damages)
}

/// What stands for a block that is not there: nothing that can be read.
const GONE: &str = "";

/// Blocks beyond any real archive would only ask for memory.
const MOST_BLOCKS: u32 = 1_000_000;

/// What is done with each table, whatever it holds.
trait Visitor {
    fn table<T: Serialize + DeserializeOwned>(&mut self, name: &str, table: &mut Table<T>);
}

impl Archive {
    /// Shows all that is stored in blocks.
    fn visit(&mut self, visitor: &mut impl Visitor) {
        visitor.table::<Ente>("enti", &mut self.enti);
        visitor.table::<Assistito>("assistiti", &mut self.assistiti);
        visitor.table::<Progetto>("progetti", &mut self.progetti);
        visitor.table::<Prestazione>("prestazioni", &mut self.prestazioni);
        visitor.table::<FlussoInviato>("flussi", &mut self.flussi);
        visitor.table::<Stampa>("stampe", &mut self.stampe);
        visitor.table::<EsitoRicevuto>("esiti", &mut self.esiti);
        visitor.table::<MappingProfile>("profili", &mut self.profili);
        visitor.table::<Voce>("registro", &mut self.registro);
        visitor.table::<Revisione>("revisioni", &mut self.revisioni);
        visitor.table::<Consultazione>("consultazioni", &mut self.consultazioni);
        visitor.table::<request::RequestProfile>("profili_isee", &mut self.profili_isee);
    }

    /// Takes in a stored block; `false` where it could not be read whole.
    fn load(&mut self, key: &str, json: &str) -> bool {
        let Some((table, block)) = key.split_once('/') else { return false };
        let Some(block) = block.parse().ok().filter(|block| *block <= MOST_BLOCKS) else { return false };
        let mut load = Load { table, block, json, whole: false };
        self.visit(&mut load);
        load.whole
    }

    /// What changed since last asked.
    pub fn take_changes(&mut self) -> Changes {
        let replaces = std::mem::take(&mut self.rewritten);
        let mut save = Save { all: replaces, records: Vec::new(), blocks: Blocks::new() };
        self.visit(&mut save);
        if replaces {
            // What was all written is not dirty any more.
            self.visit(&mut Save { all: false, records: Vec::new(), blocks: Blocks::new() });
        }
        Changes {
            replaces,
            records: save.records,
            files: std::mem::take(&mut self.new_files).into_iter().collect(),
            gone_files: std::mem::take(&mut self.gone_files).into_iter().collect(),
            blocks: save.blocks,
            settings: self.settings.clone(),
        }
    }

    /// Everything is to be stored anew, and these are the files: another archive in the place of what is stored, or the
    /// same under another passphrase.
    pub fn rewrite(&mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) {
        self.rewritten = true;
        self.new_files.extend(files);
    }

    /// All records as they would be stored, with their head, but for blocks that are damaged where they are stored.
    pub(crate) fn whole(&mut self, damages: &[Damage]) -> Vec<(String, String)> {
        let mut save = Save { all: true, records: Vec::new(), blocks: Blocks::new() };
        self.visit(&mut save);
        let Save { mut records, blocks, .. } = save;
        records.retain(|(key, _)| damages.iter().all(|damage| damage.key != *key));
        let head = Head { formato: FORMAT, blocchi: blocks, settings: self.settings.clone(), ..Head::default() };
        records.extend(serde_json::to_string(&head).ok().map(|json| (HEAD.to_owned(), json)));
        records
    }
}

/// Takes one stored block into its table.
struct Load<'a> {
    table: &'a str,
    block: u32,
    json: &'a str,
    whole: bool,
}

impl Visitor for Load<'_> {
    fn table<T: Serialize + DeserializeOwned>(&mut self, name: &str, table: &mut Table<T>) {
        if name != self.table {
            return;
        }
        let envelope: Option<Envelope<Vec<Option<T>>>> = serde_json::from_str(self.json).ok();
        let rows = envelope.filter(|envelope| envelope.formato <= FORMAT).map(|envelope| envelope.righe);
        self.whole = rows.is_some();
        table.load_block(self.block, rows.unwrap_or_default(), !self.whole);
    }
}

/// Writes blocks as they are stored: those that changed, or all.
struct Save {
    all: bool,
    records: Vec<(String, String)>,
    blocks: Blocks,
}

impl Visitor for Save {
    fn table<T: Serialize + DeserializeOwned>(&mut self, name: &str, table: &mut Table<T>) {
        let count = table.blocks();
        if count > 0 {
            self.blocks.insert(name.to_owned(), count);
        }
        let blocks = if self.all { table.all_blocks() } else { table.take_dirty() };
        for (block, rows) in blocks {
            let righe: Vec<Option<&T>> = rows.iter().map(Option::as_deref).collect();
            let envelope = Envelope { formato: FORMAT, righe };
            if let Ok(json) = serde_json::to_string(&envelope) {
                self.records.push((format!("{name}/{block}"), json));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::AssistitoId;

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
        assert_eq!(archive.assistiti.get(AssistitoId::new(0)).unwrap().cognome, "FINTI");
        assert_eq!(archive.assistiti.insert(Assistito::default()), AssistitoId::new(512));
    }

    /// Three full blocks of people, and an ente, with their head.
    fn stored() -> Vec<(String, String)> {
        let mut archive = Archive::default();
        for number in 0..700 {
            archive.assistiti.insert(Assistito { cognome: format!("FINTO{number}"), ..Assistito::default() });
        }
        archive.enti.insert(Ente { codice: "A129".into(), ..Ente::default() });
        archive.whole(&[])
    }

    /// Without the block `gone`, it is told, what else there is is there, and the next person gets the key `next`.
    #[track_caller]
    fn check_gone(gone: &str, next: u32) {
        let mut records = stored();
        records.retain(|(key, _)| key != gone);
        let (mut archive, damages) = restore(&records);
        assert_eq!(damages, [Damage { key: gone.to_owned() }]);
        assert_eq!(archive.assistiti.insert(Assistito::default()), AssistitoId::new(next));
        assert_eq!(archive.take_changes().blocks, head_of(&stored()).unwrap().blocchi, "{gone} stays listed");
    }

    #[test]
    fn a_block_that_is_gone_is_told_and_its_keys_are_not_given_again() {
        check_gone("assistiti/0", 700);
        check_gone("assistiti/1", 700);
        check_gone("enti/0", 700);
        let mut records = stored();
        records.retain(|(key, _)| key != "assistiti/2");
        assert_eq!(restore(&records).0.assistiti.next_key(), AssistitoId::new(768));
    }

    #[test]
    fn a_head_of_before_lists_nothing() {
        let mut records = stored();
        records.retain(|(key, _)| key != HEAD && key != "assistiti/1");
        assert_eq!(head_of(&records), Err(Refusal::Headless));
        records.push((HEAD.into(), r#"{"formato":2,"revisione":7}"#.into()));
        assert_eq!(head_of(&records).unwrap().revisione, 7);
        assert_eq!(restore(&records).1, []);
        assert_eq!(head_of(&[]), Ok(Head::default()));
    }

    #[test]
    fn what_is_in_memory_is_written_whole_but_for_what_is_damaged() {
        let records = stored();
        let (mut archive, _) = restore(&records);
        assert_eq!(archive.whole(&[]), records);
        let damaged = Damage { key: "assistiti/1".into() };
        assert_eq!(archive.whole(std::slice::from_ref(&damaged)).len(), records.len() - 1);
    }

    #[test]
    fn a_newer_archive_is_refused() {
        let old = Head { formato: 1, revisione: 7, ..Head::default() };
        assert_eq!(head(r#"{"formato":1,"revisione":7}"#), Ok(old));
        assert_eq!(head(&format!(r#"{{"formato":{},"revisione":7}}"#, FORMAT + 1)), Err(Refusal::Newer));
        assert_eq!(head("boh"), Err(Refusal::Head));
    }
}
