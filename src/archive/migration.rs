//! What archives of older formats lack, made up for when they are opened.

use super::{Archive, demo};
use crate::records::{AssistitoId, FlussoId, FlussoInviato, Posizione, PrestazioneId, Progetto, ProgettoId};
use crate::schema::from_records;
use std::collections::{HashMap, HashSet};

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
        let completed: Vec<(FlussoId, FlussoInviato)> = self
            .flussi
            .iter()
            .filter(|(_, flusso)| flusso.file.is_empty())
            .filter_map(|(key, flusso)| Some((key, complete(flusso)?)))
            .collect();
        for (key, flusso) in completed {
            self.flussi.put_back(key, flusso);
        }
    }

    /// Before format 3 only the enti of the demonstration were marked. Its people are known by their names, which nobody
    /// bears; what somebody else has under its enti was added.
    pub(super) fn mark_older_demonstration(&mut self) {
        let theirs = |it: &Progetto| it.ente.and_then(|id| self.enti.get(id)).is_some_and(|ente| ente.dimostrativo);
        if self.assistiti.iter().any(|(_, it)| it.dimostrativo) || !self.progetti.iter().any(|(_, it)| theirs(it)) {
            return;
        }
        let people: HashSet<AssistitoId> =
            self.assistiti.iter().filter(|(_, it)| demo::is_invented(it)).map(|(key, _)| key).collect();
        let cases: HashSet<ProgettoId> = self
            .progetti
            .iter()
            .filter(|(_, it)| theirs(it) && people.contains(&it.assistito))
            .map(|(key, _)| key)
            .collect();
        let benefits: Vec<PrestazioneId> =
            self.prestazioni.iter().filter(|(_, it)| cases.contains(&it.progetto)).map(|(key, _)| key).collect();
        for key in people {
            self.assistiti.get_mut(key).into_iter().for_each(|it| it.dimostrativo = true);
        }
        for key in cases {
            self.progetti.get_mut(key).into_iter().for_each(|it| it.dimostrativo = true);
        }
        for key in benefits {
            self.prestazioni.get_mut(key).into_iter().for_each(|it| it.dimostrativo = true);
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
                let parti = from_records::prestazioni(case.progetto, case.prestazione).len() as u32;
                let next = people.len() as u32;
                let (beneficiario, prima) = people.entry(&case.assistito.codice_fiscale).or_insert((next, 0));
                let at = Posizione { cancellazione: false, beneficiario: *beneficiario, prima: *prima, parti };
                *prima += parti;
                Some(at)
            })
            .collect()
    }
}
