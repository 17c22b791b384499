//! The records that a row, or a form, would become: each field put in and read out by name.

use super::cell::CellValue;
use crate::codes::Carattere;
use crate::records::field::Owner;
use crate::records::{Assistito, Erogazione, Field, Prestazione, Progetto, Record, Tipo};

/// A person, a case and a benefit, not tied to any others yet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// The ente, as written; `None` where the sheet names none.
    pub ente: Option<String>,
    /// The person.
    pub assistito: Assistito,
    /// The case.
    pub progetto: Progetto,
    /// The benefit.
    pub prestazione: Prestazione,
}

impl Draft {
    /// Puts in what a cell, or a field of a form, says. A blank one empties the field; the ways in which sheets write two
    /// fields in one cell ([`Field::Nominativo`], [`Field::Importo`]) are the reader's to take apart.
    pub fn set(&mut self, field: Field, value: CellValue) {
        let value = value.of(field);
        if field == Field::Ente {
            self.ente = Some(value.typed()).filter(|ente| !ente.is_empty());
            return;
        }
        match field.owner() {
            Owner::Assistito => self.assistito.set(field, value),
            Owner::Progetto => self.progetto.set(field, value),
            Owner::Prestazione => self.prestazione.set(field, value),
        }
    }

    /// What a form shows in a field, in the form in which [`super::typed`] reads it again.
    #[must_use]
    pub fn text(&self, field: Field) -> String {
        if field == Field::Ente {
            return self.ente.clone().unwrap_or_default();
        }
        let value = match field.owner() {
            Owner::Assistito => self.assistito.get(field),
            Owner::Progetto => self.progetto.get(field),
            Owner::Prestazione => self.prestazione.get(field),
        };
        value.typed()
    }
}

/// A delivery is of *tipo* Tempo, has a day or an hour, and is sent as part of something periodic; else it is none.
pub fn settle_delivery(prestazione: &mut Prestazione) {
    let told = |it: &Erogazione| it.day().is_some() || it.dalle.is_some() || it.alle.is_some();
    if prestazione.tipo == Some(Tipo::Tempo) && prestazione.erogazione.as_ref().is_some_and(told) {
        prestazione.carattere = Some(Carattere::Periodico);
    } else {
        prestazione.erogazione = None;
    }
}
