//! What stands at both ends of a backup: what is in it, and where.

use super::{LARGEST, MARK, VERSION};
use crate::archive::stored::{FORMAT, Refusal};
use crate::archive::vault::{Locks, Vault};
use crate::records::Minute;
use blake2::digest::consts::U16;
use blake2::{Blake2b, Digest};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Bytes of a length, little end first.
const LENGTH: usize = 4;
const SUM: usize = 16;

/// How much a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Contents {
    /// People.
    pub assistiti: u32,
    /// Cases.
    pub progetti: u32,
    /// Benefits.
    pub prestazioni: u32,
    /// Flows.
    pub flussi: u32,
}

/// What is in a backup, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directory {
    pub(super) versione: u32,
    /// Format of the records.
    pub(super) formato: u32,
    /// When it was made, `AAAA-MM-GG HH:MM`.
    pub quando: Minute,
    /// How much it holds.
    pub conteggi: Contents,
    /// Where there is a passphrase.
    pub serrature: Option<Locks>,
    pub(super) pezzi: Vec<Piece>,
}

/// A piece of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Piece {
    /// What it holds, each with its bytes as they are.
    pub(super) voci: Vec<(String, u32)>,
    /// Bytes in the file.
    pub(super) lungo: u32,
    /// Checksum of these.
    pub(super) somma: String,
}

/// A directory as it was found, and its seal.
pub(super) struct Found {
    pub(super) directory: Directory,
    seal: Vec<u8>,
    json: Vec<u8>,
    /// Where the pieces begin.
    pub(super) from: usize,
}

impl Directory {
    /// As bytes: length, JSON, its seal or checksum.
    pub(super) fn to_bytes(&self, vault: Option<&Vault>) -> Vec<u8> {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let sum = sum(&json);
        let seal = vault.map(|vault| vault.seal(SEALED_AS, &sum)).unwrap_or_default();
        let [json_length, seal_length] = [json.len(), seal.len()].map(|it| (it as u32).to_le_bytes());
        [json_length.as_slice(), &seal_length, &json, &sum, &seal].concat()
    }

    /// Bytes of all that it holds; `None` for more than anybody has.
    pub(super) fn is_bearable(&self) -> bool {
        let bytes = self.pezzi.iter().flat_map(|it| &it.voci).map(|(_, bytes)| u64::from(*bytes));
        bytes.sum::<u64>() <= LARGEST
    }

    /// Whether this program reads what it tells of.
    pub(super) fn readable(&self) -> Result<(), Refusal> {
        if self.versione > VERSION || self.formato > FORMAT { Err(Refusal::Newer) } else { Ok(()) }
    }
}

impl Found {
    /// The directory at the beginning; where that is damaged the one at the end, after which nothing comes but its length
    /// and the mark.
    pub(super) fn at_either_end(bytes: &[u8]) -> Option<Self> {
        bytes.strip_prefix(MARK).and_then(|rest| Self::first_of(rest, MARK.len())).or_else(|| {
            let (rest, length) = bytes.strip_suffix(MARK)?.split_last_chunk::<LENGTH>()?;
            let length = u32::from_le_bytes(*length) as usize;
            let at = rest.len().checked_sub(length)?;
            Some(Self { from: MARK.len() + length, ..Self::first_of(rest.get(at..)?, 0)? })
        })
    }

    fn first_of(bytes: &[u8], from: usize) -> Option<Self> {
        let (json_length, rest) = bytes.split_first_chunk::<LENGTH>()?;
        let (seal_length, rest) = rest.split_first_chunk::<LENGTH>()?;
        let [json_length, seal_length] = [json_length, seal_length].map(|it| u32::from_le_bytes(*it) as usize);
        let (json, rest) = rest.split_at_checked(json_length)?;
        let (said, rest) = rest.split_at_checked(SUM)?;
        let (seal, _) = rest.split_at_checked(seal_length)?;
        if sum(json) != said {
            return None;
        }
        let directory = serde_json::from_slice(json).ok()?;
        let from = from + 2 * LENGTH + json_length + SUM + seal_length;
        Some(Self { directory, seal: seal.to_vec(), json: json.to_vec(), from })
    }

    /// Whether it was sealed by this key, as it is.
    pub(super) fn is_sealed_by(&self, vault: &Vault) -> bool {
        vault.open(SEALED_AS, &self.seal).is_some_and(|sealed| sealed == sum(&self.json))
    }
}

const SEALED_AS: &str = "copia";

fn sum(bytes: &[u8]) -> [u8; SUM] {
    Blake2b::<U16>::digest(bytes).into()
}

/// A checksum in letters.
pub(super) fn sum_of(bytes: &[u8]) -> String {
    sum(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
