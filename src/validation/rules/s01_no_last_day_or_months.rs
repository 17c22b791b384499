//! S01: a periodic benefit without last day or months.

use super::m01_rent_fund_not_periodic::AFFITTI;
use crate::codes::Carattere;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S01",
    grade: Grade::Advised,
    title: "Data di fine o mesi mancanti",
    why: "INPS le considera facoltative, ma senza data di fine e numero di mesi non si capisce quanto è durata la prestazione.",
    mend: "Scrivere la data di fine: i mesi li calcola il programma. Se la prestazione è ancora in corso, la fine è il 31 dicembre.",
    before: "Data inizio: 01/02/2026; Data fine: (vuoto)",
    after: "Data inizio: 01/02/2026; Data fine: 31/07/2026",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.carattere.get() != Some(Carattere::Periodico) {
        return;
    }
    if prestazione.data_fine.is_absent() {
        // Of the rent fund M01 says it.
        if prestazione.codice.as_deref() != Some(AFFITTI) {
            report.at(Attribute::DataFine, "Manca la data di fine: per una prestazione periodica conviene indicarla.");
        }
    } else if prestazione.periodo.is_absent() && !context.on_records() {
        report.at(Attribute::Periodo, "Manca il numero di mesi: per una prestazione periodica conviene indicarlo.");
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_benefit, check_case, check_occasional, sample};

    #[test]
    fn periodic_benefits_end() {
        check_case(&sample().with(|it| it.prestazione.data_fine = None), &["S01"]);
        check_benefit(|benefit| benefit.periodo = Value::Absent, &["S01"]);
        check_occasional(|benefit| benefit.periodo = Value::Absent, &[]);
    }
}
