//! The copy outside of the browser: into a folder chosen once, whenever the archive changed.

use super::folder::{CopyFolder, FolderState};
use super::platform::activity;
use super::platform::folder::{self, Folder};
use super::platform::preferences;
use super::state::State;
use super::tasks;
use crate::desk::safekeeping::dated::{Copies, copy_number, is_copy};
use crate::desk::safekeeping::request::{Contents, SafekeepingRequest};
use crate::desk::{Answer, Request};
use leptos::prelude::*;
use std::time::Duration;
use web_sys::File;

/// Changes within this time are copied together.
const SHORTLY: Duration = Duration::from_secs(2);

impl CopyFolder {
    /// What waits to be copied is copied before the page may go. Whenever the folder is open, or was copied into, colleagues'
    /// copies in it are looked for.
    pub(super) fn watch(self, state: State) {
        Effect::new(move |_| {
            if matches!(self.stands.get(), FolderState::Open(_)) {
                tasks::of_page(self.look_for_another());
            }
        });
        activity::on_hidden(move || {
            if self.copying.with_value(|it| it.due) {
                self.copy_now(state);
            }
        });
    }

    /// Lets the operator choose one. Where nothing is kept here, what is in it is handed to `found`, to be restored.
    pub(super) fn choose(self, state: State, found: impl Fn(File) + 'static) {
        tasks::of_page(async move {
            let Some(chosen) = folder::choose().await else { return };
            if state.keeping.with_untracked(|it| it.contents == Contents::default())
                && let Some(there) = newest(&chosen).await
            {
                found(there);
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

    async fn look_for_another(self) {
        let Some(folder) = self.folder.get_value() else { return };
        let copies = Copies { number: number() };
        let newest = newest_of(&folder, |name| copies.is_another(name)).await;
        let seen = preferences::read(SEEN).map_or(0, |[seen]| seen);
        let found = newest.map(|file| (file.name(), written(&file))).filter(|(_, made)| *made > seen);
        self.another.set(found);
    }

    /// The colleague's copy was looked at, or not wanted: only a newer one is told of again.
    pub(super) fn dismiss_another(self) {
        if let Some((_, made)) = self.another.get_untracked() {
            preferences::write(SEEN, &[made]);
        }
        self.another.set(None);
    }

    /// Hands over the colleague's copy, to be opened.
    pub(super) fn open_another(self, found: impl Fn(File) + 'static) {
        let (Some((name, _)), Some(folder)) = (self.another.get_untracked(), self.folder.get_value()) else { return };
        self.dismiss_another();
        tasks::of_page(async move {
            if let Some(file) = folder.read(&name).await {
                found(file);
            }
        });
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
        if open && !self.copying.with_value(|it| it.due) {
            self.copying.update_value(|it| it.due = true);
            tasks::in_time(SHORTLY, move || self.copy_now(state));
        }
    }

    fn copy_now(self, state: State) {
        let begins = self.copying.try_update_value(|it| {
            it.due = false;
            it.again = it.under_way;
            !std::mem::replace(&mut it.under_way, true)
        });
        if begins == Some(true) {
            tasks::of_page(async move {
                self.copy(state).await;
                while self.copying.try_update_value(|it| std::mem::take(&mut it.again)) == Some(true) {
                    self.copy(state).await;
                }
                self.copying.update_value(|it| it.under_way = false);
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
        let done = write(&folder, &bytes, state).await;
        let name = folder.name();
        self.stands.set(match done {
            Ok(()) => FolderState::Open(name),
            Err(why) => FolderState::Failed(name, why),
        });
    }
}

async fn write(folder: &Folder, bytes: &[u8], state: State) -> Result<(), String> {
    let copies = Copies { number: number() };
    folder.write(&copies.latest(), bytes).await?;
    if let Some(today) = state.today.get_untracked() {
        folder.write(&copies.dated(today), bytes).await?;
    }
    let names = folder.names().await;
    for name in copies.to_thin_out(names.iter().map(String::as_str)) {
        folder.delete(&name).await;
    }
    Ok(())
}

/// The copy in a folder that was made last, by whichever workstation.
async fn newest(folder: &Folder) -> Option<File> {
    newest_of(folder, is_copy).await
}

/// The one of some copies that was made last.
async fn newest_of(folder: &Folder, wanted: impl Fn(&str) -> bool) -> Option<File> {
    let mut newest: Option<File> = None;
    for name in folder.names().await.iter().filter(|name| wanted(name)) {
        let file = folder.read(name).await;
        newest =
            newest.into_iter().chain(file).max_by(|one, other| one.last_modified().total_cmp(&other.last_modified()));
    }
    newest
}

/// When a file was written last, in seconds since 1970.
#[allow(clippy::cast_sign_loss, reason = "no file is older than that")]
fn written(file: &File) -> u32 {
    (file.last_modified() / 1_000.0) as u32
}

/// The preference for the time of the colleague's copy that was last looked at.
const SEEN: &str = "copie-viste";

/// The preference for the number of this archive's copies.
const NUMBER: &str = "copie";

/// The number that this archive's copies bear: several workstations may share a folder, and what an archive that is here no
/// more left in it is not written over by the next one.
fn number() -> u32 {
    preferences::read(NUMBER).map_or_else(
        || {
            let drawn = copy_number(js_sys::Math::random());
            preferences::write(NUMBER, &[drawn]);
            drawn
        },
        |[number]| number,
    )
}

/// Nothing was ever stored here: what begins now is another archive.
pub(super) fn begin_anew() {
    preferences::write(NUMBER, &[]);
}
