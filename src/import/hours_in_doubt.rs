//! A column of hours that can be read in two ways: the operator says which, once.

use super::analysis::Analysis;
use super::cell::{self, CellValue, Column, Neighbours};
use super::mapping::Mapping;
use crate::records::Fraction;
use crate::records::field::FieldKind;
use crate::sheets::{Cell, Row, Table};

/// A cell of hours, and the two ways of reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursInDoubt {
    /// The column, from 0.
    pub column: usize,
    /// The first cell that can be read in both.
    pub raw: String,
    /// Read with minutes after the sign.
    pub minutes: String,
    /// Read with hundredths of an hour after the sign.
    pub hundredths: String,
}

/// The first column whose cells do not tell how they are written.
#[must_use]
pub fn hours_in_doubt(table: &Table, analysis: &Analysis, mapping: &Mapping) -> Option<HoursInDoubt> {
    let rows: Vec<&Row> = analysis.data.iter().filter_map(|index| table.rows.get(*index)).collect();
    let hours = mapping.iter().filter(|(_, field)| field.kind() == FieldKind::Hours);
    hours.into_iter().find_map(|(column, field)| {
        let mut seen = Column::default();
        for row in &rows {
            seen.see(field.kind(), row.cell(column));
        }
        if seen.fraction().is_some() {
            return None;
        }
        let read = |cell: &Cell, fraction: Fraction| {
            let mut told = seen;
            told.fraction = Some(fraction);
            cell::read(field, cell, &told, Neighbours::default()).ok().filter(|value| *value != CellValue::Blank)
        };
        rows.iter().map(|row| row.cell(column)).find_map(|cell| {
            let (minutes, hundredths) = (read(cell, Fraction::Minutes)?, read(cell, Fraction::Hundredths)?);
            (minutes != hundredths).then(|| HoursInDoubt {
                column,
                raw: cell.raw(),
                minutes: minutes.shown(),
                hundredths: hundredths.shown(),
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::analyse;
    use crate::sheets::delimited;

    #[track_caller]
    fn check(cells: [&str; 2], expected: Option<[&str; 3]>) {
        let text = format!("CF;Ore mensili\nPRVSPL88D52G478R;{}\nFTTLRG51S03F839W;{}\n", cells[0], cells[1]);
        let table = delimited::read(text.as_bytes(), &mut |_| {}).unwrap();
        let analysis = analyse(&table).unwrap();
        let found = hours_in_doubt(&table, &analysis, &analysis.mapping);
        let found = found.as_ref().map(|it| [it.raw.as_str(), &it.minutes, &it.hundredths]);
        assert_eq!(found, expected, "{cells:?}");
    }

    #[test]
    fn both_readings_are_shown() {
        check(["8", "12,5"], Some(["12,5", "12 h 50 min", "12 h 30 min"]));
        check(["8,75", "12,5"], None);
        check(["8:30", "12,5"], None);
        check(["8", "12"], None);
    }
}
