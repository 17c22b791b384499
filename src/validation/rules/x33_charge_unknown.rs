//! X33: whether the person is taken in charge is missing or unreadable.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::required};

pub(super) const RULE: Rule = Rule {
    id: "X33",
    grade: Grade::Required,
    title: "Presa in carico mancante o illeggibile",
    why: "INPS vuole sempre sapere se la persona è in carico al servizio sociale professionale. Il programma non lo indovina mai.",
    mend: "Indicare SI oppure NO.",
    before: "Presa in carico: (vuoto)",
    after: "Presa in carico: NO",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 307 e 362-375",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    report.maybe(Attribute::PresaCarico, required(&prestazione.presa_carico, "la presa in carico", "1 sì, 2 no"));
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_benefit, check_case, sample};

    #[test]
    fn yes_or_no() {
        check_case(&sample().with(|it| it.prestazione.presa_carico = None), &["X33"]);
        check_benefit(|benefit| benefit.presa_carico = Value::Unreadable("9".into()), &["X33"]);
    }
}
