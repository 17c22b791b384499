//! *In questa pagina*: the parts of a long screen, to go straight to one.

use crate::ui::platform::location;
use leptos::prelude::*;

/// Links to headings of the screen: id, which must be able to take the focus, and words.
pub(in crate::ui) fn contents(parts: &'static [(&'static str, &'static str)]) -> AnyView {
    let link = |(id, words): &(&'static str, &'static str)| {
        let (id, words) = (*id, *words);
        // The address stays that of the screen.
        let go = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            location::focus(id);
        };
        view! { <li><a href=format!("#{id}") on:click=go>{words}</a></li> }.into_any()
    };
    view! {
        <nav class="contents no-print" aria-labelledby="in-questa-pagina">
            <h2 id="in-questa-pagina">"In questa pagina"</h2>
            <ul>{parts.iter().map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}
