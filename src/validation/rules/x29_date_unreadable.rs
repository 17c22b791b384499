//! X29: a date of the benefit is unreadable.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::optional};

pub(super) const RULE: Rule = Rule {
    id: "X29",
    grade: Grade::Required,
    title: "Data della prestazione scritta male",
    why: "Nel file le date si scrivono anno-mese-giorno; una data in un'altra forma, o che non esiste, fa rifiutare il file.",
    mend: "Scriverla come 2026-02-01; se non serve, togliere il campo.",
    before: r#"DataInizioPrestazione="01/03/2026""#,
    after: r#"DataInizioPrestazione="2026-03-01""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 239-258",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, date, name) in [
        (Attribute::DataEvento, &prestazione.data_evento, "la data dell'evento"),
        (Attribute::DataInizio, &prestazione.data_inizio, "la data di inizio"),
        (Attribute::DataFine, &prestazione.data_fine, "la data di fine"),
        (Attribute::DataErogazione, &prestazione.data_erogazione, "la data di erogazione"),
    ] {
        report.maybe(attribute, optional(date, name, "AAAA-MM-GG, per esempio 2026-02-01"));
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_benefit, check_occasional};

    #[test]
    fn dates_that_exist() {
        check_benefit(|benefit| benefit.data_inizio = Value::Unreadable("01/02/2026".into()), &["X29"]);
        check_benefit(|benefit| benefit.data_fine = Value::Unreadable("2026-02-30".into()), &["X29"]);
        check_benefit(|benefit| benefit.data_evento = Value::Unreadable(String::new()), &["X29"]);
        check_occasional(|benefit| benefit.data_erogazione = Value::Unreadable("2026".into()), &["X29"]);
    }
}
