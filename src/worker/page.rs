//! What the worker says to the page, and the moment by its clock.

use crate::desk::{Moment, Reply, Word, wire};
use chrono::NaiveDate;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::DedicatedWorkerGlobalScope;

/// The moment by the workstation's own clock and time zone.
pub(super) fn moment() -> Moment {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(i32::MAX);
    let today = NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default();
    Moment::new(today, now.get_hours(), now.get_minutes())
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
