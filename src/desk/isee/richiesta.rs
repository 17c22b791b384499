//! *Generazione XML di richiesta*: cases, what stands in the way of asking, the request file.

use super::cerca::WantedPerson;
use super::list;
use super::profili::che_fare;
use super::request::{IseeAnswer, RichiestaFatta, RichiestaPage, RichiestaQuery, RichiestaRow};
use crate::archive::Archive;
use crate::archive::consultazioni::{Attesa, CandidatoIsee, Domanda, year_of};
use crate::desk::reply::{Reply, file, refused, workbook};
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::files::workbook::NewSheet;
use crate::records::{Atto, ConsultazioneId, EnteId, Prestazione, Progetto, ProgettoId, RecordKey, StatoConsultazione};
use crate::text::order::InOrder;
use crate::validation::rules;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A case, with what can be asked for it or why nothing can.
type Found<'a> = (CandidatoIsee<'a>, Result<Vec<Domanda>, &'static str>);

/// The cases that a query finds.
fn find<'a>(archive: &'a Archive, query: &RichiestaQuery, today: NaiveDate) -> Vec<Found<'a>> {
    let person = WantedPerson::of(&query.assistito);
    let named = |it: &CandidatoIsee<'_>| {
        person.is(Some(it.progetto.assistito), Some(it.assistito), &it.assistito.codice_fiscale)
    };
    let wanted = |it: &CandidatoIsee<'_>| {
        query.ente.is_none_or(|ente| is_of(it.progetto, ente))
            && (query.chiusi || !it.progetto.chiuso)
            && (!query.solo_senza || it.senza_isee)
            && query.anno.is_none_or(|anno| year_of(it.progetto) == Some(anno))
            && (query.tipo.is_empty() || query.tipo == it.progetto.tipo)
            && (query.comune.is_empty() || query.comune == it.progetto.comune)
            && named(it)
    };
    let with_searches = |it: CandidatoIsee<'a>| {
        let domande = it.domande(query.solo_senza, today);
        (it, domande)
    };
    archive.candidati().into_iter().filter(wanted).map(with_searches).collect()
}

/// Whether a case is of an ente, or of none that anybody named.
fn is_of(progetto: &Progetto, ente: EnteId) -> bool {
    progetto.ente.map_or(progetto.ente_scritto.is_empty(), |of| of == ente)
}

/// Why a case cannot be asked about: a sentence, or what a rule says.
fn in_words(why: &str) -> String {
    match rules::by_id(why) {
        Some(rule) => format!("{}: {}. {}", rule.id, rule.title, rule.mend),
        None => why.to_owned(),
    }
}

fn row((it, domande): &Found<'_>, waiting: &[Option<Attesa<'_>>]) -> RichiestaRow {
    let waiting = waiting[it.id.index()];
    let mut anomalie: Vec<String> = domande.as_ref().err().map(|why| in_words(why)).into_iter().collect();
    if let Some((request, stato)) = waiting {
        anomalie.push(match stato {
            StatoConsultazione::DaGestire => {
                format!("INPS ha risposto a {request}: la risposta è da gestire in Gestione Consultazioni.")
            }
            _ => format!("Già chiesto con {request}: in attesa di riscontro."),
        });
    }
    RichiestaRow {
        id: it.id,
        stato: if it.progetto.chiuso { "CHIUSA" } else { "APERTA" }.to_owned(),
        assistito: it.assistito.label(),
        codice_fiscale: it.assistito.codice_fiscale.clone(),
        progetto: it.progetto.label(),
        comune: it.progetto.comune.clone(),
        oggetto: oggetto(it),
        anomalie,
        bloccato: domande.is_err(),
        in_attesa: waiting.is_some(),
    }
}

/// A line for each benefit code and DSU: one given every month would fill the screen.
fn oggetto(it: &CandidatoIsee<'_>) -> Vec<String> {
    let dsu = |it: &Prestazione| if it.dsu.complete() { it.dsu.protocollo.clone() } else { "senza ISEE".to_owned() };
    let mut groups: Vec<(&Prestazione, String, u32)> = Vec::new();
    for (_, one) in &it.prestazioni {
        let dsu = dsu(one);
        match groups.iter_mut().find(|(first, of, _)| first.codice == one.codice && *of == dsu) {
            Some((.., count)) => *count += 1,
            None => groups.push((one, dsu, 1)),
        }
    }
    let line = |(it, dsu, count): (&Prestazione, String, u32)| {
        let when = if count == 1 { it.period_label() } else { format!("{count} prestazioni") };
        format!("{} {}, {when}, {dsu}", it.codice, it.denomination())
    };
    groups.into_iter().map(line).collect()
}

impl Desk {
    pub(in crate::desk) fn richiesta(&self, query: &RichiestaQuery, today: NaiveDate) -> RichiestaPage {
        let found = find(&self.archive, query, today);
        let waiting = self.archive.in_attesa();
        let free = |(it, _): &&Found<'_>| waiting[it.id.index()].is_none();
        let ready = found.iter().filter(free).filter_map(|(_, domande)| domande.as_ref().ok());
        let mut anni: Vec<u16> = Vec::new();
        let (mut tipi, mut comuni) = (BTreeSet::new(), BTreeSet::new());
        for (_, it) in self.archive.progetti.iter() {
            anni.extend(year_of(it).filter(|anno| !anni.contains(anno)));
            tipi.insert(it.tipo.clone());
            comuni.insert(it.comune.clone());
        }
        anni.order_by_key(|anno| std::cmp::Reverse(*anno));
        RichiestaPage {
            list: query.part.of(&found).map(|it| row(it, &waiting)),
            pronti: ready.clone().count() as u32,
            righe: ready.map(|it| it.len() as u32).sum(),
            anni,
            tipi: list(tipi),
            comuni: list(comuni),
        }
    }

    pub(in crate::desk) fn richiesta_sheet(&self, query: &RichiestaQuery, today: NaiveDate) -> Reply {
        let headings = [
            ("Stato", 10),
            ("Progetto sociale", 34),
            ("Comune", 22),
            ("Assistito", 28),
            ("Codice fiscale", 20),
            ("Oggetto", 60),
            ("Anomalie", 80),
        ];
        let mut sheet = NewSheet::list("Richiesta ISEE", headings);
        let waiting = self.archive.in_attesa();
        for found in find(&self.archive, query, today) {
            let it = row(&found, &waiting);
            sheet.rows.push(vec![
                it.stato.into(),
                it.progetto.into(),
                it.comune.into(),
                it.assistito.into(),
                it.codice_fiscale.into(),
                it.oggetto.join("\n").into(),
                it.anomalie.join("\n").into(),
            ]);
        }
        workbook("richiesta-isee.xlsx", &[sheet])
    }

    pub(in crate::desk) fn chiedi(
        &mut self,
        query: &RichiestaQuery,
        only: &[ProgettoId],
        ente: EnteId,
        profilo: &str,
        today: NaiveDate,
    ) -> Answer {
        let Some(profile) = self.profilo_isee(profilo) else {
            return refused("Questo profilo non c'è più: sceglierne un altro.");
        };
        // Nobody's people but its own.
        let query = RichiestaQuery { ente: Some(ente), ..query.clone() };
        let found = find(&self.archive, &query, today);
        // Who waits for an answer is asked about again only where the operator says so.
        let waiting = self.archive.in_attesa();
        let wanted = |id: ProgettoId| if only.is_empty() { waiting[id.index()].is_none() } else { only.contains(&id) };
        let chosen = found.into_iter().filter(|(it, _)| wanted(it.id));
        let (mut domande, mut lasciati) = (Vec::new(), 0);
        for (_, of_case) in chosen {
            match of_case {
                Ok(of_case) => domande.extend(of_case),
                Err(_) => lasciati += 1,
            }
        }
        let (moment, chi) = (self.moment, self.chi());
        match self.archive.chiedi(ente, domande, &profile, &moment, chi) {
            Ok(id) => {
                let it = self.archive.consultazioni.get(id).cloned().unwrap_or_default();
                let righe = it.righe.len() as u32;
                let nota = format!("{}, righe {righe}", it.identificatore);
                self.fatto(Atto::RichiestaIsee, Some(RecordKey::Consultazione(id)), nota);
                let (identificatore, file) = (it.identificatore, it.file);
                Answer::Isee(IseeAnswer::Fatta(RichiestaFatta {
                    id,
                    identificatore,
                    file,
                    righe,
                    lasciati,
                    che_fare: che_fare(profilo).to_owned(),
                }))
            }
            Err(why) => refused(why.to_string()),
        }
    }

    pub(in crate::desk) fn isee_file(&self, id: ConsultazioneId) -> Reply {
        let made = self.archive.consultazioni.get(id);
        let stored = made.and_then(|it| self.stored_file(&Archive::isee_file_key(id, &it.file)));
        match made.zip(stored) {
            Some((it, bytes)) => {
                let mime = match it.file.rsplit('.').next() {
                    Some("xml") => "application/xml",
                    Some("zip") => "application/zip",
                    _ => "text/csv;charset=utf-8",
                };
                file(&it.file, mime, bytes.to_vec())
            }
            None => refused("Il file di questa richiesta non c'è più nell'archivio.").into(),
        }
    }
}
