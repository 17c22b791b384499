//! Gestione flussi: the flows made, and one of them with its rows.

mod compare;
mod one;

use crate::desk::flussi::request::{FlussiAnswer, FlussiRequest, FlussoView};
use crate::desk::{Answer, Part, Request};
use crate::ui::components::{Pager, StateMark, TableRow, question, state_mark, table};
use crate::ui::platform::location;
use crate::ui::state::{State, use_state};
use crate::ui::tasks;
use leptos::prelude::*;
use one::One;

const LIST: &str = "flussi-elenco";
const HEADINGS: [&str; 7] =
    ["Data creazione", "Numero files", "Periodo", "Nome files", "Utente", "Esito del portale", "Funzioni"];

/// What was answered last; all screens of flows keep it in one kind of signal, for the page must be small.
type Found = RwSignal<Option<FlussiAnswer>>;

/// The screen.
#[component]
pub(super) fn Flussi(id: Option<u32>) -> impl IntoView {
    match id {
        Some(id) => view! { <One id/> }.into_any(),
        None => view! { <List/> }.into_any(),
    }
}

/// Asks, and keeps what is answered of flows. The focus goes to `focus`, where one is named.
fn ask(state: State, request: FlussiRequest, found: Found, focus: &'static str) {
    tasks::here(async move {
        if let Some(reply) = state.ask(Request::Flussi(request)).await
            && let Answer::Flussi(answer) = reply.answer
        {
            found.set(Some(answer));
            if !focus.is_empty() {
                location::focus_soon(focus);
            }
        }
    });
}

/// An action that can be undone; the focus goes to the heading of what it changed.
fn act(state: State, request: FlussiRequest, focus: &'static str) {
    state.act(Request::Flussi(request), move |_| location::focus_soon(focus));
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

/// What the portal answered, marked.
fn outcome(flusso: &FlussoView) -> AnyView {
    use crate::records::Portale;
    let mark = match flusso.portale {
        _ if flusso.cestinato => StateMark::Warning,
        Portale::InAttesa => StateMark::Sent,
        Portale::Caricato => StateMark::Ok,
        Portale::Rifiutato => StateMark::Blocked,
    };
    state_mark(mark, flusso.esito.clone()).into_any()
}

/// The flow that the red bin was pressed for: its key, and its name while the question is open.
#[derive(Clone, Copy)]
struct Trashing {
    id: RwSignal<u32>,
    name: RwSignal<String>,
}

impl Trashing {
    fn new() -> Self {
        Self { id: RwSignal::new(0), name: RwSignal::new(String::new()) }
    }

    /// The red bin: asks before it trashes. A trashed flow has none.
    fn bin(self, flusso: &FlussoView) -> AnyView {
        if flusso.cestinato {
            return ().into_any();
        }
        let (id, name) = (flusso.id, flusso.nome.clone());
        let label = format!("Cestina {name}");
        let press = move |_| {
            self.id.set(id);
            self.name.set(name.clone());
        };
        view! {
            <button type="button" class="btn btn-sm btn-danger" aria-label=label on:click=press>"Cestina"</button>
        }
        .into_any()
    }
}

/// The question before a flow is trashed.
fn trash(state: State, trashing: Trashing, focus: &'static str) -> AnyView {
    let leave = move || trashing.name.set(String::new());
    let trash = move || {
        leave();
        act(state, FlussiRequest::Trash { id: trashing.id.get_untracked() }, focus);
    };
    let body = view! {
        <p>
            "Si cestina un flusso che INPS ha scartato per intero: tutte le sue prestazioni tornano tra quelle da inviare. Il flusso resta nell'elenco e il suo nome non sarà riusato."
        </p>
    };
    question(
        "cestina-titolo",
        Signal::derive(move || trashing.name.with(|name| !name.is_empty())),
        Signal::derive(move || format!("Cestinare il flusso {}?", trashing.name.get())),
        body.into_any(),
        ("btn btn-danger", "Cestina il flusso"),
        leave,
        trash,
    )
}
