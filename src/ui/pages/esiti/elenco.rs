//! *Elenco per l'anagrafe*: what is discarded, by who must act; to be printed, or saved as a sheet.

use crate::desk::esiti::request::{EsitiAnswer, EsitiRequest, GruppoElenco, RigaElenco};
use crate::desk::{Answer, Request};
use crate::ui::components::{TableRow, button, table};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use crate::ui::tasks::{self, late};
use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

const HEADINGS: [&str; 4] = ["Assistito", "Nascita", "Residenza", "Messaggio di INPS"];

/// The panel, folded until it is wanted: the list is asked for then.
pub(super) fn elenco() -> AnyView {
    let state = use_state();
    let open = RwSignal::new(false);
    let gruppi = RwSignal::new(None::<Vec<GruppoElenco>>);
    Effect::new(move |_| {
        state.version.track();
        if !open.get() {
            return;
        }
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Esiti(EsitiRequest::Elenco)).await
                && let Answer::Esiti(EsitiAnswer::Elenco(list)) = reply.answer
            {
                gruppi.set(Some(list));
            }
        });
    });
    let toggled = move |event: Event| {
        let details = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        open.set(details.is_some_and(|it| it.has_attribute("open")));
    };
    let nobody = Signal::derive(move || gruppi.with(|list| list.as_ref().is_none_or(Vec::is_empty)));
    let save = move || state.save(Request::Esiti(EsitiRequest::ElencoSheet));
    let groups = move || match gruppi.get() {
        None => ().into_any(),
        Some(list) if list.is_empty() => view! { <p>"Nessuno scarto aspetta."</p> }.into_any(),
        Some(list) => list.into_iter().map(group).collect_view().into_any(),
    };
    view! {
        <section class="panel print-alone" aria-labelledby="elenco-titolo">
            <details on:toggle=late(toggled)>
                <summary><span id="elenco-titolo">"Elenco per l'anagrafe: chi deve agire"</span></summary>
                <p class="no-print">"Gli scarti che aspettano ancora, divisi per chi li può risolvere. Chi è già stato liberato non c'è più."</p>
                <div class="toolbar">
                    {button("btn btn-outline-primary", "Stampa l'elenco".into(), nobody, location::print)}
                    {button("btn btn-outline-primary", "Salva l'elenco (xlsx)".into(), nobody, save)}
                </div>
                {groups}
            </details>
        </section>
    }
    .into_any()
}

fn group(it: GruppoElenco) -> AnyView {
    let row = |it: RigaElenco| -> TableRow {
        let person = view! { {it.assistito} <div class="small mono">{it.codice_fiscale}</div> }.into_any();
        ("", vec![person, it.nascita.into_any(), it.residenza.into_any(), it.messaggio.into_any()])
    };
    let more = (it.altre > 0).then(|| view! { <p>{format!("e altri {}: sono tutti nel foglio.", it.altre)}</p> });
    let caption = format!("Scarti: {}", it.chi);
    let rows = it.righe.into_iter().map(row).collect();
    view! {
        <h3>{it.chi}</h3>
        <p>{it.fare}</p>
        {table(&caption, &HEADINGS, 0, rows)}
        {more}
    }
    .into_any()
}
