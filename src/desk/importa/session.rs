//! The import that is open on the desk: a sheet, what its columns are taken for, and its rows once they are checked.

use super::request::{
    Column, DifferenceView, FieldView, HoursView, ImportCheck, ImportFilter, ImportOutcome, ImportPreview, ImportRow,
    MissingView, PreviewCellView, UnknownValueView, UnknownView,
};
use crate::archive::Archive;
use crate::archive::difference::{Against, Decisions, Difference};
use crate::archive::findings::Findings;
use crate::archive::intake::{self, Plan, PlannedRow, RowOutcome};
use crate::desk::note::{Note, count_rules, note};
use crate::desk::page::Part;
use crate::desk::reply::Progress;
use crate::import::{self, Analysis, Draft, MappingProfile, NoColumns, Problem, ReadRow, Rows};
use crate::records::{EnteId, Field, Prestazione, RecordKey};
use crate::sheets::{self, SheetError, Table, Workbook};
use crate::text::order::InOrder;
use chrono::NaiveDate;
use std::sync::Arc;

/// Rows whose cells are shown with the mapping.
const PREVIEW_ROWS: usize = 20;

/// An open sheet.
pub(in crate::desk) struct ImportSession {
    pub(super) file_name: String,
    pub(super) workbook: Workbook,
    pub(super) sheet: usize,
    pub(super) table: Arc<Table>,
    pub(super) analysis: Analysis,
    pub(super) checked: Option<Box<CheckedRows>>,
    /// The profile that was applied; empty where none was.
    pub(super) profile: String,
    /// What was decided about what it says otherwise than the archive.
    pub(super) decisions: Decisions,
}

/// What becomes of all rows, waiting for *Conferma*.
pub(super) struct CheckedRows {
    pub(super) ente: EnteId,
    /// As the columns and words were taken when they were checked.
    pub(super) rows: Rows,
    pub(super) plan: Plan,
    /// Of the plan's rows, in their order.
    pub(super) findings: Findings,
}

impl ImportSession {
    pub(super) fn open(file_name: &str, bytes: Vec<u8>, progress: Progress<'_>) -> Result<Self, SheetError> {
        let mut reading = |at: sheets::RowsRead| progress("Leggo il foglio", at.rows, at.of.unwrap_or(0));
        let mut workbook = sheets::open(bytes, &mut reading)?;
        let sheet = import::likeliest(&workbook);
        let table = workbook.table(sheet, &mut reading)?;
        let analysis = import::analyse(&table)?;
        Ok(Self {
            file_name: file_name.to_owned(),
            workbook,
            sheet,
            table,
            analysis,
            checked: None,
            profile: String::new(),
            decisions: Decisions::default(),
        })
    }

    /// The archive changed under a check, so that what it planned may not hold; or the operator left it.
    pub(in crate::desk) fn forget_check(&mut self) {
        self.checked = None;
    }

    /// Reads the sheet as a profile says.
    pub(super) fn apply(&mut self, profile: &MappingProfile) {
        profile.apply(&self.analysis.header.headings, &mut self.analysis.mapping);
        self.profile.clone_from(&profile.name);
        self.checked = None;
    }

    /// Applies the profile that fits the sheet whole, where there is one; of several, the one that reads most of it.
    pub(super) fn apply_fitting(&mut self, archive: &Archive) {
        let headings = &self.analysis.header.headings;
        let fitting = archive.profili.iter().map(|(_, it)| it).filter(|it| it.fits(headings));
        if let Some(profile) = fitting.max_by_key(|it| it.knows(headings)).cloned() {
            self.apply(&profile);
        }
    }

    /// Reads the sheet as if no profile were known.
    pub(super) fn forget_profile(&mut self) {
        if let Ok(analysis) = import::analyse(&self.table) {
            self.analysis = analysis;
        }
        self.profile.clear();
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
            missing: self.missing(),
            unknown: self.unknown(),
            hours: self.hours(),
            oddities: import::notices(&self.table, &self.analysis).iter().map(ToString::to_string).collect(),
            profile: self.profile.clone(),
            usable,
        }
    }

    fn missing(&self) -> Vec<MissingView> {
        let wording = &self.analysis.mapping.wording;
        import::missing(&self.table, &self.analysis, &self.analysis.mapping)
            .into_iter()
            .map(|it| {
                let fixed = wording.fixed(it.field).unwrap_or_default();
                MissingView {
                    field: it.field,
                    id: it.field.id().to_owned(),
                    label: it.field.label().to_owned(),
                    choices: choices(it.field),
                    fixable: it.fixable(),
                    problem: import::typed(it.field, fixed, &Draft::default()).err().unwrap_or_default(),
                    fixed: fixed.to_owned(),
                    likely: it.likely,
                }
            })
            .collect()
    }

    fn unknown(&self) -> Vec<UnknownView> {
        let unknown = import::unknown(&self.table, &self.analysis, &self.analysis.mapping);
        let shown = |field, text: &str| import::typed(field, text, &Draft::default()).map(|value| value.shown());
        let value = |field, it: import::UnknownValue| {
            let said = it.said.as_deref().map(|said| shown(field, said));
            let proposed = it.proposed.unwrap_or_default();
            UnknownValueView {
                written: it.written,
                rows: it.rows,
                said: it.said,
                problem: said.as_ref().and_then(|said| said.as_ref().err().cloned()).unwrap_or_default(),
                shown: said.and_then(Result::ok).unwrap_or_default(),
                proposed: (proposed.clone(), shown(field, &proposed).unwrap_or_default()),
            }
        };
        let column = |it: import::UnknownColumn| UnknownView {
            letter: sheets::column_letters(it.column),
            field: it.field,
            label: it.field.label().to_owned(),
            choices: choices(it.field),
            values: it.values.into_iter().map(|of| value(it.field, of)).collect(),
        };
        unknown.into_iter().map(column).collect()
    }

    fn hours(&self) -> Option<HoursView> {
        let mapping = &self.analysis.mapping;
        let doubt = import::hours_in_doubt(&self.table, &self.analysis, mapping)?;
        Some(HoursView {
            heading: self.analysis.header.headings.get(doubt.column).map(import::Heading::label).unwrap_or_default(),
            raw: doubt.raw,
            minutes: doubt.minutes,
            hundredths: doubt.hundredths,
            said: mapping.wording.hours,
        })
    }

    pub(super) fn check(&mut self, archive: &Archive, ente: EnteId, today: NaiveDate, progress: Progress<'_>) {
        if self.checked.as_ref().is_some_and(|checked| checked.ente == ente) {
            return;
        }
        let rows = Rows::new(&self.table, &self.analysis);
        let of = rows.len() as u32;
        let mut reading = |done: usize| progress("Leggo le righe", done as u32, of);
        let plan = intake::plan_as_decided(archive, &rows, Some(ente), &self.decisions, &mut reading);
        progress("Controllo le righe", 0, 0);
        let findings = plan.judge(archive, &rows, today);
        self.checked = Some(Box::new(CheckedRows { ente, rows, plan, findings }));
    }
}

/// Code and label of a field's choices.
fn choices(field: Field) -> Vec<(String, String)> {
    field.choices().into_iter().map(|(code, label)| (code.to_owned(), label.to_owned())).collect()
}

/// Headings, and nothing below.
pub(super) const NO_DATA: &str =
    "Sotto le intestazioni non c'è nessuna riga di dati: scegliere un altro foglio, o controllare il file.";

impl CheckedRows {
    pub(super) fn view(&self, archive: &Archive, filter: ImportFilter, part: Part) -> ImportCheck {
        let counts = self.plan.counts();
        let blocked = self.findings.rows().filter_map(|mut found| found.find(|it| it.blocks())).count() as u32;
        let noted = |(index, row): &(usize, &PlannedRow)| {
            let kept = row.differences.iter().any(|it| !it.taken);
            kept || row.left_empty || self.findings.of(*index).next().is_some()
        };
        let planned = || self.plan.rows.iter().enumerate();
        let with_notes = planned().filter(noted).count() as u32;
        let of_archive = |row: &&PlannedRow| row.differences.iter().any(|it| it.decided_by().is_some());
        let kept = |row: &&PlannedRow| row.differences.iter().any(|it| it.decided_by().is_some() && !it.taken);
        let fits = |(index, row): &(usize, &PlannedRow)| {
            let outcome = outcome(&row.outcome);
            match filter {
                ImportFilter::All => true,
                ImportFilter::New => outcome == ImportOutcome::New,
                ImportFilter::Update => outcome == ImportOutcome::Update,
                ImportFilter::Duplicate => outcome == ImportOutcome::Duplicate,
                ImportFilter::Unreadable => outcome == ImportOutcome::Unreadable,
                ImportFilter::Findings => noted(&(*index, row)) || outcome == ImportOutcome::Unreadable,
                ImportFilter::Differences => of_archive(row),
            }
        };
        // Places of rows, with their index in the plan where they could be read.
        let mut shown: Vec<(u32, Option<usize>)> =
            planned().filter(fits).map(|(index, row)| (row.row, Some(index))).collect();
        if matches!(filter, ImportFilter::All | ImportFilter::Unreadable | ImportFilter::Findings) {
            shown.extend(self.plan.unreadable.iter().map(|place| (*place, None)));
        }
        shown.order_by_key(|(place, _)| *place);
        ImportCheck {
            rows: self.rows.len() as u32,
            new: counts.new,
            updates: counts.updates,
            duplicates: counts.duplicates,
            unreadable: counts.left_out,
            blocked,
            warned: with_notes - blocked,
            differing: self.plan.rows.iter().filter(of_archive).count() as u32,
            kept: self.plan.rows.iter().filter(kept).count() as u32,
            people: counts.people,
            cards: self.plan.changed_cards(),
            findings: count_rules(self.findings.rows()),
            list: part.of(shown).map(|(place, index)| match index {
                Some(index) => self.row(archive, index),
                None => unreadable(self.rows.read(place as usize)),
            }),
        }
    }

    fn row(&self, archive: &Archive, index: usize) -> ImportRow {
        let row = &self.plan.rows[index];
        let becomes = self.plan.becomes(archive, &self.rows, row);
        let case = becomes.case();
        let place = row.row as usize;
        let mut notes: Vec<Note> = self.findings.of(index).map(note).collect();
        if row.left_empty {
            notes.extend(self.rows.read(place).problems.iter().map(|problem| problem_note(problem, false)));
        }
        notes.extend(row.differences.iter().filter_map(|it| self.told_before(it)));
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
            number: self.rows.number(place),
            outcome: outcome(&row.outcome),
            who: case.assistito.label(),
            what: what(case.prestazione),
            notes,
            differences: row.differences.iter().filter_map(difference).collect(),
        }
    }

    /// What a row says otherwise than an earlier one of the same sheet.
    fn told_before(&self, difference: &Difference) -> Option<Note> {
        let Against::EarlierRow(index) = difference.against else { return None };
        let earlier = self.rows.number(self.plan.rows.get(index)?.row as usize);
        Some(Note {
            rule: String::new(),
            blocks: false,
            field: difference.field.label().to_owned(),
            message: difference.told_before(earlier),
            fix: String::new(),
        })
    }

    /// All that the rows say otherwise than the archive.
    pub(super) fn differences(&self) -> impl Iterator<Item = (RecordKey, Field)> + '_ {
        self.plan.rows.iter().flat_map(|row| row.differences.iter().filter_map(Difference::decided_by))
    }
}

/// A row that could not be read.
fn unreadable(ReadRow { number, draft, problems }: ReadRow) -> ImportRow {
    ImportRow {
        number,
        outcome: ImportOutcome::Unreadable,
        who: draft.assistito.label(),
        what: what(&draft.prestazione),
        notes: problems.iter().map(|problem| problem_note(problem, true)).collect(),
        differences: Vec::new(),
    }
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

/// What a row says otherwise than the archive.
fn difference(difference: &Difference) -> Option<DifferenceView> {
    let Against::Archive { su, by_hand } = &difference.against else { return None };
    let by_hand = by_hand.as_ref().map(|by| match by.chi.as_str() {
        "" => by.quando.in_words(),
        chi => format!("{chi}, {}", by.quando.in_words()),
    });
    Some(DifferenceView {
        su: *su,
        field: difference.field.id().to_owned(),
        label: difference.field.label().to_owned(),
        ours: difference.ours.clone(),
        by_hand: by_hand.unwrap_or_default(),
        sheet: difference.sheet.clone(),
        taken: difference.taken,
    })
}
