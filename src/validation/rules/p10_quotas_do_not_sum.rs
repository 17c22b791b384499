//! P10: shares that do not sum to the amount.

use crate::records::{Amount, Chi};
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P10",
    grade: Grade::Expected,
    title: "Quote che non danno l'importo",
    why: "Se si indicano le quote di ente, utente e SSN, la loro somma deve essere l'importo mensile (prestazione periodica) o l'importo della prestazione (occasionale).",
    mend: "Correggere le quote o l'importo, oppure togliere tutte le quote: sono facoltative. Per una prestazione periodica le quote sono mensili.",
    before: "Importo mensile: 310,00; Quota ente: 240,00; Quota utente: 60,00",
    after: "Importo mensile: 310,00; Quota ente: 240,00; Quota utente: 70,00",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 17",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let quotas = [&prestazione.quota_ente, &prestazione.quota_utente, &prestazione.quota_ssn];
    let Some(amount) = prestazione.amount().filter(|amount| *amount > Amount::ZERO) else { return };
    if quotas.iter().all(|quota| quota.is_absent()) || quotas.iter().any(|quota| quota.unreadable().is_some()) {
        return;
    }
    let sum = quotas.iter().filter_map(|quota| quota.get()).try_fold(Amount::ZERO, Amount::checked_add);
    if sum != Some(amount) {
        let sum = sum.map_or_else(|| "fuori misura".to_owned(), |sum| format!("{} €", sum.italian()));
        report.at(
            Attribute::QuotaEnte,
            format!(
                "La somma delle quote è {sum}, ma l'importo è {} €: correggere le une o l'altro.",
                amount.italian()
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{amount, check_case, sample};

    #[test]
    fn quotas_sum_to_the_cent() {
        check_case(&sample().with(|it| it.prestazione.quota_utente = amount("70.01")), &["P10"]);
        check_case(&sample().with(|it| it.prestazione.quota_ente = None), &["P10"]);
        check_case(
            &sample().with(|it| {
                it.prestazione.quota_ente = None;
                it.prestazione.quota_utente = None;
            }),
            &[],
        );
    }
}
