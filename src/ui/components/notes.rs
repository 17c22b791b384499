//! Findings and states in words, icon and colour: never by colour alone.

use super::{Icon, icon};
use crate::desk::Note;
use crate::records::ProgettoId;
use leptos::prelude::*;

/// A state that a row can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum State {
    Blocked,
    Warning,
    Ok,
    Sent,
}

/// A state, marked.
pub(in crate::ui) fn state_mark(state: State, words: impl Into<String>) -> impl IntoView {
    let (class, mark) = match state {
        State::Blocked => ("state state-blocked", Icon::Error),
        State::Warning => ("state state-warning", Icon::Warning),
        State::Ok => ("state state-ok", Icon::Check),
        State::Sent => ("state state-sent", Icon::Clock),
    };
    view! { <span class=class>{icon(mark)} {words.into()}</span> }
}

/// The green V that leads to the *Quadro sinottico* of a case.
pub(in crate::ui) fn v_link(case: ProgettoId, of: &str) -> AnyView {
    view! {
        <a
            class="v-link"
            href=format!("#/progetti/{case}")
            aria-label=format!("V: apri il quadro sinottico di {of}")
            title="Quadro sinottico"
        >
            "V"
        </a>
    }
    .into_any()
}

/// Findings of a row: rule, sentence, and the quick fix where there is one.
#[component]
pub(in crate::ui) fn Notes(
    /// The findings.
    notes: Vec<Note>,
    /// Called with the rule whose fix was pressed; no button where it is left out.
    #[prop(optional, into)]
    on_fix: Option<Callback<String>>,
    /// Called with the rule whose fix was pressed for all rows that break it; no button where it is left out.
    #[prop(optional, into)]
    on_fix_all: Option<Callback<String>>,
) -> impl IntoView {
    view! {
        <ul class="findings">
            {notes
                .into_iter()
                .map(|note| {
                    let rule = note.rule.clone();
                    let class = if note.blocks { "finding" } else { "finding finding-warning" };
                    let press = |on_fix: Option<Callback<String>>, words: String| {
                        let rule = rule.clone();
                        let on_fix = on_fix.filter(|_| !note.fix.is_empty())?;
                        Some(view! {
                            <button
                                type="button"
                                class="btn btn-sm btn-outline-primary"
                                on:click=move |_| on_fix.run(rule.clone())
                            >
                                {words}
                            </button>
                        })
                    };
                    let one = press(on_fix, note.fix.clone());
                    let all = press(on_fix_all, format!("{}: tutte le righe con lo stesso rilievo, in tutto l'archivio", note.fix));
                    let button = (one.is_some() || all.is_some())
                        .then(|| view! { <div class="finding-actions">{one} {all}</div> });
                    let word = if note.blocks { "Blocco" } else { "Avviso" };
                    view! {
                        <li class=class>
                            <span class="finding-rule">
                                {word} " "
                                {(!rule.is_empty()).then(|| view! { <a href=format!("#/guida/{rule}")>{rule.clone()}</a> })}
                            </span>
                            <div class="finding-text">
                                <p>{note.message}</p>
                            </div>
                            {button}
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
