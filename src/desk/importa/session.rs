//! The import that is open on the desk: a sheet, what its columns are taken for, and its rows once they are checked.

use super::request::{
    Column, FieldView, ImportCheck, ImportFilter, ImportOutcome, ImportPreview, ImportRow, PreviewCellView,
};
use crate::archive::Archive;
use crate::archive::by_hand::KeptByHand;
use crate::archive::intake::{self, Plan, RowOutcome};
use crate::desk::note::{Note, count_rules, note};
use crate::desk::page::Part;
use crate::desk::reply::Progress;
use crate::import::{self, Analysis, Draft, MappingProfile, NoColumns, Problem, ReadRow};
use crate::records::{EnteId, Field, Prestazione};
use crate::sheets::{self, SheetError, Table, Workbook};
use crate::validation::Finding;
use chrono::NaiveDate;

/// Rows whose cells are shown with the mapping.
const PREVIEW_ROWS: usize = 20;

/// An open sheet.
pub(in crate::desk) struct ImportSession {
    pub(super) file_name: String,
    pub(super) workbook: Workbook,
    pub(super) sheet: usize,
    pub(super) table: Table,
    pub(super) analysis: Analysis,
    pub(super) checked: Option<CheckedRows>,
}

/// All rows read and judged, waiting for *Conferma*.
pub(super) struct CheckedRows {
    pub(super) ente: EnteId,
    /// Numbers of the rows that could be read, in the order of the plan's.
    pub(super) numbers: Vec<u32>,
    pub(super) plan: Plan,
    pub(super) findings: Vec<Vec<Finding>>,
    /// Of the same rows, the cells that could not be read and are left empty.
    pub(super) left_empty: Vec<Vec<Problem>>,
    pub(super) unreadable: Vec<ReadRow>,
}

impl ImportSession {
    pub(super) fn open(file_name: &str, bytes: Vec<u8>, progress: Progress<'_>) -> Result<Self, SheetError> {
        let mut reading = |at: sheets::RowsRead| progress("Leggo il foglio", at.rows, at.of.unwrap_or(0));
        let mut workbook = sheets::open(bytes, &mut reading)?;
        let sheet = import::likeliest(&workbook);
        let table = workbook.table(sheet, &mut reading)?;
        let analysis = import::analyse(&table)?;
        Ok(Self { file_name: file_name.to_owned(), workbook, sheet, table, analysis, checked: None })
    }

    /// The archive changed under a check: what it planned may not hold.
    pub(in crate::desk) fn forget_check(&mut self) {
        self.checked = None;
    }

    fn columns(&self) -> Vec<Column> {
        let headings = self.analysis.header.headings.iter().enumerate();
        headings
            .map(|(index, heading)| Column {
                letter: heading.column.clone(),
                heading: heading.label(),
                field: self.analysis.mapping.field(index).map(|field| field.id().to_owned()).unwrap_or_default(),
            })
            .collect()
    }

    pub(super) fn preview(&self, archive: &Archive) -> ImportPreview {
        let sheets = self.workbook.sheets();
        let mapping = &self.analysis.mapping;
        let rows = import::preview(&self.table, &self.analysis, mapping, PREVIEW_ROWS);
        let cell = |cell: import::PreviewCell| PreviewCellView {
            raw: cell.raw,
            read: cell.read,
            problem: cell.problem.unwrap_or_default(),
        };
        let knows = |profile: &&MappingProfile| profile.knows(&self.analysis.header.headings) > 0;
        let mut notes = mapping.notes();
        let usable = !mapping.is_empty() && !self.analysis.data.is_empty();
        if mapping.is_empty() {
            notes.push(NoColumns.to_string());
        } else if self.analysis.data.is_empty() {
            notes.push(NO_DATA.to_owned());
        }
        ImportPreview {
            file_name: self.file_name.clone(),
            sheets: sheets.iter().map(|sheet| (sheet.name.clone(), sheet.rows)).collect(),
            sheet: sheets.get(self.sheet).map(|sheet| sheet.name.clone()).unwrap_or_default(),
            header_row: self.analysis.header.rows.last().copied().unwrap_or_default(),
            rows: self.analysis.data.len() as u32,
            columns: self.columns(),
            fields: Field::ALL
                .iter()
                .map(|field| FieldView { id: field.id().to_owned(), label: field.label().to_owned() })
                .collect(),
            profiles: archive.profili.iter().map(|(_, it)| it).filter(knows).map(|it| it.name.clone()).collect(),
            preview: rows.into_iter().map(|row| (row.number, row.cells.into_iter().map(cell).collect())).collect(),
            notes,
            usable,
        }
    }

    pub(super) fn check(&mut self, archive: &Archive, ente: EnteId, today: NaiveDate, progress: Progress<'_>) {
        if self.checked.as_ref().is_some_and(|checked| checked.ente == ente) {
            return;
        }
        let mut reading = |at: sheets::RowsRead| progress("Leggo le righe", at.rows, at.of.unwrap_or(0));
        let rows = import::read(&self.table, &self.analysis, &self.analysis.mapping, &mut reading);
        let mut numbers = Vec::with_capacity(rows.len());
        let mut drafts: Vec<Draft> = Vec::with_capacity(rows.len());
        let mut left_empty = Vec::with_capacity(rows.len());
        let mut unreadable = Vec::new();
        for row in rows {
            if row.outcome().is_ok() {
                numbers.push(row.number);
                drafts.push(row.draft);
                left_empty.push(row.problems);
            } else {
                unreadable.push(row);
            }
        }
        progress("Controllo le righe", 0, 0);
        let plan = intake::plan(archive, &drafts, Some(ente));
        let findings = plan.judge(archive, today);
        self.checked = Some(CheckedRows { ente, numbers, plan, findings, left_empty, unreadable });
    }
}

/// Headings, and nothing below.
pub(super) const NO_DATA: &str =
    "Sotto le intestazioni non c'è nessuna riga di dati: scegliere un altro foglio, o controllare il file.";

impl CheckedRows {
    pub(super) fn view(&self, archive: &Archive, filter: ImportFilter, part: Part) -> ImportCheck {
        let counts = self.plan.counts();
        let blocked = self.findings.iter().filter(|found| found.iter().any(Finding::blocks)).count() as u32;
        let noted = |index: usize| {
            let kept = &self.plan.rows[index].kept;
            !self.findings[index].is_empty() || !kept.is_empty() || !self.left_empty[index].is_empty()
        };
        let with_notes = (0..self.plan.rows.len()).filter(|index| noted(*index)).count() as u32;
        let kept = self.plan.rows.iter().filter(|row| !row.kept.is_empty()).count() as u32;
        let mut shown: Vec<Shown> = Vec::new();
        for (index, (row, number)) in self.plan.rows.iter().zip(&self.numbers).enumerate() {
            let outcome = outcome(&row.outcome);
            let fits = match filter {
                ImportFilter::All => true,
                ImportFilter::New => outcome == ImportOutcome::New,
                ImportFilter::Update => outcome == ImportOutcome::Update,
                ImportFilter::Duplicate => outcome == ImportOutcome::Duplicate,
                ImportFilter::Unreadable => outcome == ImportOutcome::Unreadable,
                ImportFilter::Findings => noted(index) || outcome == ImportOutcome::Unreadable,
            };
            if fits {
                shown.push(Shown { number: *number, at: At::Read(index) });
            }
        }
        if matches!(filter, ImportFilter::All | ImportFilter::Unreadable | ImportFilter::Findings) {
            let unreadable = self.unreadable.iter().enumerate();
            shown.extend(unreadable.map(|(index, row)| Shown { number: row.number, at: At::Unreadable(index) }));
        }
        shown.sort_by_key(|shown| shown.number);
        ImportCheck {
            rows: (self.numbers.len() + self.unreadable.len()) as u32,
            new: counts.new,
            updates: counts.updates,
            duplicates: counts.duplicates,
            unreadable: self.unreadable.len() as u32 + counts.sent,
            blocked,
            warned: with_notes - blocked,
            kept,
            people: counts.people,
            findings: count_rules(self.findings.iter().map(Vec::as_slice)),
            list: part.of(&shown).map(|shown| self.row(archive, shown)),
        }
    }

    fn row(&self, archive: &Archive, shown: &Shown) -> ImportRow {
        match shown.at {
            At::Unreadable(index) => {
                let ReadRow { draft, problems, .. } = &self.unreadable[index];
                ImportRow {
                    number: shown.number,
                    outcome: ImportOutcome::Unreadable,
                    who: draft.assistito.label(),
                    what: what(&draft.prestazione),
                    notes: problems.iter().map(|problem| problem_note(problem, true)).collect(),
                }
            }
            At::Read(index) => {
                let row = &self.plan.rows[index];
                let case = self.plan.case(archive, row);
                let mut notes: Vec<Note> = self.findings[index].iter().map(note).collect();
                notes.extend(self.left_empty[index].iter().map(|problem| problem_note(problem, false)));
                notes.extend(row.kept.iter().map(kept_note));
                if let RowOutcome::AlreadySent(flusso) = &row.outcome {
                    notes.push(Note {
                        rule: String::new(),
                        blocks: true,
                        field: String::new(),
                        message: format!(
                            "Questa prestazione è già stata inviata nel flusso {flusso} e qui è diversa: il foglio non può cambiarla."
                        ),
                        fix: String::new(),
                    });
                }
                ImportRow {
                    number: shown.number,
                    outcome: outcome(&row.outcome),
                    who: case.assistito.label(),
                    what: what(case.prestazione),
                    notes,
                }
            }
        }
    }
}

/// A row on screen.
struct Shown {
    number: u32,
    at: At,
}

enum At {
    Read(usize),
    Unreadable(usize),
}

fn outcome(outcome: &RowOutcome) -> ImportOutcome {
    match outcome {
        RowOutcome::New => ImportOutcome::New,
        RowOutcome::Update(_) => ImportOutcome::Update,
        RowOutcome::Duplicate => ImportOutcome::Duplicate,
        RowOutcome::AlreadySent(_) => ImportOutcome::Unreadable,
    }
}

fn what(prestazione: &Prestazione) -> String {
    let words = [&prestazione.codice, prestazione.denomination(), &prestazione.period_label()];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<&str>>().join(" ")
}

/// A cell that could not be read; where the row is left out for it, or for another, it blocks.
fn problem_note(problem: &Problem, blocks: bool) -> Note {
    Note {
        rule: String::new(),
        blocks,
        field: problem.field.label().to_owned(),
        message: if blocks { problem.to_string() } else { problem.left_empty() },
        fix: String::new(),
    }
}

/// What the sheet says otherwise than somebody wrote by hand.
fn kept_note(kept: &KeptByHand) -> Note {
    let quoted = |text: &str| if text.is_empty() { "vuoto".to_owned() } else { format!("«{text}»") };
    Note {
        rule: String::new(),
        blocks: false,
        field: kept.campo.to_owned(),
        message: format!(
            "{} corretto a mano nell'archivio: resta {}, il foglio dice {}.",
            kept.campo,
            quoted(&kept.nostro),
            quoted(&kept.foglio)
        ),
        fix: String::new(),
    }
}
