//! *Elenco per l'anagrafe*: what is discarded, by who must act; to be printed, or saved as a sheet.

use crate::desk::esiti::request::{EsitiAnswer, EsitiRequest, GruppoElenco, RigaElenco};
use crate::desk::{Answer, Request};
use crate::ui::components::{TableRow, button, table};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use crate::ui::tasks;
use leptos::prelude::*;

const HEADINGS: [&str; 4] = ["Assistito", "Nascita", "Residenza", "Messaggio di INPS"];

/// The panel, folded until it is wanted; nothing where nobody must act.
pub(super) fn elenco() -> AnyView {
    let state = use_state();
    let gruppi = RwSignal::new(Vec::<GruppoElenco>::new());
    Effect::new(move |_| {
        state.version.track();
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Esiti(EsitiRequest::Elenco)).await
                && let Answer::Esiti(EsitiAnswer::Elenco(list)) = reply.answer
            {
                gruppi.set(list);
            }
        });
    });
    let never = Signal::stored(false);
    let save = move || state.save(Request::Esiti(EsitiRequest::ElencoSheet));
    let panel = move || {
        let list = gruppi.get();
        (!list.is_empty()).then(|| {
            view! {
                <section class="panel print-alone" aria-labelledby="elenco-titolo">
                    <details>
                        <summary><span id="elenco-titolo">"Elenco per l'anagrafe: chi deve agire"</span></summary>
                        <p class="no-print">"Gli scarti che aspettano ancora, divisi per chi li può risolvere. Chi è già stato liberato non c'è più."</p>
                        <div class="toolbar">
                            {button("btn btn-outline-primary", "Stampa l'elenco".into(), never, location::print)}
                            {button("btn btn-outline-primary", "Salva l'elenco (xlsx)".into(), never, save)}
                        </div>
                        {list.into_iter().map(group).collect_view()}
                    </details>
                </section>
            }
        })
    };
    view! { {panel} }.into_any()
}

fn group(it: GruppoElenco) -> AnyView {
    let row = |it: RigaElenco| -> TableRow {
        let person = view! { {it.assistito} <div class="small mono">{it.codice_fiscale}</div> }.into_any();
        ("", vec![person, it.nascita.into_any(), it.residenza.into_any(), it.messaggio.into_any()])
    };
    let rows = it.righe.into_iter().map(row).collect();
    view! {
        <h3>{it.chi}</h3>
        <p>{it.fare}</p>
        {table("Chi riguarda", &HEADINGS, 0, rows)}
    }
    .into_any()
}
