//! What filters can be set to.

use super::form::Choice;
use crate::desk::enti::request::EnteView;
use crate::ui::state::State;
use leptos::prelude::*;

/// Everything, and then these.
pub(in crate::ui) fn with_all(choices: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    std::iter::once((String::new(), "Tutti".to_owned())).chain(choices).collect()
}

/// Values that are their own words.
pub(in crate::ui) fn themselves<'v>(values: impl IntoIterator<Item = &'v String>) -> Vec<Choice> {
    values.into_iter().map(|it| (it.clone(), it.clone())).collect()
}

/// The enti, by key and name.
pub(in crate::ui) fn enti(state: State) -> Vec<Choice> {
    let one = |it: &EnteView| (it.id.to_string(), it.name().to_owned());
    state.enti.with(|enti| enti.iter().map(one).collect())
}

/// Empties fields.
pub(in crate::ui) fn reset(fields: &[RwSignal<String>]) {
    for field in fields {
        field.set(String::new());
    }
}
