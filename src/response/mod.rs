//! What INPS answers: bytes -> rows that say what became of what was sent, and what to do.
//!
//! ```text
//! read(bytes) -> discards (a sheet of three columns) or waas (JSON) -> Response { formato, righe }
//!                     '-- subject: of whom it speaks    '-- message: what it means
//! ```
//! Nothing is dropped: a message that nobody knows yet is a row that says so.

mod discards;
mod message;
mod riga;
mod subject;
mod waas;

pub use message::{Classe, Meaning, Oggetto, about, only_follows, title};
pub use riga::{Formato, Response, Riga};
pub use subject::Soggetto;

use crate::sheets;
use crate::sheets::{Guess, SheetError, Table};

/// Everything that an answer can mean, in the order in which it is explained.
pub fn meanings() -> impl Iterator<Item = &'static Meaning> {
    let known = message::KNOWN.iter().map(|known| &known.meaning);
    known.chain(waas::CODES.iter().map(|(_, meaning)| meaning)).chain([&waas::CONTRADICTION, &message::UNKNOWN])
}

/// A meaning by its name; one that is not known to this program is not known at all.
#[must_use]
pub fn meaning(id: &str) -> &'static Meaning {
    meanings().find(|meaning| meaning.id == id).unwrap_or(&message::UNKNOWN)
}

/// How many fields of a benefit sheet the headings of a sheet mean, by its first rows: what tells an office's own sheet from
/// a list of discards. Who reads answers knows it of whoever reads benefits.
pub type BenefitFields = fn(&Table) -> u32;

/// Reads an answer of INPS, whatever kind it is.
///
/// # Errors
/// One sentence for the operator, where it is no answer at all.
pub fn read(bytes: &[u8], benefit_fields: BenefitFields) -> Result<Response, String> {
    let text = sheets::decode(&bytes[..bytes.len().min(256)]);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let json = if text.starts_with(['{', '[']) { Some(waas::read(&sheets::decode(bytes))) } else { None };
    match json {
        Some(Ok(righe)) => Ok(Response { formato: Formato::Waas, righe }),
        // A cell may begin with a square bracket.
        Some(Err(sentence)) if text.starts_with('{') => Err(sentence),
        Some(Err(sentence)) => of_sheets(bytes, benefit_fields).map_err(|_| sentence),
        None => of_sheets(bytes, benefit_fields),
    }
}

/// The rows of all sheets that are lists of discards.
fn of_sheets(bytes: &[u8], benefit_fields: BenefitFields) -> Result<Response, String> {
    let mut silent = |_: sheets::RowsRead| {};
    let mut workbook = sheets::open(bytes.to_vec(), &mut silent).map_err(refusal)?;
    let mut righe = Vec::new();
    let mut refused = None;
    let mut found = false;
    for (index, sheet) in workbook.sheets().to_vec().into_iter().enumerate() {
        let table = workbook
            .table(index, &mut silent)
            .and_then(|table| if table.rows.is_empty() { Err(SheetError::NoRows) } else { Ok(table) });
        match table.map_err(refusal).and_then(|table| discards::read(&table, benefit_fields(workbook.glance(index)))) {
            Ok(more) => {
                found = true;
                righe.extend(more);
            }
            // An empty sheet beside says less than one that is something else.
            Err(sentence) => refused = refused.filter(|_| sheet.rows == 0).or(Some(sentence)),
        }
    }
    match refused {
        Some(sentence) if !found => Err(sentence),
        _ => Ok(Response { formato: Formato::Scarti, righe }),
    }
}

/// Whether the first rows of a sheet are those of a list of discards.
#[must_use]
pub fn is_discards(first_rows: &Table, benefit_fields: BenefitFields) -> bool {
    let recognised = benefit_fields(first_rows);
    // Short benefit sheets have few fields: where two are known, only words of INPS make discards of it.
    discards::read(first_rows, if recognised > 1 { u32::MAX } else { recognised }).is_ok()
}

/// Why it is no sheet, where the words for benefit sheets would lead back here.
fn refusal(error: SheetError) -> String {
    match error {
        SheetError::NotASheet(Guess::Json) => waas::NOT_AN_ANSWER.to_owned(),
        SheetError::NotASheet(Guess::Xml) => "Il file è un XML, non un esito INPS: gli esiti sono un foglio di scarti (xlsx, xls, ods, csv) o un JSON «elenco_esiti». I flussi si controllano in «Verifica un file XML».".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_has_a_name_and_knows_its_example() {
        let mut names: Vec<&str> = meanings().map(|it| it.id).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), meanings().count());
        for it in meanings() {
            assert!(!it.title.is_empty() && std::ptr::eq(meaning(it.id), it), "{}", it.id);
        }
        for known in message::KNOWN {
            let found = message::known(known.meaning.example).map(|it| it.id);
            assert_eq!(found, Some(known.meaning.id));
        }
        assert_eq!(meaning("di un altro programma").classe, Classe::Sconosciuta);
    }
}
