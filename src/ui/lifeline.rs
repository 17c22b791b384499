//! How the page stands with its archive: opening it, going on when its worker ends, falls silent or was stopped, and
//! showing nothing while it is closed.

use super::components::{button, secret_field};
use super::copying;
use super::life::Life;
use super::marker::Marker;
use super::platform::archive::News;
use super::platform::location;
use super::safekeeping::Deletion;
use super::state::{Readiness, State, Tone, use_state};
use super::tasks::{self, Here};
use crate::desk::{Answer, Opened, Request, STALE};
use crate::route::Route;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A worker that ends again so soon (milliseconds) after it was started anew is not started by itself once more.
const SOON: f64 = 30_000.0;

const STOPPED: &str = "L'archivio non parte, o si ferma appena parte. Quello che era stato salvato c'è ancora: riprovare, e se non basta ricaricare la pagina.";

/// Nothing waited.
const AS_IT_WAS: &str = "L'archivio si era fermato ed è stato riaperto: quello che era stato salvato c'è.";

/// Something waited, and what is stored is what was stored before.
const NOT_DONE: &str = "L'archivio si è fermato ed è stato riaperto: quello che era in corso non è stato fatto. I dati di prima sono intatti: ripetere l'operazione.";

/// Something waited, and something was stored since the page heard last.
const UNKNOWN: &str = "L'archivio si è fermato ed è stato riaperto, e intanto è cambiato: quello che era in corso può essere stato fatto. Controllare prima di ripeterlo.";

impl State {
    /// Opens the archive, and shows what it holds.
    pub(super) fn open(self) {
        self.open_then(|_| {});
    }

    /// The same; `then` hears the revision.
    fn open_then(self, then: impl FnOnce(u64) + 'static) {
        tasks::of_page(async move {
            let Some(reply) = self.archive().open().await else { return };
            self.take_in(reply.answer, then);
        });
    }

    /// Opens a locked archive; `wrong` hears why it stays locked.
    fn unlock(self, phrase: String, wrong: impl FnOnce(Vec<String>) + 'static) {
        tasks::of_page(async move {
            let Some(reply) = self.archive().ask(Request::Unlock { phrase }).await else { return };
            match reply.answer {
                Answer::Refused { reasons } => wrong(reasons),
                answer => self.take_in(answer, |_| {}),
            }
        });
    }

    fn take_in(self, answer: Answer, then: impl FnOnce(u64)) {
        match answer {
            Answer::Opened(opened) => {
                self.mark(&opened);
                self.life.update_value(|life| {
                    life.opened = true;
                    life.revision = opened.revision;
                });
                self.operatore.set(opened.operatore);
                self.set_enti(opened.enti);
                self.profiles.set(opened.profiles);
                self.counts.set(Some(opened.counts));
                self.keeping.set(opened.keeping);
                self.warnings.set(opened.warnings);
                self.damaged.set(opened.damaged);
                self.in_memory.set(opened.in_memory);
                self.today.set(opened.today);
                self.readiness.set(Readiness::Open);
                self.version.update(|version| *version += 1);
                then(opened.revision);
            }
            Answer::Closed { reason, in_memory } => self.close(reason, in_memory),
            Answer::Locked => self.lock(),
            // The worker ended: that is told by itself.
            _ => {}
        }
    }

    /// Compares what is here with what was when the page was last open, and leaves a mark for the next time.
    fn mark(self, opened: &Opened) {
        if opened.in_memory {
            return;
        }
        // Nothing was ever stored in this database.
        let wiped = if opened.revision == 0 { Marker::read() } else { None };
        self.wiped.set(wiped);
        if opened.revision == 0 {
            copying::begin_anew();
        }
        if let (None, Some(today)) = (wiped, opened.today) {
            Marker::write(opened.counts, today);
        }
    }

    /// Takes in what happens to the worker.
    pub(super) fn hear(self, news: News) {
        match news {
            News::Ended { waited } => self.ended(waited),
            News::Stale => self.close(STALE.to_owned(), false),
            News::Stored(revision) => {
                self.life.update_value(|life| life.revision = revision);
                self.copy_folder.changed(self);
            }
            News::Changed => self.changed_elsewhere(),
            News::Silent(silent) => self.silent.set(silent),
        }
    }

    /// The worker ended. Another one goes on, but not for ever: what ends it may be what it is asked first.
    fn ended(self, waited: bool) {
        let life = self.life.get_value();
        let now = js_sys::Date::now();
        if !life.opened || life.restarted.is_some_and(|at| now - at < SOON) {
            self.forget_desk();
            return self.close(STOPPED.to_owned(), false);
        }
        self.life.update_value(|life| life.restarted = Some(now));
        self.go_on(waited);
    }

    /// A new worker in the place of one that is not there any more; says what became of what waited.
    fn go_on(self, waited: bool) {
        let before = self.life.with_value(|life| life.revision);
        self.forget_desk();
        self.archive().start();
        self.open_then(move |revision| match (waited, revision == before) {
            (false, _) => self.say(Tone::Info, vec![AS_IT_WAS.to_owned()]),
            (true, true) => self.say(Tone::Danger, vec![NOT_DONE.to_owned()]),
            (true, false) => self.say(Tone::Danger, vec![UNKNOWN.to_owned()]),
        });
    }

    /// What was open on the desk went with its worker.
    fn forget_desk(self) {
        self.life.update_value(|life| life.opened = false);
        self.job.set(None);
        // The desk begins anew and must be told again who signs.
        self.operatore.set(None);
        self.desk.update(|desk| *desk += 1);
    }

    /// Stops the job under way. Nothing of it was written.
    pub fn cancel(self) {
        self.archive().cancel();
        self.forget_desk();
        self.archive().start();
        self.open();
        self.say(Tone::Info, vec!["Operazione annullata: niente è stato modificato.".into()]);
    }

    /// Stops a worker that says nothing any more, and goes on with another one.
    fn restart(self) {
        // It is the operator who wants it, however often.
        self.life.update_value(|life| *life = Life { opened: true, restarted: None, ..*life });
        self.archive().end();
    }

    /// Tries to open a closed archive.
    fn retry(self) {
        self.readiness.set(Readiness::Opening);
        self.archive().start();
        self.open();
    }

    /// The archive is closed: nothing is known of it.
    pub(super) fn close(self, reason: String, in_memory: bool) {
        self.forget_archive();
        self.readiness.set(Readiness::Closed { reason, in_memory });
    }

    /// The archive wants its passphrase: what was on screen of it goes.
    pub(super) fn lock(self) {
        self.forget_archive();
        self.readiness.set(Readiness::Locked);
    }

    fn forget_archive(self) {
        self.job.set(None);
        // What it tells of, and would take back, is nothing that can be seen.
        self.notice.set(None);
        self.enti.set(Vec::new());
        self.profiles.set(Vec::new());
        self.counts.set(None);
        self.warnings.set(Vec::new());
        self.damaged.set(false);
        self.in_memory.set(false);
    }

    /// Another tab stored something: what is on screen is asked again.
    fn changed_elsewhere(self) {
        self.open();
        let shows_archive = !matches!(location::current(), Route::Guida(_) | Route::Verifica);
        if shows_archive && self.readiness.get_untracked() == Readiness::Open {
            self.say_beside("Un'altra scheda ha modificato l'archivio: qui si vede com'è ora.");
        }
    }
}

/// In the place of every screen while the archive is closed.
pub(super) fn closed(reason: String, in_memory: bool) -> AnyView {
    let state = use_state();
    let never = Signal::stored(false);
    view! {
        <div class="alert alert-danger" role="alert">
            <p>{reason}</p>
            {in_memory.then(|| view! { <p>"Quello che è in memoria si può salvare su un file: riaprendo l'archivio si vede solo quello che era stato salvato."</p> })}
            <div class="toolbar">
                {in_memory.then(save_memory)}
                {button("btn btn-primary", "Riprova".into(), never, move || state.retry())}
            </div>
        </div>
    }
    .into_any()
}

/// In the place of every screen while the archive is locked.
#[component]
pub(super) fn Locked() -> impl IntoView {
    let state = use_state();
    let phrase = RwSignal::new(String::new());
    let wrong = RwSignal::new(Vec::<String>::new());
    let here = Here::now();
    let go = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(Vec::new());
        state.unlock(phrase.get_untracked(), move |reasons| {
            here.run(|| {
                wrong.set(reasons);
                phrase.set(String::new());
                location::focus("frase");
            });
        });
    };
    view! {
        <form class="panel" on:submit=go>
            <h2>"L'archivio è chiuso con una frase"</h2>
            {move || {
                let reasons = wrong.get();
                (!reasons.is_empty()).then(|| view! { <p class="alert alert-danger" role="alert">{reasons.join(" ")}</p> })
            }}
            {secret_field("frase", "Frase di protezione", "O la chiave di recupero stampata. Nessun altro la conosce: senza di lei i dati non si leggono.", phrase)}
            <button type="submit" class="btn btn-primary">"Apri l'archivio"</button>
        </form>
        <details>
            <summary>"La frase è andata persa"</summary>
            <p>"Senza la frase né la chiave di recupero questo archivio non si legge più: si può solo cancellare e cominciare da capo, o da una copia di cui si sa la frase."</p>
            <Deletion/>
        </details>
    }
}

/// Lets the operator save what the browser does not keep.
pub(super) fn save_memory() -> AnyView {
    let state = use_state();
    let save = move || state.save(Request::SaveMemory);
    button("btn btn-outline-primary", "Salva su file quello che è in memoria".into(), Signal::stored(false), save)
}

/// Shown while the archive says nothing: it may be slow, and is not stopped by itself.
#[component]
pub(super) fn Silence() -> impl IntoView {
    let state = use_state();
    let never = Signal::stored(false);
    move || {
        state.silent.get().then(|| {
            view! {
                <div class="alert alert-warning" role="alert">
                    <p>
                        "L'archivio non risponde da un po'. Se il computer è lento o l'archivio è grande conviene aspettare; se un'altra scheda di questa pagina è aperta, chiuderla. Altrimenti si può riavviare: quello che è in corso potrebbe andare ripetuto, quello che era stato salvato resta."
                    </p>
                    {button("btn btn-sm btn-outline-primary", "Riavvia l'archivio".into(), never, move || state.restart())}
                </div>
            }
        })
    }
}
