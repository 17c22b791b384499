//! The table of MANUALE 2.3: one row a benefit, its state, its findings.

use super::state::{InvioState, fix};
use crate::desk::invio::request::{self, InvioRow, SortBy};
use crate::ui::components::{Notes, StateMark, state_mark, v_link};
use crate::ui::state::use_state;
use crate::ui::tasks::late;
use leptos::prelude::*;

/// The rows of the present page.
#[component]
pub(super) fn Rows(invio: InvioState) -> impl IntoView {
    let rows = move || invio.found.with(|found| found.as_ref().map(|it| it.list.rows.clone()).unwrap_or_default());
    let all_chosen = move || {
        let rows = rows();
        !rows.is_empty() && invio.selected.with(|selected| rows.iter().all(|row| selected.contains(&row.id)))
    };
    let choose_all = move |event| {
        let chosen = event_target_checked(&event);
        invio.selected.update(|selected| {
            for row in rows() {
                if chosen {
                    selected.insert(row.id);
                } else {
                    selected.remove(&row.id);
                }
            }
        });
    };
    view! {
        <div class="table-responsive" tabindex="0" role="region" aria-label="Prestazioni trovate">
            <table class="table table-sm table-hover invio">
                <caption class="visually-hidden">"Prestazioni trovate"</caption>
                <thead>
                    <tr>
                        <th scope="col">
                            <input
                                class="check-plain"
                                type="checkbox"
                                aria-label="seleziona tutte"
                                prop:checked=all_chosen
                                on:change=late(choose_all)
                            />
                        </th>
                        <SortHeading invio words="Trasmissione" by=SortBy::Stato/>
                        <SortHeading invio words="Progetto Sociale" by=SortBy::Progetto/>
                        <th scope="col">"Tipo"</th>
                        <SortHeading invio words="Prestazione" by=SortBy::Prestazione/>
                        <th scope="col">"Operatore"</th>
                        <SortHeading invio words="Assistito" by=SortBy::Assistito/>
                    </tr>
                </thead>
                <tbody>
                    {move || rows().into_iter().map(|row| view! { <Row invio row/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// A heading that sorts.
#[component]
fn SortHeading(invio: InvioState, words: &'static str, by: SortBy) -> impl IntoView {
    let direction = move || {
        invio.query.with(|query| match query {
            Some(query) if query.sort == by => Some(query.descending),
            _ => None,
        })
    };
    let press = move |_| {
        let descending = direction() == Some(false);
        invio.page.set(0);
        invio.query.update(|query| {
            if let Some(query) = query {
                query.sort = by;
                query.descending = descending;
            }
        });
    };
    let aria = move || direction().map(|descending| if descending { "descending" } else { "ascending" });
    view! {
        <th scope="col" aria-sort=aria>
            <button type="button" class="sort-button" on:click=press>{words}</button>
        </th>
    }
}

#[component]
fn Row(invio: InvioState, row: InvioRow) -> impl IntoView {
    let state = use_state();
    let id = row.id;
    let sent = !row.flusso.is_empty();
    let warned = !row.blocked && !row.notes.is_empty();
    let class = match (sent, row.blocked, warned) {
        (true, ..) => "row-sent",
        (_, true, _) => "row-blocked",
        (_, _, true) => "row-warning",
        _ => "",
    };
    let mark = match (sent, row.blocked, warned) {
        (true, ..) => state_mark(StateMark::Sent, row.trasmissione.clone()).into_any(),
        (_, true, _) => state_mark(StateMark::Blocked, "Non Inviata, non inviabile").into_any(),
        (_, _, true) => state_mark(StateMark::Warning, "Non Inviata, inviabile con avvisi").into_any(),
        _ => state_mark(StateMark::Ok, "Non Inviata, inviabile").into_any(),
    };
    let who = row.assistito.clone();
    let on_fix = Callback::new(move |rule: String| fix(state, rule, request::Rows::One(id)));
    let choose = move |event| {
        let chosen = event_target_checked(&event);
        invio.selected.update(|selected| {
            if chosen {
                selected.insert(id);
            } else {
                selected.remove(&id);
            }
        });
    };
    let when = [vec![row.periodo.clone()], row.dettagli].concat().join(", ");
    view! {
        <tr class=class>
            <td>
                <input
                    class="check-plain"
                    type="checkbox"
                    aria-label=format!("seleziona {who}, {} {}", row.prestazione, row.periodo)
                    prop:checked=move || invio.selected.with(|selected| selected.contains(&id))
                    on:change=late(choose)
                />
            </td>
            <td>
                {mark}
                " "
                {v_link(row.case, &format!("{who}, {}", row.progetto))}
                {sent.then(|| view! { <div class="small mono">{row.flusso.clone()}</div> })}
                {(!row.notes.is_empty()).then(|| view! { <Notes notes=row.notes on_fix/> })}
            </td>
            <td>{row.progetto}</td>
            <td>{row.tipo}</td>
            <td>{row.prestazione} <div class="small">{when}</div></td>
            <td>{row.operatore} <div class="small">{row.ente}</div></td>
            <th scope="row">{row.assistito} <div class="small">{row.assistito_dettagli.join(", ")}</div></th>
        </tr>
    }
}
