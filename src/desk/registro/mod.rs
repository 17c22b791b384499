//! *Registro attività*: the journal that every action writes.

pub mod request;

use super::reply::{Reply, workbook};
use super::state::Desk;
use crate::desk::request::Answer;
use crate::files::workbook::{NewCell, NewSheet};
use crate::records::{Assistito, AssistitoId, Atto, ProgettoId, RecordKey, Voce};
use crate::text::dates;
use request::{RegistroPage, RegistroQuery, RegistroRequest};
use std::collections::BTreeSet;

/// Headings of the journal, and their widths in a sheet.
const HEADINGS: [(&str, u16); 5] =
    [("Data e ora", 18), ("Operatore", 28), ("Operazione", 34), ("Su", 20), ("Dettaglio", 60)];

/// Where nobody had said who is working.
const NOBODY: &str = "non indicato";

impl Desk {
    pub(super) fn run_registro(&self, request: &RegistroRequest) -> Reply {
        match request {
            RegistroRequest::List(query) => self.registro_page(query).into(),
            RegistroRequest::Sheet(query) => self.registro_sheet(query),
        }
    }

    fn entries<'d>(&'d self, query: &'d RegistroQuery) -> impl Iterator<Item = &'d Voce> {
        let day = |voce: &Voce| voce.quando().day().map(dates::iso).unwrap_or_default();
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
            list: query.part.of(entries).map(|voce| self.shown(voce)),
            operatori: operatori.into_iter().map(str::to_owned).collect(),
            atti: Atto::ALL.iter().map(|atto| atto.label().to_owned()).collect(),
        }))
    }

    /// An entry on screen: what it is about by its name, where that is still there. The journal itself holds none.
    fn shown(&self, voce: &Voce) -> [String; 5] {
        let mut cells = cells(voce);
        if let Some(name) = voce.su().and_then(|su| self.name_of(su)) {
            cells[3] = name;
        }
        cells
    }

    fn name_of(&self, su: RecordKey) -> Option<String> {
        let archive = &self.archive;
        let person = |id: AssistitoId| archive.assistiti.get(id).map(Assistito::label);
        let case = |id: ProgettoId| {
            let it = archive.progetti.get(id)?;
            Some(format!("{}, {}", person(it.assistito)?, it.label()))
        };
        match su {
            RecordKey::Ente(id) => archive.enti.get(id).map(|it| it.label().to_owned()),
            RecordKey::Assistito(id) => person(id),
            RecordKey::Progetto(id) => case(id),
            RecordKey::Prestazione(id) => {
                let it = archive.prestazioni.get(id)?;
                Some(format!("{}, {}", case(it.progetto)?, it.codice))
            }
            RecordKey::Flusso(id) => archive.flussi.get(id).map(|it| it.nome.clone()),
            RecordKey::Stampa(key) => archive.stampe.get(key).map(|it| format!("Stampa del {}", it.creata.in_words())),
            RecordKey::Consultazione(key) => archive.consultazioni.get(key).map(|it| it.identificatore.clone()),
        }
        .filter(|name| !name.is_empty())
    }

    /// The entries that a query finds as a workbook (*Genera XLS*), which may leave the office: it names nobody. Every cell is text: none can start a formula.
    fn registro_sheet(&self, query: &RegistroQuery) -> Reply {
        let mut sheet = NewSheet::list("Registro", HEADINGS);
        sheet.rows.extend(self.entries(query).map(|voce| cells(voce).map(NewCell::from).to_vec()));
        workbook("registro.xlsx", &[sheet])
    }
}

fn cells(voce: &Voce) -> [String; 5] {
    [
        voce.quando().in_words(),
        if voce.chi().is_empty() { NOBODY } else { voce.chi() }.to_owned(),
        voce.atto().label().to_owned(),
        voce.su().map(RecordKey::label).unwrap_or_default(),
        voce.nota().to_owned(),
    ]
}
