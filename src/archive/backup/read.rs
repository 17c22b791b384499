//! A file of somebody's back to records and files: what is damaged is left out and named.

use super::MARK;
use super::directory::{Directory, Found, Piece, sum_of};
use super::write::sealed_as;
use crate::archive::pack::inflate;
use crate::archive::stored::{FORMAT, HEAD, Head, Refusal};
use crate::archive::vault::Vault;

/// What is in a backup.
#[derive(Debug)]
pub struct Backup {
    /// Records, as they are stored (`stored::restore`).
    pub records: Vec<(String, String)>,
    /// Files, by their keys.
    pub files: Vec<(String, Vec<u8>)>,
    /// Keys of what was in damaged pieces.
    pub lost: Vec<String>,
}

/// Why a backup cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotABackup {
    /// Neither end of it is.
    #[error(
        "Il file non è una copia di riserva di questo programma, o è rovinato all'inizio e alla fine: provare con un'altra copia."
    )]
    NoDirectory,
    /// A newer program wrote it.
    #[error(
        "La copia è stata fatta da una versione più recente del programma: aggiornare la pagina (Ctrl+F5) e riprovare."
    )]
    Newer,
    /// It says of itself that it is larger than any archive.
    #[error("La copia dichiara più dati di quanti un archivio possa avere (oltre 1 GB): non è stata aperta.")]
    TooLarge,
    /// Somebody put it together.
    #[error(
        "L'indice della copia non è quello che era stato cifrato: il file è stato modificato. Provare con un'altra copia."
    )]
    Changed,
}

/// Whether a file begins, or ends, as backups do.
#[must_use]
pub fn is_backup(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK) || bytes.ends_with(MARK)
}

/// What a backup holds, by its directory; it may want a passphrase.
///
/// # Errors
/// See [`NotABackup`].
pub fn directory(bytes: &[u8]) -> Result<Directory, NotABackup> {
    found(bytes).map(|found| found.directory)
}

fn found(bytes: &[u8]) -> Result<Found, NotABackup> {
    let found = Found::at_either_end(bytes).ok_or(NotABackup::NoDirectory)?;
    found.directory.readable().map_err(|_: Refusal| NotABackup::Newer)?;
    if found.directory.is_bearable() { Ok(found) } else { Err(NotABackup::TooLarge) }
}

/// Opens a backup. `vault` is what opened its locks, where it has them.
///
/// # Errors
/// See [`NotABackup`].
pub fn open(bytes: &[u8], vault: Option<&Vault>) -> Result<Backup, NotABackup> {
    let found = found(bytes)?;
    if vault.is_some_and(|vault| !found.is_sealed_by(vault)) {
        return Err(NotABackup::Changed);
    }
    let mut backup = Backup { records: Vec::new(), files: Vec::new(), lost: Vec::new() };
    let mut rest = bytes.get(found.from..).unwrap_or_default();
    for piece in &found.directory.pezzi {
        let (packed, after) = rest.split_at_checked(piece.lungo as usize).unwrap_or((rest, &[]));
        rest = after;
        match unpack(piece, packed, vault) {
            Some(body) => backup.take(piece, &body),
            None => backup.lost.extend(piece.voci.iter().map(|(name, _)| name.clone())),
        }
    }
    backup.mend_head(&found.directory);
    Ok(backup)
}

/// What a piece holds, one after the other; `None` where it is not as it was written.
fn unpack(piece: &Piece, packed: &[u8], vault: Option<&Vault>) -> Option<Vec<u8>> {
    if sum_of(packed) != piece.somma {
        return None;
    }
    let opened = match vault {
        Some(vault) => &vault.open(&sealed_as(&piece.voci), packed)?,
        None => packed,
    };
    let expected: u64 = piece.voci.iter().map(|(_, bytes)| u64::from(*bytes)).sum();
    inflate(opened, expected).filter(|body| body.len() as u64 == expected)
}

impl Backup {
    /// The head may have been in a damaged piece: what it tells is in the directory too.
    fn mend_head(&mut self, directory: &Directory) {
        if self.records.iter().any(|(key, _)| key == HEAD) {
            return;
        }
        let mut head = Head { formato: FORMAT, ..Head::default() };
        for (name, _) in directory.pezzi.iter().flat_map(|piece| &piece.voci) {
            let block = name.strip_prefix("record/").and_then(|key| key.split_once('/'));
            if let Some((table, Ok(block))) = block.map(|(table, block)| (table, block.parse::<u32>())) {
                let blocks = head.blocchi.entry(table.to_owned()).or_default();
                *blocks = (*blocks).max(block.saturating_add(1));
            }
        }
        self.records.extend(serde_json::to_string(&head).ok().map(|json| (HEAD.to_owned(), json)));
    }

    fn take(&mut self, piece: &Piece, body: &[u8]) {
        let mut rest = body;
        for (name, length) in &piece.voci {
            let (bytes, after) = rest.split_at_checked(*length as usize).unwrap_or((rest, &[]));
            rest = after;
            match name.split_once('/') {
                Some(("record", key)) => {
                    let json = String::from_utf8_lossy(bytes).into_owned();
                    self.records.push((key.to_owned(), json));
                }
                Some(("file", key)) => self.files.push((key.to_owned(), bytes.to_vec())),
                _ => self.lost.push(name.clone()),
            }
        }
    }
}
