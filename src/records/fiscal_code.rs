//! Fiscal codes: sixteen characters of a person, or the eleven digits of a provisional one.
//! Source: D.M. Finanze 12 March 1974 and 23 December 1976 (check character, omocodia).

use crate::codes::Genere;
use chrono::{Datelike, NaiveDate};

/// A fiscal code whose shape is right; whether its check character is right is [`FiscalCode::checked`]'s to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FiscalCode {
    /// Sixteen characters.
    Person(PersonCode),
    /// Eleven digits, given before birth data are known.
    Provisional([u8; 11]),
}

/// The sixteen characters of a person's code, upper case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonCode([u8; 16]);

/// Positions (from 0) that hold a digit, or the letter that stands for it in an omocodia.
const DIGITS: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];
const OMOCODIA: &[u8; 10] = b"LMNPQRSTUV";
/// Age that hardly anybody reaches: beyond it a code is of the later century.
const OLDEST: i32 = 112;
const MONTHS: &[u8; 12] = b"ABCDEHLMPRST";
/// Value of a digit or letter in an odd place (counting from 1).
const ODD: [u8; 26] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/// Upper case without any white space: what the registers hold.
#[must_use]
pub fn normalise(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect()
}

impl FiscalCode {
    /// Reads a code whose shape is right, case apart; surrounding spaces are passed over.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().as_bytes();
        if text.len() == 11 {
            let digits: [u8; 11] = text.try_into().ok()?;
            return digits.iter().all(u8::is_ascii_digit).then_some(Self::Provisional(digits));
        }
        let mut code: [u8; 16] = text.try_into().ok()?;
        code.make_ascii_uppercase();
        let shaped = code.iter().enumerate().all(|(index, byte)| {
            if DIGITS.contains(&index) {
                byte.is_ascii_digit() || OMOCODIA.contains(byte)
            } else {
                byte.is_ascii_uppercase()
            }
        });
        (shaped && MONTHS.contains(&code[8])).then_some(Self::Person(PersonCode(code)))
    }

    /// Whether the check character, or the check digit, is right.
    #[must_use]
    pub fn checked(&self) -> bool {
        match self {
            Self::Person(code) => code.0[15] == check_character(&code.0),
            Self::Provisional(digits) => digits[10] == check_digit(digits),
        }
    }

    /// What the last character should be.
    #[must_use]
    pub fn expected_check(&self) -> char {
        char::from(match self {
            Self::Person(code) => check_character(&code.0),
            Self::Provisional(digits) => check_digit(digits),
        })
    }

    /// The sixteen characters, where it is a person's.
    #[must_use]
    pub fn person(&self) -> Option<&PersonCode> {
        match self {
            Self::Person(code) => Some(code),
            Self::Provisional(_) => None,
        }
    }
}

impl PersonCode {
    /// The digit at a position, omocodia undone.
    fn digit(&self, index: usize) -> u8 {
        let byte = self.0[index];
        OMOCODIA.iter().position(|letter| *letter == byte).map_or(byte.wrapping_sub(b'0'), |digit| digit as u8)
    }

    /// The last two digits of the birth year.
    #[must_use]
    pub fn birth_year(&self) -> u8 {
        self.digit(6) * 10 + self.digit(7)
    }

    /// Year, month and day of birth as the code writes them (a woman's day with 40 added), omocodia undone.
    #[must_use]
    pub fn birth_day(&self) -> (u8, u8, u8) {
        (self.birth_year(), self.0[8], self.digit(9) * 10 + self.digit(10))
    }

    /// The whole birth date: of the two centuries that fit, the latest that is not after `today`.
    #[must_use]
    pub fn birth_date(&self, today: NaiveDate) -> Option<NaiveDate> {
        let month = MONTHS.iter().position(|letter| *letter == self.0[8])? as u32 + 1;
        let day = u32::from(self.digit(9) * 10 + self.digit(10));
        let day = if day > 40 { day - 40 } else { day };
        let century = today.year() / 100 * 100;
        [century, century - 100]
            .into_iter()
            .filter_map(|century| NaiveDate::from_ymd_opt(century + i32::from(self.birth_year()), month, day))
            .find(|date| *date <= today)
    }

    /// The two birth years that the code may mean, the later first, where a living person may be of either.
    #[must_use]
    pub fn either_century(&self, today: NaiveDate) -> Option<(i32, i32)> {
        let late = self.birth_date(today)?.year();
        let early = late - 100;
        (today.year() - early <= OLDEST).then_some((late, early))
    }

    /// Sex: a woman's day of birth is written with 40 added.
    #[must_use]
    pub fn genere(&self) -> Genere {
        if self.digit(9) >= 4 { Genere::Femmina } else { Genere::Maschio }
    }

    /// Belfiore code of the birth place, omocodia undone.
    #[must_use]
    pub fn place(&self) -> String {
        self.place_bytes().map(char::from).into_iter().collect()
    }

    /// [`PersonCode::place`], without making a text of it.
    #[must_use]
    pub fn place_bytes(&self) -> [u8; 4] {
        [self.0[11], b'0' + self.digit(12), b'0' + self.digit(13), b'0' + self.digit(14)]
    }

    /// Whether the six letters are those of this surname and name.
    /// `None` where a name has letters that the tax office writes in ways of its own (Đ, Ł, Ø).
    #[must_use]
    pub fn fits(&self, cognome: &str, nome: &str) -> Option<bool> {
        let (surname, name) = (three_letters(cognome, false)?, three_letters(nome, true)?);
        Some(self.0[..3] == surname && self.0[3..6] == name)
    }

    /// The six letters of surname and name.
    #[must_use]
    pub fn letters(&self) -> &str {
        std::str::from_utf8(&self.0[..6]).unwrap_or_default()
    }

    /// Positions, from 1, where an omocodia letter stands for a digit.
    pub fn omocodia(&self) -> impl Iterator<Item = usize> {
        DIGITS.into_iter().filter(|index| self.0[*index].is_ascii_uppercase()).map(|index| index + 1)
    }
}

/// The six letters that a surname and a name give.
#[must_use]
pub fn name_letters(cognome: &str, nome: &str) -> String {
    let (mut letters, vowels) = consonants_and_vowels(cognome);
    letters.extend(vowels);
    let mut letters: String = letters.into_iter().chain("XXX".chars()).take(3).collect();
    let (mut consonants, vowels) = consonants_and_vowels(nome);
    if consonants.len() > 3 {
        consonants.remove(1);
    }
    consonants.extend(vowels);
    letters.extend(consonants.into_iter().chain("XXX".chars()).take(3));
    letters
}

fn consonants_and_vowels(name: &str) -> (Vec<char>, Vec<char>) {
    crate::text::fold(name).chars().filter(char::is_ascii_uppercase).partition(|letter| !"AEIOU".contains(*letter))
}

/// Three letters of a name, without making texts; `None` where a letter is not one of the twenty-six, accents apart.
fn three_letters(name: &str, given: bool) -> Option<[u8; 3]> {
    if name.is_ascii() {
        return of_letters(name.chars().map(|letter| letter.to_ascii_uppercase()), given);
    }
    of_letters(crate::text::letters::plain(name).flat_map(char::to_uppercase), given)
}

fn of_letters(upper_case: impl Iterator<Item = char>, given: bool) -> Option<[u8; 3]> {
    let (mut consonants, mut vowels) = ([0; 4], [0; 3]);
    let (mut some_consonants, mut some_vowels) = (0, 0);
    for letter in upper_case {
        let Some(letter) = u8::try_from(letter).ok().filter(u8::is_ascii_uppercase) else {
            if letter.is_alphabetic() {
                return None;
            }
            continue;
        };
        if matches!(letter, b'A' | b'E' | b'I' | b'O' | b'U') {
            if some_vowels < vowels.len() {
                vowels[some_vowels] = letter;
                some_vowels += 1;
            }
        } else if some_consonants < consonants.len() {
            consonants[some_consonants] = letter;
            some_consonants += 1;
        }
    }
    // A given name of four consonants or more gives the first, the third and the fourth.
    if given && some_consonants == consonants.len() {
        return Some([consonants[0], consonants[2], consonants[3]]);
    }
    let mut letters = consonants[..some_consonants].iter().chain(&vowels[..some_vowels]).chain(b"XXX").copied();
    Some(std::array::from_fn(|_| letters.next().unwrap_or(b'X')))
}

/// The code that a person's data give, before any omocodia.
/// `place` is a Belfiore code; `None` where it is not four characters.
#[must_use]
pub fn compute(cognome: &str, nome: &str, birth: NaiveDate, genere: Genere, place: &str) -> Option<String> {
    let day = birth.day() + if genere == Genere::Femmina { 40 } else { 0 };
    let mut code = name_letters(cognome, nome);
    code.push_str(&format!("{:02}", birth.year().rem_euclid(100)));
    code.push(char::from(MONTHS[birth.month0() as usize]));
    code.push_str(&format!("{day:02}{}", place.to_ascii_uppercase()));
    let mut bytes = [b'A'; 16];
    bytes.get_mut(..15)?.copy_from_slice(code.as_bytes().get(..15).filter(|_| code.len() == 15)?);
    code.push(char::from(check_character(&bytes)));
    FiscalCode::read(&code).map(|_| code)
}

fn check_character(code: &[u8; 16]) -> u8 {
    let sum: u32 = code[..15]
        .iter()
        .enumerate()
        .map(|(index, byte)| {
            let value = if byte.is_ascii_digit() { byte - b'0' } else { byte - b'A' };
            u32::from(if index % 2 == 0 { ODD[value as usize] } else { value })
        })
        .sum();
    b'A' + (sum % 26) as u8
}

/// The algorithm of the partita IVA.
fn check_digit(digits: &[u8; 11]) -> u8 {
    let sum: u8 = digits[..10]
        .iter()
        .enumerate()
        .map(|(index, byte)| {
            let value = byte - b'0';
            if index % 2 == 0 { value } else { value * 2 / 10 + value * 2 % 10 }
        })
        .sum();
    b'0' + (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        crate::text::dates::read_iso(text).unwrap()
    }

    fn person(code: &str) -> PersonCode {
        *FiscalCode::read(code).unwrap().person().unwrap()
    }

    #[test]
    fn check_characters() {
        for (code, right) in [
            ("PRVSPL88D52G478R", true),
            ("prvspl88d52g478r", true),
            ("PRVSPL88D52G478S", false),
            ("CMPNNT0MLTLHNNPZ", true),
            ("FTTLRG51S03F839W", true),
            ("00743110157", true),
            ("00743110158", false),
        ] {
            assert_eq!(FiscalCode::read(code).unwrap().checked(), right, "{code}");
        }
        for shapeless in ["", "PRVSPL88D52G478", "PRVSPL88F52G478R", "0074311015", "PRVSPL88D52G47à", "ÀÈÌÒÙPRVSPL"]
        {
            assert_eq!(FiscalCode::read(shapeless), None, "{shapeless}");
        }
    }

    #[test]
    fn what_a_code_says() {
        let code = person("PRVSPL88D52G478R");
        assert_eq!(code.birth_date(day("2026-11-23")), Some(day("1988-04-12")));
        assert_eq!(code.genere(), Genere::Femmina);
        assert_eq!(code.place(), "G478");
        assert_eq!(code.letters(), "PRVSPL");
        assert_eq!(code.omocodia().count(), 0);
        let code = person("CMPNNT0MLTLHNNPZ");
        assert_eq!(code.birth_date(day("2026-11-23")), Some(day("2001-07-30")));
        assert_eq!(code.place(), "H223");
        assert_eq!(code.omocodia().collect::<Vec<_>>(), [8, 10, 11, 13, 14, 15]);
    }

    #[test]
    fn codes_from_data() {
        for (cognome, nome, birth, genere, place, code) in [
            ("Provetti", "Esemplaria", "1988-04-12", Genere::Femmina, "G478", "PRVSPL88D52G478R"),
            ("Fittizi", "Ulderigo", "1951-11-03", Genere::Maschio, "F839", "FTTLRG51S03F839W"),
            ("Modeli", "Shembull", "1979-06-25", Genere::Maschio, "Z100", "MDLSMB79H25Z100Q"),
        ] {
            assert_eq!(compute(cognome, nome, day(birth), genere, place).as_deref(), Some(code));
        }
        assert_eq!(name_letters("Fo", "Al"), "FOXLAX");
        assert_eq!(name_letters("D'Àmato", "Gian Franco"), "DMTGFR");
    }

    #[test]
    fn letters_of_names() {
        let code = person("PRVSPL88D52G478R");
        assert_eq!(code.fits("Provetti", "esemplària"), Some(true));
        assert_eq!(code.fits("Provetti", "Esempio"), Some(false));
        assert_eq!(code.fits("Đurić", "Ana"), None);
        for (cognome, nome) in
            [("Fo", "Al"), ("D'Àmato", "Gian Franco"), ("Aiello", "Bo"), ("Rossi", "Mario"), ("Müller", "Straße")]
        {
            let letters = three_letters(cognome, false).unwrap().into_iter().chain(three_letters(nome, true).unwrap());
            assert_eq!(letters.map(char::from).collect::<String>(), name_letters(cognome, nome), "{cognome} {nome}");
        }
    }
}
