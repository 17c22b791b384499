//! *Importa prestazioni* on the wire: the open sheet, what its columns are taken for, and how each row would end.

use crate::desk::note::{Note, RuleCount};
use crate::desk::page::{Page, Part};
use crate::records::{EnteId, Field, Fraction, RecordKey};
use chrono::NaiveDate;
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
    /// Says what the columns leave open, and shows the effect. Answer: [`ImportaAnswer::Preview`].
    Say(Vec<Saying>),
    /// Applies a saved profile, or (none by name) reads the sheet as if there were none. Answer:
    /// [`ImportaAnswer::Preview`].
    Profile {
        /// Its name; may be empty.
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
    /// Decides what becomes of fields that the sheet says otherwise than the archive; the rows are to be checked anew.
    /// Answer: `Answer::Done`.
    Decide {
        /// Record and field (`Field::id`); empty for all that the check told.
        fields: Vec<(RecordKey, String)>,
        /// Whether the sheet's value is taken, or ours kept.
        take: bool,
    },
    /// Leaves the check: forgets how the rows would end. The sheet stays open. Answer: `Answer::Done`.
    Uncheck,
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

/// What an office says of its sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saying {
    /// A field that no column gives has this value in every row, as it would be typed into a form; empty takes it back.
    Fixed(Field, String),
    /// A word in the column of a field means this, as it would be typed into a form; `None` takes it back.
    Word(Field, String, Option<String>),
    /// Hours are written so.
    Hours(Fraction),
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
    /// Sentences on the mapping: what a bare "Importo" will mean.
    pub notes: Vec<String>,
    /// Fields that every benefit needs and no column gives.
    pub missing: Vec<MissingView>,
    /// Columns with words that mean nothing by themselves.
    pub unknown: Vec<UnknownView>,
    /// A column of hours that can be read in two ways.
    pub hours: Option<HoursView>,
    /// What is odd about the sheet.
    pub oddities: Vec<String>,
    /// The profile that was applied; empty where none was.
    pub profile: String,
    /// Whether enough columns are recognised to go on.
    pub usable: bool,
}

/// A field that every benefit needs and no column gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingView {
    /// Which one.
    pub field: Field,
    /// `Field::id`.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Code and label of its choices; empty where it is no choice.
    pub choices: Vec<(String, String)>,
    /// Whether one value can hold for every row.
    pub fixable: bool,
    /// That value, as typed.
    pub fixed: String,
    /// Why it cannot be read; empty where it can.
    pub problem: String,
    /// Columns that mean nothing yet and whose headings come near.
    pub likely: Vec<usize>,
}

/// A column with words that mean nothing by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownView {
    /// The column's letter.
    pub letter: String,
    /// What it is taken for.
    pub field: Field,
    /// Its label.
    pub label: String,
    /// Code and label of its choices; empty where it is no choice.
    pub choices: Vec<(String, String)>,
    /// The words, most frequent first.
    pub values: Vec<UnknownValueView>,
}

/// A word of a sheet that means nothing by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownValueView {
    /// As the sheet writes it.
    pub written: String,
    /// Rows that have it.
    pub rows: u32,
    /// What was said that it means; `None` where nothing was.
    pub said: Option<String>,
    /// The same in words.
    pub shown: String,
    /// Why what was said cannot be read; empty where it can.
    pub problem: String,
    /// What it probably means, as typed and in words; empty where nobody knows.
    pub proposed: (String, String),
}

/// A column of hours that can be read in two ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursView {
    /// Its heading, or its letter.
    pub heading: String,
    /// A cell of it.
    pub raw: String,
    /// That cell, with minutes after the sign.
    pub minutes: String,
    /// That cell, with hundredths of an hour after the sign.
    pub hundredths: String,
    /// What was said.
    pub said: Option<Fraction>,
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
    /// Those that say otherwise than the archive.
    Differences,
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
    /// Rows that say otherwise than the archive.
    pub differing: u32,
    /// Of those, the ones of which something is not taken.
    pub kept: u32,
    /// New people.
    pub people: u32,
    /// People and cases of the archive that change.
    pub cards: u32,
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
    /// What it says otherwise than the archive.
    pub differences: Vec<DifferenceView>,
}

/// A field that a row says otherwise than the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceView {
    /// Which record.
    pub su: RecordKey,
    /// Which field of it: `Field::id`.
    pub field: String,
    /// Its label.
    pub label: String,
    /// The archive's value, in words.
    pub ours: String,
    /// Who wrote it by hand, and when; empty where a sheet did.
    pub by_hand: String,
    /// The sheet's value, in words.
    pub sheet: String,
    /// Whether the sheet's is taken.
    pub taken: bool,
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
    /// Whole quarters in which what was written falls, to be sent next; `None` where nothing of it has a day.
    pub periodo: Option<(NaiveDate, NaiveDate)>,
}
