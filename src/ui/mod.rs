//! The page: what is seen. Holds no archive, only what is on screen. Compiled for the browser only.

// What the component macro makes is wider than what it is made from.
#![allow(unreachable_pub)]

mod acts;
mod chooser;
mod components;
mod copying;
mod demo;
mod drafts;
mod drops;
mod folder;
mod further;
mod life;
mod lifeline;
mod marker;
mod notices;
mod pages;
mod platform;
mod safekeeping;
mod shell;
mod shortcuts;
mod state;
mod tasks;

pub use further::{Further, Later};

use crate::route::Route;
use leptos::prelude::{AnyView, provide_context};

/// Shows the page.
pub fn mount(further: Further) {
    leptos::mount::mount_to_body(move || {
        provide_context(further);
        shell::App()
    });
}

/// A screen of the further part.
#[must_use]
pub fn further(route: &Route) -> AnyView {
    pages::further(route)
}
