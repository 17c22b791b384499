//! Why a file is no specimen of a request.

use crate::text::charset::EncodingFault;

/// Why a specimen makes no profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoProfile {
    /// No bytes.
    #[error("Il file è vuoto: scegliere un campione della richiesta ISEE di INPS (XML).")]
    Empty,
    /// Its letters are written in no way that is known here, or not in that which it declares.
    #[error("{0}")]
    Encoding(EncodingFault),
    /// Not XML, or not whole.
    #[error("Il file non è un XML completo: scegliere un campione della richiesta ISEE di INPS.")]
    Damaged,
    /// Entities are never expanded.
    #[error(
        "Il file contiene una dichiarazione DOCTYPE, che può bloccare il computer: non viene letto. Toglierla dal campione e riprovare."
    )]
    Doctype,
    /// Beyond any sample.
    #[error("Il campione supera {0} MB: lasciarvi poche righe e riprovare.")]
    TooBig(usize),
    /// Which element asks about a person?
    #[error(
        "Nel campione non c'è nessun «CodiceFiscale», né come attributo né come elemento: non si capisce quale parte si ripete per ogni persona."
    )]
    NoFiscalCode,
}
