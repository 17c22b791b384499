//! Keys that mean the same on every screen.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// Hears every key that nothing on screen has taken; `heard` says whether it was for it.
pub fn listen(heard: impl Fn(&KeyboardEvent) -> bool + 'static) {
    let _ = window_event_listener(ev::keydown, move |event| {
        if !event.default_prevented() && heard(&event) {
            event.prevent_default();
        }
    });
}

/// Hears whenever something is typed.
pub fn on_typing(heard: impl Fn() + 'static) {
    let _ = window_event_listener(ev::input, move |_| heard());
}

/// Whether a key goes to a field that text is typed into.
#[must_use]
pub fn is_typing(event: &KeyboardEvent) -> bool {
    const PRESSED: [&str; 6] = ["button", "checkbox", "file", "radio", "reset", "submit"];
    let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else { return false };
    match target.dyn_ref::<HtmlInputElement>() {
        Some(input) => !PRESSED.contains(&input.type_().as_str()),
        None => target.tag_name() == "TEXTAREA",
    }
}

/// Whether a dialog keeps all else from being reached.
#[must_use]
pub fn in_dialog() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|found| found.is_some())
}
