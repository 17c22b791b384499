//! *Prima di stampare*: what INPS will probably discard. Nothing of it keeps the operator from *Stampa*.

use super::state::{InvioState, fix};
use crate::desk::invio::request::{InvioAnswer, InvioRequest, MotivoScarto, RigaScarto};
use crate::desk::{Answer, Request};
use crate::ui::state::use_state;
use crate::ui::tasks;
use leptos::prelude::*;

/// The panel; nothing where INPS will probably take all.
#[component]
pub(super) fn Scarti(invio: InvioState) -> impl IntoView {
    let state = use_state();
    let found = RwSignal::new(Vec::<MotivoScarto>::new());
    Effect::new(move |_| {
        state.version.track();
        let Some(query) = invio.query.get() else { return };
        let only = invio.selected.get().into_iter().collect();
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Invio(InvioRequest::ScartiProbabili { query, only })).await
                && let Answer::Invio(InvioAnswer::ScartiProbabili(groups)) = reply.answer
            {
                found.set(groups);
            }
        });
    });
    // Of what *Stampa* would send now.
    let fix_all = move |rule: String| {
        if let Some(rows) = invio.chosen_rows() {
            fix(state, rule, rows);
        }
    };
    let group = move |it: MotivoScarto| {
        let rule = it.rule.clone();
        let mend_all = (!it.fix.is_empty()).then(|| {
            let rule = rule.clone();
            view! {
                <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| fix_all(rule.clone())>
                    {format!("Correggi tutte: {}", it.fix)}
                </button>
            }
        });
        let filter = (!rule.is_empty()).then(|| {
            let shown = invio.query.with_untracked(|query| query.as_ref().is_some_and(|it| it.motivo == rule));
            let show = move |_| {
                invio.page.set(0);
                invio.query.update(|query| {
                    if let Some(query) = query {
                        query.motivo = if shown { String::new() } else { rule.clone() };
                    }
                });
            };
            let label = if shown { "Mostra tutte le righe" } else { "Mostra solo queste righe" };
            view! { <button type="button" class="btn btn-sm btn-outline-primary" on:click=show>{label}</button> }
        });
        let more = (it.count as usize).saturating_sub(it.rows.len());
        view! {
            <details>
                <summary>{format!("{}: {}", it.title, if it.count == 1 { "1 riga".to_owned() } else { format!("{} righe", it.count) })}</summary>
                <p>{it.mend}</p>
                <div class="toolbar">{mend_all} {filter}</div>
                <ul>{it.rows.into_iter().map(row).collect_view()}</ul>
                {(more > 0).then(|| view! { <p>{format!("e altre {more}.")}</p> })}
            </details>
        }
    };
    move || {
        let groups = found.get();
        (!groups.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="prima-di-stampare">
                    <h3 id="prima-di-stampare">"Prima di stampare"</h3>
                    <p>"INPS probabilmente scarterà, o acquisirà senza ISEE, alcune delle righe da inviare. Si possono correggere ora, o stampare lo stesso."</p>
                    {groups.into_iter().map(group).collect_view()}
                </section>
            }
        })
    }
}

fn row(it: RigaScarto) -> impl IntoView {
    view! {
        <li>
            <a href=format!("#/progetti/{}", it.case)>{it.who}</a>
            {format!(", {}: {}", it.what, it.message)}
        </li>
    }
}
