//! One file a screen.

mod accessibilita;
mod assistiti;
mod cruscotto;
mod dossier;
mod esiti;
mod estratto;
mod flussi;
mod guida;
mod importa;
mod impostazioni;
mod invio;
mod isee;
mod mv62;
mod progetti;
mod registro;
mod schede;
mod stampe;
mod verifica;

use super::further::Further;
use super::tasks;
use crate::route::Route;
use leptos::prelude::*;

pub(super) use assistiti::ListStates;
pub(super) use importa::ImportaState;
pub(super) use invio::InvioState;

/// Where the part of the page stands that holds all screens but the first.
#[derive(Clone, Copy)]
pub(super) struct FurtherPart {
    further: Further,
    arrival: RwSignal<Arrival>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    /// Nobody asked for it yet.
    Awaited,
    /// It is being fetched.
    Coming,
    Here,
    /// It could not be fetched.
    Failed,
}

impl FurtherPart {
    /// Not asked for yet.
    pub(super) fn new(further: Further) -> Self {
        Self { further, arrival: RwSignal::new(Arrival::Awaited) }
    }

    /// Fetches it, where it is neither here nor on its way.
    pub(super) fn bring(self) {
        if matches!(self.arrival.get_untracked(), Arrival::Here | Arrival::Coming) {
            return;
        }
        self.arrival.set(Arrival::Coming);
        tasks::of_page(async move {
            let arrival = if (self.further.prepare)().await { Arrival::Here } else { Arrival::Failed };
            self.arrival.set(arrival);
        });
    }
}

/// The screen of a route: the first one, or one of the part that comes later. No screen is built by a task: who left
/// before it came would find it built under what has gone.
pub(super) fn page(route: &Route) -> AnyView {
    match route {
        Route::Cruscotto => view! { <cruscotto::Cruscotto/> }.into_any(),
        other => {
            let part = expect_context::<FurtherPart>();
            let other = other.clone();
            (move || match part.arrival.get() {
                Arrival::Here => (part.further.screen)(other.clone()).unwrap_or_else(|| unloaded(part)),
                Arrival::Failed => unloaded(part),
                Arrival::Awaited | Arrival::Coming => view! { <p role="status">"Carico la schermata…"</p> }.into_any(),
            })
            .into_any()
        }
    }
}

/// Says that the part could not be fetched.
fn unloaded(part: FurtherPart) -> AnyView {
    view! {
        <div class="alert alert-danger" role="alert">
            <p>
                "Questa schermata non si è potuta caricare: il server della pagina non risponde. Ricaricare la pagina; se non basta, avvisare chi la gestisce. I dati nell'archivio non sono toccati."
            </p>
            <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| part.bring()>"Riprova"</button>
        </div>
    }
    .into_any()
}

/// The screens that are not needed at first sight.
pub(super) fn further(route: &Route) -> AnyView {
    match route {
        Route::Importa => view! { <importa::Page/> }.into_any(),
        Route::Invio => view! { <invio::Page/> }.into_any(),
        Route::Stampe(stampa) => stampe::page(*stampa),
        Route::Verifica => view! { <verifica::Verifica/> }.into_any(),
        Route::Impostazioni => view! { <impostazioni::Impostazioni/> }.into_any(),
        Route::Mv62 => mv62::page(),
        Route::Accessibilita => accessibilita::page(),
        Route::Guida(rule) => view! { <guida::Guida rule=rule.clone()/> }.into_any(),
        Route::Cruscotto | Route::Unknown => view! {
            <p>"L'indirizzo non corrisponde a nessuna schermata. " <a href="#/">"Torna al cruscotto"</a></p>
        }
        .into_any(),
        Route::Assistiti(None) => assistiti::list(),
        Route::Assistiti(Some(id)) => assistiti::person(*id),
        Route::NuovoAssistito => assistiti::new(),
        Route::Fascicolo(id) => dossier::person(*id),
        Route::Estratto => estratto::page(),
        Route::Prova(id) => dossier::flow(*id),
        Route::NuovoProgetto(person) => progetti::new(*person),
        Route::Progetti(None) => progetti::list(),
        Route::Progetti(Some(id)) => progetti::quadro(*id),
        Route::NuovaPrestazione(case) => progetti::new_benefit(*case),
        Route::Flussi(id) => view! { <flussi::Flussi id=*id/> }.into_any(),
        Route::Esiti => esiti::page(),
        Route::IseeRichiesta | Route::IseeRisposte | Route::IseeConsultazioni => isee::page(route),
        Route::Registro => view! { <registro::Registro/> }.into_any(),
    }
}
