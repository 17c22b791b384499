//! *Indicatore ISEE*: where another one counts for a benefit than the one that the law names.

use crate::desk::isee::request::{IndicatoreView, IseeAnswer, IseeRequest, Purpose};
use crate::desk::{Answer, Request};
use crate::ui::components::{TableRow, button, select_field, table};
use crate::ui::state::{State, use_state};
use crate::ui::tasks;
use leptos::prelude::*;

const HEADINGS: [&str; 4] = ["Prestazione", "Per legge", "In questo archivio", "Funzioni"];

#[component]
pub(super) fn Indicatori() -> impl IntoView {
    let state = use_state();
    let all = RwSignal::new(Vec::<IndicatoreView>::new());
    let (codice, indicatore) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| {
        state.version.track();
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Isee(IseeRequest::Indicatori)).await
                && let Answer::Isee(IseeAnswer::Indicatori(told)) = reply.answer
            {
                all.set(told);
            }
        });
    });
    let benefits = Signal::derive(move || {
        let option = |it: IndicatoreView| {
            let words = format!("{} - {} (per legge: {})", it.codice, it.denominazione, it.di_legge.label());
            (it.codice, words)
        };
        let none = (String::new(), "scegliere".to_owned());
        std::iter::once(none).chain(all.get().into_iter().map(option)).collect()
    });
    let indicators = Signal::stored(
        std::iter::once((String::new(), "scegliere".to_owned()))
            .chain(Purpose::ALL.map(|it| (it.id().to_owned(), it.label().to_owned())))
            .collect(),
    );
    let unsaid = Signal::derive(move || codice.with(String::is_empty) || indicatore.with(String::is_empty));
    let add = move || {
        if let Some(chosen) = Purpose::from_id(&indicatore.get_untracked()) {
            decide(state, codice.get_untracked(), chosen);
            codice.set(String::new());
            indicatore.set(String::new());
        }
    };
    let decided = move || all.get().into_iter().filter_map(|it| Some((it.deciso?, it))).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby="indicatori">
            <h2 id="indicatori" tabindex="-1">"Indicatore ISEE"</h2>
            <p>
                "Quale indicatore vale per una prestazione lo dice il D.P.C.M. 159/2013 (articoli 6-8), e il programma lo sa. Dove un servizio dell'ente è di un altro genere, per esempio un'assistenza domiciliare sociosanitaria, lo si dice qui: conta per le risposte caricate da quel momento."
            </p>
            <div class="filters">
                {select_field("indicatore-prestazione", "Prestazione chiesta a INPS", benefits, codice)}
                {select_field("indicatore-isee", "Indicatore che vale", indicators, indicatore)}
                <div class="toolbar">{button("btn btn-outline-primary", "Usa questo indicatore".into(), unsaid, add)}</div>
            </div>
            {move || {
                let rows: Vec<TableRow> = decided().into_iter().map(|(deciso, it)| row(state, deciso, &it)).collect();
                if rows.is_empty() {
                    view! { <p>"Per tutte le prestazioni vale l'indicatore di legge."</p> }.into_any()
                } else {
                    table("Prestazioni con un altro indicatore", &HEADINGS, 0, rows)
                }
            }}
        </section>
    }
}

fn row(state: State, deciso: Purpose, it: &IndicatoreView) -> TableRow {
    let (codice, law) = (it.codice.clone(), it.di_legge);
    let back = move || decide(state, codice.clone(), law);
    let label = format!("Torna a quello di legge per {}", it.codice);
    let cells = vec![
        format!("{} - {}", it.codice, it.denominazione).into_any(),
        law.label().into_any(),
        deciso.label().into_any(),
        button("btn btn-sm btn-outline-primary", label, Signal::stored(false), back),
    ];
    ("", cells)
}

fn decide(state: State, codice: String, indicatore: Purpose) {
    state.act(Request::Isee(IseeRequest::DecidiIndicatore { codice, indicatore }), |_| ());
}
