//! What the worker says to the page, and the moment by its clock.

use crate::desk::{Moment, Reply, Word, wire};
use chrono::NaiveDate;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_str;
use web_sys::DedicatedWorkerGlobalScope;

/// The moment by the workstation's own clock and time zone.
pub(super) fn moment() -> Moment {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(i32::MAX);
    let today = NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default();
    Moment::new(today, now.get_hours(), now.get_minutes())
}

/// The browser's own randomness, there on plain http too. Where it fails nothing may go on: what would be sealed with less
/// is not sealed.
pub(super) fn random(bytes: &mut [u8]) {
    // More at once the standard forbids.
    for chunk in bytes.chunks_mut(65_536) {
        let filled = scope().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(chunk));
        if filled.is_err() {
            throw_str("no randomness");
        }
    }
}

pub(super) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Says a word to the page.
pub(super) fn say(word: &Word) {
    // Nothing to be done about a page that went away.
    let _ = scope().post_message(&word.to_text().into());
}

pub(super) fn post(id: f64, reply: Reply) {
    let Reply { answer, action, bytes } = reply;
    send(id, &Uint8Array::from(wire::encode(&(answer, action)).as_slice()), bytes);
}

pub(super) fn send(id: f64, said: &JsValue, bytes: Option<Vec<u8>>) {
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
