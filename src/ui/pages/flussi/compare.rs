//! A row as it was sent, beside what it is now.

use super::ask;
use crate::job::flussi_view::{Campo, Confronto, FlussiAnswer, FlussiRequest};
use crate::ui::components::{StateMark, TableRow, button, state_mark, table};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use leptos::prelude::*;

const TITLE: &str = "confronto-titolo";

/// The comparison; `closing` is emptied to close it.
#[component]
pub(super) fn Compare(id: u32, riga: u32, closing: RwSignal<Option<u32>>) -> impl IntoView {
    let state = use_state();
    let found = RwSignal::new(None::<Confronto>);
    Effect::new(move |_| {
        state.version.track();
        ask(state, FlussiRequest::Compare { id, riga }, move |answer| {
            if let FlussiAnswer::Compare(made) = answer {
                found.set(Some(*made));
                location::focus_soon(TITLE);
            }
        });
    });
    move || {
        found.get().map(|it| {
            let sentence = match it.diversi {
                0 => "La prestazione è come è stata inviata.".to_owned(),
                count => format!("Campi diversi da come è stata inviata: {count}."),
            };
            let lines: Vec<AnyView> = it.storia.into_iter().map(|line| view! { <li>{line}</li> }.into_any()).collect();
            let rows = it.campi.into_iter().map(row).collect();
            view! {
                <section class="panel">
                    <div class="panel-head">
                        <h2 id=TITLE tabindex="-1">{it.titolo}</h2>
                        {button("btn btn-outline-primary", "Chiudi confronto".into(), Signal::stored(false), move || closing.set(None))}
                    </div>
                    <p>{sentence}</p>
                    {table("Com'è stata inviata e com'è ora", &["Campo", "Inviata", "Ora", "Confronto"], 0, rows)}
                    {(!lines.is_empty()).then(|| view! { <h3>"Che cosa è successo"</h3> <ul>{lines}</ul> })}
                </section>
            }
        })
    }
}

fn row(campo: Campo) -> TableRow {
    let (class, mark) = if campo.diverso {
        ("row-warning", state_mark(StateMark::Warning, "diverso").into_any())
    } else {
        ("", "uguale".into_any())
    };
    (class, vec![campo.campo.into_any(), campo.inviato.into_any(), campo.ora.into_any(), mark])
}
