//! Everything into one file.

use super::directory::{Directory, Piece, sum_of};
use super::{Contents, MARK, PIECE, VERSION};
use crate::archive::Archive;
use crate::archive::pack::deflate;
use crate::archive::stored::{Damage, FORMAT};
use crate::archive::vault::Vault;
use crate::records::Minute;

impl Contents {
    /// What an archive holds.
    #[must_use]
    pub fn of(archive: &Archive) -> Self {
        Self {
            assistiti: archive.assistiti.len() as u32,
            progetti: archive.progetti.len() as u32,
            prestazioni: archive.prestazioni.len() as u32,
            flussi: archive.flussi.len() as u32,
        }
    }
}

/// Writes the archive and these files, sealed where there is a key. Blocks that could not be read when it was opened are
/// left out: they are missed when the copy is restored. `progress` is told how many parts of how many are done.
pub fn write<'f>(
    archive: &mut Archive,
    damages: &[Damage],
    files: impl IntoIterator<Item = (&'f String, &'f Vec<u8>)>,
    quando: Minute,
    vault: Option<&Vault>,
    progress: &mut dyn FnMut(u32, u32),
) -> Vec<u8> {
    let records = archive.whole(damages);
    let files = files.into_iter().map(|(key, bytes)| (format!("file/{key}"), bytes.as_slice()));
    let entries: Vec<(String, &[u8])> =
        records.iter().map(|(key, json)| (format!("record/{key}"), json.as_bytes())).chain(files).collect();
    let mut pezzi = Vec::new();
    let mut body = Vec::new();
    let (mut voci, mut piece) = (Vec::new(), Vec::new());
    let last = entries.len().saturating_sub(1);
    for (index, (name, bytes)) in entries.into_iter().enumerate() {
        voci.push((name, bytes.len() as u32));
        piece.extend_from_slice(bytes);
        if piece.len() >= PIECE || index == last {
            let packed = deflate(&piece);
            let packed = match vault {
                Some(vault) => vault.seal(&sealed_as(&voci), &packed),
                None => packed,
            };
            pezzi.push(Piece { voci: std::mem::take(&mut voci), lungo: packed.len() as u32, somma: sum_of(&packed) });
            body.extend_from_slice(&packed);
            piece.clear();
            progress(index as u32 + 1, last as u32 + 1);
        }
    }
    let serrature = vault.map(|vault| vault.locks().clone());
    let conteggi = Contents::of(archive);
    let directory = Directory { versione: VERSION, formato: FORMAT, quando, conteggi, serrature, pezzi };
    let directory = directory.to_bytes(vault);
    let length = (directory.len() as u32).to_le_bytes();
    [MARK.as_slice(), &directory, &body, &directory, &length, MARK].concat()
}

/// The name that a piece is sealed under: what it holds.
pub(super) fn sealed_as(voci: &[(String, u32)]) -> String {
    voci.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("\n")
}
