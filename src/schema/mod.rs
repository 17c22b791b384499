//! INPS's flow as values: its elements and attributes, faults of structure, and the way between it and records.
//!
//! A flow of ours and one of any program are both a [`Flusso`]: the same rules judge them.

pub mod attribute;
pub mod fault;
pub mod flusso;
pub mod from_records;
mod in_words;
pub mod to_records;
pub mod value;

pub use attribute::{Attribute, Node, Place};
pub use fault::{Fault, FaultKind};
pub use flusso::{
    Anagrafica, Beneficiario, EnteFlusso, Flusso, IdentificazioneFlusso, Indirizzo, PrestazioneSociale, SinaFlusso,
    Text,
};
pub use value::Value;
