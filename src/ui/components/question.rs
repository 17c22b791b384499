//! A question before something is done.

use super::button;
use crate::ui::tasks::late;
use leptos::prelude::*;

/// It is shown while `open` says so; `leave` makes it say no.
pub(in crate::ui) fn question(
    id: &'static str,
    open: Signal<bool>,
    title: Signal<String>,
    body: AnyView,
    (class, label): (&'static str, &'static str),
    leave: impl Fn() + Copy + 'static,
    go: impl Fn() + 'static,
) -> AnyView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = dialog.get() {
            if open && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    let never = Signal::stored(false);
    view! {
        <dialog node_ref=dialog aria-labelledby=id on:close=late(move |_| leave())>
            <div class="dialog-head">
                <h2 id=id>{move || title.get()}</h2>
            </div>
            <div class="dialog-body">{body}</div>
            <div class="dialog-foot">
                {button("btn btn-outline-primary", "Lascia".into(), never, leave)} {button(class, label.into(), never, go)}
            </div>
        </dialog>
    }
    .into_any()
}
