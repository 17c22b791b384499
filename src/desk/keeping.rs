//! What the desk has to do with storage: taking in what is stored, saying how it stands, and keeping what could not be
//! stored.

use super::state::Desk;
use crate::archive::Archive;
use crate::archive::stored::{Changes, Damage};
use crate::desk::request::{Answer, Opened};
use crate::desk::word::VERSION;
use chrono::NaiveDate;

/// Where the browser keeps nothing.
const IN_MEMORY: &str = "Il browser non permette di conservare dati in questa pagina: alla chiusura si perderà tutto. Usare una finestra normale, non anonima, e permettere i dati dei siti.";

impl Desk {
    /// Puts the archive as it is stored on the desk, with what of it cannot be read. Of what was open only a sheet is
    /// kept, to be checked again, with who works and what can be taken back.
    pub fn reload(&mut self, mut archive: Archive, damages: Vec<Damage>) {
        let mut import = self.import.take().or(self.confirmed.take());
        if let Some(import) = &mut import {
            import.forget_check();
        }
        let operatore = self.operatore.take();
        archive.go_on_from(&mut self.archive);
        archive.vault = self.archive.vault.take();
        *self = Self { archive, operatore, import, damages, random: self.random, ..Self::default() };
    }

    /// What the last request did is kept: a sheet that was confirmed will not be opened again.
    pub fn kept(&mut self) {
        self.confirmed = None;
    }

    /// Keeps the files of changes that cannot be stored.
    pub fn keep_unstored(&mut self, changes: Changes) {
        for key in &changes.gone_files {
            self.unstored.remove(key);
        }
        self.unstored.extend(changes.files);
    }

    /// Whether there is anything to lose.
    #[must_use]
    pub fn holds_something(&self) -> bool {
        !(self.archive.enti.is_empty() && self.archive.assistiti.is_empty() && self.archive.prestazioni.is_empty())
    }

    /// What the page needs to begin, of an archive stored with this revision; `None`: it is in memory only.
    #[must_use]
    pub fn opened(&self, revision: Option<u64>, today: NaiveDate) -> Answer {
        let mut warnings = Vec::new();
        if revision.is_none() {
            warnings.push(IN_MEMORY.to_owned());
        }
        if !self.damages.is_empty() {
            let keys: Vec<&str> = self.damages.iter().map(|damage| damage.key.as_str()).collect();
            warnings.push(format!(
                "Una parte dell'archivio non si legge ed è stata lasciata com'è ({}): il resto è disponibile, ma non si fanno stampe.",
                keys.join(", ")
            ));
        }
        Answer::Opened(Opened {
            version: VERSION.to_owned(),
            enti: self.enti(),
            profiles: self.profiles(),
            counts: self.counts(),
            revision: revision.unwrap_or_default(),
            warnings,
            damaged: !self.damages.is_empty(),
            in_memory: revision.is_none(),
            today: Some(today),
            operatore: self.operatore.clone(),
            keeping: self.keeping_state(),
        })
    }
}
