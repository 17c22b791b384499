//! The keys that do something on every screen, and the list of them.
//!
//! What a key presses says so itself, by `aria-keyshortcuts`: screen readers tell it there.

use super::platform::keys;
use super::tasks::late;
use leptos::prelude::*;

/// A key as `aria-keyshortcuts` has it, as people call it, and what it does.
struct Shortcut {
    key: &'static str,
    called: &'static str,
    does: &'static str,
    /// Whether it works while something is being typed.
    typing: bool,
}

const SHORTCUTS: [Shortcut; 10] = [
    Shortcut { key: "/", called: "/", does: "va al campo di ricerca", typing: false },
    Shortcut { key: "Alt+V", called: "Alt+V", does: "Visualizza: trova le righe con i filtri scelti", typing: true },
    Shortcut {
        key: "Control+S",
        called: "Ctrl+S",
        does: "Modifica, Salva: scrive quello che è cambiato",
        typing: true,
    },
    Shortcut {
        key: "Control+Enter",
        called: "Ctrl+Invio",
        does: "Salva e va alla prossima non inviabile",
        typing: true,
    },
    Shortcut { key: "Alt+ArrowDown", called: "Alt+↓", does: "va al campo seguente da correggere", typing: true },
    Shortcut { key: "Alt+ArrowUp", called: "Alt+↑", does: "va al campo precedente da correggere", typing: true },
    Shortcut {
        key: "Alt+PageDown",
        called: "Alt+Pag↓",
        does: "va alla parte seguente della schermata: titolo, campi, pulsanti, tabella",
        typing: true,
    },
    Shortcut { key: "Alt+PageUp", called: "Alt+Pag↑", does: "va alla parte precedente", typing: true },
    Shortcut { key: "ArrowDown", called: "↓", does: "in una tabella, va alla riga seguente", typing: false },
    Shortcut { key: "ArrowUp", called: "↑", does: "in una tabella, va alla riga precedente", typing: false },
];

/// What is heard elsewhere (`notices`), and told here.
const OTHERS: [(&str, &str); 3] = [
    ("Ctrl+Z", "annulla l'ultima operazione"),
    ("F8", "va all'avviso con «Annulla l'operazione»"),
    ("?", "mostra questo elenco"),
];

/// Hears the keys, and shows the list.
#[component]
pub(super) fn Shortcuts() -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let show = move || {
        if let Some(dialog) = dialog.get_untracked() {
            let _ = dialog.show_modal();
        }
    };
    keys::listen(move |event| {
        if keys::in_dialog() {
            return false;
        }
        let typing = keys::is_typing(event);
        let combination = keys::combination(event);
        if combination == "?" && !typing {
            show();
            return true;
        }
        let known = SHORTCUTS.iter().find(|it| it.key == combination && (it.typing || !typing));
        match known.map(|it| it.key) {
            Some("Alt+ArrowDown") => keys::next_fault(false),
            Some("Alt+ArrowUp") => keys::next_fault(true),
            Some("Alt+PageDown") => keys::next_part(false),
            Some("Alt+PageUp") => keys::next_part(true),
            Some("ArrowDown") => keys::next_row(false),
            Some("ArrowUp") => keys::next_row(true),
            Some(key) => keys::press(key),
            None => false,
        }
    });
    let line = |called: &'static str, does: &'static str| view! { <dt><kbd>{called}</kbd></dt> <dd>{does}</dd> };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <button type="button" class="btn btn-sm btn-link" aria-keyshortcuts="?" on:click=late(move |_| show())>
            "Scorciatoie da tastiera"
        </button>
        <dialog node_ref=dialog aria-labelledby="scorciatoie-titolo">
            <div class="dialog-head">
                <h2 id="scorciatoie-titolo">"Scorciatoie da tastiera"</h2>
            </div>
            <div class="dialog-body">
                <dl class="info-list">
                    {SHORTCUTS.iter().map(|it| line(it.called, it.does)).collect_view()}
                    {OTHERS.map(|(called, does)| line(called, does)).collect_view()}
                </dl>
            </div>
            <div class="dialog-foot">
                <button type="button" class="btn btn-primary" on:click=close>"Chiudi"</button>
            </div>
        </dialog>
    }
}
