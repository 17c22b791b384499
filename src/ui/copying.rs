//! The copy outside of the browser: into a folder chosen once, whenever the archive changed.

use super::folder::{CopyFolder, FolderState};
use super::platform::activity;
use super::platform::files;
use super::platform::folder::{self, Folder};
use super::state::{State, Tone};
use super::tasks;
use crate::desk::safekeeping::dated::{LATEST, dated, to_thin_out};
use crate::desk::safekeeping::request::{Contents, SafekeepingRequest};
use crate::desk::{Answer, Request};
use leptos::prelude::*;
use std::time::Duration;
use web_sys::File;

/// Changes within this time are copied together.
const SHORTLY: Duration = Duration::from_secs(2);

impl CopyFolder {
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
    let bytes = files::bytes(there).await?;
    let name = format!("siuss-kit-prima-{}.siuss", there.last_modified());
    folder.write(&name, &js_sys::Uint8Array::new(&bytes).to_vec()).await
}
