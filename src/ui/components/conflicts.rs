//! Fields that somebody else changed while they were being typed into: both values, and which one stays.

use super::Forms;
use crate::desk::anagrafe::view::{Conflict, Subject};
use crate::route::Route;
use crate::ui::tasks::late;
use leptos::prelude::*;

/// The dialog; it is there while there is something to settle. `next` is where the form goes once it is saved.
pub(in crate::ui) fn conflicts_view(forms: Forms, next: fn(Subject) -> Option<Route>) -> AnyView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let any = forms.conflicts.with(|all| !all.is_empty());
        if let Some(dialog) = dialog.get() {
            if any && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !any && dialog.open() {
                dialog.close();
            }
        }
    });
    let leave = move || forms.conflicts.set(Vec::new());
    view! {
        <dialog node_ref=dialog class="dialog-wide" aria-labelledby="conflitti-titolo" on:close=late(move |_| leave())>
            <div class="dialog-head">
                <h2 id="conflitti-titolo">"Modificati nel frattempo"</h2>
            </div>
            <div class="dialog-body">
                <p>
                    "Mentre si scriveva, questi campi sono cambiati nell'archivio: in un'altra scheda del browser, con un foglio importato o con una correzione. Niente è ancora stato salvato: scegliere che cosa tenere."
                </p>
                {move || forms.conflicts.get().into_iter().enumerate().map(|it| one(forms, it, next)).collect_view()}
            </div>
            <div class="dialog-foot">
                <button type="button" class="btn btn-outline-primary" on:click=move |_| leave()>
                    "Torna al modulo senza salvare"
                </button>
            </div>
        </dialog>
    }
    .into_any()
}

fn one(forms: Forms, (index, conflict): (usize, Conflict), next: fn(Subject) -> Option<Route>) -> AnyView {
    let id = format!("conflitto-{index}");
    let words = |words: &String| if words.is_empty() { "(vuoto)".to_owned() } else { words.clone() };
    let (typed, stored) = (words(&conflict.typed_words), words(&conflict.stored_words));
    let press = |label: &'static str, keep_typed: bool| {
        let conflict = conflict.clone();
        view! {
            <button
                type="button"
                class="btn btn-outline-primary"
                aria-describedby=id.clone()
                on:click=move |_| forms.settle(&conflict, keep_typed, next)
            >
                {label}
            </button>
        }
    };
    let (keep_typed, keep_stored) = (press("Tieni quello scritto qui", true), press("Tieni quello salvato", false));
    view! {
        <section class="panel">
            <h3 id=id.clone()>{conflict.label}</h3>
            <dl class="info-list">
                <dt>"Scritto qui"</dt>
                <dd>{typed}</dd>
                <dt>"Salvato"</dt>
                <dd>{stored}</dd>
            </dl>
            <div class="toolbar">{keep_typed} {keep_stored}</div>
        </section>
    }
    .into_any()
}
