//! The sheet of rejected rows: as they came, each with its reason, to be mended and imported again.

use super::analysis::Analysis;
use crate::files::workbook::{self, Look, NewColumn, NewContent, NewSheet, Shown, Unwritable};
use crate::sheets::{Cell, Table};
use chrono::NaiveTime;

/// Rows by number, each with its reason, under the headings of the sheet that they came from; as xlsx.
///
/// # Errors
/// More rows than a sheet holds.
pub fn rejected(table: &Table, analysis: &Analysis, reasons: &[(u32, String)]) -> Result<Vec<u8>, Unwritable> {
    let mut headings: Vec<String> = analysis.header.headings.iter().map(super::Heading::label).collect();
    headings.resize(table.width, String::new());
    let mut sheet = NewSheet { name: "Righe scartate".to_owned(), headed: true, ..NewSheet::default() };
    sheet.columns = headings.iter().map(|_| NewColumn { width: 18, ..NewColumn::default() }).collect();
    sheet.columns.extend([8, 90].map(|width| NewColumn { width, ..NewColumn::default() }));
    headings.extend(["Riga".to_owned(), "Motivo".to_owned()]);
    sheet.rows.push(headings.into_iter().map(|heading| workbook::NewCell::new(heading, Look::Heading)).collect());
    for (number, reason) in reasons {
        let mut cells: Vec<workbook::NewCell> =
            table.row(*number).map(|row| row.cells.iter().map(as_it_came).collect()).unwrap_or_default();
        cells.resize(table.width, NewContent::Empty.into());
        cells.push(NewContent::Number(f64::from(*number)).into());
        cells.push(reason.as_str().into());
        sheet.rows.push(cells);
    }
    workbook::write(&[sheet])
}

/// A cell of the sheet, as it was.
fn as_it_came(cell: &Cell) -> workbook::NewCell {
    let (content, shown) = match cell {
        Cell::Empty => (NewContent::Empty, Shown::General),
        // As text even where it looks like a formula, a number or a date.
        Cell::Text(text) | Cell::Error(text) => (NewContent::from(text.as_ref()), Shown::Text),
        Cell::Number(number) | Cell::Exponent(number) => (NewContent::Number(*number), Shown::General),
        Cell::Padded(..) | Cell::Uncomputed => (NewContent::from(cell.raw()), Shown::Text),
        Cell::Date(moment) if moment.time() == NaiveTime::MIN => (NewContent::Moment(*moment), Shown::Date),
        Cell::Date(moment) => (NewContent::Moment(*moment), Shown::Moment),
        #[expect(clippy::cast_precision_loss, reason = "seconds of a duration fit in 53 bits")]
        Cell::Time(seconds) => (NewContent::Number(*seconds as f64 / 86_400.0), Shown::Hours),
        Cell::Bool(value) => (NewContent::Bool(*value), Shown::General),
    };
    workbook::NewCell::shown(content, shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{analyse, read};
    use crate::sheets::{delimited, open};

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
        assert!(read(&again, &analysis, &analysis.mapping, &mut |_| {})[0].outcome().is_err());
    }
}
