//! Assistiti: the list, a person with their cases, a new person, two records made one.

mod merge;

use crate::desk::anagrafe::request::AnagrafeRequest;
use crate::desk::anagrafe::view::{List, Subject};
use crate::records::AssistitoId;
use crate::route::Route;
use crate::ui::components::{Forms, ListState, form_view, list_screen, rows_table, summary_view};
use crate::ui::pages::schede::{actions, delete_view, history_view, title_view};
use leptos::prelude::*;

/// The button, and what goes.
const DELETE: (&str, &str) = (
    "Elimina assistito",
    "Se ne vanno anche i suoi progetti, le loro prestazioni, la storia di tutte le modifiche e quello che INPS ne ha risposto.",
);

/// What the lists remember.
#[derive(Clone, Copy)]
pub(in crate::ui) struct ListStates {
    /// People.
    pub assistiti: ListState,
    /// Cases.
    pub progetti: ListState,
}

impl ListStates {
    /// Both, unfiltered.
    pub(in crate::ui) fn new() -> Self {
        Self { assistiti: ListState::new(List::Assistiti), progetti: ListState::new(List::Progetti) }
    }
}

/// The list.
pub(super) fn list() -> AnyView {
    let new = view! {
        <a class="btn btn-primary" href=Route::NuovoAssistito.to_hash()>"Nuovo assistito"</a>
        <a class="btn btn-outline-primary" href=Route::Estratto.to_hash()>{Route::Estratto.heading()}</a>
    }
    .into_any();
    let empty = "L'archivio non ha ancora assistiti: aggiungerne uno con «Nuovo assistito», oppure importare un foglio di prestazioni.";
    list_screen(expect_context::<ListStates>().assistiti, new, empty)
}

/// A new person.
pub(super) fn new() -> AnyView {
    let ask = AnagrafeRequest::New { subject: Subject::Assistito(None), ente: None, copy: false };
    super::schede::new_screen(ask, &Route::Assistiti(None), |saved| match saved {
        Subject::Assistito(id) => Some(Route::Assistiti(id)),
        _ => None,
    })
}

/// A person with their cases.
pub(super) fn person(id: AssistitoId) -> AnyView {
    let ask = AnagrafeRequest::Assistito(id);
    let forms = Forms::new(ask.clone());
    let form = forms.only(|subject| matches!(subject, Subject::Assistito(_)));
    let cases = move || {
        forms.scheda.with(|scheda| scheda.as_ref().map(|it| (it.columns.clone(), it.cases.clone())).unwrap_or_default())
    };
    view! {
        <div class="panel-head">
            {title_view(forms)}
            <div class="toolbar">
                <a class="btn btn-outline-primary" href=Route::Fascicolo(id).to_hash()>"Tutti i dati della persona"</a>
            </div>
        </div>
        {summary_view(forms)}
        <form
            class="panel"
            on:submit=move |event| {
                event.prevent_default();
                forms.save(|_| None);
            }
        >
            {move || form.get().map(|form| form_view(forms, form))}
            {actions(forms, "Modifica", ask, None)}
        </form>
        <section class="panel">
            <div class="panel-head">
                <h2>"Progetti sociali"</h2>
                <a class="btn btn-primary" href=Route::NuovoProgetto(id).to_hash()>"Nuovo progetto sociale"</a>
            </div>
            {move || {
                let (columns, rows) = cases();
                if rows.is_empty() {
                    view! { <div class="empty"><p>"La persona non ha ancora progetti: senza un progetto non può avere prestazioni."</p></div> }.into_any()
                } else {
                    rows_table(columns, rows, "#/progetti", "Progetti sociali della persona", None)
                }
            }}
        </section>
        {merge::merge_view(forms, id)}
        {history_view(forms)}
        {delete_view(forms, DELETE, AnagrafeRequest::DeleteAssistito(id), Route::Assistiti(None))}
    }
    .into_any()
}
