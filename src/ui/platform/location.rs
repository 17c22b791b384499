//! The address bar: the hash is the route.

use crate::route::Route;
use leptos::ev;
use leptos::prelude::*;

/// The route of the present address.
#[must_use]
pub fn current() -> Route {
    let hash = window().location().hash().unwrap_or_default();
    Route::from_hash(&hash).unwrap_or(Route::Unknown)
}

/// Goes to a route, as a link would.
pub fn go(route: &Route) {
    // Only a page that is being unloaded refuses.
    let _ = window().location().set_hash(&route.to_hash());
}

/// Follows the address; other anchors than routes leave the screen as it is.
pub fn follow(route: RwSignal<Route>) {
    let _ = window_event_listener(ev::hashchange, move |_| {
        let hash = window().location().hash().unwrap_or_default();
        if let Some(next) = Route::from_hash(&hash)
            && route.get_untracked() != next
        {
            route.set(next);
        }
    });
}

/// Whether the page was opened from a file, by a double click. All such pages of a browser share one storage.
pub fn is_file() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// Begins the page anew.
pub fn reload() {
    // Only a page that is being unloaded refuses.
    let _ = window().location().reload();
}

/// Prints what is on screen, as the styles of print have it.
pub fn print() {
    // A browser that cannot says so itself.
    let _ = window().print();
}

/// The title of the window. Never anything personal.
pub fn set_title(heading: &str) {
    document().set_title(&format!("{heading} - siuss-kit"));
}

/// Puts the focus on an element, where there is one of this id.
pub fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    if let Some(element) = document().get_element_by_id(id).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Id of the element that has the focus; empty where it has no id.
pub fn focused() -> String {
    document().active_element().map(|element| element.id()).unwrap_or_default()
}

/// Gives the focus back where drawing anew is about to lose it: to the element of this id, or, where that is gone, to
/// another.
pub fn refocus_soon(id: String, instead: &'static str) {
    let lost = || document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    request_animation_frame(move || {
        for id in [id.as_str(), instead] {
            if lost() {
                focus(id);
            }
        }
    });
}

/// Puts the focus on an element that is about to be shown.
pub fn focus_soon(id: &'static str) {
    request_animation_frame(move || focus(id));
}
