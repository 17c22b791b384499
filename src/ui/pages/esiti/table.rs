//! The table of answers: of whom, what INPS says, why, what to do, and the buttons that do it.

use super::{Esiti, to_rows};
use crate::desk::Request;
use crate::desk::esiti::request::{Apre, Decisione, EsitiQuery, EsitiRequest, EsitoView};
use crate::records::{EsitoId, ProgettoId};
use crate::route::Route;
use crate::ui::components::{StateMark, TableRow, state_mark, table};
use crate::ui::platform::location;
use leptos::prelude::*;

const HEADINGS: [&str; 5] = ["Soggetto e flusso", "Prestazione", "Messaggio di INPS", "Situazione", "Funzioni"];
/// So few rows are shown with all their explanations.
const FEW: u32 = 10;

/// The kinds of messages with their counts; a press shows only those of one. The buttons stay while they are the same:
/// the one that was pressed keeps the focus.
pub(super) fn kinds(it: Esiti) -> AnyView {
    let tipi =
        Memo::new(move |_| it.found.with(|page| page.as_ref().map(|it| (it.all, it.tipi.clone())).unwrap_or_default()));
    (move || {
        let (all, tipi) = tipi.get();
        kind_buttons(it, all, tipi)
    })
    .into_any()
}

fn kind_buttons(it: Esiti, all: u32, tipi: Vec<(String, String, u32)>) -> AnyView {
    let all = (String::new(), "Tutti i messaggi".to_owned(), all);
    let button = move |(id, words, count): (String, String, u32)| {
        let chosen = id.clone();
        view! {
            <button
                type="button"
                class="btn btn-sm btn-outline-primary"
                aria-pressed=move || it.tipo.with(|tipo| *tipo == chosen).to_string()
                on:click=move |_| it.tipo.set(id.clone())
            >
                {format!("{words} ({count})")}
            </button>
        }
        .into_any()
    };
    let buttons: Vec<AnyView> = std::iter::once(all).chain(tipi).map(button).collect();
    view! { <div class="toolbar" role="group" aria-label="Tipo di messaggio">{buttons}</div> }.into_any()
}

/// The rows on screen.
pub(super) fn rows(it: Esiti) -> AnyView {
    let page = it.shown();
    if page.list.found == 0 {
        return view! { <div class="empty"><p>"Nessuna riga con questi filtri: cambiarli."</p></div> }.into_any();
    }
    let open = page.list.found <= FEW;
    let rows = page.list.rows.into_iter().map(|esito| row(it, esito, open)).collect();
    table("Esiti di INPS", &HEADINGS, 0, rows)
}

fn row(it: Esiti, esito: EsitoView, open: bool) -> TableRow {
    let (class, mark) = match (esito.apre, esito.situazione.as_str()) {
        (Apre::Libera(_), _) => ("row-blocked", StateMark::Blocked),
        (Apre::Scegli | Apre::Decidi | Apre::ScegliEDecidi, _) => ("row-warning", StateMark::Warning),
        (_, "Acquisita" | "Acquisita senza DSU" | "Cancellazione acquisita" | "Niente da fare") => ("", StateMark::Ok),
        (_, "Inviata") => ("row-sent", StateMark::Sent),
        _ => ("", StateMark::Warning),
    };
    let functions = functions(it, &esito);
    let (known, name) = esito.flusso;
    let flow = match known {
        Some(id) => view! { <a href=format!("#/flussi/{id}")>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let benefit = |(case, words): (ProgettoId, String)| {
        view! { <div><a href=format!("#/progetti/{case}")>{words}</a></div> }.into_any()
    };
    let benefits: Vec<AnyView> = esito.prestazioni.into_iter().map(benefit).collect();
    let more = (esito.altre > 0).then(|| format!("e altre {}", esito.altre));
    let number = (!esito.numero.is_empty()).then(|| format!("riga {}", esito.numero));
    let cells = vec![
        view! { {esito.soggetto} <div class="small">{number} " " {flow}</div> }.into_any(),
        view! { {benefits} <div class="small">{more}</div> }.into_any(),
        view! {
            <div class="findings">
                {esito.messaggio} <details open=open>
                    <summary>"Perché e cosa fare"</summary>
                    <dl class="small">
                        <dt>"Perché"</dt>
                        <dd>{esito.perche}</dd>
                        <dt>"Cosa fare"</dt>
                        <dd>{esito.fare}</dd>
                    </dl>
                </details> {esito.segue.map(|(id, words)| follows(it, id, words))}
            </div>
        }
        .into_any(),
        view! { {state_mark(mark, esito.situazione)} <div class="small">{esito.dubbio}</div> }.into_any(),
        functions,
    ];
    (class, cells)
}

/// The way to the error that a row follows from.
fn follows(it: Esiti, id: EsitoId, words: String) -> AnyView {
    let press = move |_| {
        for filter in [it.tipo, it.situazione, it.search] {
            filter.set(String::new());
        }
        it.solo.set(Some(id));
        to_rows();
    };
    view! {
        <div class="small">
            <button type="button" class="btn btn-sm btn-link" on:click=press>"Vedi l'errore da cui segue"</button>
            " " {words}
        </div>
    }
    .into_any()
}

const SMALL: &str = "btn btn-sm btn-outline-primary";

/// What can be done with an answer.
fn functions(it: Esiti, esito: &EsitoView) -> AnyView {
    let id = esito.id;
    // Buttons of the same words are told apart by whom they are for.
    let press = |words: &'static str, class: &'static str, does: Box<dyn Fn()>| {
        let label = format!("{words}: {} {}", esito.soggetto, esito.numero);
        view! { <button type="button" class=class aria-label=label on:click=move |_| does()>{words}</button> }
            .into_any()
    };
    let settle = |words: &'static str, decisione: Decisione| {
        let request = move || Request::Esiti(EsitiRequest::Settle { id, righe: Vec::new(), decisione });
        press(words, SMALL, Box::new(move || it.act(request(), to_rows)))
    };
    let nothing = || settle("Niente da fare", Decisione::Niente);
    let choose =
        || press("Scegli le prestazioni", "btn btn-sm btn-primary", Box::new(move || it.choosing.set(Some(id))));
    let buttons: Vec<AnyView> = match esito.apre {
        Apre::Niente => Vec::new(),
        Apre::Libera(case) => {
            let request = move || Request::Esiti(EsitiRequest::Free { id: Some(id), query: EsitiQuery::default() });
            let to_case = move || location::go(&Route::Progetti(Some(case)));
            vec![press("Libera e correggi", "btn btn-sm btn-primary", Box::new(move || it.act(request(), to_case)))]
        }
        Apre::Scegli | Apre::ScegliEDecidi => vec![choose(), nothing()],
        Apre::Decidi => vec![
            settle("Segna come scartata", Decisione::Scartata),
            settle("Segna come acquisita", Decisione::Acquisita),
            nothing(),
        ],
    };
    view! { <div class="toolbar">{buttons}</div> }.into_any()
}
