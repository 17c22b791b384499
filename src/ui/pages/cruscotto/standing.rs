//! Where all benefits stand: by quarter, by code, by cause of discard. Every figure opens the rows that it counts.

use super::super::invio::InvioState;
use super::adesso::adesso;
use super::figure::figure;
use crate::desk::cruscotto::request::{Cruscotto, Quante, Trimestre};
use crate::desk::invio::request::{InvioQuery, Trasmissione};
use crate::desk::{Answer, Request};
use crate::route::Route;
use crate::ui::platform::location;
use crate::ui::state::use_state;
use crate::ui::tasks;
use chrono::NaiveDate;
use leptos::prelude::*;

/// The three tables; nothing where there is no benefit.
#[component]
pub(super) fn Standing() -> impl IntoView {
    let state = use_state();
    let told = RwSignal::new(Cruscotto::default());
    Effect::new(move |_| {
        state.version.track();
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Cruscotto).await
                && let Answer::Cruscotto(found) = reply.answer
            {
                told.set(*found);
            }
        });
    });
    move || {
        let told = told.get();
        let adesso = adesso(&told);
        let Cruscotto { trimestri, codici, scarti, .. } = told;
        let all = trimestri.iter().filter_map(|it| it.giorni);
        let days = all.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        (!trimestri.is_empty()).then(|| {
            view! {
                {adesso}
                {quarters(trimestri)}
                <div class="side-by-side">
                    {bars("Da correggere o inviare, per codice", codici, move |it| {
                        days.map(|days| open(days, Trasmissione::NonTrasmesse, it.codice.clone()))
                    })}
                    {bars("Scartate da INPS, per causa", scarti, |_| {
                        Some(Box::new(|| location::go(&Route::Esiti)) as Box<dyn Fn()>)
                    })}
                </div>
            }
        })
    }
}

/// Leads to the rows that *Invio* finds so.
fn open(days: (NaiveDate, NaiveDate), stato: Trasmissione, search: String) -> Box<dyn Fn()> {
    let invio = expect_context::<InvioState>();
    Box::new(move || {
        invio.show(InvioQuery {
            from: Some(days.0),
            to: Some(days.1),
            stato,
            search: search.clone(),
            ..InvioQuery::default()
        });
        location::go(&Route::Invio);
    })
}

/// Where benefits of a quarter can stand: in words, how many, and by what *Invio* finds them.
struct Column {
    words: &'static str,
    count: fn(&Trimestre) -> u32,
    stato: Trasmissione,
    search: &'static str,
    /// Of its part of the bar.
    colour: &'static str,
}

const COLUMNS: [Column; 5] = [
    Column {
        words: "Non trasmesse",
        count: Trimestre::non_trasmesse,
        stato: Trasmissione::NonTrasmesse,
        search: "",
        colour: "bar-primary",
    },
    Column {
        words: "di cui da correggere",
        count: |it| it.correggere,
        stato: Trasmissione::NonInviabili,
        search: "",
        colour: "bar-danger",
    },
    Column {
        words: "Senza esito",
        count: |it| it.inviate,
        stato: Trasmissione::Trasmesse,
        search: "Inviata",
        colour: "bar-muted",
    },
    Column {
        words: "Scartate",
        count: |it| it.scartate,
        stato: Trasmissione::Trasmesse,
        search: "Scartata",
        colour: "bar-warning",
    },
    Column {
        words: "Acquisite",
        count: |it| it.acquisite,
        stato: Trasmissione::Trasmesse,
        search: "Acquisita",
        colour: "bar-success",
    },
];

/// How many, and the colour.
type Part = (fn(&Trimestre) -> u32, &'static str);

/// What a bar is made of: what has to be mended is not counted twice.
const PARTS: [Part; 5] = [
    (|it| it.correggere, "bar-danger"),
    (|it| it.inviare, "bar-primary"),
    (|it| it.inviate, "bar-muted"),
    (|it| it.scartate, "bar-warning"),
    (|it| it.acquisite, "bar-success"),
];

fn quarters(trimestri: Vec<Trimestre>) -> AnyView {
    let total = |it: &Trimestre| PARTS.iter().map(|(of, _)| of(it)).sum::<u32>();
    let most = trimestri.iter().map(total).max().unwrap_or_default();
    let row = |it: Trimestre| {
        let cells: Vec<AnyView> = COLUMNS
            .iter()
            .map(|column| {
                let count = (column.count)(&it);
                let what = format!("{}, {}: {count}", it.label, column.words.to_lowercase());
                let open = it.giorni.map(|giorni| open(giorni, column.stato, column.search.to_owned()));
                view! { <td class="number">{figure(count, what, open)}</td> }.into_any()
            })
            .collect();
        let mut from = 0;
        let parts: Vec<AnyView> = PARTS
            .iter()
            .map(|(of, colour)| {
                let count = of(&it);
                let part = part(from, count, most, colour);
                from += count;
                part
            })
            .collect();
        view! {
            <tr>
                <th scope="row">{it.label}</th>
                <td class="bar-cell">{svg(parts)}</td>
                {cells}
            </tr>
        }
    };
    view! {
        <section class="panel" aria-labelledby="per-trimestre">
            <h2 id="per-trimestre">"Per trimestre"</h2>
            <div class="table-responsive" tabindex="0" role="region" aria-label="Prestazioni per trimestre">
                <table class="table table-sm">
                    <caption class="visually-hidden">"Prestazioni per trimestre"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Trimestre"</th>
                            <td aria-hidden="true"></td>
                            {COLUMNS
                                .iter()
                                .map(|it| {
                                    view! { <th scope="col" class="number"><span class=format!("key {}", it.colour)></span> {it.words}</th> }
                                })
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody>{trimestri.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <p class="small">"Una prestazione che dura più di un trimestre è contata in ognuno, come la trova Invio prestazioni."</p>
        </section>
    }
    .into_any()
}

/// What there is most of, with a bar each; nothing where there is nothing.
fn bars(title: &'static str, all: Vec<Quante>, open: impl Fn(&Quante) -> Option<Box<dyn Fn()>>) -> Option<AnyView> {
    let most = all.iter().map(|it| it.count).max()?;
    let row = |it: Quante| {
        let open = open(&it);
        let label = [it.codice.as_str(), it.label.as_str()].join(" ").trim().to_owned();
        let what = format!("{label}: {}", it.count);
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="bar-cell">{svg(vec![part(0, it.count, most, "bar-primary")])}</td>
                <td class="number">{figure(it.count, what, open)}</td>
            </tr>
        }
    };
    let rows = all.into_iter().map(row).collect_view();
    let view = view! {
        <section class="panel">
            <h2>{title}</h2>
            <table class="table table-sm">
                <caption class="visually-hidden">{title}</caption>
                <tbody>{rows}</tbody>
            </table>
        </section>
    };
    Some(view.into_any())
}

/// A bar. The table tells what it shows: who hears the page loses nothing.
fn svg(parts: Vec<AnyView>) -> AnyView {
    view! { <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{parts}</svg> }
        .into_any()
}

/// A part of a bar that begins where others end; `most` fills it.
fn part(from: u32, count: u32, most: u32, colour: &'static str) -> AnyView {
    // In hundredths: to write fractions takes more of the page than all this.
    let share = |count: u32| {
        let hundredths = u64::from(count) * 10_000 / u64::from(most.max(1));
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    };
    view! { <rect class=colour x=share(from) y="0" width=share(count) height="10"></rect> }.into_any()
}
