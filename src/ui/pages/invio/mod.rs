//! *Invio Prestazioni PS-PSA-SINA*: filters, what they find, *Stampa*.

mod chosen;
mod filters;
mod many;
mod scarti;
mod signing;
mod state;
mod table;

use super::stampe::{Files, SaveAll, conto_view};
use crate::desk::invio::request::{InvioAnswer, InvioRequest, SortBy};
use crate::desk::stampe::request::{StampeAnswer, StampeRequest};
use crate::desk::{Answer, Request, RuleCount};
use crate::records::{EnteId, PrestazioneId};
use crate::ui::components::Pager;
use crate::ui::platform::{location, preferences};
use crate::ui::state::{State, use_state};
use crate::ui::tasks::{self, late};
use chosen::{Chosen, DeleteSelected};
use filters::Filters;
use leptos::prelude::*;
use many::ChangeMany;
use scarti::Scarti;
use signing::signing;
pub(in crate::ui) use state::InvioState;
use state::fix;
use std::collections::BTreeSet;
use table::Rows;

/// The screen.
#[component]
pub(super) fn Page() -> impl IntoView {
    let state = use_state();
    let invio = expect_context::<InvioState>();
    Effect::new(move |_| preferences::write("righe", &[invio.per_page.get()]));
    // Asked again when the query, the page or the archive changes.
    Effect::new(move |_| {
        state.version.track();
        let Some(query) = invio.asked() else { return };
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Invio(InvioRequest::List(query))).await
                && let Answer::Invio(InvioAnswer::List(found)) = reply.answer
            {
                invio.found.set(Some(*found));
            }
        });
    });
    view! {
        <Show
            when=move || state.counts.get().is_none_or(|counts| counts.prestazioni != 0)
            fallback=|| {
                view! {
                    <div class="empty">
                        <p>"L'archivio non ha ancora prestazioni."</p>
                        <p><a href="#/importa">"Importare un foglio di prestazioni"</a></p>
                    </div>
                }
            }
        >
            <Filters invio/>
            <Made invio/>
            {move || invio.query.get().is_some().then(|| view! { <Found invio/> })}
        </Show>
    }
}

/// The generation just made, with its files.
#[component]
fn Made(invio: InvioState) -> impl IntoView {
    move || {
        invio.made.get().map(|stampa| {
            let none = stampa.sent == 0;
            let class = if none { "alert alert-warning" } else { "alert alert-success" };
            let words = if none {
                format!("Nessuna prestazione inviata: lasciate fuori {}. Non c'è nessun file da caricare.", stampa.left_out)
            } else {
                format!(
                    "Inviate {} prestazioni di {} persone; lasciate fuori {}.",
                    stampa.sent, stampa.people, stampa.left_out
                )
            };
            let waas = stampa.files.iter().any(|file| file.name.contains(".waas."));
            view! {
                <div id="invio-fatto" class=class tabindex="-1">
                    <p><strong>{words}</strong></p>
                    {stampa.conto.map(conto_view)}
                    {(stampa.left_out > 0).then(|| view! { <p>"I motivi di quelle lasciate fuori sono nel FILE DI LOG: restano tra le non trasmesse, da correggere."</p> })}
                    <p>
                        "I file sono pronti e restano in " <a class="alert-link" href="#/stampe">"Gestione stampe"</a>
                        {if none {
                            ": il FILE DI LOG dice che cosa correggere."
                        } else if waas {
                            ": salvare i file PRESTAZIONI (WaaS) e darli al servizio con cui l'ente risponde a INPS."
                        } else {
                            ": salvare il file PRESTAZIONI e caricarlo sul portale INPS."
                        }}
                    </p>
                    <Files stampa=stampa.id files=stampa.files/>
                    <SaveAll stampa=stampa.id/>
                </div>
            }
        })
    }
}

#[component]
fn Found(invio: InvioState) -> impl IntoView {
    let state = use_state();
    let counts = move || {
        invio.found.with(|found| found.as_ref().map_or((0, 0, 0), |it| (it.list.found, it.sendable, it.blocked)))
    };
    let total = Signal::derive(move || counts().0);
    let unsent = Signal::derive(move || counts().1 + counts().2);
    let taking_back = move || state.counts.get().map_or(0, |counts| counts.da_cancellare);
    let to_send = move || taking_back() > 0 || unsent.get() > 0;
    let chosen = Chosen::watch(state, invio);
    let export = move |_| {
        if let Some(query) = invio.asked() {
            state.save(Request::Invio(InvioRequest::Sheet(query)));
        }
    };
    view! {
        <section class="panel">
            <div class="panel-head">
                <div>
                    <h2 id="invio-trovate" tabindex="-1" aria-live="polite">{move || format!("Trovate {} righe", counts().0)}</h2>
                    <p>{move || format!("{} inviabili, {} non inviabili", counts().1, counts().2)}</p>
                    <Reckoning invio/>
                </div>
                <div class="toolbar">
                    <div class="form-group">
                        <label for="invio-cerca">"Cerca"</label>
                        <input
                            id="invio-cerca"
                            type="search"
                            aria-keyshortcuts="/"
                            class="form-control"
                            prop:value=move || invio.query.with(|query| query.as_ref().map(|it| it.search.clone()))
                            on:change=late(move |event| {
                                let words = event_target_value(&event);
                                invio.page.set(0);
                                invio.query.update(|query| {
                                    if let Some(query) = query {
                                        query.search = words;
                                    }
                                });
                            })
                        />
                    </div>
                    <Order invio/>
                    <button type="button" class="btn btn-outline-primary" on:click=export>"Genera XLS"</button>
                    <ChangeMany invio chosen unsent/>
                    <DeleteSelected invio chosen/>
                    <button
                        type="button"
                        class="btn btn-primary"
                        disabled=move || !to_send() || state.damaged.get() || chosen.seen() == 0 && chosen.hidden() != 0
                        on:click=move |_| stamp(state, invio, Vec::new())
                    >
                        "Stampa"
                    </button>
                </div>
            </div>
            <p>
                {move || match (chosen.seen(), chosen.hidden()) {
                    (0, 0) => "«Stampa» manda tutte le righe trovate che si possono inviare; le altre finiscono nel file di log.".to_owned(),
                    (seen, 0) => format!("«Stampa» manda solo le {seen} righe scelte, se si possono inviare."),
                    (seen, hidden) => format!("«Stampa» manda solo le {seen} righe scelte tra quelle trovate, se si possono inviare; altre {hidden} scelte non sono tra le righe trovate e restano fuori."),
                }}
            </p>
            {move || state.damaged.get().then(|| view! { <p>"Una parte dell'archivio non si legge: finché non viene ripristinata non si fanno stampe, perché lascerebbero fuori delle prestazioni o ne ripeterebbero di già inviate."</p> })}
            <div class="form-check">
                <input
                    id="invio-waas"
                    type="checkbox"
                    prop:checked=move || invio.waas.get()
                    on:change=late(move |event| invio.waas.set(event_target_checked(&event)))
                />
                <label for="invio-waas">"Per la cooperazione applicativa (WaaS): un flusso per prestazione"</label>
            </div>
            {move || (taking_back() > 0).then(|| view! { <p>{format!("Con la prossima stampa partono anche le cancellazioni chieste in Gestione flussi: {}.", taking_back())}</p> })}
            {signing(state, invio, stamp)}
            <Scarti invio/>
            <Reasons invio/>
            <Show
                when=move || total.get() != 0
                fallback=|| {
                    view! {
                        <div class="empty">
                            <p>"Nessuna riga con questi filtri: allargare le date o scegliere un altro stato di trasmissione."</p>
                        </div>
                    }
                }
            >
                <Rows invio/>
                <Raccolte invio/>
                <Pager total page=invio.page per_page=invio.per_page/>
            </Show>
        </section>
    }
}

/// What would become of the rows found, where that is not as many benefits.
#[component]
fn Reckoning(invio: InvioState) -> impl IntoView {
    let state = use_state();
    let conto = RwSignal::new(None);
    Effect::new(move |_| {
        state.version.track();
        let Some(query) = invio.query.get() else { return };
        let only = invio.selected.get().into_iter().collect();
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Invio(InvioRequest::Conto { query, only })).await
                && let Answer::Invio(InvioAnswer::Conto(told)) = reply.answer
            {
                conto.set(told);
            }
        });
    });
    move || conto.get().map(conto_view)
}

/// By what the rows are sorted: also what no column shows alone.
#[component]
fn Order(invio: InvioState) -> impl IntoView {
    const ORDERS: [(&str, SortBy); 6] = [
        ("Data", SortBy::Data),
        ("Assistito", SortBy::Assistito),
        ("Progetto Sociale", SortBy::Progetto),
        ("Prestazione", SortBy::Prestazione),
        ("Importo", SortBy::Importo),
        ("Trasmissione", SortBy::Stato),
    ];
    let sort = Memo::new(move |_| invio.query.with(|query| query.as_ref().map_or(SortBy::Data, |it| it.sort)));
    let choose = move |event| {
        let words = event_target_value(&event);
        let Some((_, by)) = ORDERS.iter().find(|(known, _)| *known == words) else { return };
        invio.page.set(0);
        invio.query.update(|query| {
            if let Some(query) = query {
                query.sort = *by;
                query.descending = false;
            }
        });
    };
    view! {
        <div class="form-group">
            <label for="invio-ordine">"Ordina per"</label>
            <select id="invio-ordine" on:change=late(choose)>
                {ORDERS
                    .map(|(words, by)| view! { <option value=words prop:selected=move || sort.get() == by>{words}</option> })
                    .collect_view()}
            </select>
        </div>
    }
}

/// Rules broken by what was found, each with its fix for all rows.
#[component]
fn Reasons(invio: InvioState) -> impl IntoView {
    let state = use_state();
    // These are counted over all that was found.
    let fix_all = move |rule: String| {
        if let Some(rows) = invio.rows(Vec::new()) {
            fix(state, rule, rows);
        }
    };
    let line = move |it: RuleCount| {
        let rule = it.rule.clone();
        let fix = (!it.fix.is_empty()).then(|| {
            let label = format!("Correggi tutte: {}", it.fix);
            view! {
                <div class="finding-actions">
                    <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| fix_all(rule.clone())>
                        {label}
                    </button>
                </div>
            }
        });
        view! {
            <li class=if it.blocks { "finding" } else { "finding finding-warning" }>
                <span class="finding-rule">
                    {if it.blocks { "Blocco " } else { "Avviso " }}
                    <a href=format!("#/guida/{}", it.rule)>{it.rule.clone()}</a>
                </span>
                <div class="finding-text">
                    <p>{format!("{}: {} righe", it.title, it.count)}</p>
                </div>
                {fix}
            </li>
        }
    };
    move || {
        let reasons = invio.found.with(|found| found.as_ref().map(|it| it.reasons.clone()).unwrap_or_default());
        // What can be mended with a press is not hidden, unless it would push the rows out of sight.
        let open = reasons.len() <= 3 && reasons.iter().any(|it| !it.fix.is_empty());
        (!reasons.is_empty()).then(|| {
            view! {
                <details open=open>
                    <summary>{format!("Motivi e avvisi su queste righe ({})", reasons.len())}</summary>
                    <ul class="findings">{reasons.into_iter().map(line).collect_view()}</ul>
                </details>
            }
        })
    }
}

/// What deliveries on this page become when they are sent, number by number.
#[component]
fn Raccolte(invio: InvioState) -> impl IntoView {
    let lines = |lines: Vec<String>| lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    move || {
        let all = invio.found.with(|found| found.as_ref().map(|it| it.raccolte.clone()).unwrap_or_default());
        // A few are open: what is sent of them is better seen before than after.
        let open = all.len() <= 2;
        (!all.is_empty()).then(|| {
            view! {
                <section aria-labelledby="raccolte-titolo">
                    <h3 id="raccolte-titolo">"Prestazioni a tempo: come si raccolgono le erogazioni"</h3>
                    <p>
                        "INPS non prende le singole erogazioni: all'invio quelle di una persona, pratica e codice diventano una prestazione periodica per anno. Qui il calcolo, sulle righe trovate."
                    </p>
                    {all
                        .into_iter()
                        .map(|it| {
                            view! {
                                <details open=open>
                                    <summary>{it.title}</summary>
                                    <ul>{lines(it.steps)}</ul>
                                    <ol class="small">{lines(it.deliveries)}</ol>
                                </details>
                            }
                        })
                        .collect_view()}
                </section>
            }
        })
    }
}

/// Makes the files of what was found, or of what is selected.
fn stamp(state: State, invio: InvioState, firme: Vec<(EnteId, String)>) {
    let Some(query) = invio.query.get_untracked() else { return };
    let only: Vec<PrestazioneId> = invio.selected.get_untracked().into_iter().collect();
    let request = Request::Stampe(StampeRequest::Make { query, only, waas: invio.waas.get_untracked(), firme });
    tasks::of_page(async move {
        let answer = state.doing_long(request, None, "Preparo i file").await.map(|reply| reply.answer);
        match answer {
            Some(Answer::Stampe(StampeAnswer::Made(stamped))) => {
                invio.made.set(Some(stamped));
                location::focus_soon("invio-fatto");
                invio.selected.update(BTreeSet::clear);
                invio.page.set(0);
            }
            Some(Answer::Stampe(StampeAnswer::WhoSigns(signers))) => invio.signers.set(signers),
            _ => {}
        }
    });
}
