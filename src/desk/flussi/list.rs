//! The list of flows: its filters, a flow in words, the same as a workbook.

use super::request::{EsitoCercato, FlussiQuery, FlussoView};
use crate::desk::page::Page;
use crate::desk::reply::{Reply, workbook};
use crate::desk::state::Desk;
use crate::desk::words::Words;
use crate::files::workbook::NewSheet;
use crate::records::{FlussoId, FlussoInviato};
use crate::text::dates;
use chrono::NaiveDate;

impl Desk {
    /// The flows that a query finds, newest first.
    fn flussi_trovati<'d>(&'d self, query: &'d FlussiQuery) -> impl Iterator<Item = (FlussoId, &'d FlussoInviato)> {
        let words = Words::of(&query.search);
        self.archive.flussi.iter().rev().filter(move |(_, flusso)| {
            let made = made_on(flusso);
            query.dal.is_none_or(|dal| made.is_some_and(|made| dal <= made))
                && query.al.is_none_or(|al| made.is_some_and(|made| made <= al))
                && query.ente.is_none_or(|ente| ente == flusso.ente)
                && query.esito.is_none_or(|esito| esito == esito_of(flusso))
                && words.are_in(|| [&flusso.nome, " ", &flusso.utente, " ", &flusso.operatore].concat())
        })
    }

    pub(super) fn flussi_page(&self, query: &FlussiQuery) -> Page<FlussoView> {
        let found: Vec<(FlussoId, &FlussoInviato)> = self.flussi_trovati(query).collect();
        query.part.of(found).map(|(id, flusso)| self.flusso_view(id, flusso))
    }

    pub(super) fn flussi_sheet(&self, query: &FlussiQuery) -> Reply {
        let headings = [
            ("Data creazione", 18),
            ("Numero files", 8),
            ("Periodo", 32),
            ("Nome files", 34),
            ("Ente", 34),
            ("Utente", 24),
            ("Righe", 44),
            ("Esito del portale", 34),
        ];
        let mut sheet = NewSheet::list("Flussi", headings);
        for (id, flusso) in self.flussi_trovati(query) {
            let it = self.flusso_view(id, flusso);
            let files = it.files.to_string();
            let cells = [it.creato, files, it.periodo, it.nome, it.ente, it.utente, it.righe, it.esito];
            sheet.rows.push(cells.map(Into::into).into());
        }
        workbook("flussi.xlsx", &[sheet])
    }

    pub(in crate::desk) fn flusso_view(&self, id: FlussoId, flusso: &FlussoInviato) -> FlussoView {
        let counts = self.situazioni(flusso);
        let counts: Vec<String> = counts.iter().map(|(what, count)| format!("{count} {what}")).collect();
        let day = |date: NaiveDate| dates::italian(date).replace('/', "-");
        let stem = format!("{}.", flusso.nome);
        let made = self.archive.stampe.iter().map(|(_, stampa)| stampa).find(|it| it.flussi.contains(&flusso.nome));
        let files =
            made.map_or(1, |it| it.files.iter().filter(|file| file.nome.starts_with(&stem)).count().max(1) as u32);
        let ente = self.archive.enti.get(flusso.ente).map(|it| it.label().to_owned());
        let utente = if flusso.utente.is_empty() { &flusso.operatore } else { &flusso.utente };
        let nota = if flusso.nota.is_empty() { String::new() } else { format!(": {}", flusso.nota) };
        FlussoView {
            id,
            creato: if flusso.creato.is_unknown() {
                flusso.giorno.map(dates::italian).unwrap_or_default()
            } else {
                flusso.creato.in_words()
            },
            files: if flusso.svuotato.is_unknown() { files } else { 0 },
            periodo: flusso.periodo.map(|(from, to)| format!("dal {} al {}", day(from), day(to))).unwrap_or_default(),
            nome: flusso.nome.clone(),
            ente: ente.unwrap_or_default(),
            utente: utente.clone(),
            righe: format!("{} righe: {}", flusso.righe.len(), counts.join(", ")),
            portale: flusso.portale,
            esito: if flusso.svuotato.is_known() {
                format!("file eliminati il {}", flusso.svuotato.in_words())
            } else if flusso.cestinato.is_unknown() {
                format!("{}{nota}", flusso.portale.label())
            } else {
                format!("cestinato il {}", flusso.cestinato.in_words())
            },
            cestinato: flusso.cestinato.is_known(),
            storico: flusso.storico,
        }
    }
}

/// *Data creazione*; of a flow of the past the day that its name tells.
fn made_on(flusso: &FlussoInviato) -> Option<NaiveDate> {
    flusso.creato.day().or(flusso.giorno)
}

fn esito_of(flusso: &FlussoInviato) -> EsitoCercato {
    if flusso.cestinato.is_unknown() { EsitoCercato::Portale(flusso.portale) } else { EsitoCercato::Cestinato }
}
