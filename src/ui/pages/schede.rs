//! What the screens of a person and of a case share: title, buttons, history, deletion, and the screen of something new.

use crate::desk::anagrafe::request::AnagrafeRequest;
use crate::desk::anagrafe::view::{Scheda, Subject};
use crate::route::Route;
use crate::ui::components::{Forms, act, conflicts_view, form_view, question, summary_view};
use leptos::prelude::*;

/// Whose screen it is, and how many findings it has.
pub(super) fn title_view(forms: Forms) -> AnyView {
    let title = move || forms.scheda.with(|it| it.as_ref().map(|it| it.title.clone()).unwrap_or_default());
    view! { <h2 id="scheda-titolo" tabindex="-1">{title}</h2> }.into_any()
}

/// The buttons of a form, with those of its screen, and what stands in the way.
pub(super) fn actions(forms: Forms, save: &'static str, ask: AnagrafeRequest, beside: Option<AnyView>) -> AnyView {
    // Said anew only where it differs.
    let standing = Memo::new(move |_| {
        let (blocks, warnings) = forms.checked.with(|checked| {
            let blocks = checked.notes.iter().filter(|it| it.note.blocks).count();
            (blocks, checked.notes.len() - blocks)
        });
        let unsaved = if forms.changed() { " Ci sono modifiche da salvare." } else { "" };
        if blocks + warnings == 0 {
            unsaved.to_owned()
        } else {
            format!("Blocchi: {blocks}, avvisi: {warnings}.{unsaved}")
        }
    });
    view! {
        <div class="toolbar form-actions">
            <button type="submit" class="btn btn-primary" aria-keyshortcuts="Control+S">{save}</button>
            {beside}
            <button
                type="button"
                class="btn btn-outline-primary"
                hidden=move || !forms.changed()
                on:click=move |_| forms.forget(ask.clone())
            >
                "Annulla le modifiche"
            </button>
            <span role="status">{move || standing.get()}</span>
        </div>
        {conflicts_view(forms, |_| None)}
    }
    .into_any()
}

/// What changed, when and by whom.
pub(super) fn history_view(forms: Forms) -> AnyView {
    let history = move || forms.scheda.with(|it| it.as_ref().map(|it| it.history.clone()).unwrap_or_default());
    view! {
        <section class="panel">
            <details>
                <summary>"Storia delle modifiche"</summary>
                {move || {
                    let history = history();
                    if history.is_empty() {
                        return view! { <p>"Nessuna modifica registrata."</p> }.into_any();
                    }
                    let lines: Vec<AnyView> = history
                        .into_iter()
                        .map(|it| {
                            let cambi = it.lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
                            view! { <li>{it.when} ", " {it.what} <ul>{cambi}</ul></li> }.into_any()
                        })
                        .collect();
                    view! { <ul>{lines}</ul> }.into_any()
                }}
            </details>
        </section>
    }
    .into_any()
}

/// Deletion, or why it cannot be. It can be taken back, so it is done at once, but where something stays that the operator
/// should know of.
pub(super) fn delete_view(
    forms: Forms,
    (words, goes): (&'static str, &'static str),
    ask: AnagrafeRequest,
    next: Route,
) -> AnyView {
    let of = move |of: fn(&Scheda) -> &String| forms.scheda.with(|it| it.as_ref().map(of).cloned().unwrap_or_default());
    let kept = move || of(|it| &it.kept);
    let asking = RwSignal::new(false);
    let delete = StoredValue::new(move || act(forms.state, ask.clone(), Some(next.clone())));
    let go = move || {
        asking.set(false);
        delete.with_value(|delete| delete());
    };
    let press = move |_| {
        if untrack(|| of(|it| &it.stays)).is_empty() {
            delete.with_value(|delete| delete());
        } else {
            asking.set(true);
        }
    };
    view! {
        <div class="toolbar">
            <button
                type="button"
                class="btn btn-outline-danger"
                disabled=move || !kept().is_empty()
                on:click=press
            >
                {words}
            </button>
            <span>{kept}</span>
        </div>
        {question(
            "elimina-domanda",
            asking.into(),
            Signal::derive(move || format!("Eliminare {}?", of(|it| &it.title))),
            view! {
                <p>{goes}</p>
                <p>{move || of(|it| &it.stays)}</p>
            }
            .into_any(),
            ("btn btn-danger", "Elimina"),
            move || asking.set(false),
            go,
        )}
    }
    .into_any()
}

/// The screen of something new: its form, *Salva*, and where to go then.
pub(super) fn new_screen(ask: AnagrafeRequest, back: &Route, next: fn(Subject) -> Option<Route>) -> AnyView {
    new_form(Forms::new(ask), ().into_any(), back, next)
}

/// The form of something new.
pub(super) fn new_form(forms: Forms, above: AnyView, back: &Route, next: fn(Subject) -> Option<Route>) -> AnyView {
    let form = forms.only(Subject::is_new);
    view! {
        {title_view(forms)}
        {summary_view(forms)}
        {above}
        <form
            class="panel"
            on:submit=move |event| {
                event.prevent_default();
                forms.save(next);
            }
        >
            {move || form.get().map(|form| form_view(forms, form))}
            <div class="toolbar form-actions">
                <button type="submit" class="btn btn-primary">"Salva"</button>
                <a class="btn btn-outline-primary" href=back.to_hash() on:click=move |_| forms.clear()>"Annulla"</a>
            </div>
        </form>
    }
    .into_any()
}
