//! The demonstration on screen: offered where the archive is empty, and never to be taken for real while it is there.

use super::platform::location;
use super::state::use_state;
use super::tasks;
use crate::job::Request;
use leptos::prelude::*;

/// A button that asks for something of the demonstration.
fn button(words: &'static str, class: &'static str, request: Request) -> AnyView {
    let state = use_state();
    let press = move |_| {
        let request = request.clone();
        tasks::of_page(async move {
            if state.doing_long(request, None, "Dati dimostrativi").await.is_some() {
                location::focus("heading");
            }
        });
    };
    view! { <button type="button" class=class on:click=press>{words}</button> }.into_any()
}

/// Says that what is seen is invented, and takes it out.
#[component]
pub(super) fn Banner() -> impl IntoView {
    let state = use_state();
    let there = Memo::new(move |_| state.enti.with(|enti| enti.iter().any(|it| it.ente.dimostrativo)));
    move || {
        there.get().then(|| {
            view! {
                <div class="alert alert-warning demo" role="note">
                    <p>
                        <strong>"DATI DIMOSTRATIVI. "</strong>
                        "Enti, persone e importi sono inventati: niente di questo va inviato a INPS. Anche ciò che si aggiunge a questi enti se ne va con loro."
                    </p>
                    {button("Togli i dati dimostrativi", "btn btn-sm btn-outline-primary", Request::RemoveDemo)}
                </div>
            }
        })
    }
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
                    {button("Carica i dati dimostrativi", "btn btn-outline-primary", Request::LoadDemo)}
                </section>
            }
        })
    }
}
