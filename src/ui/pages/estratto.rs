//! Confronto con l'anagrafe: what a civil-registry extract says otherwise, to be taken value by value. The extract is stored
//! nowhere; it is open until it is closed, so that cards can be looked at meanwhile.

use crate::desk::estratto::request::{EstrattoAnswer, EstrattoQuery, EstrattoRequest, Quali, Scelta, ScostamentoView};
use crate::desk::{Answer, Destination, Part, Request};
use crate::records::{AssistitoId, Field};
use crate::route::Route;
use crate::ui::components::{
    Choice, DropZone, Pager, TableRow, button, choice, refusal, select_field, table, text_field,
};
use crate::ui::drops::use_drops;
use crate::ui::platform::{files, location};
use crate::ui::state::{State, use_state};
use crate::ui::tasks;
use leptos::prelude::*;
use std::collections::BTreeSet;
use web_sys::File;

const FILE: &str = "estratto-file";
const FOUND: &str = "estratto-differenze";
const HEADINGS: [&str; 6] = ["Scelta", "Assistito", "Campo", "Nell'archivio", "Nell'estratto", "Riga"];

/// Which differences to show: words and meaning.
const QUALI: [(&str, Quali); 3] =
    [("Tutte", Quali::Tutti), ("Dati diversi", Quali::Diversi), ("Campi vuoti nell'archivio", Quali::Vuoti)];

/// The extract under the operator's eyes.
#[derive(Clone, Copy)]
struct Screen {
    state: State,
    found: RwSignal<EstrattoAnswer>,
    refused: RwSignal<Vec<String>>,
    chosen: RwSignal<BTreeSet<(AssistitoId, Field)>>,
    quali: RwSignal<String>,
    search: RwSignal<String>,
    page: RwSignal<u32>,
    per_page: RwSignal<u32>,
}

impl Screen {
    fn read(self, file: File) {
        tasks::here(async move {
            self.refused.set(Vec::new());
            let bytes = match files::bytes(&file).await {
                Ok(bytes) => bytes,
                Err(why) => return self.refused.set(vec![why]),
            };
            let request = Request::Estratto(EstrattoRequest::Read { file_name: file.name() });
            let reply = self.state.ask_long_frankly(request, Some(bytes), "Leggo l'estratto", true).await;
            match reply.map(|reply| reply.answer) {
                Some(Answer::Estratto(made)) => {
                    self.chosen.update(BTreeSet::clear);
                    self.page.set(0);
                    self.found.set(*made);
                    location::focus_soon(FOUND);
                }
                Some(Answer::Refused { reasons }) => self.refused.set(reasons),
                _ => {}
            }
        });
    }

    fn forget(self) {
        tasks::here(async move {
            if self.state.ask(Request::Estratto(EstrattoRequest::Forget)).await.is_some() {
                self.found.set(EstrattoAnswer::default());
                location::focus_soon(FILE);
            }
        });
    }

    fn take(self, scelta: Scelta) {
        let chosen = self.chosen;
        self.state.act(Request::Estratto(EstrattoRequest::Take(scelta)), move |_| {
            chosen.update(BTreeSet::clear);
            location::focus_soon(FOUND);
        });
    }
}

/// The screen.
pub(super) fn page() -> AnyView {
    let state = use_state();
    let it = Screen {
        state,
        found: RwSignal::new(EstrattoAnswer::default()),
        refused: RwSignal::new(Vec::new()),
        chosen: RwSignal::new(BTreeSet::new()),
        quali: RwSignal::new(QUALI[0].0.to_owned()),
        search: RwSignal::new(String::new()),
        page: RwSignal::new(0),
        per_page: RwSignal::new(25),
    };
    // Other filters are another list: what was chosen on the one before would be changed unseen.
    Effect::new(move |_| {
        it.quali.track();
        it.search.track();
        it.page.set(0);
        it.chosen.set(BTreeSet::new());
    });
    Effect::new(move |_| {
        state.version.track();
        let quali = it.quali.get();
        let query = EstrattoQuery {
            quali: QUALI.iter().find(|(words, _)| *words == quali).map(|(_, quali)| *quali).unwrap_or_default(),
            search: it.search.get(),
            part: Part { page: it.page.get(), per_page: it.per_page.get() },
        };
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Estratto(EstrattoRequest::List(query))).await
                && let Answer::Estratto(made) = reply.answer
            {
                it.found.set(*made);
            }
        });
    });
    let drops = use_drops();
    let take_first = move |files| {
        if let Some(file) = drops.one_at_a_time(Destination::Estratto, files) {
            it.read(file);
        }
    };
    drops.arrivals(Destination::Estratto, take_first);
    let open = Memo::new(move |_| it.found.with(|found| !found.file.is_empty()));
    view! {
        <p>
            "La causa più comune degli scarti di INPS sono codice fiscale, cognome e nome scritti diversamente che in anagrafe. Qui si lascia un elenco di persone estratto dall'anagrafe del comune (xlsx, xls, ods, csv): il programma lo confronta con le schede, carattere per carattere, prima dell'invio. L'estratto non viene conservato: resta aperto, in memoria, finché non si chiude o si ricarica la pagina; nell'archivio entrano solo i valori presi."
        </p>
        <DropZone
            id=FILE
            label="Scegli l'estratto dell'anagrafe"
            hint="Trascina qui l'elenco delle persone"
            accept=Destination::Estratto.endings()
            on_files=move |files| drops.sift(state, files, Some(Destination::Estratto), take_first)
        />
        {move || refusal(it.refused.get())}
        {move || open.get().then(|| compared(it))}
    }
    .into_any()
}

/// What the extract says, once it is read.
fn compared(it: Screen) -> AnyView {
    let total = Signal::derive(move || it.found.with(|found| found.list.found));
    let none = Signal::derive(move || it.chosen.with(BTreeSet::is_empty));
    let no_blank = Signal::derive(move || it.found.with(|found| found.vuoti == 0));
    let choices =
        Signal::derive(|| -> Vec<Choice> { QUALI.map(|(words, _)| (words.to_owned(), words.to_owned())).to_vec() });
    let fill = Signal::derive(move || format!("Riempi i campi vuoti ({})", it.found.with(|found| found.vuoti)));
    let use_chosen = Signal::derive(move || match it.chosen.with(BTreeSet::len) {
        0 => "Usa i valori scelti".to_owned(),
        count => format!("Usa i valori scelti ({count})"),
    });
    let take_chosen = move |_| it.take(Scelta::Questi(it.chosen.get_untracked().into_iter().collect()));
    let choose_page = move || {
        let shown = it
            .found
            .with_untracked(|found| found.list.rows.iter().map(|row| (row.assistito, row.field)).collect::<Vec<_>>());
        it.chosen.update(|chosen| chosen.extend(shown));
    };
    view! {
        <section class="panel" aria-live="polite">
            <div class="panel-head">
                <h2>{move || format!("Esito di {}", it.found.with(|found| found.file.clone()))}</h2>
                {button("btn btn-outline-primary", "Chiudi l'estratto".into(), Signal::stored(false), move || it.forget())}
            </div>
            <ul>{move || it.found.with(|found| lines(&found.conti))}</ul>
            <p class="small">{move || format!("Campi confrontati: {}.", it.found.with(|found| found.campi.join(", ")))}</p>
            {move || {
                let to_look_at = it.found.with(|found| found.da_guardare.clone());
                (!to_look_at.is_empty())
                    .then(|| {
                        view! {
                            <details>
                                <summary>{format!("Righe da guardare ({})", to_look_at.len())}</summary>
                                <ul>{lines(&to_look_at)}</ul>
                            </details>
                        }
                    })
            }}
        </section>
        <section class="panel">
            <div class="panel-head">
                <h2 id=FOUND tabindex="-1" aria-live="polite">{move || format!("Trovate {} differenze", total.get())}</h2>
                <div class="toolbar">
                    {select_field("estratto-quali", "Mostra", choices, it.quali)}
                    {text_field("estratto-cerca", "Cerca", "search", it.search)}
                </div>
            </div>
            <div class="toolbar">
                <button
                    type="button"
                    class="btn btn-primary"
                    disabled=move || no_blank.get()
                    on:click=move |_| it.take(Scelta::Vuoti)
                >
                    {fill}
                </button>
                <button type="button" class="btn btn-outline-primary" disabled=move || none.get() on:click=take_chosen>
                    {use_chosen}
                </button>
                {button("btn btn-outline-primary", "Scegli tutta la pagina".into(), Signal::derive(move || total.get() == 0), choose_page)}
            </div>
            {move || match it.found.with(|found| found.list.rows.clone()) {
                rows if rows.is_empty() => {
                    view! {
                        <div class="empty">
                            <p>
                                {if it.found.with(|found| found.vuoti + found.diversi == 0) {
                                    "Nessuna differenza: quello che l'estratto dice delle persone dell'archivio è già nelle schede."
                                } else {
                                    "Nessuna differenza con questi filtri."
                                }}
                            </p>
                        </div>
                    }
                        .into_any()
                }
                rows => {
                    let rows = rows.into_iter().map(|riga| row(it, riga)).collect();
                    table("Differenze dall'anagrafe", &HEADINGS, 1, rows)
                }
            }}
            <Pager total page=it.page per_page=it.per_page/>
        </section>
    }
    .into_any()
}

fn lines(lines: &[String]) -> Vec<AnyView> {
    lines.iter().map(|line| view! { <li>{line.clone()}</li> }.into_any()).collect()
}

fn row(it: Screen, row: ScostamentoView) -> TableRow {
    let key = (row.assistito, row.field);
    let checked = Signal::derive(move || it.chosen.with(|chosen| chosen.contains(&key)));
    let choose = move |wanted| {
        it.chosen.update(|chosen| {
            let _ = if wanted { chosen.insert(key) } else { chosen.remove(&key) };
        });
    };
    let label = format!("usa {} di {}", row.campo, row.chi);
    let class = if row.nostro.is_empty() { "" } else { "row-warning" };
    let ours = if row.nostro.is_empty() { "vuoto".to_owned() } else { row.nostro };
    let cells = vec![
        choice(label, checked, choose),
        view! { <a href=Route::Assistiti(Some(row.assistito)).to_hash()>{row.chi}</a> }.into_any(),
        row.campo.into_any(),
        view! { <span>{ours}</span> }.into_any(),
        view! { <strong>{row.estratto}</strong> <div class="small">{row.dove}</div> }.into_any(),
        row.riga.to_string().into_any(),
    ];
    (class, cells)
}
