//! Gestione stampe: every generation, and its files to read and to save.

mod generation;
mod open;

use crate::desk::stampe::request::{StampaView, StampeAnswer, StampeRequest};
use crate::desk::{Answer, Request};
use crate::records::StampaId;
use crate::route::Route;
use crate::ui::components::Pager;
use crate::ui::state::{State, use_state};
use crate::ui::tasks;
use generation::{Delete, in_words, when};
pub(super) use generation::{Files, SaveAll, conto_view};
use leptos::prelude::*;

/// The screen: all generations, or one of them.
pub(super) fn page(stampa: Option<StampaId>) -> AnyView {
    match stampa {
        Some(stampa) => open::page(stampa),
        None => view! { <Stampe/> }.into_any(),
    }
}

#[component]
fn Stampe() -> impl IntoView {
    let state = use_state();
    let stampe = RwSignal::new(None::<Vec<StampaView>>);
    let page = RwSignal::new(0_u32);
    let per_page = RwSignal::new(10_u32);
    Effect::new(move |_| {
        state.version.track();
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Stampe(StampeRequest::List)).await
                && let Answer::Stampe(StampeAnswer::List(list)) = reply.answer
            {
                stampe.set(Some(list));
            }
        });
    });
    let total = Signal::derive(move || stampe.with(|list| list.as_ref().map_or(0, Vec::len)) as u32);
    move || {
        stampe.get().map(|list| {
            if list.is_empty() {
                view! {
                    <div class="empty">
                        <p>"Non è ancora stata fatta nessuna stampa."</p>
                        <p>
                            "I file per INPS nascono in "
                            <a href="#/invio">"Invio prestazioni"</a>
                            ", con il pulsante «Stampa»."
                        </p>
                    </div>
                }
                .into_any()
            } else {
                let from = (page.get() * per_page.get()) as usize;
                let shown = list.into_iter().skip(from).take(per_page.get() as usize);
                view! {
                    <NextSteps/>
                    {shown.map(|stampa| generation(state, stampa)).collect_view()}
                    <Pager total page per_page/>
                }
                .into_any()
            }
        })
    }
}

/// What to do with the files.
#[component]
fn NextSteps() -> impl IntoView {
    view! {
        <details class="panel">
            <summary>"Che cosa fare con questi file"</summary>
            <ol>
                <li>"Salvare sul computer il file PRESTAZIONI (con estensione .xml)."</li>
                <li>"Entrare nel portale INPS con SPID, CIE o CNS e aprire il Casellario dell'assistenza."</li>
                <li>"In «Trasmissione flussi», «PS-PSA-SINA», scegliere il file con «Sfoglia» e premere «Invia»."</li>
                <li>"La risposta 200 vuol dire che il file è stato caricato; 500, in rosso, che il file ha un problema."</li>
                <li>"Qualche giorno dopo, controllare nel Cruscotto di verifica di INPS che niente sia stato scartato."</li>
                <li>"Correggere le posizioni elencate nel FILE DI LOG e ripetere l'invio: restano tra le non trasmesse."</li>
            </ol>
            <p>"I file PRESTAZIONI (WaaS), con estensione .json, non si caricano sul portale: vanno al servizio con cui l'ente risponde a INPS. Gli esiti che INPS gli manda si leggono in Esiti INPS."</p>
        </details>
    }
}

/// One generation of the list.
fn generation(state: State, stampa: StampaView) -> AnyView {
    let when = when(&stampa);
    let href = Route::Stampe(Some(stampa.id)).to_hash();
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2>{format!("Stampa del {when}")}</h2>
                <div class="toolbar">
                    <a class="btn btn-sm btn-outline-primary" href=href aria-label=format!("Apri la stampa del {when}")>
                        "Apri"
                    </a>
                    <SaveAll stampa=stampa.id/>
                    <Delete state stampa=stampa.id when/>
                </div>
            </div>
            <p>{in_words(&stampa)}</p>
            {stampa.conto.map(conto_view)}
            <Files stampa=stampa.id files=stampa.files/>
        </section>
    }
    .into_any()
}
