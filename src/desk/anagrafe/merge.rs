//! Two records of the same person: side by side, and what survives of them.

use super::form::{draft_of_assistito, in_words};
use super::view::{MergeField, MergeView};
use crate::archive::Archive;
use crate::archive::anagrafe::NotDone;
use crate::import::Draft;
use crate::records::{Assistito, AssistitoId, Record};

fn both(archive: &Archive, keep: AssistitoId, other: AssistitoId) -> Result<(Draft, Draft), NotDone> {
    if keep == other {
        return Err(NotDone::Same);
    }
    let draft = |id: AssistitoId| archive.assistiti.get(id).map(draft_of_assistito).ok_or(NotDone::Gone);
    Ok((draft(keep)?, draft(other)?))
}

/// The fields that differ, and what else happens.
pub(super) fn preview(archive: &Archive, keep: AssistitoId, other: AssistitoId) -> Result<MergeView, NotDone> {
    let (kept, gone) = both(archive, keep, other)?;
    let fields = Assistito::fields()
        .filter(|field| kept.text(*field) != gone.text(*field))
        .map(|field| MergeField {
            id: field.id().to_owned(),
            label: field.label().to_owned(),
            kept: in_words(archive, field, &kept),
            other: in_words(archive, field, &gone),
            takes_other: kept.text(field).is_empty(),
        })
        .collect();
    let moved = archive.progetti_of(other).count();
    let lines = vec![
        match moved {
            0 => "L'altra scheda non ha progetti.".to_owned(),
            1 => "Il progetto dell'altra scheda passa a questa.".to_owned(),
            many => format!("I {many} progetti dell'altra scheda passano a questa."),
        },
        "Quello che è già stato inviato resta com'è stato inviato.".to_owned(),
    ];
    Ok(MergeView { other, fields, lines })
}

/// The record that stays: its own fields, and those that are taken from the other one.
pub(super) fn survivor(
    archive: &Archive,
    keep: AssistitoId,
    other: AssistitoId,
    from_other: &[String],
) -> Result<Assistito, NotDone> {
    let (Draft { assistito: mut survivor, .. }, Draft { assistito: gone, .. }) = both(archive, keep, other)?;
    for field in Assistito::fields().filter(|field| from_other.iter().any(|id| id == field.id())) {
        survivor.set(field, gone.get(field));
    }
    survivor.anno_nascita = survivor.anno_nascita.or(gone.anno_nascita);
    Ok(survivor)
}
