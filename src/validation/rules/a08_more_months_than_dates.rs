//! A08: more months than the dates touch.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A08",
    grade: Grade::Advised,
    title: "Più mesi di quelli tra le date",
    why: "Il periodo di erogazione conta i mesi toccati dalle date: non possono essere di più.",
    mend: "Lasciarlo vuoto perché lo calcoli il programma, oppure correggere le date.",
    before: "Periodo (mesi): 12; Data inizio: 01/02/2026; Data fine: 31/07/2026",
    after: "Periodo (mesi): 6; Data inizio: 01/02/2026; Data fine: 31/07/2026",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix { label: "Ricalcola i mesi dalle date", apply: |case, _| case.prestazione.periodo.take().is_some() }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some((periodo, months)) = super::s13_fewer_months_than_dates::months(prestazione)
        && periodo > months
    {
        report.at(
            Attribute::Periodo,
            format!("Il periodo di erogazione è di {periodo} mesi, ma le date ne toccano {months}: correggere l'uno o le altre."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_fix, sample};

    #[test]
    fn months_of_the_dates() {
        let many = sample().with(|it| it.prestazione.periodo = Some(12));
        check_case(&many, &["A08"]);
        check_fix("A08", &many);
    }
}
