//! The columns: what each is taken for, and how its cells are read.

use super::state::{ImportaState, many};
use super::wording::Wording;
use crate::desk::Request;
use crate::desk::importa::request::{Column, ImportPreview, ImportaRequest, PreviewCellView};
use crate::ui::components::{StateMark, state_mark};
use crate::ui::state::use_state;
use crate::ui::tasks::late;
use leptos::prelude::*;

/// Rows whose cells are shown beside each column.
const SAMPLES: usize = 3;

/// The step.
#[component]
pub(super) fn Mapping(importa: ImportaState) -> impl IntoView {
    let state = use_state();
    let preview = importa.preview();
    // Rows stay in place while a choice changes what they show: the focus stays where the operator is.
    let columns = move || {
        preview.with(|it| {
            it.columns
                .iter()
                .map(|column| (it.sheet.clone(), column.letter.clone(), column.heading.clone()))
                .enumerate()
                .collect::<Vec<_>>()
        })
    };
    let usable = Memo::new(move |_| preview.with(|it| it.usable));
    let facts = move || {
        preview
            .with(|it| format!("{} di dati, intestazioni alla riga {}.", many(it.rows, "riga", "righe"), it.header_row))
    };
    view! {
        <section class="panel">
            <div class="panel-head">
                <div>
                    <h2 id="importa-titolo" tabindex="-1">{move || preview.with(|it| it.file_name.clone())}</h2>
                    <p role="status">{facts}</p>
                </div>
                <div class="toolbar">
                    <button type="button" class="btn btn-outline-primary" on:click=move |_| importa.restart(state)>
                        "Indietro"
                    </button>
                    <button
                        type="button"
                        class="btn btn-primary"
                        disabled=move || !usable.get()
                        on:click=move |_| {
                            importa.page.set(0);
                            importa.check(state, true);
                        }
                    >
                        "Controlla"
                    </button>
                </div>
            </div>
            <div class="filters">
                <SheetChoice importa preview/>
                <ProfileChoice importa preview/>
            </div>
            <ProfileApplied importa preview/>
            {move || {
                let notes = preview.with(|it| it.notes.clone());
                (!notes.is_empty())
                    .then(|| {
                        view! {
                            <div class="alert alert-info">
                                {notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}
                            </div>
                        }
                    })
            }}
            <Oddities preview/>
            <Wording importa preview/>
            <div class="table-responsive">
                <table class="table table-sm">
                    <caption>"Per ogni colonna: il campo riconosciuto e come vengono lette le prime righe"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Colonna"</th>
                            <th scope="col">"Intestazione"</th>
                            <th scope="col">"Campo"</th>
                            <th scope="col">"Nel foglio → letto"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=columns key=Clone::clone let((index, (_, letter, heading)))>
                            <ColumnRow importa preview index letter heading/>
                        </For>
                    </tbody>
                </table>
            </div>
            <Rows preview/>
            <SaveProfile/>
        </section>
    }
}

#[component]
fn SheetChoice(importa: ImportaState, preview: Memo<ImportPreview>) -> impl IntoView {
    let state = use_state();
    let sheets = Memo::new(move |_| preview.with(|it| it.sheets.clone()));
    let option = move |(name, rows): (String, u32)| {
        let own = name.clone();
        view! {
            <option value=name.clone() prop:selected=move || preview.with(|it| it.sheet == own)>
                {format!("{name} ({})", many(rows, "riga", "righe"))}
            </option>
        }
    };
    move || {
        (sheets.with(Vec::len) > 1).then(|| {
            view! {
                <div class="form-group">
                    <label for="importa-foglio">"Foglio"</label>
                    <select
                        id="importa-foglio"
                        on:change=late(move |event| importa.remap(state, Request::Importa(ImportaRequest::Sheet { name: event_target_value(&event) })))
                    >
                        {sheets.get().into_iter().map(option).collect_view()}
                    </select>
                </div>
            }
        })
    }
}

#[component]
fn ColumnRow(
    importa: ImportaState,
    preview: Memo<ImportPreview>,
    index: usize,
    letter: String,
    heading: String,
) -> impl IntoView {
    let state = use_state();
    let field =
        Memo::new(move |_| preview.with(|it| it.columns.get(index).map(|it| it.field.clone()).unwrap_or_default()));
    let samples = Memo::new(move |_| {
        preview.with(|it| {
            it.preview.iter().take(SAMPLES).filter_map(|(_, row)| row.get(index).cloned()).collect::<Vec<_>>()
        })
    });
    let name = format!("Campo della colonna {letter} {heading}");
    let options = preview.with_untracked(|it| it.fields.clone());
    let options = options
        .into_iter()
        .map(|it| {
            let own = it.id.clone();
            view! { <option value=it.id prop:selected=move || field.with(|field| *field == own)>{it.label}</option> }
        })
        .collect_view();
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let mut columns: Vec<Column> = preview.with_untracked(|it| it.columns.clone());
        // A field has one column: choosing it here takes it from where it was.
        for other in columns.iter_mut().filter(|other| !chosen.is_empty() && other.field == chosen) {
            other.field.clear();
        }
        if let Some(column) = columns.get_mut(index) {
            column.field = chosen;
        }
        importa.remap(state, Request::Importa(ImportaRequest::Mapping { columns }));
    };
    view! {
        <tr class:row-muted=move || field.with(String::is_empty)>
            <td class="mono">{letter}</td>
            <th scope="row">{heading}</th>
            <td class="form-group">
                <select aria-label=name on:change=late(choose)>
                    <option value="" prop:selected=move || field.with(String::is_empty)>"Non importare"</option>
                    {options}
                </select>
            </td>
            <td>
                {move || {
                    let passed_over = field.with(String::is_empty);
                    samples
                        .get()
                        .into_iter()
                        .map(|it| view! { <div class="small">{cell(it, passed_over)}</div> })
                        .collect_view()
                }}
            </td>
        </tr>
    }
}

/// What is odd about the sheet.
#[component]
fn Oddities(preview: Memo<ImportPreview>) -> impl IntoView {
    let oddities = Memo::new(move |_| preview.with(|it| it.oddities.clone()));
    move || {
        let oddities = oddities.get();
        (!oddities.is_empty()).then(|| {
            view! {
                <section class="alert alert-warning" aria-label="Da sapere su questo foglio">
                    <p><strong>"Da sapere su questo foglio"</strong></p>
                    <ul>{oddities.into_iter().map(|it| view! { <li>{it}</li> }).collect_view()}</ul>
                </section>
            }
        })
    }
}

/// A cell as the sheet has it, and as it was read.
fn cell(cell: PreviewCellView, passed_over: bool) -> AnyView {
    if cell.raw.is_empty() {
        view! { <span class="text-muted">"(vuota)"</span> }.into_any()
    } else if !cell.problem.is_empty() && !passed_over {
        view! { <span>{cell.raw} " " {state_mark(StateMark::Blocked, cell.problem)}</span> }.into_any()
    } else if passed_over || cell.raw == cell.read {
        view! { <span>{cell.raw}</span> }.into_any()
    } else {
        view! { <span>{cell.raw} " → " <strong>{cell.read}</strong></span> }.into_any()
    }
}

/// The first rows as they will be read.
#[component]
fn Rows(preview: Memo<ImportPreview>) -> impl IntoView {
    view! {
        <details>
            <summary>"Anteprima delle prime righe"</summary>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Anteprima delle prime righe">
                <table class="table table-sm">
                    <caption class="visually-hidden">"Prime righe: come sono nel foglio e come vengono lette"</caption>
                    {move || {
                        let shown = preview.get();
                        let used: Vec<usize> = (0..shown.columns.len())
                            .filter(|index| !shown.columns[*index].field.is_empty())
                            .collect();
                        let label = |index: &usize| {
                            let id = &shown.columns[*index].field;
                            shown.fields.iter().find(|field| field.id == *id).map(|it| it.label.clone()).unwrap_or_default()
                        };
                        let heads = used.iter().map(|index| view! { <th scope="col">{label(index)}</th> }).collect_view();
                        let rows = shown
                            .preview
                            .iter()
                            .map(|(number, cells)| {
                                let cells = used
                                    .iter()
                                    .map(|index| {
                                        let it = cells.get(*index).cloned().unwrap_or_default();
                                        view! { <td class="small">{cell(it, false)}</td> }
                                    })
                                    .collect_view();
                                view! {
                                    <tr>
                                        <th scope="row" class="num">{*number}</th>
                                        {cells}
                                    </tr>
                                }
                            })
                            .collect_view();
                        view! {
                            <thead>
                                <tr>
                                    <th scope="col" class="num">"Riga"</th>
                                    {heads}
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        }
                    }}
                </table>
            </div>
        </details>
    }
}

/// The profile that was applied, and how to do without.
#[component]
fn ProfileApplied(importa: ImportaState, preview: Memo<ImportPreview>) -> impl IntoView {
    let state = use_state();
    let profile = Memo::new(move |_| preview.with(|it| it.profile.clone()));
    move || {
        let profile = profile.get();
        (!profile.is_empty()).then(|| {
            view! {
                <div class="alert alert-info" role="status">
                    <p>{format!("È stato applicato il profilo «{profile}».")}</p>
                    <button
                        type="button"
                        class="btn btn-sm btn-outline-primary"
                        on:click=move |_| importa.remap(state, Request::Importa(ImportaRequest::Profile { name: String::new() }))
                    >
                        "Fare senza profilo"
                    </button>
                </div>
            }
        })
    }
}

/// A saved mapping to apply, where one fits.
#[component]
fn ProfileChoice(importa: ImportaState, preview: Memo<ImportPreview>) -> impl IntoView {
    let state = use_state();
    // Those that fit this sheet; one that was deleted meanwhile is gone.
    let names = Memo::new(move |_| preview.with(|it| it.profiles.clone()));
    move || {
        let names = names.get();
        let first = names.first().cloned()?;
        let chosen = RwSignal::new(first);
        Some(view! {
            <div class="form-group">
                <label for="importa-profilo">"Profilo"</label>
                <select id="importa-profilo" on:change=late(move |event| chosen.set(event_target_value(&event)))>
                    {names.into_iter().map(|name| view! { <option value=name.clone()>{name.clone()}</option> }).collect_view()}
                </select>
            </div>
            <div class="toolbar">
                <button
                    type="button"
                    class="btn btn-outline-primary"
                    on:click=move |_| importa.remap(state, Request::Importa(ImportaRequest::Profile { name: chosen.get_untracked() }))
                >
                    "Applica profilo"
                </button>
            </div>
        })
    }
}

/// Keeps the mapping for the next sheet of this shape.
#[component]
fn SaveProfile() -> impl IntoView {
    let state = use_state();
    let name = RwSignal::new(String::new());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        state.act(Request::Importa(ImportaRequest::SaveProfile { name: name.get_untracked() }), |_| ());
    };
    view! {
        <form class="filters after-table" on:submit=save>
            <div class="form-group">
                <label for="importa-nome-profilo">"Nome del profilo"</label>
                <input
                    id="importa-nome-profilo"
                    class="form-control"
                    maxlength="60"
                    aria-describedby="importa-nome-profilo-aiuto"
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <p id="importa-nome-profilo-aiuto" class="form-text">"Per ritrovare queste scelte con i prossimi fogli."</p>
            </div>
            <div class="toolbar">
                <button type="submit" class="btn btn-outline-primary" disabled=move || name.with(|it| it.trim().is_empty())>
                    "Salva come profilo"
                </button>
            </div>
        </form>
    }
}
