//! X31: the months are not a number from 1 to 12.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule, rule::optional};

pub(super) const RULE: Rule = Rule {
    id: "X31",
    grade: Grade::Required,
    title: "Periodo di erogazione non tra 1 e 12 mesi",
    why: "Il periodo di erogazione conta i mesi dentro un anno: va da 1 a 12.",
    mend: "Lasciarlo vuoto: il programma lo calcola dalle date di inizio e di fine.",
    before: "Periodo (mesi): 13",
    after: "Periodo (mesi): 6",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 264-271",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix { label: "Ricalcola i mesi dalle date", apply: |case, _| case.prestazione.periodo.take().is_some() }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    match prestazione.periodo.get() {
        Some(1..=12) => {}
        Some(months) => report
            .at(Attribute::Periodo, format!("Il periodo di erogazione è di {months} mesi: deve andare da 1 a 12.")),
        None => report.maybe(
            Attribute::Periodo,
            optional(&prestazione.periodo, "il periodo di erogazione", "un numero da 1 a 12"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_benefit, check_case, check_fix, sample};

    #[test]
    fn one_to_twelve() {
        for months in [0, 13] {
            let wrong = sample().with(|it| it.prestazione.periodo = Some(months));
            check_case(&wrong, &["X31"]);
            check_fix("X31", &wrong);
        }
        check_benefit(|benefit| benefit.periodo = Value::Unreadable("sei".into()), &["X31"]);
    }
}
