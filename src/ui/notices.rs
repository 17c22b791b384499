//! The notice of what was done, and the keys that take it back from wherever the operator is.

use super::platform::{keys, location};
use super::state::{Notice, State, Tone, use_state};
use leptos::prelude::*;

/// Id of the button that takes back.
const UNDO: &str = "annulla-operazione";

/// Hears the keys: Ctrl+Z takes back, but in a text field into which something was typed since the notice came, where it
/// takes that back; F8 goes to the button from anywhere.
pub(super) fn listen(state: State) {
    let typed_under = StoredValue::new(None::<Notice>);
    keys::on_typing(move || typed_under.set_value(state.notice.get_untracked()));
    let typed_since = move || state.notice.with_untracked(|notice| typed_under.with_value(|under| under == notice));
    keys::listen(move |event| {
        let Some(undo) = state.notice.with_untracked(|notice| notice.as_ref()?.undo) else { return false };
        let ctrl_z = (event.ctrl_key() || event.meta_key())
            && !event.shift_key()
            && !event.alt_key()
            && event.key().eq_ignore_ascii_case("z");
        if keys::in_dialog() {
            return false;
        }
        if ctrl_z && !(keys::is_typing(event) && typed_since()) {
            state.take_back(undo);
            return true;
        }
        if event.key() == "F8" {
            location::focus(UNDO);
            return true;
        }
        false
    });
}

/// The notice, in a live region that is always there: screen readers only hear changes of one they know. It comes right
/// after the heading, so that the keyboard is there at once.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let state = use_state();
    view! {
        <div class="toast-area no-print" aria-live="polite" role="status">
            {move || state.notice.get().map(|notice| notice_view(state, notice))}
        </div>
    }
}

fn notice_view(state: State, notice: Notice) -> AnyView {
    let class = match notice.tone {
        Tone::Success => "alert alert-success",
        Tone::Info => "alert alert-info",
        Tone::Danger => "alert alert-danger",
    };
    let keys = notice.undo.is_some().then(|| {
        view! { <p class="small">"Da tastiera: Ctrl+Z; mentre si scrive in un campo, F8 e poi Invio."</p> }
    });
    let undo = notice.undo.map(|undo| {
        view! {
            <button
                type="button"
                id=UNDO
                class="btn btn-sm btn-outline-primary"
                title="Ctrl+Z, oppure F8 e Invio"
                aria-keyshortcuts="Control+Z"
                on:click=move |_| state.take_back(undo)
            >
                "Annulla l'operazione"
            </button>
        }
    });
    view! {
        <div class=class>
            <div class="notice-lines">
                {notice.lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()} {keys}
            </div>
            <div class="toolbar">
                {undo}
                <button type="button" class="btn btn-sm btn-link" on:click=move |_| state.notice.set(None)>
                    "Chiudi avviso"
                </button>
            </div>
        </div>
    }
    .into_any()
}
