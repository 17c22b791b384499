//! When somebody last did something on the page.

use js_sys::Date;
use leptos::ev;
use leptos::prelude::*;

/// Hears every key and pointer; the time of the last one, in milliseconds.
pub fn watch() -> StoredValue<f64> {
    let last = StoredValue::new(Date::now());
    let _ = window_event_listener(ev::keydown, move |_| last.set_value(Date::now()));
    let _ = window_event_listener(ev::pointerdown, move |_| last.set_value(Date::now()));
    last
}

/// Minutes since then.
#[must_use]
pub fn minutes_since(last: StoredValue<f64>) -> f64 {
    (Date::now() - last.get_value()) / 60_000.0
}
