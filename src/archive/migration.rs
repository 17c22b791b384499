//! What archives of older formats lack, made up for when they are opened.

use super::Archive;
use crate::records::{FlussoInviato, Posizione, position};
use std::collections::HashMap;

impl Archive {
    /// Format 1 did not keep where the XML of a flow is, nor where its rows are in it: the XML is with the generation
    /// that made it, and rows are where grouping by person put them. What was sent has not changed since, so the count
    /// of its parts is what it was.
    pub(super) fn complete_older_flows(&mut self) {
        let complete = |flusso: &FlussoInviato| {
            let file = self.xml_key(flusso)?;
            let posizioni = self.places(flusso)?;
            Some(FlussoInviato { posizioni, file, ..flusso.clone() })
        };
        let completed: Vec<(u32, FlussoInviato)> = self
            .flussi
            .iter()
            .filter(|(_, flusso)| flusso.file.is_empty())
            .filter_map(|(key, flusso)| Some((key, complete(flusso)?)))
            .collect();
        for (key, flusso) in completed {
            self.flussi.put_back(key, flusso);
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
