//! The filters of *Invio Prestazioni*.

use super::Invio;
use crate::job::view::{InvioQuery, Tipologia, Trasmissione};
use crate::records::EnteId;
use crate::ui::state::use_state;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

/// The form.
#[component]
pub(super) fn Filters(invio: Invio) -> impl IntoView {
    let state = use_state();
    let form = invio.form;
    let missing = RwSignal::new(false);
    // The present year, once it is known and as long as nothing was chosen.
    Effect::new(move |_| {
        if let Some(today) = state.today.get()
            && form.with_untracked(|form| form.from.is_none() && form.to.is_none())
        {
            form.update(|form| (form.from, form.to) = year(today.year()));
        }
    });
    let visualizza = move || {
        let incomplete = form.with_untracked(|form| form.from.is_none() || form.to.is_none());
        missing.set(incomplete);
        if !incomplete {
            invio.page.set(0);
            invio.made.set(None);
            invio.selected.update(std::collections::BTreeSet::clear);
            let search = invio.query.get_untracked().map(|query| query.search).unwrap_or_default();
            invio.query.set(Some(InvioQuery { search, ..form.get_untracked() }));
        }
    };
    let reset = move |_| {
        missing.set(false);
        let (from, to) = state.today.get_untracked().map_or((None, None), |today| year(today.year()));
        form.set(InvioQuery { from, to, ..InvioQuery::default() });
        invio.query.set(None);
        invio.found.set(None);
    };
    let lists = move |list: fn(&crate::job::view::InvioPage) -> Vec<String>| {
        invio.found.with(|found| found.as_ref().map(list).unwrap_or_default())
    };
    let enti = move || {
        (state.enti.with(Vec::len) > 1).then(|| {
            let options = state
                .enti
                .get()
                .into_iter()
                .map(|view| {
                    let id = view.id;
                    view! {
                        <option value=id.0.to_string() prop:selected=move || form.with(|form| form.ente == Some(id))>
                            {if view.ente.denominazione.is_empty() { view.ente.codice } else { view.ente.denominazione }}
                        </option>
                    }
                })
                .collect_view();
            view! {
                <div class="form-group">
                    <label for="invio-ente">"Ente"</label>
                    <select
                        id="invio-ente"
                        on:change=move |event| {
                            let chosen = event_target_value(&event).parse().ok().map(EnteId);
                            form.update(|form| form.ente = chosen);
                        }
                    >
                        <option value="">"Tutti"</option>
                        {options}
                    </select>
                </div>
            }
        })
    };
    view! {
        <form
            class="panel no-print"
            on:submit=move |event| {
                event.prevent_default();
                visualizza();
            }
        >
            <div class="toolbar" role="group" aria-label="Periodi pronti">
                <Presets form/>
            </div>
            <div class="filters">
                <DateField id="invio-da" label="Da data" missing get=move || form.with(|form| form.from) set=move |date| form.update(|form| form.from = date)/>
                <DateField id="invio-a" label="A data" missing get=move || form.with(|form| form.to) set=move |date| form.update(|form| form.to = date)/>
                <div class="form-group">
                    <label for="invio-tipologia">"Tipologia prestazioni"</label>
                    <select
                        id="invio-tipologia"
                        on:change=move |event| {
                            let tipologia = TIPOLOGIE
                                .iter()
                                .find(|(words, _)| *words == event_target_value(&event))
                                .map_or(Tipologia::Tutte, |(_, it)| *it);
                            form.update(|form| form.tipologia = tipologia);
                        }
                    >
                        {TIPOLOGIE
                            .iter()
                            .map(|(words, it)| {
                                view! {
                                    <option value=*words prop:selected=move || form.with(|form| form.tipologia == *it)>{*words}</option>
                                }
                            })
                            .collect_view()}
                    </select>
                </div>
                <div class="form-group">
                    <label for="invio-stato">"Stato trasmissione"</label>
                    <select
                        id="invio-stato"
                        on:change=move |event| {
                            let stato = STATI
                                .iter()
                                .find(|(words, _)| *words == event_target_value(&event))
                                .map_or(Trasmissione::NonTrasmesse, |(_, it)| *it);
                            form.update(|form| form.stato = stato);
                        }
                    >
                        {STATI
                            .iter()
                            .map(|(words, it)| {
                                view! {
                                    <option value=*words prop:selected=move || form.with(|form| form.stato == *it)>{*words}</option>
                                }
                            })
                            .collect_view()}
                    </select>
                </div>
                <div class="form-group wide">
                    <label for="invio-motivo">"Motivo di rifiuto dell'invio (non inviabile)"</label>
                    <select id="invio-motivo" on:change=move |event| form.update(|form| form.motivo = event_target_value(&event))>
                        <option value="">"Tutti"</option>
                        {move || {
                            let chosen = form.with(|form| form.motivo.clone());
                            invio
                                .found
                                .with(|found| found.as_ref().map(|it| it.reasons.clone()).unwrap_or_default())
                                .into_iter()
                                .map(|it| {
                                    let selected = it.rule == chosen;
                                    view! {
                                        <option value=it.rule.clone() prop:selected=selected>
                                            {format!("{} {} ({})", it.rule, it.title, it.count)}
                                        </option>
                                    }
                                })
                                .collect_view()
                        }}
                    </select>
                </div>
                <Choice
                    id="invio-comune"
                    label="Comune del progetto"
                    list=move || lists(|page| page.comuni.clone())
                    get=move || form.with(|form| form.comune.clone())
                    set=move |value| form.update(|form| form.comune = value)
                />
                <Choice
                    id="invio-tipo"
                    label="Selezione tipo di progetto sociale"
                    list=move || lists(|page| page.tipi_progetto.clone())
                    get=move || form.with(|form| form.tipo_progetto.clone())
                    set=move |value| form.update(|form| form.tipo_progetto = value)
                />
                <Choice
                    id="invio-macro"
                    label="Macro tipo"
                    list=move || lists(|page| page.macro_tipi.clone())
                    get=move || form.with(|form| form.macro_tipo.clone())
                    set=move |value| form.update(|form| form.macro_tipo = value)
                />
                {enti}
            </div>
            {move || {
                missing
                    .get()
                    .then(|| view! { <div class="alert alert-danger" role="alert">"ATTENZIONE! Compilare tutti i campi segnalati!"</div> })
            }}
            <div class="toolbar">
                <button type="submit" class="btn btn-primary">"Visualizza"</button>
                <button type="button" class="btn btn-outline-primary" on:click=reset>"Reset"</button>
            </div>
        </form>
    }
}

const TIPOLOGIE: [(&str, Tipologia); 4] =
    [("Tutte", Tipologia::Tutte), ("PS", Tipologia::Ps), ("PSA", Tipologia::Psa), ("SINA", Tipologia::Sina)];
const STATI: [(&str, Trasmissione); 3] = [
    ("Non Trasmesse", Trasmissione::NonTrasmesse),
    ("Trasmesse", Trasmissione::Trasmesse),
    ("Non inviabili", Trasmissione::NonInviabili),
];

/// First and last day of a year.
fn year(year: i32) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31))
}

/// Buttons that set both dates.
#[component]
fn Presets(form: RwSignal<InvioQuery>) -> impl IntoView {
    let state = use_state();
    let button = move |words: &'static str, dates: fn(i32) -> (Option<NaiveDate>, Option<NaiveDate>)| {
        let set = move |_| {
            if let Some(today) = state.today.get_untracked() {
                form.update(|form| (form.from, form.to) = dates(today.year()));
            }
        };
        view! { <button type="button" class="btn btn-sm btn-outline-primary" on:click=set>{words}</button> }
    };
    view! {
        {button("1° trimestre", |year| (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 3, 31)))}
        {button("2° trimestre", |year| (NaiveDate::from_ymd_opt(year, 4, 1), NaiveDate::from_ymd_opt(year, 6, 30)))}
        {button("3° trimestre", |year| (NaiveDate::from_ymd_opt(year, 7, 1), NaiveDate::from_ymd_opt(year, 9, 30)))}
        {button("4° trimestre", |year| (NaiveDate::from_ymd_opt(year, 10, 1), NaiveDate::from_ymd_opt(year, 12, 31)))}
        {button("Anno in corso", year)}
        {button("Anno scorso", |this| year(this - 1))}
    }
}

/// A date that must be given.
#[component]
fn DateField(
    id: &'static str,
    label: &'static str,
    missing: RwSignal<bool>,
    get: impl Fn() -> Option<NaiveDate> + Copy + Send + Sync + 'static,
    set: impl Fn(Option<NaiveDate>) + Copy + 'static,
) -> impl IntoView {
    let invalid = move || missing.get() && get().is_none();
    view! {
        <div class="form-group">
            <label class="required" for=id>{label}</label>
            <input
                id=id
                type="date"
                class="form-control"
                class:is-invalid=invalid
                aria-invalid=move || invalid().to_string()
                prop:value=move || get().map(crate::records::dates::iso).unwrap_or_default()
                on:change=move |event| set(crate::records::dates::read_iso(&event_target_value(&event)))
            />
        </div>
    }
}

/// A value of those present in the archive.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    list: impl Fn() -> Vec<String> + Copy + Send + Sync + 'static,
    get: impl Fn() -> String + Copy + Send + Sync + 'static,
    set: impl Fn(String) + Copy + 'static,
) -> impl IntoView {
    view! {
        <div class="form-group">
            <label for=id>{label}</label>
            <select id=id on:change=move |event| set(event_target_value(&event))>
                <option value="">"Tutti"</option>
                {move || {
                    let chosen = get();
                    list()
                        .into_iter()
                        .map(|value| {
                            let selected = value == chosen;
                            view! { <option value=value.clone() prop:selected=selected>{value.clone()}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}
