//! *Cartella delle copie*: the copy outside of the browser that is made by itself.

use crate::desk::Destination;
use crate::ui::components::{StateMark, button, state_mark};
use crate::ui::drops::use_drops;
use crate::ui::folder::FolderState;
use crate::ui::safekeeping::copies_in_words;
use crate::ui::state::use_state;
use leptos::prelude::*;

#[component]
pub(super) fn FolderPanel() -> impl IntoView {
    let state = use_state();
    let drops = use_drops();
    let copies = state.copy_folder;
    let never = Signal::stored(false);
    let choose = move |label: &str| {
        button("btn btn-primary", label.to_owned(), never, move || {
            copies.choose(state, move |file| drops.lead(Destination::Copia, vec![file], false));
        })
    };
    let leave = move || button("btn btn-outline-primary", "Non copiare più".into(), never, move || copies.leave());
    let clear = move || {
        (!state.keeping.with(|it| it.protected)).then(|| {
            view! { <p>"Senza una frase di protezione le copie sono in chiaro: chi può leggere la cartella legge i dati di tutti."</p> }
        })
    };
    let body = move || {
        match copies.stands.get() {
        FolderState::Impossible => view! {
            <p>
                "Con Chrome o Edge, su un indirizzo https o aprendo siuss-kit.html da un file, qui si sceglie una cartella in cui la copia si fa da sola. Da questa pagina non si può: salvare le copie a mano."
            </p>
        }
        .into_any(),
        FolderState::Unchosen => view! {
            <p>
                "Scelta una cartella di rete, la copia si fa da sola pochi secondi dopo ogni modifica: il file con il numero di questo archivio e senza data è sempre l'ultimo, e restano le copie di dieci giorni e di dodici mesi. Più postazioni possono usare la stessa cartella."
            </p>
            {clear}
            <div class="toolbar">{choose("Scegli la cartella")}</div>
        }
        .into_any(),
        FolderState::Shut(name) => view! {
            <p>{state_mark(StateMark::Warning, format!("Il browser ha richiuso la cartella «{name}»: le copie sono ferme. Dando il consenso per ogni visita, non la richiude più."))}</p>
            <div class="toolbar">
                {button("btn btn-primary", "Riprendi le copie".into(), never, move || copies.reopen(state))} {leave()}
            </div>
        }
        .into_any(),
        FolderState::Open(_) => view! {
            <p>{state_mark(StateMark::Ok, copies_in_words(state))}</p>
            {clear}
            <div class="toolbar">{choose("Cambia cartella")} {leave()}</div>
        }
        .into_any(),
        FolderState::Failed(name, why) => view! {
            <p>{state_mark(StateMark::Blocked, format!("L'ultima copia nella cartella «{name}» non è riuscita ({why}): si riprova alla prossima modifica."))}</p>
            <div class="toolbar">{choose("Cambia cartella")} {leave()}</div>
        }
        .into_any(),
    }
    };
    view! {
        <section class="panel" aria-labelledby="cartella">
            <h2 id="cartella" tabindex="-1">"Cartella delle copie"</h2>
            {body}
        </section>
    }
}
