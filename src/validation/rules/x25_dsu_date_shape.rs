//! X25: the date of the DSU is unreadable.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::optional};

pub(super) const RULE: Rule = Rule {
    id: "X25",
    grade: Grade::Required,
    title: "Data della DSU scritta male",
    why: "Nel file le date si scrivono anno-mese-giorno; una data in un'altra forma, o che non esiste, fa rifiutare il file.",
    mend: "Scriverla come 2026-01-20, oppure togliere il campo.",
    before: r#"DataDSU="03/02/2026""#,
    after: r#"DataDSU="2026-02-03""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 210-214",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    report.maybe(
        Attribute::DataDsu,
        optional(&prestazione.data_dsu, "la data della DSU", "AAAA-MM-GG, per esempio 2026-01-20"),
    );
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::check_benefit;

    #[test]
    fn a_date_that_exists() {
        check_benefit(|benefit| benefit.data_dsu = Value::Unreadable("20/01/2026".into()), &["X25"]);
    }
}
