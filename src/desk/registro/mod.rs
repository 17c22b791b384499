//! *Registro attività*: the journal that every action writes.

pub mod request;

use super::flussi::moment_in_words;
use super::reply::{Reply, XLSX, file, refused};
use super::state::Desk;
use crate::desk::request::Answer;
use crate::files::workbook::{self, NewCell, NewSheet};
use crate::records::{Atto, RecordKey, Voce};
use request::{RegistroPage, RegistroQuery, RegistroRequest};
use std::collections::BTreeSet;

/// Headings of the journal, and their widths in a sheet.
const HEADINGS: [(&str, u16); 5] =
    [("Data e ora", 18), ("Operatore", 28), ("Operazione", 34), ("Su", 20), ("Dettaglio", 60)];

impl Desk {
    pub(super) fn run_registro(&self, request: &RegistroRequest) -> Reply {
        match request {
            RegistroRequest::List(query) => self.registro_page(query).into(),
            RegistroRequest::Sheet(query) => self.registro_sheet(query),
        }
    }

    fn entries<'d>(&'d self, query: &'d RegistroQuery) -> impl Iterator<Item = &'d Voce> {
        let day = |voce: &Voce| voce.quando().get(..10).unwrap_or_default().to_owned();
        self.archive
            .registro()
            .rev()
            .map(|(_, voce)| voce)
            .filter(move |voce| query.da.is_empty() || day(voce) >= query.da)
            .filter(move |voce| query.a.is_empty() || day(voce) <= query.a)
            .filter(|voce| query.chi.is_empty() || voce.chi() == query.chi)
            .filter(|voce| query.atto.is_empty() || voce.atto().label() == query.atto)
    }

    fn registro_page(&self, query: &RegistroQuery) -> Answer {
        let entries: Vec<&Voce> = self.entries(query).collect();
        let operatori: BTreeSet<&str> =
            self.archive.registro().map(|(_, voce)| voce.chi()).filter(|chi| !chi.is_empty()).collect();
        Answer::Registro(Box::new(RegistroPage {
            list: query.part.of(entries).map(cells),
            operatori: operatori.into_iter().map(str::to_owned).collect(),
            atti: Atto::ALL.iter().map(|atto| atto.label().to_owned()).collect(),
        }))
    }

    /// The entries that a query finds as a workbook (*Genera XLS*). Every cell is text: none can start a formula.
    fn registro_sheet(&self, query: &RegistroQuery) -> Reply {
        let mut sheet = NewSheet::list("Registro", HEADINGS);
        sheet.rows.extend(self.entries(query).map(|voce| cells(voce).map(NewCell::from).to_vec()));
        match workbook::write(&[sheet]) {
            Ok(bytes) => file("registro.xlsx", XLSX, bytes),
            Err(error) => refused(error.to_string()).into(),
        }
    }
}

fn cells(voce: &Voce) -> [String; 5] {
    [
        moment_in_words(voce.quando()),
        voce.chi().to_owned(),
        voce.atto().label().to_owned(),
        voce.su().map(RecordKey::label).unwrap_or_default(),
        voce.nota().to_owned(),
    ]
}
