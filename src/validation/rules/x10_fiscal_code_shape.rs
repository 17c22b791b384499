//! X10: shape of the beneficiary's fiscal code.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "X10",
    grade: Grade::Required,
    title: "Codice fiscale in una forma che INPS non accetta",
    why: "Lo schema di INPS vuole 16 caratteri (con lettere di omocodia solo nelle ultime tre cifre) oppure 11 cifre: con un codice diverso il file viene rifiutato.",
    mend: "Controllare il codice fiscale sul tesserino sanitario o in anagrafe e correggerlo nella scheda dell'assistito.",
    before: "Codice fiscale: PRVSPL88D52G478 (15 caratteri)",
    after: "Codice fiscale: PRVSPL88D52G478R",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 43-49",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    match beneficiario.codice_fiscale.as_deref() {
        None | Some("") => {
            report.at(Attribute::CodiceFiscale, "Manca il codice fiscale: senza non si può trasmettere.");
        }
        Some(code) if !accepted(code) => report.at(
            Attribute::CodiceFiscale,
            format!("Il codice fiscale «{code}» non ha la forma richiesta: 16 caratteri oppure 11 cifre."),
        ),
        Some(_) => {}
    }
}

/// The schema's pattern: `([A-Za-z]{6}\d{2}[A-Za-z]\d{2}[A-Za-z][A-Za-z0-9]{3}[A-Za-z])|(\d{11} {0,5})`.
pub(super) fn accepted(code: &str) -> bool {
    let bytes = code.as_bytes();
    let person = bytes.len() == 16
        && bytes.iter().enumerate().all(|(index, byte)| match index {
            6 | 7 | 9 | 10 => byte.is_ascii_digit(),
            12..=14 => byte.is_ascii_alphanumeric(),
            _ => byte.is_ascii_alphabetic(),
        });
    let provisional = (11..=16).contains(&bytes.len())
        && bytes[..11].iter().all(u8::is_ascii_digit)
        && bytes[11..].iter().all(|byte| *byte == b' ');
    person || provisional
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_of_the_schema() {
        for (code, fits) in [
            ("PRVSPL88D52G478R", true),
            ("prvspl88d52g478r", true),
            ("PRVSPL88D52GQTVR", true),
            ("CMPNNT0MLTLHNNPZ", false),
            ("00743110157", true),
            ("00743110157     ", true),
            ("00743110157      ", false),
            ("PRVSPL88D52G478", false),
            ("", false),
        ] {
            assert_eq!(accepted(code), fits, "{code}");
        }
    }
}
