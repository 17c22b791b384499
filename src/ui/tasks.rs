//! Tasks that wait, and what may come late: the one place of the page where they begin.
//!
//! A screen that has gone touches nothing. What waits belongs to what is on screen where it began, and ends with it
//! ([`here`], [`after`]); what must come to its end wherever the operator goes belongs to the page ([`of_page`]) and
//! touches only what all screens share; what a dying element still fires finds nobody ([`late`]).

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use std::time::Duration;

/// Waits for something on behalf of what is on screen here. When that goes, the task is never woken again.
pub(in crate::ui) fn here(task: impl Future<Output = ()> + 'static) {
    // What it reads while it runs is no reason to begin it anew.
    untrack(|| spawn_local_scoped_with_cancellation(task));
}

/// Waits for something on behalf of the page. It comes to its end wherever the operator goes, so it touches no signal of
/// a screen: only [`super::state::State`] and its like, which never go.
pub(in crate::ui) fn of_page(task: impl Future<Output = ()> + 'static) {
    leptos::task::spawn_local(task);
}

/// Does something after a while, if what is on screen here is there still.
pub(in crate::ui) fn after(wait: Duration, what: impl FnOnce() + 'static) {
    let here = Here::now();
    in_time(wait, move || {
        here.run(what);
    });
}

/// Does something after a while on behalf of the page; see [`of_page`].
pub(in crate::ui) fn in_time(wait: Duration, what: impl FnOnce() + 'static) {
    set_timeout(what, wait);
}

/// Does something again and again on behalf of the page; see [`of_page`].
pub(in crate::ui) fn every(wait: Duration, what: impl Fn() + 'static) {
    set_interval(what, wait);
}

/// What is on screen where this was made: the component, or the closure of a view, that was running.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui) struct Here(StoredValue<Option<WeakOwner>>);

impl Here {
    /// What is on screen here and now.
    pub(in crate::ui) fn now() -> Self {
        Self(StoredValue::new(Owner::current().map(|owner| owner.downgrade())))
    }

    /// Whether it has gone.
    pub(in crate::ui) fn is_gone(self) -> bool {
        self.0.is_disposed()
    }

    /// Does something in its name, if it is there still: what that begins ends with it, and not with the row of a list,
    /// or the task, that called.
    pub(in crate::ui) fn run<T>(self, what: impl FnOnce() -> T) -> Option<T> {
        match self.0.try_get_value()? {
            Some(owner) => Some(owner.upgrade()?.with(|| untrack(what))),
            None => Some(what()),
        }
    }
}

/// A handler for what an element may fire while it goes, or after: `blur`, `change`, `close`, `toggle`. It does nothing
/// once what is on screen here has gone.
pub(in crate::ui) fn late<E>(mut handle: impl FnMut(E) + 'static) -> impl FnMut(E) + 'static {
    let here = Here::now();
    move |event| {
        if !here.is_gone() {
            handle(event);
        }
    }
}
