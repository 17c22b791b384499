//! Verifica un file XML: any PS-PSA-SINA file, every finding with its place and how to mend it.

use crate::desk::flussi::request::FlussiRequest;
use crate::desk::verifica::request::{Verifica as Report, VerificaFinding};
use crate::desk::{Answer, Destination, Request, RuleCount};
use crate::route::Route;
use crate::ui::components::{DropZone, Pager, StateMark, button, refusal, state_mark};
use crate::ui::drops::use_drops;
use crate::ui::platform::files;
use crate::ui::state::{Tone, use_state};
use crate::ui::tasks::{self, late};
use leptos::prelude::*;
use web_sys::File;

/// The screen.
#[component]
pub(super) fn Verifica() -> impl IntoView {
    let state = use_state();
    let waas = RwSignal::new(false);
    let report = RwSignal::new(None::<Report>);
    let refused = RwSignal::new(Vec::<String>::new());
    let checked = RwSignal::new_local(None::<File>);
    // What is being checked when the screen goes waits with the others.
    let reading = RwSignal::new_local(None::<File>);
    let drops = use_drops();
    on_cleanup(move || {
        if let Some(file) = reading.try_update_untracked(Option::take).flatten() {
            drops.keep(Destination::Verifica, vec![file]);
        }
    });
    let take = move |file: File| {
        tasks::here(async move {
            report.set(None);
            refused.set(Vec::new());
            checked.set(Some(file.clone()));
            reading.set(Some(file.clone()));
            let bytes = match files::bytes(&file).await {
                Ok(bytes) => bytes,
                Err(why) => {
                    reading.set(None);
                    return refused.set(vec![why]);
                }
            };
            let request = Request::Verifica { file_name: file.name(), waas: waas.get_untracked() };
            let reply = state.ask_long_frankly(request, Some(bytes), "Controllo il file", true).await;
            reading.set(None);
            match reply.map(|reply| reply.answer) {
                Some(Answer::Verifica(made)) => report.set(Some(*made)),
                Some(Answer::Refused { reasons }) => refused.set(reasons),
                _ => {}
            }
        });
    };
    let take_first = move |files| {
        if let Some(file) = drops.one_at_a_time(Destination::Verifica, files) {
            take(file);
        }
    };
    drops.arrivals(Destination::Verifica, take_first);
    view! {
        <p>
            "Qui si controlla un file per INPS prima di caricarlo, qualunque programma lo abbia prodotto. Il file non viene conservato."
        </p>
        <DropZone
            id="verifica-file"
            label="Scegli un file XML"
            hint="Trascina qui un file XML PS-PSA-SINA"
            accept=Destination::Verifica.endings()
            on_files=move |files| drops.sift(state, files, Some(Destination::Verifica), take_first)
        />
        <div class="form-check">
            <input
                id="verifica-waas"
                type="checkbox"
                prop:checked=move || waas.get()
                on:change=late(move |event| waas.set(event_target_checked(&event)))
            />
            <label for="verifica-waas">"File per la cooperazione applicativa (WaaS)"</label>
        </div>
        {move || refusal(refused.get())}
        {move || report.get().map(|report| view! { <Findings report/> <History checked/> })}
    }
}

/// A flow that was sent already, by whatever program, taken in among ours.
#[component]
fn History(checked: RwSignal<Option<File>, LocalStorage>) -> impl IntoView {
    let state = use_state();
    let acquisita = RwSignal::new(true);
    let take_in = move || {
        let Some(file) = checked.get_untracked() else { return };
        let request = Request::Flussi(FlussiRequest::History { acquisita: acquisita.get_untracked() });
        tasks::of_page(async move {
            match files::bytes(&file).await {
                Ok(bytes) => drop(state.doing_long(request, Some(bytes), "Importo il flusso").await),
                Err(why) => state.say(Tone::Danger, vec![why]),
            }
        });
    };
    view! {
        <section class="panel">
            <h2>"Il file è già stato inviato?"</h2>
            <p>
                "Si può tenere tra i flussi di " <a href="#/flussi">"Gestione flussi"</a>
                ", con le sue persone e prestazioni, per seguirne gli esiti, rettificarle o annullarle."
            </p>
            <div class="form-check">
                <input
                    id="storico-acquisito"
                    type="checkbox"
                    prop:checked=move || acquisita.get()
                    on:change=late(move |event| acquisita.set(event_target_checked(&event)))
                />
                <label for="storico-acquisito">"INPS lo ha già acquisito"</label>
            </div>
            {button("btn btn-outline-primary", "Importa come storico".into(), Signal::stored(false), take_in)}
        </section>
    }
}

#[component]
fn Findings(report: Report) -> impl IntoView {
    let Report { file_name, valid, nome, ente, beneficiari, prestazioni, conosciuto, rules, findings } = report;
    let mark = if valid {
        let words = if findings.is_empty() {
            "Nessun rilievo: il file si può caricare"
        } else {
            "Nessun blocco: il file si può caricare"
        };
        state_mark(StateMark::Ok, words).into_any()
    } else {
        state_mark(StateMark::Blocked, "Ci sono errori: correggere il file prima di caricarlo").into_any()
    };
    let rule = RwSignal::new(String::new());
    let page = RwSignal::new(0_u32);
    let per_page = RwSignal::new(50_u32);
    let count = findings.len() as u32;
    let findings = StoredValue::new(findings);
    let shown = move || -> Vec<VerificaFinding> {
        let only = rule.get();
        findings.with_value(|all| all.iter().filter(|it| only.is_empty() || it.rule == only).cloned().collect())
    };
    let total = Signal::derive(move || shown().len() as u32);
    view! {
        <section class="panel" aria-live="polite">
            <div class="panel-head">
                <h2>{format!("Esito di {file_name}")}</h2>
                {mark}
            </div>
            <dl class="info-list">
                <dt>"Flusso"</dt>
                <dd class="mono">{nome}</dd>
                <dt>"Ente"</dt>
                <dd>{ente}</dd>
                <dt>"Beneficiari"</dt>
                <dd>{beneficiari}</dd>
                <dt>"Prestazioni"</dt>
                <dd>{prestazioni}</dd>
                <dt>"Rilievi"</dt>
                <dd>{count}</dd>
            </dl>
            {conosciuto
                .map(|it| {
                    view! {
                        <p class="alert alert-info">
                            "Un flusso con questo nome è già in Gestione flussi: "
                            <a class="alert-link" href=Route::Flussi(Some(it.id)).to_hash()>{it.words}</a>
                            ". INPS prende un nome una volta sola: prima di caricarlo, guardare che non sia già stato caricato."
                        </p>
                    }
                })}
        </section>
        {(count > 0)
            .then(|| {
                view! {
                    <section class="panel">
                        <h2>"Rilievi"</h2>
                        <Facets rules rule page/>
                        <div class="table-responsive" tabindex="0" role="region" aria-label="Rilievi del file">
                            <table class="table table-sm">
                                <caption class="visually-hidden">"Rilievi del file, nell'ordine del file"</caption>
                                <thead>
                                    <tr>
                                        <th scope="col">"Gravità"</th>
                                        <th scope="col">"Regola"</th>
                                        <th scope="col">"Che cosa c'è"</th>
                                        <th scope="col">"Come si corregge"</th>
                                        <th scope="col">"Di chi"</th>
                                        <th scope="col">"Dove"</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {move || {
                                        let from = (page.get() * per_page.get()) as usize;
                                        shown().into_iter().skip(from).take(per_page.get() as usize).map(row).collect_view()
                                    }}
                                </tbody>
                            </table>
                        </div>
                        <Pager total page per_page/>
                    </section>
                }
            })}
    }
}

/// Rules with counts; a press shows only the findings of one.
#[component]
fn Facets(rules: Vec<RuleCount>, rule: RwSignal<String>, page: RwSignal<u32>) -> impl IntoView {
    let button = move |id: String, words: String| {
        let (this, set) = (id.clone(), id);
        view! {
            <button
                type="button"
                class="btn btn-sm btn-outline-primary"
                aria-pressed=move || (rule.get() == this).to_string()
                on:click=move |_| {
                    page.set(0);
                    rule.set(set.clone());
                }
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="toolbar" role="group" aria-label="Mostra">
            {button(String::new(), "Tutti".to_owned())}
            {rules.into_iter().map(|it| button(it.rule.clone(), format!("{} {} ({})", it.rule, it.title, it.count))).collect_view()}
        </div>
    }
}

fn row(it: VerificaFinding) -> impl IntoView {
    let (class, mark) = if it.blocks {
        ("row-blocked", state_mark(StateMark::Blocked, "Blocco").into_any())
    } else {
        ("row-warning", state_mark(StateMark::Warning, "Avviso").into_any())
    };
    view! {
        <tr class=class>
            <td>{mark}</td>
            <td><a href=format!("#/guida/{}", it.rule)>{it.rule.clone()}</a></td>
            <td>{it.message}</td>
            <td>{it.mend}</td>
            <td>{it.who}</td>
            <td class="mono">{it.dove}</td>
        </tr>
    }
}
