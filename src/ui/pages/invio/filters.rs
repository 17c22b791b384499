//! The filters of *Invio Prestazioni*. Once something was found they take two lines, so that it is in view.

use super::state::InvioState;
use crate::desk::enti::request::EnteView;
use crate::desk::invio::periods;
use crate::desk::invio::request::{InvioAnswer, InvioPage, InvioQuery, InvioRequest, Tipologia, Trasmissione};
use crate::desk::{Answer, Part, Request};
use crate::text::dates;
use crate::ui::components::{themselves, with_all};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use crate::ui::tasks::{self, late};
use chrono::NaiveDate;
use leptos::prelude::*;

/// Value and words of what can be chosen.
type Options = Vec<(String, String)>;

/// A filter that is chosen from a list.
struct Choice {
    id: &'static str,
    label: &'static str,
    options: fn(&InvioPage, &[EnteView]) -> Options,
    get: fn(&InvioQuery) -> String,
    set: fn(&mut InvioQuery, String),
}

const CHOICES: [Choice; 7] = [
    Choice {
        id: "tipologia",
        label: "Tipologia prestazioni",
        options: |_, _| numbered(&["Tutte", "PS", "PSA", "SINA"]),
        get: |form| place(&TIPOLOGIE, &form.tipologia),
        set: |form, value| form.tipologia = at(&TIPOLOGIE, &value),
    },
    Choice {
        id: "stato",
        label: "Stato trasmissione",
        options: |_, _| numbered(&["Non Trasmesse", "Trasmesse", "Non inviabili"]),
        get: |form| place(&STATI, &form.stato),
        set: |form, value| form.stato = at(&STATI, &value),
    },
    Choice {
        id: "motivo",
        label: "Motivo di rifiuto dell'invio (non inviabile)",
        options: |lists, _| {
            let reasons = lists.reasons.iter().filter(|it| it.blocks);
            with_all(reasons.map(|it| (it.rule.clone(), format!("{} {} ({})", it.rule, it.title, it.count))))
        },
        get: |form| form.motivo.clone(),
        set: |form, value| form.motivo = value,
    },
    Choice {
        id: "comune",
        label: "Comune del progetto",
        options: |lists, _| with_all(themselves(&lists.comuni)),
        get: |form| form.comune.clone(),
        set: |form, value| form.comune = value,
    },
    Choice {
        id: "tipo",
        label: "Selezione tipo di progetto sociale",
        options: |lists, _| with_all(themselves(&lists.tipi_progetto)),
        get: |form| form.tipo_progetto.clone(),
        set: |form, value| form.tipo_progetto = value,
    },
    Choice {
        id: "macro",
        label: "Macro tipo",
        options: |lists, _| with_all(themselves(&lists.macro_tipi)),
        get: |form| form.macro_tipo.clone(),
        set: |form, value| form.macro_tipo = value,
    },
    Choice {
        id: "ente",
        label: "Ente",
        options: |_, enti| with_all(enti.iter().map(|it| (it.id.to_string(), it.name().to_owned()))),
        get: |form| form.ente.map(|ente| ente.to_string()).unwrap_or_default(),
        set: |form, value| form.ente = value.parse().ok(),
    },
];

const TIPOLOGIE: [Tipologia; 4] = [Tipologia::Tutte, Tipologia::Ps, Tipologia::Psa, Tipologia::Sina];
const STATI: [Trasmissione; 3] = [Trasmissione::NonTrasmesse, Trasmissione::Trasmesse, Trasmissione::NonInviabili];

fn numbered(words: &[&str]) -> Options {
    words.iter().enumerate().map(|(number, words)| (number.to_string(), (*words).to_owned())).collect()
}

fn place<T: PartialEq>(all: &[T], one: &T) -> String {
    all.iter().position(|other| other == one).unwrap_or_default().to_string()
}

fn at<T: Copy>(all: &[T], place: &str) -> T {
    all[place.parse::<usize>().ok().filter(|place| *place < all.len()).unwrap_or_default()]
}

/// The form.
#[component]
pub(super) fn Filters(invio: InvioState) -> impl IntoView {
    let state = use_state();
    let form = invio.form;
    let lists = RwSignal::new(InvioPage::default());
    let missing = RwSignal::new(false);
    // The present year, as long as nothing was chosen. It is there at once, as are the periods: what comes later moves what
    // is about to be pressed.
    let this_year = move || {
        let year = state.today.get_untracked().and_then(periods::year);
        year.map(|it| (it.from, it.to)).unzip()
    };
    if form.with_untracked(|form| form.from.is_none() && form.to.is_none()) {
        form.update(|form| (form.from, form.to) = this_year());
    }
    // What can be chosen depends on the dates and on the state of transmission.
    Effect::new(move |_| {
        state.version.track();
        let query = InvioQuery { motivo: String::new(), part: Part::first(1), ..form.get() };
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Invio(InvioRequest::List(query))).await
                && let Answer::Invio(InvioAnswer::List(found)) = reply.answer
            {
                lists.set(*found);
            }
        });
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
            location::focus_soon("invio-trovate");
        }
    };
    let reset = move |_| {
        missing.set(false);
        let (from, to) = this_year();
        form.set(InvioQuery { from, to, ..InvioQuery::default() });
        invio.query.set(None);
        invio.found.set(None);
    };
    let presets = move || {
        let button = |(from, to): (NaiveDate, NaiveDate), words: String| {
            let set = move |_| form.update(|form| (form.from, form.to) = (Some(from), Some(to)));
            view! { <button type="button" class="btn btn-sm btn-outline-primary" on:click=set>{words}</button> }
        };
        let periods = state.today.get().map(periods::periods).unwrap_or_default();
        periods.into_iter().map(|it| button((it.from, it.to), it.label)).collect_view()
    };
    view! {
        <form
            class="panel no-print"
            class:folded=move || invio.query.with(Option::is_some)
            on:submit=move |event| {
                event.prevent_default();
                visualizza();
            }
        >
            <div class="toolbar" role="group" aria-label="Periodi pronti">{presets}</div>
            <div class="filters">
                {date(form, missing, "invio-da", "Da data", |form| &mut form.from)}
                {date(form, missing, "invio-a", "A data", |form| &mut form.to)}
                {CHOICES.iter().map(|it| choice(form, lists, it)).collect_view()}
            </div>
            {move || {
                missing
                    .get()
                    .then(|| view! { <div class="alert alert-danger" role="alert">"ATTENZIONE! Compilare tutti i campi segnalati!"</div> })
            }}
            <div class="toolbar">
                <button type="submit" class="btn btn-primary" aria-keyshortcuts="Alt+V">"Visualizza"</button>
                <button type="button" class="btn btn-outline-primary" on:click=reset>"Reset"</button>
            </div>
        </form>
    }
}

/// A date that must be given.
fn date(
    form: RwSignal<InvioQuery>,
    missing: RwSignal<bool>,
    id: &'static str,
    label: &'static str,
    field: fn(&mut InvioQuery) -> &mut Option<NaiveDate>,
) -> AnyView {
    let get = move || *field(&mut form.get());
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
                aria-required="true"
                prop:value=move || get().map(dates::iso).unwrap_or_default()
                on:change=late(move |event| form.update(|form| *field(form) = dates::read_iso(&event_target_value(&event))))
            />
        </div>
    }
    .into_any()
}

/// A list to choose from; that of the enti only where there are several.
fn choice(form: RwSignal<InvioQuery>, lists: RwSignal<InvioPage>, it: &'static Choice) -> AnyView {
    let state = use_state();
    let id = format!("invio-{}", it.id);
    let options = move || {
        let chosen = form.with(it.get);
        let options = lists.with(|lists| state.enti.with(|enti| (it.options)(lists, enti)));
        options
            .into_iter()
            .map(|(value, words)| {
                let selected = value == chosen;
                view! { <option value=value prop:selected=selected>{words}</option> }
            })
            .collect_view()
    };
    let class = if it.id == "motivo" { "form-group wide" } else { "form-group" };
    let superfluous = move || it.id == "ente" && state.enti.with(Vec::len) < 2;
    view! {
        <div class=class hidden=superfluous>
            <label for=id.clone()>{it.label}</label>
            <select id=id on:change=late(move |event| form.update(|form| (it.set)(form, event_target_value(&event))))>
                {options}
            </select>
        </div>
    }
    .into_any()
}
