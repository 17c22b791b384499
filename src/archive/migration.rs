//! What archives of older formats lack, made up for when they are opened.

use super::Archive;
use crate::records::{FlussoInviato, Posizione, position};
use std::collections::HashMap;

impl Archive {
    /// Format 1 did not keep where the rows of a flow are in its XML: they are where grouping by person put them.
    /// What was sent has not changed since, so the count of its parts is what it was.
    pub(super) fn place_rows_of_older_flows(&mut self) {
        let unplaced = |flusso: &&FlussoInviato| flusso.posizioni.is_empty() && !flusso.righe.is_empty();
        let placed: Vec<(u32, Vec<Posizione>)> = self
            .flussi
            .iter()
            .filter(|(_, flusso)| unplaced(flusso))
            .filter_map(|(key, flusso)| Some((key, self.places(flusso)?)))
            .collect();
        for (key, posizioni) in placed {
            if let Some(flusso) = self.flussi.get(key).cloned() {
                self.flussi.put_back(key, FlussoInviato { posizioni, ..flusso });
            }
        }
    }

    /// `None` where a benefit is gone: then no place is sure.
    fn places(&self, flusso: &FlussoInviato) -> Option<Vec<Posizione>> {
        let mut people: HashMap<&str, (u32, u32)> = HashMap::new();
        flusso
            .righe
            .iter()
            .map(|id| {
                let case = self.case(*id)?;
                let parti = position::prestazioni(case.progetto, case.prestazione).len() as u32;
                let next = people.len() as u32;
                let (beneficiario, prima) = people.entry(&case.assistito.codice_fiscale).or_insert((next, 0));
                let at = Posizione { cancellazione: false, beneficiario: *beneficiario, prima: *prima, parti };
                *prima += parti;
                Some(at)
            })
            .collect()
    }
}
