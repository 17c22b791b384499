//! One cell -> one typed value, or what is wrong with it.

mod amount;
mod choice;
mod date;
mod hours;
mod name;
mod place;

pub(super) use name::split as split_name;

use crate::codes::prestazioni;
use crate::records::field::{Choice, FieldKind, FieldValue};
use crate::records::fiscal_code::{self, FiscalCode};
use crate::records::{Amount, Field, Fraction, Hours};
use crate::sheets::{Cell, padded_number, plain_number, serial_of_date};
use crate::text::dates;
use crate::text::letters;
use chrono::{Datelike, NaiveDate, Timelike};
use rust_decimal::prelude::ToPrimitive;

/// What a cell means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellValue {
    /// Nothing.
    Blank,
    /// Text, cleaned.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// Euro.
    Amount(Amount),
    /// Hours and minutes.
    Hours(Hours),
    /// A year, or a number of months.
    Number(u16),
    /// INPS's code, and its label.
    Choice(&'static str, &'static str),
    /// Several codes.
    Codes(Vec<String>),
    /// Code and name of a comune or nation.
    Place(String, String),
    /// Benefit code and denomination, out of one cell: `A1.07 - Contributi …`.
    Benefit(String, String),
}

impl CellValue {
    /// As a preview shows it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Date(date) => dates::italian(*date),
            Self::Amount(amount) => format!("€ {}", amount.italian()),
            Self::Hours(hours) => format!("{} h {:02} min", hours.minutes() / 60, hours.minutes() % 60),
            Self::Number(number) => number.to_string(),
            Self::Choice(code, label) => format!("{code} - {label}"),
            Self::Codes(codes) => codes.join(", "),
            Self::Place(code, label) if code == label => code.clone(),
            Self::Place(code, label) => format!("{label}, {code}"),
            Self::Benefit(code, name) if name.is_empty() => code.clone(),
            Self::Benefit(code, name) => format!("{code} - {name}"),
        }
    }
}

impl CellValue {
    /// What of it is the value of a field; blank where it is of another kind.
    pub(super) fn of(self, field: Field) -> FieldValue {
        match self {
            Self::Blank => FieldValue::Blank,
            Self::Benefit(_, text) if field.kind() == FieldKind::Benefit => FieldValue::Text(text),
            Self::Text(text) | Self::Place(text, _) | Self::Benefit(text, _) => FieldValue::Text(text),
            Self::Date(date) => FieldValue::Date(date),
            Self::Amount(amount) => FieldValue::Amount(amount),
            Self::Hours(hours) => FieldValue::Hours(hours),
            Self::Number(number) => FieldValue::Number(number),
            Self::Choice(code, label) => FieldValue::Choice((code, label)),
            Self::Codes(codes) => FieldValue::Codes(codes),
        }
    }
}

/// What reading a cell needs to know of the rest of its column.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Column {
    amounts: amount::Style,
    /// Dates with the month first, less those with the day first.
    american: i64,
    hours: hours::Evidence,
    /// How hours are written, where somebody said so.
    pub fraction: Option<Fraction>,
    /// The heading names the ISEE, so that a bare SI means it.
    pub isee: bool,
    from_1904: bool,
}

impl Column {
    pub(super) fn new(heading: &str, from_1904: bool) -> Self {
        let isee = crate::text::fold(heading).split(' ').any(|word| word == "ISEE");
        Self { isee, from_1904, ..Self::default() }
    }

    /// Takes one cell of the column into account, before any is read.
    pub(super) fn see(&mut self, kind: FieldKind, cell: &Cell) {
        match (kind, cell) {
            (FieldKind::Amount, Cell::Text(text)) => self.amounts.see(text),
            (FieldKind::Date, Cell::Text(text)) => match date::month_first(text) {
                Some(true) => self.american += 1,
                Some(false) => self.american -= 1,
                None => {}
            },
            (FieldKind::Hours, Cell::Number(number)) => {
                if let Some(hours) = amount::decimal_of(*number) {
                    self.hours.see_decimal(hours);
                }
            }
            (FieldKind::Hours, Cell::Time(_)) => self.hours.see_time(),
            (FieldKind::Hours, Cell::Text(text)) if text.contains(':') => self.hours.see_time(),
            (FieldKind::Hours, Cell::Text(text)) => {
                if let Some(hours) = hours::decimal(text) {
                    self.hours.see_decimal(hours);
                }
            }
            _ => {}
        }
    }

    /// How its hours are written, by what somebody said or else by its cells.
    pub(super) fn fraction(&self) -> Option<Fraction> {
        self.fraction.or_else(|| self.hours.fraction())
    }
}

/// What reading a cell needs to know of the rest of its row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Neighbours<'a> {
    /// Birth date.
    pub birth: Option<NaiveDate>,
    /// Birth place that a right fiscal code says.
    pub place: Option<&'a str>,
    /// The row has a DSU.
    pub dsu: bool,
}

const MADE_A_DATE: &str = "la cella contiene una data: forse il foglio l'ha creata da solo. Impostare la cella come testo e riscrivere il valore.";
const UNCOMPUTED: &str = "la cella ha una formula, ma il file non ne contiene il valore. Aprire il foglio con Excel o LibreOffice, salvarlo e importarlo di nuovo.";
const NOT_TEXT: &str = "la cella contiene un'ora o un valore logico invece di un testo. Riscrivere il valore.";

/// Reads a cell as a field asks. The message says what is wrong and what to do.
pub(super) fn read(field: Field, cell: &Cell, column: &Column, row: Neighbours<'_>) -> Result<CellValue, String> {
    if let Cell::Error(_) = cell {
        return Err("la cella contiene un errore di formula. Correggere la formula o scrivere il valore.".to_owned());
    }
    if let Cell::Uncomputed = cell {
        return Err(UNCOMPUTED.to_owned());
    }
    if is_nothing(cell) {
        return Ok(CellValue::Blank);
    }
    match field.kind() {
        FieldKind::Date => date(field, cell, column),
        FieldKind::Amount => amount(cell, column),
        FieldKind::Hours => hours(cell, column.fraction()),
        FieldKind::Clock => clock(cell),
        FieldKind::Year => year(cell, column),
        FieldKind::Months => months(cell),
        FieldKind::Count => count(cell),
        FieldKind::Text => text(cell).map(CellValue::Text),
        FieldKind::Code => code(cell).map(CellValue::Text),
        FieldKind::FiscalCode => fiscal_code(cell),
        FieldKind::BenefitCode => Ok(benefit(&text(cell)?, true)),
        FieldKind::Benefit => Ok(benefit(&text(cell)?, false)),
        FieldKind::Dsu => Ok(CellValue::Text(dsu(&code(cell)?))),
        FieldKind::Choice => choice(field, cell, column, row),
        FieldKind::Codes => Ok(codes(&text(cell)?)),
        FieldKind::Choices => choices_of(field, &text(cell)?),
        FieldKind::Comune => place::comune(&text(cell)?).map(|(code, name)| CellValue::Place(code, name)),
        FieldKind::Nation => place::nazione(&text(cell)?).map(|(code, name)| CellValue::Place(code, name)),
        FieldKind::BirthPlace => {
            place::birth(&text(cell)?, row.birth, row.place).map(|(code, name)| CellValue::Place(code, name))
        }
    }
}

/// Empty, or one of the strokes that stand for it.
fn is_nothing(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => {
            cell.is_blank() || matches!(text.trim(), "-" | "--" | "---" | "–" | "—" | "/" | "//" | "=" | "_")
        }
        cell => cell.is_blank(),
    }
}

/// Text without control characters, with single spaces, composed.
pub(super) fn clean(text: &str) -> String {
    // Most cells are, and every row is read more than once.
    if text.bytes().all(|letter| matches!(letter, b' '..=b'~'))
        && text.trim().len() == text.len()
        && !text.contains("  ")
    {
        return text.to_owned();
    }
    let mut cleaned = String::with_capacity(text.len());
    for word in text.split(|letter: char| letter.is_whitespace() || letter == '\u{FEFF}') {
        let before = cleaned.len();
        cleaned.extend(word.chars().filter(|letter| !letter.is_control() && !is_invisible(*letter)));
        if cleaned.len() > before && before > 0 {
            cleaned.insert(before, ' ');
        }
    }
    if cleaned.is_ascii() { cleaned } else { letters::composed(&cleaned) }
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// A text that is a code, letter by letter: a number may have lost some on the way.
fn code(cell: &Cell) -> Result<String, String> {
    match cell {
        Cell::Number(number) | Cell::Padded(number, _) if number.abs() >= MOST_DIGITS => Err(DIGITS_LOST.to_owned()),
        Cell::Exponent(_) => Err(DIGITS_LOST.to_owned()),
        Cell::Text(text) if is_exponent(&clean(text)) => Err(DIGITS_LOST.to_owned()),
        cell => text(cell),
    }
}

/// Beyond fifteen digits a spreadsheet writes zeros instead.
const MOST_DIGITS: f64 = 1e15;
const DIGITS_LOST: &str = "il foglio ha preso questo codice per un numero e ne ha perso delle cifre. Impostare la cella come testo e riscrivere il codice.";

/// `2,026E+13`: what is left of a long code that was taken for a number and saved as it was shown.
fn is_exponent(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, "0"));
    let signed = exponent.strip_prefix(['+', '-']);
    digits(whole)
        && digits(fraction)
        && (signed.is_some() || number.len() > whole.len())
        && digits(signed.unwrap_or(exponent))
}

fn text(cell: &Cell) -> Result<String, String> {
    match cell {
        Cell::Text(text) => Ok(clean(text)),
        Cell::Number(number) | Cell::Exponent(number) => Ok(plain_number(*number)),
        Cell::Padded(number, digits) => Ok(padded_number(*number, *digits)),
        // Somebody's name may be Vero, and a program takes that for a logical value.
        Cell::Bool(_) => Ok(cell.raw()),
        Cell::Date(_) => Err(MADE_A_DATE.to_owned()),
        _ => Err(NOT_TEXT.to_owned()),
    }
}

fn date(field: Field, cell: &Cell, column: &Column) -> Result<CellValue, String> {
    let read = match cell {
        Cell::Date(date) if (1850..=2150).contains(&date.year()) => Ok(date.date()),
        Cell::Date(_) => Err(date::Fault::Year),
        Cell::Number(number) | Cell::Padded(number, _) | Cell::Exponent(number) => {
            date::of_number(*number, column.from_1904)
        }
        Cell::Text(text) => {
            let text = clean(text);
            if column.american > 0 && date::either_order(&text) {
                Err(date::Fault::Order)
            } else {
                // A serial number that a csv has as it is.
                let serial = (text.len() == 5).then(|| text.parse::<f64>().ok()).flatten();
                let from_1904 = column.from_1904;
                date::read(&text, field == Field::DataNascita)
                    .or_else(|fault| serial.and_then(|serial| date::of_number(serial, from_1904).ok()).ok_or(fault))
            }
        }
        _ => Err(date::Fault::Shape),
    };
    read.map(CellValue::Date).map_err(|fault| fault.message().to_owned())
}

fn amount(cell: &Cell, column: &Column) -> Result<CellValue, String> {
    let read = match cell {
        Cell::Number(number) | Cell::Padded(number, _) | Cell::Exponent(number) => amount::of_number(*number),
        Cell::Text(text) => amount::read(&clean(text), column.amounts),
        Cell::Date(_) => return Err(MADE_A_DATE.to_owned()),
        _ => Err(amount::Fault::Shape),
    };
    read.map(CellValue::Amount).map_err(|fault| fault.message().to_owned())
}

fn hours(cell: &Cell, fraction: Option<Fraction>) -> Result<CellValue, String> {
    let read = match cell {
        Cell::Number(number) | Cell::Padded(number, _) | Cell::Exponent(number) => hours::of_number(*number, fraction),
        Cell::Text(text) => hours::read(&clean(text), fraction),
        Cell::Time(seconds) => hours::of_seconds(*seconds).ok_or(hours::Fault::Shape),
        Cell::Date(_) => return Err(MADE_A_DATE.to_owned()),
        _ => Err(hours::Fault::Shape),
    };
    read.map(CellValue::Hours).map_err(hours::Fault::message)
}

/// A time of the day: a date that carries one is as good.
fn clock(cell: &Cell) -> Result<CellValue, String> {
    let read = match cell {
        Cell::Date(date) => hours::of_seconds(i64::from(date.time().num_seconds_from_midnight())).map(CellValue::Hours),
        // Nobody writes the time of the day in hundredths.
        cell => hours(cell, Some(Fraction::Minutes)).ok(),
    };
    match read {
        Some(CellValue::Hours(time)) if time.minutes() <= 24 * 60 => Ok(CellValue::Hours(time)),
        _ => Err("non è un'ora del giorno. Scriverla così: 09:30.".to_owned()),
    }
}

fn count(cell: &Cell) -> Result<CellValue, String> {
    let number = match cell {
        Cell::Number(number) | Cell::Padded(number, _) | Cell::Exponent(number) => Some(*number),
        Cell::Text(text) => {
            clean(text).trim_end_matches(",00").trim_end_matches(".00").parse::<u16>().ok().map(f64::from)
        }
        _ => None,
    };
    number
        .filter(|number| number.fract() == 0.0)
        .and_then(|number| number.to_u16())
        .map(CellValue::Number)
        .ok_or_else(|| "non è una quantità. Scrivere un numero intero, per esempio 1.".to_owned())
}

fn year(cell: &Cell, column: &Column) -> Result<CellValue, String> {
    let number = match cell {
        Cell::Number(number) | Cell::Padded(number, _) | Cell::Exponent(number) => Some(*number),
        Cell::Text(text) => clean(text).trim_end_matches(".0").trim_end_matches(",0").parse().ok(),
        // The number 2026 in a cell that shows dates is a day of 1905.
        Cell::Date(date) if date.year() < 1910 => Some(serial_of_date(*date, column.from_1904)),
        Cell::Date(_) => {
            return Err("la cella contiene una data intera: scrivere il solo anno, con quattro cifre.".to_owned());
        }
        _ => None,
    };
    match number {
        Some(number) if number.fract() == 0.0 && (1900.0..=2150.0).contains(&number) => {
            Ok(CellValue::Number(number.to_u16().unwrap_or_default()))
        }
        _ => Err("non è un anno. Scriverlo con quattro cifre, per esempio 2026.".to_owned()),
    }
}

fn months(cell: &Cell) -> Result<CellValue, String> {
    let number = match cell {
        Cell::Number(number) | Cell::Padded(number, _) | Cell::Exponent(number) => Some(*number),
        Cell::Text(text) => {
            let folded = crate::text::fold(text);
            let digits = folded.strip_suffix("MESI").or_else(|| folded.strip_suffix("MESE")).unwrap_or(&folded);
            digits.trim().parse::<u16>().ok().map(f64::from)
        }
        Cell::Date(_) => return Err(MADE_A_DATE.to_owned()),
        _ => None,
    };
    match number {
        Some(number) if number.fract() == 0.0 && (0.0..=255.0).contains(&number) => {
            Ok(CellValue::Number(number.to_u16().unwrap_or_default()))
        }
        _ => Err("non è un numero di mesi. Scrivere un numero intero da 1 a 12.".to_owned()),
    }
}

fn fiscal_code(cell: &Cell) -> Result<CellValue, String> {
    let raw = code(cell)?;
    let code: String =
        fiscal_code::normalise(&raw).chars().filter(|letter| !matches!(letter, '-' | '.' | '\'' | '*')).collect();
    // A spreadsheet takes eleven digits for a number, and drops the zeros in front.
    let padded = format!("{code:0>11}");
    let lost = (6..11).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_digit())
        && FiscalCode::read(&padded).is_some_and(|code| code.checked());
    Ok(CellValue::Text(if lost { padded } else { code }))
}

/// Whether a text has the shape of a benefit code: `A1.05.01`.
pub(super) fn is_benefit_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    (5..=10).contains(&bytes.len())
        && bytes[0].is_ascii_alphabetic()
        && bytes[1].is_ascii_digit()
        && bytes[2..].iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
        && bytes[2] == b'.'
        && bytes[bytes.len() - 1] != b'.'
}

/// `A104` for `A1.04`: a code of the table whose points were left out.
pub(super) fn dotted(text: &str) -> Option<String> {
    let code = text.trim().to_ascii_uppercase();
    if !(4..=8).contains(&code.len()) || !code.is_ascii() || code.contains('.') {
        return None;
    }
    let (first, rest) = code.split_at(2);
    let parts: Vec<&str> = rest.as_bytes().chunks(2).filter_map(|part| std::str::from_utf8(part).ok()).collect();
    let dotted = format!("{first}.{}", parts.join("."));
    (is_benefit_code(&dotted) && prestazioni::by_code(&dotted).is_some()).then_some(dotted)
}

/// `A1.07`, `a1.07 - Contributi …`, `Contributi … (A1.07)`, or a bare denomination.
fn benefit(text: &str, code_wanted: bool) -> CellValue {
    let folded: String = text.replace(" .", ".").replace(". ", ".");
    let mut words = folded.splitn(2, [' ', '-', '–', ':', '_']);
    let first = words.next().unwrap_or_default().trim_matches(['(', ')', '[', ']']).trim_end_matches('.');
    if is_benefit_code(first) {
        let code = first.to_ascii_uppercase();
        let name = words.next().unwrap_or_default().trim_matches([' ', '-', '–', ':', '_', '.']);
        return match name {
            "" => CellValue::Benefit(code, String::new()),
            name => CellValue::Benefit(code, clean(name)),
        };
    }
    if let Some((name, code)) = text.trim_end_matches([')', ']']).rsplit_once(['(', '['])
        && is_benefit_code(code.trim())
    {
        return CellValue::Benefit(code.trim().to_ascii_uppercase(), clean(name));
    }
    if let Some(code) = dotted(first) {
        let name = words.next().unwrap_or_default().trim_matches([' ', '-', '–', ':', '_', '.']);
        return CellValue::Benefit(code, clean(name));
    }
    if code_wanted {
        // A name in the column of codes is as good, where the table knows it.
        return match prestazioni::by_name(text) {
            Some(row) => CellValue::Benefit(row.codice.to_owned(), String::new()),
            None => CellValue::Benefit(text.to_uppercase().replace(char::is_whitespace, ""), String::new()),
        };
    }
    CellValue::Text(text.to_owned())
}

/// Upper case, without spaces, with plain hyphens.
fn dsu(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| if matches!(letter, '–' | '—' | '‐' | '‑' | '−') { '-' } else { letter })
        .flat_map(char::to_uppercase)
        .collect()
}

fn choice(field: Field, cell: &Cell, column: &Column, row: Neighbours<'_>) -> Result<CellValue, String> {
    let text = text(cell)?;
    if field == Field::ProvaMezzi && matches!(crate::text::fold(&text).as_str(), "SI" | "S" | "VERO" | "TRUE" | "X") {
        if !(column.isee || row.dsu) {
            return Err("SI non dice quale prova dei mezzi: scrivere 1 se la prestazione è soggetta a ISEE, 2 se a un'altra prova dei mezzi.".to_owned());
        }
        return choice::read(field, "1").map(of_choice);
    }
    choice::read(field, &text).map(of_choice)
}

fn of_choice(choice: Option<Choice>) -> CellValue {
    choice.map_or(CellValue::Blank, |(code, label)| CellValue::Choice(code, label))
}

fn codes(text: &str) -> CellValue {
    let codes = text.split([';', ',', '/', '|', ' ', '+']).map(str::trim).filter(|code| !code.is_empty());
    CellValue::Codes(codes.map(str::to_uppercase).collect())
}

/// Several choices in one cell, by number or by words.
fn choices_of(field: Field, text: &str) -> Result<CellValue, String> {
    let mut found: Vec<String> = Vec::new();
    let mut take = |piece: &str| -> Result<(), String> {
        if let Some((code, _)) = choice::read(field, piece)?
            && !found.iter().any(|other| other == code)
        {
            found.push(code.to_owned());
        }
        Ok(())
    };
    if take(text).is_err() {
        let numbers = text.chars().all(|letter| letter.is_ascii_digit() || ";,/|+. ".contains(letter));
        let separators: &[char] = if numbers { &[';', ',', '/', '|', '+', ' ', '.'] } else { &[';', '|', '+'] };
        for piece in text.split(separators).map(str::trim).filter(|piece| !piece.is_empty()) {
            take(piece)?;
        }
    }
    Ok(CellValue::Codes(found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveTime;
    use proptest::prelude::*;

    #[track_caller]
    fn check(field: Field, cell: &Cell, shown: Result<&str, &str>) {
        let read = read(field, cell, &Column::default(), Neighbours::default()).map(|value| value.shown());
        match shown {
            Ok(shown) => assert_eq!(read.as_deref(), Ok(shown), "{field:?} {cell:?}"),
            Err(part) => {
                assert!(read.as_ref().is_err_and(|message| message.contains(part)), "{field:?} {cell:?} {read:?}");
            }
        }
    }

    fn day(text: &str) -> Cell {
        Cell::Date(dates::read_iso(text).unwrap().and_time(NaiveTime::MIN))
    }

    #[test]
    fn codes_that_a_spreadsheet_took_for_numbers() {
        check(Field::CodiceFiscale, &Cell::text(" prvspl88d52 g478r "), Ok("PRVSPL88D52G478R"));
        check(Field::CodiceFiscale, &Cell::Number(743_110_157.0), Ok("00743110157"));
        check(Field::CodiceFiscale, &Cell::Number(12_345_678_901.0), Ok("12345678901"));
        check(Field::ProtocolloDomanda, &Cell::Number(4711.0), Ok("4711"));
        check(Field::ProtocolloDomanda, &Cell::Padded(4711.0, 7), Ok("0004711"));
        check(Field::ProtocolloDomanda, &Cell::Number(999_032_320_001_885.0), Ok("999032320001885"));
        check(Field::ProtocolloDomanda, &Cell::Number(99_903_232_000_188_500.0), Err("ha perso delle cifre"));
        check(Field::ProtocolloDomanda, &Cell::Exponent(26e12), Err("ha perso delle cifre"));
        check(Field::ImportoMensile, &Cell::Exponent(310.5), Ok("€ 310,50"));
        for lost in ["2,026E+13", "2.6E+13", "2,6E13", "1e-7"] {
            check(Field::ProtocolloDomanda, &Cell::text(lost), Err("ha perso delle cifre"));
        }
        for kept in ["26E12", "E+13", "2,026", "PG/2026-E1", "12,3E"] {
            check(Field::ProtocolloDomanda, &Cell::text(kept), Ok(kept));
        }
        check(Field::Nome, &Cell::Bool(true), Ok("VERO"));
        check(Field::CodicePrestazione, &Cell::text("a104"), Ok("A1.04"));
        check(Field::CodicePrestazione, &Cell::text("A105.01"), Ok("A105.01"));
        check(Field::CodicePrestazione, &Cell::text("Q999"), Ok("Q999"));
        check(Field::CodiceFiscale, &Cell::Uncomputed, Err("non ne contiene il valore"));
        check(Field::ProtocolloDomanda, &day("2026-04-01"), Err("la cella contiene una data"));
        check(Field::ComuneResidenza, &Cell::Number(54_039.0), Ok("Perugia (PG), G478"));
        check(Field::Cittadinanza, &Cell::Number(8.0), Ok("Albania, 008"));
        check(Field::AnnoDsu, &Cell::Number(2026.0), Ok("2026"));
        check(Field::AnnoDsu, &day("1905-07-18"), Ok("2026"));
        check(Field::AnnoDsu, &day("2026-01-20"), Err("il solo anno"));
        check(Field::Periodo, &Cell::text("6 mesi"), Ok("6"));
        check(Field::Periodo, &Cell::Number(6.5), Err("numero di mesi"));
    }

    #[test]
    fn benefits() {
        for (text, shown) in [
            ("A1.07", "A1.07"),
            ("a1.05.01", "A1.05.01"),
            ("A1.07 - Contributi e rette", "A1.07 - Contributi e rette"),
            ("Asilo Nido", "A3.03"),
        ] {
            check(Field::CodicePrestazione, &Cell::text(text), Ok(shown));
        }
        check(Field::Denominazione, &Cell::text("Contributi e rette"), Ok("Contributi e rette"));
        check(Field::Denominazione, &Cell::text("Contributi e rette (A1.07)"), Ok("A1.07 - Contributi e rette"));
    }

    #[test]
    fn texts_are_cleaned() {
        check(Field::Cognome, &Cell::text(" De\u{a0}\u{a0}Provetti\n"), Ok("De Provetti"));
        check(Field::Cognome, &Cell::text("Nicolo\u{300}\u{7}"), Ok("Nicolò"));
        check(Field::ProtocolloDsu, &Cell::text("inps-isee-2026-01234567a–00 "), Ok("INPS-ISEE-2026-01234567A-00"));
        for stroke in ["-", "—", "/", " "] {
            check(Field::DataFine, &Cell::text(stroke), Ok(""));
        }
        check(Field::DataFine, &Cell::Error("#N/D".into()), Err("errore di formula"));
    }

    #[test]
    fn the_means_test() {
        check(Field::ProvaMezzi, &Cell::text("SI"), Err("quale prova"));
        check(Field::ProvaMezzi, &Cell::Number(1.0), Ok("1 - Prestazione soggetta a ISEE"));
        let isee = Column::new("Soggetta a ISEE", false);
        let read = read(Field::ProvaMezzi, &Cell::Bool(true), &isee, Neighbours::default()).unwrap();
        assert!(matches!(read, CellValue::Choice("1", _)));
    }

    #[test]
    fn several_in_one_cell() {
        check(Field::Necessita, &Cell::text("A1.04; a2.08/A3.02"), Ok("A1.04, A2.08, A3.02"));
        check(Field::Invalidita, &Cell::text("2, 6"), Ok("2, 6"));
        check(Field::Invalidita, &Cell::text("L.104 (art.3, comma 3)"), Ok("6"));
        check(Field::Invalidita, &Cell::text("Certificazione Npi; L.104 (art.12)"), Ok("4, 7"));
        check(Field::Invalidita, &Cell::text("2, 9"), Err("valori previsti"));
    }

    #[test]
    fn the_month_first_in_most_of_a_column() {
        let mut column = Column::default();
        for text in ["04/28/2026", "05/31/2026", "06/07/2026"] {
            column.see(FieldKind::Date, &Cell::text(text));
        }
        assert!(read(Field::DataInizio, &Cell::text("06/07/2026"), &column, Neighbours::default()).is_err());
    }

    proptest! {
        #[test]
        fn no_cell_panics(text in "\\PC{0,30}", number in any::<f64>(), field in 0..Field::ALL.len()) {
            let field = Field::ALL[field];
            for cell in [Cell::text(&text), Cell::Number(number), Cell::Time(number as i64)] {
                let _ = read(field, &cell, &Column::default(), Neighbours::default());
                let _ = cell.raw();
            }
        }
    }
}
