//! One flow: what the portal answered, its rows, and the steps on them.

use super::compare::compare;
use super::parts::{ESITI, Found, Trashing, act, ask, outcome, trash};
use super::refused::refused;
use crate::desk::flussi::request::{
    FlussiAnswer, FlussiRequest, FlussoPage, FlussoPasso, FlussoQuery, FlussoView, RigaView,
};
use crate::desk::{Part, Request};
use crate::records::{FlussoId, Portale};
use crate::route::Route;
use crate::ui::components::{
    Choice, Pager, StateMark, TableRow, button, choice, select_field, state_mark, table, text_field,
};
use crate::ui::state::{State, use_state};
use leptos::prelude::*;
use std::collections::BTreeSet;

const ROWS: &str = "flusso-righe";
const HEADINGS: [&str; 8] = [
    "Scelta",
    "Assistito",
    "Prestazione",
    "Data generazione",
    "Utente generazione",
    "Situazione",
    "Messaggio",
    "Funzioni",
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
    id: FlussoId,
    found: Found,
    selected: RwSignal<BTreeSet<u32>>,
    /// The row that is compared, counted from 1; 0 is none.
    comparing: RwSignal<u32>,
    /// INPS's words for rows to be marked as discarded.
    message: RwSignal<String>,
    trashing: Trashing,
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

    /// The page of rows on screen.
    fn page(self) -> FlussoPage {
        match self.found.get() {
            Some(FlussiAnswer::Open(page)) => *page,
            _ => FlussoPage::default(),
        }
    }
}

/// The screen of one flow.
#[component]
pub(super) fn One(id: FlussoId) -> impl IntoView {
    let state = use_state();
    let [situazione, search, message] = [(); 3].map(|()| RwSignal::new(String::new()));
    let (page, per_page) = (RwSignal::new(0_u32), RwSignal::new(50_u32));
    let open = Open {
        state,
        id,
        found: Found::new(None),
        selected: RwSignal::new(BTreeSet::new()),
        comparing: RwSignal::new(0),
        message,
        trashing: Trashing::new(),
    };
    // Other filters are another list: what was chosen on the one before would be changed unseen.
    Effect::new(move |before: Option<()>| {
        situazione.track();
        search.track();
        page.set(0);
        if before.is_some() {
            open.selected.update(BTreeSet::clear);
        }
    });
    Effect::new(move |_| {
        state.version.track();
        let query = FlussoQuery {
            id,
            situazione: situazione.get(),
            search: search.get(),
            part: Part { page: page.get(), per_page: per_page.get() },
        };
        ask(state, FlussiRequest::Open(query), open.found, "");
    });
    let total = Signal::derive(move || open.page().list.found);
    let export = move || {
        let (situazione, search) = (situazione.get_untracked(), search.get_untracked());
        let query = FlussoQuery { id, situazione, search, part: Part::default() };
        state.save(Request::Flussi(FlussiRequest::RowsSheet(query)));
    };
    let standings = Signal::derive(move || -> Vec<Choice> {
        let all = (String::new(), "Tutte".to_owned());
        let named = open.page().situazioni.into_iter().map(|(what, count)| (what.clone(), format!("{what} ({count})")));
        std::iter::once(all).chain(named).collect()
    });
    view! {
        <p><a href="#/flussi">"Torna all'elenco dei flussi"</a></p>
        {move || head(open, open.page())}
        <section class="panel">
            <div class="panel-head">
                <h2 id=ROWS tabindex="-1" aria-live="polite">{move || format!("Trovate {} righe", total.get())}</h2>
                <div class="toolbar">
                    {select_field("flusso-situazione", "Situazione", standings, situazione)}
                    {text_field("flusso-cerca", "Cerca", "search", search)}
                    {button("btn btn-outline-primary", "Genera XLS".into(), Signal::derive(move || total.get() == 0), export)}
                </div>
            </div>
            {move || if open.page().flusso.cestinato { ().into_any() } else { steps(open) }}
            {move || {
                let page = open.page();
                let made = page.flusso;
                let rows = page.list.rows.into_iter().map(|riga| row(open, &made, riga)).collect();
                table("Righe del flusso", &HEADINGS, 1, rows)
            }}
            <Pager total page per_page/>
        </section>
        {move || match open.comparing.get() {
            0 => ().into_any(),
            riga => compare(state, id, riga, open.comparing),
        }}
        {trash(state, open.trashing, ROWS)}
    }
}

/// What is known of the flow, and what the portal answered.
fn head(open: Open, page: FlussoPage) -> AnyView {
    let flusso = page.flusso;
    if flusso.nome.is_empty() {
        return ().into_any();
    }
    let facts = [
        ("Data generazione", flusso.creato.clone()),
        ("Utente generazione", flusso.utente.clone()),
        ("Ente", flusso.ente.clone()),
        ("Periodo", flusso.periodo.clone()),
        ("Righe", flusso.righe.clone()),
    ];
    let fact = |(what, words): (&'static str, String)| view! { <dt>{what}</dt><dd>{words}</dd> }.into_any();
    let facts: Vec<AnyView> = facts.into_iter().map(fact).collect();
    let save = move || open.state.save(Request::Flussi(FlussiRequest::File { id: open.id }));
    let portal = if flusso.cestinato { ().into_any() } else { portal(open, flusso.portale, page.nota) };
    let refusal =
        (flusso.portale == Portale::Rifiutato && !flusso.cestinato).then(|| refused(open.state, open.id, &flusso));
    view! {
        <section class="panel">
            <div class="panel-head">
                <div>
                    <h2 class="mono">{flusso.nome.clone()}</h2>
                    {outcome(&flusso)}
                </div>
                <div class="toolbar">
                    {button("btn btn-outline-primary", "Salva il file XML".into(), Signal::stored(false), save)}
                    <a class="btn btn-outline-primary" href=Route::Prova(open.id).to_hash()>"Prova d'invio"</a>
                    {open.trashing.bin(&flusso)}
                </div>
            </div>
            <dl class="info-list">{facts}</dl>
            {portal}
            {refusal}
        </section>
    }
    .into_any()
}

/// What the portal answered to the upload, to be written down.
fn portal(open: Open, now: Portale, nota: String) -> AnyView {
    let words = |of: Portale| ESITI.iter().find(|it| it.1 == of).map_or("", |it| it.0).to_owned();
    let answer = RwSignal::new(words(now));
    let nota = RwSignal::new(nota);
    let choices = Signal::derive(|| ESITI.map(|(words, _)| (words.to_owned(), words.to_owned())).to_vec());
    let save = move || {
        let said = answer.get_untracked();
        if let Some((_, portale)) = ESITI.iter().find(|it| it.0 == said) {
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
    const SMALL: &str = "btn btn-sm btn-outline-primary";
    let none = Signal::derive(move || open.selected.with(BTreeSet::is_empty));
    let always = Signal::stored(false);
    let choose_page = move || {
        let shown: Vec<u32> = open.page().list.rows.iter().map(|row| row.riga).collect();
        open.selected.update(|selected| selected.extend(shown));
    };
    let step = |(label, passo): (&'static str, FlussoPasso)| {
        button(SMALL, label.into(), none, move || open.step(open.chosen(), passo.clone()))
    };
    let all = |label: &str, passo: FlussoPasso| {
        button(SMALL, label.into(), always, move || open.step(Vec::new(), passo.clone()))
    };
    let discard = move || open.step(open.chosen(), FlussoPasso::Scarta(open.message.get_untracked()));
    let buttons: Vec<AnyView> = STEPS.map(step).into();
    view! {
        <p aria-live="polite">
            {move || match open.selected.with(BTreeSet::len) {
                0 => "Scegliere le righe nella tabella per usare questi pulsanti.".to_owned(),
                count => format!("Righe scelte: {count}."),
            }}
        </p>
        <div class="toolbars">
            <div class="toolbar">
                {button(SMALL, "Scegli tutta la pagina".into(), always, choose_page)}
                {button(SMALL, "Togli la scelta".into(), none, move || open.selected.update(BTreeSet::clear))}
            </div>
            <div class="toolbar">{buttons}</div>
            <div class="toolbar">
                {text_field("flusso-messaggio", "Messaggio di INPS", "text", open.message)}
                {button(SMALL, "Segna come scartate".into(), none, discard)}
            </div>
            <div class="toolbar">
                {all("Predisponi tutte le scartate", FlussoPasso::Libera)}
                {all("Segna acquisite tutte le altre", FlussoPasso::Acquisisci)}
            </div>
        </div>
    }
    .into_any()
}

/// A row of the flow that was made so.
fn row(open: Open, made: &FlussoView, it: RigaView) -> TableRow {
    let riga = it.riga;
    let checked = Signal::derive(move || open.selected.with(|selected| selected.contains(&riga)));
    let choose = move |chosen| {
        open.selected.update(|selected| {
            let _ = if chosen { selected.insert(riga) } else { selected.remove(&riga) };
        });
    };
    let (class, mark) = match it.situazione.as_str() {
        "Scartata" => ("row-blocked", StateMark::Blocked),
        "Acquisita" | "Acquisita senza DSU" | "Cancellazione acquisita" => ("", StateMark::Ok),
        "Inviata" | "Cancellazione inviata" | "Rettifica inviata" => ("row-sent", StateMark::Sent),
        _ => ("", StateMark::Warning),
    };
    let label = format!("scegli {}, {}, {}", it.assistito, it.prestazione, it.periodo);
    let free = it.liberabile.then(|| {
        let label = format!("Predisponi {}, {}, {} per un nuovo invio", it.assistito, it.prestazione, it.periodo);
        let free = move |_| open.step(vec![riga], FlussoPasso::Libera);
        view! {
            <button type="button" class="btn btn-sm btn-outline-primary" aria-label=label title="Predisponi per un nuovo invio" on:click=free>
                "Predisponi"
            </button>
        }
    });
    let operation = if it.cancellazione { "Cancellazione: " } else { "" };
    // The case is where a discarded benefit is mended.
    let who = match it.progetto {
        Some(id) => view! { <a href=format!("#/progetti/{id}")>{it.assistito}</a> }.into_any(),
        None => it.assistito.into_any(),
    };
    let compare = move || open.comparing.set(riga + 1);
    let cells = vec![
        choice(label, checked, choose),
        view! { {who} <div class="small mono">{it.codice_fiscale}</div> }.into_any(),
        view! { <strong>{operation}</strong> {it.prestazione} <div class="small">{it.periodo}</div> }.into_any(),
        made.creato.clone().into_any(),
        made.utente.clone().into_any(),
        state_mark(mark, it.situazione).into_any(),
        it.messaggio.into_any(),
        view! {
            <div class="toolbar">
                {button("btn btn-sm btn-outline-primary", "Confronta".into(), Signal::stored(false), compare)}
                {free}
            </div>
        }
        .into_any(),
    ];
    (class, cells)
}
