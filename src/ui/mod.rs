//! The page: what is seen. Holds no archive, only what is on screen. Compiled for the browser only.

// What the component macro makes is wider than what it is made from.
#![allow(unreachable_pub)]

mod acts;
mod chooser;
mod components;
mod demo;
mod drops;
mod lifeline;
mod notices;
mod pages;
mod platform;
mod shell;
mod state;
mod tasks;

use crate::route::Route;
use leptos::prelude::{AnyView, provide_context};
use std::pin::Pin;

/// What comes in its time.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// The screens beyond the first: a part of the page of its own, which the program that is split (`src/main.rs`) loads.
#[derive(Clone, Copy)]
pub struct Further {
    /// The screen of a route, built at once; `None` where the part is not here.
    pub screen: fn(Route) -> Option<AnyView>,
    /// Fetches the part; whether it is here then.
    pub prepare: fn() -> Later<bool>,
}

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
