//! ISEE consultations: what is asked of INPS, what its answers do, and what the operator decides.

mod domande;
mod risposte;

pub use domande::{Attesa, Candidato, Domanda, Rifiuto, year_of};
pub use risposte::Caricate;

use super::Archive;
use super::anagrafe::{Step, put_back, unchanged};
use crate::codes::sort::sort_by_key;
use crate::isee::request::Profile;
use crate::records::{
    Consultazione, Prestazione, PrestazioneId, ProgettoId, RigaConsultazione, Riscontro, StatoConsultazione,
};
use std::collections::BTreeSet;

/// Key of a consultation, and index of a row of it.
pub type Posto = (u32, u32);

/// What an action did, so that it can be told and taken back.
#[derive(Debug, Default, PartialEq)]
pub struct Fatto {
    /// To benefits.
    pub prestazioni: Vec<Step<Prestazione>>,
    /// To consultations.
    pub consultazioni: Vec<Step<Consultazione>>,
    /// To request profiles.
    profili: Vec<Step<Profile>>,
    /// The file that it made.
    file: Option<String>,
}

impl Fatto {
    /// The same and what came after it, as one action.
    #[must_use]
    pub fn poi(mut self, next: Self) -> Self {
        join(&mut self.prestazioni, next.prestazioni);
        join(&mut self.consultazioni, next.consultazioni);
        self.profili.extend(next.profili);
        self.file = self.file.or(next.file);
        self
    }

    /// Takes the action back; `false`, and nothing changes, where a record has moved on since.
    pub fn undo(&self, archive: &mut Archive) -> bool {
        if !unchanged(&archive.prestazioni, &self.prestazioni)
            || !unchanged(&archive.consultazioni, &self.consultazioni)
            || !unchanged(&archive.profili_isee, &self.profili)
        {
            return false;
        }
        put_back(&mut archive.prestazioni, &self.prestazioni);
        put_back(&mut archive.consultazioni, &self.consultazioni);
        put_back(&mut archive.profili_isee, &self.profili);
        if let Some(file) = &self.file {
            archive.drop_file(file);
        }
        true
    }
}

/// Steps after steps: of a record that both changed, the first beginning and the last end.
fn join<T>(steps: &mut Vec<Step<T>>, next: Vec<Step<T>>) {
    for (key, before, after) in next {
        match steps.iter_mut().find(|(other, ..)| *other == key) {
            Some(step) => step.2 = after,
            None => steps.push((key, before, after)),
        }
    }
}

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
    pub fn isee_file_key(key: u32, name: &str) -> String {
        format!("isee/{key}/{name}")
    }

    /// Keeps a request profile under its name, or forgets the one of a name.
    pub fn set_profilo_isee(&mut self, nome: &str, profile: Option<Profile>) -> Fatto {
        let known = self.profili_isee.iter().find(|(_, it)| it.id == nome).map(|(key, it)| (key, it.clone()));
        let step = match (known, profile) {
            (None, None) => return Fatto::default(),
            (None, Some(made)) => (self.profili_isee.insert(made.clone()), None, Some(made)),
            (Some((key, before)), None) => {
                self.profili_isee.remove(key);
                (key, Some(before), None)
            }
            (Some((key, before)), Some(made)) => {
                self.profili_isee.put_back(key, made.clone());
                (key, Some(before), Some(made))
            }
        };
        Fatto { profili: vec![step], ..Fatto::default() }
    }

    /// Cases are deleted: what was asked about their people, and what INPS answered, goes with them.
    pub(super) fn forget_asked(&mut self, cases: &BTreeSet<ProgettoId>) -> Vec<Step<Consultazione>> {
        let mut steps = Vec::new();
        for (key, before) in self.consultazioni.iter() {
            let mut after = before.clone();
            for riga in after.righe.iter_mut().filter(|riga| cases.contains(&riga.progetto)) {
                riga.prestazioni.clear();
                riga.codice_fiscale.clear();
                riga.riscontro = None;
            }
            if after != *before {
                steps.push((key, Some(before.clone()), Some(after)));
            }
        }
        for (key, _, after) in &steps {
            if let Some(after) = after {
                self.consultazioni.put_back(*key, after.clone());
            }
        }
        steps
    }

    /// The benefits of a row that are still there.
    pub fn asked<'a>(
        &'a self,
        riga: &'a RigaConsultazione,
    ) -> impl Iterator<Item = (PrestazioneId, &'a Prestazione)> + 'a {
        riga.prestazioni.iter().filter_map(|id| Some((*id, self.prestazioni.get(id.0)?)))
    }

    /// Writes INPS's ISEE into the benefits of a row that may be changed. Says what that did.
    fn write_isee(&mut self, riga: &RigaConsultazione, all: bool, fatto: &mut Fatto) -> usize {
        let Some(inps) = &riga.riscontro else { return 0 };
        let mut written = Vec::new();
        for (id, before) in self.asked(riga).filter(|(_, it)| it.stato.modificabile()) {
            let after = with_isee(before, inps, all);
            if after != *before {
                written.push((id.0, Some(before.clone()), Some(after)));
            }
        }
        for (key, _, after) in &written {
            if let Some(after) = after {
                self.prestazioni.put_back(*key, after.clone());
            }
        }
        let count = written.len();
        join(&mut fatto.prestazioni, written);
        count
    }

    /// The operator's decision on rows that wait for one: INPS's ISEE, or ours. Says how many rows were decided, how
    /// many benefits that changed, and what it did.
    pub fn decidi(&mut self, posti: &[Posto], inps: bool) -> (usize, usize, Fatto) {
        let mut fatto = Fatto::default();
        let (mut decided, mut changed) = (0, 0);
        let mut posti = posti.to_vec();
        sort_by_key(&mut posti, |posto| *posto);
        for of_request in posti.chunk_by(|one, other| one.0 == other.0) {
            let key = of_request[0].0;
            let Some(before) = self.consultazioni.get(key).cloned() else { continue };
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
                    changed += self.write_isee(riga, true, &mut fatto);
                }
            }
            if after != before {
                self.consultazioni.put_back(key, after.clone());
                fatto.consultazioni.push((key, Some(before), Some(after)));
            }
        }
        (decided, changed, fatto)
    }
}
