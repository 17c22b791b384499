//! What the three screens of ISEE share.

use crate::desk::isee::request::{AssistitoQuery, IseeAnswer, IseeRequest};
use crate::desk::{Answer, Request};
use crate::ui::components::{self, text_field};
use crate::ui::platform::location;
use crate::ui::state::State;
use crate::ui::tasks::{self, late};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What was answered last; all three keep it in one kind of signal, for the page must be small.
pub(super) type Found = RwSignal<Option<IseeAnswer>>;

/// The chosen rows of a list, by their keys.
pub(super) type Chosen<K> = RwSignal<BTreeSet<K>>;

/// What a row of a list is known by.
pub(super) trait Key: Copy + Ord + Send + Sync + 'static {}

impl<K: Copy + Ord + Send + Sync + 'static> Key for K {}

/// Asks, and keeps what is answered.
pub(super) fn ask(state: State, request: IseeRequest, found: Found) {
    tasks::here(async move {
        if let Some(reply) = state.ask(Request::Isee(request)).await
            && let Answer::Isee(answer) = reply.answer
        {
            found.set(Some(answer));
        }
    });
}

/// *Assistito*, a field for each way to look for somebody.
#[derive(Clone, Copy)]
pub(super) struct Person([RwSignal<String>; 4]);

impl Person {
    pub(super) fn new() -> Self {
        Self([(); 4].map(|()| RwSignal::new(String::new())))
    }

    /// What is typed now, tracked.
    pub(super) fn query(self) -> AssistitoQuery {
        let [codice, cognome, nome, codice_fiscale] = self.0.map(|field| field.get());
        AssistitoQuery { codice, cognome, nome, codice_fiscale }
    }

    pub(super) fn reset(self) {
        components::reset(&self.0);
    }

    pub(super) fn view(self) -> AnyView {
        let [codice, cognome, nome, codice_fiscale] = self.0;
        view! {
            {text_field("isee-assistito-codice", "Codice assistito", "text", codice)}
            {text_field("isee-assistito-cognome", "Cognome", "search", cognome)}
            {text_field("isee-assistito-nome", "Nome", "search", nome)}
            {text_field("isee-assistito-cf", "Codice fiscale", "search", codice_fiscale)}
        }
        .into_any()
    }
}

/// A labelled tick.
pub(super) fn tick(id: &'static str, label: &'static str, value: RwSignal<bool>) -> AnyView {
    view! {
        <div class="tick">
            <input
                id=id
                class="check-plain"
                type="checkbox"
                prop:checked=move || value.get()
                on:change=late(move |event| value.set(event_target_checked(&event)))
            />
            <label for=id>{label}</label>
        </div>
    }
    .into_any()
}

/// The tick that chooses all rows on screen, which `keys` tells.
pub(super) fn choose_all<K: Key>(id: &'static str, keys: Signal<Vec<K>>, chosen: Chosen<K>) -> AnyView {
    let all = move || {
        let keys = keys.get();
        !keys.is_empty() && chosen.with(|chosen| keys.iter().all(|key| chosen.contains(key)))
    };
    let choose = move |event| {
        let wanted = event_target_checked(&event);
        let keys = keys.get_untracked();
        chosen.update(|chosen| {
            for key in keys {
                if wanted {
                    chosen.insert(key);
                } else {
                    chosen.remove(&key);
                }
            }
        });
    };
    view! {
        <div class="tick">
            <input
                id=id
                class="check-plain"
                type="checkbox"
                prop:checked=all
                disabled=move || keys.with(Vec::is_empty)
                on:change=late(choose)
            />
            <label for=id>"seleziona tutte"</label>
        </div>
    }
    .into_any()
}

/// The tick of a row; `may` where it can be chosen.
pub(super) fn choose<K: Key>(key: K, label: String, may: bool, chosen: Chosen<K>) -> AnyView {
    let choose = move |event| {
        let wanted = event_target_checked(&event);
        chosen.update(|chosen| {
            if wanted {
                chosen.insert(key);
            } else {
                chosen.remove(&key);
            }
        });
    };
    view! {
        <input
            class="check-plain"
            type="checkbox"
            aria-label=label
            disabled=!may
            prop:checked=move || chosen.with(|chosen| chosen.contains(&key))
            on:change=late(choose)
        />
    }
    .into_any()
}

/// A button of a row: its words, and whose row it is, for who does not see the table.
pub(super) fn row_button(words: &'static str, of: &str, on_press: impl Fn() + 'static) -> AnyView {
    let label = format!("{words}: {of}");
    let on_press: Box<dyn Fn()> = Box::new(on_press);
    view! {
        <button type="button" class="btn btn-sm btn-outline-primary" aria-label=label on:click=move |_| on_press()>
            {words}
        </button>
    }
    .into_any()
}

/// Lines one under the other.
pub(super) fn lines(lines: Vec<String>) -> AnyView {
    let line = |line: String| view! { <div class="small">{line}</div> }.into_any();
    lines.into_iter().map(line).collect::<Vec<AnyView>>().into_any()
}

/// What is said where there is nothing.
pub(super) fn nothing(words: &'static str) -> AnyView {
    view! { <div class="empty"><p>{words}</p></div> }.into_any()
}

/// An action that can be undone; the focus goes to `focus`.
pub(super) fn act(state: State, request: IseeRequest, focus: &'static str) {
    state.act(Request::Isee(request), move |_| location::focus_soon(focus));
}
