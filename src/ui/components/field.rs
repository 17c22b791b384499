//! One form, its groups, and one field of it with its findings beside it: all of it as the worker describes it.

use super::Notes;
use super::combobox::{Combobox, combobox};
use super::forms::{Forms, field_id};
use crate::desk::anagrafe::view::{
    CodeView, Complete, Completion, FieldNote, Form, FormField, FormGroup, Subject, Widget,
};
use crate::desk::invio::request::{InvioRequest, Rows};
use crate::desk::{Note, Request};
use crate::records::{Field, PrestazioneId};
use crate::ui::platform::location;
use crate::ui::state::{State, Tone};
use crate::ui::tasks::late;
use leptos::prelude::*;
use std::rc::Rc;

/// A form without its buttons.
pub(in crate::ui) fn form_view(forms: Forms, form: Form) -> AnyView {
    let subject = form.subject;
    if !form.locked.is_empty() {
        return view! {
            <p>{form.locked}</p>
            <dl class="info-list">{form.groups.into_iter().flat_map(|group| group.fields).filter_map(told).collect_view()}</dl>
        }
        .into_any();
    }
    let mut views: Vec<AnyView> = form.groups.into_iter().map(|group| group_view(forms, subject, group)).collect();
    if matches!(subject, Subject::Assistito(_)) {
        views.insert(1.min(views.len()), code_view(forms, subject));
    }
    view! {
        {notes_view(forms, subject, String::new(), None)}
        {views}
    }
    .into_any()
}

/// A field of a form that cannot be changed.
fn told(field: FormField) -> Option<AnyView> {
    if field.value.is_empty() {
        return None;
    }
    let words = match field.widget {
        Widget::Choice(options) => {
            options.into_iter().find(|(value, _)| *value == field.value).map_or(field.value, |(_, words)| words)
        }
        _ if field.shown.is_empty() => field.value,
        _ => field.shown,
    };
    Some(view! { <dt>{field.label}</dt><dd>{words}</dd> }.into_any())
}

fn group_view(forms: Forms, subject: Subject, group: FormGroup) -> AnyView {
    let ids: Vec<String> = group.fields.iter().map(|field| field.id.clone()).collect();
    // What has something to be mended is not hidden; what was open for that stays so once it is mended.
    let (filled, watched) = (group.open, ids.clone());
    let open = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || filled || watched.iter().any(|id| !forms.notes(subject, id).is_empty())
    });
    let copy =
        (group.shared && matches!(subject, Subject::Prestazione(Some(_), _))).then(|| copy_view(forms, subject, ids));
    let fields: Vec<AnyView> = group.fields.into_iter().map(|field| field_view(forms, subject, field)).collect();
    let body = view! { <div class="filters">{fields}</div> {copy} }.into_any();
    if group.open {
        view! {
            <fieldset>
                <legend>{group.title}</legend>
                {body}
            </fieldset>
        }
        .into_any()
    } else {
        view! {
            <details open=move || open.get()>
                <summary>{group.title}</summary>
                {body}
            </details>
        }
        .into_any()
    }
}

/// Offers to copy a group of a benefit into the other benefits of its case.
fn copy_view(forms: Forms, subject: Subject, ids: Vec<String>) -> AnyView {
    let others = move || -> Vec<PrestazioneId> {
        let Subject::Prestazione(Some(me), _) = subject else { return Vec::new() };
        forms.scheda.with(|scheda| {
            let rows = scheda.iter().flat_map(|scheda| &scheda.benefits);
            rows.filter(|row| row.open && row.id != me).map(|row| row.id).collect()
        })
    };
    let copy = move |_| {
        let Subject::Prestazione(_, case) = subject else { return };
        let values: Vec<(String, String)> =
            untrack(|| ids.iter().map(|id| (id.clone(), forms.value(subject, id))).collect());
        let others: Vec<Subject> = untrack(others).into_iter().map(|id| Subject::Prestazione(Some(id), case)).collect();
        forms.fill(&others, &values);
        let count = others.len();
        forms.state.say(Tone::Info, vec![format!("Copiato in {count} prestazioni: «Modifica» salva tutto.")]);
    };
    view! {
        <p hidden=move || others().is_empty()>
            <button type="button" class="btn btn-sm btn-outline-primary" on:click=copy>
                "Copia nelle altre prestazioni del progetto"
            </button>
        </p>
    }
    .into_any()
}

fn field_view(forms: Forms, subject: Subject, field: FormField) -> AnyView {
    let FormField { id: name, label, widget, value, shown, required, wide, hint, when: (on, asked) } = field;
    let id = field_id(subject, &name);
    let described_by = format!("{id}-aiuto {id}-rilievi");
    let (fault_name, hidden_name) = (name.clone(), name.clone());
    let invalid = Signal::derive(move || forms.notes(subject, &fault_name).iter().any(|it| it.note.blocks));
    // A field that depends on another one shows where it is asked for, or where there is something in it.
    let hidden = move || {
        !on.is_empty()
            && forms.value(subject, &on) != asked
            && forms.value(subject, &hidden_name).is_empty()
            && forms.notes(subject, &hidden_name).is_empty()
    };
    let now_name = name.clone();
    let now = move || {
        forms.filled.track();
        untrack(|| forms.value(subject, &now_name))
    };
    let type_name = name.clone();
    let on_text = Callback::new(move |text: String| forms.type_in(subject, &type_name, text));
    let aria_invalid = move || invalid.get().to_string();
    let aria_required = required.then_some("true");
    let control = match widget {
        Widget::Several(options) => return several(forms, subject, name, label, options, on_text),
        Widget::Choice(options) => {
            let chosen = Signal::derive(now);
            let options: Vec<AnyView> = options
                .into_iter()
                .map(|(value, words)| {
                    let mine = value.clone();
                    view! { <option value=value prop:selected=move || chosen.get() == mine>{words}</option> }.into_any()
                })
                .collect();
            view! {
                <select
                    id=id.clone()
                    aria-invalid=aria_invalid
                    aria-required=aria_required
                    aria-describedby=described_by
                    on:change=late(move |event| on_text.run(event_target_value(&event)))
                >
                    {options}
                </select>
            }
            .into_any()
        }
        Widget::Complete(what) => {
            let text = RwSignal::new(String::new());
            let (beside, stored_name) = (name.clone(), name.clone());
            // A name stands for the code until something else is typed.
            let known_label = RwSignal::new(if shown.is_empty() { value.clone() } else { shown });
            let known_code = RwSignal::new(value);
            Effect::new(move |_| {
                let now = now();
                if let Some((code, label)) = untrack(|| forms.stored_and_shown(subject, &stored_name))
                    && code == now
                    && !label.is_empty()
                {
                    known_label.set(label);
                    known_code.set(code);
                }
                let is_known = known_code.with_untracked(|code| *code == now);
                text.set(if is_known { known_label.get_untracked() } else { now });
            });
            combobox(Combobox {
                id: id.clone(),
                what,
                text,
                beside: Rc::new(move || match what {
                    Complete::Nascita => untrack(|| forms.value(subject, Field::DataNascita.id())),
                    _ => beside.clone(),
                }),
                invalid,
                required,
                described_by,
                on_text,
                on_pick: Callback::new(move |row: Completion| {
                    known_code.set(row.value.clone());
                    known_label.set(row.label);
                    on_text.run(row.value);
                }),
            })
        }
        Widget::Text | Widget::Date | Widget::Amount => {
            let kind = if widget == Widget::Date { "date" } else { "text" };
            let blank_name = name.clone();
            let mode = (widget == Widget::Amount).then_some("decimal");
            view! {
                <input
                    id=id.clone()
                    class="form-control"
                    type=kind
                    inputmode=mode
                    autocomplete="off"
                    aria-invalid=aria_invalid
                    aria-required=aria_required
                    aria-describedby=described_by
                    prop:value=now
                    class:blank=move || forms.value(subject, &blank_name).is_empty()
                    on:input=move |event| on_text.run(event_target_value(&event))
                />
            }
            .into_any()
        }
    };
    view! {
        <div class=if wide { "form-group wide" } else { "form-group" } hidden=hidden>
            <label for=id.clone() class:required=required>{label}</label>
            {control}
            <p id=format!("{id}-aiuto") class="form-text">{hint}</p>
            {notes_view(forms, subject, name, Some(format!("{id}-rilievi")))}
        </div>
    }
    .into_any()
}

/// Several of a list, as check boxes.
fn several(
    forms: Forms,
    subject: Subject,
    name: String,
    label: String,
    options: Vec<(String, String)>,
    on_text: Callback<String>,
) -> AnyView {
    let id = field_id(subject, &name);
    let chosen_name = name.clone();
    let chosen = Signal::derive(move || {
        forms
            .value(subject, &chosen_name)
            .split(", ")
            .map(str::to_owned)
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
    });
    let boxes: Vec<AnyView> = options
        .into_iter()
        .map(|(value, words)| {
            let box_id = format!("{id}-{value}");
            let mine = value.clone();
            let change = move |event| {
                let mut all = chosen.get_untracked();
                all.retain(|it| *it != value);
                if event_target_checked(&event) {
                    all.push(value.clone());
                    all.sort();
                }
                on_text.run(all.join(", "));
            };
            view! {
                <div class="form-check">
                    <input
                        id=box_id.clone()
                        type="checkbox"
                        prop:checked=move || chosen.with(|chosen| chosen.contains(&mine))
                        on:change=late(change)
                    />
                    <label for=box_id>{words}</label>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset class="choices wide" id=id.clone() tabindex="-1">
            <legend>{label}</legend>
            {boxes}
            {notes_view(forms, subject, name, Some(format!("{id}-rilievi")))}
        </fieldset>
    }
    .into_any()
}

/// What there is to say of a field, with the quick fixes.
fn notes_view(forms: Forms, subject: Subject, field: String, id: Option<String>) -> AnyView {
    let notes = Memo::new(move |_| forms.notes(subject, &field));
    let shown = move |notes: Vec<FieldNote>| {
        let by = notes.iter().find_map(|it| it.fixes);
        let notes: Vec<Note> = notes.into_iter().map(|it| it.note).collect();
        let on_fix = Callback::new(move |rule| {
            if let Some(id) = by {
                fix(forms.state, rule, Rows::One(id));
            }
        });
        let on_fix_all = Callback::new(move |rule| fix(forms.state, rule, Rows::All));
        view! { <Notes notes on_fix on_fix_all/> }
    };
    view! {
        <div id=id>
            {move || {
                let notes = notes.get();
                (!notes.is_empty()).then(|| shown(notes))
            }}
        </div>
    }
    .into_any()
}

/// Applies a quick fix to rows that have the same finding.
fn fix(state: State, rule: String, rows: Rows) {
    // The pressed button goes with its finding.
    state.act(Request::Invio(InvioRequest::Fix { rule, rows }), |_| location::focus("scheda-titolo"));
}

/// How the fiscal code stands to the data, and what each can be told by the other.
fn code_view(forms: Forms, subject: Subject) -> AnyView {
    let code = Memo::new(move |_| forms.checked.with(|checked| checked.code.clone()));
    let press = move |spread: bool| {
        let Some(CodeView { computed, fills, .. }) = code.get_untracked() else { return };
        let computed = vec![(Field::CodiceFiscale.id().to_owned(), computed)];
        forms.fill(&[subject], if spread { &fills } else { &computed });
        location::focus(&field_id(subject, Field::CodiceFiscale.id()));
    };
    let button = move |words: &'static str, spread: bool| {
        view! {
            <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| press(spread)>{words}</button>
        }
    };
    view! {
        <div class="toolbar code-check">
            <div role="status">
                {move || {
                    code.get().map(|code| code.lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view())
                }}
            </div>
            {move || {
                code.get()
                    .map(|code| {
                        view! {
                            {(!code.computed.is_empty()).then(|| button("Usa il codice calcolato", false))}
                            {(!code.fills.is_empty()).then(|| button("Compila dai dati del codice", true))}
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
