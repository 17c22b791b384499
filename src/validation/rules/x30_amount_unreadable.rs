//! X30: an amount is unreadable.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::optional};

pub(super) const RULE: Rule = Rule {
    id: "X30",
    grade: Grade::Required,
    title: "Importo scritto male",
    why: "Nel file gli importi si scrivono con il punto per i decimali e nient'altro: né simbolo dell'euro, né separatore delle migliaia.",
    mend: "Scriverlo come 1234.50; se non serve, togliere il campo.",
    before: r#"ImportoMensile="420,50""#,
    after: r#"ImportoMensile="420.50""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 259-263 e 272-301",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, amount, name) in [
        (Attribute::ImportoPrestazione, &prestazione.importo_prestazione, "l'importo della prestazione"),
        (Attribute::ImportoMensile, &prestazione.importo_mensile, "l'importo mensile"),
        (Attribute::QuotaEnte, &prestazione.quota_ente, "la quota dell'ente"),
        (Attribute::QuotaUtente, &prestazione.quota_utente, "la quota dell'utente"),
        (Attribute::QuotaSsn, &prestazione.quota_ssn, "la quota del servizio sanitario"),
        (Attribute::QuotaRichiesta, &prestazione.quota_richiesta, "l'importo richiesto"),
        (Attribute::SogliaIsee, &prestazione.soglia_isee, "la soglia ISEE"),
    ] {
        report.maybe(attribute, optional(amount, name, "cifre con il punto per i decimali, per esempio 1234.50"));
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::check_benefit;

    #[test]
    fn numbers_with_a_dot() {
        check_benefit(|benefit| benefit.importo_mensile = Value::Unreadable("310,00".into()), &["X30"]);
        check_benefit(|benefit| benefit.quota_ssn = Value::Unreadable(String::new()), &["X30"]);
        check_benefit(|benefit| benefit.soglia_isee = Value::Unreadable("€ 25000".into()), &["X30"]);
    }
}
