//! Who works at the desk, and the journal and histories that every action writes.

use super::Answer;
use super::desk::{Desk, Reply, XLSX, file, refused};
use super::flussi::moment_in_words;
use crate::files::workbook::{self, Cell, Sheet};
use crate::records::{Atto, EnteId, Operatore, RecordKey, Voce};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

impl Desk {
    /// Chooses who works, until another is chosen: an operator of any ente, by their fiscal code.
    pub(super) fn choose_operatore(&mut self, ente: EnteId, codice_fiscale: &str) -> Answer {
        let found = self.archive.enti.get(ente.0);
        let found = found.and_then(|ente| ente.operatori.iter().find(|it| it.codice_fiscale == codice_fiscale));
        let Some(operatore) = found else {
            return refused("Questo operatore non c'è tra quelli dell'ente: aggiungerlo in Impostazioni.");
        };
        let message = format!("Operatore in uso: {}.", operatore.nome);
        let choice = Some((ente, codice_fiscale.to_owned()));
        if self.operatore != choice {
            self.operatore = choice;
            self.log(Atto::OperatoreScelto, Some(RecordKey::Ente(ente)), "");
        }
        Answer::Done { message }
    }

    /// Who signs for an ente: the operator in use where they work for it, else its first.
    #[must_use]
    pub fn firma(&self, ente: EnteId) -> Option<&Operatore> {
        self.archive.enti.get(ente.0)?.firma(self.operatore_code())
    }

    /// Fiscal code of the operator in use.
    pub(super) fn operatore_code(&self) -> Option<&str> {
        self.operatore.as_ref().map(|(_, code)| code.as_str())
    }

    /// Name of who works: the operator in use, else the first of the first ente.
    #[must_use]
    pub fn chi(&self) -> String {
        let first = || self.archive.enti.iter().next().map(|(key, _)| EnteId(key));
        let ente = self.operatore.as_ref().map(|(ente, _)| *ente).or_else(first);
        ente.and_then(|ente| self.firma(ente)).map(|operatore| operatore.nome.clone()).unwrap_or_default()
    }

    /// Ends an action: into the log, the journal and the histories. `nota` holds no personal data: counts, names of flows,
    /// ids of rules.
    pub(super) fn log(&mut self, atto: Atto, su: Option<RecordKey>, nota: impl AsRef<str>) {
        let (moment, chi) = (self.moment.clone(), self.chi());
        self.action = self.archive.log(atto, su, nota.as_ref(), &moment, &chi);
    }
}

/// Which entries of the journal to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RegistroQuery {
    /// First day, `AAAA-MM-GG`; empty for the beginning.
    pub da: String,
    /// Last day, likewise.
    pub a: String,
    /// An operator's name; empty for all.
    pub chi: String,
    /// An act's label; empty for all.
    pub atto: String,
    /// Page from 0.
    pub page: u32,
    /// Rows a page.
    pub per_page: u32,
}

/// A page of the journal, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RegistroPage {
    /// "Trovate N righe".
    pub found: u32,
    /// When, who, what, on which record, detail.
    pub rows: Vec<[String; 5]>,
    /// Operators to choose from.
    pub operatori: Vec<String>,
    /// Acts to choose from.
    pub atti: Vec<String>,
}

/// Headings of the journal, and their widths in a sheet.
const HEADINGS: [(&str, u16); 5] =
    [("Data e ora", 18), ("Operatore", 28), ("Operazione", 34), ("Su", 20), ("Dettaglio", 60)];

impl Desk {
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

    pub(super) fn registro_page(&self, query: &RegistroQuery) -> Answer {
        let per_page = query.per_page.clamp(1, 500) as usize;
        let operatori: BTreeSet<&str> =
            self.archive.registro().map(|(_, voce)| voce.chi()).filter(|chi| !chi.is_empty()).collect();
        Answer::Registro(Box::new(RegistroPage {
            found: self.entries(query).count() as u32,
            rows: self.entries(query).skip(query.page as usize * per_page).take(per_page).map(cells).collect(),
            operatori: operatori.into_iter().map(str::to_owned).collect(),
            atti: Atto::ALL.iter().map(|atto| atto.label().to_owned()).collect(),
        }))
    }

    /// The entries that a query finds as a workbook (*Genera XLS*). Every cell is text: none can start a formula.
    pub(super) fn registro_sheet(&self, query: &RegistroQuery) -> Reply {
        let mut sheet = Sheet::list("Registro", HEADINGS);
        sheet.rows.extend(self.entries(query).map(|voce| cells(voce).map(Cell::from).to_vec()));
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
