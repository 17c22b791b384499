//! *Impostazioni*, the archive: copies of it, the passphrase over it, and emptying it.

pub mod dated;
pub(in crate::desk) mod in_hand;
mod merge;
pub mod request;

use super::reply::{Progress, Reply, file, refused};
use super::state::Desk;
use crate::archive::backup::{self, Backup, Contents};
use crate::archive::merge::{Decisions, keys_in_words};
use crate::archive::vault::{SHORTEST, Vault};
use crate::archive::{Archive, stored};
use crate::desk::request::Answer;
use crate::records::{Atto, Voce};
use in_hand::InHand;
use request::{KeepingState, OpenedBackup, SafekeepingAnswer, SafekeepingRequest};

/// MIME type of our backups.
const SIUSS: &str = "application/octet-stream";

/// A wrong passphrase is told nothing more.
pub const WRONG: &str = "La frase non è quella giusta.";
const NO_MEMORY: &str =
    "Il computer non ha abbastanza memoria libera per la frase: chiudere altri programmi e riprovare.";

impl Desk {
    pub(super) fn run_safekeeping(
        &mut self,
        request: SafekeepingRequest,
        bytes: &[u8],
        progress: Progress<'_>,
    ) -> Reply {
        match request {
            SafekeepingRequest::Backup { phrase } => self.backup(&phrase, progress),
            SafekeepingRequest::LiveCopy => self.memory(),
            SafekeepingRequest::Open { phrase } => self.open_backup(bytes, &phrase).into(),
            SafekeepingRequest::Restore => self.restore_backup().into(),
            SafekeepingRequest::Compare { part } => self.compare_backup(part).into(),
            SafekeepingRequest::Merge { decisions, others } => {
                let named = decisions.into_iter().collect();
                self.merge_backup(&Decisions { named, others }).into()
            }
            SafekeepingRequest::Leave => {
                self.in_hand = None;
                SafekeepingAnswer::State(self.keeping_state()).into()
            }
            SafekeepingRequest::Protect { old, new } => self.protect(&old, &new).into(),
            SafekeepingRequest::Unprotect { old } => self.unprotect(&old).into(),
            SafekeepingRequest::MakeRecoveryKey { phrase } => self.make_recovery_key(&phrase).into(),
            SafekeepingRequest::Wipe => self.wipe().into(),
        }
    }

    /// Whether a request stores all files anew: one that cannot be read would be lost.
    #[must_use]
    pub fn stores_anew(request: &SafekeepingRequest) -> bool {
        matches!(request, SafekeepingRequest::Protect { .. } | SafekeepingRequest::Unprotect { .. })
    }

    /// Whether a request needs all stored files: those that are to be copied, or stored anew.
    #[must_use]
    pub fn needs_all_files(request: &SafekeepingRequest) -> bool {
        use SafekeepingRequest::{Backup, LiveCopy};
        matches!(request, Backup { .. } | LiveCopy) || Self::stores_anew(request)
    }

    pub(in crate::desk) fn keeping_state(&self) -> KeepingState {
        let is_copy = |voce: &Voce| matches!(voce.atto(), Atto::CopiaFatta | Atto::CopiaRipristinata);
        let entries = || self.archive.registro().rev().map(|(_, voce)| voce);
        let last = entries().find(|voce| is_copy(voce)).map(Voce::quando).unwrap_or_default();
        let day = last.day();
        let vault = self.archive.vault.as_ref();
        KeepingState {
            protected: vault.is_some(),
            recovery_key: vault.is_some_and(Vault::has_recovery_key),
            last_backup: last.in_words(),
            days_since: day.and_then(|day| u32::try_from((self.moment.today - day).num_days()).ok()),
            changes_since: entries().take_while(|voce| !is_copy(voce)).count() as u32,
            contents: Contents::of(&self.archive),
        }
    }

    /// What cannot be stored is copied too: then it is the only copy.
    fn backup(&mut self, phrase: &str, progress: Progress<'_>) -> Reply {
        let vault = match (&self.archive.vault, phrase) {
            (Some(vault), _) => Some(vault.clone()),
            (None, "") => None,
            (None, phrase) => match self.new_vault(phrase) {
                Ok(vault) => Some(vault),
                Err(why) => return refused(why).into(),
            },
        };
        let there = |key: &str| self.lent.contains_key(key) || self.unstored.contains_key(key);
        let missing = missing_files(&self.archive, there).len();
        let unread = (missing > 0).then(|| format!("file che non si leggono: {missing}"));
        let keys = Some(keys_in_words(&self.archive)).filter(|keys| !keys.is_empty());
        let nota: Vec<String> = keys.into_iter().chain(unread).collect();
        self.log(Atto::CopiaFatta, None, nota.join(", "));
        let bytes = self.write_backup(vault.as_ref(), progress);
        file(&self.backup_name(), SIUSS, bytes)
    }

    fn write_backup(&mut self, vault: Option<&Vault>, progress: Progress<'_>) -> Vec<u8> {
        let files = self.unstored.iter().chain(&self.lent);
        let mut said = |done: u32, total: u32| progress("Copio l'archivio", done, total);
        backup::write(&mut self.archive, &self.damages, files, self.moment.at, vault, &mut said)
    }

    fn backup_name(&self) -> String {
        let at: String = self.moment.at.to_string().chars().filter(char::is_ascii_digit).collect();
        let (day, time) = at.split_at_checked(8).unwrap_or((&at, ""));
        format!("siuss-kit-{day}-{time}.siuss")
    }

    /// A copy that no journal tells of: of what is in memory where it cannot be stored, and into the folder.
    pub(super) fn memory(&mut self) -> Reply {
        let vault = self.archive.vault.clone();
        let bytes = self.write_backup(vault.as_ref(), &mut |_, _, _| {});
        file(&self.backup_name(), SIUSS, bytes)
    }

    fn open_backup(&mut self, bytes: &[u8], phrase: &str) -> Answer {
        self.in_hand = None;
        let directory = match backup::directory(bytes) {
            Ok(directory) => directory,
            Err(why) => return refused(why.to_string()),
        };
        let vault = match (&directory.serrature, self.random) {
            (None, _) => None,
            (Some(_), None) => return refused(NO_RANDOM),
            // One's own opens without asking.
            (Some(locks), _) if self.archive.vault.as_ref().is_some_and(|vault| vault.locks() == locks) => {
                self.archive.vault.clone()
            }
            (Some(_), _) if phrase.is_empty() => {
                return SafekeepingAnswer::Sealed { when: directory.quando.in_words() }.into();
            }
            (Some(locks), Some(random)) => match locks.open(phrase, random) {
                Some(vault) => Some(vault),
                None => return refused(WRONG),
            },
        };
        let Backup { records, files, mut lost } = match backup::open(bytes, vault.as_ref()) {
            Ok(backup) => backup,
            Err(why) => return refused(why.to_string()),
        };
        if let Err(refusal) = stored::head_of(&records) {
            return refused(refusal.to_string());
        }
        let (archive, damages) = stored::restore(&records);
        // What could not be read when the copy was made is lost in it too.
        let missing = missing_files(&archive, |key| files.iter().any(|(there, _)| there == key));
        let damaged = damages.iter().map(|damage| format!("record/{}", damage.key));
        for name in damaged.chain(missing.into_iter().map(|key| format!("file/{key}"))) {
            if !lost.contains(&name) {
                lost.push(name);
            }
        }
        let when = directory.quando.in_words();
        let (contents, here) = (directory.conteggi, Contents::of(&self.archive));
        self.in_hand = Some(InHand { quando: directory.quando, archive, damages, files, vault, compared: None });
        SafekeepingAnswer::Opened(OpenedBackup { when, contents, lost, here }).into()
    }

    /// What was open on the desk belongs to what is replaced.
    fn restore_backup(&mut self) -> Answer {
        let Some(InHand { quando, mut archive, files, vault, .. }) = self.in_hand.take() else {
            return refused(NONE_OPEN);
        };
        archive.vault = self.archive.vault.take().or(vault);
        archive.rewrite(files);
        *self = Self { archive, moment: self.moment, random: self.random, ..Self::default() };
        self.log(Atto::CopiaRipristinata, None, format!("del {quando}"));
        Answer::Done { message: "La copia è stata ripristinata: l'archivio è quello di allora.".into() }
    }

    fn new_vault(&self, phrase: &str) -> Result<Vault, String> {
        long_enough(phrase)?;
        let random = self.random.ok_or(NO_RANDOM)?;
        Vault::new(phrase, random).ok_or_else(|| NO_MEMORY.to_owned())
    }

    /// Whether this is the passphrase (or the recovery key) of the archive, if it has one.
    fn knows(&self, phrase: &str) -> bool {
        let Some(vault) = &self.archive.vault else { return true };
        self.random.is_some_and(|random| vault.locks().open(phrase, random).is_some())
    }

    fn protect(&mut self, old: &str, new: &str) -> Answer {
        if !self.knows(old) {
            return refused(WRONG);
        }
        if let Some(answer) = self.damaged_stays() {
            return answer;
        }
        let (vault, message) = match &self.archive.vault {
            // The key stays: a recovery key, and copies made before, stay good.
            Some(before) => {
                let changed = long_enough(new).and_then(|()| before.with_passphrase(new).ok_or(NO_MEMORY.to_owned()));
                (changed, "La frase è stata cambiata: quella di prima non apre più.")
            }
            None => (self.new_vault(new), "L'archivio è protetto: d'ora in poi si apre solo con la frase."),
        };
        let vault = match vault {
            Ok(vault) => vault,
            Err(why) => return refused(why),
        };
        self.archive.vault = Some(vault);
        self.store_anew(Atto::FraseCambiata);
        Answer::Done { message: message.into() }
    }

    fn unprotect(&mut self, old: &str) -> Answer {
        if !self.knows(old) {
            return refused(WRONG);
        }
        if let Some(answer) = self.damaged_stays() {
            return answer;
        }
        self.archive.vault = None;
        self.store_anew(Atto::FraseTolta);
        Answer::Done { message: "La frase è stata tolta: l'archivio è conservato in chiaro.".into() }
    }

    fn make_recovery_key(&mut self, phrase: &str) -> Answer {
        let Some(vault) = self.archive.vault.clone() else {
            return refused("La chiave di recupero serve solo dove c'è una frase.");
        };
        if !self.knows(phrase) {
            return refused(WRONG);
        }
        let Some((vault, printed)) = vault.with_recovery_key() else { return refused(NO_MEMORY) };
        self.archive.vault = Some(vault);
        self.log(Atto::RecuperoFatto, None, "");
        SafekeepingAnswer::RecoveryKey(printed).into()
    }

    /// What cannot be read would stay stored as it is, and go when everything is written anew.
    fn damaged_stays(&self) -> Option<Answer> {
        (!self.damages.is_empty()).then(|| {
            refused("Una parte dell'archivio non si legge e andrebbe persa: prima ripristinare una copia di riserva.")
        })
    }

    fn store_anew(&mut self, atto: Atto) {
        let files = std::mem::take(&mut self.lent);
        self.archive.rewrite(files);
        self.log(atto, None, "");
    }

    fn wipe(&mut self) -> Answer {
        let mut archive = Archive::default();
        archive.rewrite(None);
        *self = Self { archive, moment: self.moment, random: self.random, ..Self::default() };
        Answer::Done { message: "L'archivio è stato cancellato.".into() }
    }
}

/// Keys of the files that records tell of and that are not there.
fn missing_files(archive: &Archive, is_there: impl Fn(&str) -> bool) -> Vec<String> {
    archive.file_keys(|_| true).into_iter().filter(|key| !key.is_empty() && !is_there(key)).collect()
}

fn long_enough(phrase: &str) -> Result<(), String> {
    if phrase.chars().count() >= SHORTEST {
        return Ok(());
    }
    Err(format!(
        "La frase è troppo corta: servono almeno {SHORTEST} caratteri. Quattro parole a caso si ricordano bene."
    ))
}

const NONE_OPEN: &str = "Nessuna copia è aperta: sceglierla di nuovo.";
const NO_RANDOM: &str = "Il browser non dà numeri casuali: aggiornarlo e riprovare.";
