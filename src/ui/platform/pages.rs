//! The pages of this address that are open, each by a number of its own, which a page that is loaded anew keeps.

use gloo_storage::{SessionStorage, Storage as _};
use js_sys::Math;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent, Storage};

/// Where the number is kept: it is of no person, and goes with the tab.
const PAGE: &str = "siuss-kit/pagina";
/// On which the pages hear each other.
const CHANNEL: &str = "siuss-kit/pagine";
/// What a page asks the others.
const WHO: &str = "chi";

/// This page's number.
#[must_use]
pub fn own() -> u32 {
    let known = storage().and_then(|it| it.get_item(PAGE).ok()??.parse().ok());
    known.unwrap_or_else(another)
}

/// Another number for this page: a tab that was doubled has that of the first one.
pub fn another() -> u32 {
    // The bits that differ most.
    let page = Math::random().to_bits() as u32;
    // Where site data are blocked nothing is kept anyway.
    let _ = storage().map(|it| it.set_item(PAGE, &page.to_string()));
    page
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?.map(|_| SessionStorage::raw())
}

/// The other pages, as far as they were heard. Without such a channel nobody is.
#[derive(Clone, Copy)]
pub struct Others {
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    heard: StoredValue<Vec<u32>>,
}

/// Answers the other pages from now on, and hears them; `page` is this one's number.
#[must_use]
pub fn meet(page: StoredValue<u32>) -> Others {
    let channel = BroadcastChannel::new(CHANNEL).ok();
    let heard = StoredValue::new(Vec::new());
    if let Some(channel) = &channel {
        let back = channel.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(said) = event.data().as_string() else { return };
            if said == WHO {
                // A page that cannot answer is taken for one that is no more.
                let _ = back.post_message(&page.get_value().to_string().into());
            } else if let Ok(other) = said.parse() {
                heard.update_value(|heard| heard.push(other));
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
    }
    Others { channel: StoredValue::new_local(channel), heard }
}

impl Others {
    /// Asks who is there.
    pub fn ask(self) {
        self.channel.with_value(|channel| drop(channel.as_ref().map(|it| it.post_message(&WHO.into()))));
    }

    /// Whether a page said that it is there.
    pub fn lives(self, page: u32) -> bool {
        self.heard.with_value(|heard| heard.contains(&page))
    }
}
