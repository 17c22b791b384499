//! The folder that the archive is copied into, as all screens see it. What is done with it: `copying`.

use super::platform::folder::{self, Folder};
use super::tasks;
use leptos::prelude::*;

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

/// One copy after the other: an older one must not end after a newer one, in its place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Copying {
    /// Whether one is due shortly: it is enough for all that changed until then.
    pub(super) due: bool,
    /// Whether one is being made.
    pub(super) under_way: bool,
    /// Whether something changed meanwhile.
    pub(super) again: bool,
}

/// What is seen of the folder; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct CopyFolder {
    pub(super) folder: StoredValue<Option<Folder>, LocalStorage>,
    /// How it stands.
    pub(super) stands: RwSignal<FolderState>,
    /// What is being copied, and what waits for it.
    pub(super) copying: StoredValue<Copying>,
    /// A colleague's copy in it that is newer than what was last looked at: its name, and when it was made.
    pub(super) another: RwSignal<Option<(String, u32)>>,
}

impl CopyFolder {
    /// Takes up the folder that was chosen before.
    pub(super) fn start() -> Self {
        let this = Self {
            folder: StoredValue::new_local(None),
            stands: RwSignal::new(FolderState::Impossible),
            copying: StoredValue::new(Copying::default()),
            another: RwSignal::new(None),
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
}
