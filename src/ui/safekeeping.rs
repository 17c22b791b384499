//! How the archive is kept, as every screen shows it: the last copy, and the lock.

use super::components::{Unsaved, button, question, secret_field};
use super::drops::use_drops;
use super::folder::FolderState;
use super::platform::{activity, files, location, preferences};
use super::state::{Readiness, State, use_state};
use super::tasks;
use crate::desk::safekeeping::request::{KeepingState, SafekeepingRequest};
use crate::desk::{Answer, Destination, Request};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::time::Duration;

/// `Ultima copia di riserva: 26/11/2026 10:20; da allora 12 operazioni.`
pub(super) fn last_copy_in_words(keeping: &KeepingState) -> String {
    if keeping.last_backup.is_empty() {
        return "Non è ancora stata fatta nessuna copia di riserva.".to_owned();
    }
    let since = match keeping.changes_since {
        0 => "da allora non è cambiato niente".to_owned(),
        1 => "da allora un'operazione".to_owned(),
        many => format!("da allora {many} operazioni"),
    };
    format!("Ultima copia di riserva: {}; {since}.", keeping.last_backup)
}

/// How all that there is here is copied: by itself into a folder, or by hand.
pub(super) fn copies_in_words(state: State) -> String {
    match state.copy_folder.stands.get() {
        FolderState::Open(name) => format!("Le modifiche si copiano da sole nella cartella «{name}»."),
        _ => state.keeping.with(last_copy_in_words),
    }
}

/// Work of so many actions, or days, is more than one wants to do again.
const MANY: u32 = 30;
pub(super) const LONG: u32 = 7;

/// Whether a copy should be made now.
fn is_due(keeping: &KeepingState) -> bool {
    let old = keeping.days_since.is_none_or(|days| days >= LONG);
    let holds = keeping.contents.prestazioni > 0;
    holds && keeping.changes_since > 0 && (old || keeping.changes_since >= MANY)
}

/// Saves a copy of everything as a file; whether it was.
pub(super) async fn copied(state: State, phrase: String) -> bool {
    let request = Request::Safekeeping(SafekeepingRequest::Backup { phrase });
    let Some(reply) = state.ask_long(request, None, "Copio l'archivio", false).await else { return false };
    let (Answer::File { name, mime }, Some(bytes)) = (reply.answer, reply.bytes) else { return false };
    files::save(&name, &mime, &bytes);
    true
}

/// Saves a copy; `then` is done where it was.
pub(super) fn save_copy(state: State, phrase: String, then: impl FnOnce() + 'static) {
    tasks::of_page(async move {
        if copied(state, phrase).await {
            state.changed();
            then();
        }
    });
}

/// Reminds of a copy, where one is due.
#[component]
pub(super) fn Reminder() -> impl IntoView {
    let state = use_state();
    let due = Memo::new(move |_| {
        let invented = state.enti.with(|enti| enti.iter().all(|it| it.ente.dimostrativo));
        let by_itself = state.copy_folder.stands.with(|it| matches!(it, FolderState::Open(_)));
        !invented && !by_itself && state.keeping.with(is_due)
    });
    move || {
        due.get().then(|| {
            view! {
                <section class="alert alert-warning" aria-label="Copia di riserva">
                    <p>{move || state.keeping.with(last_copy_in_words)}</p>
                    {button("btn btn-sm btn-outline-primary", "Salva una copia".into(), Signal::stored(false), move || {
                        save_copy(state, String::new(), || {});
                    })}
                </section>
            }
        })
    }
}

/// On every screen: the folder of copies is not copied into, or a colleague's copy in it is newer.
#[component]
pub(super) fn FolderNotice() -> impl IntoView {
    let state = use_state();
    let never = Signal::stored(false);
    let copies = state.copy_folder;
    let drops = use_drops();
    let open = move || {
        copies.open_another(move |file| {
            drops.lead(Destination::Copia, vec![file], false);
        });
    };
    let another = move |(name, _): (String, u32)| {
        view! {
            <section class="alert alert-info no-print" aria-label="Copia di un altro archivio">
                <p>{format!("Nella cartella delle copie c'è la copia di un'altra postazione, «{name}», più recente di quella guardata l'ultima volta: si può unire a questo archivio.")}</p>
                <div class="toolbar">
                    {button("btn btn-sm btn-outline-primary", "Apri quella copia".into(), never, open)}
                    {button("btn btn-sm btn-link", "Non ora".into(), never, move || copies.dismiss_another())}
                </div>
            </section>
        }
    };
    move || {
        match state.copy_folder.stands.get() {
        FolderState::Shut(name) if state.readiness.get() == Readiness::Open => view! {
            <section class="alert alert-warning no-print" aria-label="Copie ferme">
                <p>{format!("Le copie nella cartella «{name}» sono ferme: dopo un riavvio il browser vuole un consenso. Dandolo per ogni visita, non lo chiede più.")}</p>
                {button("btn btn-sm btn-outline-primary", "Riprendi le copie".into(), never, move || state.copy_folder.reopen(state))}
            </section>
        }
        .into_any(),
        FolderState::Failed(name, why) => view! {
            <section class="alert alert-warning no-print" role="alert" aria-label="Copia non riuscita">
                <p>{format!("L'ultima copia nella cartella «{name}» non è riuscita ({why}): si riprova alla prossima modifica.")}</p>
            </section>
        }
        .into_any(),
        _ if state.readiness.get() == Readiness::Open => copies.another.get().map(another).into_any(),
        _ => ().into_any(),
    }
    }
}

/// The first thing that a page opened from a file asks for.
#[component]
pub(super) fn FirstPhrase() -> impl IntoView {
    let state = use_state();
    let (new, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let refused = RwSignal::new(String::new());
    let refuse = move |why: String| {
        refused.set(why);
        location::focus("frase-nuova");
    };
    let go = move |event: SubmitEvent| {
        event.prevent_default();
        let phrase = new.get_untracked();
        if phrase != again.get_untracked() {
            return refuse(UNEQUAL.to_owned());
        }
        state.act_frankly(SafekeepingRequest::Protect { old: String::new(), new: phrase }, move |answer| {
            if let Answer::Refused { reasons } = answer {
                refuse(reasons.join(" "));
            }
        });
    };
    view! {
        <form class="panel" on:submit=go>
            <h2>"Per cominciare serve una frase"</h2>
            <p>
                "La pagina è stata aperta da un file, e tutte le pagine aperte così in questo browser condividono lo stesso spazio: senza una frase un altro file potrebbe leggere l'archivio. Con la frase tutto quello che si conserva è cifrato."
            </p>
            <p>
                <strong>"Se la frase si perde nessuno può riaprire l'archivio: "</strong>
                "in Impostazioni si può stampare una chiave di recupero."
            </p>
            <p role="alert" class="text-danger">{move || refused.get()}</p>
            <div class="filters">
                {secret_field("frase-nuova", "Nuova frase", "Almeno 10 caratteri: quattro parole a caso si ricordano bene.", new)}
                {secret_field("frase-ripetuta", "Nuova frase, di nuovo", "Scritta uguale.", again)}
            </div>
            <button type="submit" class="btn btn-primary">"Proteggi l'archivio"</button>
        </form>
    }
}

/// Said where a new passphrase is typed in two ways.
pub(super) const UNEQUAL: &str = "Le due frasi non sono uguali: scriverle di nuovo.";

/// *Cancella archivio*.
#[component]
pub(super) fn Deletion() -> impl IntoView {
    let state = use_state();
    let asking = RwSignal::new(false);
    let wipe = move || {
        asking.set(false);
        tasks::of_page(async move {
            let request = Request::Safekeeping(SafekeepingRequest::Wipe);
            if state.doing_long(request, None, "Cancello l'archivio").await.is_some() {
                preferences::forget();
                state.copy_folder.leave();
                location::focus("heading");
            }
        });
    };
    view! {
        <section class="panel" aria-labelledby="cancellare">
            <h2 id="cancellare" tabindex="-1">"Cancellare tutto"</h2>
            <p>
                "Da questo browser spariscono persone, prestazioni, flussi, registro e impostazioni. Le copie già salvate restano dove sono."
            </p>
            <div class="toolbar">
                {button("btn btn-outline-danger", "Cancella archivio".into(), Signal::stored(false), move || asking.set(true))}
            </div>
            {question(
                "cancella-domanda",
                asking.into(),
                Signal::stored("Cancellare l'archivio?".to_owned()),
                view! {
                    <p>"Non si può annullare: torna solo quello che c'è in una copia di riserva."</p>
                    <p>{move || (state.readiness.get() == Readiness::Open).then(|| copies_in_words(state))}</p>
                }
                .into_any(),
                ("btn btn-danger", "Cancella tutto"),
                move || asking.set(false),
                wipe,
            )}
        </section>
    }
}

/// Minutes without a key or a pointer after which a protected archive is locked, where nothing else was chosen.
pub(super) const IDLE: u32 = 15;
/// The preference for them.
pub(super) const IDLE_MINUTES: &str = "blocco";

/// *Blocca*, where there is a passphrase, and the same by itself after a while. The page begins anew: nothing of the archive
/// stays in the memory of page or worker. What was typed and is not saved waits for who typed it.
#[component]
pub(super) fn Lock() -> impl IntoView {
    let state = use_state();
    let protected = Memo::new(move |_| state.keeping.with(|it| it.protected));
    let unsaved = expect_context::<Unsaved>();
    let lock_after = move |idle: f64| {
        let minutes = preferences::read(IDLE_MINUTES).map_or(IDLE, |[minutes]| minutes);
        let busy = state.job.with_untracked(Option::is_some) || unsaved.any();
        let locks = protected.get_untracked() && !busy && idle >= f64::from(minutes);
        if locks {
            location::reload();
        }
        locks
    };
    let last = activity::watch(lock_after);
    tasks::every(Duration::from_secs(20), move || {
        lock_after(activity::minutes_since(last));
    });
    move || {
        protected.get().then(|| button("btn btn-sm app-lock", "Blocca".into(), Signal::stored(false), location::reload))
    }
}
