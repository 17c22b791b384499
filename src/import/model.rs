//! The model sheet: every field as a column, with lists to choose from, an example and instructions.

use super::cell::{self, Column, Kind, Neighbours, Value, choices, kind};
use super::table::Cell;
use crate::records::Field;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

/// Name of the sheet to fill in.
const SHEET: &str = "Prestazioni";
/// Rows that have lists to choose from.
const ROWS: u32 = 5_000;

/// Fields of the model: those that read what other fields of the model already say are left out.
pub(super) fn fields() -> impl Iterator<Item = Field> {
    Field::ALL.iter().copied().filter(|field| !matches!(field, Field::Nominativo | Field::Importo))
}

/// The model sheet, as xlsx.
///
/// # Errors
/// None that a sheet of this size can give.
pub fn model() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook()?;
    data_sheet(workbook.add_worksheet())?;
    instructions(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

/// A workbook that says the same whenever it is written.
pub(super) fn new_workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?));
    Ok(workbook)
}

pub(super) fn heading_format() -> Format {
    Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x00_66_CC))
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn data_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 32)?;
    let example = Format::new().set_italic().set_font_color(Color::RGB(0x5A_68_72));
    for (field, column) in fields().zip(0_u16..) {
        let format = cell_format(field);
        let letters = field.label().chars().count().max(field.example().chars().count()).clamp(12, 34) as u32;
        sheet.set_column_width(column, letters + 2)?;
        sheet.set_column_format(column, &format)?;
        sheet.write_string_with_format(0, column, field.label(), &heading_format())?;
        write_example(sheet, column, field, &format.clone().merge(&example))?;
        if let Some(list) = list(field) {
            let rule = DataValidation::new()
                .allow_list_strings(&list)?
                .set_error_title("Valore non previsto")?
                .set_error_message("Scegliere un valore dall'elenco.")?;
            sheet.add_data_validation(1, column, ROWS, column, &rule)?;
        }
    }
    Ok(())
}

fn cell_format(field: Field) -> Format {
    match kind(field) {
        Kind::Date => Format::new().set_num_format("dd/mm/yyyy"),
        Kind::Amount => Format::new().set_num_format("#,##0.00"),
        Kind::Year | Kind::Months | Kind::Count => Format::new().set_num_format("0"),
        // As text, so that no program takes a code for a number or a date.
        _ => Format::new().set_num_format("@"),
    }
}

fn write_example(sheet: &mut Worksheet, column: u16, field: Field, format: &Format) -> Result<(), XlsxError> {
    let cell = Cell::text(field.example());
    match cell::read(field, &cell, &Column::default(), Neighbours::default()) {
        Ok(Value::Blank) | Err(_) => {}
        Ok(Value::Date(date)) => {
            use chrono::Datelike;
            let date = ExcelDateTime::from_ymd(
                u16::try_from(date.year()).unwrap_or(1900),
                date.month() as u8,
                date.day() as u8,
            )?;
            sheet.write_datetime_with_format(1, column, &date, format)?;
        }
        Ok(Value::Amount(amount)) => {
            sheet.write_number_with_format(1, column, amount.decimal().to_f64().unwrap_or_default(), format)?;
        }
        Ok(Value::Number(number)) => {
            sheet.write_number_with_format(1, column, number, format)?;
        }
        Ok(Value::Choice(code, label)) => {
            sheet.write_string_with_format(1, column, entry(code, label), format)?;
        }
        Ok(_) => {
            sheet.write_string_with_format(1, column, field.example(), format)?;
        }
    }
    Ok(())
}

/// What a list offers: `1 - Periodico`, short enough for all of them to fit in a spreadsheet's 255 letters.
fn list(field: Field) -> Option<Vec<String>> {
    if kind(field) != Kind::Choice {
        return None;
    }
    Some(choices(field).iter().map(|(code, label)| entry(code, label)).collect())
}

fn entry(code: &str, label: &str) -> String {
    // A comma would end the entry. What is cut off is told on the sheet of instructions, and the number says it all.
    let label = label.replace(',', "");
    if label.len() > 40 || !code.starts_with(|letter: char| letter.is_ascii_digit()) {
        return if code.starts_with(|letter: char| letter.is_ascii_digit()) { code.to_owned() } else { label };
    }
    format!("{code} - {label}")
}

fn instructions(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Istruzioni")?;
    let bold = Format::new().set_bold().set_font_size(14);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 34)?;
    sheet.set_column_width(1, 30)?;
    sheet.set_column_width(2, 90)?;
    sheet.write_string_with_format(0, 0, "Come si compila il foglio Prestazioni", &bold)?;
    let lines = [
        "Una riga per ogni prestazione. La riga in corsivo è un esempio: sovrascriverla o cancellarla (lasciata com'è, viene ignorata).",
        "Le colonne che non servono si possono togliere, e se ne possono aggiungere altre: quelle che il programma non conosce vengono ignorate.",
        "Un valore che non si conosce si lascia in bianco: il programma non indovina, e dice che cosa manca.",
    ];
    for (line, row) in lines.iter().zip(1_u32..) {
        sheet.write_string(row, 0, *line)?;
    }
    for (title, column) in ["Colonna", "Esempio", "Che cosa si può scrivere"].iter().zip(0_u16..) {
        sheet.write_string_with_format(5, column, *title, &heading_format())?;
    }
    for (field, row) in fields().zip(6_u32..) {
        sheet.write_string_with_format(row, 0, field.label(), &wrapped)?;
        sheet.write_string_with_format(row, 1, field.example(), &wrapped)?;
        sheet.write_string_with_format(row, 2, hint(field), &wrapped)?;
    }
    Ok(())
}

fn hint(field: Field) -> String {
    match kind(field) {
        Kind::Date => "Data: gg/mm/aaaa.".to_owned(),
        Kind::Amount => "Importo in euro: 1.234,56.".to_owned(),
        Kind::Hours => "Ore e minuti: 12:30 sono dodici ore e mezza.".to_owned(),
        Kind::Clock => "Ora del giorno: 09:30. Vale solo nelle righe di tipo Tempo.".to_owned(),
        Kind::Count => "Numero intero. Vale solo nelle righe di tipo Tempo.".to_owned(),
        Kind::Year => "Anno, con quattro cifre.".to_owned(),
        Kind::Months => "Numero di mesi, da 1 a 12; in bianco si ricava dalle date.".to_owned(),
        Kind::FiscalCode => "16 caratteri, oppure le 11 cifre del codice provvisorio.".to_owned(),
        Kind::BenefitCode => "Codice INPS della prestazione: A1.07.".to_owned(),
        Kind::Benefit => "Nome della prestazione; in bianco vale quello del codice.".to_owned(),
        Kind::Dsu => "INPS-ISEE-aaaa-nnnnnnnnL-nn.".to_owned(),
        Kind::Codes => "Codici INPS separati da punto e virgola.".to_owned(),
        Kind::Comune => {
            "Nome, codice catastale o codice ISTAT; con la sigla della provincia se più comuni si chiamano così."
                .to_owned()
        }
        Kind::BirthPlace => "Comune o Stato estero: nome o codice catastale.".to_owned(),
        Kind::Nation => "Nome dello Stato, o codice ISO di tre cifre.".to_owned(),
        Kind::Choice | Kind::Choices => {
            let all: Vec<String> = choices(field)
                .iter()
                .map(|(code, label)| {
                    if kind(field) == Kind::Choice && field == Field::Tipo {
                        (*label).to_owned()
                    } else {
                        format!("{code} - {label}")
                    }
                })
                .collect();
            all.join("; ")
        }
        Kind::Text | Kind::Code => match field {
            Field::Ente => "Codice INPS dell'ente; in bianco vale l'ente scelto all'importazione.".to_owned(),
            Field::ProtocolloDomanda => "Protocollo principale della pratica, fino a 32 caratteri.".to_owned(),
            _ => "Testo.".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Skip, analyse, open, read};

    #[test]
    fn the_model_is_read_back_without_problems() {
        let mut workbook = open(model().unwrap(), &mut |_| {}).unwrap();
        assert_eq!(workbook.sheets()[workbook.likeliest()].name, SHEET);
        let mut table = workbook.table(0, &mut |_| {}).unwrap();
        let analysis = analyse(&table).unwrap();
        for (field, column) in fields().zip(0..) {
            assert_eq!(analysis.mapping.field(column), Some(field));
        }
        assert!(analysis.data.is_empty());
        assert_eq!(analysis.skipped, [(2, Skip::Example)], "the example left as it was is no data");
        table.rows[1].cells[1] = Cell::text("ALTRA");
        let analysis = analyse(&table).unwrap();
        let rows = read(&table, &analysis, &analysis.mapping, &mut |_| {});
        assert_eq!(rows.len(), 1);
        let draft = rows[0].outcome.as_ref().unwrap();
        assert_eq!(draft.prestazione.codice, "A1.07");
        assert_eq!(draft.progetto.protocollo, "2026/0004711");
    }

    #[test]
    fn what_lists_offer_can_be_read() {
        for field in fields() {
            for (entry, (code, _)) in list(field).unwrap_or_default().iter().zip(choices(field)) {
                let read = cell::read(field, &Cell::text(entry), &Column::default(), Neighbours::default());
                assert!(matches!(read, Ok(Value::Choice(read, _)) if read == code), "{field:?} {entry}");
            }
        }
    }

    #[test]
    fn the_same_bytes_every_time() {
        assert_eq!(model().unwrap(), model().unwrap());
    }
}
