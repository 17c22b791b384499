//! S15: a code that is not sent.

use crate::codes::prestazioni;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S15",
    grade: Grade::Advised,
    title: "Codice che non si invia",
    why: "Il codice Z9.99 serve solo per chiedere l'ISEE: tra le prestazioni erogate non si invia.",
    mend: "Scegliere il codice della prestazione erogata davvero.",
    before: "Codice prestazione: Z9.99",
    after: "Codice prestazione: A1.07",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some(row) = prestazione.codice.as_deref().and_then(prestazioni::by_code)
        && !row.in_flow()
    {
        report.at(
            Attribute::CodicePrestazione,
            format!(
                "Il codice {} serve solo per chiedere l'ISEE: scegliere quello della prestazione erogata.",
                row.codice
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn for_isee_requests_only() {
        let other = sample().with(|it| {
            it.prestazione.codice = "Z9.99".into();
            it.prestazione.denominazione = "Altra prestazione".into();
        });
        check_case(&other, &["S15"]);
    }
}
