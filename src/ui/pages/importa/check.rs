//! The check: how each row would end, before anything is written.

use super::Importa;
use crate::job::Request;
use crate::job::view::{ImportCheck, ImportFilter, ImportOutcome, ImportPreview, ImportRow};
use crate::ui::components::{Notes, Pager, StateMark, state_mark};
use crate::ui::state::use_state;
use leptos::prelude::*;

/// The step.
#[component]
pub(super) fn Check(importa: Importa, preview: Box<ImportPreview>, check: Box<ImportCheck>) -> impl IntoView {
    let state = use_state();
    let ImportCheck { rows, new, updates, duplicates, unreadable, blocked, warned, people, findings, found, page } =
        *check;
    let to_write = new + updates;
    let whole = StoredValue::new(preview);
    let again = move || importa.check(state, whole.get_value());
    // Another page, or more rows a page, is asked of the worker.
    let (first_page, first_rows) = (importa.page.get_untracked(), importa.per_page.get_untracked());
    Effect::new(move |_| {
        if (importa.page.get(), importa.per_page.get()) != (first_page, first_rows) {
            again();
        }
    });
    let tab = move |filter: ImportFilter, words: &'static str, count: u32| {
        view! {
            <button
                type="button"
                class="btn btn-sm btn-outline-primary"
                aria-pressed=(importa.filter.get_untracked() == filter).to_string()
                on:click=move |_| {
                    importa.filter.set(filter);
                    importa.page.set(0);
                    again();
                }
            >
                {format!("{words} ({count})")}
            </button>
        }
    };
    let stat = |value: u32, label: &'static str, class: &'static str| {
        view! {
            <div class=format!("stat {}", if value > 0 { class } else { "" })>
                <div class="stat-value">{value}</div>
                <div class="stat-label">{label}</div>
            </div>
        }
    };
    let sentence = if to_write == 0 {
        "Non c'è niente di nuovo da scrivere.".to_owned()
    } else {
        format!("Verranno scritte {to_write} prestazioni ({people} persone nuove); le righe illeggibili restano fuori.")
    };
    let total = Signal::derive(move || found);
    view! {
        <section class="panel">
            <div class="panel-head">
                <div>
                    <h2>"Controllo"</h2>
                    <p role="status">{sentence}</p>
                </div>
                <div class="toolbar">
                    <button
                        type="button"
                        class="btn btn-outline-primary"
                        on:click=move |_| importa.step.set(super::Step::Map(whole.get_value()))
                    >
                        "Indietro"
                    </button>
                    {(unreadable > 0)
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="btn btn-outline-primary"
                                    on:click=move |_| state.save(Request::RejectedSheet)
                                >
                                    "Scarica le righe illeggibili"
                                </button>
                            }
                        })}
                    <button
                        type="button"
                        class="btn btn-primary"
                        disabled=to_write == 0
                        on:click=move |_| importa.confirm(state)
                    >
                        "Conferma"
                    </button>
                </div>
            </div>
            <div class="stat-grid">
                {stat(rows, "Righe", "")} {stat(new, "Nuove", "stat-success")} {stat(updates, "Aggiornamenti", "")}
                {stat(duplicates, "Duplicate", "")} {stat(unreadable, "Illeggibili", "stat-danger")}
                {stat(blocked, "Da correggere prima dell'invio", "stat-warning")} {stat(warned, "Con avvisi", "")}
            </div>
            {(!findings.is_empty())
                .then(|| {
                    view! {
                        <details>
                            <summary>{format!("Rilievi per regola ({})", findings.len())}</summary>
                            <ul>
                                {findings
                                    .into_iter()
                                    .map(|it| {
                                        let weight = if it.blocks { "blocco" } else { "avviso" };
                                        view! {
                                            <li>
                                                <a href=format!("#/guida/{}", it.rule)>{it.rule.clone()}</a>
                                                {format!(" {} ({weight}): {} righe", it.title, it.count)}
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        </details>
                    }
                })}
            <div class="toolbar" role="group" aria-label="Righe da mostrare">
                {tab(ImportFilter::All, "Tutte", rows)} {tab(ImportFilter::New, "Nuove", new)}
                {tab(ImportFilter::Update, "Aggiornamenti", updates)} {tab(ImportFilter::Duplicate, "Duplicate", duplicates)}
                {tab(ImportFilter::Unreadable, "Illeggibili", unreadable)}
                {tab(ImportFilter::Findings, "Con rilievi", blocked + warned + unreadable)}
            </div>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Righe del foglio">
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
                    <tbody>{page.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <Pager total page=importa.page per_page=importa.per_page/>
        </section>
    }
}

fn row(row: ImportRow) -> impl IntoView {
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
            <td>{(!row.notes.is_empty()).then(|| view! { <Notes notes=row.notes/> })}</td>
        </tr>
    }
}
