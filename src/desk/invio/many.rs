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
        // A value that cannot be read is told before anything is written.
        let mut changes: Vec<(PrestazioneId, Draft)> = Vec::new();
        let (mut sent, mut filled) = (0, 0);
        for id in ids {
            let Some(case) = self.archive.case(id) else { continue };
            if !case.prestazione.stato.modificabile() {
                sent += 1;
                continue;
            }
            let before = draft(case);
            if *only_blank && !before.text(field).is_empty() {
                filled += 1;
                continue;
            }
            let mut after = before.clone();
            match typed(field, text, &before) {
                Ok(value) => after.set(field, value),
                Err(message) => return refused(format!("{}: «{text}»: {message}", field.label())),
            }
            settle_delivery(&mut after.prestazione);
            if after != before {
                changes.push((id, after));
            }
        }
        let count = changes.len();
        for (id, Draft { progetto, prestazione, .. }) in changes {
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
        for (left, why) in
            [(filled, "avevano già un valore e restano com'erano"), (sent, "sono già inviate e restano com'erano")]
        {
            if left > 0 {
                message.push_str(&format!(" {left} {why}."));
            }
        }
        Answer::Done { message }
    }
}

fn draft(case: Case<'_>) -> Draft {
    Draft {
        ente: None,
        assistito: Assistito::clone(case.assistito),
        progetto: case.progetto.clone(),
        prestazione: case.prestazione.clone(),
    }
}
