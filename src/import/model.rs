//! The model sheet: every field as a column, with lists to choose from, an example and instructions.

use super::cell::{self, CellValue, Column, Neighbours};
use crate::files::workbook::{self, Look, NewContent, NewSheet, Shown, Unwritable};
use crate::records::Field;
use crate::records::field::FieldKind;
use crate::sheets::Cell;
use chrono::NaiveTime;
use rust_decimal::prelude::ToPrimitive;

/// Name of the sheet to fill in.
const SHEET: &str = "Prestazioni";

/// Fields of the model: those that read what other fields of the model already say are left out.
pub(super) fn fields() -> impl Iterator<Item = Field> {
    Field::ALL.iter().copied().filter(|field| !matches!(field, Field::Nominativo | Field::Importo))
}

/// The model sheet, as xlsx.
///
/// # Errors
/// None that a sheet of this size can give.
pub fn model() -> Result<Vec<u8>, Unwritable> {
    workbook::write(&[data_sheet(), instructions()])
}

fn data_sheet() -> NewSheet {
    let column = |field: Field| {
        let letters = field.label().chars().count().max(field.example().chars().count()).clamp(12, 34);
        let choices = list(field).unwrap_or_default();
        workbook::NewColumn { width: letters as u16 + 2, shown: shown(field), choices }
    };
    let heading = |field: Field| workbook::NewCell::new(field.label(), Look::Heading);
    let example = |field| workbook::NewCell { content: example(field), shown: shown(field), look: Look::Example };
    NewSheet {
        name: SHEET.to_owned(),
        columns: fields().map(column).collect(),
        rows: vec![fields().map(heading).collect(), fields().map(example).collect()],
        headed: true,
    }
}

fn shown(field: Field) -> Shown {
    match field.kind() {
        FieldKind::Date => Shown::Date,
        FieldKind::Amount => Shown::Amount,
        FieldKind::Year | FieldKind::Months | FieldKind::Count => Shown::Whole,
        // As text, so that no program takes a code for a number or a date.
        _ => Shown::Text,
    }
}

fn example(field: Field) -> NewContent {
    match cell::read(field, &Cell::text(field.example()), &Column::default(), Neighbours::default()) {
        Ok(CellValue::Blank) | Err(_) => NewContent::Empty,
        Ok(CellValue::Date(date)) => NewContent::Moment(date.and_time(NaiveTime::MIN)),
        Ok(CellValue::Amount(amount)) => NewContent::Number(amount.decimal().to_f64().unwrap_or_default()),
        Ok(CellValue::Number(number)) => NewContent::Number(f64::from(number)),
        Ok(CellValue::Choice(code, label)) => entry(code, label).into(),
        Ok(_) => field.example().into(),
    }
}

/// What a list offers: `1 - Periodico`, short enough for all of them to fit in a spreadsheet's 255 letters.
fn list(field: Field) -> Option<Vec<String>> {
    if field.kind() != FieldKind::Choice {
        return None;
    }
    Some(field.choices().iter().map(|(code, label)| entry(code, label)).collect())
}

/// A choice, as the model sheet writes it.
pub(super) fn entry(code: &str, label: &str) -> String {
    // A comma would end the entry. What is cut off is told on the sheet of instructions, and the number says it all.
    let label = label.replace(',', "");
    if label.len() > 40 || !code.starts_with(|letter: char| letter.is_ascii_digit()) {
        return if code.starts_with(|letter: char| letter.is_ascii_digit()) { code.to_owned() } else { label };
    }
    format!("{code} - {label}")
}

fn instructions() -> NewSheet {
    let lines = [
        "Una riga per ogni prestazione. La riga in corsivo è un esempio: sovrascriverla o cancellarla (lasciata com'è, viene ignorata).",
        "Le colonne che non servono si possono togliere, e se ne possono aggiungere altre: quelle che il programma non conosce vengono ignorate.",
        "Un valore che non si conosce si lascia in bianco: il programma non indovina, e dice che cosa manca.",
    ];
    let row = |texts: [&str; 3], look| texts.map(|text| workbook::NewCell::new(text, look)).to_vec();
    let mut rows = vec![vec![workbook::NewCell::new("Come si compila il foglio Prestazioni", Look::Title)]];
    rows.extend(lines.map(|line| vec![line.into()]));
    rows.push(Vec::new());
    rows.push(row(["Colonna", "Esempio", "Che cosa si può scrivere"], Look::Heading));
    rows.extend(fields().map(|field| row([field.label(), field.example(), &hint(field)], Look::Wrapped)));
    let columns = [34, 30, 90].map(|width| workbook::NewColumn { width, ..workbook::NewColumn::default() });
    NewSheet { name: "Istruzioni".to_owned(), columns: columns.to_vec(), rows, headed: false }
}

fn hint(field: Field) -> String {
    match field.kind() {
        FieldKind::Date => "Data: gg/mm/aaaa.".to_owned(),
        FieldKind::Amount => "Importo in euro: 1.234,56.".to_owned(),
        FieldKind::Hours => "Ore e minuti: 12:30 sono dodici ore e mezza.".to_owned(),
        FieldKind::Clock => "Ora del giorno: 09:30. Vale solo nelle righe di tipo Tempo.".to_owned(),
        FieldKind::Count => "Numero intero. Vale solo nelle righe di tipo Tempo.".to_owned(),
        FieldKind::Year => "Anno, con quattro cifre.".to_owned(),
        FieldKind::Months => "Numero di mesi, da 1 a 12; in bianco si ricava dalle date.".to_owned(),
        FieldKind::FiscalCode => "16 caratteri, oppure le 11 cifre del codice provvisorio.".to_owned(),
        FieldKind::BenefitCode => "Codice INPS della prestazione: A1.07.".to_owned(),
        FieldKind::Benefit => "Nome della prestazione; in bianco vale quello del codice.".to_owned(),
        FieldKind::Dsu => "INPS-ISEE-aaaa-nnnnnnnnL-nn.".to_owned(),
        FieldKind::Codes => "Codici INPS separati da punto e virgola.".to_owned(),
        FieldKind::Comune => {
            "Nome, codice catastale o codice ISTAT; con la sigla della provincia se più comuni si chiamano così."
                .to_owned()
        }
        FieldKind::BirthPlace => "Comune o Stato estero: nome o codice catastale.".to_owned(),
        FieldKind::Nation => "Nome dello Stato, o codice ISO di tre cifre.".to_owned(),
        FieldKind::Choice | FieldKind::Choices => {
            let all: Vec<String> = field
                .choices()
                .iter()
                .map(|(code, label)| {
                    if field.kind() == FieldKind::Choice && field == Field::Tipo {
                        (*label).to_owned()
                    } else {
                        format!("{code} - {label}")
                    }
                })
                .collect();
            all.join("; ")
        }
        FieldKind::Text | FieldKind::Code => match field {
            Field::Ente => "Codice INPS dell'ente; in bianco vale l'ente scelto all'importazione.".to_owned(),
            Field::ProtocolloDomanda => "Protocollo principale della pratica, fino a 32 caratteri.".to_owned(),
            _ => "Testo.".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Rows, Skip, analyse, likeliest};
    use crate::sheets::open;
    use std::sync::Arc;

    #[test]
    fn the_model_is_read_back_without_problems() {
        let mut workbook = open(model().unwrap(), &mut |_| {}).unwrap();
        assert_eq!(workbook.sheets()[likeliest(&workbook)].name, SHEET);
        let mut table = Arc::unwrap_or_clone(workbook.table(0, &mut |_| {}).unwrap());
        let analysis = analyse(&table).unwrap();
        for (field, column) in fields().zip(0..) {
            assert_eq!(analysis.mapping.field(column), Some(field));
        }
        assert!(analysis.data.is_empty());
        assert_eq!(analysis.skipped, [(2, Skip::Example)], "the example left as it was is no data");
        table.rows[1].cells[1] = Cell::text("ALTRA");
        let analysis = analyse(&table).unwrap();
        let rows: Vec<_> = Rows::new(&Arc::new(table), &analysis).iter().collect();
        assert_eq!(rows.len(), 1);
        let draft = rows[0].outcome().unwrap();
        assert_eq!(draft.prestazione.codice, "A1.07");
        assert_eq!(draft.progetto.protocollo, "2026/0004711");
    }

    #[test]
    fn what_lists_offer_can_be_read() {
        for field in fields() {
            for (entry, (code, _)) in list(field).unwrap_or_default().iter().zip(field.choices()) {
                let read = cell::read(field, &Cell::text(entry), &Column::default(), Neighbours::default());
                assert!(matches!(read, Ok(CellValue::Choice(read, _)) if read == code), "{field:?} {entry}");
            }
        }
    }

    #[test]
    fn the_same_bytes_every_time() {
        assert_eq!(model().unwrap(), model().unwrap());
    }
}
