//! What the list of flows and one flow share.

use crate::desk::flussi::request::{FlussiAnswer, FlussiRequest, FlussoView};
use crate::desk::{Answer, Request};
use crate::records::{FlussoId, Portale};
use crate::ui::components::{StateMark, question, state_mark};
use crate::ui::platform::location;
use crate::ui::state::State;
use crate::ui::tasks;
use leptos::prelude::*;

/// What the portal may answer, in words.
pub(super) const ESITI: [(&str, Portale); 3] = [
    ("in attesa", Portale::InAttesa),
    ("200: caricato", Portale::Caricato),
    ("500: il file ha un problema", Portale::Rifiutato),
];

/// What was answered last; all screens of flows keep it in one kind of signal, for the page must be small.
pub(super) type Found = RwSignal<Option<FlussiAnswer>>;

/// Asks, and keeps what is answered of flows. The focus goes to `focus`, where one is named.
pub(super) fn ask(state: State, request: FlussiRequest, found: Found, focus: &'static str) {
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
pub(super) fn act(state: State, request: FlussiRequest, focus: &'static str) {
    state.act(Request::Flussi(request), move |_| location::focus_soon(focus));
}

/// What the portal answered, marked.
pub(super) fn outcome(flusso: &FlussoView) -> AnyView {
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
pub(super) struct Trashing {
    pub(super) id: RwSignal<FlussoId>,
    pub(super) name: RwSignal<String>,
}

impl Trashing {
    pub(super) fn new() -> Self {
        Self { id: RwSignal::new(FlussoId::default()), name: RwSignal::new(String::new()) }
    }

    /// The red bin: asks before it trashes. A trashed flow has none.
    pub(super) fn bin(self, flusso: &FlussoView) -> AnyView {
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
pub(super) fn trash(state: State, trashing: Trashing, focus: &'static str) -> AnyView {
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
