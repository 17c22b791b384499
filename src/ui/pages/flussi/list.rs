//! The flows made: filters, *Data creazione* to *Funzioni*.

use super::parts::{ESITI, Found, Trashing, ask, outcome, trash};
use crate::desk::flussi::request::{EsitoCercato, FlussiAnswer, FlussiQuery, FlussiRequest, FlussoView};
use crate::desk::{Part, Request};
use crate::text::dates;
use crate::ui::components::{Pager, TableRow, button, enti, reset, select_field, table, text_field, with_all};
use crate::ui::state::{State, use_state};
use leptos::prelude::*;

const LIST: &str = "flussi-elenco";
const HEADINGS: [&str; 7] =
    ["Data creazione", "Numero files", "Periodo", "Nome files", "Utente", "Esito del portale", "Funzioni"];

#[component]
pub(super) fn List() -> impl IntoView {
    let state = use_state();
    let filters = [(); 5].map(|()| RwSignal::new(String::new()));
    let [search, dal, al, ente, esito] = filters;
    let (page, per_page) = (RwSignal::new(0_u32), RwSignal::new(25_u32));
    let query = move || FlussiQuery {
        search: search.get(),
        dal: dates::read_iso(&dal.get()),
        al: dates::read_iso(&al.get()),
        ente: ente.get().parse().ok(),
        esito: looked_for(&esito.get()),
        part: Part { page: page.get(), per_page: per_page.get() },
    };
    let found = Found::new(None);
    let trashing = Trashing::new();
    Effect::new(move |_| {
        for filter in filters {
            filter.track();
        }
        page.set(0);
    });
    Effect::new(move |_| {
        state.version.track();
        ask(state, FlussiRequest::List(query()), found, "");
    });
    let total = Signal::derive(move || match found.get() {
        Some(FlussiAnswer::List(made)) => made.found,
        _ => 0,
    });
    let filtered = move || filters.iter().any(|filter| filter.with(|value| !value.is_empty()));
    let export = move || state.save(Request::Flussi(FlussiRequest::ListSheet(untrack(query))));
    view! {
        {filters_view(state, filters)}
        <div class="panel-head">
            <h2 id=LIST tabindex="-1" aria-live="polite">{move || format!("Trovati {} flussi", total.get())}</h2>
            {button("btn btn-outline-primary", "Genera XLS".into(), Signal::derive(move || total.get() == 0), export)}
        </div>
        {move || match found.get() {
            Some(FlussiAnswer::List(made)) if made.found > 0 => {
                let rows = made.rows.iter().map(|flusso| row(flusso, trashing)).collect();
                table("Flussi inviati", &HEADINGS, 3, rows)
            }
            Some(_) if filtered() => {
                view! { <div class="empty"><p>"Nessun flusso con questi filtri: cambiarli o premere Reset."</p></div> }.into_any()
            }
            Some(_) => nothing(),
            None => ().into_any(),
        }}
        <Pager total page per_page/>
        {trash(state, trashing, LIST)}
    }
}

fn filters_view(state: State, filters: [RwSignal<String>; 5]) -> AnyView {
    let [search, dal, al, ente, esito] = filters;
    let enti = Signal::derive(move || with_all(enti(state)));
    let esiti = Signal::derive(|| {
        let words = ESITI.iter().map(|(words, _)| *words).chain([TRASHED]);
        with_all(words.map(|words| (words.to_owned(), words.to_owned())))
    });
    view! {
        <section class="panel no-print">
            <div class="filters">
                {text_field("flussi-dal", "Creati dal", "date", dal)}
                {text_field("flussi-al", "Creati fino al", "date", al)}
                {select_field("flussi-ente", "Ente", enti, ente)}
                {select_field("flussi-esito", "Esito del portale", esiti, esito)}
                {text_field("flussi-cerca", "Cerca nome del file o utente", "search", search)}
                <div class="toolbar">{button("btn btn-outline-primary", "Reset".into(), Signal::stored(false), move || reset(&filters))}</div>
            </div>
        </section>
    }
    .into_any()
}

/// Flows in the bin, among the answers of the portal.
const TRASHED: &str = "cestinati";

fn looked_for(words: &str) -> Option<EsitoCercato> {
    if words == TRASHED {
        return Some(EsitoCercato::Cestinato);
    }
    ESITI.iter().find(|it| it.0 == words).map(|it| EsitoCercato::Portale(it.1))
}

fn nothing() -> AnyView {
    view! {
        <div class="empty">
            <p>"Non è ancora stato inviato nessun flusso."</p>
            <p>
                "I flussi nascono in " <a href="#/invio">"Invio prestazioni"</a>
                "; quelli inviati con altri programmi si importano da " <a href="#/verifica">"Verifica un file XML"</a> "."
            </p>
        </div>
    }
    .into_any()
}

/// A flow of the list.
fn row(flusso: &FlussoView, trashing: Trashing) -> TableRow {
    let open = format!("#/flussi/{}", flusso.id);
    let class = if flusso.cestinato { "row-muted" } else { "" };
    let kind = if flusso.storico { "storico" } else { "" };
    let cells = vec![
        flusso.creato.clone().into_any(),
        flusso.files.to_string().into_any(),
        flusso.periodo.clone().into_any(),
        view! {
            <a class="mono" href=open.clone()>{flusso.nome.clone()}</a>
            <div class="small">{flusso.ente.clone()} " " {kind}</div>
        }
        .into_any(),
        flusso.utente.clone().into_any(),
        view! { {outcome(flusso)} <div class="small">{flusso.righe.clone()}</div> }.into_any(),
        view! {
            <div class="toolbar">
                <a class="btn btn-sm btn-success" href=open aria-label=format!("Apri {}", flusso.nome)>"Apri"</a>
                {trashing.bin(flusso)}
            </div>
        }
        .into_any(),
    ];
    (class, cells)
}
