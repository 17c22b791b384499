//! Records as forms, and what was typed into them put back into the records.

use super::code::place_name;
use super::view::{Complete, FieldNote, Form, FormField, FormGroup, Subject, TypedValue, Widget};
use crate::archive::Archive;
use crate::codes::{comuni, nazioni, prestazioni};
use crate::desk::note::Note;
use crate::import::{Draft, choices, reading_order, settle_delivery, typed};
use crate::records::{Assistito, EnteId, Field, Prestazione, Progetto};
use crate::text::dates;

/// Whose form a field is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Assistito,
    Progetto,
    Prestazione,
}

/// A group of a form: title, whether it is open though empty, its fields.
type Group = (&'static str, bool, &'static [Field]);

const ASSISTITO: &[Group] = &[
    (
        "Dati anagrafici",
        true,
        &[
            Field::CodiceFiscale,
            Field::Cognome,
            Field::Nome,
            Field::DataNascita,
            Field::LuogoNascita,
            Field::Sesso,
            Field::Cittadinanza,
            Field::SecondaCittadinanza,
        ],
    ),
    ("Residenza", true, &[Field::ComuneResidenza, Field::NazioneResidenza, Field::Indirizzo]),
];

const PROGETTO: &[Group] = &[(
    "Dati del progetto",
    true,
    &[
        Field::ProtocolloDomanda,
        Field::Ente,
        Field::TipoProgetto,
        Field::MacroTipo,
        Field::AnnoProgetto,
        Field::NumeroProgetto,
        Field::DataProgetto,
        Field::ComuneProgetto,
    ],
)];

const ISEE: &str = "ISEE";
const SINA: &str = "SINA: valutazione multidimensionale";
/// Groups that are often the same in all benefits of a case.
const SHARED: &[&str] = &[ISEE, SINA];

const PRESTAZIONE: &[Group] = &[
    (
        "Prestazione",
        true,
        &[
            Field::CodicePrestazione,
            Field::Denominazione,
            Field::Carattere,
            Field::Tipo,
            Field::DataInizio,
            Field::DataFine,
            Field::Periodo,
            Field::ImportoMensile,
            Field::DataErogazione,
            Field::ImportoPrestazione,
            Field::ProvaMezzi,
            Field::PresaCarico,
            Field::AreaUtenza,
        ],
    ),
    (
        "Quote e altri dati",
        false,
        &[
            Field::QuotaEnte,
            Field::QuotaUtente,
            Field::QuotaSsn,
            Field::OreMensili,
            Field::DataEvento,
            Field::ImportoRichiesto,
            Field::SogliaIsee,
        ],
    ),
    (
        "Erogazione a tempo: un giorno di servizio",
        false,
        &[
            Field::DataPrevista,
            Field::OraInizio,
            Field::OraFine,
            Field::DataEffettiva,
            Field::OreErogate,
            Field::Quantita,
            Field::CostoErogazione,
            Field::CostoCalcolato,
            Field::Recupero,
        ],
    ),
    (ISEE, true, &[Field::ProtocolloDsu, Field::AnnoDsu, Field::DataDsu, Field::ValoreIsee]),
    (
        SINA,
        false,
        &[
            Field::DataSina,
            Field::Mobilita,
            Field::VitaQuotidiana,
            Field::AreaCognitiva,
            Field::Comportamento,
            Field::CureSanitarie,
            Field::AreaReddituale,
            Field::AreaSupporto,
            Field::FonteValutazione,
            Field::Strumento,
            Field::FonteInvalidita,
            Field::Invalidita,
            Field::Necessita,
        ],
    ),
];

/// What INPS always asks for; what depends on other fields is the rules' matter.
const REQUIRED: &[Field] = &[
    Field::CodiceFiscale,
    Field::Cognome,
    Field::Nome,
    Field::Cittadinanza,
    Field::ProtocolloDomanda,
    Field::Ente,
    Field::CodicePrestazione,
    Field::Carattere,
    Field::ProvaMezzi,
    Field::PresaCarico,
    Field::DataInizio,
    Field::ImportoMensile,
    Field::DataErogazione,
    Field::ImportoPrestazione,
];

/// What holds long texts, or is chosen among them.
const WIDE: &[Field] = &[
    Field::Indirizzo,
    Field::CodicePrestazione,
    Field::Denominazione,
    Field::ProvaMezzi,
    Field::AreaReddituale,
    Field::AreaSupporto,
    Field::FonteInvalidita,
    Field::Invalidita,
];

/// Whose a field is.
pub(super) fn owner(field: Field) -> Owner {
    let within = |groups: &[Group]| groups.iter().any(|(_, _, fields)| fields.contains(&field));
    if within(ASSISTITO) {
        Owner::Assistito
    } else if within(PROGETTO) {
        Owner::Progetto
    } else {
        Owner::Prestazione
    }
}

/// The form of a subject.
pub(super) fn form(archive: &Archive, subject: Subject, draft: &Draft, title: String, locked: String) -> Form {
    let groups = match subject {
        Subject::Assistito(_) => ASSISTITO,
        Subject::Progetto(..) => PROGETTO,
        Subject::Prestazione(..) => PRESTAZIONE,
    };
    let groups = groups
        .iter()
        .map(|(title, open, fields)| {
            let fields: Vec<FormField> = fields.iter().map(|field| form_field(archive, *field, draft)).collect();
            let open = *open || fields.iter().any(|field| !field.value.is_empty());
            FormGroup { title: (*title).to_owned(), open, shared: SHARED.contains(title), fields }
        })
        .collect();
    Form { subject, title, locked, groups }
}

fn form_field(archive: &Archive, field: Field, draft: &Draft) -> FormField {
    let value = draft.text(field);
    FormField {
        id: field.id().to_owned(),
        label: field.label().to_owned(),
        widget: widget(archive, field, draft),
        shown: shown(field, &value),
        value,
        required: REQUIRED.contains(&field),
        wide: WIDE.contains(&field),
        hint: hint(field).to_owned(),
        when: when(field),
    }
}

fn widget(archive: &Archive, field: Field, draft: &Draft) -> Widget {
    let list = || choices(field).into_iter().map(|(code, label)| (code.to_owned(), label.to_owned())).collect();
    match field {
        Field::DataNascita
        | Field::DataProgetto
        | Field::DataEvento
        | Field::DataInizio
        | Field::DataFine
        | Field::DataErogazione
        | Field::DataDsu
        | Field::DataSina
        | Field::DataPrevista
        | Field::DataEffettiva => Widget::Date,
        Field::ImportoPrestazione
        | Field::ImportoMensile
        | Field::QuotaEnte
        | Field::QuotaUtente
        | Field::QuotaSsn
        | Field::ImportoRichiesto
        | Field::SogliaIsee
        | Field::ValoreIsee
        | Field::CostoErogazione
        | Field::CostoCalcolato
        | Field::Recupero => Widget::Amount,
        Field::LuogoNascita => Widget::Complete(Complete::Nascita),
        Field::ComuneResidenza => Widget::Complete(Complete::Comune),
        Field::Cittadinanza | Field::SecondaCittadinanza | Field::NazioneResidenza => {
            Widget::Complete(Complete::Nazione)
        }
        Field::CodicePrestazione => Widget::Complete(Complete::Prestazione),
        Field::TipoProgetto | Field::MacroTipo | Field::ComuneProgetto => Widget::Complete(Complete::Usati),
        Field::Invalidita => Widget::Several(list()),
        Field::Ente => Widget::Choice(enti(archive, &draft.progetto)),
        _ if !choices(field).is_empty() => {
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
    archive.enti.iter().map(|(key, ente)| {
        let name = if ente.denominazione.is_empty() { ente.codice.clone() } else { ente.denominazione.clone() };
        (key.to_string(), name)
    })
}

/// What an operator reads for a value that is a code or a date; empty elsewhere.
pub(super) fn shown(field: Field, value: &str) -> String {
    if let Some(day) = dates::read_iso(value) {
        return dates::italian(day);
    }
    match field {
        Field::LuogoNascita if !value.is_empty() => place_name(value),
        Field::ComuneResidenza if !value.is_empty() => {
            let person = Assistito { comune_residenza: value.to_owned(), ..Assistito::default() };
            person.residence().map_or_else(|| value.to_owned(), comuni::Comune::label)
        }
        Field::Cittadinanza | Field::SecondaCittadinanza | Field::NazioneResidenza => {
            nazioni::by_iso(value).map_or_else(|| value.to_owned(), |nazione| nazione.nome.to_owned())
        }
        Field::CodicePrestazione => match prestazioni::by_code(value) {
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
    let chosen = || choices(field).into_iter().find(|(code, _)| *code == value).map(|(_, label)| label.to_owned());
    let read = || Some(shown(field, &value)).filter(|name| !name.is_empty());
    of_ente.or_else(chosen).or_else(read).unwrap_or(value)
}

fn hint(field: Field) -> &'static str {
    match field {
        Field::LuogoNascita => "Il comune di allora, oppure lo Stato estero: scriverne l'inizio e scegliere.",
        Field::ComuneResidenza => "Scrivere l'inizio del nome e scegliere.",
        Field::NazioneResidenza => "Solo per chi risiede all'estero; se vuota, Italia.",
        Field::ProtocolloDomanda => "Il protocollo principale del progetto: senza, le prestazioni non si inviano.",
        Field::CodicePrestazione => "Scrivere il codice o una parte del nome e scegliere.",
        Field::Denominazione => "Se vuota vale quella del codice.",
        Field::Periodo => "Se vuoto si calcola dalle date.",
        Field::DataPrevista => {
            "Con una data qui, inizio, fine, importo mensile e ore si calcolano all'invio, raccogliendo le erogazioni."
        }
        Field::OraInizio | Field::OraFine => "Per esempio 09:30.",
        Field::OreErogate => "Se vuote si calcolano dalle ore di inizio e fine.",
        Field::OreMensili => "Per dodici ore e mezza scrivere 12:30.",
        Field::ProtocolloDsu => "Per esempio INPS-ISEE-2026-01234567A-00.",
        Field::Necessita => "Codici separati da virgole, per esempio A1.04, A2.08.",
        Field::AreaCognitiva => "Da non scegliere se non ci sono disturbi.",
        _ => "",
    }
}

/// The field and the value on which another one depends.
fn when(field: Field) -> (String, String) {
    let (on, value) = match field {
        Field::DataInizio | Field::DataFine | Field::Periodo | Field::ImportoMensile => (Field::Carattere, "1"),
        Field::DataErogazione | Field::ImportoPrestazione => (Field::Carattere, "2"),
        Field::AreaUtenza => (Field::PresaCarico, "1"),
        field if field.of_delivery() => (Field::Tipo, "T"),
        _ => return Default::default(),
    };
    (on.id().to_owned(), value.to_owned())
}

/// A person, a case, a benefit as what a form is made of.
pub(super) fn draft_of_assistito(assistito: &Assistito) -> Draft {
    Draft { assistito: assistito.clone(), ..Draft::default() }
}

/// See [`draft_of_assistito`]; the ente goes by its key.
pub(super) fn draft_of_progetto(progetto: &Progetto) -> Draft {
    Draft { ente: progetto.ente.map(|id| id.0.to_string()), progetto: progetto.clone(), ..Draft::default() }
}

/// See [`draft_of_assistito`].
pub(super) fn draft_of_prestazione(prestazione: &Prestazione) -> Draft {
    Draft { prestazione: prestazione.clone(), ..Draft::default() }
}

/// Puts what was typed into a draft; what cannot be read stays as it was, and is told.
pub(super) fn put_in(archive: &Archive, subject: Subject, draft: &mut Draft, values: &[TypedValue]) -> Vec<FieldNote> {
    let mut fields: Vec<(Field, &str)> =
        values.iter().filter_map(|it| Some((Field::from_id(&it.field)?, it.text.as_str()))).collect();
    fields.sort_by_key(|(field, _)| reading_order(*field));
    let mut problems = Vec::new();
    for (field, text) in fields {
        if field == Field::Ente {
            let chosen = text.parse().ok().map(EnteId).filter(|id| archive.enti.get(id.0).is_some());
            draft.progetto.ente = chosen;
            draft.ente = chosen.map(|id| id.0.to_string());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_sheet_is_in_a_form() {
        let all: Vec<Field> =
            [ASSISTITO, PROGETTO, PRESTAZIONE].concat().iter().flat_map(|(_, _, fields)| fields.to_vec()).collect();
        for field in Field::ALL {
            let times = all.iter().filter(|other| *other == field).count();
            // What a sheet writes in one cell for two fields.
            let expected = usize::from(!matches!(field, Field::Nominativo | Field::Importo));
            assert_eq!(times, expected, "{field:?}");
        }
    }
}
