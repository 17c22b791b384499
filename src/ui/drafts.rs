//! What is half-typed outlives the page: it is kept a moment after it was typed, and taken up when the page comes back. What
//! a page left that is no more is taken up by the next one.

use super::components::Unsaved;
use super::platform::{activity, pages};
use super::state::{Readiness, State, Tone};
use super::tasks;
use crate::desk::anagrafe::view::Typed;
use crate::desk::drafts::{Drafts, DraftsRequest};
use crate::desk::{Answer, Request};
use leptos::prelude::*;
use std::time::Duration;

/// Typing pauses so long before it is kept.
const PAUSE: Duration = Duration::from_millis(700);
/// Other pages that are open say so within this.
const ANSWER: Duration = Duration::from_millis(400);

/// Begins to keep, once what was kept before is taken up.
pub(super) fn keep(state: State, unsaved: Unsaved) {
    let page = StoredValue::new(pages::own());
    let others = pages::meet(page);
    let (begun, turn) = (StoredValue::new(false), StoredValue::new(0_u32));
    // What is on the disk, as far as this page knows; before it was read nothing is written over it.
    let kept = StoredValue::new(None::<Vec<Typed>>);
    let store = move || {
        let typed = unsaved.all();
        if kept.with_value(|kept| kept.as_ref().is_none_or(|kept| *kept == typed)) {
            return;
        }
        kept.set_value(Some(typed.clone()));
        let request = DraftsRequest::Keep { page: page.get_value(), typed };
        tasks::of_page(async move { drop(state.ask(Request::Drafts(request)).await) });
    };
    Effect::new(move |_| {
        unsaved.track();
        turn.update_value(|turn| *turn += 1);
        let now = turn.get_value();
        tasks::in_time(PAUSE, move || {
            if turn.get_value() == now {
                store();
            }
        });
    });
    activity::on_hidden(store);
    Effect::new(move |_| {
        if state.readiness.get() != Readiness::Open || begun.get_value() || state.in_memory.get_untracked() {
            return;
        }
        begun.set_value(true);
        others.ask();
        tasks::in_time(ANSWER, move || {
            if others.lives(page.get_value()) {
                page.set_value(pages::another());
            }
            let own = page.get_value();
            tasks::of_page(async move {
                if let Some(reply) = state.ask(Request::Drafts(DraftsRequest::Read)).await
                    && let Answer::Drafts(all) = reply.answer
                {
                    let mine = all.iter().find(|it| it.page == own).map(|it| it.typed.clone());
                    kept.set_value(Some(mine.unwrap_or_default()));
                    let left = all.into_iter().filter(|it| it.page == own || !others.lives(it.page)).collect();
                    let of_others = take_up(state, unsaved, left, own);
                    // Theirs go from the disk only when they are there as ours.
                    store();
                    for page in of_others {
                        let request = DraftsRequest::Keep { page, typed: Vec::new() };
                        drop(state.ask(Request::Drafts(request)).await);
                    }
                }
            });
        });
    });
}

/// Takes up what pages left that are no more; what was typed since stays as it is. Says which pages but this one that were.
fn take_up(state: State, unsaved: Unsaved, left: Vec<Drafts>, page: u32) -> Vec<u32> {
    let others = left.iter().map(|it| it.page).filter(|of| *of != page).collect();
    let taken: usize = left.into_iter().map(|it| unsaved.take_up(it.typed)).sum();
    if taken > 0 {
        let words = if taken == 1 { "di una scheda" } else { "di più schede" };
        state.say(
            Tone::Info,
            vec![format!(
                "Riprese le modifiche non salvate {words}: sono dove erano state scritte, da salvare o annullare."
            )],
        );
    }
    others
}
