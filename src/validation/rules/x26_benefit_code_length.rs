//! X26: the benefit code is missing, too short or too long.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X26",
    grade: Grade::Required,
    title: "Codice della prestazione di lunghezza sbagliata",
    why: "Il codice della prestazione ha da 5 a 10 caratteri, come A1.07 o A1.05.01.",
    mend: "Scegliere la prestazione dall'elenco dei codici INPS.",
    before: r#"CodicePrestazione="A107""#,
    after: r#"CodicePrestazione="A1.07""#,
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 215-222",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let codice = prestazione.codice.as_deref();
    // On records a missing code is K03's to say.
    if codice.is_some() || !context.on_records() {
        report.maybe(Attribute::CodicePrestazione, length(codice, "il codice della prestazione", 5, 10));
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::check_benefit;

    #[test]
    fn five_to_ten_characters() {
        check_benefit(|benefit| benefit.codice = None, &["X26"]);
        check_benefit(|benefit| benefit.codice = Some("A107".into()), &["X26"]);
        check_benefit(|benefit| benefit.codice = Some("A1.05.01.02".into()), &["X26"]);
    }
}
