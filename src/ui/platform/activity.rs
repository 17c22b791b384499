//! When somebody last did something on the page, and when it goes out of sight.

use js_sys::Date;
use leptos::ev;
use leptos::prelude::*;

/// Hears every key and pointer, and when the page comes in sight again; the time of the last use, in milliseconds. `back`
/// hears first how many minutes the one before is past, and says whether it ends the page for that: after a sleep no timer
/// has run yet, and whoever touches the page first must not be taken for who left it.
pub fn watch(back: impl Fn(f64) -> bool + Copy + 'static) -> StoredValue<f64> {
    let last = StoredValue::new(Date::now());
    let used = move || {
        if !back(minutes_since(last)) {
            last.set_value(Date::now());
        }
    };
    let _ = window_event_listener(ev::keydown, move |_| used());
    let _ = window_event_listener(ev::pointerdown, move |_| used());
    let _ = window_event_listener_untyped("visibilitychange", move |_| {
        if !document().hidden() {
            back(minutes_since(last));
        }
    });
    last
}

/// Hears when the page is hidden: the browser may end it without another word.
pub fn on_hidden(heard: impl Fn() + 'static) {
    let _ = window_event_listener_untyped("visibilitychange", move |_| {
        if document().hidden() {
            heard();
        }
    });
}

/// Has the browser ask before the page is closed or loaded anew, while `holds` says that something would be lost.
pub fn ask_before_leaving(holds: impl Fn() -> bool + 'static) {
    let _ = window_event_listener_untyped("beforeunload", move |event| {
        if holds() {
            event.prevent_default();
        }
    });
}

/// Minutes since then.
#[must_use]
pub fn minutes_since(last: StoredValue<f64>) -> f64 {
    (Date::now() - last.get_value()) / 60_000.0
}
