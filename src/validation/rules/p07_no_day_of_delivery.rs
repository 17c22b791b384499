//! P07: an occasional benefit without its day.

use crate::codes::Carattere;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P07",
    grade: Grade::Expected,
    title: "Data di erogazione mancante",
    why: "Per una prestazione occasionale INPS vuole il giorno in cui è stata erogata.",
    mend: "Scrivere la data di erogazione.",
    before: "Carattere: Occasionale; Data erogazione: (vuoto)",
    after: "Carattere: Occasionale; Data erogazione: 14/03/2026",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 17",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.carattere.get() == Some(Carattere::Occasionale) && prestazione.data_erogazione.is_absent() {
        report.at(
            Attribute::DataErogazione,
            "Manca la data di erogazione: per una prestazione occasionale è obbligatoria.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_benefit, check_case, occasional};

    #[test]
    fn occasional_benefits_have_a_day() {
        check_case(&occasional().with(|it| it.prestazione.data_erogazione = None), &["P07"]);
        check_benefit(|benefit| benefit.data_erogazione = Value::Absent, &[]);
    }
}
