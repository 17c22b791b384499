//! A05: a fiscal code in lower case or with spaces.

use crate::records::{Chi, fiscal_code};
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A05",
    grade: Grade::Advised,
    title: "Codice fiscale in minuscolo o con spazi",
    why: "Il codice fiscale si scrive in maiuscolo e senza spazi: scritto in un altro modo la persona non si ritrova.",
    mend: "Riscriverlo in maiuscolo e senza spazi.",
    before: r#"CodiceFiscale="prvspl88d52g478r""#,
    after: r#"CodiceFiscale="PRVSPL88D52G478R""#,
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Person(check)],
    fix: Some(Fix {
        label: "Scrivi il codice in maiuscolo e senza spazi",
        apply: |case, _| {
            case.assistito.codice_fiscale = fiscal_code::normalise(&case.assistito.codice_fiscale);
            true
        },
    }),
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(code) = beneficiario.codice_fiscale.as_deref() else { return };
    // The spaces that fill up eleven digits to sixteen are the schema's own.
    let digits = code.trim_end_matches(' ');
    let untidy = if digits.len() == 11 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        code.len() > 16
    } else {
        code.chars().any(|letter| letter.is_lowercase() || letter.is_whitespace())
    };
    if untidy {
        let tidy = fiscal_code::normalise(code);
        report.at(
            Attribute::CodiceFiscale,
            format!("Il codice fiscale «{code}» va scritto in maiuscolo e senza spazi: {tidy}."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_fix, sample};

    #[test]
    fn upper_case_without_spaces() {
        let lower = sample().with(|it| it.assistito.codice_fiscale = "prvspl88d52g478r".into());
        check_case(&lower, &["A05"]);
        check_fix("A05", &lower);
        let spaced = sample().with(|it| it.assistito.codice_fiscale = " PRV SPL 88D52 G478R".into());
        check_case(&spaced, &["A05", "X10"]);
        check_fix("A05", &spaced);
    }
}
