//! Which encoding of one byte a letter a text is in, by what Italian texts look like.

use super::Encoding;

/// Those that are told apart, the likeliest first. DOS's code page 437 has the same accented letters of Italian as 850.
const CANDIDATES: [Encoding; 5] =
    [Encoding::Windows1252, Encoding::Iso8859_15, Encoding::MacRoman, Encoding::Ibm850, Encoding::Ibm858];

/// What nearly all such texts are in needs less evidence than the others.
const HEAD_START: i64 = 4;
/// More letters than this make nothing clearer.
const ENOUGH: usize = 100_000;

/// What was seen of a text, a line at a time.
#[derive(Debug)]
pub struct Evidence {
    candidates: [(Encoding, &'static [char; 128], i64); CANDIDATES.len()],
    letters: usize,
}

impl Default for Evidence {
    fn default() -> Self {
        let mut candidates = CANDIDATES.map(|encoding| (encoding, encoding.high(), 0));
        candidates[0].2 = HEAD_START;
        Self { candidates, letters: 0 }
    }
}

impl Evidence {
    /// Looks at a line.
    pub fn take(&mut self, line: &[u8]) {
        for (index, _) in line.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
            if self.letters == ENOUGH {
                return;
            }
            self.letters += 1;
            for (_, high, points) in &mut self.candidates {
                let letter = |byte: u8| byte.checked_sub(0x80).map_or(char::from(byte), |byte| high[usize::from(byte)]);
                let at = |index: Option<usize>| index.and_then(|index| line.get(index)).map(|byte| letter(*byte));
                let around = Around { before: at(index.checked_sub(1)), after: at(index.checked_add(1)) };
                *points += around.points(letter(line[index]));
            }
        }
    }

    /// The encoding in which it reads best.
    #[must_use]
    pub fn likeliest(&self) -> Encoding {
        let best = self.candidates.iter().rev().max_by_key(|(_, _, points)| points);
        best.map_or(Encoding::Windows1252, |(encoding, ..)| *encoding)
    }
}

/// What stands beside a letter.
struct Around {
    before: Option<char>,
    after: Option<char>,
}

impl Around {
    /// How well a letter fits there in an Italian text.
    fn points(&self, letter: char) -> i64 {
        let word = |beside: Option<char>| beside.filter(|beside| beside.is_alphabetic());
        let (before, after) = (word(self.before), word(self.after));
        match letter {
            '\u{80}'..='\u{9F}' => -20,
            '\u{A0}' => 1,
            'À'..='Ö' | 'Ø'..='ö' | 'ø'..='İ' | 'Ĳ'..='ž' => of_word(before, letter, after),
            '’' | '´' | '`' if before.is_some() && (after.is_some() || before.is_some_and(is_vowel)) => 8,
            '‘' | '“' | '«' if before.is_none() && after.is_some() => 5,
            '”' | '»' | '…' if after.is_none() && self.before.is_some_and(|it| !it.is_whitespace()) => 5,
            '–' | '—' | '•' if before.is_none() && after.is_none() => 5,
            '€' if before.is_none() && after.is_none() => 6,
            '°' | 'º' | 'ª' if self.before.is_some_and(|it| it.is_ascii_digit() || matches!(it, 'n' | 'N')) => 6,
            '’' | '´' | '`' | '‘' | '“' | '«' | '”' | '»' | '…' | '–' | '—' | '•' | '€' | '°' => {
                0
            }
            _ => -6,
        }
    }
}

/// How well a letter with an accent fits between two others. Italian ones end a word, mostly after a consonant, and are
/// typed small after capitals too, for its keyboards have no others.
fn of_word(before: Option<char>, letter: char, after: Option<char>) -> i64 {
    let italian = "àèéìòùÀÈÉÌÒÙ".contains(letter);
    let capital = letter.is_uppercase();
    let small_before = before.is_some_and(char::is_lowercase);
    let capital_before = before.is_some_and(char::is_uppercase);
    match after {
        None if before.is_none() => {
            if "àèÀÈ".contains(letter) {
                6
            } else {
                0
            }
        }
        _ if capital && small_before => -2,
        Some(after) if !capital && after.is_uppercase() => -2,
        Some(after) if capital && capital_before && after.is_lowercase() => -2,
        Some(_) if before.is_none() && !capital => 0,
        Some(_) => {
            if italian {
                4
            } else {
                3
            }
        }
        None if italian && !before.is_some_and(|before| ends_before(before, letter)) => 2,
        None => match (italian, !capital && capital_before) {
            (true, false) => 10,
            (true, true) => 6,
            (false, false) => 3,
            (false, true) => -2,
        },
    }
}

/// Whether Italian words have this letter before an accented one that ends them: `perché`, `più`, `può`, `cioè`, `Noé`.
fn ends_before(before: char, letter: char) -> bool {
    !is_vowel(before) || "iuIU".contains(before) || ("oO".contains(before) && "èéÈÉ".contains(letter))
}

fn is_vowel(letter: char) -> bool {
    "aeiouAEIOU".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
        let high = encoding.high();
        let byte = |letter: char| {
            let index = high.iter().position(|it| *it == letter).map(|index| 0x80 + index as u8);
            if letter.is_ascii() { Some(letter as u8) } else { index }
        };
        text.chars().map(byte).collect()
    }

    /// In each of the encodings that have its letters a text is known for what it is, or is read the same.
    #[track_caller]
    fn check(text: &str) {
        for encoding in CANDIDATES {
            let Some(bytes) = encoded(text, encoding) else { continue };
            let mut evidence = Evidence::default();
            bytes.split(|byte| *byte == b'\n').for_each(|line| evidence.take(line));
            assert_eq!(evidence.likeliest().decode(&bytes), text, "{encoding:?}, {:?}", evidence.likeliest());
        }
    }

    #[test]
    fn italian_texts() {
        for text in [
            "MOKÀ;NICOLÒ\nTARALLÙ;CLICHÉ\nFORMICÒLA;ZOÈ;Forlì",
            "città",
            "perché;così;più;può;cioè",
            "MOKÀ",
            "Forlì",
            "NICOLò;FORLì",
            "D’ARCOLAIO",
            "D’Arcolaio;Nicolò",
            "È residente",
            "Àloe;Èbano",
            "MÜLLER;Nicolò;GÓMEZ;Perché",
            "rette “nido”;Nicolò;più",
        ] {
            check(text);
        }
    }

    #[test]
    fn the_usual_encoding_needs_no_proof() {
        for text in
            ["Boško", "BOŠKO", "NICOLO´", "n° 5", "eccetera…", "“Rossi”", "€ 10", "10 €", "• uno", "ZOé", "Peña"]
        {
            let bytes = encoded(text, Encoding::Windows1252).unwrap();
            let mut evidence = Evidence::default();
            evidence.take(&bytes);
            assert_eq!(evidence.likeliest(), Encoding::Windows1252, "{text}");
        }
    }
}
