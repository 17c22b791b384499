//! Two records of the same person made one.

use crate::desk::anagrafe::request::{AnagrafeAnswer, AnagrafeRequest};
use crate::desk::anagrafe::view::{Complete, Completion, MergeField, MergeView};
use crate::records::AssistitoId;
use crate::ui::components::{Combobox, Forms, act, combobox, told};
use crate::ui::tasks::{self, late};
use leptos::prelude::*;
use std::rc::Rc;

/// The part of a person's screen that finds the other record, shows both, and makes one of them.
pub(super) fn merge_view(forms: Forms, keep: AssistitoId) -> AnyView {
    let both = RwSignal::new(None::<MergeView>);
    let text = RwSignal::new(String::new());
    let choose = move |row: Completion| {
        let Ok(key) = row.value.parse() else { return };
        text.set(row.label);
        tasks::here(async move {
            if let Some(AnagrafeAnswer::Merge(view)) =
                told(forms.state, AnagrafeRequest::MergePreview { keep, other: key }).await
            {
                both.set(Some(view));
            }
        });
    };
    let merge = move |_| {
        let Some(view) = both.get_untracked() else { return };
        let from_other = view.fields.into_iter().filter(|it| it.takes_other).map(|it| it.id).collect();
        both.set(None);
        text.set(String::new());
        act(forms.state, AnagrafeRequest::Merge { keep, other: view.other, from_other }, None);
    };
    let doubles = move || forms.scheda.with(|it| it.as_ref().map(|it| it.doubles.clone()).unwrap_or_default());
    view! {
        <section class="panel">
            <details open=move || !doubles().is_empty()>
                <summary>"Unisci con un'altra scheda della stessa persona"</summary>
                {move || {
                    doubles()
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
                        beside: Rc::new(move || keep.to_string()),
                        invalid: Signal::stored(false),
                        required: false,
                        described_by: "unisci-aiuto".to_owned(),
                        on_text: Callback::new(move |_| both.set(None)),
                        on_pick: Callback::new(choose),
                    })}
                    <p id="unisci-aiuto" class="form-text">"Scrivere cognome, nome o codice fiscale e scegliere."</p>
                </div>
                {move || both.get().map(|view| both_view(view, both))}
                <button type="button" class="btn btn-primary" hidden=move || both.with(Option::is_none) on:click=merge>
                    "Unisci le due schede"
                </button>
            </details>
        </section>
    }
    .into_any()
}

fn both_view(view: MergeView, both: RwSignal<Option<MergeView>>) -> AnyView {
    let rows: Vec<AnyView> = view.fields.into_iter().map(|field| field_row(field, both)).collect();
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

/// A field of both; what is chosen changes the view itself, which is asked for again by nobody meanwhile.
fn field_row(field: MergeField, both: RwSignal<Option<MergeView>>) -> AnyView {
    let name = format!("unisci-{}", field.id);
    let side = |words: String, other: bool| {
        let (id, input_id) = (field.id.clone(), format!("{name}-{}", u8::from(other)));
        let words = if words.is_empty() { "(vuoto)".to_owned() } else { words };
        let change = move |_| {
            both.update_untracked(|both| {
                let fields = both.iter_mut().flat_map(|it| &mut it.fields);
                fields.filter(|it| it.id == id).for_each(|it| it.takes_other = other);
            });
        };
        view! {
            <td>
                <div class="form-check">
                    <input
                        id=input_id.clone()
                        type="radio"
                        name=name.clone()
                        prop:checked=field.takes_other == other
                        on:change=late(change)
                    />
                    <label for=input_id>{words}</label>
                </div>
            </td>
        }
    };
    let (kept, gone) = (side(field.kept.clone(), false), side(field.other.clone(), true));
    view! { <tr><th scope="row">{field.label}</th>{kept}{gone}</tr> }.into_any()
}
