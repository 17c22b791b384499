//! X34: the area is unreadable.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::optional};

pub(super) const RULE: Rule = Rule {
    id: "X34",
    grade: Grade::Required,
    title: "Area di utenza illeggibile",
    why: "L'area di utenza è 1 (famiglia e minori), 2 (disabilità e non autosufficienza) o 3 (povertà ed esclusione sociale).",
    mend: "Scegliere una delle tre, oppure togliere il campo se la persona non è in carico.",
    before: r#"AreaUtenza="4""#,
    after: r#"AreaUtenza="2""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 308 e 376-394",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let area = optional(
        &prestazione.area_utenza,
        "l'area di utenza",
        "1 famiglia e minori, 2 disabilità e non autosufficienza, 3 povertà ed esclusione sociale",
    );
    report.maybe(Attribute::AreaUtenza, area);
}

#[cfg(test)]
mod tests {
    use crate::codes::PresaCarico;
    use crate::schema::Value;
    use crate::validation::testing::check_benefit;

    #[test]
    fn one_to_three() {
        check_benefit(
            |benefit| {
                benefit.presa_carico = Value::Read(PresaCarico::Si);
                benefit.area_utenza = Value::Unreadable("4".into());
            },
            &["X34"],
        );
    }
}
