//! *Stato della postazione*: how safe the archive is on this computer, line by line, with what to do.

use crate::desk::safekeeping::request::KeepingState;
use crate::ui::components::{StateMark, button, state_mark, table};
use crate::ui::folder::FolderState;
use crate::ui::platform::workstation::{self, Browser};
use crate::ui::safekeeping::{LONG, copies_in_words};
use crate::ui::state::{State, use_state};
use crate::ui::tasks;
use leptos::prelude::*;

/// What, how it stands, what to do.
type Line = (&'static str, bool, String, &'static str);

#[component]
pub(super) fn Workstation() -> impl IntoView {
    let state = use_state();
    let browser = RwSignal::new(None::<Browser>);
    let look = move || tasks::here(async move { browser.set(Some(workstation::look().await)) });
    look();
    let ask = move || {
        tasks::here(async move {
            workstation::ask_to_keep().await;
            look();
        });
    };
    let rows = move |it: &Browser| {
        let lines = [browser_lines(it), archive_lines(state)].concat();
        lines.into_iter().map(row).collect()
    };
    let may_ask = move || browser.with(|it| it.as_ref().is_some_and(|it| it.kept == Some(false)));
    view! {
        <section class="panel" aria-labelledby="postazione">
            <h2 id="postazione" tabindex="-1">"Stato della postazione"</h2>
            <p>
                "L'archivio è conservato da questo browser, su questo computer e per questo indirizzo: niente viene inviato altrove. Cancellando i dati del sito dal browser si cancella anche l'archivio."
            </p>
            {move || {
                browser
                    .get()
                    .map(|it| table("Stato della postazione", &["Che cosa", "Come sta", "Che cosa fare"], 0, rows(&it)))
            }}
            <Show when=may_ask>
                <div class="toolbar">
                    {button("btn btn-outline-primary", "Chiedi al browser di non cancellare".into(), Signal::stored(false), ask)}
                </div>
            </Show>
        </section>
    }
}

fn row((what, well, how, to_do): Line) -> (&'static str, Vec<AnyView>) {
    let mark = if well { StateMark::Ok } else { StateMark::Warning };
    let to_do = if well { "" } else { to_do };
    ("", vec![what.into_any(), state_mark(mark, how).into_any(), to_do.into_any()])
}

fn browser_lines(it: &Browser) -> Vec<Line> {
    let (kept, keep) = match it.kept {
        Some(true) => ("garantita", ""),
        Some(false) => (
            "non garantita",
            "Il browser può cancellare i dati se il disco si riempie: chiedergli di non farlo, o tenere copie di riserva.",
        ),
        None => (
            "non si può sapere",
            "Su un indirizzo http il browser non lo dice: tenere copie di riserva, e chiedere al CED un indirizzo https.",
        ),
    };
    let secure = if it.secure { "sì" } else { "no" };
    vec![
        ("Browser", true, it.name.clone(), ""),
        (
            "Indirizzo sicuro (https o file)",
            it.secure,
            secure.to_owned(),
            "Non è un rischio per i dati, ma la cartella delle copie e la conservazione garantita richiedono https.",
        ),
        ("Conservazione", it.kept == Some(true), kept.to_owned(), keep),
        (
            "Spazio",
            it.free.is_none_or(|free| free > LITTLE),
            space_in_words(it),
            "Liberare spazio sul disco: senza, il browser non salva.",
        ),
    ]
}

/// Megabytes. An archive of 100,000 benefits takes less.
const LITTLE: f64 = 300.0;

fn space_in_words(it: &Browser) -> String {
    match (it.used, it.free) {
        (Some(used), Some(free)) => format!("{used:.0} MB usati, {free:.0} MB liberi"),
        _ => "non si può sapere".to_owned(),
    }
}

fn archive_lines(state: State) -> Vec<Line> {
    let in_memory = state.in_memory.get();
    let KeepingState { protected, days_since, .. } = state.keeping.get();
    let by_itself = state.copy_folder.stands.with(|it| matches!(it, FolderState::Open(_)));
    let memory = if in_memory { "solo in memoria: si perde chiudendo" } else { "conservato" };
    let phrase = if protected { "c'è" } else { "non c'è" };
    vec![
        (
            "Archivio",
            !in_memory,
            memory.to_owned(),
            "Usare una finestra normale, non anonima, e permettere i dati dei siti.",
        ),
        ("Frase di protezione", protected, phrase.to_owned(), "Metterla qui sopra, se altri usano questo computer."),
        (
            "Copia di riserva",
            by_itself || days_since.is_some_and(|days| days < LONG),
            copies_in_words(state),
            "Salvarne una alla fine di ogni giornata di lavoro.",
        ),
    ]
}
