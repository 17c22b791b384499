//! What a workbook's number formats show: Excel keeps dates as numbers, and only the format tells.
//! Source: ECMA-376 part 1, 18.8.30 (numFmt), 18.8.31 (numFmts).

use super::table::Cell;

/// What a format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// The number.
    Number,
    /// The number, with zeros before it up to so many digits: `00000`.
    Zeros(u8),
    /// The number, with an exponent: `0.00E+00`.
    Exponent,
    /// A date, or a time of day.
    Date,
    /// Hours beyond twenty-four: `[h]:mm`.
    Duration,
}

/// Formats that every workbook has without saying so.
pub(super) fn built_in(index: u16) -> Shows {
    match index {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Date,
        46 => Shows::Duration,
        11 | 48 => Shows::Exponent,
        _ => Shows::Number,
    }
}

/// What a format code shows: letters of dates outside quotes and brackets; `[h]` is a duration.
pub(super) fn shows(code: &str) -> Shows {
    let mut letters = code.chars().peekable();
    let mut section = Section::default();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                section.other = true;
                while letters.next().is_some_and(|letter| letter != '"') {}
            }
            '\\' => {
                section.other = true;
                letters.next();
            }
            // Room as wide as a letter, or filled with one.
            '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let inside = inside.to_ascii_lowercase();
                if !inside.is_empty() && inside.chars().all(|letter| "hms".contains(letter)) {
                    return Shows::Duration;
                }
                section.conditional |= inside.starts_with(['<', '=', '>']);
                section.other |= inside.starts_with('$') && !inside.starts_with("$-");
            }
            // A section with a condition may be for a few numbers that matter little: `[=0]"";dd/mm/yyyy`.
            ';' if section.conditional && section.shows() == Shows::Number => section = Section::default(),
            // The sections for negative numbers and texts say no more.
            ';' => break,
            '0' => section.zeros += 1,
            letter if is_latin(letter) => {
                let mut word = String::from(letter.to_ascii_lowercase());
                while let Some(letter) = letters.next_if(|letter| is_latin(*letter)) {
                    word.push(letter.to_ascii_lowercase());
                }
                if dates(&word) {
                    section.letters = Some(Shows::Date);
                } else if word == "e" && letters.peek().is_some_and(|letter| "+-".contains(*letter)) {
                    section.letters.get_or_insert(Shows::Exponent);
                }
                section.other = true;
            }
            _ => section.other = true,
        }
    }
    section.shows()
}

/// One of the parts of a format code that semicolons divide.
#[derive(Default)]
struct Section {
    /// Only for numbers that meet a condition.
    conditional: bool,
    /// What its letters say: a date, or an exponent.
    letters: Option<Shows>,
    zeros: usize,
    /// Anything that is neither a date nor a plain row of zeros.
    other: bool,
}

impl Section {
    fn shows(&self) -> Shows {
        match u8::try_from(self.zeros) {
            Ok(zeros @ 2..) if !self.other => Shows::Zeros(zeros),
            _ => self.letters.unwrap_or(Shows::Number),
        }
    }
}

fn is_latin(letter: char) -> bool {
    letter.is_alphabetic() && letter < '\u{250}'
}

/// Whether letters that stand together are of a date: `ggge`, `yyyymmdd`, `AM`. With any other letter among them they
/// are a word, as `General` is in other languages: `Standard`.
fn dates(word: &str) -> bool {
    word.chars().all(|letter| "dmyhsgeabptz".contains(letter)) && word.contains(['d', 'm', 'y', 'h', 's', 'g'])
}

/// A number that its format shows with zeros before it; only of whole numbers they are digits of a code.
pub(super) fn padded(number: f64, digits: u8) -> Cell {
    if number >= 0.0 && number.fract() == 0.0 { Cell::Padded(number, digits) } else { Cell::Number(number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: Shows, codes: &[&str]) {
        for code in codes {
            assert_eq!(shows(code), expected, "{code}");
        }
    }

    #[test]
    fn formats() {
        check(
            Shows::Date,
            &[
                "dd/mm/yyyy",
                "gg/mm/aaaa",
                "[$-410]d mmmm yyyy;@",
                "[$-411]ggge\"年\"m\"月\"d\"日\";@",
                "[$-411]ggge\"年\"",
                "yyyy年m月d日",
                "yyyymmddThhmmssZ",
                "h:mm AM/PM",
                "[=0]\"\";dd/mm/yyyy",
                "dd/mm/yyyy;General",
            ],
        );
        check(Shows::Duration, &["[h]:mm", "[mm]:ss;@"]);
        check(Shows::Exponent, &["0.00E+00", "00E+00", "##0.0e-0", "0E+0;@"]);
        check(
            Shows::Number,
            &[
                "",
                "General",
                "GENERAL",
                "Standard",
                "Standard;-Standard",
                "[Red]Standard",
                "Estándar",
                "0 mesi",
                "#,##0.00\\ \"giorni\"",
                "[Red]0.00",
                "@",
                ";;;@",
                "0;\"dd\"",
                "[=0]\"\";0.00",
            ],
        );
    }

    #[test]
    fn zeros_before_a_number() {
        check(Shows::Zeros(7), &["0000000", "0000000;@", "[$-410]0000000", "[<=9999999]0000000;General", "0000000_ "]);
        check(
            Shows::Number,
            &["0", "00.00", "0,000", "000\\-000", "000 000", "\"PS\"0000", "[$€-410]000", "00%", "#000"],
        );
        check(Shows::Number, &["0".repeat(300).as_str()]);
        assert_eq!(padded(52.0, 7), Cell::Padded(52.0, 7));
        assert_eq!(padded(5.5, 7), Cell::Number(5.5));
        assert_eq!(padded(-5.0, 7), Cell::Number(-5.0));
    }
}
