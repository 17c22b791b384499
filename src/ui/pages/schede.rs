//! What the screens of a person and of a case share: title, buttons, history, deletion, and the screen of something new.

use crate::job::anagrafe::Ask;
use crate::job::anagrafe::view::Subject;
use crate::route::Route;
use crate::ui::components::{Forms, form_view};
use crate::ui::platform::location;
use leptos::prelude::*;

/// Whose screen it is, and how many findings it has.
pub(super) fn title_view(forms: Forms) -> AnyView {
    let title = Memo::new(move |_| forms.scheda.with(|it| it.as_ref().map(|it| it.title.clone()).unwrap_or_default()));
    view! { <h2 id="scheda-titolo" tabindex="-1">{move || title.get()}</h2> }.into_any()
}

/// The buttons of a form, and what stands in the way.
pub(super) fn actions(forms: Forms, save: &'static str, ask: Ask) -> AnyView {
    let counts = Memo::new(move |_| {
        forms.checked.with(|checked| {
            let blocks = checked.notes.iter().filter(|it| it.note.blocks).count();
            (blocks, checked.notes.len() - blocks)
        })
    });
    let changed = Memo::new(move |_| forms.changed());
    view! {
        <div class="toolbar form-actions">
            <button type="submit" class="btn btn-primary">{save}</button>
            <button
                type="button"
                class="btn btn-outline-primary"
                hidden=move || !changed.get()
                on:click=move |_| forms.forget(ask.clone())
            >
                "Annulla le modifiche"
            </button>
            <span role="status">
                {move || {
                    let (blocks, warnings) = counts.get();
                    let unsaved = if changed.get() { " Ci sono modifiche da salvare." } else { "" };
                    match (blocks, warnings) {
                        (0, 0) => unsaved.to_owned(),
                        _ => format!("Blocchi: {blocks}, avvisi: {warnings}.{unsaved}"),
                    }
                }}
            </span>
        </div>
    }
    .into_any()
}

/// What changed, when and by whom.
pub(super) fn history_view(forms: Forms) -> AnyView {
    let history =
        Memo::new(move |_| forms.scheda.with(|it| it.as_ref().map(|it| it.history.clone()).unwrap_or_default()));
    view! {
        <section class="panel">
            <details>
                <summary>"Storia delle modifiche"</summary>
                {move || {
                    let history = history.get();
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

/// Deletion, or why it cannot be.
pub(super) fn delete_view(forms: Forms, words: &'static str, delete: Callback<()>) -> AnyView {
    let kept = Memo::new(move |_| forms.scheda.with(|it| it.as_ref().map(|it| it.kept.clone()).unwrap_or_default()));
    view! {
        <div class="toolbar">
            <button
                type="button"
                class="btn btn-outline-danger"
                disabled=move || !kept.get().is_empty()
                on:click=move |_| delete.run(())
            >
                {words}
            </button>
            <span>{move || kept.get()}</span>
        </div>
    }
    .into_any()
}

/// The screen of something new: its form, *Salva*, and where to go then.
pub(super) fn new_screen(ask: Ask, back: &Route, next: fn(Subject) -> Route) -> AnyView {
    new_form(Forms::new(ask), ().into_any(), back, next)
}

/// The form of something new.
pub(super) fn new_form(forms: Forms, above: AnyView, back: &Route, next: fn(Subject) -> Route) -> AnyView {
    let form = Memo::new(move |_| forms.scheda.with(|it| it.as_ref().and_then(|it| it.forms.first().cloned())));
    let saved = Callback::new(move |subject| location::go(&next(subject)));
    view! {
        {title_view(forms)}
        {above}
        <form
            class="panel"
            on:submit=move |event| {
                event.prevent_default();
                forms.save(saved);
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
