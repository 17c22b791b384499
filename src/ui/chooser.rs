//! In the header: the ente in use, and who works. What is remembered is the key of the ente and a place in its list,
//! never a name or a fiscal code.

use super::platform::preferences;
use super::state::{Readiness, State, use_state};
use super::tasks::{self, late};
use crate::desk::enti::request::EntiRequest;
use crate::desk::{Answer, Request};
use crate::records::EnteId;
use crate::route::Route;
use leptos::prelude::*;

/// The name of the preference.
const OPERATORE: &str = "operatore";

/// Takes up who worked here last, once the archive is open.
pub(super) fn remember(state: State) {
    Effect::new(move |_| {
        let enti = state.enti.get();
        if state.operatore.with_untracked(Option::is_some) {
            return;
        }
        let known = preferences::read(OPERATORE).map(|[ente, index]| (EnteId::new(ente), index as usize));
        if let Some((ente, index)) = known
            && let Some(view) = enti.iter().find(|view| view.id == ente)
            && let Some(operatore) = view.ente.operatori.get(index)
        {
            choose(state, ente, index, operatore.codice_fiscale.clone());
        }
    });
}

/// Puts an operator to work: who they are, and their place in the list of the ente.
pub(super) fn choose(state: State, ente: EnteId, index: usize, codice_fiscale: String) {
    tasks::of_page(async move {
        let request = Request::Enti(EntiRequest::ChooseOperatore { ente, codice_fiscale: codice_fiscale.clone() });
        if let Some(reply) = state.ask(request).await
            && let Answer::Done { .. } = reply.answer
        {
            preferences::write(OPERATORE, &[ente.place(), index as u32]);
            state.operatore.set(Some((ente, codice_fiscale)));
        }
    });
}

/// Whether a screen does something for the ente in use: on the others, which show all enti, it would only seem to filter.
fn asks_for_ente(route: &Route) -> bool {
    matches!(
        route,
        Route::Importa
            | Route::NuovoProgetto(_)
            | Route::Assistiti(Some(_))
            | Route::IseeRichiesta
            | Route::Impostazioni
    )
}

/// The lists, where there is something to choose; else the name of the ente.
#[component]
pub(super) fn Chooser(route: RwSignal<Route>) -> impl IntoView {
    let state = use_state();
    let in_use = Memo::new(move |_| route.with(asks_for_ente));
    let ente = move || match state.current_ente() {
        // Nothing is known of the enti before the archive is open, and where it is closed.
        None if state.readiness.with(|it| *it != Readiness::Open) => ().into_any(),
        None => view! { <span><span class="app-ente-name">"Nessun ente"</span> "da aggiungere in Impostazioni"</span> }
            .into_any(),
        Some(view) if state.enti.with(Vec::len) == 1 => view! {
            <span>
                <span class="app-ente-name">{view.name().to_owned()}</span>
                {format!("codice {}", view.ente.codice)}
            </span>
        }
        .into_any(),
        Some(_) if !in_use.get() => {
            view! { <span class="app-ente-name">{state.enti.with(|enti| format!("{} enti", enti.len()))}</span> }
                .into_any()
        }
        Some(here) => {
            let options = state.enti.with(|enti| {
                enti.iter().map(|it| (it.id.to_string(), it.name().to_owned(), it.id == here.id)).collect()
            });
            list("ente-in-uso", "Ente in uso", options, move |value| {
                state.choose_ente(value.parse().ok());
            })
        }
    };
    let operatore = move || {
        let here = state.current_ente().filter(|view| view.ente.operatori.len() > 1)?;
        let in_use = state.operatore.get().map(|(_, code)| code);
        let chosen = here.ente.operatori.iter().position(|it| Some(&it.codice_fiscale) == in_use.as_ref());
        let mut options: Vec<_> = here
            .ente
            .operatori
            .iter()
            .enumerate()
            .map(|(index, it)| (index.to_string(), it.nome.clone(), Some(index) == chosen))
            .collect();
        if chosen.is_none() {
            options.insert(0, (String::new(), "Scegliere chi lavora".to_owned(), true));
        }
        let view = list("operatore-in-uso", "Operatore", options, move |value| {
            if let Ok(index) = value.parse::<usize>()
                && let Some(operatore) = here.ente.operatori.get(index)
            {
                choose(state, here.id, index, operatore.codice_fiscale.clone());
            }
        });
        Some(view)
    };
    view! { <div class="app-ente">{ente} {operatore}</div> }
}

/// A labelled list: value, words, whether it is chosen.
fn list(
    id: &'static str,
    label: &'static str,
    options: Vec<(String, String, bool)>,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let options = options
        .into_iter()
        .map(|(value, words, chosen)| view! { <option value=value prop:selected=chosen>{words}</option> });
    view! {
        <label class="app-choice" for=id>
            {label}
            <select id=id on:change=late(move |event| choose(event_target_value(&event)))>{options.collect_view()}</select>
        </label>
    }
    .into_any()
}
