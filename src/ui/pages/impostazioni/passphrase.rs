//! The passphrase over the archive: setting, changing, taking away, and the recovery key beside it.

use crate::desk::Answer;
use crate::desk::safekeeping::request::{SafekeepingAnswer, SafekeepingRequest};
use crate::ui::components::{Choice, button, secret_field, select_field};
use crate::ui::platform::{files, location, preferences};
use crate::ui::safekeeping::{IDLE, IDLE_MINUTES, UNEQUAL};
use crate::ui::state::use_state;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

#[component]
pub(super) fn Passphrase() -> impl IntoView {
    let state = use_state();
    let protected = Memo::new(move |_| state.keeping.with(|it| it.protected));
    let recovery = Memo::new(move |_| state.keeping.with(|it| it.recovery_key));
    let (old, new, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let refused = RwSignal::new(String::new());
    let printed = RwSignal::new(None::<String>);
    let ask = move |request: SafekeepingRequest| {
        refused.set(String::new());
        state.act_frankly(request, move |answer| {
            match answer {
                Answer::Refused { reasons } => {
                    refused.set(reasons.join(" "));
                    return location::focus("frase-rifiuto");
                }
                Answer::Safekeeping(SafekeepingAnswer::RecoveryKey(key)) => {
                    printed.set(Some(key));
                    state.changed();
                }
                _ => {}
            }
            for typed in [old, new, again] {
                typed.set(String::new());
            }
            location::focus("frase-titolo");
        });
    };
    let protect = move |event: SubmitEvent| {
        event.prevent_default();
        if new.get_untracked() == again.get_untracked() {
            ask(SafekeepingRequest::Protect { old: old.get_untracked(), new: new.get_untracked() });
        } else {
            refused.set(UNEQUAL.to_owned());
            location::focus("frase-rifiuto");
        }
    };
    let never = Signal::stored(false);
    view! {
        <section class="panel" aria-labelledby="frase-titolo">
            <h2 id="frase-titolo" tabindex="-1">"Frase di protezione"</h2>
            <p>
                {move || {
                    if protected.get() {
                        "L'archivio è cifrato: chi apre questo computer senza la frase non legge niente, nemmeno dai file del browser."
                    } else {
                        "L'archivio è conservato in chiaro: chi può usare questo computer con questo utente può leggerlo. Con una frase tutto quello che è conservato, e ogni copia, è cifrato."
                    }
                }}
            </p>
            <p>
                <strong>"Se la frase si perde, nessuno può riaprire l'archivio né le copie: "</strong>
                "non c'è nessun modo di recuperarla, se non una chiave di recupero stampata prima."
            </p>
            <form on:submit=protect>
                <p id="frase-rifiuto" tabindex="-1" role="alert" class="text-danger">{move || refused.get()}</p>
                <div class="filters">
                    <Show when=move || protected.get()>
                        {secret_field("frase-attuale", "Frase attuale", "O la chiave di recupero.", old)}
                    </Show>
                    {secret_field("frase-nuova", "Nuova frase", "Almeno 10 caratteri: quattro parole a caso si ricordano bene.", new)}
                    {secret_field("frase-ripetuta", "Nuova frase, di nuovo", "Scritta uguale.", again)}
                </div>
                <div class="toolbar">
                    <button type="submit" class="btn btn-primary">
                        {move || if protected.get() { "Cambia la frase" } else { "Proteggi l'archivio" }}
                    </button>
                    <Show when=move || protected.get()>
                        {button(
                            "btn btn-outline-primary",
                            if recovery.get() { "Nuova chiave di recupero".into() } else { "Crea una chiave di recupero".into() },
                            never,
                            move || ask(SafekeepingRequest::MakeRecoveryKey { phrase: old.get_untracked() }),
                        )}
                        {button(
                            "btn btn-outline-danger",
                            "Togli la frase".into(),
                            never,
                            move || ask(SafekeepingRequest::Unprotect { old: old.get_untracked() }),
                        )}
                    </Show>
                </div>
            </form>
            <Show when=move || protected.get()>
                <IdleMinutes/>
            </Show>
            {move || printed.get().map(|key| view! { <RecoveryKey key printed/> })}
        </section>
    }
}

/// After how long the archive is locked by itself.
#[component]
fn IdleMinutes() -> impl IntoView {
    let kept = preferences::read(IDLE_MINUTES).map_or(IDLE, |[minutes]| minutes);
    let minutes = RwSignal::new(kept.to_string());
    Effect::new(move |_| {
        let chosen = minutes.get().parse().unwrap_or(IDLE);
        preferences::write(IDLE_MINUTES, &[chosen]);
    });
    let choices: Vec<Choice> =
        [5, 15, 30, 60].iter().map(|it: &u32| (it.to_string(), format!("{it} minuti senza usarlo"))).collect();
    view! {
        <div class="filters">
            {select_field("frase-minuti", "L'archivio si blocca da solo dopo", Signal::stored(choices), minutes)}
        </div>
    }
}

/// Shown once, to be printed or saved.
#[component]
fn RecoveryKey(key: String, printed: RwSignal<Option<String>>) -> impl IntoView {
    let text = format!(
        "siuss-kit: chiave di recupero dell'archivio\r\n\r\n{key}\r\n\r\nApre l'archivio e le sue copie al posto della frase. Stamparla, chiuderla in un luogo sicuro e cancellare questo file.\r\n"
    );
    let never = Signal::stored(false);
    view! {
        <div class="alert alert-info" role="status">
            <p>"Questa chiave si vede solo adesso: scriverla o stamparla, e chiuderla in un luogo sicuro."</p>
            <p class="mono">{key}</p>
            <div class="toolbar">
                {button("btn btn-outline-primary", "Salva per stampare".into(), never, move || {
                    files::save("siuss-kit-chiave-di-recupero.txt", "text/plain", text.as_bytes());
                })}
                {button("btn btn-outline-primary", "Fatto".into(), never, move || printed.set(None))}
            </div>
        </div>
    }
}
