//! The sheet of rejected rows, each with its reason, to be mended and imported again.
//!
//! A few rows do not say what the whole sheet said, nor what the operator said of it. So that nothing is asked twice, and
//! nothing is read otherwise than before, what was read stands there as anybody would read it: columns that mean something
//! bear the name of their field, values of every row have a column, and a cell whose meaning came from elsewhere says it.
//! What could not be read stands as it came, or so that it still cannot be read.

use super::analysis::Analysis;
use super::cell::{self, CellValue, Column, Neighbours};
use super::heading::{HeadingMeaning, meaning};
use super::model::entry;
use super::row::Reader;
use crate::files::workbook::{self, Look, NewCell, NewColumn, NewContent, NewSheet, Shown, Unwritable};
use crate::records::Field;
use crate::sheets::{Cell, Table, column_letters};
use chrono::NaiveTime;
use rust_decimal::prelude::ToPrimitive;

/// Rows by number, each with its reason, in the columns of the sheet that they came from; as xlsx.
///
/// # Errors
/// More rows than a sheet holds.
pub fn rejected(table: &Table, analysis: &Analysis, reasons: &[(u32, String)]) -> Result<Vec<u8>, Unwritable> {
    let reader = Reader::new(table, &analysis.header, &analysis.mapping, &analysis.data);
    let mut headings: Vec<String> = (0..table.width).map(|column| heading(column, analysis)).collect();
    headings.extend(reader.fixed.iter().map(|(field, _)| field.label().to_owned()));
    let mut sheet = NewSheet { name: "Righe scartate".to_owned(), headed: true, ..NewSheet::default() };
    sheet.columns = headings.iter().map(|_| NewColumn { width: 18, ..NewColumn::default() }).collect();
    sheet.columns.extend([8, 90].map(|width| NewColumn { width, ..NewColumn::default() }));
    headings.extend(["Riga".to_owned(), "Motivo".to_owned()]);
    sheet.rows.push(headings.into_iter().map(|heading| NewCell::new(heading, Look::Heading)).collect());
    for (number, reason) in reasons {
        let mut cells: Vec<NewCell> = Vec::new();
        let mut chosen: Vec<(Field, &str)> = Vec::new();
        if let Some(row) = table.row(*number) {
            cells.extend(row.cells.iter().map(as_it_came));
            cells.resize(table.width, NewContent::Empty.into());
            reader.values(row, |column, field, read| {
                if let Ok(CellValue::Choice(code, _)) = read {
                    chosen.push((field, code));
                }
                if let Some(written) = cells.get_mut(column) {
                    *written = as_read(field, row.cell(column), read);
                }
            });
        }
        cells.resize(table.width, NewContent::Empty.into());
        for (field, value) in &reader.fixed {
            let counts = field.when().is_none_or(|when| chosen.contains(&when));
            if let (CellValue::Choice(code, _), true) = (value, counts) {
                chosen.push((*field, code));
            }
            cells.push(if counts { spelt_out(value.clone()) } else { NewContent::Empty.into() });
        }
        cells.push(NewContent::Number(f64::from(*number)).into());
        cells.push(reason.as_str().into());
        sheet.rows.push(cells);
    }
    workbook::write(&[sheet])
}

/// The name of the field; of a column that is passed over its own, unless that could be taken for a field's.
fn heading(column: usize, analysis: &Analysis) -> String {
    if let Some(field) = analysis.mapping.field(column) {
        return field.label().to_owned();
    }
    let own = analysis.header.headings.get(column).map(super::Heading::label).unwrap_or_default();
    if meaning("", &own) == HeadingMeaning::Else { own } else { format!("Non usata {}", column_letters(column)) }
}

/// A cell, so that it is read alone as it was read among the others.
fn as_read(field: Field, cell: &Cell, read: Result<CellValue, String>) -> NewCell {
    let alone = |cell: &Cell| cell::read(field, cell, &Column::new(field.label(), false), Neighbours::default());
    // What was no text comes back as one.
    let again = match cell {
        Cell::Error(text) => Cell::Text(text.clone()),
        Cell::Padded(..) | Cell::Uncomputed => Cell::text(&cell.raw()),
        other => other.clone(),
    };
    let again = alone(&again);
    match read {
        Err(_) if again.is_err() => as_it_came(cell),
        // The others of its column, or of its row, were the reason.
        Err(_) => {
            let doubtful = format!("{}?", cell.raw());
            let unreadable = alone(&Cell::text(&doubtful)).is_err();
            NewCell::shown(if unreadable { doubtful.into() } else { NewContent::Empty }, Shown::Text)
        }
        Ok(value @ (CellValue::Text(_) | CellValue::Choice(..) | CellValue::Place(..) | CellValue::Benefit(..)))
            if again.as_ref() == Ok(&value) =>
        {
            as_it_came(cell)
        }
        Ok(value) => spelt_out(value),
    }
}

/// A value as anybody would read it.
fn spelt_out(value: CellValue) -> NewCell {
    let (content, shown) = match value {
        CellValue::Date(date) => (NewContent::Moment(date.and_time(NaiveTime::MIN)), Shown::Date),
        CellValue::Amount(amount) => {
            (NewContent::Number(amount.decimal().to_f64().unwrap_or_default()), Shown::General)
        }
        CellValue::Number(number) => (NewContent::Number(f64::from(number)), Shown::General),
        CellValue::Hours(hours) => (hours.clock().into(), Shown::Text),
        CellValue::Choice(code, label) => (entry(code, label).into(), Shown::Text),
        CellValue::Place(code, _) => (code.into(), Shown::Text),
        value => (value.shown().into(), Shown::Text),
    };
    NewCell::shown(content, shown)
}

/// A cell of the sheet, as it was.
fn as_it_came(cell: &Cell) -> NewCell {
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
    NewCell::shown(content, shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Rows, analyse};
    use crate::records::{Amount, Hours};
    use crate::sheets::{delimited, open};

    #[track_caller]
    fn check(field: Field, cell: &Cell, read: Result<CellValue, &str>, content: impl Into<NewContent>) {
        let written = as_read(field, cell, read.map_err(str::to_owned)).content;
        assert_eq!(written, content.into(), "{field:?} {cell:?}");
    }

    #[test]
    fn a_cell_says_by_itself_what_it_was_read_as() {
        let periodic = || Ok(CellValue::Choice("1", "Periodico"));
        check(Field::Carattere, &Cell::text("periodico"), periodic(), "periodico");
        check(Field::Carattere, &Cell::text("Mens."), periodic(), "1 - Periodico");
        check(Field::Carattere, &Cell::text("boh"), Ok(CellValue::Blank), "");
        check(Field::Carattere, &Cell::text("boh"), Err(""), "boh");
        let perugia = || Ok(CellValue::Place("G478".into(), "Perugia (PG)".into()));
        check(Field::ComuneResidenza, &Cell::text("PERUGIA"), perugia(), "PERUGIA");
        check(Field::ComuneResidenza, &Cell::text("Pg"), perugia(), "G478");
        check(Field::OreMensili, &Cell::text("12,5"), Ok(CellValue::Hours(Hours::new(12, 30).unwrap())), "12:30");
        let thousand = Amount::from_cents(131_000);
        check(Field::ImportoMensile, &Cell::text("1.310"), Ok(CellValue::Amount(thousand)), NewContent::Number(1310.0));
        check(Field::DataInizio, &Cell::text("31/02/2026"), Err(""), "31/02/2026");
        // What was wrong only there is wrong alone too.
        check(Field::DataInizio, &Cell::text("03/04/2026"), Err(""), "03/04/2026?");
        check(Field::DataInizio, &Cell::Number(45_000.0), Err(""), "45000?");
        check(Field::Cognome, &Cell::Error("#N/D".into()), Err(""), "");
        check(Field::Cognome, &Cell::Uncomputed, Err(""), "");
    }

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
        assert!(Rows::new(&again, &analysis).read(0).outcome().is_err());
    }
}
