//! P05: a periodic benefit without its first day.

use crate::codes::Carattere;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P05",
    grade: Grade::Expected,
    title: "Data di inizio mancante",
    why: "Per una prestazione periodica INPS vuole sapere da quando è erogata.",
    mend: "Scrivere la data di inizio della prestazione.",
    before: "Carattere: Periodico; Data inizio: (vuoto)",
    after: "Carattere: Periodico; Data inizio: 01/02/2026",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 16",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.carattere.get() == Some(Carattere::Periodico) && prestazione.data_inizio.is_absent() {
        report.at(Attribute::DataInizio, "Manca la data di inizio: per una prestazione periodica è obbligatoria.");
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_case, check_occasional, sample};

    #[test]
    fn periodic_benefits_begin() {
        check_case(&sample().with(|it| it.prestazione.data_inizio = None), &["P05"]);
        check_occasional(|benefit| benefit.data_inizio = Value::Absent, &[]);
    }
}
