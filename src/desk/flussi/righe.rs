//! One flow with its rows: what is found of them, on a page or as a workbook.

use super::request::{FlussiAnswer, FlussoPage, FlussoQuery, RigaView};
use crate::archive::flussi::FlussoRefused;
use crate::desk::reply::{Reply, refused, workbook};
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::desk::words::Words;
use crate::files::workbook::NewSheet;
use crate::records::FlussoInviato;

impl Desk {
    fn righe_trovate(&self, flusso: &FlussoInviato, query: &FlussoQuery) -> Vec<RigaView> {
        let words = Words::of(&query.search);
        let text = |row: &RigaView| format!("{} {} {}", row.assistito, row.codice_fiscale, row.prestazione);
        let rows = flusso.rows().zip(0..).map(|((id, at), riga)| self.riga(flusso, riga, id, at));
        let stands = |row: &RigaView| query.situazione.is_empty() || row.situazione == query.situazione;
        rows.filter(stands).filter(|row| words.are_in(|| text(row))).collect()
    }

    pub(super) fn flusso_page(&self, query: &FlussoQuery) -> Answer {
        let Some(flusso) = self.archive.flussi.get(query.id) else { return refused(FlussoRefused::Gone.to_string()) };
        Answer::Flussi(FlussiAnswer::Open(Box::new(FlussoPage {
            flusso: self.flusso_view(query.id, flusso),
            nota: flusso.nota.clone(),
            list: query.part.of(self.righe_trovate(flusso, query)),
            situazioni: self.situazioni(flusso),
        })))
    }

    pub(super) fn righe_sheet(&self, query: &FlussoQuery) -> Reply {
        let Some(flusso) = self.archive.flussi.get(query.id) else {
            return refused(FlussoRefused::Gone.to_string()).into();
        };
        let headings = [
            ("Assistito", 30),
            ("Codice fiscale", 20),
            ("Prestazione", 44),
            ("Periodo", 28),
            ("Che cosa", 14),
            ("Data generazione", 18),
            ("Utente generazione", 24),
            ("Situazione", 28),
            ("Messaggio", 60),
        ];
        let mut sheet = NewSheet::list("Righe", headings);
        let made = self.flusso_view(query.id, flusso);
        for it in self.righe_trovate(flusso, query) {
            let what = it.what().to_owned();
            let (creato, utente) = (made.creato.clone(), made.utente.clone());
            let who = [it.assistito, it.codice_fiscale, it.prestazione, it.periodo, what];
            sheet
                .rows
                .push(who.into_iter().chain([creato, utente, it.situazione, it.messaggio]).map(Into::into).collect());
        }
        workbook(&format!("{}.righe.xlsx", flusso.nome), &[sheet])
    }
}
