//! The sheet of rejected rows: as they came, each with its reason, to be mended and imported again.

use super::analysis::Analysis;
use super::model::{heading_format, new_workbook};
use super::table::{Cell, Table};
use chrono::{Datelike, Timelike};
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

/// The longest text that a cell of a spreadsheet holds.
const LONGEST: usize = 32_767;

/// Rows by number, each with its reason, under the headings of the sheet that they came from; as xlsx.
///
/// # Errors
/// More rows than a sheet holds.
pub fn rejected(table: &Table, analysis: &Analysis, reasons: &[(u32, String)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = new_workbook()?;
    let sheet = workbook.add_worksheet();
    sheet.set_name("Righe scartate")?;
    sheet.set_freeze_panes(1, 0)?;
    let width = table.width as u16;
    for (heading, column) in analysis.header.headings.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, column, heading.label(), &heading_format())?;
        sheet.set_column_width(column, 18)?;
    }
    sheet.write_string_with_format(0, width, "Riga", &heading_format())?;
    sheet.write_string_with_format(0, width + 1, "Motivo", &heading_format())?;
    sheet.set_column_width(width + 1, 90)?;
    let formats = Formats::new();
    for ((number, reason), row) in reasons.iter().zip(1_u32..) {
        if let Some(source) = table.row(*number) {
            for (cell, column) in source.cells.iter().zip(0_u16..) {
                write(sheet, row, column, cell, &formats)?;
            }
        }
        sheet.write_number(row, width, *number)?;
        write_text(sheet, row, width + 1, reason)?;
    }
    workbook.save_to_buffer()
}

struct Formats {
    date: Format,
    moment: Format,
    duration: Format,
    text: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            date: Format::new().set_num_format("dd/mm/yyyy"),
            moment: Format::new().set_num_format("dd/mm/yyyy hh:mm"),
            duration: Format::new().set_num_format("[h]:mm"),
            text: Format::new().set_num_format("@"),
        }
    }
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        // As text even where it looks like a formula, a number or a date.
        Cell::Text(text) | Cell::Error(text) => {
            let text: String = text.chars().take(LONGEST).collect();
            sheet.write_string_with_format(row, column, text, &formats.text)?;
        }
        Cell::Number(number) if number.is_finite() => {
            sheet.write_number(row, column, *number)?;
        }
        Cell::Date(date) if (1900..=9999).contains(&date.year()) => {
            let day = ExcelDateTime::from_ymd(date.year().unsigned_abs() as u16, date.month() as u8, date.day() as u8)?;
            if date.num_seconds_from_midnight() == 0 {
                sheet.write_datetime_with_format(row, column, &day, &formats.date)?;
            } else {
                let moment = day.and_hms(date.hour() as u16, date.minute() as u8, f64::from(date.second()))?;
                sheet.write_datetime_with_format(row, column, &moment, &formats.moment)?;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "seconds of a duration fit in 53 bits")]
        Cell::Time(seconds) => {
            sheet.write_number_with_format(row, column, *seconds as f64 / 86_400.0, &formats.duration)?;
        }
        Cell::Bool(value) => {
            sheet.write_boolean(row, column, *value)?;
        }
        other => write_text(sheet, row, column, &other.raw())?,
    }
    Ok(())
}

fn write_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    let text: String = text.chars().take(LONGEST).collect();
    sheet.write_string(row, column, text)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{analyse, delimited, open, read};

    #[test]
    fn rejected_rows_can_be_mended_and_imported_again() {
        let text = "Titolo\nCF;Cognome;Data inizio;Importo mensile\nx;=1+1;31/02/2026;1\ny;b;01/02/2026;2\n";
        let table = delimited::read(text.as_bytes(), &mut |_| {}).unwrap();
        let analysis = analyse(&table).unwrap();
        let bytes = rejected(&table, &analysis, &[(3, "colonna C: non esiste".to_owned())]).unwrap();
        let again = open(bytes, &mut |_| {}).unwrap().table(0, &mut |_| {}).unwrap();
        let raw: Vec<String> = again.rows[1].cells.iter().map(Cell::raw).collect();
        assert_eq!(raw, ["x", "=1+1", "31/02/2026", "1", "3", "colonna C: non esiste"]);
        let analysis = analyse(&again).unwrap();
        assert_eq!(analysis.mapping.len(), 4);
        assert!(read(&again, &analysis, &analysis.mapping, &mut |_| {})[0].outcome.is_err());
    }
}
