//! Gestione flussi: the flows made, and one of them with its rows.

mod compare;
mod one;

use crate::job::flussi_view::{FlussiAnswer, FlussiPage, FlussiRequest, FlussoView};
use crate::job::{Answer, Request};
use crate::ui::components::{Pager, StateMark, TableRow, button, state_mark, table};
use crate::ui::platform::location;
use crate::ui::state::{State, use_state};
use leptos::prelude::*;
use leptos::task::spawn_local;
use one::One;

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

/// Asks, and hands over what is answered of flows.
fn ask(state: State, request: FlussiRequest, then: impl FnOnce(FlussiAnswer) + 'static) {
    spawn_local(async move {
        if let Some(reply) = state.ask(Request::Flussi(request)).await
            && let Answer::Flussi(answer) = reply.answer
        {
            then(answer);
        }
    });
}

/// An action that can be undone; the focus goes to the heading of what it changed.
fn act(state: State, request: FlussiRequest, focus: &'static str) {
    spawn_local(async move {
        if let Some(reply) = state.ask(Request::Flussi(request)).await
            && let Answer::Done { message } = reply.answer
        {
            state.say_undoable(message, Request::Flussi(FlussiRequest::Undo));
            state.changed();
            location::focus_soon(focus);
        }
    });
}

#[component]
fn List() -> impl IntoView {
    let state = use_state();
    let (page, per_page) = (RwSignal::new(0_u32), RwSignal::new(25_u32));
    let found = RwSignal::new(None::<FlussiPage>);
    let trashing = RwSignal::new(None::<FlussoView>);
    Effect::new(move |_| {
        state.version.track();
        let request = FlussiRequest::List { page: page.get(), per_page: per_page.get() };
        ask(state, request, move |answer| {
            if let FlussiAnswer::List(made) = answer {
                found.set(Some(made));
            }
        });
    });
    let total = Signal::derive(move || found.with(|found| found.as_ref().map_or(0, |it| it.found)));
    view! {
        <h2 id=LIST tabindex="-1">{move || format!("Trovati {} flussi", total.get())}</h2>
        {move || {
            found
                .get()
                .map(|made| {
                    if made.found == 0 {
                        return view! {
                            <div class="empty">
                                <p>"Non è ancora stato inviato nessun flusso."</p>
                                <p>
                                    "I flussi nascono in " <a href="#/invio">"Invio prestazioni"</a>
                                    "; quelli inviati con altri programmi si importano da "
                                    <a href="#/verifica">"Verifica un file XML"</a> "."
                                </p>
                            </div>
                        }
                            .into_any();
                    }
                    let rows = made.rows.iter().map(|flusso| row(flusso, trashing)).collect();
                    table("Flussi inviati", &HEADINGS, 3, rows)
                })
        }}
        <Pager total page per_page/>
        <Trash trashing focus=LIST/>
    }
}

/// A flow of the list.
fn row(flusso: &FlussoView, trashing: RwSignal<Option<FlussoView>>) -> TableRow {
    let open = format!("#/flussi/{}", flusso.id);
    let bin = (!flusso.cestinato).then(|| bin(flusso.clone(), trashing));
    let class = if flusso.cestinato { "row-muted" } else { "" };
    let kind = flusso.storico.then(|| view! { <div class="small">"storico"</div> });
    let cells = vec![
        flusso.creato.clone().into_any(),
        flusso.files.into_any(),
        flusso.periodo.clone().into_any(),
        view! {
            <a class="mono" href=open.clone()>{flusso.nome.clone()}</a>
            <div class="small">{flusso.ente.clone()}</div>
            {kind}
        }
        .into_any(),
        flusso.utente.clone().into_any(),
        view! { {outcome(flusso)} <div class="small">{flusso.righe.clone()}</div> }.into_any(),
        view! {
            <div class="toolbar">
                <a class="btn btn-sm btn-success" href=open aria-label=format!("Apri {}", flusso.nome)>"Apri"</a>
                {bin}
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

/// The red bin: asks before it trashes.
fn bin(flusso: FlussoView, trashing: RwSignal<Option<FlussoView>>) -> AnyView {
    let label = format!("Cestina {}", flusso.nome);
    let press = move |_| trashing.set(Some(flusso.clone()));
    view! {
        <button type="button" class="btn btn-sm btn-danger" aria-label=label on:click=press>"Cestina"</button>
    }
    .into_any()
}

/// The question before a flow is trashed.
#[component]
fn Trash(trashing: RwSignal<Option<FlussoView>>, focus: &'static str) -> impl IntoView {
    let state = use_state();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let open = trashing.with(Option::is_some);
        if let Some(dialog) = dialog.get() {
            if open && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    let trash = move || {
        if let Some(flusso) = trashing.get_untracked() {
            trashing.set(None);
            act(state, FlussiRequest::Trash { id: flusso.id }, focus);
        }
    };
    let name = move || trashing.with(|it| it.as_ref().map(|it| it.nome.clone()).unwrap_or_default());
    view! {
        <dialog node_ref=dialog aria-labelledby="cestina-titolo" on:close=move |_| trashing.set(None)>
            <div class="dialog-head">
                <h2 id="cestina-titolo">"Cestinare il flusso " {name} "?"</h2>
            </div>
            <div class="dialog-body">
                <p>
                    "Si cestina un flusso che INPS ha scartato per intero: tutte le sue prestazioni tornano tra quelle da inviare. Il flusso resta nell'elenco e il suo nome non sarà riusato."
                </p>
            </div>
            <div class="dialog-foot">
                {button("btn btn-outline-primary", "Lascia".into(), Signal::stored(false), move || trashing.set(None))}
                {button("btn btn-danger", "Cestina il flusso".into(), Signal::stored(false), trash)}
            </div>
        </dialog>
    }
}
