//! Keys that mean the same on every screen.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};

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

/// A key with what is held beside it, as `aria-keyshortcuts` has it: `Control+S`, `Alt+ArrowDown`, `?`.
#[must_use]
pub fn combination(event: &KeyboardEvent) -> String {
    let mut parts = Vec::new();
    if event.ctrl_key() || event.meta_key() {
        parts.push("Control".to_owned());
    }
    if event.alt_key() {
        parts.push("Alt".to_owned());
    }
    let key = event.key();
    let letter = key.len() == 1 && !parts.is_empty();
    parts.push(if letter { key.to_ascii_uppercase() } else { key });
    parts.join("+")
}

/// The elements of the page that a selector finds and that can be seen.
fn seen(selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    let all = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<HtmlElement>().ok());
    // What a closed part holds is laid out all the same.
    let folded =
        |it: &HtmlElement| it.closest("details:not([open]) > :not(summary)").is_ok_and(|found| found.is_some());
    all.filter(|it| it.offset_parent().is_some() && !folded(it)).collect()
}

/// Presses what has this key; a field gets the focus. Whether there was anything.
pub fn press(key: &str) -> bool {
    let found = seen("[aria-keyshortcuts]").into_iter().find(|it| {
        let keys = it.get_attribute("aria-keyshortcuts").unwrap_or_default();
        keys.split(' ').any(|own| own == key)
    });
    let Some(found) = found else { return false };
    if found.dyn_ref::<HtmlInputElement>().is_some() {
        let _ = found.focus();
    } else {
        // What is being typed counts before it is pressed.
        if let Some(typed) = document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _ = typed.blur();
        }
        found.click();
    }
    true
}

/// Goes to the next part of the screen, or to the one before: a heading, a group of fields, filters, buttons, a table. Whether there is one.
pub fn next_part(backwards: bool) -> bool {
    let parts =
        seen("main :is(h1, h2, legend, summary, .filters, .toolbar, [role=\"region\"]):not(.alert *, .toast-area *)");
    let Some(here) = document().active_element() else { return false };
    // Where nothing is chosen the body is: before all of them.
    let follows = |it: &&HtmlElement| here.compare_document_position(it) & Node::DOCUMENT_POSITION_FOLLOWING != 0;
    let precedes = |it: &&HtmlElement| {
        let place = here.compare_document_position(it);
        place & Node::DOCUMENT_POSITION_PRECEDING != 0 && place & Node::DOCUMENT_POSITION_CONTAINS == 0
    };
    let next = if backwards { parts.iter().rfind(precedes) } else { parts.iter().find(follows) };
    let Some(next) = next else { return false };
    if !next.has_attribute("tabindex") {
        let _ = next.set_attribute("tabindex", "-1");
    }
    next.focus().is_ok()
}

/// From what can be pressed in a row of a table to the same in the next row, or in the one before. Whether there is one.
pub fn next_row(backwards: bool) -> bool {
    let to = || {
        let here = document().active_element()?;
        let cell = here.closest("tbody td, tbody th").ok()??;
        let row = cell.parent_element()?;
        let column = (0..row.children().length()).find(|at| row.children().item(*at).as_ref() == Some(&cell))?;
        let row = if backwards { row.previous_element_sibling() } else { row.next_element_sibling() }?;
        let cell = row.children().item(column)?;
        let same = cell.query_selector("a[href], button:not(:disabled), input:not(:disabled)").ok()??;
        same.dyn_into::<HtmlElement>().ok()
    };
    to().is_some_and(|it| it.focus().is_ok())
}

/// Goes to the next field at fault, or to the one before; after the last comes the first. Whether there is any.
pub fn next_fault(backwards: bool) -> bool {
    let faults = seen("[aria-invalid=\"true\"]");
    let here = document().active_element();
    let at = here.and_then(|here| faults.iter().position(|it| **it == here));
    let next = match at {
        None if backwards => faults.last(),
        None => faults.first(),
        Some(at) if backwards => faults.get(at.checked_sub(1).unwrap_or(faults.len() - 1)),
        Some(at) => faults.get(if at + 1 == faults.len() { 0 } else { at + 1 }),
    };
    next.is_some_and(|it| it.focus().is_ok())
}
