//! The sheet of discards: run number, subject, message, under headings or without.
//!
//! INPS publishes no format, so nothing depends on places: the message column is the one with messages in it,
//! and the subject is looked for in all others, and at last in the message itself.

use super::message::{self, UNKNOWN};
use super::riga::Riga;
use super::subject::{self, Soggetto};
use crate::records::FiscalCode;
use crate::sheets::{Cell, Row, Table};
use crate::text::fold;

/// Headings that only a sheet of discards has.
const MESSAGE: &[&str] = &["MESSAGGI", "ERROR", "ANOMALI", "SCART"];
/// Headings that its message column may have too.
const PERHAPS_MESSAGE: &[&str] = &["DESCRIZIONE", "ESITO", "MOTIV", "DETTAGLIO", "TESTO", "NOTE"];

/// Letters of a cell without a subject that make it look like a message.
const WORDY: usize = 3;
/// So many fields of a benefit sheet are no sheet of discards, unless something says so.
const BENEFIT_FIELDS: u32 = 4;

/// A sheet of discards has three columns; one of more than these is something else.
const MOST_COLUMNS: usize = 64;
/// Rows by which a sheet is known for what it is.
const LOOK: usize = 2_000;
/// Discards beyond any ente's.
const MOST_ROWS: usize = 200_000;

const REFUSED: &str = "Il foglio non sembra quello degli scarti INPS: servono tre colonne, numero, soggetto e messaggio, come le scarica il Cruscotto di verifica.";

/// Reads a sheet; `recognised` says how many headings of a benefit sheet it has.
pub(super) fn read(table: &Table, recognised: u32) -> Result<Vec<Riga>, String> {
    if table.width > MOST_COLUMNS {
        return Err(REFUSED.to_owned());
    }
    let rows: Vec<Row> = table.rows.iter().map(split).collect();
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let header = header(&rows);
    let headings = header.map(|index| &rows[index]);
    let rows: Vec<Row> = rows[header.map_or(0, |index| index + 1)..]
        .iter()
        .filter(|row| headings.is_none_or(|headings| headings.cells != row.cells))
        .cloned()
        .collect();
    let column = headings.and_then(message_heading).or_else(|| message_column(&rows, width)).unwrap_or(width);
    // A title above the rows of a sheet without headings.
    let titles = if headings.is_some() || width < 2 {
        0
    } else {
        rows.iter().take(LOOK).take_while(|row| is_title(row)).count()
    };
    let rows = &rows[titles..];

    let first = &rows[..rows.len().min(LOOK)];
    let sure = first.iter().any(|row| row.cells.iter().any(|cell| message::known(&cell.raw()).is_some()))
        || headings.is_some_and(|row| row.cells.iter().any(|cell| has_word(cell, MESSAGE)));
    let likely = recognised < BENEFIT_FIELDS
        && (headings.and_then(message_heading).is_some() || first.iter().any(|row| looks_like_one(row, column)));
    if !sure && !likely {
        return Err(REFUSED.to_owned());
    }
    if rows.len() > MOST_ROWS {
        return Err(format!("Il foglio degli scarti ha più di {MOST_ROWS} righe: dividerlo in più fogli."));
    }
    Ok(rows.iter().filter_map(|row| riga(row, headings, column)).collect())
}

/// A row that came in one cell, with its separators.
fn split(row: &Row) -> Row {
    if let [Cell::Text(text)] = row.cells.as_slice()
        && let Some(separator) = ['\t', ';', '|'].into_iter().find(|separator| text.contains(*separator))
    {
        let cells = text.split(separator).map(|cell| Cell::text(cell.trim())).collect();
        return Row { number: row.number, cells };
    }
    row.clone()
}

/// The row of headings, under titles or at the top.
fn header(rows: &[Row]) -> Option<usize> {
    let top = rows.iter().take(LOOK).take_while(|row| is_title(row) || may_be_headings(row)).count();
    // One cell alone is a title.
    let headings = |index: &usize| may_be_headings(&rows[*index]) && rows[*index].filled().count() > 1;
    let sure = (0..top).filter(headings).find(|index| message_heading(&rows[*index]).is_some());
    sure.or_else(|| (0..top).rfind(headings).filter(|_| top < rows.len()))
}

/// Whether no cell says what a row of discards says: short words without digits.
fn may_be_headings(row: &Row) -> bool {
    row.filled().all(|(_, cell)| {
        let text = cell.raw();
        text.len() <= 60 && !text.bytes().any(|byte| byte.is_ascii_digit()) && !says_something(&text)
    })
}

fn says_something(text: &str) -> bool {
    message::known(text).is_some() || !subject::find(text).soggetto.is_unknown()
}

/// The column under the heading that most surely means the message.
fn message_heading(row: &Row) -> Option<usize> {
    [MESSAGE, PERHAPS_MESSAGE].iter().find_map(|words| row.cells.iter().rposition(|cell| has_word(cell, words)))
}

fn has_word(cell: &Cell, beginnings: &[&str]) -> bool {
    fold(&cell.raw()).split(' ').any(|word| beginnings.iter().any(|beginning| word.starts_with(beginning)))
}

/// The column with the most messages in it: known ones, or else words that name no subject; of equals the last.
fn message_column(rows: &[Row], width: usize) -> Option<usize> {
    let count = |column: usize, fits: fn(&str) -> bool| {
        rows.iter().take(1_000).filter(|row| fits(&row.cell(column).raw())).count()
    };
    let score = |column: &usize| (count(*column, |text| message::known(text).is_some()), count(*column, is_wordy));
    (0..width).max_by_key(score).filter(|column| score(column) != (0, 0))
}

fn is_wordy(text: &str) -> bool {
    subject::find(text).other_letters >= WORDY
}

/// One cell, and nothing that INPS would say.
fn is_title(row: &Row) -> bool {
    let mut filled = row.filled();
    let Some((_, cell)) = filled.next() else { return true };
    filled.next().is_none() && !says_something(&cell.raw())
}

/// Three columns that begin with a number, or else a subject and words.
fn looks_like_one(row: &Row, column: usize) -> bool {
    let message = row.cell(column).raw();
    let numbered = row.cells.first().is_some_and(is_run_number) && row.filled().count() == 3;
    let subject = row.filled().count() <= 3 && row.filled().any(|(at, cell)| at != column && has_subject(cell));
    is_wordy(&message) && (numbered || subject && message.trim().contains(' '))
}

fn has_subject(cell: &Cell) -> bool {
    !subject::find(&cell.raw()).soggetto.is_unknown()
}

fn is_run_number(cell: &Cell) -> bool {
    let text = cell.raw();
    (1..=7).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn riga(row: &Row, headings: Option<&Row>, column: usize) -> Option<Riga> {
    // Where the row is out of place, its message is where it is known.
    let known = |at: &usize| message::known(&row.cell(*at).raw()).is_some();
    let column = Some(column).filter(|at| known(at)).or_else(|| (0..row.cells.len()).find(known)).unwrap_or(column);
    // Separators within a message make more cells of it.
    let heading = |at: usize| headings.map(|row| row.cell(at).raw()).unwrap_or_default();
    let end = (column + 1..row.cells.len()).find(|at| !heading(*at).is_empty()).unwrap_or(row.cells.len());
    let mut messaggio = joined((column..end).map(|at| row.cell(at).raw()));
    let others = || (0..row.cells.len()).filter(|at| !(column..end).contains(at));
    let testo = joined(others().map(|at| row.cell(at)).filter(|cell| !is_run_number(cell)).map(Cell::raw));
    if messaggio.is_empty() && testo.is_empty() || fold(&testo).starts_with("TOTALE") {
        return None;
    }
    let labelled = joined(others().map(|at| format!("{} {}", heading(at), row.cell(at).raw())));
    let (said, within) = (subject::find(&labelled), subject::find(&messaggio));
    let mut soggetto = Soggetto { testo, ..said.soggetto };
    if soggetto.codice_fiscale.is_none() {
        soggetto.codice_fiscale = others().find_map(|at| without_zeros(row.cell(at)));
    }
    let soggetto = soggetto.or(within.soggetto);
    if messaggio.is_empty() && soggetto.is_unknown() {
        messaggio.clone_from(&soggetto.testo);
    }
    Some(Riga {
        numero: others().map(|at| row.cell(at)).find(|cell| is_run_number(cell)).map(Cell::raw).unwrap_or_default(),
        soggetto,
        id_flusso: said.id_flusso.or(within.id_flusso),
        codice_acquisizione: None,
        meaning: message::known(&messaggio).unwrap_or(&UNKNOWN),
        messaggio,
    })
}

fn joined(cells: impl Iterator<Item = String>) -> String {
    cells.filter(|cell| !cell.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

/// A provisional code that a spreadsheet took for a number: its zeros at the beginning are gone.
fn without_zeros(cell: &Cell) -> Option<String> {
    let text = Some(cell.raw()).filter(|text| (8..=10).contains(&text.len()))?;
    let code = format!("{text:0>11}");
    FiscalCode::read(&code)?.checked().then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::open;

    const DSU: &str = "Prestazione acquisita senza protocollo DSU per non trovata corrispondenza su ISEE";
    const CF: &str = "CODICE FISCALE o NOME o COGNOME NON CORRISPONDENTE SU ARCA E ANAGRAFE TRIBUTARIA";
    const COMUNE: &str = "CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI";

    fn read_csv(text: &str) -> Result<Vec<Riga>, String> {
        let mut workbook = open(text.as_bytes().to_vec(), &mut |_| {}).unwrap();
        let recognised = crate::import::recognised(workbook.glance(0));
        read(&workbook.table(0, &mut |_| {}).unwrap(), recognised)
    }

    /// Each row: fiscal code, benefit, DSU, ente, class, first word of the message.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let righe = read_csv(text).unwrap_or_else(|sentence| panic!("{sentence}\n{text}"));
        let told: Vec<String> = righe.iter().map(told).collect();
        assert_eq!(told, expected, "{text}");
    }

    fn told(riga: &Riga) -> String {
        let it = &riga.soggetto;
        let [person, benefit, dsu, ente] = [&it.codice_fiscale, &it.codice_prestazione, &it.protocollo_dsu, &it.ente]
            .map(|it| it.as_deref().unwrap_or("-"));
        let word = riga.messaggio.split(' ').next().unwrap_or_default();
        format!("{person} {benefit} {dsu} {ente} {} {word}", riga.meaning.classe.id())
    }

    const FOUR: &[&str] = &[
        "PRVSPL88D52G478R - - - scartata CODICE",
        "FTTLRG51S03F839W - - A129 scartata CODICE",
        "- A2.18 - - scartata PRESTAZIONE",
        "MDLSMB79H25Z100Q A2.18 INPS-ISEE-2017- - acquisita_senza_dsu Prestazione",
    ];

    fn four(separator: &str) -> String {
        let format = "PRESTAZIONE NON ACQUISITA PER ANOMALIE NEL FORMATO DEL FLUSSO (errori precedentemente segnalati)";
        [
            ["1", "PRVSPL88D52G478R", CF],
            ["2", "CODICE FISCALE FTTLRG51S03F839W CODICE ENTE A129", COMUNE],
            ["3", "Codice Prestazione: A2.18", format],
            ["4", "MDLSMB79H25Z100Q-A2.18-INPS-ISEE-2017-", DSU],
        ]
        .map(|cells| cells.join(separator))
        .join("\n")
    }

    #[test]
    fn with_headings_or_without() {
        for separator in [";", ",", "\t"] {
            let rows = four(separator);
            check(&rows, FOUR);
            for headings in [
                ["N.", "Soggetto", "Messaggio"],
                ["Progressivo", "Codice fiscale", "Descrizione errore"],
                ["Run", "Chi", "Che cosa"],
            ] {
                let headings = headings.join(separator);
                check(&format!("{headings}\n{rows}"), FOUR);
                check(&format!("Scarti del flusso\n\n{headings}\n{rows}\n{headings}\nTotale scarti: 4\n"), FOUR);
            }
        }
        check(&format!("Scarti di prova;;\n{}", four(";")), FOUR);
    }

    #[test]
    fn columns_in_other_places() {
        check(
            &format!("{CF};PRVSPL88D52G478R\n{COMUNE};7 - 00743110157"),
            &["PRVSPL88D52G478R - - - scartata CODICE", "00743110157 - - - scartata CODICE"],
        );
        check(
            &format!("1 PRVSPL88D52G478R;{CF}\n2) Codice Prestazione: A2.18;Mai visto prima"),
            &["PRVSPL88D52G478R - - - scartata CODICE", "- A2.18 - - sconosciuta Mai"],
        );
        check(
            &format!(
                "Codice fiscale;Codice prestazione;Protocollo DSU;Codice ente;Flusso;Messaggio\nPRVSPL88D52G478R;A2.18;INPS-ISEE-2026-01234567A-00;A129;A129.PS.20260105.0000001;{DSU}"
            ),
            &["PRVSPL88D52G478R A2.18 INPS-ISEE-2026-01234567A-00 A129 acquisita_senza_dsu Prestazione"],
        );
        let flow = format!("A129.PS.20260105.0000001;PRVSPL88D52G478R;{CF}");
        assert_eq!(read_csv(&flow).unwrap()[0].id_flusso.as_deref(), Some("A129.PS.20260105.0000001"));
    }

    #[test]
    fn nothing_is_dropped() {
        check(
            "1;PRVSPL88D52G478R;Parole che nessuno conosce\n2;chissà che cosa;altre parole mai viste;in due\n3;FTTLRG51S03F839W;",
            &[
                "PRVSPL88D52G478R - - - sconosciuta Parole",
                "- - - - sconosciuta altre",
                "FTTLRG51S03F839W - - - sconosciuta ",
            ],
        );
        check(
            "1;Codice Prestazione: A2.18;BOH\n2;CODICE FISCALE PRVSPL88D52G478R CODICE ENTE A129;",
            &["- A2.18 - - sconosciuta BOH", "PRVSPL88D52G478R - - A129 sconosciuta "],
        );
        let righe = read_csv("1;qualcosa di strano;parole mai viste").unwrap();
        assert_eq!(righe[0].soggetto.testo, "qualcosa di strano");
        let righe = read_csv("1;PRVSPL88D52G478R;Parole mai viste\nuna nota in fondo;;").unwrap();
        assert_eq!(righe[1].messaggio, "una nota in fondo");
        check("N.;Soggetto;Messaggio\n", &[]);
    }

    #[test]
    fn all_in_one_column() {
        let rows = format!("N.;Soggetto;Messaggio\n{}", four(";"));
        let rows: Vec<Row> =
            rows.lines().zip(1..).map(|(line, number)| Row { number, cells: vec![Cell::text(line)] }).collect();
        let table = Table { rows, width: 1, ..Table::default() };
        assert_eq!(read(&table, 0).unwrap().iter().map(told).collect::<Vec<_>>(), FOUR);
    }

    #[test]
    fn a_provisional_code_taken_for_a_number() {
        let cells = vec![Cell::Number(1.0), Cell::Number(743_110_157.0), Cell::text(CF)];
        let table = Table { rows: vec![Row { number: 1, cells }], width: 3, ..Table::default() };
        assert_eq!(read(&table, 0).unwrap()[0].soggetto.codice_fiscale.as_deref(), Some("00743110157"));
    }

    #[track_caller]
    fn check_refused(text: &str) {
        assert_eq!(read_csv(text), Err(REFUSED.to_owned()), "{text}");
    }

    #[test]
    fn sheets_beyond_all_bounds() {
        check_refused(&format!("1;PRVSPL88D52G478R;{CF}{};x", ";x".repeat(MOST_COLUMNS)));
        let refused = read_csv(&format!("1;PRVSPL88D52G478R;{CF}\n").repeat(MOST_ROWS + 1)).unwrap_err();
        assert!(refused.contains("più di 200000 righe"), "{refused}");
    }

    #[test]
    fn other_sheets() {
        check_refused("ciao;mondo\n1;2");
        check_refused(
            "Codice fiscale;Cognome;Nome;Codice prestazione;Importo;Note\nPRVSPL88D52G478R;Provetti;Esemplaria;A1.07;310,00;una nota lunga e prolissa",
        );
        check_refused("PRVSPL88D52G478R;Provetti;Esemplaria");
        check_refused("PRVSPL88D52G478R;Provetti;Esemplaria;A1.07;310,00;una nota lunga e prolissa");
    }
}
