//! One file a screen.

use crate::route::Route;
use leptos::prelude::*;

/// The screen of a route.
pub(super) fn page(route: &Route) -> AnyView {
    match route {
        _ => view! { <p>"In arrivo."</p> }.into_any(),
    }
}
