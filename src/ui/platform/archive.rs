//! The page's end of the wire to the archive worker.
//!
//! Requests are queued until the worker is ready, and answered in order. A long one reports progress and can be
//! cancelled: the worker is stopped at once and a new one opens the archive as it is stored. A worker may also end by
//! itself, or say nothing any more: nobody waits for ever ([`News`]).

pub use crate::desk::Reply;

use crate::desk::{ActionId, Answer, Request, STALE, VERSION, Word, wire};
use crate::ui::tasks;
use futures::channel::oneshot;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use leptos::prelude::set_interval;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent, Worker};

type OnProgress = Rc<dyn Fn(String, u32, u32)>;
type Waiting = (oneshot::Sender<Reply>, Option<OnProgress>);

/// What happens to the worker unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// It ended, and all that waited (`waited`: something did) was refused.
    Ended {
        /// Whether something waited.
        waited: bool,
    },
    /// It is of another version than the page, and was stopped.
    Stale,
    /// It stored something: the revision.
    Stored(u64),
    /// Another tab changed the archive.
    Changed,
    /// Something waits and nothing at all was heard for a while; or (`false`) it is heard again.
    Silent(bool),
}

/// Seconds of waiting without a word after which it is told. A slow computer works longer than that at some steps: it
/// is told, no more.
const PATIENCE: u32 = 20;

/// What is said to who waits for a worker that is not there any more.
const ENDED: &str = "L'archivio si è fermato e viene riaperto: quello che era in corso va ripetuto.";

/// The worker; cheap to clone, all clones speak to the same one.
#[derive(Clone)]
pub struct ArchiveLine(Rc<RefCell<Wire>>);

struct Wire {
    line: Line,
    next: u32,
    waiting: HashMap<u32, Waiting>,
    /// Seconds of waiting without a word.
    silent: u32,
    news: Rc<dyn Fn(News)>,
    ears: Option<Ears>,
}

/// Where the worker stands.
enum Line {
    /// There is none.
    Down,
    /// It is starting; what it will be asked.
    Starting(Worker, Vec<Array>),
    /// It hears.
    Up(Worker),
}

/// What listens to all the workers, one after the other.
struct Ears {
    message: Closure<dyn FnMut(MessageEvent)>,
    error: Closure<dyn FnMut(Event)>,
}

impl ArchiveLine {
    /// The wire without a worker ([`ArchiveLine::start`]). What happens unasked is told to `news`.
    #[must_use]
    pub fn new(news: impl Fn(News) + 'static) -> Self {
        let archive = Self(Rc::new(RefCell::new(Wire {
            line: Line::Down,
            next: 1,
            waiting: HashMap::new(),
            silent: 0,
            news: Rc::new(news),
            ears: None,
        })));
        let (hear, fail, listen) = (archive.clone(), archive.clone(), archive.clone());
        archive.0.borrow_mut().ears = Some(Ears {
            message: Closure::new(move |event: MessageEvent| hear.hear(&event)),
            error: Closure::new(move |_: Event| fail.end()),
        });
        set_interval(move || listen.second(), Duration::from_secs(1));
        archive
    }

    /// Starts a worker, where there is none.
    pub fn start(&self) {
        {
            let mut wire = self.0.borrow_mut();
            let (Line::Down, Some(ears)) = (&wire.line, &wire.ears) else { return };
            if let Ok(worker) = Worker::new(&address()) {
                worker.set_onmessage(Some(ears.message.as_ref().unchecked_ref()));
                worker.set_onerror(Some(ears.error.as_ref().unchecked_ref()));
                worker.set_onmessageerror(Some(ears.error.as_ref().unchecked_ref()));
                wire.line = Line::Starting(worker, Vec::new());
                return;
            }
        }
        self.end();
    }

    /// One more second has gone. Counted rather than looked up on a clock: a computer that slept was not silent.
    fn second(&self) {
        let mut wire = self.0.borrow_mut();
        wire.silent = if wire.waiting.is_empty() { 0 } else { wire.silent + 1 };
        if wire.silent == PATIENCE {
            wire.tell(News::Silent(true));
        }
    }

    fn hear(&self, event: &MessageEvent) {
        {
            let mut wire = self.0.borrow_mut();
            if std::mem::take(&mut wire.silent) >= PATIENCE {
                wire.tell(News::Silent(false));
            }
        }
        let data = event.data();
        if let Some(text) = data.as_string() {
            match Word::from_text(&text) {
                Some(Word::Ready(version)) if version == VERSION => self.0.borrow_mut().go(),
                Some(Word::Ready(_)) => {
                    self.stop(STALE);
                    self.tell(News::Stale);
                }
                Some(Word::Stored(revision)) => self.tell(News::Stored(revision)),
                Some(Word::Changed) => self.tell(News::Changed),
                Some(Word::Ended) => self.end(),
                None => {}
            }
            return;
        }
        let message = Array::from(&data);
        // The worker hands back the number it was given.
        #[allow(clippy::cast_sign_loss)]
        let id = message.get(0).as_f64().unwrap_or_default() as u32;
        let said = message.get(1).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        let Some((answer, action)) = wire::decode::<(Answer, Option<ActionId>)>(&said) else { return };
        if let Answer::Progress { what, done, total } = answer {
            let on_progress = self.0.borrow().waiting.get(&id).and_then(|(_, on_progress)| on_progress.clone());
            if let Some(on_progress) = on_progress {
                on_progress(what, done, total);
            }
            return;
        }
        let bytes = message.get(2).dyn_into::<ArrayBuffer>().ok().map(|buffer| Uint8Array::new(&buffer).to_vec());
        let waiting = self.0.borrow_mut().waiting.remove(&id);
        if let Some((sender, _)) = waiting {
            // Whoever asked may have gone to another screen.
            let _ = sender.send(Reply { answer, bytes, action });
        }
    }

    fn tell(&self, news: News) {
        self.0.borrow().tell(news);
    }

    /// Asks, and waits for the answer. `None` where the job was cancelled.
    pub async fn ask(&self, request: Request) -> Option<Reply> {
        self.ask_with(request, None, None).await
    }

    /// Asks with a file's bytes beside, hearing of progress.
    pub async fn ask_with(
        &self,
        request: Request,
        bytes: Option<ArrayBuffer>,
        on_progress: Option<OnProgress>,
    ) -> Option<Reply> {
        let receiver = self.0.borrow_mut().send(&request, bytes, on_progress)?;
        receiver.await.ok()
    }

    /// The worker ended, or is ended because it says nothing: what waits is refused, and it is told.
    pub fn end(&self) {
        let waited = self.stop(ENDED);
        self.tell(News::Ended { waited });
    }

    /// Stops whatever the worker is doing; all that waits is answered `None`. Nothing half done was stored.
    pub fn cancel(&self) {
        self.0.borrow_mut().hang_up();
    }

    /// Stops the worker, and refuses all that waits; whether something did.
    fn stop(&self, why: &str) -> bool {
        let waiting = self.0.borrow_mut().hang_up();
        let waited = !waiting.is_empty();
        for (sender, _) in waiting {
            // Whoever asked may have gone to another screen.
            let _ = sender.send(Answer::Refused { reasons: vec![why.to_owned()] }.into());
        }
        waited
    }

    /// The handshake: opens the archive.
    pub async fn open(&self) -> Option<Reply> {
        self.ask(Request::Open { version: VERSION.to_owned() }).await
    }
}

impl Wire {
    /// Told later, when nothing of the wire is being touched.
    fn tell(&self, news: News) {
        let tell = Rc::clone(&self.news);
        tasks::of_page(async move { tell(news) });
    }

    /// The worker is ready: it is told what was kept for it.
    fn go(&mut self) {
        if let Line::Starting(worker, queue) = std::mem::replace(&mut self.line, Line::Down) {
            for message in queue {
                post(&worker, &message);
            }
            self.line = Line::Up(worker);
        }
    }

    /// Stops the worker; gives back all that waits.
    fn hang_up(&mut self) -> Vec<Waiting> {
        if let Line::Starting(worker, _) | Line::Up(worker) = std::mem::replace(&mut self.line, Line::Down) {
            // What it said last is not heard any more.
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.set_onmessageerror(None);
            worker.terminate();
        }
        if std::mem::take(&mut self.silent) >= PATIENCE {
            self.tell(News::Silent(false));
        }
        self.waiting.drain().map(|(_, waiting)| waiting).collect()
    }

    /// Sends a request; `None` where there is no worker.
    fn send(
        &mut self,
        request: &Request,
        bytes: Option<ArrayBuffer>,
        on_progress: Option<OnProgress>,
    ) -> Option<oneshot::Receiver<Reply>> {
        let id = self.next;
        let message = Array::of2(&id.into(), &Uint8Array::from(wire::encode(request).as_slice()));
        if let Some(bytes) = bytes {
            message.push(&bytes);
        }
        match &mut self.line {
            Line::Down => return None,
            Line::Starting(_, queue) => queue.push(message),
            Line::Up(worker) => post(worker, &message),
        }
        self.next += 1;
        let (sender, receiver) = oneshot::channel();
        self.waiting.insert(id, (sender, on_progress));
        Some(receiver)
    }
}

fn post(worker: &Worker, message: &Array) {
    let bytes = message.get(2);
    let _ = if bytes.is_undefined() {
        worker.post_message(message)
    } else {
        worker.post_message_with_transfer(message, &Array::of1(&bytes))
    };
}

/// The worker's script: a blob that `start.mjs` made, and left beside its own address.
fn address() -> String {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("start"))
        .and_then(|script| script.get_attribute("data-archive"))
        .unwrap_or_default()
}
