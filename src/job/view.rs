//! What the page shows: plain data, already in the words of the screen.

use super::raccolta::RaccoltaView;
use crate::records::{Ente, EnteId, PrestazioneId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An ente, with how much belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnteView {
    /// Its key.
    pub id: EnteId,
    /// Its data.
    pub ente: Ente,
    /// Cases that belong to it: it can be deleted only where there is none.
    pub progetti: u32,
}

impl EnteView {
    /// Its name, or its code where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.ente.denominazione.is_empty() { &self.ente.codice } else { &self.ente.denominazione }
    }
}

/// What a column of the open sheet is taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// `A`, `B`, … `AA`.
    pub letter: String,
    /// Its heading as the sheet has it; may be empty.
    pub heading: String,
    /// Id of the field (`Field::id`), empty where the column is passed over.
    pub field: String,
}

/// A field that a column can be taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    /// `Field::id`.
    pub id: String,
    /// `Field::label`.
    pub label: String,
}

/// A saved mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// How many columns it knows.
    pub columns: u32,
}

/// The open sheet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ImportPreview {
    /// Name of the file.
    pub file_name: String,
    /// Names and row counts of the sheets.
    pub sheets: Vec<(String, u32)>,
    /// The chosen sheet.
    pub sheet: String,
    /// Row of the headings, as a spreadsheet program counts.
    pub header_row: u32,
    /// Data rows.
    pub rows: u32,
    /// The mapping.
    pub columns: Vec<Column>,
    /// All fields to choose from.
    pub fields: Vec<FieldView>,
    /// Names of profiles that fit some column.
    pub profiles: Vec<String>,
    /// First rows: the row number, and one cell a column of the sheet.
    pub preview: Vec<(u32, Vec<PreviewCell>)>,
    /// Sentences on the mapping: fields that are missing, what a bare "Importo" will mean.
    pub notes: Vec<String>,
    /// Whether enough columns are recognised to go on.
    pub usable: bool,
}

/// A cell before and after reading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PreviewCell {
    /// As the sheet has it.
    pub raw: String,
    /// As it was read; empty for a column that is passed over.
    pub read: String,
    /// Why it cannot be read; empty where it can.
    pub problem: String,
}

/// Which rows of the check to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ImportFilter {
    /// All.
    #[default]
    All,
    /// New ones.
    New,
    /// Those that change a benefit of the archive.
    Update,
    /// Those that the archive, or the sheet, has already.
    Duplicate,
    /// Those that cannot be read.
    Unreadable,
    /// Those with findings, readable or not.
    Findings,
}

/// How an import would end.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ImportCheck {
    /// Data rows.
    pub rows: u32,
    /// New benefits.
    pub new: u32,
    /// Changed ones.
    pub updates: u32,
    /// Passed over.
    pub duplicates: u32,
    /// Unreadable rows.
    pub unreadable: u32,
    /// Readable rows with a blocking finding: taken in, but not sendable until mended.
    pub blocked: u32,
    /// Readable rows with warnings only, or with what stays as somebody mended it.
    pub warned: u32,
    /// Rows that say otherwise than what somebody mended by hand, which stays.
    pub kept: u32,
    /// New people.
    pub people: u32,
    /// Findings by rule, most frequent first.
    pub findings: Vec<RuleCount>,
    /// Rows that the filter shows.
    pub found: u32,
    /// The page of rows asked for.
    pub page: Vec<ImportRow>,
}

/// A rule, with how many rows break it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCount {
    /// Its id.
    pub rule: String,
    /// The fault in a few words.
    pub title: String,
    /// Whether it blocks.
    pub blocks: bool,
    /// Rows.
    pub count: u32,
    /// Label of its quick fix; empty where there is none.
    pub fix: String,
}

/// A row of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// As a spreadsheet program counts.
    pub number: u32,
    /// How it ends.
    pub outcome: ImportOutcome,
    /// Whose it is, in words.
    pub who: String,
    /// What it is, in words.
    pub what: String,
    /// Reasons and findings.
    pub notes: Vec<Note>,
}

/// How a row ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportOutcome {
    /// A new benefit.
    New,
    /// A benefit of the archive changes.
    Update,
    /// The archive, or an earlier row, has it already.
    Duplicate,
    /// It cannot be read.
    Unreadable,
}

/// A finding, or a reason, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Rule id; empty for a cell that cannot be read.
    pub rule: String,
    /// Whether it blocks.
    pub blocks: bool,
    /// Label of the field it points at; may be empty.
    pub field: String,
    /// The sentence.
    pub message: String,
    /// Label of the quick fix; empty where there is none.
    pub fix: String,
}

/// A written import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportDone {
    /// New benefits.
    pub new: u32,
    /// Changed ones.
    pub updates: u32,
    /// Passed over.
    pub duplicates: u32,
    /// Left out because unreadable.
    pub unreadable: u32,
}

/// *Tipologia prestazioni*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Tipologia {
    /// *Tutte*.
    #[default]
    Tutte,
    /// Without ISEE and without assessment.
    Ps,
    /// Under ISEE.
    Psa,
    /// With an assessment.
    Sina,
}

/// *Stato trasmissione*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Trasmissione {
    /// *Non Trasmesse*: sendable or not.
    #[default]
    NonTrasmesse,
    /// *Trasmesse*.
    Trasmesse,
    /// *Non inviabili*: not sent, and blocked.
    NonInviabili,
}

/// By what the table is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum SortBy {
    /// First day of the benefit.
    #[default]
    Data,
    /// Surname and name.
    Assistito,
    /// Case.
    Progetto,
    /// Code.
    Prestazione,
    /// Amount.
    Importo,
    /// State, blocked ones first.
    Stato,
}

/// The filters of *Invio Prestazioni*. Dates are compulsory on the page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct InvioQuery {
    /// *Da data*.
    pub from: Option<NaiveDate>,
    /// *A data*.
    pub to: Option<NaiveDate>,
    /// *Tipologia prestazioni*.
    pub tipologia: Tipologia,
    /// *Stato trasmissione*.
    pub stato: Trasmissione,
    /// *Motivo di rifiuto*: a rule id; empty for all.
    pub motivo: String,
    /// *Comune del progetto*; empty for all.
    pub comune: String,
    /// *Selezione tipo di progetto sociale*; empty for all.
    pub tipo_progetto: String,
    /// *Macro tipo*; empty for all.
    pub macro_tipo: String,
    /// One ente; `None` for all.
    pub ente: Option<EnteId>,
    /// Text search over person, fiscal code, case and benefit.
    pub search: String,
    /// Sorted by.
    pub sort: SortBy,
    /// Last first.
    pub descending: bool,
    /// Page from 0.
    pub page: u32,
    /// Rows a page.
    pub per_page: u32,
}

/// A page of the table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct InvioPage {
    /// "Trovate N righe".
    pub found: u32,
    /// How many of them can be sent.
    pub sendable: u32,
    /// How many of them are blocked.
    pub blocked: u32,
    /// The rows of this page.
    pub rows: Vec<InvioRow>,
    /// Rules broken within dates and state, with counts, for *Motivo di rifiuto*.
    pub reasons: Vec<RuleCount>,
    /// Values to choose from in the other filters.
    pub comuni: Vec<String>,
    /// Types of case.
    pub tipi_progetto: Vec<String>,
    /// Macro types.
    pub macro_tipi: Vec<String>,
    /// What deliveries of this page become when they are sent.
    pub raccolte: Vec<RaccoltaView>,
    /// Periods to choose from.
    pub periods: Vec<Period>,
}

/// A period ready to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// `1° trimestre 2026`.
    pub label: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// A row of the table of MANUALE 2.3.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InvioRow {
    /// The benefit.
    pub id: PrestazioneId,
    /// Key of its case, for the way to its *Quadro sinottico*.
    pub case: u32,
    /// *Trasmissione*: `Non Inviata`, `Inviata`, `Acquisita`.
    pub trasmissione: String,
    /// Name of the flow it is in; empty where it is not sent.
    pub flusso: String,
    /// Not sent, and blocked.
    pub blocked: bool,
    /// *Progetto Sociale*.
    pub progetto: String,
    /// *Tipo*: Tempo, Unità, or empty.
    pub tipo: String,
    /// *Prestazione*: code and name.
    pub prestazione: String,
    /// When: the period, or the day.
    pub periodo: String,
    /// Its details, a line each: amount, shares, hours, DSU.
    pub dettagli: Vec<String>,
    /// *Operatore*, or the ente.
    pub operatore: String,
    /// *Assistito*: surname and name.
    pub assistito: String,
    /// Born in … on …, C.F., resident in …
    pub assistito_dettagli: Vec<String>,
    /// Findings.
    pub notes: Vec<Note>,
}

/// What *Stampa* made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stamped {
    /// The generation, to be opened in *Gestione stampe*.
    pub stampa: StampaView,
}

/// A generation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StampaView {
    /// Its key.
    pub id: u32,
    /// Local date and time.
    pub created: String,
    /// The filters, in words.
    pub filters: String,
    /// `PrestazioniSociali` written.
    pub sent: u32,
    /// People.
    pub people: u32,
    /// Positions left out.
    pub left_out: u32,
    /// Its files.
    pub files: Vec<FileView>,
}

/// A file of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// `PRESTAZIONI`, `INVIO PRESTAZIONI`, `FILE DI LOG`, `FILE DI LOG (foglio)`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u32,
}

/// The report on an XML.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Verifica {
    /// Name of the file.
    pub file_name: String,
    /// No blocking finding.
    pub valid: bool,
    /// Name of the flow.
    pub nome: String,
    /// Ente, in words.
    pub ente: String,
    /// People.
    pub beneficiari: u32,
    /// Benefits.
    pub prestazioni: u32,
    /// Findings by rule.
    pub rules: Vec<RuleCount>,
    /// All findings (at most 10,000), in the order of the file.
    pub findings: Vec<VerificaFinding>,
}

/// A finding in an XML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificaFinding {
    /// Rule id.
    pub rule: String,
    /// Whether it blocks.
    pub blocks: bool,
    /// XPath-like place.
    pub dove: String,
    /// Whose it is, in words; may be empty.
    pub who: String,
    /// What is wrong.
    pub message: String,
    /// How it is mended.
    pub mend: String,
}

/// A rule of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleView {
    /// Its id.
    pub id: String,
    /// `blocco`, `blocco (si può abbassare)`, `avviso`.
    pub severity: String,
    /// The fault in a few words.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// How it is mended.
    pub mend: String,
    /// Where it is written.
    pub source: String,
    /// Label of its quick fix; empty where there is none.
    pub fix: String,
    /// Whether an ente may lower it.
    pub lowerable: bool,
}
