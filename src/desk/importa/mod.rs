//! *Importa prestazioni*: from a file's bytes to *Conferma*.

pub mod request;
pub(in crate::desk) mod session;

use super::reply::{Progress, Reply, XLSX, file, refused};
use super::state::Desk;
use crate::desk::invio::periods;
use crate::desk::page::Part;
use crate::desk::request::Answer;
use crate::import::{self, MappingProfile, NoColumns};
use crate::records::{Atto, EnteId, Field, Id, Prestazione, RecordKey};
use chrono::NaiveDate;
use request::{Column, ImportDone, ImportFilter, ImportaAnswer, ImportaRequest, MappingView, Saying};
use session::{ImportSession, NO_DATA};

fn no_sheet() -> Answer {
    refused("Non c'è nessun foglio aperto: scegliere un file.")
}

impl Desk {
    pub(super) fn run_importa(&mut self, request: ImportaRequest, bytes: Vec<u8>, progress: Progress<'_>) -> Reply {
        match request {
            ImportaRequest::Open { file_name } => self.import_open(&file_name, bytes, progress).into(),
            ImportaRequest::Sheet { name } => self.import_sheet(&name).into(),
            ImportaRequest::Mapping { columns } => self.import_mapping(&columns).into(),
            ImportaRequest::Say(sayings) => self.import_say(sayings).into(),
            ImportaRequest::Profile { name } => self.import_profile(&name).into(),
            ImportaRequest::Check { ente, filter, part } => {
                self.import_check(ente, filter, part, self.moment.today, progress).into()
            }
            ImportaRequest::Decide { fields, take } => self.import_decide(&fields, take).into(),
            ImportaRequest::Uncheck => {
                self.import.iter_mut().for_each(ImportSession::forget_check);
                Answer::Done { message: "Controllo chiuso.".into() }.into()
            }
            ImportaRequest::Confirm => self.import_confirm().into(),
            ImportaRequest::Drop => {
                self.import = None;
                Answer::Done { message: "Foglio chiuso.".into() }.into()
            }
            ImportaRequest::SaveProfile { name } => self.save_profile(&name).into(),
            ImportaRequest::DeleteProfile { name } => self.delete_profile(&name).into(),
            ImportaRequest::ModelSheet => Self::model_sheet(),
            ImportaRequest::RejectedSheet => self.rejected_sheet(),
        }
    }

    pub(super) fn profiles(&self) -> Vec<MappingView> {
        let view = |(_, profile): (Id<MappingProfile>, &MappingProfile)| MappingView {
            name: profile.name.clone(),
            columns: profile.headings.iter().filter(|(_, field)| field.is_some()).count() as u32,
        };
        self.archive.profili.iter().map(view).collect()
    }

    fn import_open(&mut self, file_name: &str, bytes: Vec<u8>, progress: Progress<'_>) -> Answer {
        self.import = None;
        let mut session = match ImportSession::open(file_name, bytes, progress) {
            Ok(session) => session,
            Err(error) => return refused(format!("{file_name}: {error}")),
        };
        // A sheet with several pages may still have a better one; a lone one without columns is of no use.
        if session.workbook.sheets().len() == 1 {
            if session.analysis.data.is_empty() {
                return refused(format!("{file_name}: {NO_DATA}"));
            }
            if session.analysis.mapping.is_empty() {
                return refused(format!("{file_name}: {NoColumns}"));
            }
        }
        session.apply_fitting(&self.archive);
        self.import_shown(session)
    }

    fn import_shown(&mut self, session: ImportSession) -> Answer {
        let preview = session.preview(&self.archive);
        self.import = Some(session);
        Answer::Importa(ImportaAnswer::Preview(Box::new(preview)))
    }

    fn import_sheet(&mut self, name: &str) -> Answer {
        let Some(mut session) = self.import.take() else { return no_sheet() };
        let read = session.workbook.by_name(name).and_then(|index| {
            let table = session.workbook.table(index, &mut |_| {})?;
            let analysis = import::analyse(&table)?;
            Ok((index, table, analysis))
        });
        match read {
            Ok((index, table, analysis)) => {
                let mut session =
                    ImportSession { sheet: index, table, analysis, checked: None, profile: String::new(), ..session };
                session.apply_fitting(&self.archive);
                self.import_shown(session)
            }
            Err(error) => {
                self.import = Some(session);
                refused(error.to_string())
            }
        }
    }

    fn import_mapping(&mut self, columns: &[Column]) -> Answer {
        let Some(mut session) = self.import.take() else { return no_sheet() };
        for (index, column) in columns.iter().enumerate() {
            session.analysis.mapping.set(index, Field::from_id(&column.field));
        }
        session.checked = None;
        self.import_shown(session)
    }

    fn import_say(&mut self, sayings: Vec<Saying>) -> Answer {
        let Some(mut session) = self.import.take() else { return no_sheet() };
        let wording = &mut session.analysis.mapping.wording;
        for saying in sayings {
            match saying {
                Saying::Fixed(field, value) => wording.fix(field, &value),
                Saying::Word(field, written, meant) => wording.say(field, &written, meant.as_deref()),
                Saying::Hours(fraction) => wording.hours = Some(fraction),
            }
        }
        session.checked = None;
        self.import_shown(session)
    }

    fn import_profile(&mut self, name: &str) -> Answer {
        let Some(mut session) = self.import.take() else { return no_sheet() };
        if name.is_empty() {
            session.forget_profile();
        } else if let Some((_, profile)) = self.archive.profili.iter().find(|(_, profile)| profile.name == name) {
            session.apply(profile);
        }
        self.import_shown(session)
    }

    fn import_check(
        &mut self,
        ente: EnteId,
        filter: ImportFilter,
        part: Part,
        today: NaiveDate,
        progress: Progress<'_>,
    ) -> Answer {
        if self.archive.enti.get(ente).is_none() {
            return refused("L'ente scelto non c'è più: sceglierne un altro in Impostazioni.");
        }
        let Some(session) = &mut self.import else { return no_sheet() };
        session.check(&self.archive, ente, today, progress);
        match &session.checked {
            Some(checked) => Answer::Importa(ImportaAnswer::Check(Box::new(checked.view(&self.archive, filter, part)))),
            None => no_sheet(),
        }
    }

    fn import_decide(&mut self, fields: &[(RecordKey, String)], take: bool) -> Answer {
        let Some(session) = &mut self.import else { return no_sheet() };
        let named = fields.iter().filter_map(|(su, field)| Some((*su, Field::from_id(field)?)));
        let checked = session.checked.take();
        // None by name: all of them.
        let all = checked.iter().filter(|_| fields.is_empty()).flat_map(|checked| checked.differences());
        for (su, field) in named.chain(all) {
            session.decisions.decide(su, field, take);
        }
        Answer::Done { message: "Scelta registrata.".into() }
    }

    fn import_confirm(&mut self) -> Answer {
        let Some(session) = &mut self.import else { return no_sheet() };
        let Some(checked) = session.checked.take() else {
            return refused(
                "L'archivio è cambiato nel frattempo, e le righe sono state controllate di nuovo: guardarle e premere «Conferma».",
            );
        };
        let counts = checked.plan.counts();
        let unreadable = counts.left_out;
        let written = checked.plan.apply(&mut self.archive, &checked.rows);
        let written = written.rows.iter().flatten().filter_map(|id| self.archive.prestazioni.get(*id));
        let periodo = periods::quarters(written.filter_map(Prestazione::span));
        self.confirmed = self.import.take();
        let nota = format!("nuove {}, modificate {}, non prese {unreadable}", counts.new, counts.updates);
        self.log(Atto::Importazione, None, nota);
        self.touched();
        Answer::Importa(ImportaAnswer::Done(ImportDone {
            new: counts.new,
            updates: counts.updates,
            duplicates: counts.duplicates,
            unreadable,
            periodo,
        }))
    }

    fn save_profile(&mut self, name: &str) -> Answer {
        let name = name.trim();
        if name.is_empty() {
            return refused("Dare un nome al profilo.");
        }
        let Some(session) = &self.import else { return no_sheet() };
        let profile = MappingProfile::of(name, &session.analysis.header.headings, &session.analysis.mapping);
        let old = self.archive.profili.iter().find(|(_, it)| it.name == name).map(|(key, _)| key);
        match old.and_then(|key| self.archive.profili.get_mut(key)) {
            Some(old) => *old = profile,
            None => drop(self.archive.profili.insert(profile)),
        }
        self.log(Atto::ProfiloSalvato, None, "");
        Answer::Importa(ImportaAnswer::Profiles(self.profiles()))
    }

    fn delete_profile(&mut self, name: &str) -> Answer {
        let key = self.archive.profili.iter().find(|(_, it)| it.name == name).map(|(key, _)| key);
        if let Some(key) = key {
            self.archive.profili.remove(key);
            self.log(Atto::ProfiloEliminato, None, "");
        }
        Answer::Importa(ImportaAnswer::Profiles(self.profiles()))
    }

    fn model_sheet() -> Reply {
        match import::model() {
            Ok(bytes) => file("modello-prestazioni.xlsx", XLSX, bytes),
            Err(error) => refused(format!("Il foglio modello non si può scrivere: {error}")).into(),
        }
    }

    fn rejected_sheet(&mut self) -> Reply {
        let Some((session, checked)) = self.import.as_ref().and_then(|it| Some((it, it.checked.as_ref()?))) else {
            return no_sheet().into();
        };
        let unreadable = checked.plan.unreadable.iter().map(|place| checked.rows.read(*place as usize));
        let reasons: Vec<(u32, String)> = unreadable
            .map(|row| {
                let words: Vec<String> = row.problems.iter().map(ToString::to_string).collect();
                (row.number, words.join("\n"))
            })
            .collect();
        match import::rejected(&session.table, &session.analysis, &reasons) {
            Ok(bytes) => file("righe-illeggibili.xlsx", XLSX, bytes),
            Err(error) => refused(format!("Il foglio non si può scrivere: {error}")).into(),
        }
    }
}
