//! What is wrong on a screen of forms, on top of it: each fault in the words that stand at its field, and the way there.

use super::forms::{Forms, SUMMARY, field_id};
use crate::desk::anagrafe::view::FieldNote;
use crate::ui::platform::location;
use leptos::prelude::*;

/// The summary; nothing where there is no fault.
pub(in crate::ui) fn summary_view(forms: Forms) -> AnyView {
    let faults = Memo::new(move |_| forms.faults());
    let line = |it: FieldNote| {
        let words = match it.note.field.as_str() {
            "" => it.note.message.clone(),
            label => format!("{label}: {}", it.note.message),
        };
        if it.field.is_empty() {
            return view! { <li>{words}</li> }.into_any();
        }
        let id = field_id(it.subject, &it.field);
        view! {
            <li>
                <button type="button" class="btn-bare" on:click=move |_| location::focus(&id)>{words}</button>
            </li>
        }
        .into_any()
    };
    view! {
        {move || {
            let faults = faults.get();
            let title = if faults.len() == 1 { "C'è una cosa da correggere".to_owned() } else { format!("Ci sono {} cose da correggere", faults.len()) };
            (!faults.is_empty())
                .then(|| {
                    view! {
                        <section id=SUMMARY class="alert alert-danger" tabindex="-1" aria-labelledby="riepilogo-titolo">
                            <h3 id="riepilogo-titolo">{title}</h3>
                            <ul>{faults.into_iter().map(line).collect_view()}</ul>
                        </section>
                    }
                })
        }}
    }
    .into_any()
}
