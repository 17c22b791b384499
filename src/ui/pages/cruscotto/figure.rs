//! A number that opens what it counts.

use leptos::prelude::*;

/// A figure; pressed it leads somewhere.
pub(super) fn figure(count: u32, what: String, open: Option<Box<dyn Fn()>>) -> AnyView {
    match open.filter(|_| count > 0) {
        Some(open) => view! {
            <button type="button" class="btn btn-bare figure" aria-label=what on:click=move |_| open()>
                {count}
            </button>
        }
        .into_any(),
        None => view! { <span class="figure">{count}</span> }.into_any(),
    }
}
