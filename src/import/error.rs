//! Why a sheet that can be read gives no benefits at all, in words that say what to do.

use thiserror::Error;

/// No heading means a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "Nessuna colonna è stata riconosciuta: la riga delle intestazioni deve avere nomi come «Codice fiscale», «Cognome», «Codice prestazione». Si può partire dal foglio modello."
)]
pub struct NoColumns;
