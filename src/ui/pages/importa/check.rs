//! The check: how each row would end, before anything is written.

use super::state::{ImportaState, Step, many};
use crate::desk::Request;
use crate::desk::importa::request::{
    DifferenceView, ImportCheck, ImportFilter, ImportOutcome, ImportRow, ImportaRequest,
};
use crate::ui::components::{Notes, Pager, StateMark, state_mark};
use crate::ui::state::use_state;
use crate::ui::tasks::late;
use leptos::prelude::*;

/// The step.
#[component]
pub(super) fn Check(importa: ImportaState) -> impl IntoView {
    let state = use_state();
    let check = Memo::new(move |before: Option<&ImportCheck>| {
        importa.step.with(|step| match step {
            Step::Check(_, check) => (**check).clone(),
            _ => before.cloned().unwrap_or_default(),
        })
    });
    // Another filter, another page, or more rows a page: the worker is asked for those.
    Effect::new(move |before: Option<()>| {
        importa.filter.track();
        importa.page.track();
        importa.per_page.track();
        if before.is_some() {
            importa.check(state, false);
        }
    });
    let to_write = Memo::new(move |_| check.with(|it| (it.new + it.updates, it.cards)));
    let sentence = move || match to_write.get() {
        (0, 0) => "Non c'è niente di nuovo da scrivere.".to_owned(),
        (0, 1) => "Cambierà una scheda dell'archivio.".to_owned(),
        (0, cards) => format!("Cambieranno {cards} schede dell'archivio."),
        (count, _) => {
            let (people, unreadable) = check.with(|it| (it.people, it.unreadable));
            let mut words = if count == 1 {
                "Verrà scritta 1 prestazione".to_owned()
            } else {
                format!("Verranno scritte {count} prestazioni")
            };
            if people > 0 {
                words.push_str(&format!(" ({})", many(people, "persona nuova", "persone nuove")));
            }
            words.push_str(if unreadable > 0 { "; le righe illeggibili restano fuori." } else { "." });
            words
        }
    };
    let tab = move |filter: ImportFilter, words: &'static str, count: fn(&ImportCheck) -> u32| {
        view! {
            <button
                type="button"
                class="btn btn-sm btn-outline-primary"
                aria-pressed=move || (importa.filter.get() == filter).to_string()
                on:click=move |_| {
                    importa.page.set(0);
                    importa.filter.set(filter);
                }
            >
                {move || format!("{words} ({})", check.with(count))}
            </button>
        }
    };
    let stat = move |count: fn(&ImportCheck) -> u32, label: &'static str, class: &'static str| {
        let stat_class = move || if check.with(count) == 0 { "stat".to_owned() } else { format!("stat {class}") };
        view! {
            <div class=stat_class>
                <span class="stat-value">{move || check.with(count)}</span>
                <span class="stat-label">{label}</span>
            </div>
        }
    };
    let total = Signal::derive(move || check.with(|it| it.list.found));
    let unreadable = Memo::new(move |_| check.with(|it| it.unreadable));
    view! {
        <section class="panel">
            <div class="panel-head">
                <div>
                    <h2 id="importa-titolo" tabindex="-1">"Controllo"</h2>
                    <p role="status">{sentence}</p>
                </div>
                <div class="toolbar">
                    <button type="button" class="btn btn-outline-primary" on:click=move |_| importa.back(state)>
                        "Indietro"
                    </button>
                    {move || {
                        (unreadable.get() > 0)
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="btn btn-outline-primary"
                                        on:click=move |_| state.save(Request::Importa(ImportaRequest::RejectedSheet))
                                    >
                                        "Scarica le righe illeggibili"
                                    </button>
                                }
                            })
                    }}
                    <button
                        type="button"
                        class="btn btn-primary"
                        disabled=move || to_write.get() == (0, 0)
                        on:click=move |_| importa.confirm(state)
                    >
                        "Conferma"
                    </button>
                </div>
            </div>
            <div class="stat-grid">
                {stat(|it| it.rows, "Righe", "")} {stat(|it| it.new, "Nuove", "stat-success")}
                {stat(|it| it.updates, "Aggiornamenti", "")} {stat(|it| it.duplicates, "Duplicate", "")}
                {stat(|it| it.unreadable, "Illeggibili", "stat-danger")}
                {stat(|it| it.blocked, "Da correggere (bloccate)", "stat-danger")}
                {stat(|it| it.warned, "Con avvisi", "stat-warning")}
            </div>
            <Differing importa check/>
            <Findings check/>
            <div class="toolbar tabs" role="group" aria-label="Righe da mostrare">
                {tab(ImportFilter::All, "Tutte", |it| it.rows)} {tab(ImportFilter::New, "Nuove", |it| it.new)}
                {tab(ImportFilter::Update, "Aggiornamenti", |it| it.updates)}
                {tab(ImportFilter::Duplicate, "Duplicate", |it| it.duplicates)}
                {tab(ImportFilter::Unreadable, "Illeggibili", |it| it.unreadable)}
                {tab(ImportFilter::Findings, "Con rilievi", |it| it.blocked + it.warned + it.unreadable)}
                {move || {
                    (check.with(|it| it.differing) > 0)
                        .then(|| tab(ImportFilter::Differences, "Diverse dall'archivio", |it| it.differing))
                }}
            </div>
            <div class="table-responsive" tabindex="0" role="region" aria-label="Righe del foglio">
                <table class="table table-sm">
                    <caption class="visually-hidden">"Righe del foglio e come finirebbero"</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="num">"Riga"</th>
                            <th scope="col">"Esito"</th>
                            <th scope="col">"Assistito"</th>
                            <th scope="col">"Prestazione"</th>
                            <th scope="col">"Rilievi"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            let rows = check.with(|it| it.list.rows.clone());
                            rows.into_iter().map(|shown| row(importa, shown)).collect_view()
                        }}
                    </tbody>
                </table>
            </div>
            {move || {
                (total.get() == 0).then(|| view! { <p class="empty">"Nessuna riga di questo tipo."</p> })
            }}
            <Pager total page=importa.page per_page=importa.per_page/>
        </section>
    }
}

/// Findings by rule.
#[component]
fn Findings(check: Memo<ImportCheck>) -> impl IntoView {
    let findings = Memo::new(move |_| check.with(|it| it.findings.clone()));
    move || {
        let findings = findings.get();
        (!findings.is_empty()).then(|| {
            view! {
                <details>
                    <summary>{format!("Rilievi per regola ({})", findings.len())}</summary>
                    <p>"Le righe con un blocco entrano nell'archivio, ma non si possono inviare finché non sono corrette."</p>
                    <ul class="findings">
                        {findings
                            .into_iter()
                            .map(|it| {
                                let (class, weight) = if it.blocks {
                                    ("finding", "Blocco ")
                                } else {
                                    ("finding finding-warning", "Avviso ")
                                };
                                view! {
                                    <li class=class>
                                        <span class="finding-rule">
                                            {weight} <a href=format!("#/guida/{}", it.rule)>{it.rule.clone()}</a>
                                        </span>
                                        <div class="finding-text">
                                            <p>{format!("{}: {}", it.title, many(it.count, "riga", "righe"))}</p>
                                        </div>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </details>
            }
        })
    }
}

fn row(importa: ImportaState, row: ImportRow) -> impl IntoView {
    let blocked = row.notes.iter().any(|note| note.blocks);
    let (class, mark, words) = match (row.outcome, blocked) {
        (ImportOutcome::Unreadable, _) => ("row-blocked", StateMark::Blocked, "Illeggibile"),
        (ImportOutcome::Duplicate, _) => ("row-muted", StateMark::Sent, "Duplicata"),
        (ImportOutcome::New, true) => ("row-warning", StateMark::Warning, "Nuova, da correggere"),
        (ImportOutcome::Update, true) => ("row-warning", StateMark::Warning, "Aggiornamento, da correggere"),
        (ImportOutcome::New, false) => ("", StateMark::Ok, "Nuova"),
        (ImportOutcome::Update, false) => ("", StateMark::Ok, "Aggiornamento"),
    };
    view! {
        <tr class=class>
            <td class="num">{row.number}</td>
            <td>{state_mark(mark, words)}</td>
            <th scope="row">{row.who}</th>
            <td>{row.what}</td>
            <td>
                {(!row.notes.is_empty()).then(|| view! { <Notes notes=row.notes/> })}
                {row.differences.into_iter().map(|it| difference(importa, row.number, it)).collect_view()}
            </td>
        </tr>
    }
}

/// A field that the row says otherwise than the archive: both values, and which of them is to stay.
fn difference(importa: ImportaState, number: u32, it: DifferenceView) -> impl IntoView {
    let state = use_state();
    let quoted = |text: &str| if text.is_empty() { "vuoto".to_owned() } else { format!("«{text}»") };
    let by_hand = if it.by_hand.is_empty() { String::new() } else { format!(", corretto a mano da {}", it.by_hand) };
    let name = format!("differenza-{number}-{}", it.field);
    let DifferenceView { su, field, taken, .. } = it;
    let choice = move |take: bool, words: String| {
        let (id, field) = (format!("{name}-{take}"), field.clone());
        view! {
            <div class="form-check">
                <input
                    type="radio"
                    id=id.clone()
                    name=name.clone()
                    checked=take == taken
                    on:change=late(move |_| importa.decide(state, vec![(su, field.clone())], take))
                />
                <label for=id>{words}</label>
            </div>
        }
    };
    view! {
        <fieldset class="difference">
            <legend class="small">{it.label}</legend>
            {choice(false, format!("Tenere {} (archivio{by_hand})", quoted(&it.ours)))}
            {choice(true, format!("Prendere {} (foglio)", quoted(&it.sheet)))}
        </fieldset>
    }
}

/// How many rows say otherwise than the archive, and the choice for all of them.
#[component]
fn Differing(importa: ImportaState, check: Memo<ImportCheck>) -> impl IntoView {
    let state = use_state();
    let rows = Memo::new(move |_| check.with(|it| (it.differing, it.kept)));
    let all = move |take: bool, words: &'static str| {
        view! {
            <button
                type="button"
                class="btn btn-sm btn-outline-primary"
                on:click=move |_| importa.decide(state, Vec::new(), take)
            >
                {words}
            </button>
        }
    };
    move || {
        let (differing, kept) = rows.get();
        (differing > 0).then(|| {
            view! {
                <div class="alert alert-info">
                    <p>{differing_in_words(differing, kept)}</p>
                    <div class="toolbar">
                        {all(false, "Tenere sempre l'archivio")} {all(true, "Prendere sempre dal foglio")}
                    </div>
                </div>
            }
        })
    }
}

/// What a person mended by hand stays, unless it is decided otherwise; what a sheet wrote, the next one changes.
fn differing_in_words(differing: u32, kept: u32) -> String {
    let whose = if differing == 1 { "Una riga dice".to_owned() } else { format!("{differing} righe dicono") };
    let stays = match kept {
        0 => "i valori del foglio prendono il posto di quelli di prima".to_owned(),
        1 => "in una resta il valore dell'archivio".to_owned(),
        kept => format!("in {kept} resta il valore dell'archivio"),
    };
    format!(
        "{whose} altro da quello che c'è nell'archivio: {stays}. Quello che è stato corretto a mano resta, se non si sceglie altro."
    )
}
