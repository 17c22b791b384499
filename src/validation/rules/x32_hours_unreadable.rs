//! X32: the hours are unreadable.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::optional};

pub(super) const RULE: Rule = Rule {
    id: "X32",
    grade: Grade::Required,
    title: "Ore di servizio scritte male",
    why: "Nel file le ore si scrivono con un punto tra ore e minuti: 12.30 vuol dire 12 ore e 30 minuti. Due punti, virgola o campo vuoto fanno rifiutare il file.",
    mend: "Scrivere 12.30 al posto di 12:30 o 12,30; se non servono, togliere il campo.",
    before: r#"OreServizioMensile="12:30""#,
    after: r#"OreServizioMensile="12.30""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 302-306",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let ore = optional(&prestazione.ore_mensili, "il numero di ore mensili", "ore, punto e minuti, per esempio 12.30");
    report.maybe(Attribute::OreMensili, ore);
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::check_benefit;

    #[test]
    fn a_dot_between_hours_and_minutes() {
        for wrong in ["12:30", "12,30", ""] {
            check_benefit(|benefit| benefit.ore_mensili = Value::Unreadable(wrong.into()), &["X32"]);
        }
    }
}
