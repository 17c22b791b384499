//! P09: a periodic benefit without its monthly amount.

use crate::codes::Carattere;
use crate::records::{Amount, Chi};
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P09",
    grade: Grade::Expected,
    title: "Importo mensile mancante o nullo",
    why: "Per una prestazione periodica l'importo mensile è obbligatorio e maggiore di zero.",
    mend: "Scrivere l'importo mensile. Se si eroga un servizio, indicarne il costo.",
    before: "Carattere: Periodico; Importo mensile: (vuoto)",
    after: "Carattere: Periodico; Importo mensile: 310,00",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 17",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.carattere.get() != Some(Carattere::Periodico) || prestazione.importo_mensile.unreadable().is_some() {
        return;
    }
    match prestazione.importo_mensile.get() {
        None => report
            .at(Attribute::ImportoMensile, "Manca l'importo mensile: per una prestazione periodica è obbligatorio."),
        Some(amount) if amount <= Amount::ZERO => report.at(
            Attribute::ImportoMensile,
            format!("L'importo mensile è di {} €: deve essere maggiore di zero.", amount.italian()),
        ),
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{amount, check_case, sample};

    #[test]
    fn more_than_nothing() {
        let bend = |text: Option<&str>| {
            sample().with(|it| {
                it.prestazione.importo_mensile = text.and_then(amount);
                it.prestazione.quota_ente = None;
                it.prestazione.quota_utente = None;
            })
        };
        check_case(&bend(Some("0.01")), &[]);
        for wrong in [None, Some("0"), Some("-5")] {
            check_case(&bend(wrong), &["P09"]);
        }
    }
}
