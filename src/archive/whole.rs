//! The archive as a whole: its tables, the benefits with what they belong to, and the files that go with an action.

use super::action::ActionLog;
use super::settings::Settings;
use super::table::Table;
use super::vault::Vault;
use crate::import::MappingProfile;
use crate::isee::request;
use crate::records::{
    Assistito, Case, CaseMut, Consultazione, Ente, EsitoRicevuto, FlussoInviato, Id, Prestazione, PrestazioneId,
    Progetto, RecordKey, Revisione, Stampa, Voce,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Everything that is kept.
#[derive(Debug, Default)]
pub struct Archive {
    /// Granting bodies.
    pub enti: Table<Ente>,
    /// People.
    pub assistiti: Table<Assistito>,
    /// Cases.
    pub progetti: Table<Progetto>,
    /// Benefits.
    pub prestazioni: Table<Prestazione>,
    /// Flows made.
    pub flussi: Table<FlussoInviato>,
    /// Generations.
    pub stampe: Table<Stampa>,
    /// What INPS answered.
    pub esiti: Table<EsitoRicevuto>,
    /// Import profiles.
    pub profili: Table<MappingProfile>,
    /// ISEE requests, with INPS's answers.
    pub consultazioni: Table<Consultazione>,
    /// ISEE request profiles made from a specimen.
    pub profili_isee: Table<request::RequestProfile>,
    /// The journal: it only grows ([`Archive::log`]).
    pub(super) registro: Table<Voce>,
    /// What changed in records ([`Archive::log`]).
    pub(super) revisioni: Table<Revisione>,
    /// The last actions, to be taken back.
    pub(super) actions: ActionLog,
    /// Files still to be stored, by key; they are not kept in memory.
    pub(super) new_files: BTreeMap<String, Vec<u8>>,
    /// Files still to be deleted.
    pub(super) gone_files: BTreeSet<String>,
    /// Keys of the files that the action under way made.
    pub(super) made_files: Vec<String>,
    /// What was decided for the whole of it.
    pub settings: Settings,
    /// What seals all that is stored, where there is a passphrase.
    pub vault: Option<Vault>,
    /// Whether everything is to be stored anew ([`Archive::rewrite`]).
    pub(super) rewritten: bool,
    /// Files that it dropped, with their content where it is known.
    pub(super) dropped_files: Vec<(String, Option<Vec<u8>>)>,
}

impl Archive {
    /// All records, and nothing of how they are kept: to try something out on.
    pub(super) fn copy(&self) -> Self {
        Self {
            enti: self.enti.clone(),
            assistiti: self.assistiti.clone(),
            progetti: self.progetti.clone(),
            prestazioni: self.prestazioni.clone(),
            flussi: self.flussi.clone(),
            stampe: self.stampe.clone(),
            esiti: self.esiti.clone(),
            profili: self.profili.clone(),
            consultazioni: self.consultazioni.clone(),
            profili_isee: self.profili_isee.clone(),
            registro: self.registro.clone(),
            revisioni: self.revisioni.clone(),
            settings: self.settings.clone(),
            ..Self::default()
        }
    }

    /// A benefit with everything it belongs to.
    #[must_use]
    pub fn case(&self, id: PrestazioneId) -> Option<Case<'_>> {
        self.case_of(self.prestazioni.get(id)?)
    }

    pub(super) fn case_of<'a>(&'a self, prestazione: &'a Prestazione) -> Option<Case<'a>> {
        let progetto = self.progetti.get(prestazione.progetto)?;
        let assistito = self.assistiti.get(progetto.assistito)?;
        let ente = progetto.ente.and_then(|ente| self.enti.get(ente));
        Some(Case { ente, assistito, progetto, prestazione })
    }

    /// All benefits, oldest first.
    pub fn cases(&self) -> impl Iterator<Item = (PrestazioneId, Case<'_>)> {
        self.prestazioni.iter().filter_map(|(key, prestazione)| Some((key, self.case_of(prestazione)?)))
    }

    /// Changes a benefit, its case and its person together; `None` where there is none, or INPS has it.
    pub fn change<R>(&mut self, id: PrestazioneId, change: impl FnOnce(&mut CaseMut<'_>) -> R) -> Option<R> {
        let case = self.case(id).filter(|case| case.prestazione.stato.modificabile())?;
        let (mut assistito, mut progetto, mut prestazione) =
            (case.assistito.clone(), case.progetto.clone(), case.prestazione.clone());
        let (person, file) = (case.progetto.assistito, case.prestazione.progetto);
        let result =
            change(&mut CaseMut { assistito: &mut assistito, progetto: &mut progetto, prestazione: &mut prestazione });
        // Where a benefit stands moves by steps alone.
        if let Some(now) = self.prestazioni.get(id) {
            prestazione.stato = now.stato.clone();
            prestazione.invii.clone_from(&now.invii);
        }
        self.assistiti.replace(person, assistito);
        self.progetti.replace(file, progetto);
        self.prestazioni.replace(id, prestazione);
        Some(result)
    }

    /// The journal, oldest first.
    pub fn registro(&self) -> impl DoubleEndedIterator<Item = (Id<Voce>, &Voce)> {
        self.registro.iter()
    }

    /// How a record changed, oldest change first.
    pub fn revisions(&self, su: RecordKey) -> impl DoubleEndedIterator<Item = &Revisione> {
        self.revisioni.iter().map(|(_, revisione)| revisione).filter(move |revisione| revisione.su == su)
    }

    /// Forgets how records changed: they are gone for good. Says how many changes were told.
    pub(super) fn forget(&mut self, su: &HashSet<RecordKey>) -> usize {
        let gone: Vec<Id<Revisione>> =
            self.revisioni.iter().filter(|(_, it)| su.contains(&it.su)).map(|(key, _)| key).collect();
        for key in &gone {
            self.revisioni.remove(*key);
        }
        gone.len()
    }

    /// The flows by their names, which never repeat.
    #[must_use]
    pub fn flussi_by_name(&self) -> HashMap<&str, &FlussoInviato> {
        self.flussi.iter().map(|(_, flusso)| (flusso.nome.as_str(), flusso)).collect()
    }

    /// Keeps a file with the present action.
    pub fn keep_file(&mut self, key: String, bytes: Vec<u8>) {
        self.gone_files.remove(&key);
        self.made_files.push(key.clone());
        self.new_files.insert(key, bytes);
    }

    /// Deletes a file with the present action. Where `bytes` are what it holds, it can come back.
    pub fn drop_file(&mut self, key: &str, bytes: Option<Vec<u8>>) {
        self.new_files.remove(key);
        self.gone_files.insert(key.to_owned());
        self.dropped_files.push((key.to_owned(), bytes));
    }
}
