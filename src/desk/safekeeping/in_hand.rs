//! A backup that was opened.

use crate::archive::backup::{Backup, Directory};
use crate::archive::vault::Vault;

/// A backup that was opened, to be restored.
pub(in crate::desk) struct InHand {
    pub(super) directory: Directory,
    pub(super) backup: Backup,
    /// What opened it, where it was sealed.
    pub(super) vault: Option<Vault>,
}
