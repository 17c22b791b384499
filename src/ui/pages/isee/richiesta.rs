//! Generazione XML di richiesta: which cases INPS is asked about, and the file that asks.

use super::parts::{Chosen, Found, Person, ask, choose, choose_all, lines, nothing, tick};
use super::profili::Profili;
use crate::desk::isee::request::{
    IseeAnswer, IseeRequest, RichiestaFatta, RichiestaPage, RichiestaQuery, RichiestaRow,
};
use crate::desk::{Answer, Part, Request};
use crate::records::ProgettoId;
use crate::route::Route;
use crate::ui::components::{
    Pager, StateMark, TableRow, button, enti, reset as reset_fields, select_field, state_mark, table, themselves,
    v_link, with_all,
};
use crate::ui::platform::location;
use crate::ui::state::{State, use_state};
use crate::ui::tasks::{self, Here};
use leptos::prelude::*;
use std::collections::BTreeSet;

const FOUND: &str = "isee-trovati";
const MADE: &str = "isee-fatta";
const HEADINGS: [&str; 6] = ["Selez.", "Stato", "Progetto Sociale", "Comune", "Oggetto", "Anomalie"];

/// Only those without an ISEE, until something else is chosen.
fn first_query() -> RichiestaQuery {
    RichiestaQuery { solo_senza: true, ..RichiestaQuery::default() }
}

/// The screen under the operator's eyes.
#[derive(Clone, Copy)]
struct Screen {
    state: State,
    query: RwSignal<RichiestaQuery>,
    found: Found,
    chosen: Chosen<ProgettoId>,
    made: RwSignal<Option<RichiestaFatta>>,
    page: RwSignal<u32>,
    per_page: RwSignal<u32>,
}

impl Screen {
    fn page(self) -> RichiestaPage {
        match self.found.get() {
            Some(IseeAnswer::Richiesta(page)) => *page,
            _ => RichiestaPage::default(),
        }
    }
}

pub(super) fn page() -> AnyView {
    let state = use_state();
    let it = Screen {
        state,
        query: RwSignal::new(first_query()),
        found: Found::new(None),
        chosen: Chosen::default(),
        made: RwSignal::new(None),
        page: RwSignal::new(0),
        per_page: RwSignal::new(10),
    };
    Effect::new(move |_| {
        state.version.track();
        let query =
            RichiestaQuery { part: Part { page: it.page.get(), per_page: it.per_page.get() }, ..it.query.get() };
        ask(state, IseeRequest::Richiesta(query), it.found);
    });
    // What was taken back is no longer there to be saved.
    Effect::new(move |before: Option<u32>| {
        let undone = state.undone.get();
        if before.is_some_and(|before| before != undone) {
            it.made.set(None);
        }
        undone
    });
    let came = move || it.found.with(Option::is_some);
    let total = Signal::derive(move || it.page().list.found);
    let keys = Signal::derive(move || -> Vec<ProgettoId> {
        it.page().list.rows.iter().filter(|row| !row.bloccato && !row.in_attesa).map(|row| row.id).collect()
    });
    let export = move || state.save(Request::Isee(IseeRequest::RichiestaSheet(it.query.get_untracked())));
    view! {
        {filters(it)}
        {move || it.made.get().map(|made| made_view(state, &made))}
        <section class="panel">
            <div class="panel-head">
                <div>
                    <h2 id=FOUND tabindex="-1" aria-live="polite">
                        {move || if came() { format!("Trovati {} progetti", total.get()) } else { "Cerco…".to_owned() }}
                    </h2>
                    <p>
                        {move || {
                            let page = it.page();
                            format!("visualizzate {} su {}; {} si possono chiedere a INPS", page.list.rows.len(), page.list.found, page.pronti)
                        }}
                    </p>
                </div>
                <div class="toolbar">
                    {choose_all("isee-tutte", keys, it.chosen)}
                    {button("btn btn-outline-primary", "Genera XLS".into(), Signal::derive(move || total.get() == 0), export)}
                </div>
            </div>
            {move || match it.page() {
                page if page.list.found > 0 => {
                    let rows = page.list.rows.into_iter().map(|riga| row(it, riga)).collect();
                    table("Progetti di cui chiedere l'ISEE", &HEADINGS, 2, rows)
                }
                _ if came() => nothing("Nessun progetto con questi filtri: togliere «Solo senza ISEE» o premere Reset."),
                _ => ().into_any(),
            }}
            <Pager total page=it.page per_page=it.per_page/>
        </section>
        {request(it)}
    }
    .into_any()
}

fn filters(it: Screen) -> AnyView {
    let fields = [(); 3].map(|()| RwSignal::new(String::new()));
    let [anno, tipo, comune] = fields;
    let person = Person::new();
    let (chiusi, senza) = (RwSignal::new(false), RwSignal::new(true));
    let show = move || {
        it.page.set(0);
        it.chosen.set(BTreeSet::default());
        it.query.set(RichiestaQuery {
            anno: anno.get_untracked().parse().ok(),
            tipo: tipo.get_untracked(),
            comune: comune.get_untracked(),
            assistito: untrack(|| person.query()),
            chiusi: chiusi.get_untracked(),
            solo_senza: senza.get_untracked(),
            // The ente is chosen below.
            ente: it.query.with_untracked(|query| query.ente),
            ..RichiestaQuery::default()
        });
    };
    let reset = move || {
        reset_fields(&fields);
        person.reset();
        chiusi.set(false);
        senza.set(true);
        show();
    };
    let choices =
        move |of: fn(RichiestaPage) -> Vec<String>| Signal::derive(move || with_all(themselves(&of(it.page()))));
    let years = choices(|page| page.anni.iter().map(ToString::to_string).collect());
    view! {
        <section class="panel">
            <form
                class="filters"
                on:submit=move |event| {
                    event.prevent_default();
                    show();
                    location::focus_soon(FOUND);
                }
            >
                {select_field("isee-anno", "Anno progetto", years, anno)}
                {select_field("isee-tipo", "Tipo di progetto sociale", choices(|page| page.tipi), tipo)}
                {select_field("isee-comune", "Comune del progetto", choices(|page| page.comuni), comune)}
                {person.view()}
                <div>
                    {tick("isee-chiusi", "Visualizza anche elementi chiusi", chiusi)}
                    {tick("isee-senza", "Solo senza ISEE", senza)}
                </div>
                <div class="toolbar">
                    {button("btn btn-outline-primary", "Reset".into(), Signal::stored(false), reset)}
                    <button type="submit" class="btn btn-primary" aria-keyshortcuts="Alt+V">"Visualizza"</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn row(it: Screen, row: RichiestaRow) -> TableRow {
    let closed = row.stato == "CHIUSA";
    let class = match (row.bloccato, row.in_attesa) {
        (true, _) => "row-blocked",
        (_, true) => "row-sent",
        _ => "",
    };
    let label = format!("seleziona {}, {}", row.assistito, row.progetto);
    let mark = if closed { StateMark::Sent } else { StateMark::Ok };
    let cells = vec![
        choose(row.id, label, !row.bloccato, it.chosen),
        view! { {state_mark(mark, row.stato)} " " {v_link(row.id, &format!("{}, {}", row.assistito, row.progetto))} }
            .into_any(),
        view! { {row.progetto} <div>{row.assistito}</div> <div class="small mono">{row.codice_fiscale}</div> }
            .into_any(),
        row.comune.into_any(),
        lines(row.oggetto),
        lines(row.anomalie),
    ];
    (class, cells)
}

/// Who asks, by which profile, and *Conferma*.
fn request(it: Screen) -> AnyView {
    let state = it.state;
    let profili = Profili::new(state);
    let ente = RwSignal::new(state.ente.get_untracked().map(|ente| ente.to_string()).unwrap_or_default());
    // Only its own people are found, and asked about.
    Effect::new(move |_| {
        let ente = ente.get().parse().ok();
        if it.query.with_untracked(|query| query.ente != ente) {
            it.page.set(0);
            it.chosen.set(BTreeSet::default());
            it.query.update(|query| query.ente = ente);
        }
    });
    let nobody = move || it.page().pronti == 0 && it.chosen.with(BTreeSet::is_empty);
    let none = Signal::derive(move || nobody() || ente.with(String::is_empty));
    let confirm = move || {
        let only: Vec<ProgettoId> = it.chosen.get_untracked().into_iter().collect();
        let Ok(ente) = ente.get_untracked().parse() else { return };
        let query = it.query.get_untracked();
        let request = IseeRequest::Chiedi { query, only, ente, profilo: profili.chosen.get_untracked() };
        let here = Here::now();
        tasks::of_page(async move {
            let answer =
                state.doing_long(Request::Isee(request), None, "Preparo la richiesta").await.map(|reply| reply.answer);
            if let Some(Answer::Isee(IseeAnswer::Fatta(made))) = answer
                && !here.is_gone()
            {
                it.chosen.set(BTreeSet::default());
                it.made.set(Some(made));
                location::focus_soon(MADE);
            }
        });
    };
    view! {
        <section class="panel">
            <h2>"Richiesta"</h2>
            <p aria-live="polite">
                {move || match (it.chosen.with(BTreeSet::len), it.page()) {
                    (0, page) => {
                        format!(
                            "«Conferma» chiede l'ISEE per tutti i progetti trovati che si possono chiedere e non sono già in attesa: {}, in {} righe.",
                            page.pronti, page.righe,
                        )
                    }
                    (count, _) => format!("«Conferma» chiede l'ISEE per i {count} progetti scelti."),
                }}
            </p>
            <div class="filters">
                {select_field("isee-ente", "Ente intestatario dell'XML", Signal::derive(move || enti(state)), ente)}
                <div class="wide">{select_field("isee-profilo", "Profilo della richiesta", profili.choices(), profili.chosen)}</div>
                <div class="toolbar">{button("btn btn-primary", "Conferma".into(), none, confirm)}</div>
            </div>
            {profili.details()}
        </section>
    }
    .into_any()
}

/// The request just made, to be saved.
fn made_view(state: State, made: &RichiestaFatta) -> AnyView {
    let id = made.id;
    let save = move || state.save(Request::Isee(IseeRequest::File { id }));
    let left = made.lasciati;
    view! {
        <div id=MADE class="alert alert-success" tabindex="-1">
            <p>
                <strong>{format!("Richiesta {} pronta: {} righe.", made.identificatore, made.righe)}</strong>
            </p>
            {(left > 0).then(|| view! { <p>{format!("Progetti lasciati fuori: {left}; il motivo è nella colonna Anomalie.")}</p> })}
            <p>{made.che_fare.clone()}</p>
            <p>
                "La risposta di INPS si carica in "
                <a class="alert-link" href=Route::IseeRisposte.to_hash()>{Route::IseeRisposte.heading()}</a>
                ", dove il file resta a disposizione."
            </p>
            {button("btn btn-primary", format!("Salva {}", made.file), Signal::stored(false), save)}
        </div>
    }
    .into_any()
}
