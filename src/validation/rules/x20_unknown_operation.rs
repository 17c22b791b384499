//! X20: the operation is neither insert nor cancel.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::optional};

pub(super) const RULE: Rule = Rule {
    id: "X20",
    grade: Grade::Required,
    title: "Tipo di operazione sconosciuto",
    why: "INPS conosce solo I (inserimento) e C (cancellazione); se non si scrive nulla vale I.",
    mend: "Scrivere I oppure C, o togliere il campo.",
    before: r#"TipoOperazione="i""#,
    after: r#"TipoOperazione="I""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 192 e 310-323",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let tipo = optional(&prestazione.tipo_operazione, "il tipo di operazione", "I per inserire, C per cancellare");
    report.maybe(Attribute::TipoOperazione, tipo);
}

#[cfg(test)]
mod tests {
    use crate::codes::TipoOperazione;
    use crate::schema::Value;
    use crate::validation::testing::check_benefit;

    #[test]
    fn insert_or_cancel() {
        check_benefit(|benefit| benefit.tipo_operazione = Value::Unreadable("i".into()), &["X20"]);
        check_benefit(|benefit| benefit.tipo_operazione = Value::Unreadable(String::new()), &["X20"]);
        check_benefit(|benefit| benefit.tipo_operazione = Value::Read(TipoOperazione::Cancellazione), &[]);
    }
}
