//! The archive worker's loop: one request after the other, each change stored in one transaction.
//!
//! On the wire a message is `[id, message, bytes?]`: the request, or the answer with the action that it was, as bytes
//! (`desk::wire`), a file's bytes beside it, handed over rather than copied; what the worker says unasked is a word
//! (`desk::Word`). Written here rather than taken from gloo-worker because a busy worker must be stoppable at once
//! (*Annulla*), which that library cannot do, and because its codec is no longer kept up.

mod office;
mod page;
pub mod storage;

use crate::desk::{Answer, Request, STALE, VERSION, Word, wire};
use futures::StreamExt;
use futures::channel::mpsc::unbounded;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use office::Office;
use page::{post, say, scope};
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

/// Begins to serve the page. Never returns an answer that was not asked for, but for the first `ready`.
pub fn serve() {
    let (sender, mut receiver) = unbounded::<(f64, Request, Vec<u8>)>();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message = Array::from(&event.data());
        let id = message.get(0).as_f64().unwrap_or_default();
        let said = message.get(1).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        let bytes = message.get(2).dyn_into::<ArrayBuffer>();
        let bytes = bytes.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default();
        match wire::decode(&said) {
            // The receiver lives as long as the worker.
            Some(request) => drop(sender.unbounded_send((id, request, bytes))),
            None => post(id, Answer::Refused { reasons: vec![STALE.to_owned()] }.into()),
        }
    });
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    wasm_bindgen_futures::spawn_local(async move {
        let mut office = Office::open();
        while let Some((id, request, bytes)) = receiver.next().await {
            let reply = office.answer(id, request, bytes).await;
            post(id, reply);
        }
    });
    say(&Word::Ready(VERSION.to_owned()));
}
