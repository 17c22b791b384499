//! What whoever imports a sheet should know of it, before its rows are anybody's benefits.

use super::analysis::Analysis;
use super::cell;
use super::covered::Covered;
use super::heading::{HeadingMeaning, LAST_SYNONYM, meaning};
use crate::records::Field;
use crate::records::field::FieldKind;
use crate::sheets::{Cell, Table};
use crate::text::fold;
use crate::text::order::InOrder;
use chrono::Timelike;
use std::fmt;

/// So many notices of one kind are told one by one; of the others, how many there are.
const MOST_ALIKE: usize = 3;

/// Something to know of a sheet: the `avvisi` of the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The row, as a spreadsheet program numbers it; `None` where it is about more than one.
    pub row: Option<u32>,
    /// The column's heading, or its letter where it has none; `None` where it is about more than one.
    pub column: Option<String>,
    /// What it is, and what was done about it.
    pub message: String,
}

/// `Riga 12, colonna «Importo»: …`
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.row, &self.column) {
            (Some(row), Some(column)) => write!(f, "Riga {row}, colonna «{column}»: {}", self.message),
            (Some(row), None) => write!(f, "Riga {row}: {}", self.message),
            (None, Some(column)) => write!(f, "Colonna «{column}»: {}", self.message),
            (None, None) => write!(f, "Foglio: {}", self.message),
        }
    }
}

/// What there is to know of a sheet: first of the whole of it, then in the order of its rows.
#[must_use]
pub fn notices(table: &Table, analysis: &Analysis) -> Vec<Notice> {
    let mut notices = headings_twice(analysis);
    notices.extend(fields_twice(analysis));
    notices.extend(days_before(table, analysis));
    notices.extend(amounts_of_many_rows(table, analysis));
    notices.extend(codes_without_points(table, analysis));
    notices.extend(table.oddities.iter().map(|oddity| Notice {
        row: oddity.row,
        column: oddity.column.map(|column| named(analysis, column)),
        message: oddity.odd.to_string(),
    }));
    notices.order_by_key(|notice| notice.row);
    shortened(notices)
}

fn named(analysis: &Analysis, column: usize) -> String {
    let heading = analysis.header.headings.get(column);
    let label = heading.map(super::Heading::label).filter(|label| !label.is_empty());
    label.unwrap_or_else(|| crate::sheets::column_letters(column))
}

/// A heading that means something and stands over several columns: only one of them is read.
fn headings_twice(analysis: &Analysis) -> Vec<Notice> {
    let headings = &analysis.header.headings;
    let mut told: Vec<String> = Vec::new();
    let mut notices = Vec::new();
    for (column, heading) in headings.iter().enumerate() {
        let label = fold(&heading.label());
        let means =
            matches!(meaning(&heading.group, &heading.text), HeadingMeaning::Names(..) | HeadingMeaning::May(_));
        if !means || label.is_empty() || told.contains(&label) {
            continue;
        }
        let same = || headings.iter().skip(column).filter(|other| fold(&other.label()) == label);
        if same().count() > 1 {
            let letters: Vec<&str> = same().map(|other| other.column.as_str()).collect();
            notices.push(Notice {
                row: None,
                column: Some(named(analysis, column)),
                message: format!(
                    "l'intestazione c'è più volte (colonne {}): controllare quale colonna è stata presa.",
                    letters.join(", ")
                ),
            });
            told.push(label);
        }
    }
    notices
}

/// A column whose heading surely names a field that another column is: of two residences only one is read.
fn fields_twice(analysis: &Analysis) -> impl Iterator<Item = Notice> + '_ {
    let headings = analysis.header.headings.iter().enumerate();
    headings.filter_map(|(column, heading)| {
        let HeadingMeaning::Names(field, LAST_SYNONYM..) = meaning(&heading.group, &heading.text) else {
            return None;
        };
        let read = analysis.mapping.column(field).filter(|_| analysis.mapping.field(column).is_none())?;
        let (own, other) = (named(analysis, column), named(analysis, read));
        (fold(&own) != fold(&other)).then(|| Notice {
            row: None,
            message: format!(
                "dice anch'essa «{}», che è stato letto dalla colonna «{other}»: controllare quale delle due vale.",
                field.label()
            ),
            column: Some(own),
        })
    })
}

/// Columns of dates that all fall an hour or two before midnight: a program wrote them by the clock of Greenwich.
fn days_before(table: &Table, analysis: &Analysis) -> Vec<Notice> {
    let dates = analysis.mapping.iter().filter(|(_, field)| field.kind() == FieldKind::Date);
    let all_late = dates.filter(|(column, _)| {
        let rows = analysis.data.iter().filter_map(|index| table.rows.get(*index));
        let mut hours = rows.filter_map(|row| match row.cell(*column) {
            Cell::Date(moment) => Some(moment.hour()),
            _ => None,
        });
        hours.next().is_some_and(|first| first >= 22) && hours.all(|hour| hour >= 22)
    });
    all_late
        .map(|(column, _)| Notice {
            row: None,
            column: Some(named(analysis, column)),
            message: "tutte le date hanno le ore 22 o 23: forse il programma che ha scritto il foglio le ha spostate al giorno prima. Confrontarne qualcuna con i documenti.".to_owned(),
        })
        .collect()
}

/// Amounts that are merged over several rows, and count once.
fn amounts_of_many_rows(table: &Table, analysis: &Analysis) -> Vec<Notice> {
    let covered = Covered::new(table, &analysis.mapping);
    let of_data = covered.merges().filter(|merge| {
        let number = |index: &usize| table.rows.get(*index).map_or(u32::MAX, |row| row.number);
        let below = analysis.data.partition_point(|index| number(index) <= merge.top);
        analysis.data.get(below).is_some_and(|index| number(index) <= merge.bottom)
    });
    of_data
        .map(|merge| Notice {
            row: Some(merge.top),
            column: Some(named(analysis, merge.left)),
            message: "il valore è in celle unite su più righe: è stato letto solo nella prima. Se vale per ciascuna, scriverlo in ciascuna.".to_owned(),
        })
        .collect()
}

/// Benefit codes whose points were left out.
fn codes_without_points(table: &Table, analysis: &Analysis) -> Vec<Notice> {
    let Some(column) = analysis.mapping.column(Field::CodicePrestazione) else { return Vec::new() };
    let rows = analysis.data.iter().filter_map(|index| table.rows.get(*index));
    let mended = rows.filter_map(|row| match row.cell(column) {
        Cell::Text(text) => cell::dotted(text.split(' ').next()?).map(|code| (row.number, text.clone(), code)),
        _ => None,
    });
    mended
        .map(|(row, text, code)| Notice {
            row: Some(row),
            column: Some(named(analysis, column)),
            message: format!("il codice «{}» è scritto senza punti: è stato letto come {code}.", cell::clean(&text)),
        })
        .collect()
}

/// At most so many of a kind, and how many more there are.
fn shortened(notices: Vec<Notice>) -> Vec<Notice> {
    let mut counts: Vec<(Notice, usize)> = Vec::new();
    let mut short = Vec::new();
    for notice in notices {
        let alike = counts.iter_mut().find(|(of, _)| of.message == notice.message && of.column == notice.column);
        let count = match alike {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                counts.push((Notice { row: None, ..notice.clone() }, 1));
                1
            }
        };
        if count <= MOST_ALIKE {
            short.push(notice);
        }
    }
    short.extend(counts.into_iter().filter(|(_, count)| *count > MOST_ALIKE).map(|(of, count)| {
        let places = match count - MOST_ALIKE {
            1 => "in un'altra riga".to_owned(),
            others => format!("in altre {others} righe"),
        };
        Notice { message: format!("{places}: {}", of.message), ..of }
    }));
    short
}
