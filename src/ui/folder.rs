//! The copy outside of the browser: a folder chosen once, into which the archive is copied whenever it changed.

use super::platform::activity;
use super::platform::folder::{self, Folder};
use super::state::{State, Tone};
use super::tasks;
use crate::desk::safekeeping::dated::{LATEST, dated, to_thin_out};
use crate::desk::safekeeping::request::{Contents, SafekeepingRequest};
use crate::desk::{Answer, Request};
use leptos::prelude::*;
use std::time::Duration;
use web_sys::File;

/// How the folder stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum FolderState {
    /// The browser has no such thing, or not on this address.
    #[default]
    Impossible,
    /// None was chosen.
    Unchosen,
    /// It was chosen before, and the browser wants to be asked again.
    Shut(String),
    /// It is copied into.
    Open(String),
    /// The last copy failed: why.
    Failed(String, String),
}

/// What is seen of the folder; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct CopyFolder {
    folder: StoredValue<Option<Folder>, LocalStorage>,
    /// How it stands.
    pub(super) stands: RwSignal<FolderState>,
    /// Whether a copy waits to be made: one is enough for all that changed meanwhile.
    due: StoredValue<bool>,
}

/// Changes within this time are copied together.
const SHORTLY: Duration = Duration::from_secs(2);

impl CopyFolder {
    /// Takes up the folder that was chosen before.
    pub(super) fn start() -> Self {
        let this = Self {
            folder: StoredValue::new_local(None),
            stands: RwSignal::new(FolderState::Impossible),
            due: StoredValue::new(false),
        };
        if folder::can_be_chosen() {
            this.stands.set(FolderState::Unchosen);
            tasks::of_page(async move {
                let Some(kept) = folder::remembered().await else { return };
                let name = kept.name();
                let open = kept.is_open().await;
                this.folder.set_value(Some(kept));
                this.stands.set(if open { FolderState::Open(name) } else { FolderState::Shut(name) });
            });
        }
        this
    }

    /// What waits to be copied is copied before the page may go.
    pub(super) fn watch(self, state: State) {
        activity::on_hidden(move || {
            if self.due.get_value() {
                tasks::of_page(self.copy(state));
            }
        });
    }

    /// Lets the operator choose one. What is in it already is never written over: where nothing is kept here it is handed to
    /// `found`, to be restored, else it stays under its day.
    pub(super) fn choose(self, state: State, found: impl Fn(File) + 'static) {
        tasks::of_page(async move {
            let Some(chosen) = folder::choose().await else { return };
            if let Some(there) = chosen.read(LATEST).await {
                if state.keeping.with_untracked(|it| it.contents == Contents::default()) {
                    found(there);
                } else if let Err(why) = put_aside(&chosen, &there).await {
                    return state.say(Tone::Danger, vec![format!("La cartella non si può usare: {why}")]);
                }
            }
            chosen.remember().await;
            self.take(state, chosen);
        });
    }

    /// Asks the browser to open the one that was chosen before.
    pub(super) fn reopen(self, state: State) {
        let Some(kept) = self.folder.get_value() else { return };
        tasks::of_page(async move {
            if kept.ask().await {
                self.take(state, kept);
            }
        });
    }

    fn take(self, state: State, chosen: Folder) {
        self.stands.set(FolderState::Open(chosen.name()));
        self.folder.set_value(Some(chosen));
        self.changed(state);
    }

    /// Copies no more; what was copied stays.
    pub(super) fn leave(self) {
        self.folder.set_value(None);
        self.stands.set(FolderState::Unchosen);
        tasks::of_page(folder::forget());
    }

    /// The archive changed: it is copied shortly.
    pub(super) fn changed(self, state: State) {
        let open = self.stands.with_untracked(|it| matches!(it, FolderState::Open(_) | FolderState::Failed(..)));
        if open && !self.due.get_value() {
            self.due.set_value(true);
            tasks::in_time(SHORTLY, move || {
                tasks::of_page(async move {
                    self.due.set_value(false);
                    self.copy(state).await;
                });
            });
        }
    }

    /// An empty archive takes nobody's place.
    async fn copy(self, state: State) {
        let Some(folder) = self.folder.get_value() else { return };
        if state.keeping.with_untracked(|it| it.contents == Contents::default()) {
            return;
        }
        let request = Request::Safekeeping(SafekeepingRequest::LiveCopy);
        let Some(reply) = state.ask(request).await else { return };
        let (Answer::File { .. }, Some(bytes)) = (reply.answer, reply.bytes) else { return };
        let written = write(&folder, &bytes, state).await;
        let name = folder.name();
        self.stands.set(match written {
            Ok(()) => FolderState::Open(name),
            Err(why) => FolderState::Failed(name, why),
        });
    }
}

async fn write(folder: &Folder, bytes: &[u8], state: State) -> Result<(), String> {
    folder.write(LATEST, bytes).await?;
    if let Some(today) = state.today.get_untracked() {
        folder.write(&dated(today), bytes).await?;
    }
    let names = folder.names().await;
    for name in to_thin_out(names.iter().map(String::as_str)) {
        folder.delete(&name).await;
    }
    Ok(())
}

/// What was the latest copy stays under the day that it is of, and the time, where there is one of that day.
async fn put_aside(folder: &Folder, there: &File) -> Result<(), String> {
    let bytes = super::platform::files::bytes(there).await?;
    let name = format!("siuss-kit-prima-{}.siuss", there.last_modified());
    folder.write(&name, &js_sys::Uint8Array::new(&bytes).to_vec()).await
}
