//! *Conservazione*: closed cases that are too old are proposed, and erased for good where the operator says so.

pub mod request;

use super::reply::refused;
use super::state::Desk;
use crate::archive::conservazione::{Scartati, Vecchi, Vecchio, limit};
use crate::desk::page::Part;
use crate::desk::request::Answer;
use crate::records::{Assistito, Atto, ProgettoId};
use crate::text::dates;
use chrono::NaiveDate;
use request::{ConservazioneAnswer, ConservazioneRequest, ProgettoVecchio, Proposta, Scelta};
use std::collections::BTreeSet;

const UNREADABLE: &str =
    "Scrivere il numero degli anni, da 1 a 100, oppure lasciare vuoto: così non si propone niente.";
const UNDECIDED: &str = "Prima decidere per quanti anni si conservano i progetti chiusi.";
const NOTHING: &str = "Nessun progetto scelto: non è stato eliminato niente.";
const NOT_AS_TOLD: &str =
    "Nel frattempo l'archivio è cambiato, e non se ne andrebbe più quello che era stato detto: guardare di nuovo.";
const NOT_OVER_DAMAGE: &str = "Una parte dell'archivio non si legge: non si può sapere che cosa va insieme a che cosa, e non è stato eliminato niente. Ripristinare prima una copia di riserva.";

impl Desk {
    pub(super) fn run_conservazione(&mut self, request: ConservazioneRequest) -> Answer {
        match request {
            ConservazioneRequest::Decide { anni } => self.decide_conservazione(anni.trim()),
            ConservazioneRequest::List { part } => self.proposta(part),
            ConservazioneRequest::Try(scelta) => match self.chosen_to_go(&scelta) {
                Ok((cases, carte)) => {
                    let (scartati, _) = self.archive.prova_scarto(&cases, carte);
                    ConservazioneAnswer::Prova { scartati, righe: lines(&scartati) }.into()
                }
                Err(why) => refused(why),
            },
            ConservazioneRequest::Erase { scelta, detto } => self.scarta(&scelta, &detto),
        }
    }

    /// Keys of the stored files that such a request needs: those that go, so that they can come back.
    pub(super) fn conservazione_files(&self, request: &ConservazioneRequest) -> Vec<String> {
        match request {
            ConservazioneRequest::Erase { scelta, .. } => self
                .chosen_to_go(scelta)
                .map(|(cases, carte)| self.archive.prova_scarto(&cases, carte).1)
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn decide_conservazione(&mut self, anni: &str) -> Answer {
        let decided = match anni {
            "" => None,
            anni => match anni.parse().ok().filter(|anni| (1..=100).contains(anni)) {
                Some(anni) => Some(anni),
                None => return refused(UNREADABLE),
            },
        };
        if self.archive.settings.conservazione != decided {
            self.archive.settings.conservazione = decided;
            let nota = decided.map_or_else(|| "nessuno".to_owned(), |anni| format!("anni {anni}"));
            self.log(Atto::ConservazioneDecisa, None, nota);
        }
        let message = match decided {
            None => "Nessun progetto viene proposto per l'eliminazione.".to_owned(),
            Some(1) => "I progetti chiusi da più di un anno vengono proposti per l'eliminazione.".to_owned(),
            Some(anni) => format!("I progetti chiusi da più di {anni} anni vengono proposti per l'eliminazione."),
        };
        Answer::Done { message }
    }

    /// The day before which a case is too old.
    fn too_old(&self) -> Option<NaiveDate> {
        limit(self.archive.settings.conservazione?, self.moment.today)
    }

    fn proposta(&self, part: Part) -> Answer {
        let Vecchi { progetti, sospesi } = self.too_old().map(|day| self.archive.vecchi(day)).unwrap_or_default();
        let sospesi = match sospesi {
            0 => String::new(),
            1 => {
                "Un progetto abbastanza vecchio non è proposto: ha una rettifica o un annullamento in corso.".to_owned()
            }
            many => format!(
                "{many} progetti abbastanza vecchi non sono proposti: hanno una rettifica o un annullamento in corso."
            ),
        };
        ConservazioneAnswer::Proposta(Proposta {
            anni: self.archive.settings.conservazione,
            list: part.of(progetti).filter_map(|it| self.progetto_vecchio(it)),
            sospesi,
        })
        .into()
    }

    fn progetto_vecchio(&self, it: Vecchio) -> Option<ProgettoVecchio> {
        let progetto = self.archive.progetti.get(it.id)?;
        let assistito = self.archive.assistiti.get(progetto.assistito);
        Some(ProgettoVecchio {
            id: it.id,
            assistito: assistito.map(Assistito::label).unwrap_or_default(),
            progetto: progetto.label(),
            ultimo: dates::italian(it.ultimo),
            prestazioni: it.prestazioni,
            inviate: it.inviate,
        })
    }

    /// The cases that go, and before which day the papers do.
    fn chosen_to_go(&self, scelta: &Scelta) -> Result<(BTreeSet<ProgettoId>, Option<NaiveDate>), &'static str> {
        if !self.damages.is_empty() {
            return Err(NOT_OVER_DAMAGE);
        }
        let day = self.too_old().ok_or(UNDECIDED)?;
        let left: BTreeSet<ProgettoId> = scelta.lasciati.iter().copied().collect();
        let old = self.archive.vecchi(day).progetti.into_iter().map(|it| it.id);
        let cases: BTreeSet<ProgettoId> = old.filter(|id| !left.contains(id)).collect();
        if cases.is_empty() { Err(NOTHING) } else { Ok((cases, scelta.carte.then_some(day))) }
    }

    fn scarta(&mut self, scelta: &Scelta, detto: &Scartati) -> Answer {
        let (cases, carte) = match self.chosen_to_go(scelta) {
            Ok(chosen) => chosen,
            Err(why) => return refused(why),
        };
        if self.archive.prova_scarto(&cases, carte).0 != *detto {
            return refused(NOT_AS_TOLD);
        }
        let moment = self.moment;
        let (lent, unstored) = (&self.lent, &self.unstored);
        let file = |key: &str| lent.get(key).or_else(|| unstored.get(key)).cloned();
        let scartati = self.archive.scarta(&cases, carte, &file, &moment);
        let righe = lines(&scartati);
        self.log(Atto::ScartoArchivio, None, righe.join(", "));
        self.touched();
        Answer::Done { message: format!("Eliminati: {}.", righe.join(", ")) }
    }
}

/// What goes, a line a kind; counts alone.
fn lines(it: &Scartati) -> Vec<String> {
    let sent = format!("prestazioni {} (inviate {})", it.prestazioni, it.inviate);
    let others = [
        ("assistiti senza altri progetti", it.assistiti),
        ("modifiche nelle storie", it.storie),
        ("risposte di INPS", it.esiti),
        ("righe di richieste ISEE", it.righe_isee),
        ("stampe con i loro file", it.stampe),
        ("file XML di flussi", it.flussi),
        ("richieste ISEE con il loro file", it.richieste),
    ];
    let told = others.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} {count}"));
    [format!("progetti {}", it.progetti), sent].into_iter().chain(told).collect()
}
