//! ISEE as INPS knows it: what is asked of it, and what it answers about whom.
//!
//! ```text
//! read(bytes) -> zip | SOAP with base64 | any wrapper -> each answer -> which ISEE is the person's -> Risposta
//! Draft -> Search -> write(profile) -> the request's documents
//! ```
//! An answer tells the incomes, the assets and the household of many people: of all that only the indicator of the
//! person asked about is kept, and no type here has room for more.
//! Source: INPS, WSDL ConsultazioneISEE 2.8, `ISEE_Attestazione.xsd` 1.4, `ISEE_EsitoConsultazione*.xsd`.

mod answer;
mod applicable;
mod attestazione;
mod indicatore;
pub mod purpose;
mod read;
pub mod request;
pub mod specimen;
mod unusable;
mod walk;

pub use answer::{Esito, Risposta, TipoIndicatore, Valori};
pub use read::{may_be_answer, read};
pub use unusable::Unusable;
