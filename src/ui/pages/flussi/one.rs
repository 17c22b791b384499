//! One flow: what the portal answered, its rows, and the steps on them.

use super::compare::Compare;
use super::{Trash, act, ask, bin, outcome};
use crate::job::Request;
use crate::job::flussi_view::{FlussiAnswer, FlussiRequest, FlussoPage, FlussoPasso, FlussoQuery, RigaView};
use crate::records::Portale;
use crate::ui::components::{Choice, Pager, StateMark, TableRow, button, select_field, state_mark, table, text_field};
use crate::ui::state::{State, use_state};
use leptos::prelude::*;
use std::collections::BTreeSet;

const ROWS: &str = "flusso-righe";
const HEADINGS: [&str; 6] = ["Scelta", "Assistito", "Prestazione", "Situazione", "Messaggio", "Funzioni"];

/// What the portal may answer: value, words.
const PORTAL: [(&str, &str, Portale); 3] = [
    ("", "in attesa", Portale::InAttesa),
    ("200", "200: caricato", Portale::Caricato),
    ("500", "500: il file ha un problema", Portale::Rifiutato),
];

/// What can be done with the chosen rows.
const STEPS: [(&str, FlussoPasso); 6] = [
    ("Predisponi per un nuovo invio", FlussoPasso::Libera),
    ("Segna come acquisite", FlussoPasso::Acquisisci),
    ("Segna come acquisite senza DSU", FlussoPasso::AcquisisciSenzaDsu),
    ("Rettifica", FlussoPasso::Rettifica),
    ("Annulla presso INPS", FlussoPasso::Annulla),
    ("Rinuncia a rettifica o annullamento", FlussoPasso::Rinuncia),
];

/// A flow under the operator's eyes.
#[derive(Clone, Copy)]
struct Open {
    state: State,
    id: u32,
    found: RwSignal<Option<FlussoPage>>,
    selected: RwSignal<BTreeSet<u32>>,
    comparing: RwSignal<Option<u32>>,
}

impl Open {
    /// A step of these rows; of all that wait for it where there are none.
    fn step(self, righe: Vec<u32>, passo: FlussoPasso) {
        act(self.state, FlussiRequest::Step { id: self.id, righe, passo }, ROWS);
        self.selected.update(BTreeSet::clear);
    }

    fn chosen(self) -> Vec<u32> {
        self.selected.get_untracked().into_iter().collect()
    }
}

/// The screen of one flow.
#[component]
pub(super) fn One(id: u32) -> impl IntoView {
    let state = use_state();
    let open = Open {
        state,
        id,
        found: RwSignal::new(None),
        selected: RwSignal::new(BTreeSet::new()),
        comparing: RwSignal::new(None),
    };
    let [situazione, search] = [(); 2].map(|()| RwSignal::new(String::new()));
    let (page, per_page) = (RwSignal::new(0_u32), RwSignal::new(50_u32));
    let trashing = RwSignal::new(None);
    Effect::new(move |_| {
        situazione.track();
        search.track();
        page.set(0);
    });
    Effect::new(move |_| {
        state.version.track();
        let query = FlussoQuery {
            id,
            situazione: situazione.get(),
            search: search.get(),
            page: page.get(),
            per_page: per_page.get(),
        };
        ask(state, FlussiRequest::Open(query), move |answer| {
            if let FlussiAnswer::Open(made) = answer {
                open.found.set(Some(*made));
            }
        });
    });
    let total = Signal::derive(move || open.found.with(|found| found.as_ref().map_or(0, |it| it.found)));
    let standings = Signal::derive(move || -> Vec<Choice> {
        let all = (String::new(), "Tutte".to_owned());
        let counts = open.found.with(|found| found.as_ref().map(|it| it.situazioni.clone()).unwrap_or_default());
        let named = counts.into_iter().map(|(what, count)| (what.clone(), format!("{what} ({count})")));
        std::iter::once(all).chain(named).collect()
    });
    // The head is built anew only when it changed, so that what is being typed in it stays.
    let flusso =
        Memo::new(move |_| open.found.with(|found| found.as_ref().map(|it| (it.flusso.clone(), it.nota.clone()))));
    let trashed = move || flusso.with(|it| it.as_ref().is_some_and(|(flusso, _)| flusso.cestinato));
    view! {
        <p><a href="#/flussi">"Torna all'elenco dei flussi"</a></p>
        {move || {
            flusso
                .get()
                .map(|(flusso, nota)| {
                    let facts = [
                        ("Data generazione", flusso.creato.clone()),
                        ("Utente generazione", flusso.utente.clone()),
                        ("Ente", flusso.ente.clone()),
                        ("Periodo", flusso.periodo.clone()),
                        ("Righe", flusso.righe.clone()),
                    ]
                        .map(|(what, words)| view! { <dt>{what}</dt><dd>{words}</dd> }.into_any());
                    let bin = (!flusso.cestinato).then(|| bin(flusso.clone(), trashing));
                    let save = move || state.save(Request::Flussi(FlussiRequest::File { id }));
                    let portal = (!flusso.cestinato).then(|| portal(open, flusso.portale, nota));
                    view! {
                        <section class="panel">
                            <div class="panel-head">
                                <div>
                                    <h2 class="mono">{flusso.nome.clone()}</h2>
                                    {outcome(&flusso)}
                                </div>
                                <div class="toolbar">
                                    {button("btn btn-outline-primary", "Salva il file XML".into(), Signal::stored(false), save)}
                                    {bin}
                                </div>
                            </div>
                            <dl class="info-list">{facts.into_iter().collect_view()}</dl>
                            {portal}
                        </section>
                    }
                })
        }}
        <section class="panel">
            <div class="panel-head">
                <h2 id=ROWS tabindex="-1" aria-live="polite">{move || format!("Trovate {} righe", total.get())}</h2>
                <div class="toolbar">
                    {select_field("flusso-situazione", "Situazione", standings, situazione)}
                    {text_field("flusso-cerca", "Cerca", "search", search)}
                </div>
            </div>
            {move || (!trashed()).then(|| steps(open))}
            {move || {
                let rows = open.found.with(|found| found.as_ref().map(|it| it.rows.clone()).unwrap_or_default());
                let rows = rows.into_iter().map(|riga| row(open, riga)).collect();
                table("Righe del flusso", &HEADINGS, 1, rows)
            }}
            <Pager total page per_page/>
        </section>
        {move || open.comparing.get().map(|riga| view! { <Compare id riga closing=open.comparing/> })}
        <Trash trashing focus=ROWS/>
    }
}

/// What the portal answered to the upload, to be written down.
fn portal(open: Open, now: Portale, nota: String) -> AnyView {
    let words = |of: Portale| PORTAL.iter().find(|it| it.2 == of).map_or("", |it| it.0).to_owned();
    let answer = RwSignal::new(words(now));
    let nota = RwSignal::new(nota);
    let choices = Signal::derive(|| PORTAL.map(|(is, words, _)| (is.to_owned(), words.to_owned())).to_vec());
    let save = move || {
        let said = answer.get_untracked();
        if let Some((_, _, portale)) = PORTAL.iter().find(|it| it.0 == said) {
            let nota = nota.get_untracked();
            act(open.state, FlussiRequest::Portal { id: open.id, portale: *portale, nota }, ROWS);
        }
    };
    view! {
        <div class="toolbar">
            {select_field("flusso-portale", "Esito del portale", choices, answer)}
            {text_field("flusso-nota", "Nota sull'esito", "text", nota)}
            {button("btn btn-outline-primary", "Registra esito".into(), Signal::stored(false), save)}
        </div>
    }
    .into_any()
}

/// The buttons of the steps.
fn steps(open: Open) -> AnyView {
    let none = Signal::derive(move || open.selected.with(BTreeSet::is_empty));
    let message = RwSignal::new(String::new());
    let step = |(label, passo): (&'static str, FlussoPasso)| {
        button("btn btn-sm btn-outline-primary", label.into(), none, move || open.step(open.chosen(), passo.clone()))
    };
    let always = Signal::stored(false);
    let discard = move || open.step(open.chosen(), FlussoPasso::Scarta(message.get_untracked()));
    let choose_page = move || {
        let shown =
            open.found.with_untracked(|found| found.as_ref().map(|it| it.rows.iter().map(|row| row.riga).collect()));
        let shown: Vec<u32> = shown.unwrap_or_default();
        open.selected.update(|selected| selected.extend(shown));
    };
    let all = |label: &str, passo: FlussoPasso| {
        button("btn btn-sm btn-outline-primary", label.into(), always, move || open.step(Vec::new(), passo.clone()))
    };
    view! {
        <p aria-live="polite">
            {move || match open.selected.with(BTreeSet::len) {
                0 => "Scegliere le righe nella tabella per usare questi pulsanti.".to_owned(),
                count => format!("Righe scelte: {count}."),
            }}
        </p>
        <div class="toolbar">
            {button("btn btn-sm btn-outline-primary", "Scegli tutta la pagina".into(), always, choose_page)}
            {button("btn btn-sm btn-outline-primary", "Togli la scelta".into(), none, move || open.selected.update(BTreeSet::clear))}
        </div>
        <div class="toolbar">{STEPS.map(step).into_iter().collect_view()}</div>
        <div class="toolbar">
            {text_field("flusso-messaggio", "Messaggio di INPS", "text", message)}
            {button("btn btn-sm btn-outline-primary", "Segna come scartate".into(), none, discard)}
        </div>
        <div class="toolbar">
            {all("Predisponi tutte le scartate", FlussoPasso::Libera)}
            {all("Segna acquisite tutte le altre", FlussoPasso::Acquisisci)}
        </div>
    }
    .into_any()
}

/// A row of the flow.
fn row(open: Open, riga: RigaView) -> TableRow {
    let RigaView { riga, cancellazione, assistito, codice_fiscale, prestazione, periodo, situazione, messaggio } = riga;
    let choose = move |event| {
        let chosen = event_target_checked(&event);
        open.selected.update(|selected| {
            if chosen {
                selected.insert(riga);
            } else {
                selected.remove(&riga);
            }
        });
    };
    let (class, mark) = match situazione.as_str() {
        "Scartata" => ("row-blocked", StateMark::Blocked),
        "Acquisita" | "Acquisita senza DSU" | "Cancellazione acquisita" => ("", StateMark::Ok),
        "Inviata" | "Cancellazione inviata" | "Rettifica inviata" => ("row-sent", StateMark::Sent),
        _ => ("", StateMark::Warning),
    };
    let cells = vec![
        view! {
            <input
                class="check-plain"
                type="checkbox"
                aria-label=format!("scegli {assistito}, {prestazione}, {periodo}")
                prop:checked=move || open.selected.with(|selected| selected.contains(&riga))
                on:change=choose
            />
        }
        .into_any(),
        view! { {assistito} <div class="small mono">{codice_fiscale}</div> }.into_any(),
        view! {
            {cancellazione.then(|| view! { <strong>"Cancellazione: "</strong> })}
            {prestazione}
            <div class="small">{periodo}</div>
        }
        .into_any(),
        state_mark(mark, situazione).into_any(),
        messaggio.into_any(),
        button("btn btn-sm btn-outline-primary", "Confronta".into(), Signal::stored(false), move || {
            open.comparing.set(Some(riga));
        }),
    ];
    (class, cells)
}
