//! A07: a benefit that ends before it begins.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::text::dates;
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A07",
    grade: Grade::Expected,
    title: "Fine precedente all'inizio",
    why: "Una prestazione non può finire prima di cominciare.",
    mend: "Correggere la data di inizio o quella di fine.",
    before: "Data inizio: 01/02/2026; Data fine: 31/01/2026",
    after: "Data inizio: 01/02/2026; Data fine: 31/07/2026",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let (Some(from), Some(to)) = (prestazione.data_inizio.get(), prestazione.data_fine.get())
        && to < from
    {
        report.at(
            Attribute::DataFine,
            format!(
                "La prestazione finisce il {} ma comincia il {}: correggere una delle due date.",
                dates::italian(to),
                dates::italian(from)
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, day, sample};

    #[test]
    fn not_backwards() {
        check_case(&sample().with(|it| it.prestazione.data_fine = Some(day("2026-01-31"))), &["A07"]);
        check_case(&sample().with(|it| it.prestazione.data_fine = Some(day("2026-02-01"))), &[]);
    }
}
