//! Where the headings are, and which rows below them are data.

use super::heading::{HeadingMeaning, meaning};
use crate::records::field::{FieldKind, Owner};
use crate::records::{Field, FiscalCode};
use crate::sheets::{Cell, Row, Table, column_letters};
use crate::text::fold;
use rust_decimal::prelude::ToPrimitive;
use std::collections::HashSet;

/// Rows among which the headings are looked for.
const LOOK: usize = 80;

/// The headings of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// Row numbers of the headings: none, one or two.
    pub rows: Vec<u32>,
    /// One a column.
    pub headings: Vec<Heading>,
    /// Index in the table of the first row below.
    pub(super) first: usize,
    /// The headings and their groups, folded.
    folded: Vec<(String, String)>,
}

/// The heading of a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// Letter of the column.
    pub column: String,
    /// What stands over it and its neighbours: *Residenza* over *Comune* and *Indirizzo*.
    pub group: String,
    /// What stands over it.
    pub text: String,
}

impl Heading {
    /// Group and text, as an operator reads them.
    #[must_use]
    pub fn label(&self) -> String {
        if self.group.is_empty() || fold(&self.group) == fold(&self.text) {
            self.text.clone()
        } else if self.text.is_empty() {
            self.group.clone()
        } else {
            format!("{} / {}", self.group, self.text)
        }
    }
}

/// How many fields the best row of headings means: by this the sheet of a workbook is chosen.
pub(super) fn recognised(rows: &[Row]) -> u32 {
    (0..rows.len()).map(|index| fields(&alone(&rows[index], 0)).len() as u32).max().unwrap_or(0)
}

/// Whether rows are headed as a list of people is: by what makes a person known, and next to nothing else.
pub(super) fn tells_of_people(rows: &[Row]) -> bool {
    let headings = rows.iter().map(|row| alone(row, 0));
    let Some(headings) = headings.max_by_key(|headings| fields(headings).len()) else { return false };
    let fields = fields(&headings);
    let named = headings.iter().filter(|(_, text)| !text.is_empty()).count();
    let known = [Field::CodiceFiscale, Field::Cognome, Field::Nominativo].iter().any(|field| fields.contains(field));
    let only_people = fields.iter().all(|field| field.owner() == Owner::Assistito);
    // Where much is not understood it may be benefits, under headings of the office's own.
    known && only_people && fields.len() >= 4 && named.saturating_sub(fields.len()) * 2 <= fields.len()
}

/// Finds the headings.
pub(super) fn find(table: &Table) -> Header {
    let rows = &table.rows[..table.rows.len().min(LOOK)];
    let mut best: (usize, Vec<usize>, Vec<(String, String)>) = (0, Vec::new(), Vec::new());
    for index in 0..rows.len() {
        let single = alone(&rows[index], table.width);
        let found = fields(&single).len();
        let mut second = None;
        if let Some(below) = rows.get(index + 1)
            && below.number <= rows[index].number + 1
            && below.filled().all(|(_, cell)| matches!(cell, Cell::Text(text) if !looks_like_data(text)))
        {
            let pair = paired(&rows[index], below, table);
            second = Some((fields(&pair).len(), pair, fields(&alone(below, table.width)).len()));
        }
        if found > best.0 {
            best = (found, vec![index], single);
        }
        if let Some((count, pair, below)) = second
            && count > best.0
            && count > below
        {
            best = (count, vec![index, index + 1], pair);
        }
    }
    let (found, rows_of, texts) = best;
    let (rows_of, texts) = if found == 0 { unnamed(rows, table.width) } else { (rows_of, texts) };
    let headings: Vec<Heading> = (0..table.width)
        .map(|column| {
            let (group, text) = texts.get(column).cloned().unwrap_or_default();
            Heading { column: column_letters(column), group, text }
        })
        .collect();
    let first = rows_of.last().map_or(0, |last| last + 1);
    let folded = headings.iter().map(|heading| (fold(&heading.text), fold(&heading.group))).collect();
    Header { rows: rows_of.iter().map(|index| rows[*index].number).collect(), headings, first, folded }
}

/// Where no heading means anything: the row above the first fiscal code, or none.
fn unnamed(rows: &[Row], width: usize) -> (Vec<usize>, Vec<(String, String)>) {
    let first = rows.iter().position(has_fiscal_code);
    match first.and_then(|first| first.checked_sub(1)) {
        Some(above)
            if rows[above].filled().count() >= 2
                && rows[above].filled().all(|(_, cell)| matches!(cell, Cell::Text(_))) =>
        {
            (vec![above], alone(&rows[above], width))
        }
        _ => (Vec::new(), Vec::new()),
    }
}

fn alone(row: &Row, width: usize) -> Vec<(String, String)> {
    (0..width.max(row.cells.len())).map(|column| (String::new(), heading_text(row.cell(column)))).collect()
}

fn heading_text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => super::cell::clean(text),
        Cell::Empty => String::new(),
        cell => cell.raw(),
    }
}

/// Two rows as group and heading. A group stands over its own column and the blank ones to its right, as far as it is
/// merged, or as far as the row below has headings.
fn paired(above: &Row, below: &Row, table: &Table) -> Vec<(String, String)> {
    // How far to the right the group in each column is merged.
    let mut ends = vec![None; table.width];
    for merge in table.merges.iter().filter(|merge| (merge.top..=merge.bottom).contains(&above.number)) {
        if let Some(end @ None) = ends.get_mut(merge.left) {
            *end = Some(merge.right);
        }
    }
    let mut group = String::new();
    let mut until = 0;
    (0..table.width)
        .map(|column| {
            let own = heading_text(above.cell(column));
            if !own.is_empty() {
                until = if table.merges.is_empty() { usize::MAX } else { ends[column].unwrap_or(column) };
                group = own;
            } else if column > until {
                group.clear();
            }
            let text = heading_text(below.cell(column));
            let own = !above.cell(column).is_blank();
            match (group.is_empty(), text.is_empty()) {
                (true, _) => (String::new(), text),
                (false, true) => (String::new(), if own { group.clone() } else { String::new() }),
                (false, false) if fold(&group) == fold(&text) => (String::new(), text),
                (false, false) => (group.clone(), text),
            }
        })
        .collect()
}

/// The fields that headings name beyond doubt; words that may mean several count by themselves.
fn fields(headings: &[(String, String)]) -> HashSet<Field> {
    let mut found = HashSet::new();
    let mut doubtful = HashSet::new();
    for (group, text) in headings {
        // Sentences are titles or notes.
        if text.is_empty() || text.len() > 80 {
            continue;
        }
        match meaning(group, text) {
            HeadingMeaning::Names(field, sure) if sure >= 70 => {
                found.insert(field);
            }
            HeadingMeaning::May(fields) => {
                doubtful.insert(fields[0]);
            }
            _ => {}
        }
    }
    if !found.is_empty() || doubtful.len() > 1 {
        found.extend(doubtful);
    }
    found
}

/// A fiscal code, a date, a number: nothing that a heading is.
fn looks_like_data(text: &str) -> bool {
    let text = text.trim();
    FiscalCode::read(text).is_some()
        || (text.contains(|letter: char| letter.is_ascii_digit()) && !text.contains(char::is_alphabetic))
}

pub(super) fn has_fiscal_code(row: &Row) -> bool {
    row.cells.iter().any(|cell| match cell {
        Cell::Text(text) if (16..=24).contains(&text.len()) => {
            let code = crate::records::fiscal_code::normalise(text);
            code.len() == 16 && FiscalCode::read(&code).is_some()
        }
        _ => false,
    })
}

/// Why a row below the headings is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// The headings again, at the top of a printed page.
    Header,
    /// Sums.
    Totals,
    /// A title, a note, a signature.
    Note,
    /// The example of the model sheet, left as it was.
    Example,
}

impl Skip {
    /// As an operator reads it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Header => "intestazione ripetuta",
            Self::Totals => "riga di totali",
            Self::Note => "titolo o annotazione",
            Self::Example => "esempio del foglio modello",
        }
    }
}

/// Judges the rows below the headings. `field_of` says what a column is taken for.
pub(super) fn skip(row: &Row, header: &Header, first: bool, field_of: &dyn Fn(usize) -> Option<Field>) -> Option<Skip> {
    if has_fiscal_code(row) {
        return None;
    }
    let filled: Vec<(usize, &Cell)> = row.filled().collect();
    let same = filled.iter().filter(|(column, cell)| is_heading(cell, header.folded.get(*column))).count();
    if same >= 2 && same * 2 >= filled.len() {
        return Some(Skip::Header);
    }
    if first && filled.len() >= 3 && filled.iter().enumerate().all(|(index, (_, cell))| counts(cell, index + 1)) {
        // Some forms number their columns below the headings.
        return Some(Skip::Header);
    }
    let words = |cell: &Cell| if let Cell::Text(text) = cell { fold(text) } else { String::new() };
    if filled.iter().any(|(_, cell)| says_total(&words(cell))) && !identified(&filled, field_of) {
        return Some(Skip::Totals);
    }
    if filled.len() == 1 && header.headings.iter().filter(|heading| !heading.text.is_empty()).count() >= 3 {
        let (column, cell) = filled[0];
        let sum = cell.number().is_some() || field_of(column).is_some_and(is_sum);
        return Some(if sum { Skip::Totals } else { Skip::Note });
    }
    let sums = filled.iter().all(|(column, cell)| {
        let number = match cell {
            Cell::Number(_) | Cell::Padded(..) | Cell::Exponent(_) => true,
            Cell::Text(text) => {
                text.contains(|letter: char| letter.is_ascii_digit()) && !text.contains(char::is_alphabetic)
            }
            _ => false,
        };
        number && field_of(*column).is_none_or(is_sum)
    });
    if sums && filled.iter().any(|(column, _)| field_of(*column).is_some_and(is_sum)) {
        return Some(Skip::Totals);
    }
    // What stands only in columns that mean nothing is no benefit.
    if filled.iter().all(|(column, _)| field_of(*column).is_none())
        && (0..header.headings.len()).any(|column| field_of(column).is_some())
    {
        return Some(Skip::Note);
    }
    None
}

fn is_heading(cell: &Cell, heading: Option<&(String, String)>) -> bool {
    let (Cell::Text(text), Some((heading, group))) = (cell, heading) else { return false };
    let text = fold(text);
    !text.is_empty() && (text == *heading || text == *group)
}

fn counts(cell: &Cell, number: usize) -> bool {
    match cell {
        Cell::Number(value) | Cell::Padded(value, _) => value.to_usize() == Some(number) && value.fract() == 0.0,
        Cell::Text(text) => text.trim().trim_matches(['(', ')']).parse() == Ok(number),
        _ => false,
    }
}

fn says_total(folded: &str) -> bool {
    let first = folded.split(' ').next().unwrap_or_default();
    matches!(first, "TOTALE" | "TOTALI" | "TOT" | "SUBTOTALE" | "SUBTOTALI" | "SOMMA" | "SOMMANO" | "COMPLESSIVO")
        || folded.starts_with("SUB TOTALE")
        || folded.starts_with("IMPORTO TOTALE")
        || folded.starts_with("IN TOTALE")
}

/// Whether the row has a code, or a surname and a name, of its own beside the word *Totale*.
fn identified(filled: &[(usize, &Cell)], field_of: &dyn Fn(usize) -> Option<Field>) -> bool {
    filled.iter().any(|(column, cell)| match (field_of(*column), cell) {
        (Some(Field::CodiceFiscale), Cell::Number(_) | Cell::Padded(..)) => true,
        (Some(Field::CodiceFiscale | Field::Nome), Cell::Text(text)) => !says_total(&fold(text)),
        _ => false,
    })
}

/// Fields of which a sheet writes the sum.
fn is_sum(field: Field) -> bool {
    matches!(field.kind(), FieldKind::Amount | FieldKind::Hours | FieldKind::Count | FieldKind::Months)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn table(text: &str) -> Table {
        crate::sheets::delimited::read(text.as_bytes(), &mut |_| {}).unwrap()
    }

    #[track_caller]
    fn check(text: &str, rows: &[u32], headings: &[&str]) {
        let header = find(&table(text));
        assert_eq!(header.rows, rows);
        assert_eq!(header.headings.iter().map(Heading::label).collect::<Vec<_>>(), headings);
    }

    #[test]
    fn under_titles() {
        check(
            "Comune di Prova;;\nElenco contributi 2026;;\n\nCodice fiscale;Cognome;Note\nX;Y;Z\n",
            &[4],
            &["Codice fiscale", "Cognome", "Note"],
        );
        check("CF;Importo;Data inizio\n1;2;3\n", &[1], &["CF", "Importo", "Data inizio"]);
    }

    #[test]
    fn in_two_lines() {
        check(
            "Codice fiscale;Nascita;;Residenza;\n;Data;Comune;Comune;Via\nPRVSPL88D52G478R;1/1/2000;Perugia;Perugia;x\n",
            &[1, 2],
            &["Codice fiscale", "Nascita / Data", "Nascita / Comune", "Residenza / Comune", "Residenza / Via"],
        );
        check(
            "Dati anagrafici;;Prestazione;\nCodice fiscale;Cognome;Codice prestazione;Importo mensile\nPRVSPL88D52G478R;x;A1.07;1\n",
            &[2],
            &["Codice fiscale", "Cognome", "Codice prestazione", "Importo mensile"],
        );
    }

    #[test]
    fn without_any() {
        check("pippo;pluto\nPRVSPL88D52G478R;12\n", &[1], &["pippo", "pluto"]);
        check("PRVSPL88D52G478R;12\n", &[], &["", ""]);
    }

    #[test]
    fn rows_that_are_no_data() {
        let table = table(
            "CF;Cognome;Nome;Importo mensile;Note\n1;2;3;4;5\nPRVSPL88D52G478R;Totale;Prova;10;\nCF;COGNOME;nome;Importo mensile;\n;;;10;\nTOTALE;;;1.000,00;\n;;TOTALE GENERALE;2;\nIl dirigente;;;;\n;Fittizi;Ulderigo;;\n;;;;firma del responsabile\n;Sommario;Ada;3;\n",
        );
        let header = find(&table);
        let fields =
            [Some(Field::CodiceFiscale), Some(Field::Cognome), Some(Field::Nome), Some(Field::ImportoMensile), None];
        let skips: Vec<_> = table.rows[header.first..]
            .iter()
            .enumerate()
            .map(|(index, row)| skip(row, &header, index == 0, &|column| fields[column]))
            .collect();
        assert_eq!(
            skips,
            [
                Some(Skip::Header),
                None,
                Some(Skip::Header),
                Some(Skip::Totals),
                Some(Skip::Totals),
                Some(Skip::Totals),
                Some(Skip::Note),
                None,
                Some(Skip::Note),
                None
            ]
        );
    }
}
