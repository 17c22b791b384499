//! FILE DI LOG: the positions left out, each with its reasons; as text, and as a workbook.

use crate::files::workbook::{self, NewCell, NewContent, NewSheet, Unwritable};
use crate::text::dates;
use chrono::NaiveDate;

/// A position left out of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Row of the sheet it came from, as a spreadsheet program counts it.
    pub riga: Option<u32>,
    /// Name of that sheet's file; empty where it came from the archive.
    pub file: String,
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
        let riga = one.riga.map(|riga| match one.file.as_str() {
            "" => format!("riga {riga}"),
            file => format!("riga {riga} di {file}"),
        });
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

/// The same as a workbook, one line a reason.
///
/// # Errors
/// More lines than a sheet holds.
pub fn workbook(left_out: &[LeftOut]) -> Result<Vec<u8>, Unwritable> {
    let headings = [
        ("File", 28),
        ("Riga", 8),
        ("Assistito", 28),
        ("Codice fiscale", 20),
        ("Progetto", 34),
        ("Prestazione", 34),
        ("Regola", 8),
        ("Motivo", 90),
    ];
    let mut sheet = NewSheet::list("Non inviate", headings);
    for one in left_out {
        let riga = one.riga.map_or(NewContent::Empty, |riga| NewContent::Number(f64::from(riga)));
        for (rule, message) in &one.motivi {
            let texts = [&one.persona, &one.codice_fiscale, &one.progetto, &one.prestazione, rule, message];
            let texts = texts.into_iter().map(|text| NewCell::from(text.as_str()));
            let place = [NewCell::from(one.file.as_str()), NewCell::from(riga.clone())];
            sheet.rows.push(place.into_iter().chain(texts).collect());
        }
    }
    workbook::write(&[sheet])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::dates::read_iso;

    #[test]
    fn whoever_is_left_out_is_named_with_row_and_file() {
        let of = |riga, file: &str| LeftOut {
            riga,
            file: file.to_owned(),
            persona: "PROVETTI ESEMPLARIA".to_owned(),
            codice_fiscale: "PRVSPL88D52G478R".to_owned(),
            motivi: vec![("K02".to_owned(), "Protocollo mancante.".to_owned()), (String::new(), "Altro.".to_owned())],
            ..LeftOut::default()
        };
        let day = read_iso("2026-11-23").unwrap();
        let text = text(day, "G478 COMUNE DI PROVA", 3, &[of(Some(12), "elenco.xlsx"), of(Some(4), ""), of(None, "")]);
        for line in [
            "1. riga 12 di elenco.xlsx - PROVETTI ESEMPLARIA - PRVSPL88D52G478R",
            "2. riga 4 - PROVETTI ESEMPLARIA - PRVSPL88D52G478R",
            "3. PROVETTI ESEMPLARIA - PRVSPL88D52G478R",
            "   [K02] Protocollo mancante.",
            "   Altro.",
        ] {
            assert!(text.lines().any(|other| other == line), "{line}\n{text}");
        }
    }
}
