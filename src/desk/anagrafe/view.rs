//! What people, cases and benefits look like on the page: lists, forms, findings beside their fields.
//! Plain data, in the words of the screen: the page only lays it out.

use crate::desk::note::Note;
use crate::desk::page::{Page, Part};
use crate::records::{AssistitoId, EnteId, PrestazioneId, ProgettoId, RecordKey};
use serde::{Deserialize, Serialize};

/// What a form is about; without its own key, something new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Subject {
    /// A person.
    Assistito(Option<AssistitoId>),
    /// A case of a person.
    Progetto(Option<ProgettoId>, AssistitoId),
    /// A benefit of a case.
    Prestazione(Option<PrestazioneId>, ProgettoId),
}

impl Subject {
    /// Whether it is not in the archive yet.
    #[must_use]
    pub fn is_new(self) -> bool {
        matches!(self, Self::Assistito(None) | Self::Progetto(None, _) | Self::Prestazione(None, _))
    }
}

/// What was typed into a form: only the fields that were touched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Typed {
    /// Whose form.
    pub subject: Subject,
    /// Field by field.
    pub values: Vec<TypedValue>,
}

/// What was typed into a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypedValue {
    /// `Field::id`.
    pub field: String,
    /// What was typed.
    pub text: String,
    /// What the field showed when the typing began; `None` where it showed nothing that is stored.
    pub base: Option<String>,
}

/// A field that was changed by somebody else while it was being typed into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// Whose form.
    pub subject: Subject,
    /// `Field::id`.
    pub field: String,
    /// Whose form, and the field's label.
    pub label: String,
    /// What is stored now, as it would be typed.
    pub stored: String,
    /// The same in words.
    pub stored_words: String,
    /// What was typed, in words.
    pub typed_words: String,
}

/// How a field is entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Widget {
    /// One line of text.
    Text,
    /// A native date.
    Date,
    /// Euro, typed the Italian way.
    Amount,
    /// One of a list: value and words.
    Choice(Vec<(String, String)>),
    /// Several of a list; the text holds their values with commas between.
    Several(Vec<(String, String)>),
    /// A name that completes.
    Complete(Complete),
}

/// What a name is completed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Complete {
    /// A comune of any time, or a foreign state.
    Nascita,
    /// A comune of today.
    Comune,
    /// A state.
    Nazione,
    /// A benefit code.
    Prestazione,
    /// A person of the archive.
    Assistito,
    /// What was written before in the same field of other cases; something new may be written too.
    Usati,
}

/// A row of a list of completions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// What is taken.
    pub value: String,
    /// What the field shows then.
    pub label: String,
    /// What tells it from the others: province, dates.
    pub detail: String,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormField {
    /// `Field::id`.
    pub id: String,
    /// Its label.
    pub label: String,
    /// How it is entered.
    pub widget: Widget,
    /// Its value as it is stored, in the form in which it is typed.
    pub value: String,
    /// What is read for the value where that is a code or a date; else empty.
    pub shown: String,
    /// INPS asks for it.
    pub required: bool,
    /// It wants room.
    pub wide: bool,
    /// A hint below it; may be empty.
    pub hint: String,
    /// Shown only where another field of the form has this value (or where it holds something); empty for always.
    pub when: (String, String),
}

/// Fields that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormGroup {
    /// Its title.
    pub title: String,
    /// Open even where nothing is in it.
    pub open: bool,
    /// What it holds is often the same in all benefits of a case.
    pub shared: bool,
    /// Its fields.
    pub fields: Vec<FormField>,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// What it is about.
    pub subject: Subject,
    /// Its title.
    pub title: String,
    /// Why it cannot be changed; empty where it can.
    pub locked: String,
    /// Its fields.
    pub groups: Vec<FormGroup>,
}

/// A finding, or what could not be read, at its field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldNote {
    /// Whose form.
    pub subject: Subject,
    /// `Field::id`; empty where no field of the form is meant.
    pub field: String,
    /// What there is to say.
    pub note: Note,
    /// The benefit by which its quick fix is asked for.
    pub fixes: Option<PrestazioneId>,
}

/// How a fiscal code stands to the person's data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CodeView {
    /// The code that the data give; empty where some are missing.
    pub computed: String,
    /// Code and data agree, omocodia apart.
    pub agrees: bool,
    /// What there is to say, a sentence each.
    pub lines: Vec<String>,
    /// Empty fields that a right code fills: id, and what would be typed.
    pub fills: Vec<(String, String)>,
}

/// What the rules say of what was typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Checked {
    /// Findings and what could not be read.
    pub notes: Vec<FieldNote>,
    /// The fiscal code, where a person is among the forms.
    pub code: Option<CodeView>,
}

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Mark {
    /// Nothing to say.
    #[default]
    Ok,
    /// Warnings.
    Warned,
    /// Something blocks.
    Blocked,
    /// Sent.
    Sent,
    /// Over and done with.
    Closed,
}

/// A row of a list, a cell a column, a line of text each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListRow {
    /// Its key.
    pub id: RecordKey,
    /// How it stands.
    pub mark: Mark,
    /// How it stands, in words.
    pub state: String,
    /// Its cells.
    pub cells: Vec<Vec<String>>,
}

/// A list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum List {
    /// People.
    #[default]
    Assistiti,
    /// Cases.
    Progetti,
}

/// With or without findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Rilievi {
    /// All.
    #[default]
    Tutti,
    /// With a benefit that cannot be sent.
    NonInviabili,
    /// With any finding.
    Con,
    /// Without findings.
    Senza,
}

/// What a list shows.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ListQuery {
    /// Which list.
    pub list: List,
    /// Text search.
    pub search: String,
    /// By findings.
    pub rilievi: Rilievi,
    /// Closed cases (`true`), open ones, or (`None`) both; of people, those who have such a case.
    pub chiusi: Option<bool>,
    /// One ente.
    pub ente: Option<EnteId>,
    /// One year.
    pub anno: Option<u16>,
    /// One type of case; empty for all.
    pub tipo: String,
    /// Column that it is sorted by.
    pub sort: u8,
    /// Last first.
    pub descending: bool,
    /// Which part of what is found.
    pub part: Part,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ListPage {
    /// "Trovate N righe", and those of this page.
    pub list: Page<ListRow>,
    /// Rows without any filter.
    pub all: u32,
    /// Headings of the columns.
    pub columns: Vec<String>,
    /// Enti to choose from: key and name.
    pub enti: Vec<(String, String)>,
    /// Years to choose from.
    pub anni: Vec<u16>,
    /// Types of case to choose from.
    pub tipi: Vec<String>,
}

/// A benefit of a case, in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BenefitRow {
    /// Its key.
    pub id: PrestazioneId,
    /// Code, name, when.
    pub label: String,
    /// How it stands.
    pub mark: Mark,
    /// How it stands, in words.
    pub state: String,
    /// Whether it can be changed and deleted.
    pub open: bool,
    /// What stays where it is deleted, in a sentence; empty where nothing does.
    pub stays: String,
}

/// Something that was done, for the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryLine {
    /// When and who.
    pub when: String,
    /// What it was about.
    pub what: String,
    /// What changed, a field a line.
    pub lines: Vec<String>,
}

/// A person with their cases, or a case with all that belongs to it (*Quadro sinottico*), or something new.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Scheda {
    /// Whose it is, in words; never in the window's title.
    pub title: String,
    /// The person, where they are in the archive.
    pub assistito: Option<AssistitoId>,
    /// The forms on screen.
    pub forms: Vec<Form>,
    /// What the rules say of them.
    pub checked: Checked,
    /// Headings of the table of cases.
    pub columns: Vec<String>,
    /// The person's cases.
    pub cases: Vec<ListRow>,
    /// The case's benefits.
    pub benefits: Vec<BenefitRow>,
    /// People who may be the same one.
    pub doubles: Vec<Completion>,
    /// Whether the case is closed.
    pub chiuso: bool,
    /// Why it cannot be deleted; empty where it can.
    pub kept: String,
    /// What stays where it is deleted, in a sentence; empty where nothing does.
    pub stays: String,
    /// What was done, newest first.
    pub history: Vec<HistoryLine>,
}

/// A field of two records of the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeField {
    /// `Field::id`.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What the record that stays has.
    pub kept: String,
    /// What the other one has.
    pub other: String,
    /// Whether the other's is taken unless the operator says otherwise.
    pub takes_other: bool,
}

/// Two records of the same person, side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergeView {
    /// The one that goes.
    pub other: AssistitoId,
    /// Those fields that differ.
    pub fields: Vec<MergeField>,
    /// What else happens, a sentence each.
    pub lines: Vec<String>,
}
