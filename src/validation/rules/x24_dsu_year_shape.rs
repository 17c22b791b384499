//! X24: the year of the DSU is not four digits.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::optional};

pub(super) const RULE: Rule = Rule {
    id: "X24",
    grade: Grade::Required,
    title: "Anno della DSU scritto male",
    why: "L'anno della DSU ha quattro cifre; se la DSU non c'è, il campo va tolto e non lasciato vuoto.",
    mend: "Scrivere l'anno del protocollo, per esempio 2026, oppure togliere il campo.",
    before: r#"AnnoProtocolloDSU="26""#,
    after: r#"AnnoProtocolloDSU="2026""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 203-209",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    report.maybe(
        Attribute::AnnoDsu,
        optional(&prestazione.anno_dsu, "l'anno della DSU", "quattro cifre, per esempio 2026"),
    );
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::check_benefit;

    #[test]
    fn four_digits() {
        check_benefit(|benefit| benefit.anno_dsu = Value::Unreadable("26".into()), &["X24"]);
        check_benefit(|benefit| benefit.anno_dsu = Value::Unreadable(String::new()), &["X24"]);
    }
}
