//! What an operator typed into a field of a form: read as a sheet's cell of the same field.

use super::Draft;
use super::cell::{self, CellValue, Column, Neighbours};
use crate::records::field::FieldKind;
use crate::records::fiscal_code::PersonCode;
use crate::records::{Field, FiscalCode};
use crate::sheets::Cell;

/// Reads what was typed; `beside` is the rest of the form. The message says what is wrong and what to do.
///
/// # Errors
/// The sentence to show at the field.
pub fn typed(field: Field, text: &str, beside: &Draft) -> Result<CellValue, String> {
    let person = FiscalCode::read(&beside.assistito.codice_fiscale).filter(FiscalCode::checked);
    let place = person.and_then(|code| code.person().map(PersonCode::place));
    let dsu = !beside.prestazione.dsu.protocollo.is_empty();
    let neighbours = Neighbours { birth: beside.assistito.nascita, place: place.as_deref(), dsu };
    let mut column = Column::default();
    // A form is typed the Italian way: a point is for thousands.
    column.see(FieldKind::Amount, &Cell::text("0,50"));
    let cell = Cell::text(text);
    if field.kind() == FieldKind::Hours {
        column.see(FieldKind::Hours, &cell);
    }
    cell::read(field, &cell, &column, neighbours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{InvCiv, ProvaMezzi};
    use crate::records::{Amount, Hours};
    use crate::text::dates;

    /// A draft with every field of a form filled.
    fn whole() -> Draft {
        let mut draft = Draft::default();
        for (field, text) in [
            (Field::CodiceFiscale, "prvspl88d52g478r"),
            (Field::Cognome, "PROVETTI"),
            (Field::DataNascita, "1988-04-12"),
            (Field::LuogoNascita, "Perugia"),
            (Field::Sesso, "2"),
            (Field::Cittadinanza, "italiana"),
            (Field::ComuneResidenza, "Perugia (PG)"),
            (Field::AnnoProgetto, "2026"),
            (Field::ProtocolloDomanda, "2026/1"),
            (Field::CodicePrestazione, "A1.07 - Contributi"),
            (Field::Tipo, "T"),
            (Field::ImportoMensile, "1.234"),
            (Field::OreMensili, "12:30"),
            (Field::ProvaMezzi, "1"),
            (Field::DataSina, "2026-02-01"),
            (Field::Necessita, "A1.04, A2.08"),
            (Field::Invalidita, "2, 6"),
        ] {
            let value = typed(field, text, &draft).unwrap();
            draft.set(field, value);
        }
        draft
    }

    #[test]
    fn a_form_is_read_like_a_sheet() {
        let draft = whole();
        assert_eq!(draft.assistito.codice_fiscale, "PRVSPL88D52G478R");
        assert_eq!((draft.assistito.luogo_nascita.as_str(), draft.assistito.cittadinanza.as_str()), ("G478", "380"));
        let benefit = &draft.prestazione;
        assert_eq!((benefit.codice.as_str(), benefit.denominazione.as_str()), ("A1.07", ""));
        assert_eq!(benefit.importo_mensile, Some(Amount::from_cents(123_400)));
        assert_eq!((benefit.ore_mensili, benefit.prova_mezzi), (Hours::new(12, 30), Some(ProvaMezzi::Isee)));
        let sina = benefit.sina.clone().unwrap();
        assert_eq!(sina.data, dates::read_iso("2026-02-01"));
        assert_eq!(sina.invalidita, [InvCiv::TotaleAccompagnamento, InvCiv::L104Art3C3]);
    }

    #[test]
    fn what_a_form_shows_is_read_as_the_same() {
        let draft = whole();
        let mut again = Draft::default();
        for field in Field::ALL {
            let value = typed(*field, &draft.text(*field), &again).unwrap();
            again.set(*field, value);
        }
        assert_eq!(again, draft);
    }

    #[test]
    fn an_emptied_field_is_empty() {
        let mut draft = whole();
        for field in Field::ALL {
            draft.set(*field, typed(*field, "", &Draft::default()).unwrap());
        }
        assert_eq!(draft, Draft::default());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let draft = Draft::default();
        for (field, text, part) in [
            (Field::DataInizio, "31/02/2026", "non esiste"),
            (Field::ImportoMensile, "tanto", "non è un importo"),
            (Field::LuogoNascita, "Atlantide", "nessun comune"),
            (Field::OreMensili, "12:75", "minuti"),
        ] {
            assert!(typed(field, text, &draft).is_err_and(|message| message.contains(part)), "{field:?}");
        }
    }
}
