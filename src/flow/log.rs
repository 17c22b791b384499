//! FILE DI LOG: the positions left out, each with its reasons; as text, and as a workbook.

use crate::records::dates;
use chrono::{Datelike, NaiveDate};

/// A position left out of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Row of the sheet it came from, as a spreadsheet program counts it.
    pub riga: Option<u32>,
    /// Surname and name.
    pub persona: String,
    /// Fiscal code.
    pub codice_fiscale: String,
    /// The case.
    pub progetto: String,
    /// Code and period of the benefit.
    pub prestazione: String,
    /// Why: rule id (empty where the row could not even be read) and message.
    pub motivi: Vec<(String, String)>,
}

/// The text file. Windows line ends: it is opened with Notepad.
#[must_use]
pub fn text(day: NaiveDate, ente: &str, sent: usize, left_out: &[LeftOut]) -> String {
    let mut out = String::from("FILE DI LOG - posizioni non inviate\r\n");
    out.push_str(&format!("Ente: {ente}\r\nData: {}\r\n", dates::italian(day)));
    out.push_str(&format!("Prestazioni inviate: {sent}\r\nPosizioni non inviate: {}\r\n", left_out.len()));
    if left_out.is_empty() {
        out.push_str("\r\nNessuna posizione è stata lasciata fuori.\r\n");
    }
    for (index, one) in left_out.iter().enumerate() {
        out.push_str(&format!("\r\n{}. ", index + 1));
        let riga = one.riga.map(|riga| format!("riga {riga}"));
        let parts = [
            riga.unwrap_or_default(),
            one.persona.clone(),
            one.codice_fiscale.clone(),
            one.progetto.clone(),
            one.prestazione.clone(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        out.push_str(&parts.join(" - "));
        out.push_str("\r\n");
        for (rule, message) in &one.motivi {
            let rule = if rule.is_empty() { String::new() } else { format!("[{rule}] ") };
            out.push_str(&format!("   {rule}{message}\r\n"));
        }
    }
    out
}

/// The same as a workbook, one line a reason. Every cell is text: none can start a formula.
///
/// # Errors
/// Only what the workbook library cannot write (more than 1,048,576 lines).
pub fn workbook(day: NaiveDate, left_out: &[LeftOut]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
    let mut workbook = Workbook::new();
    // The library would stamp the present moment; the same benefits must give the same bytes.
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let created = ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet().set_name("Non inviate")?;
    let bold = Format::new().set_bold();
    let headings = ["Riga", "Assistito", "Codice fiscale", "Progetto", "Prestazione", "Regola", "Motivo"];
    for (column, (heading, width)) in headings.iter().zip([8, 28, 20, 34, 34, 8, 90]).enumerate() {
        sheet.write_string_with_format(0, column as u16, *heading, &bold)?;
        sheet.set_column_width(column as u16, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut row = 0;
    for one in left_out {
        for (rule, message) in &one.motivi {
            row += 1;
            if let Some(riga) = one.riga {
                sheet.write_number(row, 0, f64::from(riga))?;
            }
            let cells = [&one.persona, &one.codice_fiscale, &one.progetto, &one.prestazione, rule, message];
            for (column, cell) in cells.into_iter().enumerate() {
                sheet.write_string(row, column as u16 + 1, cell)?;
            }
        }
    }
    workbook.save_to_buffer()
}
