//! A backup that was opened.

use crate::archive::Archive;
use crate::archive::stored::Damage;
use crate::archive::vault::Vault;
use crate::records::Minute;

/// A backup that was opened, to be restored or merged.
pub(in crate::desk) struct InHand {
    /// When it was made, `AAAA-MM-GG HH:MM`.
    pub(super) quando: Minute,
    pub(super) archive: Archive,
    /// What of the archive cannot be read.
    pub(super) damages: Vec<Damage>,
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// What opened it, where it was sealed.
    pub(super) vault: Option<Vault>,
    /// How long the journal here was when the two archives were compared: what was decided then holds for that one.
    pub(super) compared: Option<usize>,
}
