//! Whom or what a row of INPS's answer speaks of: whatever of it can be found in the text, in any order.

use crate::records::FiscalCode;
use crate::records::fiscal_code::normalise;

/// What an answer speaks of; what it does not say is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Soggetto {
    /// As INPS writes it.
    pub testo: String,
    /// Upper case. INPS discards wrong codes too: its check character may be wrong.
    pub codice_fiscale: Option<String>,
    /// Upper case.
    pub codice_prestazione: Option<String>,
    /// Whole, or as much of it as INPS writes: `INPS-ISEE-2017-`.
    pub protocollo_dsu: Option<String>,
    /// Upper case.
    pub ente: Option<String>,
}

impl Soggetto {
    /// Whether it says nothing that a record could be found by.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        [&self.codice_fiscale, &self.codice_prestazione, &self.protocollo_dsu, &self.ente].iter().all(|it| it.is_none())
    }

    /// Takes from another what this one does not say.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.codice_fiscale = self.codice_fiscale.or(other.codice_fiscale);
        self.codice_prestazione = self.codice_prestazione.or(other.codice_prestazione);
        self.protocollo_dsu = self.protocollo_dsu.or(other.protocollo_dsu);
        self.ente = self.ente.or(other.ente);
        self
    }
}

/// What could be found in a text: the subject, the name of the flow, and how many letters are left when they are gone.
pub(super) struct Found {
    pub(super) soggetto: Soggetto,
    pub(super) id_flusso: Option<String>,
    pub(super) other_letters: usize,
}

/// Words of labels, which say what follows and nothing else.
const LABELS: &[&str] = &["CODICE", "COD", "FISCALE", "FISC", "ENTE", "PRESTAZIONE", "PROTOCOLLO", "DSU", "CF"];

/// A subject is far shorter; a longer text is a hostile one.
const MOST_LETTERS: usize = 1_000;

/// Looks for a subject in a text.
pub(super) fn find(text: &str) -> Found {
    let mut rest = Rest(plain(text));
    let id_flusso = rest.take(flow_name);
    let protocollo_dsu = rest.take(dsu);
    let codice_fiscale = rest
        .take(fiscal_code)
        .or_else(|| spaced_fiscal_code(&rest.0))
        .or_else(|| rest.take(|text, at| after(text, at, "CODICE FISCALE").filter(|(_, code)| code.len() >= 11)));
    let ente = rest.take(|text, at| after(text, at, "ENTE"));
    let codice_prestazione =
        rest.take(benefit_code).or_else(|| rest.take(|text, at| after(text, at, "CODICE PRESTAZIONE")));
    let others = rest.0.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !LABELS.contains(word));
    let other_letters = others.flat_map(str::bytes).filter(u8::is_ascii_alphabetic).count();
    Found {
        soggetto: Soggetto { testo: text.trim().to_owned(), codice_fiscale, codice_prestazione, protocollo_dsu, ente },
        id_flusso,
        other_letters,
    }
}

/// Upper case, in ASCII, every white space one space: a place in it is a place between letters.
fn plain(text: &str) -> String {
    let upper: String = text
        .chars()
        .take(MOST_LETTERS)
        .map(|letter| match letter {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            letter if letter.is_ascii_graphic() => letter.to_ascii_uppercase(),
            _ => ' ',
        })
        .collect();
    upper.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text from which what was found is taken out.
struct Rest(String);

impl Rest {
    /// The first place where a shape begins; the shape says where it ends, and what it means.
    fn take(&mut self, shape: impl Fn(&str, usize) -> Option<(usize, String)>) -> Option<String> {
        let (from, (to, found)) = (0..self.0.len()).find_map(|at| Some((at, shape(&self.0, at)?)))?;
        self.0.replace_range(from..to, " ");
        Some(found)
    }
}

fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

/// Whether a word may begin here.
fn begins(text: &str, at: usize) -> bool {
    at == 0 || byte(text, at - 1).is_none_or(|before| !before.is_ascii_alphanumeric())
}

/// Where the run of such bytes ends.
fn run(text: &str, at: usize, fits: impl Fn(u8) -> bool) -> usize {
    at + text.as_bytes()[at.min(text.len())..].iter().take_while(|byte| fits(**byte)).count()
}

/// `A129.SINA.INPS.20181217.000000001`
fn flow_name(text: &str, at: usize) -> Option<(usize, String)> {
    if !begins(text, at) {
        return None;
    }
    let end = run(text, at, |byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_');
    let name = text[at..end].trim_end_matches(['.', '_']);
    let name = name.strip_suffix(".XML").unwrap_or(name);
    let mut pieces = name.split('.').rev();
    let digits = |piece: Option<&str>| piece.is_some_and(|it| it.len() >= 6 && it.bytes().all(|b| b.is_ascii_digit()));
    let numbered = digits(pieces.next()) && digits(pieces.next());
    (numbered && pieces.any(|piece| matches!(piece, "PS" | "PSA" | "SINA"))).then(|| (end, name.to_owned()))
}

/// `INPS-ISEE-2026-01234567A-00`, or its beginning, with spaces around the hyphens or without.
fn dsu(text: &str, at: usize) -> Option<(usize, String)> {
    if !begins(text, at) || !text[at..].starts_with("INPS") {
        return None;
    }
    let mut end = at + 4;
    let mut found = String::from("INPS");
    let piece = |at: usize, fits: fn(&str) -> bool| {
        let end = run(text, at, |byte| byte.is_ascii_alphanumeric());
        fits(&text[at..end]).then(|| (end, &text[at..end]))
    };
    let shapes: [fn(&str) -> bool; 4] = [
        |it| it == "ISEE",
        |it| it.len() == 4 && it.bytes().all(|byte| byte.is_ascii_digit()),
        |it| (1..=9).contains(&it.len()) && it.as_bytes()[0].is_ascii_digit(),
        |it| it.len() <= 2 && !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()),
    ];
    for (index, fits) in shapes.into_iter().enumerate() {
        let hyphen = run(text, end, |byte| byte == b' ');
        if byte(text, hyphen) != Some(b'-') {
            break;
        }
        let start = run(text, hyphen + 1, |byte| byte == b' ');
        let Some((to, word)) = piece(start, fits) else {
            if index > 0 {
                found.push('-');
                end = hyphen + 1;
            }
            break;
        };
        found.push('-');
        found.push_str(word);
        end = to;
    }
    (found.len() >= "INPS-ISEE".len()).then_some((end, found))
}

/// Sixteen characters, right or nearly so, or eleven digits. A run number may stick to it.
fn fiscal_code(text: &str, at: usize) -> Option<(usize, String)> {
    if at > 0 && byte(text, at - 1).is_some_and(|before| before.is_ascii_alphabetic()) {
        return None;
    }
    let end = run(text, at, |byte| byte.is_ascii_alphanumeric());
    let word = &text[at..end];
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let right = match word.len() {
        11 => begins(text, at) && digits == 11,
        16 => (word.as_bytes()[0].is_ascii_alphabetic() && (1..=10).contains(&digits)) || is_checked(word),
        _ => false,
    };
    right.then(|| (end, word.to_owned()))
}

fn is_checked(code: &str) -> bool {
    FiscalCode::read(code).is_some_and(|code| code.checked())
}

/// A person's code with spaces in it: only where its check character is right.
fn spaced_fiscal_code(text: &str) -> Option<String> {
    let text = normalise(text);
    (0..text.len().saturating_sub(15))
        .find_map(|at| text.get(at..at + 16).filter(|code| is_checked(code)).map(str::to_owned))
}

/// `A2.18`, `A1.05.01`
fn benefit_code(text: &str, at: usize) -> Option<(usize, String)> {
    if !begins(text, at) || !byte(text, at)?.is_ascii_uppercase() {
        return None;
    }
    let end = run(text, at, |byte| byte.is_ascii_alphanumeric() || byte == b'.');
    let code = text[at..end].trim_end_matches('.');
    let mut pieces = code[1..].split('.');
    let numbers = pieces.all(|it| (1..=2).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit()));
    (numbers && code.contains('.') && code.len() <= 10).then(|| (end, code.to_owned()))
}

/// The word with a digit in it that follows a label.
fn after(text: &str, at: usize, label: &str) -> Option<(usize, String)> {
    if !begins(text, at) || !text[at..].starts_with(label) {
        return None;
    }
    let start = run(text, at + label.len(), |byte| matches!(byte, b' ' | b':' | b'=' | b'.' | b'-' | b'('));
    let end = run(text, start, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let word = &text[start..end];
    let fits = start > at + label.len() && word.len() <= 32 && word.bytes().any(|byte| byte.is_ascii_digit());
    fits.then(|| (end, word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fiscal code, benefit code, DSU and ente, `-` where there is none.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let it = find(text).soggetto;
        let told: Vec<String> = [it.codice_fiscale, it.codice_prestazione, it.protocollo_dsu, it.ente]
            .map(|piece| piece.unwrap_or("-".to_owned()))
            .into();
        assert_eq!(told.join(" "), expected, "{text}");
    }

    #[test]
    fn shapes_that_were_seen() {
        for (text, expected) in [
            ("PRVSPL88D52G478R", "PRVSPL88D52G478R - - -"),
            ("CODICE FISCALE PRVSPL88D52G478R CODICE ENTE A129", "PRVSPL88D52G478R - - A129"),
            ("Codice Prestazione: A2.18", "- A2.18 - -"),
            ("PRVSPL88D52G478R-A2.18-INPS-ISEE-2017-", "PRVSPL88D52G478R A2.18 INPS-ISEE-2017- -"),
        ] {
            check(text, expected);
            check(&format!("\u{a0} {}  ", text.to_lowercase()), expected);
            check(&format!("12 {text}"), expected);
            check(&format!("12) {text}"), expected);
            check(&text.replace(' ', "   ").replace('-', " - "), expected);
        }
    }

    #[test]
    fn shapes_that_may_come() {
        for (text, expected) in [
            (
                "PRVSPL88D52G478R-A1.05.01-INPS-ISEE-2026-01234567A-00",
                "PRVSPL88D52G478R A1.05.01 INPS-ISEE-2026-01234567A-00 -",
            ),
            ("INPS-ISEE-2026-01234567A-00-PRVSPL88D52G478R", "PRVSPL88D52G478R - INPS-ISEE-2026-01234567A-00 -"),
            ("INPS-ISEE-2017-PRVSPL88D52G478R", "PRVSPL88D52G478R - INPS-ISEE-2017- -"),
            ("PRVSPL88D52G478R-A2.18-INPS-ISEE-2017-0000", "PRVSPL88D52G478R A2.18 INPS-ISEE-2017-0000 -"),
            ("PRVSPL88D52G478R–A2.18–INPS–ISEE", "PRVSPL88D52G478R A2.18 INPS-ISEE -"),
            ("PRVSPL88D52G478R-A2.18-", "PRVSPL88D52G478R A2.18 - -"),
            ("CMPNNT0MLTLHNNPZ-A2.18", "CMPNNT0MLTLHNNPZ A2.18 - -"),
            ("CMPNNT0MLTLHNNPZ", "CMPNNT0MLTLHNNPZ - - -"),
            ("00743110157", "00743110157 - - -"),
            ("CODICE FISCALE 00743110157 CODICE ENTE M1_A129", "00743110157 - - M1_A129"),
            ("CODICE FISCALE PRVSPL88D52G478 CODICE ENTE A129", "PRVSPL88D52G478 - - A129"),
            ("7PRVSPL88D52G478R", "PRVSPL88D52G478R - - -"),
            ("C.F.: PRVSPL88D52G478S; Ente: A129", "PRVSPL88D52G478S - - A129"),
            ("CODICE FISCALE PRV SPL 88D52 G478R CODICE ENTE A129", "PRVSPL88D52G478R - - A129"),
            ("Codice Prestazione: A2.18 Codice Ente: A129", "- A2.18 - A129"),
            ("CODICE PRESTAZIONE X99", "- X99 - -"),
            ("Codice ente non presente, prestazione ignota", "- - - -"),
            ("A129.SINA.INPS.20181217.000000001", "- - - -"),
            ("", "- - - -"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn names_of_flows() {
        for (text, name) in [
            ("A129.SINA.INPS.20181217.000000001", Some("A129.SINA.INPS.20181217.000000001")),
            ("file h501.ps.20210520.0000002.xml, riga 2", Some("H501.PS.20210520.0000002")),
            ("A2.18", None),
        ] {
            assert_eq!(find(text).id_flusso.as_deref(), name, "{text}");
        }
    }

    #[test]
    fn letters_that_are_no_subject() {
        for text in ["CODICE FISCALE PRVSPL88D52G478R CODICE ENTE A129", "17", "prvspl88d52g478r-A2.18-INPS-ISEE-2017-"]
        {
            assert!(find(text).other_letters < 3, "{text}");
        }
        assert!(find("Un messaggio che nessuno ha mai visto").other_letters > 20);
    }
}
