//! The page's end of the wire to the archive worker.
//!
//! Requests are queued until the worker is ready, and answered in order. A long one reports progress and can be
//! cancelled: the worker is stopped at once and a new one opens the archive as it is stored.

use crate::job::{Answer, Request, STALE, VERSION, ready, wire};
use futures::channel::oneshot;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// An answer, with the bytes of a file where it is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// The file.
    pub bytes: Option<Vec<u8>>,
}

type OnProgress = Rc<dyn Fn(String, u32, u32)>;

/// The worker; cheap to clone, all clones speak to the same one.
#[derive(Clone)]
pub struct Archive(Rc<RefCell<Wire>>);

struct Wire {
    worker: Option<Worker>,
    ready: bool,
    next: u32,
    queue: Vec<Array>,
    waiting: HashMap<u32, (oneshot::Sender<Reply>, Option<OnProgress>)>,
    listener: Option<Closure<dyn FnMut(MessageEvent)>>,
}

impl Archive {
    /// Starts the worker.
    #[must_use]
    pub fn start() -> Self {
        let archive = Self(Rc::new(RefCell::new(Wire {
            worker: None,
            ready: false,
            next: 1,
            queue: Vec::new(),
            waiting: HashMap::new(),
            listener: None,
        })));
        archive.spawn();
        archive
    }

    fn spawn(&self) {
        let this = self.clone();
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| this.hear(&event));
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        // Without the worker there is no archive: every request then stays unanswered, and the page says so.
        let Ok(worker) = Worker::new_with_options(&address(), &options) else { return };
        worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        let mut wire = self.0.borrow_mut();
        wire.worker = Some(worker);
        wire.ready = false;
        wire.listener = Some(listener);
    }

    fn hear(&self, event: &MessageEvent) {
        let data = event.data();
        if let Some(word) = data.as_string() {
            let mut wire = self.0.borrow_mut();
            let queue = std::mem::take(&mut wire.queue);
            wire.ready = word == ready(VERSION);
            if wire.ready {
                for message in queue {
                    wire.send(&message);
                }
                return;
            }
            for (_, (sender, _)) in wire.waiting.drain() {
                let answer = Answer::Refused { reasons: vec![STALE.to_owned()] };
                // Whoever asked may have gone to another screen.
                let _ = sender.send(Reply { answer, bytes: None });
            }
            return;
        }
        let message = Array::from(&data);
        // The worker hands back the number it was given.
        #[allow(clippy::cast_sign_loss)]
        let id = message.get(0).as_f64().unwrap_or_default() as u32;
        let said = message.get(1).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        let Some(answer) = wire::decode(&said) else { return };
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
            let _ = sender.send(Reply { answer, bytes });
        }
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
        let (sender, receiver) = oneshot::channel();
        {
            let mut wire = self.0.borrow_mut();
            let id = wire.next;
            wire.next += 1;
            wire.waiting.insert(id, (sender, on_progress));
            let message = Array::of2(&id.into(), &Uint8Array::from(wire::encode(&request).as_slice()));
            if let Some(bytes) = bytes {
                message.push(&bytes);
            }
            if wire.ready {
                wire.send(&message);
            } else {
                wire.queue.push(message);
            }
        }
        receiver.await.ok()
    }

    /// Stops whatever the worker is doing; all that waits is answered `None`. Nothing half done was stored.
    /// The archive must be opened anew ([`Archive::open`]).
    pub fn cancel(&self) {
        {
            let mut wire = self.0.borrow_mut();
            if let Some(worker) = wire.worker.take() {
                worker.terminate();
            }
            wire.waiting.clear();
            wire.queue.clear();
        }
        self.spawn();
    }

    /// The handshake: opens the archive.
    pub async fn open(&self) -> Option<Reply> {
        self.ask(Request::Open { version: VERSION.to_owned() }).await
    }
}

impl Wire {
    fn send(&self, message: &Array) {
        let Some(worker) = &self.worker else { return };
        let bytes = message.get(2);
        let _ = if bytes.is_undefined() {
            worker.post_message(message)
        } else {
            worker.post_message_with_transfer(message, &Array::of1(&bytes))
        };
    }
}

/// The worker's script; the build wrote it, with a hash of its files, beside the page's own script.
fn address() -> String {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("start"))
        .and_then(|script| script.get_attribute("data-archive"))
        .unwrap_or_else(|| "./archive.mjs".to_owned())
}
