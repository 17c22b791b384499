//! Places by the codes that records hold, as people call them.

use super::{comuni, nazioni};

/// The name of a comune or foreign state, by its Belfiore code; the code where no table knows it.
#[must_use]
pub fn luogo(belfiore: &str) -> String {
    comuni::latest(belfiore)
        .map(comuni::Comune::label)
        .or_else(|| nazioni::by_belfiore(belfiore).map(|nazione| nazione.nome.to_owned()))
        .unwrap_or_else(|| belfiore.to_owned())
}

/// The name of a nation, by its ISO code; the code where no table knows it.
#[must_use]
pub fn nazione(iso: &str) -> String {
    nazioni::by_iso(iso).map_or_else(|| iso.to_owned(), |nazione| nazione.nome.to_owned())
}
