//! The demonstration on screen: offered where the archive is empty, and never to be taken for real while it is there.

use super::components::question;
use super::platform::location;
use super::state::{State, use_state};
use super::tasks;
use crate::desk::{Added, Answer, Request};
use leptos::prelude::*;

/// Asks for something of the demonstration; `then` hears of what was added to it, where that keeps it from going.
fn ask(state: State, request: Request, then: impl FnOnce(Added) + 'static) {
    tasks::of_page(async move {
        match state.doing_long(request, None, "Dati dimostrativi").await.map(|reply| reply.answer) {
            Some(Answer::DemoHolds(added)) => then(added),
            Some(_) => location::focus("heading"),
            None => {}
        }
    });
}

/// Says that what is seen is invented, and takes it out; asks first where something was added to it.
#[component]
pub(super) fn Banner() -> impl IntoView {
    let state = use_state();
    let there = Memo::new(move |_| state.enti.with(|enti| enti.iter().any(|it| it.ente.dimostrativo)));
    let held = RwSignal::new(None::<Added>);
    let leave = move || held.set(None);
    let remove = move || {
        leave();
        ask(state, Request::RemoveDemo { confirmed: true }, |_| {});
    };
    let dialog = move || {
        held.get().map(|added| {
            question(
                "demo-domanda",
                Signal::stored(true),
                Signal::stored("Togliere i dati dimostrativi?".to_owned()),
                view! { <p>{added_in_words(added)}</p> }.into_any(),
                ("btn btn-danger", "Togli solo i dati dimostrativi"),
                leave,
                remove,
            )
        })
    };
    let banner = move || {
        there.get().then(|| {
            let press = move |_| {
                ask(state, Request::RemoveDemo { confirmed: false }, move |added| held.set(Some(added)));
            };
            view! {
                <div class="alert alert-warning demo" role="note">
                    <p>
                        <strong>"DATI DIMOSTRATIVI. "</strong>
                        "Enti, persone e importi sono inventati: niente di questo va inviato a INPS. Quello che si aggiunge resta anche quando si tolgono."
                    </p>
                    <button type="button" class="btn btn-sm btn-outline-primary" on:click=press>
                        "Togli i dati dimostrativi"
                    </button>
                </div>
            }
        })
    };
    view! {
        {banner}
        {dialog}
    }
}

fn added_in_words(added: Added) -> String {
    let Added { prestazioni, progetti } = added;
    let benefits = if prestazioni == 1 { "una prestazione".to_owned() } else { format!("{prestazioni} prestazioni") };
    let cases = if progetti == 1 { "un progetto".to_owned() } else { format!("{progetti} progetti") };
    format!(
        "Agli enti dimostrativi sono stati aggiunti {benefits} e {cases}: restano nell'archivio, con le loro persone e con l'ente, che andrà corretto in Impostazioni. Tutto il resto se ne va."
    )
}

/// Offers the demonstration, where the archive is empty.
#[component]
pub(super) fn Offer() -> impl IntoView {
    let state = use_state();
    let empty = Memo::new(move |_| {
        let nothing = state.counts.get().is_some_and(|counts| counts.assistiti + counts.prestazioni == 0);
        nothing && state.enti.with(Vec::is_empty)
    });
    move || {
        empty.get().then(|| {
            view! {
                <section class="panel">
                    <h2>"Solo per provare"</h2>
                    <p>
                        "Un anno di un ufficio inventato: due enti, 400 persone, 3.000 prestazioni, tre trimestri già inviati. Si toglie tutto con un clic."
                    </p>
                    <button type="button" class="btn btn-outline-primary" on:click=move |_| ask(state, Request::LoadDemo, |_| {})>
                        "Carica i dati dimostrativi"
                    </button>
                </section>
            }
        })
    }
}
