//! Which benefits an answer speaks of, where it does not say: the operator chooses among those that fit.

use super::{Esiti, to_rows};
use crate::desk::esiti::request::{Apre, Candidato, Decisione, EsitiAnswer, EsitiRequest, EsitoView};
use crate::desk::{Answer, Request};
use crate::records::{EsitoId, RigaDiFlusso};
use crate::ui::components::{TableRow, button, choice, table};
use crate::ui::platform::location;
use crate::ui::tasks;
use leptos::prelude::*;
use std::collections::BTreeSet;

const TITLE: &str = "esiti-scelta";
const HEADINGS: [&str; 5] = ["Scelta", "Assistito", "Prestazione", "Flusso", "Situazione"];

type Chosen = RwSignal<BTreeSet<RigaDiFlusso>>;

/// The candidates of an answer.
pub(super) fn panel(it: Esiti, id: EsitoId) -> AnyView {
    let found = RwSignal::new(None::<Vec<Candidato>>);
    let chosen = Chosen::new(BTreeSet::new());
    tasks::here(async move {
        if let Some(reply) = it.state.ask(Request::Esiti(EsitiRequest::Candidates { id })).await
            && let Answer::Esiti(EsitiAnswer::Candidates(candidates)) = reply.answer
        {
            found.set(Some(candidates));
            location::focus_soon(TITLE);
        }
    });
    let esito = it.shown().list.rows.into_iter().find(|row| row.id == id).unwrap_or_default();
    (move || found.get().map(|candidates| shown(it, esito.clone(), candidates, chosen))).into_any()
}

fn shown(it: Esiti, esito: EsitoView, candidates: Vec<Candidato>, chosen: Chosen) -> AnyView {
    let id = esito.id;
    let close = move || {
        it.choosing.set(None);
        to_rows();
    };
    let none = Signal::derive(move || chosen.with(BTreeSet::is_empty));
    let step = |label: &str, decisione: Decisione| {
        let press = move || {
            let righe = chosen.get_untracked().into_iter().collect();
            it.choosing.set(None);
            it.act(Request::Esiti(EsitiRequest::Settle { id, righe, decisione }), to_rows);
        };
        button("btn btn-primary", label.into(), none, press)
    };
    let steps = if esito.apre == Apre::Scegli {
        vec![step("Applica alle prestazioni scelte", Decisione::ComeDice)]
    } else {
        vec![
            step("Segna come scartate le scelte", Decisione::Scartata),
            step("Segna come acquisite le scelte", Decisione::Acquisita),
        ]
    };
    let body = if candidates.is_empty() {
        view! {
            <p>
                "Nessuna prestazione inviata corrisponde a questa riga. Se l'assistito ha un altro codice fiscale, cercarlo nel suo flusso in "
                <a href="#/flussi">"Gestione flussi"</a> "."
            </p>
        }
        .into_any()
    } else {
        let rows = candidates.into_iter().map(|candidate| row(candidate, chosen)).collect();
        view! {
            {table("Prestazioni a cui la riga può riferirsi", &HEADINGS, 1, rows)}
            <div class="toolbar">{steps}</div>
        }
        .into_any()
    };
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2 id=TITLE tabindex="-1">"A quali prestazioni si riferisce?"</h2>
                {button("btn btn-outline-primary", "Chiudi la scelta".into(), Signal::stored(false), close)}
            </div>
            <p><span class="mono">{esito.soggetto}</span> ": " {esito.messaggio}</p>
            <p>{esito.dubbio}</p>
            {body}
        </section>
    }
    .into_any()
}

fn row(it: Candidato, chosen: Chosen) -> TableRow {
    let riga = it.riga;
    let label = format!("scegli {}, {}, {}", it.assistito, it.prestazione, it.flusso);
    let checked = Signal::derive(move || chosen.with(|chosen| chosen.contains(&riga)));
    let choose = move |chooses| {
        chosen.update(|chosen| {
            let _ = if chooses { chosen.insert(riga) } else { chosen.remove(&riga) };
        });
    };
    let cells = vec![
        choice(label, checked, choose),
        it.assistito.into_any(),
        it.prestazione.into_any(),
        view! { <span class="mono">{it.flusso}</span> }.into_any(),
        it.situazione.into_any(),
    ];
    ("", cells)
}
