//! Gestione consultazioni XML: INPS's answers are loaded; the requests made, and which were answered.

use super::parts::{Found, ask, lines, nothing, row_button};
use crate::desk::isee::request::{CaricataView, IseeAnswer, IseeRequest, RichiestaView, RichiesteQuery};
use crate::desk::{Answer, Destination, Page, Part, Request};
use crate::route::Route;
use crate::text::dates;
use crate::ui::components::{
    Choice, DropZone, Pager, StateMark, TableRow, button, enti, select_field, state_mark, table, text_field, with_all,
};
use crate::ui::drops::use_drops;
use crate::ui::platform::{files, location};
use crate::ui::state::{State, few, use_state};
use crate::ui::tasks::{self, Here};
use leptos::prelude::*;
use web_sys::File;

const REPORT: &str = "isee-caricata";
const HEADINGS: [&str; 7] =
    ["Esito", "Identificatore Richiesta", "Anno", "Tipo pratica", "Ente", "Generata", "Funzioni"];

pub(super) fn page() -> AnyView {
    let state = use_state();
    let found = Found::new(None);
    let [esito, dal, ente] = [(); 3].map(|()| RwSignal::new(String::new()));
    let (page, per_page) = (RwSignal::new(0_u32), RwSignal::new(10_u32));
    Effect::new(move |_| {
        for filter in [esito, dal, ente] {
            filter.track();
        }
        page.set(0);
    });
    Effect::new(move |_| {
        state.version.track();
        let query = RichiesteQuery {
            ricevute: match esito.get().as_str() {
                "" => None,
                word => Some(word == "ricevuto"),
            },
            dal: dates::read_iso(&dal.get()),
            ente: ente.get().parse().ok(),
            part: Part { page: page.get(), per_page: per_page.get() },
        };
        ask(state, IseeRequest::Richieste(query), found);
    });
    let made = move || match found.get() {
        Some(IseeAnswer::Richieste(page)) => *page,
        _ => Page::default(),
    };
    let total = Signal::derive(move || made().found);
    let outcomes = Signal::derive(|| {
        [("", "Tutti"), ("ricevuto", "ricevuto"), ("attesa", "in attesa")]
            .map(|(is, words)| -> Choice { (is.to_owned(), words.to_owned()) })
            .to_vec()
    });
    view! {
        {load(state)}
        <section class="panel">
            <div class="filters">
                {select_field("isee-esito", "Esito", outcomes, esito)}
                {text_field("isee-dal", "Consultazioni generate a partire dal", "date", dal)}
                {select_field("isee-intestatario", "Ente intestatario dell'XML", Signal::derive(move || with_all(enti(state))), ente)}
            </div>
            <h2 aria-live="polite">{move || format!("Trovate {} richieste", total.get())}</h2>
            {move || match made() {
                page if page.found > 0 => {
                    let rows = page.rows.into_iter().map(|it| row(state, it)).collect();
                    table("Richieste di consultazione ISEE", &HEADINGS, 1, rows)
                }
                _ => nothing("Nessuna richiesta con questi filtri: si preparano in «Generazione XML di richiesta»."),
            }}
            <Pager total page per_page/>
        </section>
    }
    .into_any()
}

fn row(state: State, it: RichiestaView) -> TableRow {
    let (mark, words) = if it.ricevuta { (StateMark::Ok, "ricevuto") } else { (StateMark::Sent, "in attesa") };
    let id = it.id;
    let save = move || state.save(Request::Isee(IseeRequest::File { id }));
    let cells = vec![
        view! { {state_mark(mark, words)} <div class="small">{it.esito}</div> }.into_any(),
        view! { <span class="mono">{it.identificatore}</span> }.into_any(),
        it.anno.into_any(),
        it.tipi.into_any(),
        it.ente.into_any(),
        it.creata.into_any(),
        row_button("Salva il file", &it.file, save),
    ];
    ("", cells)
}

/// *File XML*, *Conferma*, and what came of it.
fn load(state: State) -> AnyView {
    let chosen: RwSignal<Vec<File>, LocalStorage> = RwSignal::new_local(Vec::new());
    let report = RwSignal::new(None::<CaricataView>);
    let refused = RwSignal::new(Vec::<String>::new());
    let take = move |files: Vec<File>| chosen.update(|chosen| chosen.extend(files));
    let drops = use_drops();
    drops.arrivals(Destination::IseeRisposte, take);
    // Files that were chosen and not loaded wait for who comes back.
    on_cleanup(move || {
        if let Some(files) = chosen.try_update_untracked(std::mem::take) {
            drops.keep(Destination::IseeRisposte, files);
        }
    });
    Effect::new(move |before: Option<u32>| {
        let undone = state.undone.get();
        if before.is_some_and(|before| before != undone) {
            report.set(None);
        }
        undone
    });
    let confirm = move || {
        let files = std::mem::take(&mut *chosen.write());
        let here = Here::now();
        tasks::of_page(async move {
            let (files, bytes, mut faults) = files::joined(&files).await;
            let request = Request::Isee(IseeRequest::Carica { files });
            let answer = state.doing_long(request, Some(bytes), "Leggo le risposte").await.map(|reply| reply.answer);
            let mut made = None;
            if let Some(Answer::Isee(IseeAnswer::Caricata(mut read))) = answer {
                faults.append(&mut read.illeggibili);
                made = Some(*read).filter(|it| it.risposte > 0);
            }
            if here.is_gone() {
                return state.say_too(faults);
            }
            refused.set(faults);
            report.set(made);
            location::focus_soon(REPORT);
        });
    };
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    view! {
        <section class="panel">
            <h2>"Risposta di INPS"</h2>
            <p>
                "Si può caricare il file come INPS lo dà: XML, zip, SOAP, anche più file insieme. Di ogni risposta si tiene solo ciò che serve: redditi, patrimoni e familiari non vengono conservati."
            </p>
            <DropZone
                id="isee-file"
                label="File XML"
                hint="Trascina qui le risposte di INPS (XML o zip)"
                accept=Destination::IseeRisposte.endings()
                multiple=true
                on_files=move |files| drops.sift(state, files, Some(Destination::IseeRisposte), take)
            />
            <p aria-live="polite">
                {move || match chosen.with(|files| few(files.iter().map(File::name).collect())) {
                    names if names.is_empty() => "Nessun file scelto.".to_owned(),
                    names => format!("File scelti: {}.", names.join(", ")),
                }}
            </p>
            <div class="toolbar">
                {button("btn btn-primary", "Conferma".into(), none, confirm)}
                {button("btn btn-outline-primary", "Togli i file scelti".into(), none, move || chosen.set(Vec::new()))}
            </div>
        </section>
        <div id=REPORT tabindex="-1">
            {move || {
                let reasons = refused.get();
                (!reasons.is_empty())
                    .then(|| view! { <div class="alert alert-danger" role="alert">{lines(few(reasons))}</div> })
            }}
            {move || report.get().map(report_view)}
        </div>
    }
    .into_any()
}

fn report_view(it: CaricataView) -> AnyView {
    let facts = [
        ("Risposte lette", it.risposte),
        ("Confermate in automatico", it.automatiche),
        ("Prestazioni completate con l'ISEE", it.completate),
        ("Da gestire", it.da_gestire),
        ("Errori", it.errori),
        ("Già note", it.note),
        ("Risposte che non riguardano nessuna richiesta", it.senza_riga),
        ("Righe ancora senza risposta", it.senza_risposta),
    ];
    let fact = |(what, count): (&'static str, u32)| view! { <dt>{what}</dt><dd>{count}</dd> }.into_any();
    let facts: Vec<AnyView> = facts.map(fact).into();
    let told = |title: &'static str, found: Vec<String>| {
        (!found.is_empty()).then(|| view! { <details><summary>{title}</summary>{lines(found)}</details> })
    };
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2>"Esito del caricamento"</h2>
                <a class="btn btn-outline-primary" href=Route::IseeConsultazioni.to_hash()>"Vai alle consultazioni"</a>
            </div>
            <dl class="info-list">{facts}</dl>
            {told("Risposte che non riguardano nessuna richiesta", it.estranee)}
            {told("Righe ancora senza risposta", it.attese)}
        </section>
    }
    .into_any()
}
