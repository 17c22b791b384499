//! P12: decimals of the hours that are no minutes.

use crate::records::{Chi, Hours};
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P12",
    grade: Grade::Expected,
    title: "Ore con minuti impossibili",
    why: "Nelle ore mensili le cifre dopo il punto sono minuti, non decimi: due ore e mezza si scrivono 2.30, non 2.50.",
    mend: "Scrivere i minuti da 00 a 59 dopo il punto.",
    before: r#"OreServizioMensile="2.75""#,
    after: r#"OreServizioMensile="2.45" (2 ore e 45 minuti)"#,
    who: Chi::Programma,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 17",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some(ore) = prestazione.ore_mensili.get()
        && Hours::from_flow(ore.decimal()).is_none()
    {
        report.at(
            Attribute::OreMensili,
            format!("Le ore mensili {ore} non sono ore e minuti: dopo il punto vanno i minuti, da 00 a 59."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{amount, check_benefit};

    #[test]
    fn decimals_are_minutes() {
        for (hours, expected) in
            [("12.30", &[][..]), ("12.3", &[]), ("2.60", &["P12"]), ("2.755", &["P12"]), ("-1", &["P12"])]
        {
            check_benefit(|benefit| benefit.ore_mensili = amount(hours).into(), expected);
        }
    }
}
