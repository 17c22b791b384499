//! What a screen of one person or one case needs: forms, findings, benefits, history.

use super::check::blocked_words;
use super::form::{all_enti, form, shown};
use super::view::{BenefitRow, Completion, Form, HistoryLine, Mark, Scheda, Subject};
use super::{complete, list};
use crate::archive::erasure::Gone;
use crate::desk::remains;
use crate::desk::state::Desk;
use crate::import::Draft;
use crate::records::{
    Assistito, AssistitoId, Atto, Cambio, EnteId, Erogazione, Field, Id, Member, Minute, Prestazione, PrestazioneId,
    Progetto, ProgettoId, RecordKey, Stato, Voce,
};
use crate::text::fold;
use crate::text::order::InOrder;
use crate::validation::Finding;
use chrono::Datelike;
use std::collections::BTreeSet;

/// Benefits whose forms are open from the start.
const MOST_OPEN: usize = 6;
/// Changes shown of a history.
const MOST_TOLD: usize = 50;

impl Desk {
    /// A person with their cases.
    pub(super) fn scheda_assistito(&self, id: AssistitoId) -> Option<Scheda> {
        let person = self.archive.assistiti.get(id)?;
        let subject = Subject::Assistito(Some(id));
        let forms = vec![self.form_of(subject)?];
        let (columns, cases) = list::cases_of(&self.archive, self.judgement(), id);
        Some(Scheda {
            title: person.label(),
            assistito: Some(id),
            forms,
            checked: self.check(&[subject], &[]),
            columns,
            cases,
            doubles: self.doubles(id, person),
            kept: self.archive.may_delete_assistito(id).err().map(|kept| kept.to_string()).unwrap_or_default(),
            stays: self.stays(&self.archive.all_of_assistito(id)),
            history: self.history_of(&[RecordKey::Assistito(id)]),
            ..Scheda::default()
        })
    }

    /// A case with its person and its benefits: the *Quadro sinottico*.
    pub(super) fn quadro(&self, id: ProgettoId) -> Option<Scheda> {
        let progetto = self.archive.progetti.get(id)?;
        let person = self.archive.assistiti.get(progetto.assistito)?;
        let mut subjects =
            vec![Subject::Assistito(Some(progetto.assistito)), Subject::Progetto(Some(id), progetto.assistito)];
        let benefits: Vec<(PrestazioneId, &Prestazione)> = self.archive.prestazioni_of(id).collect();
        let few = benefits.len() <= 2;
        let open = benefits
            .iter()
            .filter(|(id, it)| it.stato.da_inviare() && (few || !self.judgement().of(*id).is_empty()))
            .take(MOST_OPEN)
            .map(|(benefit, _)| Subject::Prestazione(Some(*benefit), id));
        subjects.extend(open);
        let mut keys = vec![RecordKey::Progetto(id), RecordKey::Assistito(progetto.assistito)];
        keys.extend(benefits.iter().map(|(id, _)| RecordKey::Prestazione(*id)));
        Some(Scheda {
            title: format!("{}: {}", person.label(), progetto.label()),
            assistito: Some(progetto.assistito),
            forms: subjects.iter().filter_map(|subject| self.form_of(*subject)).collect(),
            checked: self.check(&subjects, &[]),
            benefits: benefits.iter().map(|(id, it)| self.benefit_row(*id, it)).collect(),
            chiuso: progetto.chiuso,
            kept: self.archive.may_delete_progetto(id).err().map(|kept| kept.to_string()).unwrap_or_default(),
            stays: self.stays(&self.archive.all_of_progetto(id)),
            history: self.history_of(&keys),
            ..Scheda::default()
        })
    }

    /// The forms of some subjects of the archive.
    pub(super) fn forms(&self, subjects: &[Subject]) -> Scheda {
        Scheda {
            forms: subjects.iter().filter_map(|subject| self.form_of(*subject)).collect(),
            checked: self.check(subjects, &[]),
            ..Scheda::default()
        }
    }

    /// The form of something new, with what can be known beforehand.
    pub(super) fn new_scheda(&self, subject: Subject, ente: Option<EnteId>, copy: bool) -> Option<Scheda> {
        let mut draft = self.draft(subject)?;
        let (title, assistito) = match subject {
            Subject::Assistito(_) => ("Nuovo assistito".to_owned(), None),
            Subject::Progetto(_, id) => {
                let person = self.archive.assistiti.get(id)?;
                self.begin_progetto(&mut draft, ente);
                (person.label(), Some(id))
            }
            Subject::Prestazione(_, id) => {
                let progetto = self.archive.progetti.get(id)?;
                let person = self.archive.assistiti.get(progetto.assistito)?;
                if copy && let Some((_, last)) = self.archive.prestazioni_of(id).last() {
                    draft.prestazione = like(last);
                }
                (format!("{}: {}", person.label(), progetto.label()), Some(progetto.assistito))
            }
        };
        Some(Scheda {
            title,
            assistito,
            forms: vec![form(&self.archive, subject, &draft, form_title(subject, &draft), String::new())],
            ..Scheda::default()
        })
    }

    /// A case begins today, with the ente in use and the next number of the year.
    fn begin_progetto(&self, draft: &mut Draft, ente: Option<EnteId>) {
        let only = || {
            let mut enti = self.archive.enti.iter().map(|(key, _)| key);
            enti.next().filter(|_| enti.next().is_none())
        };
        let ente = ente.filter(|id| self.archive.enti.get(*id).is_some()).or_else(only);
        let anno = u16::try_from(self.moment.today.year()).ok();
        let numbers = self.archive.progetti.iter().filter(|(_, it)| it.ente == ente && it.anno == anno);
        let last: u32 = numbers.filter_map(|(_, it)| it.numero.parse().ok()).max().unwrap_or(0);
        draft.ente = ente.map(|id| id.to_string());
        draft.progetto = Progetto {
            ente,
            anno,
            numero: (last.saturating_add(1)).to_string(),
            data: Some(self.moment.today),
            ..draft.progetto.clone()
        };
    }

    fn form_of(&self, subject: Subject) -> Option<Form> {
        let draft = self.draft(subject)?;
        let locked = match (subject, &draft.prestazione.stato) {
            (Subject::Prestazione(..), stato) if !stato.modificabile() => format!(
                "{}: quello che INPS ha ricevuto non si cambia da qui. Per correggerla va prima liberata in Gestione flussi (Predisponi per un nuovo invio).",
                sent_words(stato)
            ),
            _ => String::new(),
        };
        Some(form(&self.archive, subject, &draft, form_title(subject, &draft), locked))
    }

    fn benefit_row(&self, id: PrestazioneId, it: &Prestazione) -> BenefitRow {
        let findings = self.judgement().of(id);
        let to_send = it.stato.modificabile();
        let mark = match (to_send, findings.iter().any(Finding::blocks), findings.is_empty()) {
            (false, ..) => Mark::Sent,
            (_, true, _) => Mark::Blocked,
            (_, _, false) => Mark::Warned,
            _ => Mark::Ok,
        };
        let state = if to_send { blocked_words(findings) } else { sent_words(&it.stato) };
        let gone = Gone { benefits: BTreeSet::from([id]), ..Gone::default() };
        let stays = if to_send { self.stays(&gone) } else { String::new() };
        BenefitRow { id, label: benefit_label(it), mark, state, open: to_send, stays }
    }

    /// What stays where these are deleted.
    fn stays(&self, gone: &Gone) -> String {
        remains::in_words(&self.archive.remains(gone))
    }

    /// People who may be the same: of one fiscal code, or of one name and birth date.
    fn doubles(&self, id: AssistitoId, person: &Assistito) -> Vec<Completion> {
        let name = fold(&person.label());
        let same = |it: &Assistito| {
            (!person.codice_fiscale.is_empty() && it.codice_fiscale == person.codice_fiscale)
                || (!name.is_empty()
                    && (it.nascita == person.nascita || it.nascita.is_none() || person.nascita.is_none())
                    && fold(&it.label()) == name)
        };
        let others = self.archive.assistiti.iter().filter(|(key, it)| *key != id && same(it));
        others.take(5).map(|(key, it)| complete::person(key, it)).collect()
    }

    /// What was done to these records, newest first: their changes, and the journal's other acts.
    fn history_of(&self, keys: &[RecordKey]) -> Vec<HistoryLine> {
        let words = |member: &Member, text: &str| match text {
            "" => "vuoto".to_owned(),
            text => format!("«{}»", self.value_in_words(member, text)),
        };
        let changes = keys.iter().flat_map(|key| self.archive.revisions(*key)).map(|revision| {
            let line = |it: &Cambio| {
                let (before, after) = (words(&it.campo, &it.prima), words(&it.campo, &it.dopo));
                format!("{}: da {before} a {after}", it.campo.label())
            };
            let lines = revision.cambi.iter().map(line);
            (revision.quando, revision.chi.as_str(), revision.su, lines.collect())
        });
        // What these acts changed is told by the revisions.
        let told = |voce: &Voce| !matches!(voce.atto(), Atto::Modifica | Atto::Correzione);
        let acts = self.archive.registro().filter_map(|(_, voce)| {
            let su = voce.su().filter(|su| told(voce) && keys.contains(su))?;
            Some((voce.quando(), voce.chi(), su, vec![voce.atto().label().to_owned()]))
        });
        let mut all: Vec<(Minute, &str, RecordKey, Vec<String>)> = acts.chain(changes).collect();
        all.order_by(|one, other| other.0.cmp(&one.0));
        all.into_iter()
            .take(MOST_TOLD)
            .map(|(quando, chi, su, lines)| HistoryLine {
                when: format!("{} {chi}", quando.in_words()).trim().to_owned(),
                what: su.label(),
                lines,
            })
            .collect()
    }

    /// What an operator reads for a value of a history: the name of a place or of a record rather than its code.
    pub(in crate::desk) fn value_in_words(&self, member: &Member, value: &str) -> String {
        let place = || value.strip_prefix("n. ").and_then(|place| place.parse::<u32>().ok());
        let name = match member {
            Member::Field(Field::Ente) => place()
                .and_then(|place| all_enti(&self.archive).find(|(id, _)| *id == place.to_string()))
                .map(|(_, name)| name),
            Member::Assistito => place().and_then(|it| self.archive.assistiti.get(Id::new(it))).map(Assistito::label),
            Member::Progetto => place().and_then(|it| self.archive.progetti.get(Id::new(it))).map(Progetto::label),
            Member::Field(field) => Some(shown(*field, value)).filter(|name| !name.is_empty()),
            _ => None,
        };
        name.unwrap_or_else(|| value.to_owned())
    }
}

fn form_title(subject: Subject, draft: &Draft) -> String {
    match subject {
        Subject::Assistito(_) => "Assistito".to_owned(),
        Subject::Progetto(..) => "Progetto sociale".to_owned(),
        Subject::Prestazione(None, _) => "Nuova prestazione".to_owned(),
        Subject::Prestazione(..) => benefit_label(&draft.prestazione),
    }
}

fn benefit_label(it: &Prestazione) -> String {
    let label = format!("{} {} {}", it.codice, it.denomination(), it.period_label());
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    if label.is_empty() { "Prestazione da completare".to_owned() } else { label }
}

/// Where a benefit stands that was sent.
fn sent_words(stato: &Stato) -> String {
    match stato.flusso() {
        None => stato.label().to_owned(),
        Some(flusso) => format!("{} nel flusso {flusso}", stato.label()),
    }
}

/// A new benefit like this one: all but its days, which are what makes it another.
fn like(last: &Prestazione) -> Prestazione {
    Prestazione {
        data_evento: None,
        data_inizio: None,
        data_fine: None,
        data_erogazione: None,
        periodo: None,
        erogazione: last.erogazione.clone().map(|it| Erogazione { prevista: None, effettiva: None, ..it }),
        stato: Stato::default(),
        invii: Vec::new(),
        dimostrativo: false,
        ..last.clone()
    }
}
