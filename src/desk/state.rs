//! The desk: the archive, what is open on it, and the one function that answers the page.
//! It does no IO: what it changes is taken from the archive and stored by the worker.

use super::estratto::open::Estratto;
use super::importa::session::ImportSession;
use super::safekeeping::in_hand::InHand;
use crate::archive::Archive;
use crate::archive::action::ActionId;
use crate::archive::judgement::{self, Judgement};
use crate::archive::stored::Damage;
use crate::archive::vault::{Locks, Random, Vault};
use crate::desk::invio::table;
use crate::desk::request::Counts;
use crate::records::{Atto, EnteId, Moment, Prestazione, PrestazioneId, RecordKey};
use chrono::NaiveDate;
use std::collections::HashMap;

/// First and last day of a period, where it has them.
pub(in crate::desk) type Within = (Option<NaiveDate>, Option<NaiveDate>);

/// The archive, and what is open on it.
#[derive(Default)]
pub struct Desk {
    pub(in crate::desk) archive: Archive,
    /// The moment of the request being answered.
    pub(in crate::desk) moment: Moment,
    /// The operator in use: an ente of theirs, and their fiscal code.
    pub(in crate::desk) operatore: Option<(EnteId, String)>,
    pub(in crate::desk) import: Option<ImportSession>,
    /// A civil-registry extract that is open.
    pub(in crate::desk) estratto: Option<Estratto>,
    /// What the request being answered did.
    pub(in crate::desk) action: Option<ActionId>,
    /// The sheet that was confirmed and is not stored yet: open again, where it cannot be.
    pub(in crate::desk) confirmed: Option<ImportSession>,
    /// Findings of the whole archive, until something changes or the day ends; deliveries gathered within a period.
    pub(in crate::desk) judgement: Option<(NaiveDate, Within, Judgement)>,
    /// What of the archive cannot be read.
    pub(in crate::desk) damages: Vec<Damage>,
    /// Files of an archive that cannot be stored.
    pub(in crate::desk) unstored: HashMap<String, Vec<u8>>,
    /// A backup that was opened.
    pub(in crate::desk) in_hand: Option<InHand>,
    /// Where randomness comes from; without it nothing can be sealed.
    pub(in crate::desk) random: Option<Random>,
    /// Stored files, for the present request only.
    pub(in crate::desk) lent: HashMap<String, Vec<u8>>,
}

impl Desk {
    /// A desk with this archive on it.
    #[must_use]
    pub fn new(mut archive: Archive) -> Self {
        archive.begin();
        Self { archive, ..Self::default() }
    }

    /// A desk that can seal what is stored.
    #[must_use]
    pub fn with_random(random: Random) -> Self {
        Self { random: Some(random), ..Self::default() }
    }

    /// What seals all that is stored, where there is a passphrase.
    #[must_use]
    pub fn vault(&self) -> Option<&Vault> {
        self.archive.vault.as_ref()
    }

    /// Opens the locks of a stored archive, which is to be read next. Whether this is what opens them.
    pub fn unlock(&mut self, locks: &Locks, phrase: &str) -> bool {
        let vault = self.random.and_then(|random| locks.open(phrase, random));
        let opened = vault.is_some();
        self.archive.vault = vault;
        opened
    }

    /// The archive, for the worker to take the changes from.
    pub fn archive_mut(&mut self) -> &mut Archive {
        &mut self.archive
    }

    /// Hands over the stored files that [`Desk::files_needed`] asked for, for the request that comes next.
    pub fn lend(&mut self, files: HashMap<String, Vec<u8>>) {
        self.lent = files;
    }

    /// A stored file that was lent, or could not be stored.
    pub(in crate::desk) fn stored_file(&self, key: &str) -> Option<&[u8]> {
        self.lent.get(key).or_else(|| self.unstored.get(key)).map(Vec::as_slice)
    }

    /// Something of the archive changed: what was derived from it is stale.
    pub(in crate::desk) fn touched(&mut self) {
        self.judgement = None;
        if let Some(import) = &mut self.import {
            import.forget_check();
        }
    }

    pub(in crate::desk) fn judge(&mut self, today: NaiveDate) {
        self.judge_within(today, (None, None));
    }

    /// Judges deliveries as they would be sent with the others of a period, and no more.
    pub(in crate::desk) fn judge_within(&mut self, today: NaiveDate, within: Within) {
        let gathered = self.archive.prestazioni.iter().any(|(_, it)| it.erogazione.is_some());
        let within = if gathered { within } else { (None, None) };
        if self.judgement.as_ref().is_none_or(|(day, period, _)| *day != today || *period != within) {
            let inside = |it: &Prestazione| table::in_period(it, within.0, within.1);
            self.judgement = Some((today, within, judgement::judge_within(&self.archive, today, inside)));
        }
    }

    pub(in crate::desk) fn judgement(&self) -> &Judgement {
        static NOTHING: std::sync::LazyLock<Judgement> = std::sync::LazyLock::new(Judgement::default);
        self.judgement.as_ref().map_or(&NOTHING, |(.., judgement)| judgement)
    }

    /// Ends an action: into the log, the journal and the histories. `nota` holds no personal data: counts, names of flows,
    /// ids of rules.
    pub(in crate::desk) fn log(&mut self, atto: Atto, su: Option<RecordKey>, nota: impl AsRef<str>) {
        let (moment, chi) = (self.moment, self.chi());
        self.action = self.archive.log(atto, su, nota.as_ref(), &moment, &chi);
    }

    pub(in crate::desk) fn counts(&self) -> Counts {
        let da_inviare = self.archive.prestazioni.iter().filter(|(_, it)| it.stato.da_inviare()).count();
        let to_take_back = |(_, it): &(PrestazioneId, &Prestazione)| it.stato.to_take_back().is_some();
        let da_cancellare = self.archive.prestazioni.iter().filter(to_take_back).count();
        Counts {
            assistiti: self.archive.assistiti.len() as u32,
            prestazioni: self.archive.prestazioni.len() as u32,
            da_inviare: da_inviare as u32,
            da_cancellare: da_cancellare as u32,
            stampe: self.archive.stampe.len() as u32,
            flussi_in_attesa: self.flussi_attesi().iter().filter(|it| it.caricato).count() as u32,
        }
    }
}
