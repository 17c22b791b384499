//! What the steps of the import share.

use crate::desk::importa::request::{
    ImportCheck, ImportDone, ImportFilter, ImportPreview, ImportaAnswer, ImportaRequest,
};
use crate::desk::{ActionId, Answer, Destination, Part, Request};
use crate::records::RecordKey;
use crate::ui::drops::Drops;
use crate::ui::pages::InvioState;
use crate::ui::platform::archive::Reply;
use crate::ui::platform::{files, location};
use crate::ui::state::State;
use crate::ui::tasks;
use leptos::prelude::*;
use web_sys::File;

/// Where the wizard stands; each step carries what it shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// A file is to be chosen.
    Choose,
    /// The columns and what they mean.
    Map(Box<ImportPreview>),
    /// How each row would end.
    Check(Box<ImportPreview>, Box<ImportCheck>),
    /// It is written.
    Done(ImportDone, Option<ActionId>),
}

impl Step {
    pub(super) fn number(&self) -> usize {
        match self {
            Self::Choose => 0,
            Self::Map(_) => 1,
            Self::Check(..) => 2,
            Self::Done(..) => 3,
        }
    }
}

/// "1 riga", "3 righe".
pub(super) fn many(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What the screen remembers while the operator is elsewhere.
#[derive(Clone, Copy)]
pub(in crate::ui) struct ImportaState {
    pub(super) step: RwSignal<Step>,
    /// Why the last file was refused.
    pub(super) refused: RwSignal<Vec<String>>,
    pub(super) filter: RwSignal<ImportFilter>,
    pub(super) page: RwSignal<u32>,
    pub(super) per_page: RwSignal<u32>,
    /// Where what was written is sent from.
    invio: InvioState,
}

impl ImportaState {
    /// No file yet.
    pub(in crate::ui) fn new(state: State, invio: InvioState) -> Self {
        let importa = Self {
            step: RwSignal::new(Step::Choose),
            refused: RwSignal::new(Vec::new()),
            filter: RwSignal::new(ImportFilter::All),
            page: RwSignal::new(0),
            per_page: RwSignal::new(25),
            invio,
        };
        // What was written is taken back: "Fatto" no longer holds.
        Effect::new(move |before: Option<()>| {
            state.undone.track();
            if before.is_some() && importa.step.with_untracked(|step| matches!(step, Step::Done(..))) {
                importa.step.set(Step::Choose);
            }
        });
        // Its sheet went with the desk.
        Effect::new(move |before: Option<()>| {
            state.desk.track();
            if before.is_some() && importa.step.with_untracked(|step| matches!(step, Step::Map(_) | Step::Check(..))) {
                importa.step.set(Step::Choose);
                importa.refused.set(vec!["Il foglio non è più aperto: sceglierlo di nuovo.".into()]);
            }
        });
        // What the check found holds no longer once the archive has changed.
        Effect::new(move |before: Option<()>| {
            state.version.track();
            if before.is_some() && importa.step.with_untracked(|step| matches!(step, Step::Check(..))) {
                importa.check(state, false);
            }
        });
        importa
    }

    /// Takes in the answer to anything that shows the mapping anew.
    pub(super) fn mapped(self, reply: Option<Reply>) {
        match reply.map(|reply| reply.answer) {
            Some(Answer::Importa(ImportaAnswer::Preview(preview))) => {
                self.refused.set(Vec::new());
                self.step.set(Step::Map(preview));
            }
            Some(Answer::Refused { reasons }) => self.refused.set(reasons),
            _ => {}
        }
    }

    /// Reads the first of these files; the others wait for it.
    pub(super) fn take(self, state: State, drops: Drops, files: Vec<File>) {
        if let Some(file) = drops.one_at_a_time(Destination::Importa, files) {
            self.open(state, file);
        }
    }

    /// Reads a file.
    pub(super) fn open(self, state: State, file: File) {
        tasks::of_page(async move {
            self.step.set(Step::Choose);
            self.refused.set(Vec::new());
            let bytes = match files::bytes(&file).await {
                Ok(bytes) => bytes,
                Err(why) => return self.refused.set(vec![why]),
            };
            let request = Request::Importa(ImportaRequest::Open { file_name: file.name() });
            self.mapped(state.ask_long_frankly(request, Some(bytes), "Leggo il foglio", true).await);
        });
    }

    /// Asks something of the open sheet that shows the mapping anew.
    pub(super) fn remap(self, state: State, request: Request) {
        let focused = location::focused();
        tasks::of_page(async move {
            self.mapped(state.ask_frankly(request).await);
            location::refocus_soon(focused, "importa-titolo");
        });
    }

    /// The open sheet, at whichever step.
    pub(super) fn preview(self) -> Memo<ImportPreview> {
        Memo::new(move |before: Option<&ImportPreview>| {
            self.step.with(|step| match step {
                Step::Map(preview) | Step::Check(preview, _) => (**preview).clone(),
                // The screen is about to go: it shows what it showed.
                _ => before.cloned().unwrap_or_default(),
            })
        })
    }

    /// Reads all rows, or (`first` unset) shows other ones of those read.
    pub(super) fn check(self, state: State, first: bool) {
        let Some(ente) = state.ente.get_untracked() else { return };
        let Some((preview, asked_at)) = self.step.with_untracked(|step| match step {
            Step::Map(preview) | Step::Check(preview, _) => Some((preview.clone(), step.number())),
            _ => None,
        }) else {
            return;
        };
        let request = Request::Importa(ImportaRequest::Check {
            ente,
            filter: self.filter.get_untracked(),
            part: Part { page: self.page.get_untracked(), per_page: self.per_page.get_untracked() },
        });
        let focused = location::focused();
        tasks::of_page(async move {
            let reply = if first {
                state.ask_long_frankly(request, None, "Controllo le righe", true).await
            } else {
                state.ask_frankly(request).await
            };
            // The sheet may have been closed meanwhile, or the check left.
            if self.step.with_untracked(Step::number) != asked_at {
                return;
            }
            match reply.map(|reply| reply.answer) {
                Some(Answer::Importa(ImportaAnswer::Check(check))) => {
                    self.step.set(Step::Check(preview, check));
                    location::refocus_soon(focused, "importa-titolo");
                }
                Some(Answer::Refused { reasons }) => self.refused.set(reasons),
                _ => {}
            }
        });
    }

    /// Decides what becomes of fields that the sheet says otherwise than the archive (of none by name: of all), and checks
    /// again.
    pub(super) fn decide(self, state: State, fields: Vec<(RecordKey, String)>, take: bool) {
        tasks::of_page(async move {
            let request = Request::Importa(ImportaRequest::Decide { fields, take });
            if state.ask_frankly(request).await.is_some() {
                self.check(state, true);
            }
        });
    }

    /// From the check back to the columns.
    pub(super) fn back(self, state: State) {
        self.step.update(|step| {
            if let Step::Check(preview, _) = step {
                *step = Step::Map(std::mem::take(preview));
            }
        });
        tasks::of_page(async move {
            state.ask(Request::Importa(ImportaRequest::Uncheck)).await;
        });
    }

    /// Writes.
    pub(super) fn confirm(self, state: State) {
        tasks::of_page(async move {
            let reply =
                state.doing_long(Request::Importa(ImportaRequest::Confirm), None, "Scrivo le prestazioni").await;
            if let Some(Reply { answer: Answer::Importa(ImportaAnswer::Done(done)), action, .. }) = reply {
                self.invio.propose(done.periodo);
                self.step.set(Step::Done(done, action));
            } else {
                // Not written: what would be is to be seen again.
                self.check(state, false);
            }
        });
    }

    /// Back to the beginning.
    pub(super) fn restart(self, state: State) {
        self.step.set(Step::Choose);
        self.refused.set(Vec::new());
        self.filter.set(ImportFilter::All);
        self.page.set(0);
        tasks::of_page(async move {
            state.ask(Request::Importa(ImportaRequest::Drop)).await;
        });
    }
}
