//! How the archive is kept, on the wire: backups, the passphrase, and emptying it.

pub use crate::archive::backup::Contents;
pub use crate::archive::merge::Kind;
use crate::desk::page::{Page, Part};
use serde::{Deserialize, Serialize};

/// What the page asks. Answer: [`Answer::Done`](crate::desk::Answer::Done), or as it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SafekeepingRequest {
    /// A copy of everything, sealed by the archive's passphrase where it has one, else by this one where it is not empty.
    /// Answer: `Answer::File`.
    Backup {
        /// For the file alone.
        phrase: String,
    },
    /// The same for the folder of copies, made whenever something changed: the journal tells nothing of it.
    LiveCopy,
    /// Opens a backup (its bytes travel beside); nothing is changed. Answer: [`SafekeepingAnswer::Opened`], or
    /// [`SafekeepingAnswer::Sealed`] where it wants a passphrase.
    Open {
        /// Empty where none was asked yet.
        phrase: String,
    },
    /// Puts the backup that was opened in the place of everything.
    Restore,
    /// What the backup that was opened would change if it were merged; nothing is changed. Answer:
    /// [`SafekeepingAnswer::Differences`].
    Compare {
        /// Which of the conflicts to show.
        part: Part,
    },
    /// Merges the backup that was opened and compared. Refused where the archive changed since.
    Merge {
        /// Conflicts ([`MergeConflict::id`]), and whether theirs is taken.
        decisions: Vec<(String, bool)>,
        /// Whether theirs is taken in those that are not named; else ours stays.
        others: bool,
    },
    /// Closes the backup that was opened. Answer: [`SafekeepingAnswer::State`].
    Leave,
    /// Puts a passphrase over everything stored, or another one in its place.
    Protect {
        /// The present one; empty where there is none.
        old: String,
        /// The new one.
        new: String,
    },
    /// Takes the passphrase away: everything is stored in clear.
    Unprotect {
        /// The present one.
        old: String,
    },
    /// Makes a recovery key, in the place of one made before. Answer: [`SafekeepingAnswer::RecoveryKey`].
    MakeRecoveryKey {
        /// The passphrase.
        phrase: String,
    },
    /// Deletes everything: records, files, journal, settings. An archive that is locked too.
    Wipe,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SafekeepingAnswer {
    /// How the archive is kept.
    State(KeepingState),
    /// The backup is open.
    Opened(OpenedBackup),
    /// What a merge would do.
    Differences(Box<MergePreview>),
    /// It wants a passphrase.
    Sealed {
        /// When it was made, in Italian.
        when: String,
    },
    /// The recovery key, to be printed: it is kept nowhere.
    RecoveryKey(String),
}

/// How the archive is kept.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct KeepingState {
    /// Whether there is a passphrase.
    pub protected: bool,
    /// Whether there is a recovery key beside it.
    pub recovery_key: bool,
    /// When the last copy was made, in Italian; empty for never.
    pub last_backup: String,
    /// Days since then.
    pub days_since: Option<u32>,
    /// Actions since then.
    pub changes_since: u32,
    /// How much there is.
    pub contents: Contents,
}

/// A backup that was opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenedBackup {
    /// When it was made, in Italian.
    pub when: String,
    /// How much it holds.
    pub contents: Contents,
    /// Keys of what is damaged in it, and lost.
    pub lost: Vec<String>,
    /// How much would be replaced.
    pub here: Contents,
}

/// What a merge would do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MergePreview {
    /// Records that are only in the backup: they come along.
    pub new: Vec<(Kind, u32)>,
    /// What was changed there alone: it is taken. How many fields, and standings.
    pub taken: Vec<(Kind, u32)>,
    /// What the operator has to know, a sentence each.
    pub told: Vec<String>,
    /// What is to be decided.
    pub conflicts: Page<MergeConflict>,
}

/// What the archive and the backup say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeConflict {
    /// By which it is decided.
    pub id: String,
    /// Which record, in words.
    pub record: String,
    /// The field's label.
    pub label: String,
    /// What is here, in words; empty for blank.
    pub ours: String,
    /// Who wrote it since the archives parted, and when; empty where that is not known.
    pub ours_by: String,
    /// What is in the backup.
    pub theirs: String,
    /// Who wrote that.
    pub theirs_by: String,
}
