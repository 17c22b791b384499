//! *Esiti INPS*: answers read, found, settled and freed.

mod elenco;
pub mod request;

use super::joined::{self, Joined};
use super::reply::{Reply, refused, workbook};
use super::state::Desk;
use crate::archive::esiti::{self, Letto};
use crate::archive::flussi::standing;
use crate::desk::request::Answer;
use crate::desk::words::Words;
use crate::files::workbook::{NewCell, NewSheet};
use crate::import;
use crate::records::{Atto, Case, EsitoId, EsitoRicevuto, FlussoId, RigaDiFlusso, Soluzione};
use crate::response::{self, Classe};
use crate::text::order::InOrder;
use request::{
    Apre, Candidato, Decisione, EsitiAnswer, EsitiPage, EsitiQuery, EsitiRequest, EsitoView, FlussoAtteso, Messaggio,
};
use std::collections::BTreeMap;

/// So many benefits of an answer are named in a row of the table.
const NAMED: usize = 3;
/// So many candidates are shown: a choice among more is made by naming the flow.
const MOST_CANDIDATES: usize = 500;

impl Desk {
    pub(super) fn run_esiti(&mut self, request: EsitiRequest, bytes: &[u8]) -> Reply {
        match request {
            EsitiRequest::List(query) => EsitiAnswer::List(Box::new(self.esiti_page(&query))).into(),
            EsitiRequest::Sheet(query) => self.esiti_sheet(&query),
            EsitiRequest::Read { files, flusso } => self.read_esiti(&files, flusso, bytes).into(),
            EsitiRequest::Candidates { id } => self.candidates(id).into(),
            EsitiRequest::Settle { id, righe, decisione } => self.settle_esito(id, &righe, decisione).into(),
            EsitiRequest::Free { id, query } => self.free_esiti(id, &query).into(),
            EsitiRequest::Elenco => self.elenco().into(),
            EsitiRequest::ElencoSheet => self.elenco_sheet(),
            EsitiRequest::Messages => EsitiAnswer::Messages(messages()).into(),
        }
    }

    fn read_esiti(&mut self, files: &Joined, flusso: Option<FlussoId>, bytes: &[u8]) -> Answer {
        let mut said: Vec<(String, bool)> = Vec::new();
        let mut read = Vec::new();
        for (name, this) in joined::each(files, bytes) {
            match response::read(this, import::recognised) {
                Ok(response) => {
                    said.push((name.to_owned(), true));
                    read.push(response);
                }
                Err(why) => said.push((format!("{name}: {why}"), false)),
            }
        }
        let at = self.moment.at;
        let letti = esiti::receive(&mut self.archive, &read, flusso, at);
        let of_file = said.iter_mut().filter(|(_, whole)| *whole);
        for ((sentence, _), letto) in of_file.zip(&letti) {
            sentence.push_str(&told(letto));
        }
        let sum = |count: fn(&Letto) -> u32| letti.iter().map(count).sum::<u32>();
        let new = sum(|it| it.righe - it.gia_lette) > 0;
        if new {
            let nota = format!(
                "file {}, righe {}, già lette {}, acquisite {}, scartate {}, da decidere {}, non trovate {}",
                letti.len(),
                sum(|it| it.righe),
                sum(|it| it.gia_lette),
                sum(|it| it.acquisite),
                sum(|it| it.scartate),
                sum(|it| it.da_decidere),
                sum(|it| it.non_trovate)
            );
            self.acted_on_esiti(Atto::EsitiLetti, nota);
        }
        Answer::Esiti(EsitiAnswer::Read { files: said, new })
    }

    fn acted_on_esiti(&mut self, atto: Atto, nota: String) {
        self.log(atto, None, nota);
        self.touched();
    }

    fn settle_esito(&mut self, id: EsitoId, righe: &[RigaDiFlusso], decisione: Decisione) -> Answer {
        let at = self.moment.at;
        match esiti::settle_by_hand(&mut self.archive, id, righe, decisione, at) {
            Ok(count) => {
                self.acted_on_esiti(Atto::EsitoDeciso, format!("prestazioni {count}"));
                let message = match decisione {
                    Decisione::Niente => "Riga messa da parte: niente da fare.".to_owned(),
                    _ => format!("Esito deciso: prestazioni interessate {count}."),
                };
                Answer::Done { message }
            }
            Err(why) => refused(why.to_string()),
        }
    }

    fn free_esiti(&mut self, id: Option<EsitoId>, query: &EsitiQuery) -> Answer {
        let keys = id.map_or_else(|| self.found_esiti(query), |id| vec![id]);
        let at = self.moment.at;
        match esiti::free(&mut self.archive, keys.into_iter(), at) {
            Ok(count) => {
                self.acted_on_esiti(Atto::RigheLiberate, format!("prestazioni {count}"));
                Answer::Done { message: format!("Predisposte per un nuovo invio: {count} prestazioni.") }
            }
            Err(why) => refused(why.to_string()),
        }
    }

    /// Flows that wait for answers, newest first.
    pub(super) fn flussi_attesi(&self) -> Vec<FlussoAtteso> {
        let open = self.archive.flussi.iter().rev().filter(|(_, flusso)| flusso.cestinato.is_unknown());
        let waiting = open.map(|(id, flusso)| {
            let rows = (0..flusso.righe.len() as u32).map(|riga| RigaDiFlusso { flusso: id, riga });
            FlussoAtteso {
                id,
                nome: flusso.nome.clone(),
                righe: rows.filter(|at| esiti::waits(&self.archive, *at)).count() as u32,
                caricato: flusso.portale == crate::records::Portale::Caricato,
            }
        });
        waiting.filter(|it| it.righe > 0).collect()
    }

    /// The benefit of a row of a flow, with all that it belongs to.
    fn case_at(&self, at: RigaDiFlusso) -> Option<Case<'_>> {
        self.archive.case(esiti::sent(&self.archive, at)?.1)
    }

    fn standing_at(&self, at: RigaDiFlusso) -> String {
        let flusso = self.archive.flussi.get(at.flusso);
        let of = flusso.zip(esiti::sent(&self.archive, at));
        of.map_or_else(String::new, |(flusso, (nome, id, _))| {
            standing(self.archive.prestazioni.get(id), nome, flusso.posizioni.get(at.riga as usize).copied())
        })
    }

    /// The row of an answer that tells how it stands: one that is discarded before one that was freed.
    fn telling(&self, esito: &EsitoRicevuto) -> Option<RigaDiFlusso> {
        let discarded = esito.righe.iter().find(|at| esiti::discarded(&self.archive, **at));
        discarded.or(esito.righe.first()).copied()
    }

    /// How an answer stands, in words.
    pub(in crate::desk) fn situazione(&self, esito: &EsitoRicevuto) -> String {
        match esito.soluzione {
            Soluzione::DaScegliere(_) => "Da scegliere",
            Soluzione::DaDecidere => "Da decidere",
            Soluzione::NonTrovata(_) => "Non trovata",
            Soluzione::Archiviata => "Niente da fare",
            Soluzione::Applicata => return self.telling(esito).map(|at| self.standing_at(at)).unwrap_or_default(),
        }
        .to_owned()
    }

    /// Keys of the answers that a query finds, those read last first.
    fn found_esiti(&self, query: &EsitiQuery) -> Vec<EsitoId> {
        let words = Words::of(&query.search);
        let mut found: Vec<(u32, EsitoId)> = self
            .archive
            .esiti
            .iter()
            .filter(|(key, _)| query.solo.is_none_or(|solo| solo == *key))
            .filter(|(_, it)| query.tipo.is_empty() || it.significato == query.tipo)
            .filter(|(_, it)| query.situazione.is_empty() || self.situazione(it) == query.situazione)
            .filter(|(_, it)| words.are_in(|| self.text_of(it)))
            .map(|(key, it)| (u32::MAX - it.lettura, key))
            .collect();
        found.order();
        found.into_iter().map(|(_, key)| key).collect()
    }

    /// All that a search looks for.
    fn text_of(&self, esito: &EsitoRicevuto) -> String {
        let mut text = [esito.soggetto.as_str(), &esito.codice_fiscale, &esito.messaggio, &esito.flusso].join(" ");
        for at in &esito.righe {
            if let (Some(case), Some(flusso)) = (self.case_at(*at), self.archive.flussi.get(at.flusso)) {
                let person = case.assistito;
                for word in
                    [&person.cognome, &person.nome, &person.codice_fiscale, &case.prestazione.codice, &flusso.nome]
                {
                    text.push(' ');
                    text.push_str(word);
                }
            }
        }
        text
    }

    fn esiti_page(&self, query: &EsitiQuery) -> EsitiPage {
        let found = self.found_esiti(query);
        let mut tipi: BTreeMap<String, u32> = BTreeMap::new();
        let mut situazioni: BTreeMap<String, u32> = BTreeMap::new();
        for (_, esito) in self.archive.esiti.iter() {
            *tipi.entry(esito.significato.clone()).or_default() += 1;
            *situazioni.entry(self.situazione(esito)).or_default() += 1;
        }
        let kinds =
            response::meanings().filter_map(|it| Some((it.id.to_owned(), it.title.to_owned(), *tipi.get(it.id)?)));
        let discards = |key: &&EsitoId| {
            let rows = self.archive.esiti.get(**key).map_or(&[][..], |esito| &esito.righe);
            rows.iter().any(|at| esiti::discarded(&self.archive, *at))
        };
        EsitiPage {
            all: self.archive.esiti.len() as u32,
            list: query.part.of(&found).filter_map(|key| self.esito_row(*key)),
            da_liberare: found.iter().filter(discards).count() as u32,
            tipi: kinds.collect(),
            situazioni: situazioni.into_iter().collect(),
            flussi: self.flussi_attesi(),
        }
    }

    /// A row of the table; what it follows from is looked for among all others, so only for rows on screen.
    fn esito_row(&self, key: EsitoId) -> Option<EsitoView> {
        let esito = self.archive.esiti.get(key)?;
        let mut row = self.esito_view(key, esito);
        if response::meaning(&esito.significato).consequence {
            row.segue = self.cause(key, esito);
            if row.segue.is_none() && row.dubbio.is_empty() {
                "L'errore da cui segue non è tra gli esiti letti.".clone_into(&mut row.dubbio);
            }
        }
        Some(row)
    }

    fn esito_view(&self, id: EsitoId, esito: &EsitoRicevuto) -> EsitoView {
        let meaning = response::meaning(&esito.significato);
        let told = esito.righe.iter().take(NAMED).filter_map(|at| {
            let case = self.case_at(*at)?;
            Some((case.prestazione.progetto, benefit(case)))
        });
        let to_free = esito.righe.iter().find(|at| esiti::discarded(&self.archive, **at));
        let known = esito.righe.first().map(|at| at.flusso);
        let flusso = known.and_then(|id| Some((Some(id), self.archive.flussi.get(id)?.nome.clone())));
        let mut messaggio = esito.messaggio.clone();
        if !esito.codice_acquisizione.is_empty() {
            messaggio.push_str(" · acquisizione SIUSS ");
            messaggio.push_str(&esito.codice_acquisizione);
        }
        EsitoView {
            id,
            numero: esito.numero.clone(),
            soggetto: esito.soggetto.clone(),
            flusso: flusso.unwrap_or_else(|| (None, esito.flusso.clone())),
            prestazioni: told.collect(),
            altre: esito.righe.len().saturating_sub(NAMED) as u32,
            messaggio,
            tipo: meaning.title.to_owned(),
            perche: meaning.explanation.to_owned(),
            fare: meaning.action.to_owned(),
            situazione: self.situazione(esito),
            dubbio: match esito.soluzione {
                Soluzione::DaScegliere(motivo) | Soluzione::NonTrovata(motivo) => motivo.sentence(),
                _ => "",
            }
            .to_owned(),
            apre: match esito.soluzione {
                Soluzione::DaScegliere(_) | Soluzione::NonTrovata(_) if meaning.classe == Classe::Sconosciuta => {
                    Apre::ScegliEDecidi
                }
                Soluzione::DaScegliere(_) | Soluzione::NonTrovata(_) => Apre::Scegli,
                Soluzione::DaDecidere if esito.righe.is_empty() => Apre::ScegliEDecidi,
                Soluzione::DaDecidere => Apre::Decidi,
                _ => to_free
                    .and_then(|at| self.case_at(*at))
                    .map_or(Apre::Niente, |case| Apre::Libera(case.prestazione.progetto)),
            },
            segue: None,
        }
    }

    /// The error that a row follows from: another answer on the same benefit, or on the same person in the same flow.
    fn cause(&self, id: EsitoId, esito: &EsitoRicevuto) -> Option<(EsitoId, String)> {
        let person = |esito: &EsitoRicevuto| {
            let known = esito.righe.first().and_then(|at| self.case_at(*at));
            known.map_or_else(|| esito.codice_fiscale.clone(), |case| case.assistito.codice_fiscale.clone())
        };
        let of = person(esito);
        let same = |other: &EsitoRicevuto| {
            other.righe.iter().any(|at| esito.righe.contains(at))
                || !of.is_empty()
                    && other.codice_fiscale == of
                    && (esito.righe.is_empty() || other.righe.iter().any(|at| at.flusso == esito.righe[0].flusso))
        };
        let error = |other: &EsitoRicevuto| {
            let meaning = response::meaning(&other.significato);
            meaning.classe == Classe::Scartata && !meaning.consequence
        };
        let found = self.archive.esiti.iter().find(|(key, other)| *key != id && same(other) && error(other))?;
        let numero = if found.1.numero.is_empty() { String::new() } else { format!("riga {}: ", found.1.numero) };
        Some((found.0, numero + &found.1.messaggio))
    }

    fn candidates(&self, id: EsitoId) -> Answer {
        let Some(esito) = self.archive.esiti.get(id) else {
            return refused("Questo esito non c'è più nell'archivio.");
        };
        let found = esiti::candidates(&self.archive, esito).into_iter().take(MOST_CANDIDATES).filter_map(|riga| {
            let case = self.case_at(riga)?;
            let (flusso, _, cancellazione) = esiti::sent(&self.archive, riga)?;
            let operation = if cancellazione { "Cancellazione: " } else { "" };
            Some(Candidato {
                riga,
                flusso: flusso.to_owned(),
                assistito: format!("{} {}", case.assistito.label(), case.assistito.codice_fiscale),
                prestazione: format!("{operation}{}", what(case)),
                situazione: self.standing_at(riga),
            })
        });
        Answer::Esiti(EsitiAnswer::Candidates(found.collect()))
    }

    /// The answers that a query finds as a workbook (*Genera XLS*). Every cell is text: none can start a formula.
    fn esiti_sheet(&self, query: &EsitiQuery) -> Reply {
        const HEADINGS: [(&str, u16); 9] = [
            ("Numero", 10),
            ("Soggetto", 40),
            ("Flusso", 30),
            ("Prestazione", 60),
            ("Messaggio", 60),
            ("Tipo", 30),
            ("Perché", 60),
            ("Cosa fare", 60),
            ("Situazione", 24),
        ];
        let mut sheet = NewSheet::list("Esiti INPS", HEADINGS);
        for key in self.found_esiti(query) {
            let Some(esito) = self.archive.esiti.get(key) else { continue };
            let row = self.esito_view(key, esito);
            let benefits: Vec<String> = esito.righe.iter().filter_map(|at| self.case_at(*at).map(benefit)).collect();
            let cells = [
                row.numero,
                row.soggetto,
                row.flusso.1,
                benefits.join("; "),
                row.messaggio,
                row.tipo,
                row.perche,
                row.fare,
                row.situazione,
            ];
            sheet.rows.push(cells.map(NewCell::from).to_vec());
        }
        workbook("esiti.xlsx", &[sheet])
    }
}

fn what(case: Case<'_>) -> String {
    let it = case.prestazione;
    [it.codice.as_str(), it.denomination(), &it.period_label()].join(" ")
}

fn benefit(case: Case<'_>) -> String {
    format!("{}, {}", case.assistito.label(), what(case))
}

/// What became of the rows of a file, after its name.
fn told(letto: &Letto) -> String {
    if letto.righe == 0 {
        return ": nessun esito, il file è vuoto.".to_owned();
    }
    if letto.righe == letto.gia_lette {
        return [": già letto, non è cambiato nulla.", anew(letto)].concat();
    }
    let mut told = format!(": {} righe", letto.righe);
    let mut before = ": ";
    for (count, words) in [
        (letto.scartate, "scartate"),
        (letto.acquisite, "acquisite"),
        (letto.da_decidere, "da decidere"),
        (letto.non_trovate, "non trovate"),
        (letto.gia_lette, "già lette"),
    ] {
        if count > 0 {
            told.push_str(&format!("{before}{count} {words}"));
            before = ", ";
        }
    }
    told.push('.');
    told.push_str(anew(letto));
    told
}

/// What to do where the same words may be said of a new sending.
fn anew(letto: &Letto) -> &'static str {
    if letto.reinviate == 0 {
        return "";
    }
    " Attenzione: ci sono righe già lette di prestazioni inviate di nuovo. Se il file è la risposta al nuovo invio, indicare il flusso in «Flusso a cui si riferisce» e rileggerlo."
}

fn messages() -> Vec<Messaggio> {
    let known = response::meanings().map(|it| Messaggio {
        titolo: it.title.to_owned(),
        esempio: it.example.to_owned(),
        effetto: match it.classe {
            Classe::Acquisita => "acquisita",
            Classe::AcquisitaSenzaDsu => "acquisita senza DSU",
            Classe::Scartata => "scartata",
            Classe::Sconosciuta => "resta com'è: decide l'operatore",
        }
        .to_owned(),
        perche: it.explanation.to_owned(),
        fare: it.action.to_owned(),
        prima: it.before.to_owned(),
        dopo: it.after.to_owned(),
        chi: it.chi.label().to_owned(),
    });
    known.collect()
}
