//! A row of a flow as it was sent, taken out of the flow's own XML: what cancellations and comparisons are made from.

use super::Reading;
use crate::records::Posizione;
use crate::schema::Beneficiario;

/// The person with just the parts of one benefit, as sent; `None` where the XML does not have, or cannot say, them.
#[must_use]
pub fn as_sent(reading: &Reading, at: Posizione) -> Option<Beneficiario<'static>> {
    let number = at.beneficiario + 1;
    // What the reader could not place is not in what it read: the row would not be the one that was sent.
    if reading.faults.iter().any(|fault| fault.place.beneficiario == number) {
        return None;
    }
    let beneficiario = reading.flusso.beneficiari.get(at.beneficiario as usize)?;
    let parti = beneficiario.prestazioni.get(at.prima as usize..(at.prima + at.parti) as usize)?;
    Some(Beneficiario {
        codice_fiscale: beneficiario.codice_fiscale.clone(),
        anagrafica: beneficiario.anagrafica.clone(),
        indirizzi: beneficiario.indirizzi.clone(),
        prestazioni: parti.to_vec(),
    })
}
