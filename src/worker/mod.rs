//! The archive worker's loop: one request after the other, each change stored in one transaction.
//!
//! On the wire a message is `[id, message, bytes?]`: the request, or the answer with the action that it was, as bytes
//! (`desk::wire`), a file's bytes beside it, handed over rather than copied; what the worker says unasked is a word
//! (`desk::Word`). Written here rather than taken from gloo-worker because a busy worker must be stoppable at once
//! (*Annulla*), which that library cannot do, and because its codec is no longer kept up.

mod office;
pub mod storage;

use crate::desk::{Answer, Moment, Reply, Request, STALE, VERSION, Word, wire};
use chrono::NaiveDate;
use futures::StreamExt;
use futures::channel::mpsc::unbounded;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use office::Office;
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
            Some(None) => post(id, Answer::Refused { reasons: vec![STALE.to_owned()] }.into()),
            // The receiver lives as long as the worker.
            request => drop(sender.unbounded_send((id, request.flatten(), bytes))),
        }
    });
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    wasm_bindgen_futures::spawn_local(async move {
        let mut office = Office::open();
        while let Some((id, request, bytes)) = receiver.next().await {
            let Some(request) = request else {
                bench(id, bytes);
                continue;
            };
            let reply = office.answer(id, request, bytes).await;
            post(id, reply);
        }
    });
    say(&Word::Ready(VERSION.to_owned()));
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
    match crate::desk::bench::run(bytes, moment().today, &mut lap) {
        Ok(xml) => send(id, &laps.into(), Some(xml.into_bytes())),
        Err(reason) => send(id, &reason.into(), None),
    }
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Says a word to the page.
fn say(word: &Word) {
    // Nothing to be done about a page that went away.
    let _ = scope().post_message(&word.to_text().into());
}

fn post(id: f64, reply: Reply) {
    let Reply { answer, action, bytes } = reply;
    send(id, &Uint8Array::from(wire::encode(&(answer, action)).as_slice()), bytes);
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
