//! P06: a benefit that crosses 31 December.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::text::dates;
use crate::validation::{Check, Context, Grade, Report, Rule};
use chrono::Datelike;

pub(super) const RULE: Rule = Rule {
    id: "P06",
    grade: Grade::Expected,
    title: "Prestazione a cavallo d'anno",
    why: "Inizio e fine devono cadere nello stesso anno: una prestazione che supera il 31 dicembre va divisa in una parte per ogni anno.",
    mend: "Dividerla in due prestazioni, una fino al 31 dicembre e una dal 1° gennaio. Le nostre sono divise dal programma da sole.",
    before: r#"DataInizioPrestazione="2026-10-01" DataFinePrestazione="2027-01-31""#,
    after: r#"DataInizioPrestazione="2026-10-01" DataFinePrestazione="2026-12-31" (altra da gennaio)"#,
    who: Chi::Programma,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 16",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let (Some(from), Some(to)) = (prestazione.data_inizio.get(), prestazione.data_fine.get())
        && from.year() < to.year()
    {
        report.at(
            Attribute::DataFine,
            format!(
                "La prestazione va dal {} al {}: dividerla in una parte per ogni anno.",
                dates::italian(from),
                dates::italian(to)
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_benefit, check_case, day, sample};

    #[test]
    fn one_calendar_year_each() {
        check_benefit(
            |benefit| {
                benefit.data_fine = Value::Read(day("2027-01-31"));
                benefit.periodo = Value::Read(12);
            },
            &["P06"],
        );
        check_case(&sample().with(|it| it.prestazione.data_fine = Some(day("2027-01-31"))), &[]);
    }
}
