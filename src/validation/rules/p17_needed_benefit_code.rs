//! P17: a needed benefit that is no benefit code.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P17",
    grade: Grade::Expected,
    title: "Intervento necessario che non è un codice di prestazione",
    why: "Nella scheda SINA gli interventi di cui la persona ha bisogno si indicano con i codici delle prestazioni, come A2.07.",
    mend: "Scegliere il codice dall'elenco delle prestazioni.",
    before: "SINA: interventi sociali necessari (codici): PASTI",
    after: "SINA: interventi sociali necessari (codici): A2.07",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 18",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for code in prestazione.sina.iter().flat_map(|sina| &sina.necessita) {
        // The length is X36's.
        if (5..=10).contains(&code.len()) && !shaped(code) {
            report.at(
                Attribute::Necessita,
                format!("«{code}» non è un codice di prestazione: si scrive per esempio A2.07 o A1.05.01."),
            );
        }
    }
}

/// A letter, a digit, and one or two groups of a dot and two digits.
pub(super) fn shaped(code: &str) -> bool {
    let [letter, digit, groups @ ..] = code.as_bytes() else { return false };
    letter.is_ascii_uppercase()
        && digit.is_ascii_digit()
        && matches!(groups.len(), 3 | 6)
        && groups.chunks(3).all(|group| group[0] == b'.' && group[1..].iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sina_sample};

    #[test]
    fn codes_of_benefits() {
        for (code, expected) in [
            ("A1.05.01", &[][..]),
            ("a2.07", &["P17"]),
            ("A2-07", &["P17"]),
            ("PASTI", &["P17"]),
            ("A2.07.1", &["P17"]),
        ] {
            let needs = sina_sample().with(|it| it.prestazione.sina.as_mut().unwrap().necessita = vec![code.into()]);
            check_case(&needs, expected);
        }
    }
}
