//! What is odd about a sheet and keeps nobody from reading it: whoever sends its rows should know.

use thiserror::Error;

/// Something odd, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// As a spreadsheet program numbers it; `None` where it is about the whole sheet or column.
    pub row: Option<u32>,
    /// From 0.
    pub column: Option<usize>,
    /// What it is.
    pub odd: Odd,
}

impl Oddity {
    /// About the whole sheet.
    #[must_use]
    pub fn of_sheet(odd: Odd) -> Self {
        Self { row: None, column: None, odd }
    }

    /// About a row, or a line of a text.
    #[must_use]
    pub fn of_row(row: u32, odd: Odd) -> Self {
        Self { row: Some(row), column: None, odd }
    }

    /// About a column.
    #[must_use]
    pub fn of_column(column: usize, odd: Odd) -> Self {
        Self { row: None, column: Some(column), odd }
    }

    /// About a cell.
    #[must_use]
    pub fn of_cell(row: u32, column: usize, odd: Odd) -> Self {
        Self { row: Some(row), column: Some(column), odd }
    }
}

/// A kind of oddity, in words that say what was done about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Odd {
    /// Rows that the program does not show: hidden by hand, by a filter or by a group that is closed.
    #[error("{} nel foglio (per un filtro, o a mano): {} come le altre.", count(*.0, "riga è nascosta", "righe sono nascoste"), if *.0 == 1 { "è stata letta" } else { "sono state lette" })]
    HiddenRows(u32),
    /// A column that the program does not show.
    #[error("la colonna è nascosta nel foglio: è stata letta come le altre.")]
    HiddenColumn,
    /// A formula whose value the file does not have: a program wrote it that does not reckon.
    #[error(
        "la cella ha una formula senza il suo valore: aprire il foglio con Excel o LibreOffice, salvarlo e importarlo di nuovo."
    )]
    FormulaWithoutValue,
    /// An error that a program wrote as a number, mostly 0.
    #[error(
        "la cella mostra un errore, e il file ne conserva un numero, che è stato letto: correggere la formula, o controllare il numero."
    )]
    NumberOfError,
    /// A merged region had something else under its first cell, which no program shows.
    #[error("sotto le celle unite c'è un altro contenuto, che il foglio non mostra: non è stato letto.")]
    HiddenUnderMerge,
    /// A quotation mark that nothing closes, or that another kind of mark does.
    #[error("una virgoletta non si chiude, o la chiude un segno diverso: la riga è stata letta da sola; controllarla.")]
    StrayQuote,
    /// A line wholly within quotation marks, whose cells were found inside.
    #[error("l'intera riga è tra virgolette: è stata letta come se non ci fossero.")]
    QuotedLine,
    /// A line that goes on in the next one, though nothing says so.
    #[error("la riga va a capo in mezzo a una cella: le sue parti sono state lette come una riga sola.")]
    BrokenLine,
    /// Letters that are not in the encoding of the rest of the text, or not in a usual one.
    #[error(
        "le lettere accentate sono scritte in un modo ({0}) che non è quello del resto del file, o non è quello solito: controllare che siano giuste."
    )]
    OtherEncoding(&'static str),
    /// A text that was written in one encoding, read in another, and saved: now mended.
    #[error(
        "le lettere accentate erano rovinate (per esempio «Ã» al posto di «à») e sono state riparate: controllarle."
    )]
    MendedLetters,
}

fn count(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
