//! S08: a taking in charge written in another coding.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S08",
    grade: Grade::Advised,
    title: "Presa in carico scritta con altri valori",
    why: "Altri programmi scrivono 0, SI, NO o «non so»: INPS accetta solo 1 (sì) e 2 (no), e «non so» non si può trasmettere.",
    mend: "Chiedere al servizio sociale e scrivere 1 se la persona è in carico, 2 se non lo è.",
    before: r#"PresaCarico="NO""#,
    after: r#"PresaCarico="2""#,
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    const OTHERS: [&str; 10] = ["0", "3", "SI", "SÌ", "S", "NO", "N", "NON SO", "NS", "ND"];
    if let Some(text) = prestazione.presa_carico.unreadable()
        && OTHERS.iter().any(|other| other.eq_ignore_ascii_case(text.trim()))
    {
        report.at(
            Attribute::PresaCarico,
            format!("«{text}» viene da un altro programma: scrivere 1 se la persona è in carico, 2 se non lo è."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::check_benefit;

    #[test]
    fn other_programs_write_otherwise() {
        check_benefit(|benefit| benefit.presa_carico = Value::Unreadable("0".into()), &["S08", "X33"]);
        check_benefit(|benefit| benefit.presa_carico = Value::Unreadable("Non so".into()), &["S08", "X33"]);
        check_benefit(|benefit| benefit.presa_carico = Value::Unreadable("9".into()), &["X33"]);
    }
}
