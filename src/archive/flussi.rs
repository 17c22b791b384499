//! The life of a flow after it is made: where its rows stand, and the steps that the operator takes on them.

use super::Archive;
use super::stampa::file_key;
use crate::records::{
    Esito, Fase, FlussoId, FlussoInviato, Minute, Passo, Portale, Posizione, Prestazione, PrestazioneId, Stato,
};
use crate::text::order::InOrder;
use std::collections::{BTreeMap, BTreeSet};

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FlussoRefused {
    /// No such flow.
    #[error("Il flusso non c'è più nell'archivio.")]
    Gone,
    /// It is trashed.
    #[error("Il flusso è cestinato: le sue prestazioni sono già tornate tra quelle da inviare.")]
    Trashed,
    /// INPS has rows of it.
    #[error(
        "{0} righe risultano acquisite da INPS: il flusso non si può cestinare. Segnare come scartate quelle che INPS non ha, o usare Annulla e Rettifica."
    )]
    Acquired(usize),
    /// Some of its rows were erased: nobody knows any more what INPS has of it.
    #[error(
        "Alcune prestazioni di questo flusso sono state eliminate perché troppo vecchie: il flusso non si può più cestinare."
    )]
    Erased,
    /// No such answer.
    #[error("Questo esito non c'è più nell'archivio.")]
    NoAnswer,
    /// None of the rows is open to this step.
    #[error("Nessuna delle righe scelte lo permette: non è stato cambiato nulla.")]
    NoRow,
}

impl Archive {
    /// Key of the stored XML of a flow.
    #[must_use]
    pub fn xml_key(&self, flusso: &FlussoInviato) -> Option<String> {
        if !flusso.file.is_empty() {
            return Some(flusso.file.clone());
        }
        // Flows of older archives are found by the generation that made them.
        let made = self.stampe.iter().find(|(_, stampa)| stampa.flussi.contains(&flusso.nome));
        made.map(|(key, _)| file_key(key, &format!("{}.xml", flusso.nome)))
    }

    /// The flows that hold something to be taken back, with the keys of their XML.
    #[must_use]
    pub fn to_take_back(&self) -> BTreeMap<String, String> {
        let names: BTreeSet<&str> = self
            .prestazioni
            .iter()
            .filter_map(|(_, it)| it.stato.to_take_back().map(|it| it.flusso.as_str()))
            .collect();
        let flows = self.flussi_by_name();
        let key = |name: &str| Some((name.to_owned(), self.xml_key(flows.get(name)?)?));
        names.into_iter().filter_map(key).collect()
    }

    /// Takes a step on rows of a flow (indexes into `righe`; empty for all that wait for it). Says how many took it.
    ///
    /// # Errors
    /// See [`FlussoRefused`]; the archive is then untouched.
    pub fn step(&mut self, id: FlussoId, rows: &[u32], passo: Passo<'_>, at: Minute) -> Result<usize, FlussoRefused> {
        let flusso = self.flussi.get(id).ok_or(FlussoRefused::Gone)?;
        let waits = |of: PrestazioneId| self.prestazioni.get(of).is_some_and(|it| waits_for(&it.stato, passo));
        let picked: Vec<(u32, Passo<'_>)> = if rows.is_empty() {
            flusso.rows().zip(0..).filter(|((id, _), _)| waits(*id)).map(|(_, index)| (index, passo)).collect()
        } else {
            rows.iter().map(|index| (*index, passo)).collect()
        };
        self.steps(id, &picked, at)
    }

    /// The same, where each row takes a step of its own.
    ///
    /// # Errors
    /// See [`FlussoRefused`]; the archive is then untouched.
    pub fn steps(&mut self, id: FlussoId, picked: &[(u32, Passo<'_>)], at: Minute) -> Result<usize, FlussoRefused> {
        let flusso = self.flussi.get(id).ok_or(FlussoRefused::Gone)?;
        if flusso.cestinato.is_known() {
            return Err(FlussoRefused::Trashed);
        }
        let loaded = flusso.portale == Portale::Caricato;
        let mut steps: Vec<Option<Passo<'_>>> = vec![None; flusso.righe.len()];
        let mut places = Vec::new();
        for (index, passo) in picked {
            let index = *index as usize;
            if let Some(step) = steps.get_mut(index) {
                *step = Some(*passo);
                places.extend(flusso.posizioni.get(index).map(|at| (*at, *passo)));
            }
        }
        places.order_by_key(|(at, _)| *at);
        // Deliveries that INPS has as one benefit move as one.
        let with = |at: Posizione| places.binary_search_by_key(&at, |it| it.0).ok().map(|found| places[found].1);
        let chosen: Vec<(PrestazioneId, bool, Passo<'_>)> = flusso
            .rows()
            .zip(steps)
            .filter_map(|((id, at), step)| Some((id, is_cancellation(at), step.or_else(|| with(at?))?)))
            .collect();
        let nome = flusso.nome.clone();
        let mut count = 0;
        for (id, cancellazione, passo) in chosen {
            let Some(before) = self.prestazioni.get(id).filter(|it| concerns(&it.stato, &nome, cancellazione)) else {
                continue;
            };
            let mut after = before.clone();
            // What the portal loaded, and INPS did not discard, is INPS's.
            if loaded
                && matches!(passo, Passo::Rettifica | Passo::Annulla)
                && matches!(after.stato.fase(), Fase::Inviata(_))
            {
                let _ = after.passa(Passo::Acquisisci, at);
            }
            let passo = match passo {
                Passo::Scarta(why) if cancellazione => Passo::ScartaCancellazione(why),
                other => other,
            };
            if after.passa(passo, at).is_ok() {
                count += 1;
                self.prestazioni.put_back(id, after);
            }
        }
        if count == 0 { Err(FlussoRefused::NoRow) } else { Ok(count) }
    }

    /// Trashes a flow that INPS discarded whole: its benefits go back to where they were before it. It stays listed,
    /// and its name is never given again.
    ///
    /// # Errors
    /// See [`FlussoRefused`]; the archive is then untouched.
    pub fn trash(&mut self, id: FlussoId, at: Minute) -> Result<usize, FlussoRefused> {
        let flusso = self.flussi.get(id).ok_or(FlussoRefused::Gone)?;
        if flusso.cestinato.is_known() {
            return Err(FlussoRefused::Trashed);
        }
        if !flusso.eliminate.is_empty() {
            return Err(FlussoRefused::Erased);
        }
        let acquired = flusso.rows().filter(|(id, at)| self.acquired(&flusso.nome, *id, *at)).count();
        if acquired > 0 {
            return Err(FlussoRefused::Acquired(acquired));
        }
        let before = flusso.clone();
        let freed = match self.step(id, &(0..before.righe.len() as u32).collect::<Vec<_>>(), Passo::Libera, at) {
            Ok(freed) => freed,
            // All its rows were freed one by one before.
            Err(FlussoRefused::NoRow) => 0,
            Err(other) => return Err(other),
        };
        self.flussi.put_back(id, FlussoInviato { cestinato: at, ..before });
        Ok(freed)
    }

    /// Writes down what the portal answered to the upload.
    ///
    /// # Errors
    /// See [`FlussoRefused`].
    pub fn portal(&mut self, id: FlussoId, portale: Portale, nota: &str) -> Result<(), FlussoRefused> {
        let before = self.flussi.get(id).ok_or(FlussoRefused::Gone)?.clone();
        if before.cestinato.is_known() {
            return Err(FlussoRefused::Trashed);
        }
        self.flussi.put_back(id, FlussoInviato { portale, nota: nota.to_owned(), ..before });
        Ok(())
    }

    /// Whether INPS has what a row of a flow sent, or took back what it cancelled.
    fn acquired(&self, flusso: &str, id: PrestazioneId, at: Option<Posizione>) -> bool {
        let Some(prestazione) = self.prestazioni.get(id) else { return false };
        let has = match prestazione.stato.fase() {
            Fase::Acquisita(of) | Fase::AcquisitaSenzaDsu(of) => of == flusso && !is_cancellation(at),
            _ => prestazione.stato.cancellazione().is_some_and(|it| it.flusso == flusso) && !is_cancellation(at),
        };
        // What was taken back since was INPS's once, and a cancellation that INPS took cannot be unsaid.
        has || prestazione.invii.iter().any(|it| {
            let over = matches!(it.esito, Esito::Cancellata(_) | Esito::Accolta);
            over && it.flusso == flusso && it.cancellazione == is_cancellation(at)
        })
    }
}

/// How a row of a flow stands, in the operators' words.
#[must_use]
pub fn standing(prestazione: Option<&Prestazione>, flusso: &str, at: Option<Posizione>) -> String {
    let Some(prestazione) = prestazione else { return "Eliminata dall'archivio".to_owned() };
    let (stato, cancellazione) = (&prestazione.stato, is_cancellation(at));
    if concerns(stato, flusso, cancellazione) {
        return stato.label().to_owned();
    }
    if let Some(it) = stato.cancellazione().filter(|it| it.flusso == flusso && !cancellazione) {
        return if it.rettifica { "In rettifica" } else { "In cancellazione" }.to_owned();
    }
    let past = prestazione.invii.iter().rev();
    let mut past = past.filter(|it| it.flusso == flusso && it.cancellazione == cancellazione);
    match past.next().map(|it| &it.esito) {
        Some(Esito::Liberata) => "Predisposta per un nuovo invio".to_owned(),
        Some(Esito::Scartata(_)) if cancellazione => "Cancellazione scartata".to_owned(),
        Some(Esito::Scartata(_)) => "Scartata e predisposta".to_owned(),
        Some(Esito::Cancellata(_)) => "Cancellata".to_owned(),
        Some(Esito::Accolta) => "Cancellazione acquisita".to_owned(),
        None => String::new(),
    }
}

/// Whether a row of this flow speaks of where the benefit stands now.
pub(super) fn concerns(stato: &Stato, flusso: &str, cancellazione: bool) -> bool {
    match stato.fase() {
        Fase::DaInviare | Fase::Annullata { .. } => false,
        Fase::RettificaInviata { nel, .. } => nel == flusso,
        Fase::CancellazioneInviata { nel, .. } => nel == flusso && cancellazione,
        _ => stato.flusso() == Some(flusso) && !cancellazione,
    }
}

/// Whether a row of this flow can go out anew: *Predisponi per un nuovo invio*.
#[must_use]
pub fn can_be_freed(prestazione: &Prestazione, flusso: &str, cancellazione: bool) -> bool {
    concerns(&prestazione.stato, flusso, cancellazione) && prestazione.stato.dopo(Passo::Libera).is_ok()
}

/// Whether a step that is taken on "all" means a row that stands so.
fn waits_for(stato: &Stato, passo: Passo<'_>) -> bool {
    match passo {
        Passo::Libera => matches!(stato.fase(), Fase::Scartata { .. }),
        Passo::Acquisisci | Passo::AcquisisciSenzaDsu => {
            matches!(stato.fase(), Fase::Inviata(_) | Fase::CancellazioneInviata { .. } | Fase::RettificaInviata { .. })
        }
        _ => true,
    }
}

/// Whether a row is a cancellation; a place that is not known is that of a benefit.
#[must_use]
pub fn is_cancellation(at: Option<Posizione>) -> bool {
    at.is_some_and(|at| at.cancellazione)
}
