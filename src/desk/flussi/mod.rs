//! *Gestione flussi*: the flows made, the rows of each, and the operator's steps on them.

mod list;
mod prova;
pub mod request;
mod righe;

use super::reply::{Reply, file, refused};
use super::state::Desk;
use crate::archive::flussi::{self, FlussoRefused};
use crate::archive::storia;
use crate::desk::request::Answer;
use crate::flow;
use crate::flow::cancellation::as_sent;
use crate::records::{Atto, Fase, FlussoId, FlussoInviato, Passo, Portale, Posizione, PrestazioneId, RecordKey};
use crate::schema::{Beneficiario, PrestazioneSociale, from_records};
use chrono::NaiveDate;
use request::{Campo, Confronto, FlussiAnswer, FlussiRequest, FlussoPasso, RigaView};
use std::collections::BTreeMap;

impl Desk {
    /// Keys of the stored files that such a request needs.
    pub(super) fn flussi_files(&self, request: &FlussiRequest) -> Vec<String> {
        match request {
            FlussiRequest::Compare { id, .. }
            | FlussiRequest::File { id }
            | FlussiRequest::Prova { id }
            | FlussiRequest::ProvaSheet { id } => {
                self.archive.flussi.get(*id).and_then(|flusso| self.archive.xml_key(flusso)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn run_flussi(&mut self, request: FlussiRequest, bytes: &[u8]) -> Reply {
        let today = self.moment.today;
        match request {
            FlussiRequest::List(query) => FlussiAnswer::List(self.flussi_page(&query)).into(),
            FlussiRequest::ListSheet(query) => self.flussi_sheet(&query),
            FlussiRequest::Open(query) => self.flusso_page(&query).into(),
            FlussiRequest::RowsSheet(query) => self.righe_sheet(&query),
            FlussiRequest::Compare { id, riga } => self.compare(id, riga, today).into(),
            FlussiRequest::File { id } => self.flusso_file(id),
            FlussiRequest::Prova { id } => self.prova(id, false),
            FlussiRequest::ProvaSheet { id } => self.prova(id, true),
            FlussiRequest::Portal { id, portale, nota } => self.portal(id, portale, nota.trim()).into(),
            FlussiRequest::Trash { id } => self.trash(id).into(),
            FlussiRequest::Step { id, righe, passo } => self.step(id, &righe, &passo).into(),
            FlussiRequest::History { acquisita } => self.history(bytes, acquisita).into(),
        }
    }

    fn standing(&self, flusso: &FlussoInviato, id: PrestazioneId, at: Option<Posizione>) -> String {
        flussi::standing(self.archive.prestazioni.get(id), &flusso.nome, at)
    }

    /// How many rows stand how.
    fn situazioni(&self, flusso: &FlussoInviato) -> Vec<(String, u32)> {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for (id, at) in flusso.rows() {
            *counts.entry(self.standing(flusso, id, at)).or_default() += 1;
        }
        counts.into_iter().collect()
    }

    pub(in crate::desk) fn riga(
        &self,
        flusso: &FlussoInviato,
        riga: u32,
        id: PrestazioneId,
        at: Option<Posizione>,
    ) -> RigaView {
        let mut row = RigaView {
            riga,
            cancellazione: flussi::is_cancellation(at),
            situazione: self.standing(flusso, id, at),
            ..RigaView::default()
        };
        if let Some(case) = self.archive.case(id) {
            let it = case.prestazione;
            row.progetto = Some(it.progetto);
            row.assistito = case.assistito.label();
            row.codice_fiscale.clone_from(&case.assistito.codice_fiscale);
            row.prestazione = [it.codice.as_str(), it.denomination()].join(" ");
            row.periodo = it.period_label();
            row.liberabile = flusso.cestinato.is_unknown() && flussi::can_be_freed(it, &flusso.nome, row.cancellazione);
            row.messaggio = match it.stato.fase() {
                Fase::Scartata { flusso: of, messaggio } if *of == flusso.nome => messaggio.clone(),
                _ => it
                    .invii
                    .iter()
                    .rev()
                    .find(|past| past.flusso == flusso.nome && past.cancellazione == row.cancellazione)
                    .map(|past| past.esito.label())
                    .unwrap_or_default(),
            };
        }
        row
    }

    fn compare(&self, id: FlussoId, riga: u32, today: NaiveDate) -> Answer {
        let Some(flusso) = self.archive.flussi.get(id) else { return refused(FlussoRefused::Gone.to_string()) };
        let Some((row, at)) = flusso.rows().nth(riga as usize) else {
            return refused(FlussoRefused::NoRow.to_string());
        };
        let reading = self.archive.xml_key(flusso).and_then(|key| flow::read(self.stored_file(&key)?).ok());
        let Some(sent) = reading.zip(at).and_then(|(reading, at)| as_sent(&reading, at)) else {
            return refused("Il file XML di questo flusso non c'è più, o questa riga non vi si ritrova.");
        };
        let case = self.archive.case(row);
        let now = case.map(|case| from_records::beneficiario(case, &from_records::persona(case.assistito, today)));
        let campi = side_by_side(&sent, now.as_ref());
        let mut storia: Vec<String> = Vec::new();
        if let Some(case) = case {
            let past = case.prestazione.invii.iter().rev();
            storia
                .extend(past.map(|it| format!("{}: flusso {}. {}", it.quando.in_words(), it.flusso, it.esito.label())));
        }
        for revisione in self.archive.revisions(RecordKey::Prestazione(row)).rev() {
            for it in &revisione.cambi {
                let (prima, dopo) = (or_blank(&it.prima), or_blank(&it.dopo));
                let when = revisione.quando.in_words();
                storia.push(format!("{when}, {}: {} da {prima} a {dopo}", revisione.chi, it.campo.label()));
            }
        }
        let words = self.riga(flusso, riga, row, at);
        let diversi = campi.iter().filter(|campo| campo.diverso).count() as u32;
        let titolo = format!("{}, {}", words.assistito, words.prestazione);
        Answer::Flussi(FlussiAnswer::Compare(Box::new(Confronto { titolo, campi, diversi, storia })))
    }

    fn flusso_file(&self, id: FlussoId) -> Reply {
        let Some(flusso) = self.archive.flussi.get(id) else {
            return refused(FlussoRefused::Gone.to_string()).into();
        };
        match self.archive.xml_key(flusso).and_then(|key| Some(self.stored_file(&key)?.to_vec())) {
            Some(bytes) => file(&format!("{}.xml", flusso.nome), "application/xml", bytes),
            None => refused("Il file XML di questo flusso non c'è più nell'archivio.").into(),
        }
    }

    fn flusso_name(&self, id: FlussoId) -> String {
        self.archive.flussi.get(id).map(|flusso| flusso.nome.clone()).unwrap_or_default()
    }

    fn acted(&mut self, id: FlussoId, atto: Atto, nota: String) {
        self.log(atto, Some(RecordKey::Flusso(id)), nota);
        self.touched();
    }

    fn portal(&mut self, id: FlussoId, portale: Portale, nota: &str) -> Answer {
        match self.archive.portal(id, portale, nota) {
            Ok(()) => {
                let nome = self.flusso_name(id);
                self.acted(id, Atto::EsitoPortale, format!("{nome}: {}", portale.label()));
                Answer::Done { message: format!("Esito del portale per {nome}: {}.", portale.label()) }
            }
            Err(why) => refused(why.to_string()),
        }
    }

    fn trash(&mut self, id: FlussoId) -> Answer {
        let at = self.moment.at;
        match self.archive.trash(id, at) {
            Ok(count) => {
                let nome = self.flusso_name(id);
                self.acted(id, Atto::FlussoCestinato, format!("{nome}, righe {count}"));
                Answer::Done {
                    message: format!(
                        "Flusso {nome} cestinato: {count} prestazioni sono tornate tra quelle da inviare."
                    ),
                }
            }
            Err(why) => refused(why.to_string()),
        }
    }

    fn step(&mut self, id: FlussoId, righe: &[u32], passo: &FlussoPasso) -> Answer {
        let (passo, atto, done) = match passo {
            FlussoPasso::Libera => (Passo::Libera, Atto::RigheLiberate, "Predisposte per un nuovo invio"),
            FlussoPasso::Scarta(why) if why.trim().is_empty() => {
                return refused("Scrivere il messaggio con cui INPS ha scartato le righe.");
            }
            FlussoPasso::Scarta(why) => (Passo::Scarta(why.trim()), Atto::RigheScartate, "Segnate come scartate"),
            FlussoPasso::Acquisisci => (Passo::Acquisisci, Atto::RigheAcquisite, "Segnate come acquisite"),
            FlussoPasso::AcquisisciSenzaDsu => {
                (Passo::AcquisisciSenzaDsu, Atto::RigheAcquisite, "Segnate come acquisite senza DSU")
            }
            FlussoPasso::Rettifica => (Passo::Rettifica, Atto::Rettifica, "Da rettificare con il prossimo invio"),
            FlussoPasso::Annulla => (Passo::Annulla, Atto::Annullamento, "Da annullare con il prossimo invio"),
            FlussoPasso::Rinuncia => (Passo::Rinuncia, Atto::Rinuncia, "Tornate acquisite"),
        };
        let at = self.moment.at;
        match self.archive.step(id, righe, passo, at) {
            Ok(count) => {
                let nota = format!("{}, righe {count}", self.flusso_name(id));
                self.acted(id, atto, nota);
                Answer::Done { message: format!("{done}: {count} righe.") }
            }
            Err(why) => refused(why.to_string()),
        }
    }

    fn history(&mut self, bytes: &[u8], acquisita: bool) -> Answer {
        let moment = self.moment;
        match storia::take_in(&mut self.archive, bytes, acquisita, &moment) {
            Ok(storia) => {
                let nota = format!("{}: nuove {}, già note {}", storia.nome, storia.nuove, storia.note);
                let message = format!(
                    "Flusso {} importato come storico: {} prestazioni nuove, {} già nell'archivio.",
                    storia.nome, storia.nuove, storia.note
                );
                self.acted(storia.flusso, Atto::StoricoImportato, nota);
                Answer::Done { message }
            }
            Err(why) => refused(why.to_string()),
        }
    }
}

/// Every field that says something, as sent and now; the parts of a benefit one after the other.
fn side_by_side(sent: &Beneficiario<'_>, now: Option<&Beneficiario<'_>>) -> Vec<Campo> {
    let mut campi = Vec::new();
    let mut add = |number: usize, sent: Vec<(&'static str, String)>, now: Vec<(&'static str, String)>| {
        let labels = if sent.is_empty() { &now } else { &sent }.iter().map(|(label, _)| *label);
        let value =
            |of: &[(&'static str, String)], index: usize| of.get(index).map(|it| it.1.clone()).unwrap_or_default();
        for (index, label) in labels.enumerate() {
            let (inviato, ora) = (value(&sent, index), value(&now, index));
            if !inviato.is_empty() || !ora.is_empty() {
                let campo = if number > 1 { format!("{label} (parte {number})") } else { label.to_owned() };
                campi.push(Campo { campo, diverso: inviato != ora, inviato, ora });
            }
        }
    };
    add(0, sent.in_words(), now.map(Beneficiario::in_words).unwrap_or_default());
    let parts_now = now.map_or(&[][..], |now| &now.prestazioni);
    for index in 0..sent.prestazioni.len().max(parts_now.len()) {
        let words =
            |parts: &[PrestazioneSociale<'_>]| parts.get(index).map(PrestazioneSociale::in_words).unwrap_or_default();
        add(index + 1, words(&sent.prestazioni), words(parts_now));
    }
    campi
}

fn or_blank(text: &str) -> &str {
    if text.is_empty() { "vuoto" } else { text }
}
