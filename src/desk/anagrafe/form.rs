//! Records as forms, and what was typed into them put back into the records.

use super::view::{Complete, FieldNote, Form, FormField, FormGroup, Subject, TypedValue, Widget};
use crate::archive::Archive;
use crate::codes::named::{luogo, nazione};
use crate::codes::{comuni, prestazioni};
use crate::desk::note::Note;
use crate::import::{Draft, settle_delivery, typed};
use crate::records::field::{FieldKind, Group, Owner};
use crate::records::{Assistito, Field, Id, Prestazione, Progetto};
use crate::text::dates;
use crate::text::order::InOrder;

/// The form of a subject.
pub(super) fn form(archive: &Archive, subject: Subject, draft: &Draft, title: String, locked: String) -> Form {
    let owner = match subject {
        Subject::Assistito(_) => Owner::Assistito,
        Subject::Progetto(..) => Owner::Progetto,
        Subject::Prestazione(..) => Owner::Prestazione,
    };
    let groups = Group::ALL
        .iter()
        .filter(|group| group.owner() == owner)
        .map(|group| {
            let fields: Vec<FormField> =
                Field::of_group(*group).into_iter().map(|field| form_field(archive, field, draft)).collect();
            let open = group.open() || fields.iter().any(|field| !field.value.is_empty());
            FormGroup { title: group.title().to_owned(), open, shared: group.shared(), fields }
        })
        .collect();
    Form { subject, title, locked, groups }
}

/// A field as the form of something new has it.
pub(in crate::desk) fn field_for_many(archive: &Archive, field: Field) -> FormField {
    form_field(archive, field, &Draft::default())
}

fn form_field(archive: &Archive, field: Field, draft: &Draft) -> FormField {
    let value = draft.text(field);
    FormField {
        id: field.id().to_owned(),
        label: field.label().to_owned(),
        widget: widget(archive, field, draft),
        shown: shown(field, &value),
        value,
        required: field.required(),
        wide: field.wide(),
        hint: field.hint().to_owned(),
        when: field.when().map(|(on, value)| (on.id().to_owned(), value.to_owned())).unwrap_or_default(),
    }
}

fn widget(archive: &Archive, field: Field, draft: &Draft) -> Widget {
    let list = || field.choices().into_iter().map(|(code, label)| (code.to_owned(), label.to_owned())).collect();
    match field.kind() {
        FieldKind::Date => Widget::Date,
        FieldKind::Amount => Widget::Amount,
        FieldKind::BirthPlace => Widget::Complete(Complete::Nascita),
        FieldKind::Comune => Widget::Complete(Complete::Comune),
        FieldKind::Nation => Widget::Complete(Complete::Nazione),
        FieldKind::BenefitCode => Widget::Complete(Complete::Prestazione),
        FieldKind::Choices => Widget::Several(list()),
        _ if field == Field::Ente => Widget::Choice(enti(archive, &draft.progetto)),
        // What was written in other cases.
        FieldKind::Text if field.group() == Some(Group::DatiDelProgetto) => Widget::Complete(Complete::Usati),
        _ if !field.choices().is_empty() => {
            let mut options = list();
            options.insert(0, (String::new(), "Da scegliere".to_owned()));
            Widget::Choice(options)
        }
        _ => Widget::Text,
    }
}

fn enti(archive: &Archive, progetto: &Progetto) -> Vec<(String, String)> {
    let none = if progetto.ente_scritto.is_empty() {
        "Da scegliere".to_owned()
    } else {
        format!("Da scegliere (nel foglio: {})", progetto.ente_scritto)
    };
    let mut options = vec![(String::new(), none)];
    options.extend(all_enti(archive));
    options
}

/// Every ente, by key and name.
pub(super) fn all_enti(archive: &Archive) -> impl Iterator<Item = (String, String)> {
    archive.enti.iter().map(|(key, ente)| (key.to_string(), ente.label().to_owned()))
}

/// What an operator reads for a value that is a code or a date; empty elsewhere.
pub(super) fn shown(field: Field, value: &str) -> String {
    if let Some(day) = dates::read_iso(value) {
        return dates::italian(day);
    }
    match field.kind() {
        FieldKind::BirthPlace if !value.is_empty() => luogo(value),
        FieldKind::Comune if !value.is_empty() => {
            let person = Assistito { comune_residenza: value.to_owned(), ..Assistito::default() };
            person.residence().map_or_else(|| value.to_owned(), comuni::Comune::label)
        }
        FieldKind::Nation => nazione(value),
        FieldKind::BenefitCode => match prestazioni::by_code(value) {
            Some(row) if !row.denominazione.is_empty() => format!("{value} - {}", row.denominazione),
            _ => value.to_owned(),
        },
        _ => String::new(),
    }
}

/// A value as an operator reads it, be it chosen, completed or typed.
pub(super) fn in_words(archive: &Archive, field: Field, draft: &Draft) -> String {
    let value = draft.text(field);
    let of_ente = all_enti(archive).find(|(key, _)| field == Field::Ente && *key == value).map(|(_, name)| name);
    let chosen = || field.choices().into_iter().find(|(code, _)| *code == value).map(|(_, label)| label.to_owned());
    let read = || Some(shown(field, &value)).filter(|name| !name.is_empty());
    of_ente.or_else(chosen).or_else(read).unwrap_or(value)
}

/// A person, a case, a benefit as what a form is made of.
pub(super) fn draft_of_assistito(assistito: &Assistito) -> Draft {
    Draft { assistito: assistito.clone(), ..Draft::default() }
}

/// See [`draft_of_assistito`]; the ente goes by its key.
pub(super) fn draft_of_progetto(progetto: &Progetto) -> Draft {
    Draft { ente: progetto.ente.map(|id| id.to_string()), progetto: progetto.clone(), ..Draft::default() }
}

/// See [`draft_of_assistito`].
pub(super) fn draft_of_prestazione(prestazione: &Prestazione) -> Draft {
    Draft { prestazione: prestazione.clone(), ..Draft::default() }
}

/// Puts what was typed into a draft; what cannot be read stays as it was, and is told.
pub(super) fn put_in(archive: &Archive, subject: Subject, draft: &mut Draft, values: &[TypedValue]) -> Vec<FieldNote> {
    let mut fields: Vec<(Field, &str)> =
        values.iter().filter_map(|it| Some((Field::from_id(&it.field)?, it.text.as_str()))).collect();
    fields.order_by_key(|(field, _)| field.reading_order());
    let mut problems = Vec::new();
    for (field, text) in fields {
        if field == Field::Ente {
            let chosen = text.parse().ok().map(Id::new).filter(|id| archive.enti.get(*id).is_some());
            draft.progetto.ente = chosen;
            draft.ente = chosen.map(|id| id.to_string());
            if chosen.is_some() {
                draft.progetto.ente_scritto.clear();
            }
            continue;
        }
        match typed(field, text, draft) {
            Ok(value) => draft.set(field, value),
            Err(message) => problems.push(problem(subject, field, format!("«{text}»: {message}"))),
        }
    }
    if matches!(subject, Subject::Prestazione(..)) {
        settle_delivery(&mut draft.prestazione);
    }
    problems
}

/// Something that keeps a form from being saved.
pub(super) fn problem(subject: Subject, field: Field, message: String) -> FieldNote {
    FieldNote {
        subject,
        field: field.id().to_owned(),
        note: Note { rule: String::new(), blocks: true, field: field.label().to_owned(), message, fix: String::new() },
        fixes: None,
    }
}
