//! What stays when something is erased: the proof of what was sent, with the papers that were made of it.

use super::Archive;
use super::erasure::Gone;
use crate::records::{AssistitoId, Minute, PrestazioneId, ProgettoId};
use std::collections::BTreeSet;

/// What stays that tells of records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remains {
    /// Names of flows whose XML names them.
    pub flussi: Vec<String>,
    /// When the generations were made whose texts and logs name them, `AAAA-MM-GG HH:MM`.
    pub stampe: Vec<Minute>,
    /// Identifiers of ISEE requests whose file names them.
    pub richieste: Vec<String>,
}

impl Archive {
    /// All that goes with a person.
    #[must_use]
    pub fn all_of_assistito(&self, id: AssistitoId) -> Gone {
        self.with_benefits(BTreeSet::from([id]), self.progetti_of(id).map(|(id, _)| id).collect())
    }

    /// All that goes with a case.
    #[must_use]
    pub fn all_of_progetto(&self, id: ProgettoId) -> Gone {
        self.with_benefits(BTreeSet::new(), BTreeSet::from([id]))
    }

    /// What would stay of these where they are erased.
    #[must_use]
    pub fn remains(&self, gone: &Gone) -> Remains {
        let these = |id: &PrestazioneId| gone.benefits.contains(id);
        let was_sent = |id: &PrestazioneId| {
            let it = self.prestazioni.get(*id);
            it.is_some_and(|it| !it.stato.da_inviare() || !it.invii.is_empty())
        };
        let looks = gone.benefits.iter().any(was_sent);
        let sent = self.flussi.iter().map(|(_, it)| it).filter(|it| looks && it.svuotato.is_unknown());
        let flussi: Vec<String> = sent.filter(|it| it.righe.iter().any(these)).map(|it| it.nome.clone()).collect();
        let names: BTreeSet<&String> = flussi.iter().collect();
        let made = self.stampe.iter().map(|(_, it)| it).filter(|it| {
            it.flussi.iter().any(|nome| names.contains(nome)) || it.lasciate.iter().any(|one| these(&one.prestazione))
        });
        let stampe = made.map(|it| it.creata).collect();
        let asked = self.consultazioni.iter().map(|(_, it)| it).filter(|it| {
            let told = it.righe.iter().filter(|riga| !riga.is_forgotten());
            told.into_iter().any(|riga| gone.cases.contains(&riga.progetto) || riga.prestazioni.iter().any(these))
        });
        let richieste = asked.map(|it| it.identificatore.clone()).collect();
        Remains { flussi, stampe, richieste }
    }
}
