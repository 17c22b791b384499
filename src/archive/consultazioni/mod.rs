//! ISEE consultations: what is asked of INPS, what its answers do, and what the operator decides.

mod domande;
mod risposte;

pub use domande::{Attesa, CandidatoIsee, Domanda, Rifiuto, year_of};
pub use risposte::Caricate;

use super::Archive;
use crate::isee::request::RequestProfile;
use crate::records::{
    Consultazione, ConsultazioneId, Posto, Prestazione, PrestazioneId, ProgettoId, RigaConsultazione, Riscontro,
    StatoConsultazione,
};
use crate::text::order::InOrder;
use std::collections::BTreeSet;

/// What ours says differently from INPS's; what is not filled does not differ.
#[must_use]
pub fn differs(ours: &Prestazione, inps: &Riscontro) -> bool {
    let dsu = &ours.dsu;
    !dsu.protocollo.is_empty() && !dsu.protocollo.eq_ignore_ascii_case(&inps.protocollo_dsu)
        || dsu.anno.is_some() && dsu.anno != inps.anno_dsu()
        || dsu.data.is_some() && dsu.data != inps.presentazione
        || ours.valore_isee.is_some() && ours.valore_isee != inps.valore
}

/// The benefit with INPS's ISEE: all of it, or only where ours is not filled.
fn with_isee(ours: &Prestazione, inps: &Riscontro, all: bool) -> Prestazione {
    let mut it = ours.clone();
    if all || it.dsu.protocollo.is_empty() {
        it.dsu.protocollo.clone_from(&inps.protocollo_dsu);
    }
    if all || it.dsu.anno.is_none() {
        it.dsu.anno = inps.anno_dsu();
    }
    if all || it.dsu.data.is_none() {
        it.dsu.data = inps.presentazione;
    }
    if all || it.valore_isee.is_none() {
        it.valore_isee = inps.valore;
    }
    it
}

impl Archive {
    /// Key of the stored file of a request.
    #[must_use]
    pub fn isee_file_key(key: ConsultazioneId, name: &str) -> String {
        format!("isee/{key}/{name}")
    }

    /// Keeps a request profile under its name, or forgets the one of a name.
    pub fn set_profilo_isee(&mut self, nome: &str, profile: Option<RequestProfile>) {
        let known = self.profili_isee.iter().find(|(_, it)| it.id == nome).map(|(key, _)| key);
        match (known, profile) {
            (None, None) => {}
            (None, Some(made)) => drop(self.profili_isee.insert(made)),
            (Some(key), None) => drop(self.profili_isee.remove(key)),
            (Some(key), Some(made)) => self.profili_isee.put_back(key, made),
        }
    }

    /// Cases and benefits are erased: what was asked for them, and what INPS answered, goes with them; a row stays as an
    /// empty line. Says how many rows were emptied.
    pub(super) fn forget_asked(&mut self, cases: &BTreeSet<ProgettoId>, benefits: &BTreeSet<PrestazioneId>) -> usize {
        let goes = |riga: &RigaConsultazione| {
            cases.contains(&riga.progetto)
                || !riga.prestazioni.is_empty() && riga.prestazioni.iter().all(|id| benefits.contains(id))
        };
        let about = |riga: &RigaConsultazione| goes(riga) || riga.prestazioni.iter().any(|id| benefits.contains(id));
        let asked = |it: &Consultazione| it.righe.iter().any(about);
        let keys: Vec<ConsultazioneId> =
            self.consultazioni.iter().filter(|(_, it)| asked(it)).map(|(key, _)| key).collect();
        let mut emptied = 0;
        for key in keys {
            let Some(consultazione) = self.consultazioni.get_mut(key) else { continue };
            for riga in consultazione.righe.iter_mut().filter(|riga| about(riga)) {
                if goes(riga) {
                    emptied += usize::from(!riga.is_forgotten());
                    riga.forget();
                } else {
                    riga.prestazioni.retain(|id| !benefits.contains(id));
                }
            }
        }
        emptied
    }

    /// The benefits of a row that are still there.
    pub fn asked<'a>(
        &'a self,
        riga: &'a RigaConsultazione,
    ) -> impl Iterator<Item = (PrestazioneId, &'a Prestazione)> + 'a {
        riga.prestazioni.iter().filter_map(|id| Some((*id, self.prestazioni.get(*id)?)))
    }

    /// Writes INPS's ISEE into the benefits of a row that may be changed. Says how many that changed.
    fn write_isee(&mut self, riga: &RigaConsultazione, all: bool) -> usize {
        let Some(inps) = &riga.riscontro else { return 0 };
        let of_row = self.asked(riga).filter(|(_, it)| it.stato.modificabile());
        let written: Vec<(PrestazioneId, Prestazione)> = of_row
            .map(|(id, before)| (id, with_isee(before, inps, all)))
            .filter(|(id, after)| self.prestazioni.get(*id) != Some(after))
            .collect();
        let count = written.len();
        for (id, after) in written {
            self.prestazioni.put_back(id, after);
        }
        count
    }

    /// The operator's decision on rows that wait for one: INPS's ISEE, or ours. Says how many rows were decided, and how
    /// many benefits that changed.
    pub fn decidi(&mut self, posti: &[Posto], inps: bool) -> (usize, usize) {
        let (mut decided, mut changed) = (0, 0);
        let mut posti = posti.to_vec();
        posti.order_by_key(|posto| *posto);
        for of_request in posti.chunk_by(|one, other| one.0 == other.0) {
            let key = of_request[0].0;
            let Some(before) = self.consultazioni.get(key) else { continue };
            let mut after = before.clone();
            for (_, index) in of_request {
                let Some(riga) = after.righe.get_mut(*index as usize) else { continue };
                if riga.stato != StatoConsultazione::DaGestire {
                    continue;
                }
                riga.stato = StatoConsultazione::Utente;
                riga.motivi = vec![if inps { "Usato l'ISEE di INPS." } else { "Mantenuto il nostro ISEE." }.to_owned()];
                decided += 1;
                if inps {
                    changed += self.write_isee(riga, true);
                }
            }
            if self.consultazioni.get(key) != Some(&after) {
                self.consultazioni.put_back(key, after);
            }
        }
        (decided, changed)
    }
}
