//! P11: a share that is zero or less.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P11",
    grade: Grade::Expected,
    title: "Quota nulla o negativa",
    why: "Le quote dell'ente e del servizio sanitario, se indicate, sono maggiori di zero; quella dell'utente può essere zero, mai negativa.",
    mend: "Togliere la quota nulla, o correggere quella negativa. Le quote nulle delle nostre righe le lascia fuori il programma.",
    before: "Importo mensile: 310,00; Quota ente: 320,00; Quota utente: -10,00",
    after: "Importo mensile: 310,00; Quota ente: 310,00; Quota utente: 0,00",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 17",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, quota, name, zero_fits) in [
        (Attribute::QuotaEnte, &prestazione.quota_ente, "La quota dell'ente", false),
        (Attribute::QuotaUtente, &prestazione.quota_utente, "La quota dell'utente", true),
        (Attribute::QuotaSsn, &prestazione.quota_ssn, "La quota del servizio sanitario", false),
    ] {
        match quota.get() {
            Some(quota) if quota.is_negative() => report.at(
                attribute,
                format!("{name} è di {} €: una quota non può essere negativa, va corretta.", quota.italian()),
            ),
            Some(quota) if quota.is_zero() && !zero_fits => {
                report.at(attribute, format!("{name} è zero: va tolta dal file, non scritta 0.00."));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::records::Amount;
    use crate::schema::Value;
    use crate::validation::testing::{amount, check_benefit, check_case, sample};

    #[test]
    fn zero_is_left_out() {
        check_benefit(|benefit| benefit.quota_ssn = Value::Read(Amount::ZERO), &["P11"]);
        check_case(&sample().with(|it| it.prestazione.quota_ssn = amount("0")), &[]);
        check_case(
            &sample().with(|it| {
                it.prestazione.quota_ente = amount("310");
                it.prestazione.quota_utente = amount("0");
            }),
            &[],
        );
        check_case(
            &sample().with(|it| {
                it.prestazione.quota_ente = amount("320");
                it.prestazione.quota_utente = amount("-10");
            }),
            &["P11"],
        );
    }
}
