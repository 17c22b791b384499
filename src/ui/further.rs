//! The screens beyond the first, which come in their time.

use crate::route::Route;
use leptos::prelude::AnyView;
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
