//! The columns: what each is taken for, and how its cells are read.

use super::Importa;
use crate::job::view::{Column, FieldView, ImportPreview, PreviewCell};
use crate::job::{Answer, Request};
use crate::ui::components::{StateMark, state_mark};
use crate::ui::state::{Tone, use_state};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Rows whose cells are shown beside each column.
const SAMPLES: usize = 3;

/// The step.
#[component]
pub(super) fn Mapping(importa: Importa, preview: Box<ImportPreview>) -> impl IntoView {
    let state = use_state();
    let ImportPreview {
        file_name,
        sheets,
        sheet,
        header_row,
        rows,
        columns,
        fields,
        profiles,
        preview: cells,
        notes,
        usable,
    } = *preview.clone();
    let whole = StoredValue::new(preview);
    let columns_now = StoredValue::new(columns.clone());
    let lines = columns
        .into_iter()
        .enumerate()
        .map(|(index, column)| {
            let samples = cells.iter().take(SAMPLES).filter_map(|(_, row)| row.get(index).cloned()).collect();
            let choose = Callback::new(move |field: String| {
                let mut columns = columns_now.get_value();
                // A field has one column: choosing it here takes it from where it was.
                for other in columns.iter_mut().filter(|other| !field.is_empty() && other.field == field) {
                    other.field.clear();
                }
                columns[index].field = field;
                importa.remap(state, Request::ImportMapping { columns });
            });
            view! { <ColumnRow column fields=fields.clone() samples choose/> }
        })
        .collect_view();
    let several = (sheets.len() > 1).then(|| {
        let options = sheets
            .iter()
            .map(|(name, rows)| {
                let selected = *name == sheet;
                view! { <option value=name.clone() selected=selected>{format!("{name} ({rows} righe)")}</option> }
            })
            .collect_view();
        view! {
            <div class="form-group">
                <label for="importa-foglio">"Foglio"</label>
                <select
                    id="importa-foglio"
                    on:change=move |event| importa.remap(state, Request::ImportSheet { name: event_target_value(&event) })
                >
                    {options}
                </select>
            </div>
        }
    });
    view! {
        <section class="panel">
            <div class="panel-head">
                <div>
                    <h2>{file_name}</h2>
                    <p>{format!("{rows} righe di dati, intestazioni alla riga {header_row}.")}</p>
                </div>
                <div class="toolbar">
                    <button type="button" class="btn btn-outline-primary" on:click=move |_| importa.restart(state)>"Indietro"</button>
                    <button
                        type="button"
                        class="btn btn-primary"
                        disabled=!usable
                        on:click=move |_| {
                            importa.page.set(0);
                            importa.check(state, whole.get_value());
                        }
                    >
                        "Controlla"
                    </button>
                </div>
            </div>
            <div class="filters">{several} <ProfileChoice importa names=profiles/></div>
            {(!notes.is_empty())
                .then(|| {
                    view! {
                        <div class="alert alert-info">
                            {notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}
                        </div>
                    }
                })}
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
                    <tbody>{lines}</tbody>
                </table>
            </div>
            <SaveProfile/>
        </section>
    }
}

#[component]
fn ColumnRow(
    column: Column,
    fields: Vec<FieldView>,
    samples: Vec<PreviewCell>,
    choose: Callback<String>,
) -> impl IntoView {
    let name = format!("Campo della colonna {} {}", column.letter, column.heading);
    let options = fields
        .into_iter()
        .map(|field| {
            let selected = field.id == column.field;
            view! { <option value=field.id selected=selected>{field.label}</option> }
        })
        .collect_view();
    let passed_over = column.field.is_empty();
    let sample = move |cell: PreviewCell| {
        let read = if cell.raw.is_empty() {
            view! { <span class="text-muted">"(vuota)"</span> }.into_any()
        } else if passed_over {
            view! { <span>{cell.raw}</span> }.into_any()
        } else if cell.problem.is_empty() {
            view! { <span>{cell.raw} " → " <strong>{cell.read}</strong></span> }.into_any()
        } else {
            view! { <span>{cell.raw} " → " {state_mark(StateMark::Blocked, cell.problem)}</span> }.into_any()
        };
        view! { <div class="small">{read}</div> }
    };
    view! {
        <tr class:row-muted=passed_over>
            <td class="mono">{column.letter}</td>
            <th scope="row">{column.heading}</th>
            <td>
                <select aria-label=name on:change=move |event| choose.run(event_target_value(&event))>
                    <option value="">"Non importare"</option>
                    {options}
                </select>
            </td>
            <td>{samples.into_iter().map(sample).collect_view()}</td>
        </tr>
    }
}

/// A saved mapping to apply, where one fits.
#[component]
fn ProfileChoice(importa: Importa, names: Vec<String>) -> impl IntoView {
    let state = use_state();
    (!names.is_empty()).then(|| {
        let chosen = RwSignal::new(names[0].clone());
        view! {
            <div class="form-group">
                <label for="importa-profilo">"Profilo"</label>
                <select id="importa-profilo" on:change=move |event| chosen.set(event_target_value(&event))>
                    {names.into_iter().map(|name| view! { <option value=name.clone()>{name.clone()}</option> }).collect_view()}
                </select>
            </div>
            <div class="toolbar">
                <button
                    type="button"
                    class="btn btn-outline-primary"
                    on:click=move |_| importa.remap(state, Request::ImportProfile { name: chosen.get_untracked() })
                >
                    "Applica profilo"
                </button>
            </div>
        }
    })
}

/// Keeps the mapping for the next sheet of this shape.
#[component]
fn SaveProfile() -> impl IntoView {
    let state = use_state();
    let name = RwSignal::new(String::new());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            let request = Request::SaveProfile { name: name.get_untracked() };
            if let Some(reply) = state.ask(request).await
                && let Answer::Profiles(profiles) = reply.answer
            {
                state.profiles.set(profiles);
                state.say(
                    Tone::Success,
                    vec!["Profilo salvato: si potrà applicare ai prossimi fogli fatti così.".into()],
                );
            }
        });
    };
    view! {
        <form class="filters" on:submit=save>
            <div class="form-group">
                <label for="importa-nome-profilo">"Nome del profilo"</label>
                <input
                    id="importa-nome-profilo"
                    class="form-control"
                    maxlength="60"
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </div>
            <div class="toolbar">
                <button type="submit" class="btn btn-outline-primary" disabled=move || name.with(|it| it.trim().is_empty())>
                    "Salva come profilo"
                </button>
            </div>
        </form>
    }
}
