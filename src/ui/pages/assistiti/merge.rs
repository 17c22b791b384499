//! Two records of the same person made one.

use crate::job::anagrafe::view::{Complete, Completion, MergeField, MergeView};
use crate::job::anagrafe::{Ask, Told};
use crate::records::AssistitoId;
use crate::ui::components::{Combobox, Forms, act, combobox, told};
use crate::ui::platform::location;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;

/// The part of a person's screen that finds the other record, shows both, and makes one of them.
pub(super) fn merge_view(forms: Forms, keep: AssistitoId) -> AnyView {
    let other = RwSignal::new(None::<AssistitoId>);
    let side_by_side = RwSignal::new(None::<MergeView>);
    let taken = RwSignal::new(BTreeSet::<String>::new());
    let text = RwSignal::new(String::new());
    let choose = move |row: Completion| {
        let Ok(key) = row.value.parse() else { return };
        let id = AssistitoId(key);
        text.set(row.label);
        spawn_local(async move {
            if let Some(Told::Merge(view)) = told(forms.state, Ask::MergePreview { keep, other: id }).await {
                let takes = view.fields.iter().filter(|it| it.takes_other).map(|it| it.id.clone());
                taken.set(takes.collect());
                side_by_side.set(Some(view));
                other.set(Some(id));
            }
        });
    };
    let merge = move |_| {
        let Some(other_id) = other.get_untracked() else { return };
        let from_other = taken.get_untracked().into_iter().collect();
        act(forms.state, Ask::Merge { keep, other: other_id, from_other }, move || {
            side_by_side.set(None);
            other.set(None);
            text.set(String::new());
            location::focus("scheda-titolo");
        });
    };
    let doubles =
        Memo::new(move |_| forms.scheda.with(|it| it.as_ref().map(|it| it.doubles.clone()).unwrap_or_default()));
    view! {
        <section class="panel">
            <details open=move || !doubles.get().is_empty()>
                <summary>"Unisci con un'altra scheda della stessa persona"</summary>
                {move || {
                    doubles
                        .get()
                        .into_iter()
                        .map(|row| {
                            let words = format!("Confronta con {} ({})", row.label, row.detail);
                            view! {
                                <p>
                                    "Forse è la stessa persona: "
                                    <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| choose(row.clone())>
                                        {words}
                                    </button>
                                </p>
                            }
                        })
                        .collect_view()
                }}
                <div class="form-group">
                    <label for="unisci-altra">"L'altra scheda"</label>
                    {combobox(Combobox {
                        id: "unisci-altra".to_owned(),
                        what: Complete::Assistito,
                        text,
                        day: Callback::new(|()| String::new()),
                        invalid: Signal::stored(false),
                        described_by: "unisci-aiuto".to_owned(),
                        on_text: Callback::new(move |_| side_by_side.set(None)),
                        on_pick: Callback::new(choose),
                    })}
                    <p id="unisci-aiuto" class="form-text">"Scrivere cognome, nome o codice fiscale e scegliere."</p>
                </div>
                {move || side_by_side.get().map(|view| both_view(view, taken))}
                <button type="button" class="btn btn-primary" hidden=move || side_by_side.with(Option::is_none) on:click=merge>
                    "Unisci le due schede"
                </button>
            </details>
        </section>
    }
    .into_any()
}

fn both_view(view: MergeView, taken: RwSignal<BTreeSet<String>>) -> AnyView {
    let rows: Vec<AnyView> = view.fields.into_iter().map(|field| field_row(field, taken)).collect();
    let same = rows.is_empty();
    view! {
        <div class="table-responsive" tabindex="0" role="region" aria-label="Le due schede a confronto">
            <table class="table table-sm">
                <caption>"Che cosa resta, campo per campo"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Campo"</th>
                        <th scope="col">"Questa scheda"</th>
                        <th scope="col">"L'altra scheda"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {same.then(|| view! { <p>"Le due schede hanno gli stessi dati."</p> })}
        {view.lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
    }
    .into_any()
}

fn field_row(field: MergeField, taken: RwSignal<BTreeSet<String>>) -> AnyView {
    let side = |words: String, other: bool| {
        let id = field.id.clone();
        let (input_id, name) = (format!("unisci-{id}-{}", u8::from(other)), format!("unisci-{id}"));
        let words = if words.is_empty() { "(vuoto)".to_owned() } else { words };
        let mine = id.clone();
        let change = move |_| {
            taken.update(|taken| {
                if other {
                    taken.insert(id.clone())
                } else {
                    taken.remove(&id)
                };
            });
        };
        view! {
            <td>
                <div class="form-check">
                    <input
                        id=input_id.clone()
                        type="radio"
                        name=name
                        prop:checked=move || taken.with(|taken| taken.contains(&mine) == other)
                        on:change=change
                    />
                    <label for=input_id>{words}</label>
                </div>
            </td>
        }
    };
    let (kept, other) = (side(field.kept.clone(), false), side(field.other.clone(), true));
    view! { <tr><th scope="row">{field.label}</th>{kept}{other}</tr> }.into_any()
}
