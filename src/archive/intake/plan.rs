//! An import before *Conferma*: what each row becomes, and not what it says.
//!
//! What a row says is read again from its sheet when it is shown, judged or written: kept, it would be many times the
//! sheet. Records are held only where several rows, or the archive and a row, make one together.

use super::source::Source;
use crate::archive::difference::Difference;
use crate::archive::table::Table;
use crate::archive::{Archive, by_hand};
use crate::import::Draft;
use crate::records::{Assistito, Case, Ente, EnteId, Id, Prestazione, PrestazioneId, Progetto};
use crate::text::fold;
use std::borrow::Cow;
use std::collections::HashMap;

/// What a row becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOutcome {
    /// A new benefit.
    New,
    /// A benefit of the archive, changed.
    Update(PrestazioneId),
    /// The archive has it, or an earlier row of the sheet.
    Duplicate,
    /// It would change a benefit that this flow has already sent.
    AlreadySent(String),
}

impl RowOutcome {
    /// Whether the row is written.
    pub(super) fn is_written(&self) -> bool {
        matches!(self, Self::New | Self::Update(_))
    }
}

/// A row that could be read, and what it becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedRow {
    /// Its place among all rows.
    pub row: u32,
    /// What it becomes.
    pub outcome: RowOutcome,
    /// Whether some cells could not be read and are left empty.
    pub left_empty: bool,
    /// What the row says otherwise than the archive or an earlier row.
    pub differences: Vec<Difference>,
    /// The benefit of the archive that it is, where it changes or doubles one.
    pub(super) known: Option<PrestazioneId>,
    /// Index into [`Plan::rows`] of the row that has changed that benefit before.
    pub(super) changed_by: Option<u32>,
    /// Index into `Plan::people`.
    pub(super) person: u32,
    /// Index into `Plan::cases`.
    pub(super) case: u32,
}

/// A person or a case that rows are of.
#[derive(Debug)]
pub(super) struct Planned<T> {
    /// Its key in the archive; `None` where it is new.
    pub id: Option<Id<T>>,
    /// Index into [`Plan::rows`] of the first row that speaks of it.
    pub row: Option<u32>,
    /// What it becomes. `None`: it stays as the archive has it, or is as its only row says.
    pub becomes: Option<Box<T>>,
}

impl<T> Planned<T> {
    /// What it will be; `None` where its only row says that.
    pub(super) fn record<'p>(&'p self, table: &'p Table<T>) -> Option<&'p T> {
        self.becomes.as_deref().or_else(|| table.get(self.id?))
    }

    /// The same, handed over; `written` is what its only row says.
    fn take(&mut self, written: T) -> T {
        self.becomes.take().map_or(written, |becomes| *becomes)
    }

    /// Its key, which a new one gets with its first row.
    fn key(&mut self, table: &mut Table<T>, record: T) -> Id<T> {
        *self.id.get_or_insert_with(|| table.insert(record))
    }

    fn changes(&self) -> bool {
        self.id.is_some() && self.becomes.is_some()
    }
}

/// An import before *Conferma*. The archive is not touched.
#[derive(Debug, Default)]
pub struct Plan {
    /// The rows that could be read, in their order.
    pub rows: Vec<PlannedRow>,
    /// The places of the others.
    pub unreadable: Vec<u32>,
    pub(super) people: Vec<Planned<Assistito>>,
    pub(super) cases: Vec<Planned<Progetto>>,
    /// The enti by what a sheet may call them, folded.
    pub(super) enti: HashMap<String, EnteId>,
    /// Whose the rows are that name no ente.
    pub(super) default_ente: Option<EnteId>,
}

/// A row with everything that it belongs to, as it would be after *Conferma*.
#[derive(Debug)]
pub struct Becomes<'p> {
    ente: Option<&'p Ente>,
    /// The person and the case as the row has them, the benefit as it will be.
    pub(super) draft: Draft,
    assistito: Option<&'p Assistito>,
    progetto: Option<&'p Progetto>,
}

impl Becomes<'_> {
    /// As a case.
    #[must_use]
    pub fn case(&self) -> Case<'_> {
        Case { assistito: self.assistito.unwrap_or(&self.draft.assistito), ..self.as_written() }
    }

    /// The same, with the person as this very row has them, for the rules that compare rows.
    pub(super) fn as_written(&self) -> Case<'_> {
        Case {
            ente: self.ente,
            assistito: &self.draft.assistito,
            progetto: self.progetto.unwrap_or(&self.draft.progetto),
            prestazione: &self.draft.prestazione,
        }
    }
}

/// What the rows of an import became.
#[derive(Debug, Default)]
pub struct Written {
    /// Keys of the new benefits, one for each row that is new; `None` for the others.
    pub ids: Vec<Option<PrestazioneId>>,
    /// The benefit that each row became, changed or doubles; `None` where it is of none.
    pub rows: Vec<Option<PrestazioneId>>,
}

/// How many rows ended how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlanCounts {
    /// New benefits.
    pub new: u32,
    /// Changed ones.
    pub updates: u32,
    /// Passed over.
    pub duplicates: u32,
    /// Left out: unreadable, or kept back because their benefit was sent already.
    pub left_out: u32,
    /// New people.
    pub people: u32,
}

impl Plan {
    /// How many rows end how.
    #[must_use]
    pub fn counts(&self) -> PlanCounts {
        let mut counts = PlanCounts {
            left_out: self.unreadable.len() as u32,
            people: self.people.iter().filter(|it| it.id.is_none()).count() as u32,
            ..PlanCounts::default()
        };
        for row in &self.rows {
            match row.outcome {
                RowOutcome::New => counts.new += 1,
                RowOutcome::Update(_) => counts.updates += 1,
                RowOutcome::Duplicate => counts.duplicates += 1,
                RowOutcome::AlreadySent(_) => counts.left_out += 1,
            }
        }
        counts
    }

    /// How many people and cases of the archive change.
    #[must_use]
    pub fn changed_cards(&self) -> u32 {
        let people = self.people.iter().filter(|it| it.changes()).count();
        (people + self.cases.iter().filter(|it| it.changes()).count()) as u32
    }

    /// A row with everything it would belong to.
    #[must_use]
    pub fn becomes<'p>(&'p self, archive: &'p Archive, rows: &dyn Source, row: &PlannedRow) -> Becomes<'p> {
        let mut draft = self.draft(rows, row);
        let known = row.known.filter(|_| !matches!(row.outcome, RowOutcome::AlreadySent(_)));
        let ours = known.and_then(|id| Some((id, self.benefit(archive, rows, id, row.changed_by)?)));
        if let Some((id, ours)) = ours {
            draft.prestazione = match row.changed_by {
                Some(_) => ours.into_owned(),
                None => by_hand::overlaid(id, &ours, &draft.prestazione, &row.differences),
            };
        }
        let progetto = self.cases[row.case as usize].record(&archive.progetti);
        let ente = progetto.unwrap_or(&draft.progetto).ente;
        Becomes {
            ente: ente.and_then(|ente| archive.enti.get(ente)),
            draft,
            assistito: self.people[row.person as usize].record(&archive.assistiti),
            progetto,
        }
    }

    /// A benefit of the archive, as it is once the row at this index has changed it.
    pub(super) fn benefit<'p>(
        &self,
        archive: &'p Archive,
        rows: &dyn Source,
        id: PrestazioneId,
        changed_by: Option<u32>,
    ) -> Option<Cow<'p, Prestazione>> {
        let ours = archive.prestazioni.get(id)?;
        let Some(by) = changed_by.map(|index| &self.rows[index as usize]) else { return Some(Cow::Borrowed(ours)) };
        Some(Cow::Owned(by_hand::overlaid(id, ours, &self.draft(rows, by).prestazione, &by.differences)))
    }

    /// What a row says.
    pub(super) fn draft(&self, rows: &dyn Source, row: &PlannedRow) -> Draft {
        self.of_ente(rows.read(row.row as usize).draft)
    }

    /// What a row says, its case being of the ente that the row names.
    pub(super) fn of_ente(&self, mut draft: Draft) -> Draft {
        let named = draft.ente.as_deref().map(str::trim).filter(|ente| !ente.is_empty());
        let (ente, ente_scritto) = match named.map(|written| (written, self.enti.get(&fold(written)))) {
            None => (self.default_ente, String::new()),
            Some((_, Some(id))) => (Some(*id), String::new()),
            Some((written, None)) => (None, written.to_owned()),
        };
        draft.progetto = Progetto { ente, ente_scritto, ..draft.progetto };
        draft
    }

    /// Writes every row that is new or changes something.
    pub fn apply(mut self, archive: &mut Archive, rows: &dyn Source) -> Written {
        replace(&mut self.people, &mut archive.assistiti);
        replace(&mut self.cases, &mut archive.progetti);
        let mut written = Written::default();
        for index in 0..self.rows.len() {
            let row = &self.rows[index];
            let mut new = None;
            if row.outcome.is_written() {
                let Draft { assistito, progetto, prestazione, .. } = self.becomes(archive, rows, row).draft;
                let (person, case) = (&mut self.people[row.person as usize], &mut self.cases[row.case as usize]);
                let assistito = person.take(assistito);
                let assistito = person.key(&mut archive.assistiti, assistito);
                let progetto = Progetto { assistito, ..case.take(progetto) };
                let progetto = case.key(&mut archive.progetti, progetto);
                let prestazione = Prestazione { progetto, ..prestazione };
                if let RowOutcome::Update(id) = row.outcome {
                    archive.prestazioni.replace(id, prestazione);
                } else {
                    new = Some(archive.prestazioni.insert(prestazione));
                }
            }
            written.ids.push(new);
            written.rows.push(new.or(self.rows[index].known));
        }
        written
    }
}

/// Writes what people or cases of the archive become.
fn replace<T: Clone + PartialEq>(planned: &mut [Planned<T>], table: &mut Table<T>) {
    for it in planned {
        if let Some(id) = it.id
            && let Some(becomes) = it.becomes.take()
        {
            table.replace(id, *becomes);
        }
    }
}
