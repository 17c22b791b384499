//! The rows that are chosen: what is done with them is done with those that the operator can see.

use super::state::InvioState;
use crate::desk::invio::request::{InvioAnswer, InvioRequest};
use crate::desk::{Answer, Request};
use crate::records::PrestazioneId;
use crate::ui::state::{State, use_state};
use crate::ui::tasks;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The rows that are chosen: those that were found, and those that other filters hide.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    invio: InvioState,
    /// How many of them are among the rows found; the worker says it, for they may be on other pages.
    seen: RwSignal<usize>,
    /// What stays of them where they are deleted.
    stays: RwSignal<String>,
}

impl Chosen {
    /// Asks again whenever the choice, the query or the archive changes.
    pub(super) fn watch(state: State, invio: InvioState) -> Self {
        let seen = RwSignal::new(invio.selected.with_untracked(BTreeSet::len));
        let stays = RwSignal::new(String::new());
        Effect::new(move |_| {
            state.version.track();
            let Some(query) = invio.query.get() else { return };
            let ids: Vec<PrestazioneId> = invio.selected.get().into_iter().collect();
            if ids.is_empty() {
                return seen.set(0);
            }
            tasks::here(async move {
                if let Some(reply) = state.ask(Request::Invio(InvioRequest::Chosen { query, ids })).await
                    && let Answer::Invio(InvioAnswer::Chosen { count, stays: told }) = reply.answer
                {
                    seen.set(count as usize);
                    stays.set(told);
                }
            });
        });
        Self { invio, seen, stays }
    }

    /// How many of them were found.
    pub(super) fn seen(self) -> usize {
        self.seen.get()
    }

    /// How many of them other filters hide.
    pub(super) fn hidden(self) -> usize {
        self.invio.selected.with(BTreeSet::len).saturating_sub(self.seen())
    }
}

/// *Elimina selezionate*: those that were found.
#[component]
pub(super) fn DeleteSelected(invio: InvioState, chosen: Chosen) -> impl IntoView {
    let state = use_state();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let close = move || {
        if let Some(dialog) = dialog.get() {
            dialog.close();
        }
    };
    let delete = move |_| {
        close();
        let Some(query) = invio.query.get_untracked() else { return };
        let ids = invio.selected.get_untracked().into_iter().collect();
        tasks::of_page(async move {
            if state.doing(Request::Invio(InvioRequest::Delete { query, ids })).await.is_some() {
                invio.selected.update(BTreeSet::clear);
            }
        });
    };
    view! {
        <button
            type="button"
            class="btn btn-outline-primary"
            disabled=move || chosen.seen() == 0
            on:click=move |_| {
                if let Some(dialog) = dialog.get() {
                    let _ = dialog.show_modal();
                }
            }
        >
            "Elimina selezionate"
        </button>
        <dialog node_ref=dialog aria-labelledby="elimina-titolo">
            <div class="dialog-head">
                <h2 id="elimina-titolo">"Eliminare le righe scelte?"</h2>
            </div>
            <div class="dialog-body">
                <p>{move || format!("{} prestazioni non inviate saranno tolte dall'archivio, con la storia delle loro modifiche.", chosen.seen())}</p>
                <p>{move || chosen.stays.get()}</p>
                {move || {
                    let hidden = chosen.hidden();
                    (hidden > 0).then(|| view! { <p>{format!("Altre {hidden} scelte non sono tra le righe trovate e non saranno toccate.")}</p> })
                }}
            </div>
            <div class="dialog-foot">
                <button type="button" class="btn btn-outline-primary" on:click=move |_| close()>"Annulla"</button>
                <button type="button" class="btn btn-danger" on:click=delete>"Elimina"</button>
            </div>
        </dialog>
    }
}
