//! The rows of answers one after the other: which ask the same, and which only follow from others.

use super::index::{Index, Wanted};
use super::matching::place;
use super::new::{New, Numbers};
use crate::archive::Archive;
use crate::records::{EsitoRicevuto, FlussoId, Motivo, RigaDiFlusso, Soluzione};
use crate::response::Classe;
use std::collections::HashMap;

/// What a row speaks of, and how it is settled.
type Settled = (Vec<RigaDiFlusso>, Soluzione);

/// Finds what each row speaks of. What only follows from other errors is looked for last, among what they discarded.
pub(super) fn all(archive: &Archive, new: &mut [New]) {
    let mut desk = Settler::new(archive, new);
    // The last error of each person.
    let mut errors: HashMap<String, usize> = HashMap::new();
    for (which, it) in new.iter_mut().enumerate().filter(|(_, it)| !it.meaning.consequence) {
        (it.esito.righe, it.esito.soluzione) = desk.settle(it);
        if is_error(it) && !it.esito.codice_fiscale.is_empty() {
            errors.insert(it.esito.codice_fiscale.clone(), which);
        }
    }
    let mut before = None;
    for which in 0..new.len() {
        let it = &new[which];
        if !it.meaning.consequence {
            before = Some(which);
            continue;
        }
        // Of the person that it names, or "precedentemente": of whom the row before it speaks.
        let person = &it.esito.codice_fiscale;
        let error = if person.is_empty() { before } else { errors.get(person).copied() };
        let error = error.map(|at| &new[at]).filter(|error| error.file == it.file && is_error(error));
        let followed = error.map(|error| followed(archive, &it.esito, &error.esito.righe)).unwrap_or_default();
        let settled = if followed.is_empty() { desk.settle(it) } else { (followed, Soluzione::Applicata) };
        (new[which].esito.righe, new[which].esito.soluzione) = settled;
    }
}

/// Whether it is sure what a row discards.
fn is_error(it: &New) -> bool {
    it.esito.soluzione == Soluzione::Applicata && !it.meaning.classe.acquired()
}

/// Of what an error discarded, what a row that follows from it speaks of.
fn followed(archive: &Archive, esito: &EsitoRicevuto, righe: &[RigaDiFlusso]) -> Vec<RigaDiFlusso> {
    let fits = |at: &&RigaDiFlusso| {
        let flusso = archive.flussi.get(at.flusso);
        let flusso = flusso.filter(|it| esito.flusso.is_empty() || it.nome.eq_ignore_ascii_case(&esito.flusso));
        let id = flusso.and_then(|flusso| flusso.righe.get(at.riga as usize));
        id.and_then(|id| archive.prestazioni.get(*id)).is_some_and(|it| {
            (esito.codice_prestazione.is_empty() || it.codice == esito.codice_prestazione)
                && it.dsu.protocollo.starts_with(&esito.protocollo_dsu)
        })
    };
    righe.iter().filter(fits).copied().collect()
}

/// What a row asks the archive.
fn asked(esito: &EsitoRicevuto) -> String {
    let it = esito;
    [it.flusso.as_str(), &it.codice_fiscale, &it.codice_prestazione, &it.protocollo_dsu, &it.ente, &it.messaggio]
        .join("\u{1f}")
}

/// Asks the archive once for all rows that ask the same.
struct Settler<'a> {
    archive: &'a Archive,
    index: Index<'a>,
    /// Keys of flows by their names in upper case.
    flows: HashMap<String, FlussoId>,
    questions: Numbers,
    /// How many rows ask each question, and what is found.
    found: Vec<(usize, Option<Settled>)>,
}

impl<'a> Settler<'a> {
    fn new(archive: &'a Archive, new: &[New]) -> Self {
        let mut questions = Numbers::default();
        let mut found: Vec<(usize, Option<Settled>)> = Vec::new();
        for it in new {
            let number = questions.of(asked(&it.esito));
            if number == found.len() {
                found.push((0, None));
            }
            found[number].0 += 1;
        }
        let flows = archive.flussi.iter().map(|(key, it)| (it.nome.to_ascii_uppercase(), key)).collect();
        Self { archive, index: Index::new(archive), flows, questions, found }
    }

    fn settle(&mut self, it: &New) -> Settled {
        let number = self.questions.of(asked(&it.esito));
        let twins = match &self.found[number] {
            (_, Some(found)) => return found.clone(),
            (twins, None) => *twins,
        };
        let settled = self.look_for(it, twins);
        self.found[number].1 = Some(settled.clone());
        settled
    }

    fn look_for(&self, it: &New, twins: usize) -> Settled {
        let not_found = |motivo| (Vec::new(), Soluzione::NonTrovata(motivo));
        let flusso = self.flows.get(&it.esito.flusso.to_ascii_uppercase()).copied();
        let wanted = Wanted::of(&it.esito, flusso);
        let trashed = |id: FlussoId| self.archive.flussi.get(id).is_some_and(|flusso| flusso.cestinato.is_known());
        if !it.esito.flusso.is_empty() && flusso.is_none() {
            return not_found(Motivo::FlussoIgnoto);
        }
        if flusso.is_some_and(trashed) {
            return not_found(Motivo::FlussoCestinato);
        }
        if wanted.nobody() && flusso.is_none() {
            return not_found(Motivo::SenzaSoggetto);
        }
        let (found, soluzione) = place(&self.index, &wanted, it.meaning, &it.esito.messaggio, twins);
        let righe = || found.iter().map(|entry| entry.at).collect();
        match (it.meaning.classe, soluzione) {
            (Classe::Sconosciuta, Soluzione::Applicata) => (righe(), Soluzione::DaDecidere),
            (Classe::Sconosciuta, Soluzione::DaScegliere(_)) => (Vec::new(), Soluzione::DaDecidere),
            (_, Soluzione::Applicata) => (righe(), soluzione),
            _ => (Vec::new(), soluzione),
        }
    }
}
