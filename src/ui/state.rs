//! What all screens share: the wire to the archive, the enti, the job under way, notices.

use super::folder::CopyFolder;
use super::life::Life;
use super::marker::Marker;
use super::platform::archive::{ArchiveLine, Reply};
use super::platform::{files, preferences};
use super::tasks;
use crate::desk::enti::request::EnteView;
use crate::desk::importa::request::MappingView;
use crate::desk::safekeeping::request::KeepingState;
use crate::desk::{ActionId, Answer, Counts, Request};
use crate::records::EnteId;
use chrono::NaiveDate;
use futures::channel::oneshot;
use js_sys::ArrayBuffer;
use leptos::prelude::*;
use std::rc::Rc;
use std::time::Duration;

/// How the page stands with its archive.
#[derive(Debug, Clone, PartialEq)]
pub enum Readiness {
    /// The worker is starting.
    Opening,
    /// The archive is open.
    Open,
    /// It wants its passphrase; the page holds nothing of it.
    Locked,
    /// It cannot be read as it is stored: nothing of it is shown.
    Closed {
        /// Why, and what to do.
        reason: String,
        /// Whether there is something in memory to be saved to a file.
        in_memory: bool,
    },
}

/// A long job under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// What is being done.
    pub what: String,
    /// Steps done.
    pub done: u32,
    /// Steps in all; 0 where it is not known.
    pub total: u32,
    /// Whether *Annulla* is offered.
    pub cancellable: bool,
}

/// What a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Success,
    /// Something to know.
    Info,
    /// It did not work.
    Danger,
}

/// A notice, shown until it is closed, another takes its place, or (where it only tells) its time is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// What kind.
    pub tone: Tone,
    /// One or more sentences.
    pub lines: Vec<String>,
    /// The action that it tells of, where it can be taken back.
    pub undo: Option<ActionId>,
}

/// Handles to the shared state; cheap to copy.
#[derive(Clone, Copy)]
pub struct State {
    archive: StoredValue<ArchiveLine, LocalStorage>,
    /// What is known of the worker.
    pub(super) life: StoredValue<Life>,
    /// How the page stands with its archive.
    pub readiness: RwSignal<Readiness>,
    /// The enti.
    pub enti: RwSignal<Vec<EnteView>>,
    /// The ente in use: whose the imported rows are that name none.
    pub ente: RwSignal<Option<EnteId>>,
    /// The operator in use: an ente of theirs, and their fiscal code.
    pub operatore: RwSignal<Option<(EnteId, String)>>,
    /// The import profiles.
    pub profiles: RwSignal<Vec<MappingView>>,
    /// How the archive is kept.
    pub keeping: RwSignal<KeepingState>,
    /// The folder that it is copied into.
    pub(super) copy_folder: CopyFolder,
    /// What was kept here once, and is not here any more though nobody deleted it.
    pub wiped: RwSignal<Option<Marker>>,
    /// How much the archive holds; `None` where it is not known.
    pub counts: RwSignal<Option<Counts>>,
    /// The long job under way.
    pub job: RwSignal<Option<Job>>,
    /// The notice shown.
    pub notice: RwSignal<Option<Notice>>,
    /// Things about the archive that stay true: damage, no storage.
    pub warnings: RwSignal<Vec<String>>,
    /// Whether a part of the archive cannot be read: then nothing is sent.
    pub damaged: RwSignal<bool>,
    /// Whether the archive is in memory only.
    pub in_memory: RwSignal<bool>,
    /// Whether the worker has said nothing for a while to who waits.
    pub silent: RwSignal<bool>,
    /// The day, by the worker.
    pub today: RwSignal<Option<NaiveDate>>,
    /// Raised whenever the archive changed: screens that show it ask anew.
    pub version: RwSignal<u32>,
    /// Raised whenever the worker is a new one: what was open on its desk is gone.
    pub desk: RwSignal<u32>,
    /// Raised whenever what a notice told of was taken back.
    pub undone: RwSignal<u32>,
    /// What is being written, and what was a moment ago.
    pub(super) under_way: StoredValue<Vec<Request>>,
}

/// Lines that are told of many files.
const FEW: usize = 12;

/// The first of many lines, and how many more there are: who drops hundreds of files reads no hundreds of lines.
#[must_use]
pub fn few(mut lines: Vec<String>) -> Vec<String> {
    let more = lines.len().saturating_sub(FEW);
    if more > 1 {
        lines.truncate(FEW);
        lines.push(format!("e altri {more}"));
    }
    lines
}

/// The shared state; screens call this.
#[must_use]
pub fn use_state() -> State {
    expect_context::<State>()
}

impl State {
    /// Starts the worker and opens the archive.
    #[must_use]
    pub fn start() -> Self {
        // It is told what happens to the worker only once there is one.
        let this = StoredValue::new(None::<Self>);
        let hear = move |news| {
            if let Some(state) = this.get_value() {
                state.hear(news);
            }
        };
        let state = Self {
            archive: StoredValue::new_local(ArchiveLine::new(hear)),
            life: StoredValue::new(Life::default()),
            readiness: RwSignal::new(Readiness::Opening),
            enti: RwSignal::new(Vec::new()),
            ente: RwSignal::new(preferences::read("ente").map(|[ente]| EnteId::new(ente))),
            operatore: RwSignal::new(None),
            profiles: RwSignal::new(Vec::new()),
            counts: RwSignal::new(None),
            keeping: RwSignal::new(KeepingState::default()),
            copy_folder: CopyFolder::start(),
            wiped: RwSignal::new(None),
            job: RwSignal::new(None),
            notice: RwSignal::new(None),
            warnings: RwSignal::new(Vec::new()),
            damaged: RwSignal::new(false),
            in_memory: RwSignal::new(false),
            silent: RwSignal::new(false),
            today: RwSignal::new(None),
            version: RwSignal::new(0),
            desk: RwSignal::new(0),
            undone: RwSignal::new(0),
            under_way: StoredValue::new(Vec::new()),
        };
        this.set_value(Some(state));
        state.copy_folder.watch(state);
        state.archive().start();
        state.open();
        state
    }

    pub(super) fn archive(self) -> ArchiveLine {
        self.archive.get_value()
    }

    /// Takes in the enti; the one in use stays, or becomes the first.
    pub fn set_enti(self, enti: Vec<EnteView>) {
        let known = |id: EnteId| enti.iter().any(|ente| ente.id == id);
        let chosen = self.ente.get_untracked().filter(|id| known(*id)).or_else(|| enti.first().map(|ente| ente.id));
        self.enti.set(enti);
        self.choose_ente(chosen);
    }

    /// Puts an ente in use.
    pub fn choose_ente(self, ente: Option<EnteId>) {
        self.ente.set(ente);
        preferences::write("ente", &ente.map(EnteId::place).into_iter().collect::<Vec<_>>());
    }

    /// The ente in use.
    #[must_use]
    pub fn current_ente(self) -> Option<EnteView> {
        let id = self.ente.get()?;
        self.enti.get().into_iter().find(|ente| ente.id == id)
    }

    /// Asks the archive. Refusals become a notice and `None`; so does a cancelled job.
    pub async fn ask(self, request: Request) -> Option<Reply> {
        let reply = self.ask_frankly(request).await?;
        self.sift(reply)
    }

    /// Asks the archive; a refusal is handed on, for the form that it concerns to show.
    pub async fn ask_frankly(self, request: Request) -> Option<Reply> {
        let reply = self.archive().ask(request).await?;
        self.attend(reply)
    }

    /// Asks with a file's bytes beside, as a step of a long job that is told of already; a refusal is handed on.
    pub async fn ask_step(self, request: Request, bytes: ArrayBuffer) -> Option<Reply> {
        let reply = self.archive().ask_with(request, Some(bytes), None).await?;
        self.attend(reply)
    }

    /// Asks with a file's bytes beside, showing progress; *Annulla* is offered where nothing is written.
    pub async fn ask_long(
        self,
        request: Request,
        bytes: Option<ArrayBuffer>,
        what: &str,
        cancellable: bool,
    ) -> Option<Reply> {
        let reply = self.ask_long_frankly(request, bytes, what, cancellable).await?;
        self.sift(reply)
    }

    /// The same; a refusal is handed on, for the screen to show.
    pub async fn ask_long_frankly(
        self,
        request: Request,
        bytes: Option<ArrayBuffer>,
        what: &str,
        cancellable: bool,
    ) -> Option<Reply> {
        self.job.set(Some(Job { what: what.to_owned(), done: 0, total: 0, cancellable }));
        let progress = Rc::new(move |what: String, done, total| {
            self.job.set(Some(Job { what, done, total, cancellable }));
        });
        // The dialog stands until the worker is done, also where who asked goes meanwhile.
        let (sender, receiver) = oneshot::channel();
        tasks::of_page(async move {
            let reply = self.archive().ask_with(request, bytes, Some(progress)).await;
            self.job.set(None);
            // Whoever asked may have gone to another screen.
            let _ = sender.send(reply.and_then(|reply| self.attend(reply)));
        });
        receiver.await.ok().flatten()
    }

    /// Takes in what any answer may be, whatever was asked.
    fn attend(self, reply: Reply) -> Option<Reply> {
        match reply.answer {
            Answer::Closed { reason, in_memory } => {
                self.close(reason, in_memory);
                None
            }
            Answer::Locked => {
                self.lock();
                None
            }
            Answer::Reloaded { reason } => {
                self.say(Tone::Danger, vec![reason]);
                self.open();
                None
            }
            _ => Some(reply),
        }
    }

    pub(super) fn sift(self, reply: Reply) -> Option<Reply> {
        match reply.answer {
            Answer::Refused { reasons } => {
                self.say(Tone::Danger, reasons);
                None
            }
            _ => Some(reply),
        }
    }

    /// The archive changed: what screens show of it is stale.
    pub fn changed(self) {
        self.open();
    }

    /// Shows a notice.
    pub fn say(self, tone: Tone, lines: Vec<String>) {
        self.show(Notice { tone, lines: few(lines), undo: None });
    }

    /// Says something that is no reason for what is said already to go: beside it, and once.
    pub fn say_beside(self, line: &str) {
        match self.notice.get_untracked() {
            None => self.say(Tone::Info, vec![line.to_owned()]),
            Some(mut notice) if !notice.lines.iter().any(|said| said == line) => {
                notice.lines.push(line.to_owned());
                self.notice.set(Some(notice));
            }
            Some(_) => {}
        }
    }

    /// Shows a notice of something that can be taken back.
    pub fn say_undoable(self, line: impl Into<String>, undo: ActionId) {
        self.show(Notice { tone: Tone::Success, lines: vec![line.into()], undo: Some(undo) });
    }

    /// Faults, and what can be taken back, stay until they are closed; what only went well does not cover the screen for
    /// ever.
    fn show(self, notice: Notice) {
        self.notice.set(Some(notice.clone()));
        if notice.tone == Tone::Danger || notice.undo.is_some() {
            return;
        }
        tasks::in_time(Duration::from_secs(12), move || {
            if self.notice.with_untracked(|shown| shown.as_ref() == Some(&notice)) {
                self.notice.set(None);
            }
        });
    }

    /// Another screen: what went well on the one before need not cover it, but can still be taken back.
    pub fn leave(self) {
        let over = |it: &Notice| it.tone != Tone::Danger && it.undo.is_none();
        if self.notice.with_untracked(|notice| notice.as_ref().is_some_and(over)) {
            self.notice.set(None);
        }
    }

    /// Asks for a file and lets the operator save it.
    pub fn save(self, request: Request) {
        tasks::of_page(async move {
            if let Some(Reply { answer: Answer::File { name, mime }, bytes: Some(bytes), .. }) = self.ask(request).await
            {
                files::save(&name, &mime, &bytes);
            }
        });
    }
}
