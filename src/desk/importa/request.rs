//! *Importa prestazioni* on the wire: the open sheet, what its columns are taken for, and how each row would end.

use crate::desk::note::{Note, RuleCount};
use crate::desk::page::{Page, Part};
use crate::records::EnteId;
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportaRequest {
    /// Reads a benefit sheet (its bytes travel beside). Answer: [`ImportaAnswer::Preview`].
    Open {
        /// For messages, and to recognise a saved profile.
        file_name: String,
    },
    /// Chooses another sheet of the open workbook. Answer: [`ImportaAnswer::Preview`].
    Sheet {
        /// Its name.
        name: String,
    },
    /// Changes what the columns mean, and shows the effect. Answer: [`ImportaAnswer::Preview`].
    Mapping {
        /// All columns.
        columns: Vec<Column>,
    },
    /// Applies a saved profile. Answer: [`ImportaAnswer::Preview`].
    Profile {
        /// Its name.
        name: String,
    },
    /// Reads all rows and says how each would end; writes nothing. Answer: [`ImportaAnswer::Check`].
    Check {
        /// The ente of rows that name none.
        ente: EnteId,
        /// Which rows to show.
        filter: ImportFilter,
        /// Which part of them.
        part: Part,
    },
    /// *Conferma*: writes all rows that can be read, or none. Answer: [`ImportaAnswer::Done`].
    Confirm,
    /// Forgets the open sheet. Answer: `Answer::Done`.
    Drop,
    /// Keeps the present mapping under a name. Answer: [`ImportaAnswer::Profiles`].
    SaveProfile {
        /// The name; an older profile of this name is replaced.
        name: String,
    },
    /// Forgets a profile. Answer: [`ImportaAnswer::Profiles`].
    DeleteProfile {
        /// The name.
        name: String,
    },
    /// The model sheet. Answer: `Answer::File`.
    ModelSheet,
    /// The unreadable rows of the open sheet, with reasons. Answer: `Answer::File`.
    RejectedSheet,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ImportaAnswer {
    /// The open sheet, its mapping and the first rows, raw and read.
    Preview(Box<ImportPreview>),
    /// How each row would end.
    Check(Box<ImportCheck>),
    /// The import is written.
    Done(ImportDone),
    /// The profiles as they are now.
    Profiles(Vec<MappingView>),
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
pub struct MappingView {
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
    pub preview: Vec<(u32, Vec<PreviewCellView>)>,
    /// Sentences on the mapping: fields that are missing, what a bare "Importo" will mean.
    pub notes: Vec<String>,
    /// Whether enough columns are recognised to go on.
    pub usable: bool,
}

/// A cell before and after reading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PreviewCellView {
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
    pub list: Page<ImportRow>,
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
