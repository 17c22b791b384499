//! Why a file gives no ISEE answers at all, in words that say what to do.

use crate::text::charset::EncodingFault;
use thiserror::Error;

/// A file that is not what INPS's ISEE services answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unusable {
    /// No bytes.
    #[error("Il file è vuoto: scegliere la risposta ISEE scaricata da INPS (XML o zip).")]
    Empty,
    /// Not the beginning of an XML element, nor of a zip.
    #[error("Il file non è un XML: scegliere la risposta ISEE scaricata da INPS (XML o zip).")]
    NotXml,
    /// Its letters are written in no way that is known here, or not in that which it declares.
    #[error("{0}")]
    Encoding(EncodingFault),
    /// XML of something else.
    #[error(
        "Il file non contiene risposte ISEE: dovrebbe esserci almeno un elemento «EsitoAttestazione», «Attestazione» o «Indicatore» di INPS (http://inps.it/ISEERiforma)."
    )]
    NoAnswers,
    /// A whole declaration.
    #[error(
        "Il file contiene la dichiarazione DSU completa, con redditi e patrimoni, che qui non serve e non viene letta: chiedere a INPS l'attestazione o l'indicatore."
    )]
    Declaration,
    /// The gateway answered instead of the service.
    #[error("Il file contiene un errore del servizio INPS (Fault) e nessuna risposta: ripetere la richiesta.")]
    Fault,
    /// No answer of INPS has one; entities are never expanded.
    #[error(
        "Il file contiene una dichiarazione DOCTYPE, che le risposte INPS non hanno e che può bloccare il computer: non viene letto. Scaricarlo di nuovo da INPS."
    )]
    Doctype,
    /// It stops half way, or is no well-formed XML.
    #[error("Il file è incompleto o danneggiato: scaricarlo di nuovo da INPS e riprovare.")]
    Damaged,
    /// The text inside `XmlEsito…` is neither base64 nor XML.
    #[error("Una risposta nel file è codificata in base64 e non si decodifica: scaricare di nuovo il file da INPS.")]
    Payload,
    /// Elements in elements beyond any purpose.
    #[error("Il file ha troppi elementi uno dentro l'altro ({0} al massimo): non è una risposta INPS.")]
    TooDeep(usize),
    /// One element that goes on and on.
    #[error("Il file ha un elemento più lungo di {0} kB: non è una risposta INPS.")]
    TooLong(usize),
    /// Elements upon elements that are no answer.
    #[error("Il file ha più di {0} elementi fuori dalle risposte ISEE: non è una risposta INPS.")]
    TooManyOthers(usize),
    /// Beyond what is held in memory.
    #[error("Il file, una volta aperto, supera {0} MB: dividere la richiesta in più richieste.")]
    TooBig(u64),
    /// Beyond what is held in memory.
    #[error("Il file contiene più di {0} risposte: dividere la richiesta in più richieste.")]
    TooMany(usize),
    /// A zip with a password.
    #[error("L'archivio zip è protetto da una password: estrarne i file e scegliere quelli.")]
    Encrypted,
    /// A zip that does not open, or is made to fill the memory.
    #[error("L'archivio zip è danneggiato o non è una risposta INPS: scaricarlo di nuovo da INPS e riprovare.")]
    Zip,
}
