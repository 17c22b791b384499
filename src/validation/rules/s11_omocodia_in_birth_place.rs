//! S11: a birth place with letters of an omocodia.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule, rule::belfiore_shaped};

pub(super) const RULE: Rule = Rule {
    id: "S11",
    grade: Grade::Advised,
    title: "Luogo di nascita copiato da un codice fiscale con omocodia",
    why: "In alcuni codici fiscali le cifre sono sostituite da lettere: copiando da lì il luogo di nascita resta un codice che non esiste, come G4T8 al posto di G478.",
    mend: "Riportare le lettere in cifre.",
    before: r#"LuogoNascita="G4T8""#,
    after: r#"LuogoNascita="G478""#,
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Person(check)],
    fix: Some(Fix {
        label: "Riporta le lettere in cifre",
        apply: |case, _| {
            undone(&case.assistito.luogo_nascita).map(|right| case.assistito.luogo_nascita = right).is_some()
        },
    }),
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some(luogo) = beneficiario.anagrafica.luogo_nascita.as_deref()
        && let Some(right) = undone(luogo)
    {
        report.at(
            Attribute::LuogoNascita,
            format!("Il luogo di nascita «{luogo}» ha lettere al posto delle cifre: il codice giusto è {right}."),
        );
    }
}

/// The Belfiore code without the letters that stand for digits, where it has any.
pub(super) fn undone(luogo: &str) -> Option<String> {
    const LETTERS: &str = "LMNPQRSTUV";
    if belfiore_shaped(luogo) || luogo.len() != 4 || !luogo.is_ascii() {
        return None;
    }
    let mut right = luogo[..1].to_owned();
    for letter in luogo[1..].chars() {
        let digit = LETTERS.find(letter.to_ascii_uppercase()).and_then(|digit| char::from_digit(digit as u32, 10));
        right.push(digit.unwrap_or(letter));
    }
    belfiore_shaped(&right).then_some(right)
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_fix, check_no_fix, sample};

    #[test]
    fn letters_for_digits() {
        let letters = sample().with(|it| it.assistito.luogo_nascita = "G4T8".into());
        check_case(&letters, &["S11"]);
        check_fix("S11", &letters);
        check_no_fix("S11", &sample());
    }
}
