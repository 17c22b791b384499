//! Esiti INPS: INPS's answers read from its files, what they mean, and what is done about them.

mod choose;
mod conclude;
mod elenco;
mod table;

use crate::desk::esiti::request::{EsitiAnswer, EsitiPage, EsitiQuery, EsitiRequest};
use crate::desk::{Answer, Destination, Part, Request};
use crate::records::EsitoId;
use crate::ui::components::{Choice, DropZone, Pager, button, select_field, text_field};
use crate::ui::drops::use_drops;
use crate::ui::platform::{files, location};
use crate::ui::state::{State, few, use_state};
use crate::ui::tasks::{self, Here};
use leptos::prelude::*;
use web_sys::File;

const ROWS: &str = "esiti-righe";

/// The answers under the operator's eyes.
#[derive(Clone, Copy)]
struct Esiti {
    state: State,
    found: RwSignal<Option<EsitiPage>>,
    /// The flow that files are of; empty for all that wait.
    flusso: RwSignal<String>,
    tipo: RwSignal<String>,
    situazione: RwSignal<String>,
    search: RwSignal<String>,
    /// One answer alone.
    solo: RwSignal<Option<EsitoId>>,
    /// The answer whose benefits are being chosen.
    choosing: RwSignal<Option<EsitoId>>,
    page: RwSignal<u32>,
    per_page: RwSignal<u32>,
    /// Why files were not read.
    bad: RwSignal<Vec<String>>,
}

impl Esiti {
    fn query(self) -> EsitiQuery {
        EsitiQuery {
            tipo: self.tipo.get(),
            situazione: self.situazione.get(),
            search: self.search.get(),
            solo: self.solo.get(),
            part: Part { page: self.page.get(), per_page: self.per_page.get() },
        }
    }

    /// The page of answers on screen.
    fn shown(self) -> EsitiPage {
        self.found.get().unwrap_or_default()
    }

    /// Reads files, all in one action.
    fn read(self, chosen: Vec<File>) {
        let (state, here) = (self.state, Here::now());
        let flusso = self.flusso.get_untracked().parse().ok();
        tasks::of_page(async move {
            let (files, bytes, mut bad) = files::joined(&chosen).await;
            let request = Request::Esiti(EsitiRequest::Read { files, flusso });
            let answer = state.doing_long(request, Some(bytes), "Leggo gli esiti").await.map(|reply| reply.answer);
            let mut new_ones = false;
            if let Some(Answer::Esiti(EsitiAnswer::Read { files, new })) = answer {
                bad.extend(files.into_iter().filter(|(_, whole)| !whole).map(|(sentence, _)| sentence));
                new_ones = new;
            }
            if here.is_gone() {
                return state.say_too(bad);
            }
            self.bad.set(bad);
            if new_ones {
                to_rows();
            }
        });
    }

    /// An action that can be undone; then the focus goes to the rows, or `after` is done.
    fn act(self, request: Request, after: impl FnOnce() + 'static) {
        self.state.act(request, |_| after());
    }
}

fn to_rows() {
    location::focus_soon(ROWS);
}

/// The screen.
pub(super) fn page() -> AnyView {
    let state = use_state();
    let [flusso, tipo, situazione, search] = [(); 4].map(|()| RwSignal::new(String::new()));
    let it = Esiti {
        state,
        found: RwSignal::new(None),
        flusso,
        tipo,
        situazione,
        search,
        solo: RwSignal::new(None),
        choosing: RwSignal::new(None),
        page: RwSignal::new(0),
        per_page: RwSignal::new(25),
        bad: RwSignal::new(Vec::new()),
    };
    // Other filters are another list: it is read from its beginning.
    Effect::new(move |_| {
        for filter in [tipo, situazione, search] {
            filter.track();
        }
        it.solo.track();
        it.page.set(0);
    });
    Effect::new(move |_| {
        state.version.track();
        let query = it.query();
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Esiti(EsitiRequest::List(query))).await
                && let Answer::Esiti(EsitiAnswer::List(page)) = reply.answer
            {
                it.found.set(Some(*page));
            }
        });
    });
    let take = move |files: Vec<File>| it.read(files);
    let drops = use_drops();
    drops.arrivals(Destination::Esiti, take);
    let has_rows = Memo::new(move |_| it.found.with(|page| page.as_ref().is_some_and(|page| page.all > 0)));
    let came = Memo::new(move |_| it.found.with(Option::is_some));
    let flows = Signal::derive(move || -> Vec<Choice> {
        let all = (String::new(), "Tutti quelli in attesa di esito".to_owned());
        let waiting = it.shown().flussi.into_iter();
        std::iter::once(all)
            .chain(waiting.map(|it| (it.id.to_string(), format!("{} ({} righe in attesa)", it.nome, it.righe))))
            .collect()
    });
    view! {
        <section class="panel">
            <p>
                "Gli scarti si scaricano dal Cruscotto di verifica del portale INPS (Casellario dell'assistenza): un foglio di tre colonne. Qui si leggono quei fogli (xlsx, xls, ods, csv) e gli esiti WaaS (JSON), anche molti insieme."
            </p>
            {select_field("esiti-flusso", "Flusso a cui si riferisce", flows, flusso)}
            <DropZone
                id="esiti-file"
                label="Scegli i file degli esiti"
                hint="Trascina qui i fogli degli scarti o gli esiti WaaS"
                accept=Destination::Esiti.endings()
                multiple=true
                on_files=move |files| drops.sift(state, files, Some(Destination::Esiti), take)
            />
            {move || bad(it.bad.get())}
        </section>
        {conclude::panel(it)}
        {move || has_rows.get().then(elenco::elenco)}
        {move || match (came.get(), has_rows.get()) {
            (false, _) => ().into_any(),
            (true, false) => empty(),
            (true, true) => rows(it),
        }}
        {move || it.choosing.get().map(|id| choose::panel(it, id))}
    }
    .into_any()
}

/// Why files were not read.
fn bad(sentences: Vec<String>) -> AnyView {
    if sentences.is_empty() {
        return ().into_any();
    }
    let lines: Vec<AnyView> = few(sentences).into_iter().map(|it| view! { <p>{it}</p> }.into_any()).collect();
    view! { <div class="alert alert-danger" role="alert">{lines}</div> }.into_any()
}

fn empty() -> AnyView {
    view! {
        <div class="empty">
            <p>"Non è ancora stato letto nessun esito."</p>
            <p>
                "Dopo il caricamento del flusso (risposta 200) aprire nel portale INPS il Cruscotto di verifica e scaricare il foglio degli scarti: se non ce ne sono, la verifica si può concludere qui o in "
                <a href="#/flussi">"Gestione flussi"</a> "."
            </p>
        </div>
    }
    .into_any()
}

/// The answers: filters, table, pages.
fn rows(it: Esiti) -> AnyView {
    let total = Signal::derive(move || it.found.with(|page| page.as_ref().map_or(0, |page| page.list.found)));
    let to_free = Memo::new(move |_| it.found.with(|page| page.as_ref().map_or(0, |page| page.da_liberare)));
    let standings = Signal::derive(move || -> Vec<Choice> {
        let all = (String::new(), "Tutte".to_owned());
        let named = it.shown().situazioni.into_iter().map(|(what, count)| (what.clone(), format!("{what} ({count})")));
        std::iter::once(all).chain(named).collect()
    });
    let export = move || it.state.save(Request::Esiti(EsitiRequest::Sheet(it.query())));
    let free = move || it.act(Request::Esiti(EsitiRequest::Free { id: None, query: it.query() }), to_rows);
    let none = Signal::derive(move || total.get() == 0);
    let free_words = move || {
        let which = if it.tipo.with(String::is_empty) { "Libera tutte" } else { "Libera tutte di questo tipo" };
        let label = format!("{which} ({})", to_free.get());
        button("btn btn-outline-primary", label, Signal::derive(move || to_free.get() == 0), free)
    };
    let alone = move || {
        it.solo.get().is_some().then(|| {
            let back = move || it.solo.set(None);
            view! {
                <p class="toolbar">
                    "Si vede una riga sola, quella da cui segue l'altra."
                    {button("btn btn-sm btn-outline-primary", "Mostra tutte".into(), Signal::stored(false), back)}
                </p>
            }
        })
    };
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2 id=ROWS tabindex="-1" aria-live="polite">{move || format!("Trovate {} righe", total.get())}</h2>
                <div class="toolbar">
                    {free_words} {button("btn btn-outline-primary", "Genera XLS".into(), none, export)}
                </div>
            </div>
            <div class="toolbars">
                {table::kinds(it)}
                <div class="filters">
                    {select_field("esiti-situazione", "Situazione", standings, it.situazione)}
                    {text_field("esiti-cerca", "Cerca", "search", it.search)}
                </div>
                {alone}
            </div>
            {move || table::rows(it)}
            <Pager total page=it.page per_page=it.per_page/>
        </section>
    }
    .into_any()
}
