//! X22: the character is unreadable.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::optional};

pub(super) const RULE: Rule = Rule {
    id: "X22",
    grade: Grade::Required,
    title: "Carattere della prestazione illeggibile",
    why: "Il carattere è 1 (periodico) oppure 2 (occasionale): un altro valore fa rifiutare il file.",
    mend: "Scegliere periodico oppure occasionale.",
    before: r#"CaratterePrestazione="P""#,
    after: r#"CaratterePrestazione="1""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 194 e 348-361",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let carattere = optional(&prestazione.carattere, "il carattere della prestazione", "1 periodico, 2 occasionale");
    report.maybe(Attribute::Carattere, carattere);
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::check_benefit;

    #[test]
    fn one_or_two() {
        check_benefit(|benefit| benefit.carattere = Value::Unreadable("P".into()), &["X22"]);
    }
}
