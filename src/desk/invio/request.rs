//! *Invio Prestazioni* on the wire: the filters, and a page of the table.

use crate::desk::anagrafe::view::FormField;
use crate::desk::conto::ContoView;
use crate::desk::note::{Note, RuleCount};
use crate::desk::page::{Page, Part};
use crate::records::{EnteId, PrestazioneId, ProgettoId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum InvioRequest {
    /// The table. Answer: [`InvioAnswer::List`].
    List(InvioQuery),
    /// The same rows as a workbook (*Genera XLS*). Answer: `Answer::File`.
    Sheet(InvioQuery),
    /// What INPS will probably discard of what *Stampa* would send. Answer: [`InvioAnswer::ScartiProbabili`].
    ScartiProbabili {
        /// The query; its part is of no matter.
        query: InvioQuery,
        /// Just these rows of it; empty for all.
        only: Vec<PrestazioneId>,
    },
    /// What would become of the rows that *Stampa* would send. Answer: [`InvioAnswer::Conto`].
    Conto {
        /// The query; its part is of no matter.
        query: InvioQuery,
        /// Just these rows of it; empty for all.
        only: Vec<PrestazioneId>,
    },
    /// Applies the quick fix of a rule. Answer: [`InvioAnswer::Fixed`].
    Fix {
        /// The rule's id.
        rule: String,
        /// Which rows with that finding.
        rows: Rows,
    },
    /// The fields that can be changed of many rows. Answer: [`InvioAnswer::Fields`].
    Fields,
    /// Writes a value into a field of rows that were not sent. Answer: `Answer::Done`, or why the value cannot be read.
    Change {
        /// What.
        field: CampoMolte,
        /// Where.
        rows: Rows,
    },
    /// How many of the benefits that were chosen are among those that a query finds, and what stays of them. Answer: [`InvioAnswer::Chosen`].
    Chosen {
        /// The query; its part is of no matter.
        query: InvioQuery,
        /// What was chosen.
        ids: Vec<PrestazioneId>,
    },
    /// Deletes benefits not sent yet. Answer: `Answer::Done`.
    Delete {
        /// The query that the operator sees the rows of: what it does not find stays.
        query: InvioQuery,
        /// Which.
        ids: Vec<PrestazioneId>,
    },
}

/// A value for a field of many rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CampoMolte {
    /// `Field::id`.
    pub field: String,
    /// As it would be typed into a form; blank to empty the field.
    pub text: String,
    /// Rows that have a value already keep it.
    pub only_blank: bool,
}

/// Which rows something is done to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Rows {
    /// One.
    One(PrestazioneId),
    /// Those that a query finds.
    Found {
        /// The query; its part is of no matter.
        query: InvioQuery,
        /// Just these of them; empty for all.
        only: Vec<PrestazioneId>,
    },
    /// All of the archive.
    All,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum InvioAnswer {
    /// A page of the table.
    List(Box<InvioPage>),
    /// Those of the chosen benefits that were found.
    Chosen {
        /// How many.
        count: u32,
        /// What stays where they are deleted, in a sentence; empty where nothing does.
        stays: String,
    },
    /// Fields as their forms have them.
    Fields(Vec<FormField>),
    /// What INPS will probably discard, by reason.
    ScartiProbabili(Vec<MotivoScarto>),
    /// Numbers that add up; `None` where each row would be sent as it is.
    Conto(Option<ContoView>),
    /// How many rows a quick fix mended.
    Fixed {
        /// Rows mended.
        count: u32,
        /// The fix, in words.
        label: String,
    },
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
    /// Which part of what is found.
    pub part: Part,
}

/// A page of the table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct InvioPage {
    /// The rows of this page.
    pub list: Page<InvioRow>,
    /// How many of all that was found can be sent.
    pub sendable: u32,
    /// How many of them are blocked.
    pub blocked: u32,
    /// Rules broken by the rows found, with counts; without a *Motivo di rifiuto* asked for, what it can be chosen from.
    pub reasons: Vec<RuleCount>,
    /// Values to choose from in the other filters.
    pub comuni: Vec<String>,
    /// Types of case.
    pub tipi_progetto: Vec<String>,
    /// Macro types.
    pub macro_tipi: Vec<String>,
    /// What deliveries of this page become when they are sent.
    pub raccolte: Vec<RaccoltaView>,
}

/// A row of the table of MANUALE 2.3.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InvioRow {
    /// The benefit.
    pub id: PrestazioneId,
    /// Key of its case, for the way to its *Quadro sinottico*.
    pub case: ProgettoId,
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
    /// *Operatore*: who follows the case; may be empty.
    pub operatore: String,
    /// The ente; one that is not set up as the sheet had it.
    pub ente: String,
    /// *Assistito*: surname and name.
    pub assistito: String,
    /// Born in … on …, C.F., resident in …
    pub assistito_dettagli: Vec<String>,
    /// Findings.
    pub notes: Vec<Note>,
}

/// A reason, and the rows that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MotivoScarto {
    /// A rule's id; empty where it is none.
    pub rule: String,
    /// What is wrong.
    pub title: String,
    /// What to do.
    pub mend: String,
    /// Label of the quick fix; empty where there is none.
    pub fix: String,
    /// How many rows.
    pub count: u32,
    /// The first of them.
    pub rows: Vec<RigaScarto>,
}

/// A row that will probably be discarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RigaScarto {
    /// Key of its case.
    pub case: ProgettoId,
    /// Whose.
    pub who: String,
    /// Code and period.
    pub what: String,
    /// Why.
    pub message: String,
}

/// A benefit that *Stampa* makes of deliveries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaccoltaView {
    /// Whose and what it is: the heading.
    pub title: String,
    /// How its numbers were reached, a sentence each.
    pub steps: Vec<String>,
    /// Its deliveries by day, in the words of the manual.
    pub deliveries: Vec<String>,
}
