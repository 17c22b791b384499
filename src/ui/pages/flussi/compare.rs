//! A row as it was sent, beside what it is now.

use super::parts::{Found, ask};
use crate::desk::flussi::request::{Campo, Confronto, FlussiAnswer, FlussiRequest};
use crate::records::FlussoId;
use crate::ui::components::{StateMark, TableRow, button, state_mark, table};
use crate::ui::state::State;
use leptos::prelude::*;

const TITLE: &str = "confronto-titolo";

/// The comparison of a row, counted from 1; `closing` is set to 0 to close it.
pub(super) fn compare(state: State, id: FlussoId, riga: u32, closing: RwSignal<u32>) -> AnyView {
    let found = Found::new(None);
    Effect::new(move |_| {
        state.version.track();
        ask(state, FlussiRequest::Compare { id, riga: riga - 1 }, found, TITLE);
    });
    (move || match found.get() {
        Some(FlussiAnswer::Compare(it)) => shown(*it, closing),
        _ => ().into_any(),
    })
    .into_any()
}

fn shown(it: Confronto, closing: RwSignal<u32>) -> AnyView {
    let sentence = match it.diversi {
        0 => "La prestazione è come è stata inviata.".to_owned(),
        count => format!("Campi diversi da come è stata inviata: {count}."),
    };
    let lines: Vec<AnyView> = it.storia.into_iter().map(|line| view! { <li>{line}</li> }.into_any()).collect();
    let rows = it.campi.into_iter().map(row).collect();
    let close = move || closing.set(0);
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2 id=TITLE tabindex="-1">{it.titolo}</h2>
                {button("btn btn-outline-primary", "Chiudi confronto".into(), Signal::stored(false), close)}
            </div>
            <p>{sentence}</p>
            {table("Com'è stata inviata e com'è ora", &["Campo", "Inviata", "Ora", "Confronto"], 0, rows)}
            <h3>"Che cosa è successo"</h3>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

fn row(campo: Campo) -> TableRow {
    let (class, mark) = if campo.diverso {
        ("row-warning", state_mark(StateMark::Warning, "diverso").into_any())
    } else {
        ("", "uguale".into_any())
    };
    (class, vec![campo.campo.into_any(), campo.inviato.into_any(), campo.ora.into_any(), mark])
}
