//! P18: a date with a time zone.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale, Value};
use crate::text::dates;
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P18",
    grade: Grade::Expected,
    title: "Data con fuso orario",
    why: "INPS vuole le date come anno-mese-giorno e basta: un fuso orario in coda (Z, +01:00) non è previsto.",
    mend: "Togliere dalla data ciò che segue il giorno.",
    before: r#"DataInizioPrestazione="2026-03-01+01:00""#,
    after: r#"DataInizioPrestazione="2026-03-01""#,
    who: Chi::Programma,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagine 16 e 17",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, date) in [
        (Attribute::DataDsu, &prestazione.data_dsu),
        (Attribute::DataEvento, &prestazione.data_evento),
        (Attribute::DataInizio, &prestazione.data_inizio),
        (Attribute::DataFine, &prestazione.data_fine),
        (Attribute::DataErogazione, &prestazione.data_erogazione),
    ] {
        if let Value::Odd(date, text) = date {
            report.at(
                attribute,
                format!("La data «{text}» ha un fuso orario in coda: scrivere solo {}.", dates::iso(*date)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_benefit, day};

    #[test]
    fn nothing_after_the_day() {
        let odd = || Value::Odd(day("2026-02-01"), "2026-02-01+01:00".into());
        check_benefit(|benefit| benefit.data_inizio = odd(), &["P18"]);
        check_benefit(|benefit| benefit.data_dsu = odd(), &["P18"]);
    }
}
