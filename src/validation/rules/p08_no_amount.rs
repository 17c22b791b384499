//! P08: an occasional benefit without its amount.

use crate::codes::Carattere;
use crate::records::{Amount, Chi};
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P08",
    grade: Grade::Expected,
    title: "Importo della prestazione mancante o nullo",
    why: "Per una prestazione occasionale l'importo della prestazione è obbligatorio e maggiore di zero.",
    mend: "Scrivere l'importo della prestazione. Se si eroga un servizio, indicarne il costo.",
    before: "Carattere: Occasionale; Importo prestazione: 0,00",
    after: "Carattere: Occasionale; Importo prestazione: 310,00",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 17",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.carattere.get() != Some(Carattere::Occasionale)
        || prestazione.importo_prestazione.unreadable().is_some()
    {
        return;
    }
    match prestazione.importo_prestazione.get() {
        None => report.at(
            Attribute::ImportoPrestazione,
            "Manca l'importo della prestazione: per una prestazione occasionale è obbligatorio.",
        ),
        Some(amount) if amount <= Amount::ZERO => report.at(
            Attribute::ImportoPrestazione,
            format!("L'importo della prestazione è di {} €: deve essere maggiore di zero.", amount.italian()),
        ),
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{amount, check_case, occasional};

    #[test]
    fn more_than_nothing() {
        let bend = |text: Option<&str>| {
            occasional().with(|it| {
                it.prestazione.importo_prestazione = text.and_then(amount);
                it.prestazione.quota_ente = None;
                it.prestazione.quota_utente = None;
            })
        };
        check_case(&bend(Some("0.01")), &[]);
        for wrong in [None, Some("0"), Some("-5")] {
            check_case(&bend(wrong), &["P08"]);
        }
    }
}
