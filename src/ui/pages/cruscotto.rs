//! Cruscotto: what to do next, and how much there is.

use crate::ui::components::{StateMark, state_mark};
use crate::ui::state::use_state;
use leptos::prelude::*;

/// The screen.
#[component]
pub(super) fn Cruscotto() -> impl IntoView {
    let state = use_state();
    let step = move |number: u32, done: bool, now: bool, words: &'static str, link: &'static str, href: &'static str| {
        let mark = if done {
            state_mark(StateMark::Ok, "Fatto").into_any()
        } else if now {
            state_mark(StateMark::Warning, "Da fare adesso").into_any()
        } else {
            ().into_any()
        };
        let class = if now { "btn btn-primary" } else { "btn btn-outline-primary" };
        view! {
            <li class="panel">
                <div class="panel-head">
                    <h2>{format!("{number}. {words}")}</h2>
                    {mark}
                </div>
                <a class=class href=href>{link}</a>
            </li>
        }
    };
    move || {
        let counts = state.counts.get();
        let ente = !state.enti.get().is_empty();
        let imported = counts.prestazioni > 0;
        let stamped = counts.stampe > 0;
        let all_sent = imported && counts.da_inviare == 0;
        view! {
            <p>"Dal foglio delle prestazioni al file per INPS (SIUSS), senza che i dati escano da questo computer."</p>
            <div class="stat-grid">
                <Stat value=counts.assistiti label="Assistiti"/>
                <Stat value=counts.prestazioni label="Prestazioni"/>
                <Stat value=counts.da_inviare label="Non trasmesse"/>
                <Stat value=counts.stampe label="Stampe"/>
            </div>
            <ol class="list-unstyled">
                {step(1, ente, !ente, "Indicare l'ente e l'operatore", "Apri Impostazioni", "#/impostazioni")}
                {step(2, imported, ente && !imported, "Importare il foglio delle prestazioni", "Vai a Importa", "#/importa")}
                {step(3, all_sent, counts.da_inviare > 0, "Controllare e preparare l'invio", "Vai a Invio prestazioni", "#/invio")}
                {step(4, false, all_sent && stamped, "Salvare i file e caricarli sul portale INPS", "Vai a Gestione stampe", "#/stampe")}
            </ol>
        }
    }
}

#[component]
fn Stat(value: u32, label: &'static str) -> impl IntoView {
    view! {
        <div class="stat">
            <div class="stat-value">{value}</div>
            <div class="stat-label">{label}</div>
        </div>
    }
}
