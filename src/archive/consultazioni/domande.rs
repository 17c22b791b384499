//! Which cases INPS can be asked about, and the request that asks.

use crate::archive::Archive;
use crate::codes::ProvaMezzi;
use crate::files::zip;
use crate::isee::request::{self, Identificatore, RequestProfile, Search};
use crate::records::{
    Assistito, Consultazione, ConsultazioneId, EnteId, Minute, Moment, Prestazione, PrestazioneId, Progetto,
    ProgettoId, RigaConsultazione, StatoConsultazione,
};
use chrono::{Datelike, NaiveDate};

/// A case, with what can be asked for it.
#[derive(Debug)]
pub struct CandidatoIsee<'a> {
    /// Its key.
    pub id: ProgettoId,
    /// The case.
    pub progetto: &'a Progetto,
    /// The person.
    pub assistito: &'a Assistito,
    /// Its benefits.
    pub prestazioni: Vec<(PrestazioneId, &'a Prestazione)>,
    /// Whether a benefit of it waits for an ISEE.
    pub senza_isee: bool,
}

/// One search, and the benefits that wait for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Domanda {
    /// The case.
    pub progetto: ProgettoId,
    /// The benefits.
    pub prestazioni: Vec<PrestazioneId>,
    /// What to ask.
    pub search: Search,
}

/// A request that a case waits for, and for what of it.
pub type Attesa<'a> = (&'a str, StatoConsultazione);

/// Why no request was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rifiuto {
    /// It is not set up, or was taken out.
    #[error("L'ente intestatario non c'è: sceglierne uno, o aggiungerlo in Impostazioni.")]
    NoEnte,
    /// Its code would be part of the file's name.
    #[error("Il codice dell'ente deve avere da 1 a 32 lettere e cifre: correggerlo in Impostazioni.")]
    CodiceEnte,
    /// Nobody to ask about.
    #[error("Nessuno dei progetti trovati si può chiedere a INPS: guardare la colonna Anomalie.")]
    Nessuna,
    /// Too much for a zip.
    #[error("Il file della richiesta non si può scrivere: dividerla in più richieste.")]
    File,
}

/// Whether a benefit waits for an ISEE and may still get it.
fn lacks(it: &Prestazione) -> bool {
    under_isee(it) && it.stato.modificabile() && !it.dsu.complete()
}

fn under_isee(it: &Prestazione) -> bool {
    it.prova_mezzi == Some(ProvaMezzi::Isee)
}

impl CandidatoIsee<'_> {
    /// What to ask: a search for each benefit and year, of those that wait for an ISEE or of all under ISEE.
    ///
    /// # Errors
    /// Why this case cannot be asked about: the id of a rule, or a sentence.
    pub fn domande(&self, solo_senza: bool, today: NaiveDate) -> Result<Vec<Domanda>, &'static str> {
        if self.progetto.chiuso {
            return Err("Il progetto è chiuso: riaprirlo nel Quadro sinottico per chiedere l'ISEE.");
        }
        if self.prestazioni.is_empty() {
            return Err("Il progetto non ha prestazioni: aggiungerne una nel Quadro sinottico.");
        }
        let mut domande: Vec<(Domanda, bool)> = Vec::new();
        for (id, it) in self.prestazioni.iter().filter(|(_, it)| under_isee(it)) {
            if it.codice.is_empty() {
                return Err("K03");
            }
            let search = Search::new(&self.assistito.codice_fiscale, &it.codice, it.day(), today)?;
            let same = |other: &Search| {
                other.prestazione() == search.prestazione() && other.validita().year() == search.validita().year()
            };
            match domande.iter_mut().find(|(domanda, _)| same(&domanda.search)) {
                Some((domanda, wanted)) => {
                    domanda.prestazioni.push(*id);
                    *wanted |= lacks(it);
                    if search.validita() < domanda.search.validita() {
                        domanda.search = search;
                    }
                }
                None => {
                    let domanda = Domanda { progetto: self.id, prestazioni: vec![*id], search };
                    domande.push((domanda, lacks(it)));
                }
            }
        }
        if domande.is_empty() {
            return Err("Nessuna prestazione del progetto è soggetta a ISEE (prova dei mezzi 1).");
        }
        Ok(domande.into_iter().filter(|(_, wanted)| *wanted || !solo_senza).map(|(domanda, _)| domanda).collect())
    }
}

impl Archive {
    /// All cases, oldest first.
    #[must_use]
    pub fn candidati(&self) -> Vec<CandidatoIsee<'_>> {
        let mut benefits: Vec<Vec<(PrestazioneId, &Prestazione)>> = Vec::new();
        benefits.resize_with(self.progetti.next_key().index(), Vec::new);
        for (key, it) in self.prestazioni.iter() {
            if let Some(of_case) = benefits.get_mut(it.progetto.index()) {
                of_case.push((key, it));
            }
        }
        let candidato = |(key, progetto): (ProgettoId, _)| {
            let progetto: &Progetto = progetto;
            let prestazioni = std::mem::take(&mut benefits[key.index()]);
            Some(CandidatoIsee {
                id: key,
                progetto,
                assistito: self.assistiti.get(progetto.assistito)?,
                senza_isee: prestazioni.iter().any(|(_, it)| lacks(it)),
                prestazioni,
            })
        };
        self.progetti.iter().filter_map(candidato).collect()
    }

    /// Makes a request: its file, kept with the archive, and the consultation that waits for INPS's answer.
    ///
    /// # Errors
    /// See [`Rifiuto`]; nothing is then changed.
    pub fn chiedi(
        &mut self,
        ente: EnteId,
        domande: Vec<Domanda>,
        profile: &RequestProfile,
        moment: &Moment,
        chi: String,
    ) -> Result<ConsultazioneId, Rifiuto> {
        let codice = &self.enti.get(ente).ok_or(Rifiuto::NoEnte)?.codice;
        // Keys are never given twice: neither is the number, not even where a request was taken back.
        let key = self.consultazioni.next_key();
        let identificatore = Identificatore::new(codice, moment.today, key.place() + 1).ok_or(Rifiuto::CodiceEnte)?;
        if domande.is_empty() {
            return Err(Rifiuto::Nessuna);
        }
        let searches: Vec<Search> = domande.iter().map(|it| it.search.clone()).collect();
        let mut documents = request::write(profile, &identificatore, &searches);
        let bytes = if profile.each_alone {
            zip::pack(&documents).map_err(|_| Rifiuto::File)?
        } else {
            documents.pop().map(|(_, bytes)| bytes).unwrap_or_default()
        };
        let (mut tipi, mut anni) = (Vec::new(), Vec::new());
        for it in domande.iter().filter_map(|it| self.progetti.get(it.progetto)) {
            if !it.tipo.is_empty() && !tipi.contains(&it.tipo) {
                tipi.push(it.tipo.clone());
            }
            if !anni.contains(&year_of(it)) {
                anni.push(year_of(it));
            }
        }
        let common = anni.first().copied().flatten().filter(|_| anni.len() == 1);
        let consultazione = Consultazione {
            identificatore: identificatore.to_string(),
            ente,
            giorno: Some(moment.today),
            creata: moment.at,
            utente: chi,
            anno: common.or_else(|| u16::try_from(moment.today.year()).ok()),
            tipi,
            profilo: profile.id.clone().into_owned(),
            file: format!("{identificatore}.{}", profile.extension),
            ricevuta: Minute::UNKNOWN,
            righe: domande
                .into_iter()
                .enumerate()
                .map(|(index, it)| RigaConsultazione {
                    progetto: it.progetto,
                    prestazioni: it.prestazioni,
                    protocollo: identificatore.protocollo(index),
                    codice_fiscale: it.search.codice_fiscale().to_owned(),
                    validita: Some(it.search.validita()),
                    codice: it.search.prestazione().to_owned(),
                    ..RigaConsultazione::default()
                })
                .collect(),
        };
        let file = Self::isee_file_key(key, &consultazione.file);
        self.keep_file(file, bytes);
        Ok(self.consultazioni.insert(consultazione))
    }

    /// By the key of each case, the request that it waits for: for INPS's answer, or for the operator's decision on it.
    #[must_use]
    pub fn in_attesa(&self) -> Vec<Option<Attesa<'_>>> {
        let mut found = vec![None; self.progetti.next_key().index()];
        for (_, consultazione) in self.consultazioni.iter() {
            for riga in &consultazione.righe {
                let waits = matches!(riga.stato, StatoConsultazione::InAttesa | StatoConsultazione::DaGestire);
                if let Some(case) = found.get_mut(riga.progetto.index()).filter(|_| waits) {
                    *case = Some((consultazione.identificatore.as_str(), riga.stato));
                }
            }
        }
        found
    }
}

/// The year of a case: its own, or that of its date.
#[must_use]
pub fn year_of(progetto: &Progetto) -> Option<u16> {
    progetto.anno.or_else(|| u16::try_from(progetto.data?.year()).ok())
}
