//! The import that is open on the desk: from a file's bytes to *Conferma*.

use super::Answer;
use super::desk::{Desk, Progress, Reply, XLSX, file, refused};
use super::invio::{count_rules, note};
use super::view::{
    Column, FieldView, ImportCheck, ImportDone, ImportFilter, ImportOutcome, ImportPreview, ImportRow, Note,
    PreviewCell,
};
use crate::archive::Archive;
use crate::archive::by_hand::Kept;
use crate::archive::intake::{self, Outcome, Plan};
use crate::import::{self, Analysis, Draft, NoColumns, Problem, Profile};
use crate::records::{Atto, EnteId, Field};
use crate::sheets;
use crate::sheets::{SheetError, Table, Workbook};
use crate::validation::Finding;
use chrono::NaiveDate;

/// Rows whose cells are shown with the mapping.
const PREVIEW_ROWS: usize = 20;

/// An open sheet.
pub(super) struct ImportSession {
    file_name: String,
    workbook: Workbook,
    sheet: usize,
    table: Table,
    analysis: Analysis,
    checked: Option<Checked>,
}

/// All rows read and judged, waiting for *Conferma*.
struct Checked {
    ente: EnteId,
    /// Numbers of the rows that could be read, in the order of the plan's.
    numbers: Vec<u32>,
    plan: Plan,
    findings: Vec<Vec<Finding>>,
    unreadable: Vec<(u32, Vec<Problem>)>,
}

impl ImportSession {
    fn open(file_name: &str, bytes: Vec<u8>, progress: Progress<'_>) -> Result<Self, SheetError> {
        let mut reading = |at: sheets::Progress| progress("Leggo il foglio", at.rows, at.of.unwrap_or(0));
        let mut workbook = sheets::open(bytes, &mut reading)?;
        let sheet = import::likeliest(&workbook);
        let table = workbook.table(sheet, &mut reading)?;
        let analysis = import::analyse(&table)?;
        Ok(Self { file_name: file_name.to_owned(), workbook, sheet, table, analysis, checked: None })
    }

    /// The archive changed under a check: what it planned may not hold.
    pub(super) fn forget_check(&mut self) {
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

    fn preview(&self, archive: &Archive) -> ImportPreview {
        let sheets = self.workbook.sheets();
        let mapping = &self.analysis.mapping;
        let rows = import::preview(&self.table, &self.analysis, mapping, PREVIEW_ROWS);
        let cell = |cell: import::PreviewCell| PreviewCell {
            raw: cell.raw,
            read: cell.read,
            problem: cell.problem.unwrap_or_default(),
        };
        let knows = |profile: &&Profile| profile.knows(&self.analysis.header.headings) > 0;
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

    fn check(&mut self, archive: &Archive, ente: EnteId, today: NaiveDate, progress: Progress<'_>) {
        if self.checked.as_ref().is_some_and(|checked| checked.ente == ente) {
            return;
        }
        let mut reading = |at: sheets::Progress| progress("Leggo le righe", at.rows, at.of.unwrap_or(0));
        let rows = import::read(&self.table, &self.analysis, &self.analysis.mapping, &mut reading);
        let mut numbers = Vec::with_capacity(rows.len());
        let mut drafts: Vec<Draft> = Vec::with_capacity(rows.len());
        let mut unreadable = Vec::new();
        for row in rows {
            match row.outcome {
                Ok(draft) => {
                    numbers.push(row.number);
                    drafts.push(draft);
                }
                Err(problems) => unreadable.push((row.number, problems)),
            }
        }
        progress("Controllo le righe", 0, 0);
        let plan = intake::plan(archive, &drafts, Some(ente));
        let findings = plan.judge(archive, today);
        self.checked = Some(Checked { ente, numbers, plan, findings, unreadable });
    }
}

/// Headings, and nothing below.
const NO_DATA: &str =
    "Sotto le intestazioni non c'è nessuna riga di dati: scegliere un altro foglio, o controllare il file.";

impl Checked {
    fn view(&self, archive: &Archive, filter: ImportFilter, page: u32, per_page: u32) -> ImportCheck {
        let counts = self.plan.counts();
        let blocked = self.findings.iter().filter(|found| found.iter().any(Finding::blocks)).count() as u32;
        let rows = || self.plan.rows.iter().zip(&self.findings);
        let with_notes = rows().filter(|(row, found)| !found.is_empty() || !row.kept.is_empty()).count() as u32;
        let kept = rows().filter(|(row, _)| !row.kept.is_empty()).count() as u32;
        let mut shown: Vec<Shown> = Vec::new();
        let outcomes = self.plan.rows.iter().zip(&self.numbers).zip(&self.findings).enumerate();
        for (index, ((row, number), findings)) in outcomes {
            let outcome = outcome(&row.outcome);
            let fits = match filter {
                ImportFilter::All => true,
                ImportFilter::New => outcome == ImportOutcome::New,
                ImportFilter::Update => outcome == ImportOutcome::Update,
                ImportFilter::Duplicate => outcome == ImportOutcome::Duplicate,
                ImportFilter::Unreadable => outcome == ImportOutcome::Unreadable,
                ImportFilter::Findings => {
                    !findings.is_empty() || !row.kept.is_empty() || outcome == ImportOutcome::Unreadable
                }
            };
            if fits {
                shown.push(Shown { number: *number, at: At::Read(index) });
            }
        }
        if matches!(filter, ImportFilter::All | ImportFilter::Unreadable | ImportFilter::Findings) {
            let unreadable = self.unreadable.iter().enumerate();
            shown.extend(unreadable.map(|(index, (number, _))| Shown { number: *number, at: At::Unreadable(index) }));
        }
        shown.sort_by_key(|shown| shown.number);
        let per_page = per_page.clamp(1, 500) as usize;
        let on_page = shown.iter().skip(page as usize * per_page).take(per_page);
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
            found: shown.len() as u32,
            page: on_page.map(|shown| self.row(archive, shown)).collect(),
        }
    }

    fn row(&self, archive: &Archive, shown: &Shown) -> ImportRow {
        match shown.at {
            At::Unreadable(index) => ImportRow {
                number: shown.number,
                outcome: ImportOutcome::Unreadable,
                who: String::new(),
                what: String::new(),
                notes: self.unreadable[index].1.iter().map(problem_note).collect(),
            },
            At::Read(index) => {
                let row = &self.plan.rows[index];
                let case = self.plan.case(archive, row);
                let mut notes: Vec<Note> = self.findings[index].iter().map(note).collect();
                notes.extend(row.kept.iter().map(kept_note));
                if let Outcome::AlreadySent(flusso) = &row.outcome {
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
                    what: format!(
                        "{} {} {}",
                        case.prestazione.codice,
                        case.prestazione.denomination(),
                        case.prestazione.period_label()
                    ),
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

fn outcome(outcome: &Outcome) -> ImportOutcome {
    match outcome {
        Outcome::New => ImportOutcome::New,
        Outcome::Update(_) => ImportOutcome::Update,
        Outcome::Duplicate => ImportOutcome::Duplicate,
        Outcome::AlreadySent(_) => ImportOutcome::Unreadable,
    }
}

fn problem_note(problem: &Problem) -> Note {
    Note {
        rule: String::new(),
        blocks: true,
        field: problem.field.label().to_owned(),
        message: problem.to_string(),
        fix: String::new(),
    }
}

/// What the sheet says otherwise than somebody wrote by hand.
fn kept_note(kept: &Kept) -> Note {
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

fn no_sheet() -> Answer {
    refused("Non c'è nessun foglio aperto: scegliere un file.")
}

impl Desk {
    pub(super) fn import_open(&mut self, file_name: &str, bytes: Vec<u8>, progress: Progress<'_>) -> Answer {
        self.import = None;
        let session = match ImportSession::open(file_name, bytes, progress) {
            Ok(session) => session,
            Err(error) => return refused(format!("{file_name}: {error}")),
        };
        // A sheet with several pages may still have a better one; a lone one without columns is of no use.
        if session.workbook.sheets().len() == 1 {
            if session.analysis.data.is_empty() {
                return refused(format!("{file_name}: {NO_DATA}"));
            }
            if session.analysis.mapping.is_empty() {
                return refused(format!("{file_name}: {}", NoColumns));
            }
        }
        self.import_shown(session)
    }

    fn import_shown(&mut self, session: ImportSession) -> Answer {
        let preview = session.preview(&self.archive);
        self.import = Some(session);
        Answer::ImportPreview(Box::new(preview))
    }

    pub(super) fn import_sheet(&mut self, name: &str) -> Answer {
        let Some(mut session) = self.import.take() else { return no_sheet() };
        let read = session.workbook.by_name(name).and_then(|index| {
            let table = session.workbook.table(index, &mut |_| {})?;
            let analysis = import::analyse(&table)?;
            Ok((index, table, analysis))
        });
        match read {
            Ok((index, table, analysis)) => {
                self.import_shown(ImportSession { sheet: index, table, analysis, checked: None, ..session })
            }
            Err(error) => {
                self.import = Some(session);
                refused(error.to_string())
            }
        }
    }

    pub(super) fn import_mapping(&mut self, columns: &[Column]) -> Answer {
        let Some(mut session) = self.import.take() else { return no_sheet() };
        for (index, column) in columns.iter().enumerate() {
            session.analysis.mapping.set(index, Field::from_id(&column.field));
        }
        session.checked = None;
        self.import_shown(session)
    }

    pub(super) fn import_profile(&mut self, name: &str) -> Answer {
        let Some(mut session) = self.import.take() else { return no_sheet() };
        if let Some((_, profile)) = self.archive.profili.iter().find(|(_, profile)| profile.name == name) {
            profile.apply(&session.analysis.header.headings, &mut session.analysis.mapping);
            session.checked = None;
        }
        self.import_shown(session)
    }

    pub(super) fn import_check(
        &mut self,
        ente: EnteId,
        filter: ImportFilter,
        page: u32,
        per_page: u32,
        today: NaiveDate,
        progress: Progress<'_>,
    ) -> Answer {
        if self.archive.enti.get(ente.0).is_none() {
            return refused("L'ente scelto non c'è più: sceglierne un altro in Impostazioni.");
        }
        let Some(session) = &mut self.import else { return no_sheet() };
        session.check(&self.archive, ente, today, progress);
        match &session.checked {
            Some(checked) => Answer::ImportCheck(Box::new(checked.view(&self.archive, filter, page, per_page))),
            None => no_sheet(),
        }
    }

    pub(super) fn import_confirm(&mut self) -> Answer {
        let Some(session) = &mut self.import else { return no_sheet() };
        let Some(checked) = session.checked.take() else {
            return refused(
                "L'archivio è cambiato nel frattempo, e le righe sono state controllate di nuovo: guardarle e premere «Conferma».",
            );
        };
        let counts = checked.plan.counts();
        let unreadable = checked.unreadable.len() as u32 + counts.sent;
        checked.plan.apply(&mut self.archive);
        self.confirmed = self.import.take();
        let nota = format!("nuove {}, modificate {}, non prese {unreadable}", counts.new, counts.updates);
        self.log(Atto::Importazione, None, nota);
        self.touched();
        Answer::ImportDone(ImportDone {
            new: counts.new,
            updates: counts.updates,
            duplicates: counts.duplicates,
            unreadable,
        })
    }

    pub(super) fn save_profile(&mut self, name: &str) -> Answer {
        let name = name.trim();
        if name.is_empty() {
            return refused("Dare un nome al profilo.");
        }
        let Some(session) = &self.import else { return no_sheet() };
        let profile = Profile::of(name, &session.analysis.header.headings, &session.analysis.mapping);
        let old = self.archive.profili.iter().find(|(_, it)| it.name == name).map(|(key, _)| key);
        match old.and_then(|key| self.archive.profili.get_mut(key)) {
            Some(old) => *old = profile,
            None => drop(self.archive.profili.insert(profile)),
        }
        self.log(Atto::ProfiloSalvato, None, "");
        Answer::Profiles(self.profiles())
    }

    pub(super) fn delete_profile(&mut self, name: &str) -> Answer {
        let key = self.archive.profili.iter().find(|(_, it)| it.name == name).map(|(key, _)| key);
        if let Some(key) = key {
            self.archive.profili.remove(key);
            self.log(Atto::ProfiloEliminato, None, "");
        }
        Answer::Profiles(self.profiles())
    }

    pub(super) fn model_sheet() -> Reply {
        match import::model() {
            Ok(bytes) => file("modello-prestazioni.xlsx", XLSX, bytes),
            Err(error) => refused(format!("Il foglio modello non si può scrivere: {error}")).into(),
        }
    }

    pub(super) fn rejected_sheet(&mut self) -> Reply {
        let Some((session, checked)) = self.import.as_ref().and_then(|it| Some((it, it.checked.as_ref()?))) else {
            return no_sheet().into();
        };
        let reasons: Vec<(u32, String)> = checked
            .unreadable
            .iter()
            .map(|(number, problems)| {
                let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
                (*number, words.join("\n"))
            })
            .collect();
        match import::rejected(&session.table, &session.analysis, &reasons) {
            Ok(bytes) => file("righe-illeggibili.xlsx", XLSX, bytes),
            Err(error) => refused(format!("Il foglio non si può scrivere: {error}")).into(),
        }
    }
}
