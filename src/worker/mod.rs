//! The archive worker's loop: one request after the other, each change stored in one transaction.
//!
//! On the wire a message is `[id, message, bytes?]`: the request or answer as bytes (`job::wire`), a file's bytes beside
//! it, handed over rather than copied. The first word is the worker's, `ready` and its version. Written here rather than taken from gloo-worker because a busy worker must be stoppable
//! at once (*Annulla*), which that library cannot do, and because its codec is no longer kept up.

pub mod storage;

use crate::archive::stored;
use crate::job::desk::{Desk, Reply};
use crate::job::{Answer, Moment, Request, STALE, ready, wire};
use chrono::NaiveDate;
use futures::StreamExt;
use futures::channel::mpsc::unbounded;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use std::collections::HashMap;
use storage::{CommitError, Storage};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Begins to serve the page. Never returns an answer that was not asked for, but for the first `ready`.
pub fn serve() {
    let (sender, mut receiver) = unbounded::<(f64, Option<Request>, Vec<u8>)>();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message = Array::from(&event.data());
        let id = message.get(0).as_f64().unwrap_or_default();
        let said = message.get(1).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        let bytes = message.get(2).dyn_into::<ArrayBuffer>();
        let bytes = bytes.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default();
        // `make bench` is no page and says nothing but a name.
        let request = (said != BENCH).then(|| wire::decode(&said));
        match request {
            Some(None) => post(id, &Answer::Refused { reasons: vec![STALE.to_owned()] }, None),
            // The receiver lives as long as the worker.
            request => drop(sender.unbounded_send((id, request.flatten(), bytes))),
        }
    });
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    wasm_bindgen_futures::spawn_local(async move {
        let mut office = Office::default();
        while let Some((id, request, bytes)) = receiver.next().await {
            let Some(request) = request else {
                bench(id, bytes);
                continue;
            };
            let reply = office.answer(id, request, bytes).await;
            post(id, &reply.answer, reply.bytes);
        }
    });
    let _ = scope().post_message(&ready(crate::job::VERSION).into());
}

/// The desk, with the storage behind it.
#[derive(Default)]
struct Office {
    desk: Desk,
    storage: Option<Storage>,
    revision: u64,
    /// What was said when the archive was loaded; `None` before.
    warnings: Option<Vec<String>>,
}

impl Office {
    async fn answer(&mut self, id: f64, request: Request, bytes: Vec<u8>) -> Reply {
        if let Request::Open { version } = &request {
            if version != crate::job::VERSION {
                return Answer::Refused { reasons: vec![STALE.to_owned()] }.into();
            }
            let warnings = match self.open().await {
                Ok(warnings) => warnings,
                Err(refusal) => return Answer::Refused { reasons: vec![refusal] }.into(),
            };
            return self.desk.opened(warnings, moment().today).into();
        }
        if let Some(storage) = &self.storage {
            let mut files = HashMap::new();
            for key in self.desk.files_needed(&request) {
                if let Some(bytes) = storage.file(&key).await {
                    files.insert(key, bytes);
                }
            }
            self.desk.lend(files);
        }
        let mut progress = |what: &str, done: u32, total: u32| {
            post(id, &Answer::Progress { what: what.to_owned(), done, total }, None);
        };
        let reply = self.desk.run(request, bytes, &moment(), &mut progress);
        match self.store().await {
            Ok(()) => reply,
            Err(reason) => {
                let warnings = self.load().await;
                match warnings {
                    Ok(_) => Answer::Reloaded { reason }.into(),
                    Err(refusal) => Answer::Refused { reasons: vec![reason, refusal] }.into(),
                }
            }
        }
    }

    /// Stores what the last request changed, wholly or not at all.
    async fn store(&mut self) -> Result<(), String> {
        let changes = self.desk.archive_mut().take_changes();
        if changes.is_empty() {
            return Ok(());
        }
        let Some(storage) = &self.storage else {
            self.desk.keep_unstored(changes);
            return Ok(());
        };
        match storage.commit(self.revision, &changes).await {
            Ok(revision) => {
                self.revision = revision;
                Ok(())
            }
            Err(CommitError::Stale) => Err(
                "Un'altra scheda del browser ha modificato l'archivio: ora si vedono i suoi dati. Ripetere l'operazione."
                    .to_owned(),
            ),
            Err(CommitError::Failed(why)) => Err(format!(
                "Il browser non è riuscito a salvare ({why}): l'operazione non è stata fatta e i dati di prima sono intatti. \
                 Liberare spazio sul disco e riprovare."
            )),
        }
    }

    /// The archive as it is stored. It is loaded again only where another tab changed it: what can be taken back stays so.
    async fn open(&mut self) -> Result<Vec<String>, String> {
        if let (Some(warnings), Some(storage)) = (&self.warnings, &self.storage)
            && storage.revision().await == Some(self.revision)
        {
            return Ok(warnings.clone());
        }
        self.load().await
    }

    /// Opens the storage and loads the archive as it is stored.
    async fn load(&mut self) -> Result<Vec<String>, String> {
        let mut warnings = Vec::new();
        if self.storage.is_none() {
            match Storage::open().await {
                Ok(storage) => self.storage = Some(storage),
                Err(why) => warnings.push(format!(
                    "Il browser non permette di conservare dati in questa pagina ({why}): alla chiusura si perderà tutto. \
                     Usare una finestra normale, non anonima."
                )),
            }
        }
        let Some(storage) = &self.storage else { return Ok(warnings) };
        let records = storage.records().await.map_err(|why| format!("L'archivio non si legge: {why}"))?;
        let head = records.iter().find(|(key, _)| key == stored::HEAD);
        self.revision = match head {
            Some((_, json)) => stored::head(json).map_err(|refusal| refusal.to_string())?.revisione,
            None => 0,
        };
        let (archive, damages) = stored::restore(&records);
        if !damages.is_empty() {
            let keys: Vec<&str> = damages.iter().map(|damage| damage.key.as_str()).collect();
            warnings.push(format!(
                "Una parte dell'archivio non si legge ed è stata lasciata com'è ({}): il resto è disponibile.",
                keys.join(", ")
            ));
        }
        self.desk = self.desk.reloaded(archive);
        self.warnings = Some(warnings.clone());
        Ok(warnings)
    }
}

/// The moment by the workstation's own clock and time zone.
fn moment() -> Moment {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(i32::MAX);
    let today = NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default();
    Moment::new(today, now.get_hours(), now.get_minutes())
}

/// What `make bench` says instead of a request.
const BENCH: &[u8] = b"bench";

/// Times the steps from a sheet to its flow, and answers `lettura 1440.2\n…` with the flow beside it.
fn bench(id: f64, bytes: Vec<u8>) {
    let now = || scope().performance().map_or(0.0, |performance| performance.now());
    let mut laps = String::new();
    let mut last = now();
    let mut lap = |name: &str| {
        let this = now();
        laps.push_str(&format!("{name} {}\n", this - last));
        last = this;
    };
    match crate::job::bench::run(bytes, moment().today, &mut lap) {
        Ok(xml) => send(id, &laps.into(), Some(xml.into_bytes())),
        Err(reason) => send(id, &reason.into(), None),
    }
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn post(id: f64, answer: &Answer, bytes: Option<Vec<u8>>) {
    send(id, &Uint8Array::from(wire::encode(answer).as_slice()), bytes);
}

fn send(id: f64, said: &JsValue, bytes: Option<Vec<u8>>) {
    let message = Array::of2(&id.into(), said);
    // Nothing to be done about a page that went away.
    let _ = match bytes {
        None => scope().post_message(&message),
        Some(bytes) => {
            let buffer = Uint8Array::from(bytes.as_slice()).buffer();
            message.push(&buffer);
            scope().post_message_with_transfer(&message, &Array::of1(&buffer))
        }
    };
}
