//! What the rules say of forms as they are being typed, each finding at its field.

use super::code;
use super::form::{draft_of_assistito, draft_of_prestazione, draft_of_progetto, put_in};
use super::view::{Checked, FieldNote, Subject, Typed};
use crate::desk::note::{Note, note};
use crate::desk::state::Desk;
use crate::import::Draft;
use crate::records::field::Owner;
use crate::records::raccolta::bundles;
use crate::records::{Assistito, AssistitoId, Case, Field, Prestazione, PrestazioneId, Progetto, ProgettoId};
use crate::schema::{Attribute, Node, Place, from_records};
use crate::text::plural;
use crate::validation::{Check, Context, Finding, Source, run};
use std::collections::BTreeMap;

/// The records of some forms, with what was typed put in.
pub(super) struct Work {
    /// By subject.
    pub drafts: BTreeMap<Subject, Draft>,
    /// What cannot be read.
    pub problems: Vec<FieldNote>,
}

impl Work {
    fn assistito<'a>(&'a self, desk: &'a Desk, id: AssistitoId) -> Option<&'a Assistito> {
        let typed = self.drafts.get(&Subject::Assistito(Some(id))).map(|draft| &draft.assistito);
        typed.or_else(|| desk.archive.assistiti.get(id))
    }

    fn progetto<'a>(&'a self, desk: &'a Desk, id: ProgettoId) -> Option<&'a Progetto> {
        let typed =
            self.drafts.iter().find(|(subject, _)| matches!(subject, Subject::Progetto(Some(it), _) if *it == id));
        typed.map(|(_, draft)| &draft.progetto).or_else(|| desk.archive.progetti.get(id))
    }
}

impl Desk {
    /// The record of a subject as what a form is made of; an empty one for something new.
    pub(super) fn draft(&self, subject: Subject) -> Option<Draft> {
        match subject {
            Subject::Assistito(None) => Some(Draft::default()),
            Subject::Assistito(Some(id)) => self.archive.assistiti.get(id).map(draft_of_assistito),
            Subject::Progetto(None, assistito) => {
                Some(draft_of_progetto(&Progetto { assistito, ..Progetto::default() }))
            }
            Subject::Progetto(Some(id), _) => self.archive.progetti.get(id).map(draft_of_progetto),
            Subject::Prestazione(None, progetto) => {
                Some(draft_of_prestazione(&Prestazione { progetto, ..Prestazione::default() }))
            }
            Subject::Prestazione(Some(id), _) => self.archive.prestazioni.get(id).map(draft_of_prestazione),
        }
    }

    /// These subjects, and all that were typed into.
    pub(super) fn work(&self, subjects: &[Subject], typed: &[Typed]) -> Work {
        let mut work = Work { drafts: BTreeMap::new(), problems: Vec::new() };
        for subject in subjects.iter().copied().chain(typed.iter().map(|typed| typed.subject)) {
            if let Some(draft) = self.draft(subject) {
                work.drafts.insert(subject, draft);
            }
        }
        for Typed { subject, values } in typed {
            if let Some(draft) = work.drafts.get_mut(subject) {
                work.problems.extend(put_in(&self.archive, *subject, draft, values));
            }
        }
        work
    }

    /// What the rules say of these forms.
    pub(super) fn check(&self, subjects: &[Subject], typed: &[Typed]) -> Checked {
        let work = self.work(subjects, typed);
        let mut notes = work.problems.clone();
        let mut code = None;
        for (subject, draft) in &work.drafts {
            match *subject {
                Subject::Assistito(id) => {
                    code = Some(code::compare(&draft.assistito, self.moment.today));
                    self.check_person(*subject, id, &draft.assistito, &mut notes);
                }
                Subject::Progetto(id, assistito) => {
                    let pending = id.and_then(|id| self.pending(id));
                    let prestazione = Prestazione::default();
                    if let Some(assistito) = work.assistito(self, assistito) {
                        let case = self.case(assistito, &draft.progetto, &prestazione);
                        add(*subject, Owner::Progetto, self.findings(case), pending, &mut notes);
                    }
                }
                Subject::Prestazione(id, progetto) => {
                    let Some(progetto) = work.progetto(self, progetto) else { continue };
                    let Some(assistito) = work.assistito(self, progetto.assistito) else { continue };
                    if !draft.prestazione.stato.modificabile() {
                        continue;
                    }
                    let mut findings = self.findings(self.case(assistito, progetto, &draft.prestazione));
                    findings.extend(id.into_iter().flat_map(|id| self.set_findings(id)));
                    add(*subject, Owner::Prestazione, findings, id, &mut notes);
                }
            }
        }
        Checked { notes, code }
    }

    fn case<'a>(&'a self, assistito: &'a Assistito, progetto: &'a Progetto, prestazione: &'a Prestazione) -> Case<'a> {
        Case { ente: progetto.ente.and_then(|ente| self.archive.enti.get(ente)), assistito, progetto, prestazione }
    }

    fn findings(&self, case: Case<'_>) -> Vec<Finding> {
        let context = Context { today: self.moment.today, source: Source::Records, ente: case.ente };
        // A delivery is judged as it will be sent.
        let bundles = bundles([((), case)], |()| false);
        bundles.iter().flat_map(|bundle| run::whole_case(bundle.case(), &context)).collect()
    }

    /// What the rules that compare benefits found when the archive was last judged whole.
    fn set_findings(&self, id: PrestazioneId) -> impl Iterator<Item = Finding> {
        let of_a_set = |finding: &&Finding| finding.rule.checks.iter().any(|check| matches!(check, Check::Set(_)));
        self.judgement().of(id).iter().filter(of_a_set).cloned()
    }

    /// A benefit of a case that is not sent: its case's quick fixes are asked for by it.
    fn pending(&self, id: ProgettoId) -> Option<PrestazioneId> {
        self.archive.prestazioni_of(id).find(|(_, it)| it.stato.da_inviare()).map(|(id, _)| id)
    }

    fn check_person(&self, subject: Subject, id: Option<AssistitoId>, person: &Assistito, notes: &mut Vec<FieldNote>) {
        let today = self.moment.today;
        let cases: Vec<(ProgettoId, &Progetto)> =
            id.map(|id| self.archive.progetti_of(id).collect()).unwrap_or_default();
        let ente = cases.first().and_then(|(_, it)| self.archive.enti.get(it.ente?));
        let mut findings = Vec::new();
        let beneficiario = from_records::persona(person, today);
        let context = Context { today, source: Source::Records, ente };
        run::persona(&beneficiario, Place::default(), &context, &mut findings);
        let mine = |it: &Prestazione| it.stato.da_inviare() && cases.iter().any(|(id, _)| *id == it.progetto);
        let mut pending = None;
        for (key, _) in self.archive.prestazioni.iter().filter(|(_, it)| !cases.is_empty() && mine(it)) {
            pending.get_or_insert(key);
            findings.extend(self.set_findings(key));
        }
        add(subject, Owner::Assistito, findings, pending, notes);
        if let Some((_, other)) = self.same_code(id, person) {
            notes.push(FieldNote {
                subject,
                field: Field::CodiceFiscale.id().to_owned(),
                note: Note {
                    rule: String::new(),
                    blocks: false,
                    field: Field::CodiceFiscale.label().to_owned(),
                    message: format!("Questo codice fiscale è già quello di un'altra scheda: {}.", other.label()),
                    fix: String::new(),
                },
                fixes: None,
            });
        }
    }

    /// Another record with the same fiscal code.
    pub(in crate::desk) fn same_code(
        &self,
        id: Option<AssistitoId>,
        person: &Assistito,
    ) -> Option<(AssistitoId, &Assistito)> {
        let code = &person.codice_fiscale;
        self.archive
            .assistiti
            .iter()
            .find(|(key, it)| !code.is_empty() && it.codice_fiscale == *code && id != Some(*key))
    }
}

/// Adds the findings whose field is in this form, each once.
fn add(
    subject: Subject,
    whose: Owner,
    findings: Vec<Finding>,
    fixes: Option<PrestazioneId>,
    notes: &mut Vec<FieldNote>,
) {
    for finding in findings {
        let field = finding.attribute.field();
        if field.map_or_else(|| owner_of(finding.attribute), Field::owner) != whose {
            continue;
        }
        let field = field.map(Field::id).unwrap_or_default();
        let mut note = note(&finding);
        if fixes.is_none() {
            note.fix.clear();
        }
        // What cannot be read is told already: what it was before is no matter.
        let told = |other: &FieldNote| {
            other.subject == subject
                && other.field == field
                && (other.note.rule.is_empty() && other.note.blocks || other.note == note)
        };
        if !notes.iter().any(told) {
            notes.push(FieldNote { subject, field: field.to_owned(), note, fixes });
        }
    }
}

/// Whose an attribute is that no field feeds.
fn owner_of(attribute: Attribute) -> Owner {
    match attribute.node() {
        Node::Beneficiario | Node::Anagrafica | Node::Indirizzo => Owner::Assistito,
        Node::PrestazioniSociali | Node::Sina | Node::Necessita | Node::Invalidita => Owner::Prestazione,
        Node::Flusso | Node::IdentificazioneFlusso | Node::Ente => Owner::Progetto,
    }
}

/// How a benefit stands, in words.
pub(super) fn blocked_words(findings: &[Finding]) -> String {
    let blocks = findings.iter().filter(|finding| finding.blocks()).count();
    match (blocks, findings.len()) {
        (0, 0) => "Non inviata, inviabile".to_owned(),
        (0, warnings) => format!("Non inviata, inviabile con {}", plural(warnings, "avviso", "avvisi")),
        (blocks, _) => format!("Non inviabile, {}", plural(blocks, "blocco", "blocchi")),
    }
}
