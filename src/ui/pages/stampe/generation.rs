//! A generation: when it was made, what is in it, its files, and its red bin.

use crate::desk::Request;
use crate::desk::conto::ContoView;
use crate::desk::stampe::request::{FileView, StampaView, StampeRequest};
use crate::records::StampaId;
use crate::route::Route;
use crate::ui::components::{Icon, TableRow, icon, table};
use crate::ui::platform::location;
use crate::ui::state::{State, use_state};
use leptos::prelude::*;

/// `23/11/2026 ore 10:00`.
pub(super) fn when(stampa: &StampaView) -> String {
    stampa.created.in_words().replacen(' ', " ore ", 1)
}

pub(super) fn in_words(stampa: &StampaView) -> String {
    format!(
        "Inviate {} prestazioni di {} persone; lasciate fuori {}. Filtri: {}.",
        stampa.sent, stampa.people, stampa.left_out, stampa.filters,
    )
}

/// How what was found became what was written: a sentence, and the same as a small table.
pub(in crate::ui::pages) fn conto_view(conto: ContoView) -> AnyView {
    let row = |(what, count): (String, String)| -> TableRow {
        ("", vec![what.into_any(), view! { <span class="mono">{count}</span> }.into_any()])
    };
    let rows = conto.table.into_iter().map(row).collect();
    view! {
        <p>{conto.words}</p>
        <details>
            <summary>"Il conto"</summary>
            {table("Dalle righe trovate alle prestazioni scritte", &["Che cosa", "Quante"], 0, rows)}
        </details>
    }
    .into_any()
}

/// Deletes a generation, after a question that says what stays.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "what a component is given, it has")]
pub(super) fn Delete(state: State, stampa: StampaId, when: String) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let close = move || {
        if let Some(dialog) = dialog.get() {
            dialog.close();
        }
    };
    let delete = move |_| {
        close();
        state.act(Request::Stampe(StampeRequest::Delete { stampa }), |_| {
            location::go(&Route::Stampe(None));
            location::focus("heading");
        });
    };
    let open = move |_| {
        if let Some(dialog) = dialog.get() {
            let _ = dialog.show_modal();
        }
    };
    view! {
        <button
            type="button"
            class="btn btn-sm btn-outline-danger"
            aria-label=format!("Elimina la stampa del {when}")
            on:click=open
        >
            "Elimina"
        </button>
        <dialog node_ref=dialog aria-label="Conferma eliminazione">
            <div class="dialog-body">
                <p>{format!("Eliminare la stampa del {when}?")}</p>
                <p>
                    "Se ne vanno il testo, il log e lo zip. Il flusso e il suo XML restano in Gestione flussi, e le prestazioni restano inviate."
                </p>
            </div>
            <div class="dialog-foot">
                <button type="button" class="btn btn-outline-primary" on:click=move |_| close()>"Annulla"</button>
                <button type="button" class="btn btn-danger" on:click=delete>"Elimina"</button>
            </div>
        </dialog>
    }
}

/// All files of a generation at once.
#[component]
pub(in crate::ui::pages) fn SaveAll(stampa: StampaId) -> impl IntoView {
    let state = use_state();
    view! {
        <button
            type="button"
            class="btn btn-sm btn-outline-primary"
            on:click=move |_| state.save(Request::Stampe(StampeRequest::Zip { stampa }))
        >
            {icon(Icon::Download)}
            " Salva tutto (zip)"
        </button>
    }
}

/// The files of a generation, each with its button.
#[component]
pub(in crate::ui::pages) fn Files(
    stampa: StampaId,
    files: Vec<FileView>,
    /// Called with the name of a file to be read on screen; no button where it is left out.
    #[prop(optional, into)]
    on_read: Option<Callback<String>>,
) -> impl IntoView {
    let state = use_state();
    let row = |file: FileView| -> TableRow {
        let name = file.name.clone();
        let readable = !file.name.ends_with("xlsx");
        let read = on_read.filter(|_| readable).map(|on_read| {
            let name = name.clone();
            file_button("Leggi", "btn btn-sm btn-outline-primary", &file.name, move || on_read.run(name.clone()))
        });
        let save = file_button("Salva", "btn btn-sm btn-primary", &file.name, move || {
            state.save(Request::Stampe(StampeRequest::File { stampa, name: name.clone() }));
        });
        let buttons = view! { <div class="toolbar">{read} {save}</div> }.into_any();
        let name = view! { <span class="mono">{file.name}</span> }.into_any();
        ("", vec![file.kind.into_any(), name, size(file.bytes).into_any(), buttons])
    };
    table("File della stampa", &["File", "Nome", "Dimensione", "Funzioni"], 0, files.into_iter().map(row).collect())
}

pub(super) fn file_button(words: &'static str, class: &'static str, name: &str, press: impl Fn() + 'static) -> AnyView {
    let label = format!("{words} {name}");
    view! { <button type="button" class=class aria-label=label on:click=move |_| press()>{words}</button> }.into_any()
}

/// A size in words that people use.
pub(super) fn size(bytes: u32) -> String {
    match bytes {
        0..1_000 => format!("{bytes} byte"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
