//! A backup that was opened.

use crate::archive::Archive;
use crate::archive::vault::Vault;

/// A backup that was opened, to be restored.
pub(in crate::desk) struct InHand {
    /// When it was made, `AAAA-MM-GG HH:MM`.
    pub(super) quando: String,
    pub(super) archive: Archive,
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// What opened it, where it was sealed.
    pub(super) vault: Option<Vault>,
}
