//! Gestione Richieste Consultazioni ISEE INPS: three screens, and what they share.

mod consultazioni;
mod parts;
mod profili;
mod richiesta;
mod risposte;

use crate::route::Route;
use leptos::prelude::*;

/// The screens, in the order of the work.
const TABS: [Route; 3] = [Route::IseeRichiesta, Route::IseeRisposte, Route::IseeConsultazioni];

/// The screen of a route.
pub(super) fn page(route: &Route) -> AnyView {
    let tab = |to: &Route| {
        let here = (to == route).then_some("page");
        view! { <li><a href=to.to_hash() aria-current=here>{to.heading()}</a></li> }.into_any()
    };
    let tabs: Vec<AnyView> = TABS.iter().map(tab).collect();
    let screen = match route {
        Route::IseeRisposte => risposte::page(),
        Route::IseeConsultazioni => consultazioni::page(),
        _ => richiesta::page(),
    };
    view! {
        <nav class="tabs no-print" aria-label="Consultazioni ISEE">
            <ul>{tabs}</ul>
        </nav>
        {screen}
    }
    .into_any()
}
