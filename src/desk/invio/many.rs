//! One field of many rows at once.

use super::request::{CampoMolte, InvioAnswer, Rows};
use crate::desk::anagrafe::field_for_many;
use crate::desk::reply::refused;
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::import::{Draft, settle_delivery, typed};
use crate::records::field::{FieldKind, Owner};
use crate::records::{Assistito, Atto, Case, Field, PrestazioneId};

/// What makes sense of many rows: what says who somebody is, or when one of them was delivered, does not.
fn fields() -> impl Iterator<Item = Field> {
    let many = |field: &Field| {
        field.owner() != Owner::Assistito && field.group().is_some() && !field.of_delivery() && *field != Field::Ente
    };
    Field::ALL.iter().copied().filter(many).filter(|field| field.kind() != FieldKind::Choices)
}

impl Desk {
    /// The fields that can be changed of many rows.
    pub(super) fn fields_for_many(&self) -> Answer {
        let fields = fields().map(|field| field_for_many(&self.archive, field));
        Answer::Invio(InvioAnswer::Fields(fields.collect()))
    }

    /// Writes a value into a field of rows; what was sent stays as it was sent.
    pub(super) fn change_many(&mut self, CampoMolte { field, text, only_blank }: &CampoMolte, rows: &Rows) -> Answer {
        let Some(field) = fields().find(|it| it.id() == field) else {
            return refused("Questo campo non si può cambiare in molte righe insieme.");
        };
        let ids = self.rows(rows);
        let free =
            |id: &PrestazioneId| self.archive.case(*id).is_some_and(|case| case.prestazione.stato.modificabile());
        let (free, sent): (Vec<PrestazioneId>, Vec<PrestazioneId>) = ids.into_iter().partition(free);
        let blank = |id: &PrestazioneId| self.archive.case(*id).is_some_and(|case| draft(case).text(field).is_empty());
        let (meant, filled): (Vec<PrestazioneId>, Vec<PrestazioneId>) =
            free.into_iter().partition(|id| !only_blank || blank(id));
        // A value that cannot be read is told before anything is written. No record is kept: there may be 100,000 of them.
        let changed = |this: &Self, id| this.archive.case(id).map(|case| with(case, field, text)).transpose();
        // Rows of one case change together with the first of them, and count all the same.
        let mut count = 0;
        for id in &meant {
            match changed(self, *id) {
                Ok(after) => count += usize::from(after.flatten().is_some()),
                Err(message) => return refused(format!("{}: «{text}»: {message}", field.label())),
            }
        }
        for id in meant {
            let Ok(Some(Some(Draft { progetto, prestazione, .. }))) = changed(self, id) else { continue };
            self.archive.change(id, |case| {
                if field.owner() == Owner::Progetto {
                    *case.progetto = progetto;
                } else {
                    *case.prestazione = prestazione;
                }
            });
        }
        if count > 0 {
            self.log(Atto::Modifica, None, format!("campo {}, righe {count}", field.label()));
        }
        self.touched();
        let mut message = format!("{}: righe cambiate {count}.", field.label());
        for (left, why) in [
            (filled.len(), "avevano già un valore e restano com'erano"),
            (sent.len(), "sono già inviate e restano com'erano"),
        ] {
            if left > 0 {
                message.push_str(&format!(" {left} {why}."));
            }
        }
        Answer::Done { message }
    }
}

/// The records with the value in them; `None` where that changes nothing.
fn with(case: Case<'_>, field: Field, text: &str) -> Result<Option<Draft>, String> {
    let before = draft(case);
    let mut after = before.clone();
    after.set(field, typed(field, text, &before)?);
    settle_delivery(&mut after.prestazione);
    Ok((after != before).then_some(after))
}

fn draft(case: Case<'_>) -> Draft {
    Draft {
        ente: None,
        assistito: Assistito::clone(case.assistito),
        progetto: case.progetto.clone(),
        prestazione: case.prestazione.clone(),
    }
}
