//! Gestione flussi: the flows made, and one of them with its rows.

mod compare;
mod list;
mod one;
mod parts;
mod refused;

use crate::records::FlussoId;
use leptos::prelude::*;
use list::List;
use one::One;

/// The screen.
#[component]
pub(super) fn Flussi(id: Option<FlussoId>) -> impl IntoView {
    match id {
        Some(id) => view! { <One id/> }.into_any(),
        None => view! { <List/> }.into_any(),
    }
}
