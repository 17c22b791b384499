//! The desk, with the storage behind it: what is answered is what is stored, or it is said that it is not.

use super::page::{moment, post, random, say};
use super::storage::{Storage, Unavailable};
use crate::archive::Archive;
use crate::archive::stored::{self, Head};
use crate::archive::vault::Vault;
use crate::desk::drafts::{DRAFTS, Drafts, DraftsRequest};
use crate::desk::safekeeping::request::SafekeepingRequest;
use crate::desk::{Answer, Desk, Reply, Request, STALE, VERSION, WRONG, Word};
use std::collections::HashMap;
use std::mem;
use wasm_bindgen::prelude::*;
use web_sys::BroadcastChannel;

/// The channel on which the tabs tell each other that they stored something. A tab does not hear itself.
const CHANNEL: &str = "siuss-kit";

/// To store everything anew without it would delete it.
const FILES_UNREAD: &str = "Un file conservato non si legge e andrebbe perso: niente è stato cambiato. Salvare una copia di riserva, ripristinarla e riprovare.";

/// The desk, with the storage behind it.
pub(super) struct Office {
    desk: Desk,
    keeping: Keeping,
    /// To the other tabs, where the browser has such a thing; without it a stale tab notices when it stores.
    others: Option<BroadcastChannel>,
}

/// How what is on the desk stands with what is stored.
enum Keeping {
    /// Nothing was loaded yet.
    Unopened,
    /// It is what is stored, of this revision.
    Stored(Storage, u64),
    /// It is sealed, of this revision, and nothing of it is on the desk.
    Locked(Storage, u64),
    /// The browser stores nothing for this page: all is lost with it.
    Memory,
    /// What is stored cannot be read: nothing on the desk may be shown for it.
    Closed {
        /// Why, and what to do.
        reason: String,
        /// The revision that was loaded last; 0 for none.
        revision: u64,
    },
}

impl Office {
    pub(super) fn open() -> Self {
        let others = BroadcastChannel::new(CHANNEL).ok();
        if let Some(others) = &others {
            let hear = Closure::<dyn FnMut()>::new(|| say(&Word::Changed));
            others.set_onmessage(Some(hear.as_ref().unchecked_ref()));
            hear.forget();
        }
        Self { desk: Desk::with_random(random), keeping: Keeping::Unopened, others }
    }

    /// Answers a request. Whatever is asked first loads the archive: there is no desk without it.
    pub(super) async fn answer(&mut self, id: f64, request: Request, bytes: Vec<u8>) -> Reply {
        if let Request::Open { version } = &request {
            if version != VERSION {
                return Answer::Closed { reason: STALE.to_owned(), in_memory: false }.into();
            }
            if !self.is_as_stored().await {
                self.load().await;
            }
        } else if let Request::Unlock { phrase } = &request {
            if !self.unlock(phrase).await {
                return Answer::Refused { reasons: vec![WRONG.to_owned()] }.into();
            }
        } else if matches!(self.keeping, Keeping::Unopened) {
            self.load().await;
        }
        if let (Request::Safekeeping(SafekeepingRequest::Wipe), Keeping::Locked(..)) = (&request, &self.keeping)
            && let Keeping::Locked(storage, revision) = mem::replace(&mut self.keeping, Keeping::Unopened)
        {
            self.keeping = Keeping::Stored(storage, revision);
        }
        match (&request, &self.keeping) {
            (_, Keeping::Locked(..)) => Answer::Locked.into(),
            (Request::SaveMemory, _) => self.run(id, request, bytes),
            (Request::Drafts(request), Keeping::Stored(storage, _)) => {
                drafts(storage, request, self.desk.vault()).await
            }
            (_, Keeping::Closed { reason, .. }) => self.closed(reason.clone()),
            (Request::Open { .. } | Request::Unlock { .. }, Keeping::Stored(_, revision)) => {
                self.desk.opened(Some(*revision), moment().today).into()
            }
            (Request::Open { .. } | Request::Unlock { .. }, _) => self.desk.opened(None, moment().today).into(),
            _ => {
                let whole = self.lend(&request).await;
                if !whole && matches!(&request, Request::Safekeeping(request) if Desk::stores_anew(request)) {
                    return Answer::Refused { reasons: vec![FILES_UNREAD.to_owned()] }.into();
                }
                let reply = self.run(id, request, bytes);
                let unstored = self.store().await;
                if unstored.is_none() {
                    self.desk.kept();
                }
                unstored.unwrap_or(reply)
            }
        }
    }

    fn run(&mut self, id: f64, request: Request, bytes: Vec<u8>) -> Reply {
        let mut progress = |what: &str, done: u32, total: u32| {
            post(id, Answer::Progress { what: what.to_owned(), done, total }.into());
        };
        self.desk.run(request, bytes, &moment(), &mut progress)
    }

    fn closed(&self, reason: String) -> Reply {
        Answer::Closed { reason, in_memory: self.desk.holds_something() }.into()
    }

    /// Lends the desk the stored files that a request needs; whether all of them could be read.
    async fn lend(&mut self, request: &Request) -> bool {
        let Keeping::Stored(storage, _) = &self.keeping else { return true };
        let all = matches!(request, Request::Safekeeping(request) if Desk::needs_all_files(request));
        let keys = if all { storage.file_keys().await } else { Some(self.desk.files_needed(request)) };
        // What is half-typed is sealed anew with all else, and in no copy.
        let anew = matches!(request, Request::Safekeeping(request) if Desk::stores_anew(request));
        let keys = keys.map(|keys| keys.into_iter().filter(|key| anew || !key.starts_with(DRAFTS)).collect::<Vec<_>>());
        let mut whole = keys.is_some();
        let mut files = HashMap::new();
        for key in keys.unwrap_or_default() {
            match storage.file(&key, self.desk.vault()).await {
                Some(bytes) => drop(files.insert(key, bytes)),
                // What is half-typed is no reason to leave the archive as it is.
                None => whole &= key.starts_with(DRAFTS),
            }
        }
        self.desk.lend(files);
        whole
    }

    /// Stores what the last request changed, wholly or not at all. Where it was not stored, that is the answer.
    async fn store(&mut self) -> Option<Reply> {
        let changes = self.desk.archive_mut().take_changes();
        if changes.is_empty() {
            return None;
        }
        let Keeping::Stored(storage, revision) = &mut self.keeping else {
            self.desk.keep_unstored(changes);
            return None;
        };
        let failed = match storage.commit(*revision, &changes, self.desk.vault()).await {
            Ok(now) => {
                *revision = now;
                say(&Word::Stored(now));
                if let Some(others) = &self.others {
                    // They notice when they store.
                    let _ = others.post_message(&JsValue::NULL);
                }
                return None;
            }
            Err(failed) => failed,
        };
        self.desk.keep_unstored(changes);
        self.load().await;
        let failed = failed.to_string();
        let Keeping::Closed { reason, .. } = &mut self.keeping else {
            return Some(Answer::Reloaded { reason: failed }.into());
        };
        // Said to whoever asks next, too.
        *reason = format!("{failed} {reason}");
        let reason = reason.clone();
        Some(self.closed(reason))
    }

    /// Whether what is on the desk need not be loaded: another tab changed nothing, so that what is open on it can stay.
    async fn is_as_stored(&self) -> bool {
        match &self.keeping {
            Keeping::Stored(storage, revision) => storage.revision().await == Some(*revision),
            Keeping::Memory => true,
            Keeping::Unopened | Keeping::Locked(..) | Keeping::Closed { .. } => false,
        }
    }

    /// Loads the archive as it is stored. Where that cannot be, it is closed, and what was on the desk stays there.
    async fn load(&mut self) {
        let before = match mem::replace(&mut self.keeping, Keeping::Unopened) {
            Keeping::Stored(_, revision) | Keeping::Closed { revision, .. } => revision,
            Keeping::Unopened | Keeping::Locked(..) | Keeping::Memory => 0,
        };
        self.keeping = match self.read(before).await {
            Ok(keeping) => keeping,
            Err(Unavailable::Forbidden) if before == 0 => Keeping::Memory,
            Err(unavailable) => Keeping::Closed { reason: unavailable.to_string(), revision: before },
        };
    }

    /// Puts on the desk what is stored, of which a revision `before` was here already.
    async fn read(&mut self, before: u64) -> Result<Keeping, Unavailable> {
        let storage = Storage::open().await?;
        let Some(head) = storage.head().await? else {
            // Nothing at all, or records without a head.
            let records = storage.records(None).await?;
            if before > 0 && records.is_empty() {
                return Err(Unavailable::Gone);
            }
            stored::head_of(&records)?;
            self.desk.reload(Archive::default(), Vec::new());
            return Ok(Keeping::Stored(storage, 0));
        };
        // Another tab may have put another passphrase over it, or have taken it away.
        if self.desk.vault().map(Vault::locks) != head.serrature.as_ref() {
            self.desk = Desk::with_random(random);
            if head.serrature.is_some() {
                return Ok(Keeping::Locked(storage, head.revisione));
            }
        }
        let records = storage.records(self.desk.vault()).await?;
        let (archive, damages) = stored::restore(&records);
        self.desk.reload(archive, damages);
        Ok(Keeping::Stored(storage, head.revisione))
    }

    /// Opens an archive that is locked. Whether it is open now, or was closed for another reason, which is told then.
    async fn unlock(&mut self, phrase: &str) -> bool {
        let head = match Storage::open().await {
            Ok(storage) => storage.head().await,
            Err(unavailable) => Err(unavailable),
        };
        if let Ok(Some(Head { serrature: Some(locks), .. })) = head
            && !self.desk.unlock(&locks, phrase)
        {
            return false;
        }
        self.load().await;
        true
    }
}

/// What is half-typed: kept, or read. What cannot be kept is lost as it would be without: that is no news for who types.
async fn drafts(storage: &Storage, request: &DraftsRequest, vault: Option<&Vault>) -> Reply {
    let mut all = Vec::new();
    match request {
        DraftsRequest::Keep { page, typed } => {
            // Another version of the program may read it: with names, as all that is stored.
            let bytes = (!typed.is_empty()).then(|| serde_json::to_vec(typed).unwrap_or_default());
            let _ = storage.keep_beside(&format!("{DRAFTS}{page}"), bytes.as_deref(), vault).await;
        }
        DraftsRequest::Read => {
            let keys = storage.file_keys().await.unwrap_or_default();
            for key in keys.iter().filter(|key| key.starts_with(DRAFTS)) {
                let page = key.strip_prefix(DRAFTS).and_then(|page| page.parse().ok());
                let typed = storage.file(key, vault).await.and_then(|bytes| serde_json::from_slice(&bytes).ok());
                all.extend(page.zip(typed).map(|(page, typed)| Drafts { page, typed }));
            }
        }
    }
    Answer::Drafts(all).into()
}
