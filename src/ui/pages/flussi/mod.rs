//! Gestione flussi: the flows made, and one of them with its rows.

mod compare;
mod one;
mod parts;

use crate::desk::Part;
use crate::desk::flussi::request::{FlussiAnswer, FlussiRequest, FlussoView};
use crate::ui::components::{Pager, TableRow, table};
use crate::ui::state::use_state;
use leptos::prelude::*;
use one::One;
use parts::{Found, Trashing, ask, outcome, trash};

const LIST: &str = "flussi-elenco";
const HEADINGS: [&str; 7] =
    ["Data creazione", "Numero files", "Periodo", "Nome files", "Utente", "Esito del portale", "Funzioni"];

/// The screen.
#[component]
pub(super) fn Flussi(id: Option<u32>) -> impl IntoView {
    match id {
        Some(id) => view! { <One id/> }.into_any(),
        None => view! { <List/> }.into_any(),
    }
}

#[component]
fn List() -> impl IntoView {
    let state = use_state();
    let (page, per_page) = (RwSignal::new(0_u32), RwSignal::new(25_u32));
    let found = Found::new(None);
    let trashing = Trashing::new();
    Effect::new(move |_| {
        state.version.track();
        ask(state, FlussiRequest::List(Part { page: page.get(), per_page: per_page.get() }), found, "");
    });
    let total = Signal::derive(move || match found.get() {
        Some(FlussiAnswer::List(made)) => made.found,
        _ => 0,
    });
    view! {
        <h2 id=LIST tabindex="-1">{move || format!("Trovati {} flussi", total.get())}</h2>
        {move || match found.get() {
            Some(FlussiAnswer::List(made)) if made.found > 0 => {
                let rows = made.rows.iter().map(|flusso| row(flusso, trashing)).collect();
                table("Flussi inviati", &HEADINGS, 3, rows)
            }
            Some(_) => nothing(),
            None => ().into_any(),
        }}
        <Pager total page per_page/>
        {trash(state, trashing, LIST)}
    }
}

fn nothing() -> AnyView {
    view! {
        <div class="empty">
            <p>"Non è ancora stato inviato nessun flusso."</p>
            <p>
                "I flussi nascono in " <a href="#/invio">"Invio prestazioni"</a>
                "; quelli inviati con altri programmi si importano da " <a href="#/verifica">"Verifica un file XML"</a> "."
            </p>
        </div>
    }
    .into_any()
}

/// A flow of the list.
fn row(flusso: &FlussoView, trashing: Trashing) -> TableRow {
    let open = format!("#/flussi/{}", flusso.id);
    let class = if flusso.cestinato { "row-muted" } else { "" };
    let kind = if flusso.storico { "storico" } else { "" };
    let cells = vec![
        flusso.creato.clone().into_any(),
        flusso.files.to_string().into_any(),
        flusso.periodo.clone().into_any(),
        view! {
            <a class="mono" href=open.clone()>{flusso.nome.clone()}</a>
            <div class="small">{flusso.ente.clone()} " " {kind}</div>
        }
        .into_any(),
        flusso.utente.clone().into_any(),
        view! { {outcome(flusso)} <div class="small">{flusso.righe.clone()}</div> }.into_any(),
        view! {
            <div class="toolbar">
                <a class="btn btn-sm btn-success" href=open aria-label=format!("Apri {}", flusso.nome)>"Apri"</a>
                {trashing.bin(flusso)}
            </div>
        }
        .into_any(),
    ];
    (class, cells)
}
