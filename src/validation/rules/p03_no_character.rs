//! P03: no character.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P03",
    grade: Grade::Expected,
    title: "Carattere della prestazione mancante",
    why: "INPS vuole sapere se la prestazione è periodica o occasionale: da questo dipendono le date e gli importi da indicare.",
    mend: "Scegliere periodico (si ripete ogni mese) oppure occasionale (una volta sola).",
    before: "Carattere: (vuoto)",
    after: "Carattere: Periodico",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 16",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.carattere.is_absent() {
        report.at(Attribute::Carattere, "Manca il carattere della prestazione: indicare periodico oppure occasionale.");
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_benefit, check_case, occasional};

    #[test]
    fn periodic_or_occasional() {
        check_benefit(|benefit| benefit.carattere = Value::Absent, &["P03"]);
        check_case(&occasional().with(|it| it.prestazione.carattere = None), &["P03"]);
    }
}
