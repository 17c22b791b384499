//! One file a screen.

mod assistiti;
mod cruscotto;
mod esiti;
mod flussi;
mod guida;
mod importa;
mod impostazioni;
mod invio;
mod isee;
mod progetti;
mod registro;
mod schede;
mod stampe;
mod verifica;

use super::Further;
use crate::route::Route;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

pub(super) use assistiti::ListStates;
pub(super) use importa::Importa as ImportaState;
pub(super) use invio::Invio as InvioState;

/// The screen of a route: the first one, or one of the part that is loaded when it is asked for.
pub(super) fn page(route: &Route) -> AnyView {
    match route {
        Route::Cruscotto => view! { <cruscotto::Cruscotto/> }.into_any(),
        other => {
            let screen = (expect_context::<Further>().screen)(other.clone());
            Suspend::new(SendWrapper::new(async { screen.await.unwrap_or_else(unloaded) })).into_any()
        }
    }
}

/// Says that the part could not be fetched.
fn unloaded() -> AnyView {
    view! {
        <div class="alert alert-danger" role="alert">
            "Questa schermata non si è potuta caricare: il server della pagina non risponde. Ricaricare la pagina; se non basta, avvisare chi la gestisce. I dati nell'archivio non sono toccati."
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
        Route::Guida(rule) => view! { <guida::Guida rule=rule.clone()/> }.into_any(),
        Route::Cruscotto | Route::Unknown => view! {
            <p>"L'indirizzo non corrisponde a nessuna schermata. " <a href="#/">"Torna al cruscotto"</a></p>
        }
        .into_any(),
        Route::Assistiti(None) => assistiti::list(),
        Route::Assistiti(Some(id)) => assistiti::person(*id),
        Route::NuovoAssistito => assistiti::new(),
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
