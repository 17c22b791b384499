//! What whoever imports a sheet should know of it, before its rows are anybody's benefits.

use super::analysis::Analysis;
use crate::sheets::{Oddity, Table};

/// So many notices of one kind are told one by one; of the others, how many there are.
const MOST_ALIKE: usize = 10;

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

/// What there is to know of a sheet, in the order of its rows.
#[must_use]
pub fn notices(table: &Table, analysis: &Analysis) -> Vec<Notice> {
    let mut notices: Vec<Notice> = Vec::new();
    let mut alike: Vec<(&Oddity, usize)> = Vec::new();
    for oddity in &table.oddities {
        let same = alike.iter_mut().find(|(first, _)| first.odd == oddity.odd && first.column == oddity.column);
        let count = match same {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                alike.push((oddity, 1));
                1
            }
        };
        if count <= MOST_ALIKE {
            notices.push(notice(oddity, analysis));
        }
    }
    let more = alike.into_iter().filter(|(_, count)| *count > MOST_ALIKE);
    notices.extend(more.map(|(first, count)| {
        let others = count - MOST_ALIKE;
        let places = if others == 1 { "un’altra riga".to_owned() } else { format!("altre {others} righe") };
        Notice { row: None, message: format!("lo stesso in {places}: {}", first.odd), ..notice(first, analysis) }
    }));
    notices
}

fn notice(oddity: &Oddity, analysis: &Analysis) -> Notice {
    let heading = oddity.column.and_then(|column| analysis.header.headings.get(column));
    let named = heading.map(super::Heading::label).filter(|label| !label.is_empty());
    Notice { row: oddity.row, column: named.or_else(|| oddity.letters()), message: oddity.odd.to_string() }
}
