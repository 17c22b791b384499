//! One generation: its files to read on screen, and the positions that it left out with the way to their cases.

use super::generation::{Delete, Files, SaveAll, in_words, when};
use crate::desk::stampe::request::{LeftOutRow, PersonRead, StampaOpen, StampaRead, StampeAnswer, StampeRequest};
use crate::desk::{Answer, Part, Request};
use crate::records::StampaId;
use crate::ui::components::{Pager, TableRow, table, v_link};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use crate::ui::tasks;
use leptos::prelude::*;

/// The screen.
pub(super) fn page(stampa: StampaId) -> AnyView {
    let state = use_state();
    let opened = RwSignal::new(None::<StampaOpen>);
    let reading = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        state.version.track();
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Stampe(StampeRequest::Open { stampa })).await
                && let Answer::Stampe(StampeAnswer::Open(open)) = reply.answer
            {
                opened.set(Some(*open));
            }
        });
    });
    let on_read = Callback::new(move |name| {
        reading.set(Some(name));
        location::focus_soon("stampa-lettura");
    });
    view! {
        <p><a href="#/stampe">"Tutte le stampe"</a></p>
        {move || {
            opened
                .get()
                .map(|it| {
                    let stampa = it.stampa;
                    let when = when(&stampa);
                    view! {
                        <section class="panel">
                            <div class="panel-head">
                                <h2>{format!("Stampa del {when}")}</h2>
                                <div class="toolbar">
                                    <SaveAll stampa=stampa.id/>
                                    <Delete state stampa=stampa.id when/>
                                </div>
                            </div>
                            <p>{in_words(&stampa)}</p>
                            <Files stampa=stampa.id files=stampa.files on_read/>
                        </section>
                        {left_out(it.left_out)}
                    }
                })
        }}
        {move || reading.get().map(|name| view! { <Reading stampa name/> })}
    }
    .into_any()
}

/// The log as a table.
fn left_out(rows: Vec<LeftOutRow>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let page = RwSignal::new(0_u32);
    let per_page = RwSignal::new(25_u32);
    let rows = StoredValue::new(rows);
    let total = Signal::derive(move || rows.with_value(Vec::len) as u32);
    let line = |row: &LeftOutRow| -> TableRow {
        let who = if row.who.is_empty() { "non è più nell'archivio".to_owned() } else { row.who.clone() };
        let link = row.progetto.map(|case| v_link(case, &who));
        let reasons: Vec<AnyView> = row.reasons.iter().map(|it| view! { <div>{it.clone()}</div> }.into_any()).collect();
        let text = |text: &str| text.to_owned().into_any();
        ("row-blocked", vec![link.into_any(), text(&who), text(&row.case), text(&row.what), reasons.into_any()])
    };
    let shown = move || {
        let (from, many) = ((page.get() * per_page.get()) as usize, per_page.get() as usize);
        let rows = rows.with_value(|rows| rows.iter().skip(from).take(many).map(line).collect());
        table(
            "Posizioni lasciate fuori",
            &["Pratica", "Assistito", "Progetto Sociale", "Prestazione", "Motivi"],
            1,
            rows,
        )
    };
    view! {
        <section class="panel">
            <h2>"FILE DI LOG: posizioni lasciate fuori"</h2>
            <p>"La V verde apre il quadro sinottico della pratica, dove si corregge. Corrette, partono con la prossima stampa."</p>
            {shown}
            <Pager total page per_page/>
        </section>
    }
    .into_any()
}

/// A file, read.
#[component]
fn Reading(stampa: StampaId, name: String) -> impl IntoView {
    let state = use_state();
    let page = RwSignal::new(0_u32);
    let per_page = RwSignal::new(25_u32);
    let read = RwSignal::new(None::<StampaRead>);
    let title = name.clone();
    Effect::new(move |_| {
        let request = Request::Stampe(StampeRequest::Read {
            stampa,
            name: name.clone(),
            part: Part { page: page.get(), per_page: per_page.get() },
        });
        tasks::here(async move {
            if let Some(reply) = state.ask(request).await
                && let Answer::Stampe(StampeAnswer::Read(it)) = reply.answer
            {
                read.set(Some(*it));
            }
        });
    });
    let total = Signal::derive(move || read.with(|it| it.as_ref().map_or(0, |it| it.people.found)));
    view! {
        <section class="panel" aria-labelledby="stampa-lettura">
            <h2 id="stampa-lettura" tabindex="-1">{title}</h2>
            {move || read.get().map(content)}
            <Show when=move || total.get() != 0>
                <Pager total page per_page/>
            </Show>
        </section>
    }
}

fn content(read: StampaRead) -> AnyView {
    if read.people.found == 0 {
        return view! { <pre class="reading" tabindex="0">{read.text}</pre> }.into_any();
    }
    view! {
        <dl class="info-list pairs">{pairs(read.head)}</dl>
        {table("Beneficiari del flusso", &["Beneficiario", "Prestazioni"], 0, read.people.rows.into_iter().map(person).collect())}
    }
    .into_any()
}

fn person(it: PersonRead) -> TableRow {
    let lines: Vec<AnyView> =
        it.lines.into_iter().map(|line| view! { <div class="small">{line}</div> }.into_any()).collect();
    let benefit = |benefit| view! { <dl class="info-list pairs">{pairs(benefit)}</dl> }.into_any();
    let benefits: Vec<AnyView> = it.benefits.into_iter().map(benefit).collect();
    ("", vec![view! { {it.name} {lines} }.into_any(), benefits.into_any()])
}

fn pairs(pairs: Vec<(String, String)>) -> AnyView {
    pairs
        .into_iter()
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view()
        .into_any()
}
