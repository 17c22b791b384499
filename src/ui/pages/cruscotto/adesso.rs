//! What is late, and what is waited for: a line each, which opens what it counts.

use super::figure::figure;
use crate::desk::cruscotto::request::{Cruscotto, Scadenza};
use crate::desk::invio::request::{InvioQuery, Trasmissione};
use crate::route::Route;
use crate::ui::pages::InvioState;
use crate::ui::platform::location;
use crate::ui::safekeeping::copies_in_words;
use crate::ui::state::{State, use_state};
use leptos::prelude::*;

/// Nothing where nothing is late or waited for.
pub(super) fn adesso(told: &Cruscotto) -> AnyView {
    let state = use_state();
    let invio = expect_context::<InvioState>();
    let mut lines: Vec<AnyView> = told.scadenze.iter().map(|it| late(invio, it.clone())).collect();
    lines.extend(waited(flows(state), "flussi caricati aspettano l'esito di INPS", Route::Esiti));
    lines.extend(waited(told.isee_attesi, "ISEE chiesti a INPS, senza risposta", Route::IseeConsultazioni));
    lines.extend(waited(told.isee_da_gestire, "risposte ISEE da gestire", Route::IseeConsultazioni));
    if lines.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="panel" aria-labelledby="adesso">
            <h2 id="adesso">"Scadenze e attese"</h2>
            <ul>{lines}</ul>
            <p class="small">{move || copies_in_words(state)}</p>
        </section>
    }
    .into_any()
}

fn flows(state: State) -> u32 {
    state.counts.get().map_or(0, |counts| counts.flussi_in_attesa)
}

fn late(invio: InvioState, it: Scadenza) -> AnyView {
    let Scadenza { ente, nome, giorni, count, perche } = it;
    let open = move || {
        invio.show(InvioQuery {
            from: Some(giorni.0),
            to: Some(giorni.1),
            stato: Trasmissione::NonTrasmesse,
            ente: Some(ente),
            ..InvioQuery::default()
        });
        location::go(&Route::Invio);
    };
    let what = format!("{nome}, da inviare in ritardo: {count}");
    view! { <li>{figure(count, what, Some(Box::new(open)))} {format!(" da inviare, {perche}: {nome}.")}</li> }
        .into_any()
}

fn waited(count: u32, words: &'static str, to: Route) -> Option<AnyView> {
    let open = move || location::go(&to);
    let line = || view! { <li>{figure(count, format!("{words}: {count}"), Some(Box::new(open)))} " " {words} "."</li> };
    (count > 0).then(|| line().into_any())
}
