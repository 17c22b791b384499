//! Why something was refused.

use leptos::prelude::*;

/// A paragraph each; nothing where there is no reason.
pub(in crate::ui) fn refusal(reasons: Vec<String>) -> Option<AnyView> {
    let lines = |reasons: Vec<String>| reasons.into_iter().map(|it| view! { <p>{it}</p> }).collect_view();
    (!reasons.is_empty())
        .then(|| view! { <div class="alert alert-danger" role="alert">{lines(reasons)}</div> }.into_any())
}
