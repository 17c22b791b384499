//! What the columns leave open: fields that no column gives, words that mean nothing by themselves, hours that can be read
//! in two ways. Each is said once, and a profile keeps it.

use super::state::ImportaState;
use crate::desk::Request;
use crate::desk::importa::request::{
    Column, HoursView, ImportPreview, ImportaRequest, MissingView, Saying, UnknownValueView, UnknownView,
};
use crate::records::{Field, Fraction};
use crate::ui::state::{State, use_state};
use crate::ui::tasks::late;
use leptos::prelude::*;

fn say(importa: ImportaState, state: State, sayings: Vec<Saying>) {
    importa.remap(state, Request::Importa(ImportaRequest::Say(sayings)));
}

/// The three questions, where they arise.
#[component]
pub(super) fn Wording(importa: ImportaState, preview: Memo<ImportPreview>) -> impl IntoView {
    let missing = Memo::new(move |_| preview.with(|it| it.missing.clone()));
    let unknown = Memo::new(move |_| preview.with(|it| it.unknown.clone()));
    let hours = Memo::new(move |_| preview.with(|it| it.hours.clone()));
    view! {
        {move || {
            let missing = missing.get();
            (!missing.is_empty())
                .then(|| {
                    view! {
                        <section class="panel" aria-labelledby="importa-mancano">
                            <h3 id="importa-mancano">{missing_in_words(&missing)}</h3>
                            <p class="form-text">
                                "Sono campi che INPS chiede sempre. Indicare la colonna che li contiene, o il valore che vale per tutte le righe; oppure andare avanti e completarli dopo."
                            </p>
                            {missing.into_iter().map(|it| view! { <MissingField importa preview it/> }).collect_view()}
                        </section>
                    }
                })
        }}
        {move || hours.get().map(|it| view! { <HoursQuestion importa it/> })}
        {move || {
            let unknown = unknown.get();
            (!unknown.is_empty()).then(|| view! { <UnknownWords importa unknown/> })
        }}
    }
}

/// `Mancano: cittadinanza, carattere`.
fn missing_in_words(missing: &[MissingView]) -> String {
    let open = missing.iter().filter(|it| it.fixed.is_empty());
    let labels: Vec<String> = open.map(|it| it.label.to_lowercase()).collect();
    if labels.is_empty() {
        return "Campi senza colonna, con un valore uguale per tutte le righe".to_owned();
    }
    let verb = if labels.len() == 1 { "Manca" } else { "Mancano" };
    format!("{verb}: {}", labels.join(", "))
}

#[component]
fn MissingField(importa: ImportaState, preview: Memo<ImportPreview>, it: MissingView) -> impl IntoView {
    let state = use_state();
    let (field, field_id) = (it.field, StoredValue::new(it.id.clone()));
    let take = move |index: usize| {
        let mut columns: Vec<Column> = preview.with_untracked(|it| it.columns.clone());
        if let Some(column) = columns.get_mut(index) {
            column.field.clone_from(&field_id.get_value());
        }
        importa.remap(state, Request::Importa(ImportaRequest::Mapping { columns }));
    };
    let fix = move |event| say(importa, state, vec![Saying::Fixed(field, event_target_value(&event))]);
    let likely = it.likely.iter().filter_map(|index| {
        let column = preview.with_untracked(|it| it.columns.get(*index).cloned())?;
        let index = *index;
        Some(view! {
            <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| take(index)>
                {format!("È la colonna {} «{}»", column.letter, column.heading)}
            </button>
        })
    });
    let likely = likely.collect_view();
    let label = it.label.clone();
    let id = format!("importa-fisso-{}", it.id);
    let wrong = !it.problem.is_empty();
    let fixed = it.fixable.then(|| {
        let name = format!("{label}: uguale per tutte le righe");
        let control = if it.choices.is_empty() {
            view! {
                <input id=id.clone() class="form-control" value=it.fixed.clone() aria-invalid=wrong.to_string() on:change=late(fix)/>
            }
            .into_any()
        } else {
            view! { <select id=id.clone() on:change=late(fix)>{options(it.choices.clone(), &it.fixed)}</select> }.into_any()
        };
        view! {
            <div class="form-group">
                <label for=id>{name}</label>
                {control}
                {wrong.then(|| view! { <p class="invalid-feedback" role="alert">{it.problem.clone()}</p> })}
            </div>
        }
    });
    view! {
        <div class="filters">
            <p class="missing-field"><strong>{label}</strong></p>
            <div class="toolbar">{likely}</div>
            {fixed}
        </div>
    }
}

/// The choices of a field, and none.
fn options(choices: Vec<(String, String)>, chosen: &str) -> impl IntoView + use<> {
    let none = chosen.is_empty();
    let chosen = chosen.to_owned();
    let option = move |(code, label): (String, String)| {
        let selected = code == chosen;
        view! { <option value=code.clone() selected=selected>{format!("{code} - {label}")}</option> }
    };
    view! {
        <option value="" selected=none>"—"</option>
        {choices.into_iter().map(option).collect_view()}
    }
}

/// A column of hours whose cells do not tell how they are written.
#[component]
fn HoursQuestion(importa: ImportaState, it: HoursView) -> impl IntoView {
    let state = use_state();
    let choice = move |fraction: Fraction, words: String| {
        let id = format!("importa-ore-{}", if fraction == Fraction::Minutes { "minuti" } else { "centesimi" });
        view! {
            <div class="form-check">
                <input
                    type="radio"
                    id=id.clone()
                    name="importa-ore"
                    checked=it.said == Some(fraction)
                    on:change=late(move |_| say(importa, state, vec![Saying::Hours(fraction)]))
                />
                <label for=id>{words}</label>
            </div>
        }
    };
    view! {
        <section class="panel">
            <fieldset>
                <legend>{format!("«{}»: {} sono", it.heading, it.raw)}</legend>
                {choice(Fraction::Minutes, format!("{} (dopo la virgola ci sono i minuti)", it.minutes))}
                {choice(Fraction::Hundredths, format!("{} (dopo la virgola ci sono le parti di ora)", it.hundredths))}
            </fieldset>
        </section>
    }
}

/// Words of closed lists that nobody but the office understands.
#[component]
fn UnknownWords(importa: ImportaState, unknown: Vec<UnknownView>) -> impl IntoView {
    let state = use_state();
    let proposed: Vec<Saying> = unknown
        .iter()
        .flat_map(|column| {
            let open = column.values.iter().filter(|it| it.said.is_none() && !it.proposed.0.is_empty());
            open.map(|it| Saying::Word(column.field, it.written.clone(), Some(it.proposed.0.clone())))
        })
        .collect();
    let accept = (!proposed.is_empty()).then(|| {
        let words = match proposed.len() {
            1 => "Accetta la proposta".to_owned(),
            count => format!("Accetta le {count} proposte"),
        };
        view! {
            <button
                type="button"
                class="btn btn-primary"
                on:click=move |_| say(importa, state, proposed.clone())
            >
                {words}
            </button>
        }
    });
    let rows = unknown
        .into_iter()
        .flat_map(|column| {
            let UnknownView { letter, field, label, choices, values } = column;
            values.into_iter().enumerate().map(move |(index, it)| {
                let id = format!("importa-parola-{letter}-{index}");
                let place = (letter.clone(), field, label.clone(), choices.clone());
                view! { <UnknownWord importa id place it/> }
            })
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="importa-parole">
            <div class="panel-head">
                <h3 id="importa-parole">"Che cosa vogliono dire queste parole?"</h3>
                <div class="toolbar">{accept}</div>
            </div>
            <div class="table-responsive">
                <table class="table table-sm">
                    <caption class="visually-hidden">"Parole del foglio che non sono tra quelle di INPS, e il loro significato"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Campo"</th>
                            <th scope="col">"Nel foglio"</th>
                            <th scope="col" class="num">"Righe"</th>
                            <th scope="col">"Vuol dire"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn UnknownWord(
    importa: ImportaState,
    id: String,
    place: (String, Field, String, Vec<(String, String)>),
    it: UnknownValueView,
) -> impl IntoView {
    let state = use_state();
    let (letter, field, label, choices) = place;
    let UnknownValueView { written, rows, said, shown, problem, proposed } = it;
    let name = format!("{label}: «{written}» vuol dire");
    let word = written.clone();
    let mean = move |event| {
        let meant = Some(event_target_value(&event)).filter(|meant| !meant.is_empty());
        say(importa, state, vec![Saying::Word(field, word.clone(), meant)]);
    };
    let now = said.unwrap_or_default();
    let wrong = (!problem.is_empty()).to_string();
    let control = if choices.is_empty() {
        view! { <input id=id class="form-control" aria-label=name value=now.clone() aria-invalid=wrong on:change=late(mean)/> }.into_any()
    } else {
        view! { <select id=id aria-label=name on:change=late(mean)>{options(choices, &now)}</select> }.into_any()
    };
    let hint = if !problem.is_empty() {
        view! { <p class="invalid-feedback" role="alert">{problem}</p> }.into_any()
    } else if !now.is_empty() {
        view! { <p class="form-text">{shown}</p> }.into_any()
    } else if proposed.1.is_empty() {
        ().into_any()
    } else {
        view! { <p class="form-text">{format!("Proposta: {}", proposed.1)}</p> }.into_any()
    };
    view! {
        <tr>
            <td>{format!("{label} ({letter})")}</td>
            <th scope="row">{written}</th>
            <td class="num">{rows}</td>
            <td class="form-group">{control} {hint}</td>
        </tr>
    }
}
