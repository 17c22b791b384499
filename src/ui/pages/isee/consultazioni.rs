//! Gestione Consultazioni: each person asked about, our ISEE beside INPS's, and the decision.

use super::parts::{Chosen, Found, Person, act, ask, choose, choose_all, lines, nothing, row_button};
use crate::desk::isee::request::{
    ConfrontoIsee, ConsultazioneRow, ConsultazioniPage, ConsultazioniQuery, IseeAnswer, IseeRequest, ProtocolloQuery,
};
use crate::desk::{Part, Request};
use crate::records::{Posto, StatoConsultazione};
use crate::text::dates;
use crate::ui::components::{
    self, Pager, StateMark, TableRow, button, enti, select_field, state_mark, table, text_field, themselves, with_all,
};
use crate::ui::state::{State, use_state};
use leptos::prelude::*;
use std::collections::BTreeSet;

const FOUND: &str = "isee-consultazioni";
const HEADINGS: [&str; 7] =
    ["Selez.", "Stato", "Assistito", "Pratica associata", "Prestazione richiesta", "Esito consultazione", "Funzioni"];

pub(super) fn page() -> AnyView {
    let state = use_state();
    let found = Found::new(None);
    let chosen = Chosen::<Posto>::default();
    let filters = [(); 7].map(|()| RwSignal::new(String::new()));
    let [ente, tipo, codice, stato, anno, numero, data] = filters;
    let person = Person::new();
    let (page, per_page) = (RwSignal::new(0_u32), RwSignal::new(10_u32));
    let query = move || ConsultazioniQuery {
        assistito: person.query(),
        protocollo: ProtocolloQuery {
            // What is no year is that of no case.
            anno: Some(anno.get()).filter(|text| !text.is_empty()).map(|text| text.parse().unwrap_or(0)),
            numero: numero.get(),
            data: dates::read_iso(&data.get()),
        },
        ente: ente.get().parse().ok(),
        tipo: tipo.get(),
        codice: codice.get(),
        stato: StatoConsultazione::ALL.into_iter().find(|it| it.label() == stato.get()),
        part: Part { page: page.get(), per_page: per_page.get() },
    };
    // Other filters are another list: what was chosen on the one before would be decided unseen.
    Effect::new(move |_| {
        for filter in filters {
            filter.track();
        }
        let _ = person.query();
        page.set(0);
        chosen.set(BTreeSet::new());
    });
    Effect::new(move |_| {
        state.version.track();
        ask(state, IseeRequest::Consultazioni(query()), found);
    });
    let shown = move || match found.get() {
        Some(IseeAnswer::Consultazioni(page)) => *page,
        _ => ConsultazioniPage::default(),
    };
    let total = Signal::derive(move || shown().list.found);
    let keys = Signal::derive(move || -> Vec<Posto> {
        shown().list.rows.iter().filter(|row| row.stato == StatoConsultazione::DaGestire).map(|row| row.posto).collect()
    });
    let states = Signal::derive(move || {
        let named = |(stato, count): (StatoConsultazione, u32)| {
            (stato.label().to_owned(), format!("{} ({count})", stato.label()))
        };
        with_all(shown().stati.into_iter().map(named))
    });
    let export = move || state.save(Request::Isee(IseeRequest::ConsultazioniSheet(untrack(query))));
    let reset = move || {
        components::reset(&filters);
        person.reset();
    };
    view! {
        <section class="panel">
            <div class="filters">
                {person.view()}
                {text_field("isee-protocollo-anno", "Anno protocollo", "number", anno)}
                {text_field("isee-protocollo-numero", "Numero protocollo", "search", numero)}
                {text_field("isee-protocollo-data", "Data protocollo", "date", data)}
                {select_field("isee-di", "Ente intestatario dell'XML", Signal::derive(move || with_all(enti(state))), ente)}
                {select_field("isee-pratica", "Tipo di progetto sociale", Signal::derive(move || with_all(themselves(&shown().tipi))), tipo)}
                {select_field(
                    "isee-codice",
                    "Codice INPS prestazione da erogare",
                    Signal::derive(move || with_all(themselves(&shown().codici))),
                    codice,
                )}
                {select_field("isee-stato", "Stato", states, stato)}
                <div class="toolbar">{button("btn btn-outline-primary", "Reset".into(), Signal::stored(false), reset)}</div>
            </div>
        </section>
        <section class="panel">
            <div class="panel-head">
                <h2 id=FOUND tabindex="-1" aria-live="polite">{move || format!("Trovate {} righe", total.get())}</h2>
                <div class="toolbar">
                    {choose_all("isee-tutte", keys, chosen)}
                    {move || accept(state, chosen)}
                    {button("btn btn-outline-primary", "Genera XLS".into(), Signal::derive(move || total.get() == 0), export)}
                </div>
            </div>
            {move || match shown() {
                page if page.list.found > 0 => {
                    let rows = page.list.rows.into_iter().map(|it| row(state, chosen, it)).collect();
                    table("Consultazioni ISEE", &HEADINGS, 2, rows)
                }
                page if page.all > 0 => nothing("Nessuna riga con questi filtri: cambiarli o premere Reset."),
                _ => nothing("Nessuna consultazione: si comincia da «Generazione XML di richiesta»."),
            }}
            <Pager total page per_page/>
        </section>
    }
    .into_any()
}

/// *Accetta*: INPS's ISEE for all the chosen rows.
fn accept(state: State, chosen: Chosen<Posto>) -> AnyView {
    let count = chosen.with(BTreeSet::len);
    let label = if count == 0 { "Accetta".to_owned() } else { format!("Accetta ({count})") };
    let press = move || {
        let righe = chosen.get_untracked().into_iter().collect();
        act(state, IseeRequest::Decidi { righe, inps: true }, FOUND);
        chosen.set(BTreeSet::new());
    };
    view! {
        {button("btn btn-primary", label, Signal::stored(count == 0), press)}
        <span class="small" role="status">
            {match count {
                0 => "«Accetta» usa l'ISEE di INPS per le righe scelte.".to_owned(),
                count => format!("«Accetta» usa l'ISEE di INPS per {count} righe."),
            }}
        </span>
    }
    .into_any()
}

fn row(state: State, chosen: Chosen<Posto>, it: ConsultazioneRow) -> TableRow {
    let to_decide = it.stato == StatoConsultazione::DaGestire;
    let (class, mark) = match it.stato {
        StatoConsultazione::InAttesa => ("", StateMark::Sent),
        StatoConsultazione::Automatico | StatoConsultazione::Utente => ("", StateMark::Ok),
        StatoConsultazione::DaGestire => ("row-warning", StateMark::Warning),
        StatoConsultazione::Errore => ("row-blocked", StateMark::Blocked),
    };
    let of = format!("{}, {}", it.assistito, it.prestazione);
    let case = match it.progetto {
        Some(id) => view! { <a href=format!("#/progetti/{id}")>{it.pratica}</a> }.into_any(),
        None => it.pratica.into_any(),
    };
    let decide = |inps| {
        let righe = vec![it.posto];
        move || act(state, IseeRequest::Decidi { righe: righe.clone(), inps }, FOUND)
    };
    let functions = if to_decide {
        view! {
            <div class="toolbar">
                {row_button("Usa ISEE INPS", &of, decide(true))}
                {row_button("Mantieni il nostro", &of, decide(false))}
            </div>
        }
        .into_any()
    } else {
        ().into_any()
    };
    let cells = vec![
        choose(it.posto, format!("seleziona {of}"), to_decide, chosen),
        view! { {state_mark(mark, it.stato.label())} <div class="small">{it.richiesta}</div> }.into_any(),
        view! { {it.assistito} <div class="small mono">{it.codice_fiscale}</div> }.into_any(),
        case,
        it.prestazione.into_any(),
        view! { {lines(it.motivi)} {side_by_side(it.confronto)} }.into_any(),
        functions,
    ];
    (class, cells)
}

/// Ours and INPS's.
fn side_by_side(values: Vec<ConfrontoIsee>) -> AnyView {
    if values.is_empty() {
        return ().into_any();
    }
    let row = |it: ConfrontoIsee| {
        let different = it.diverso.then(|| state_mark(StateMark::Warning, "diverso"));
        view! { <tr><th scope="row">{it.campo}</th><td>{it.nostro}</td><td>{it.inps} " " {different}</td></tr> }
            .into_any()
    };
    let rows: Vec<AnyView> = values.into_iter().map(row).collect();
    view! {
        <table class="compared small">
            <thead>
                <tr>
                    <th scope="col"><span class="visually-hidden">"Dato"</span></th>
                    <th scope="col">"Nostro"</th>
                    <th scope="col">"INPS"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
