//! A10: an amount finer than cents.

use crate::records::{Amount, Chi, Prestazione};
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A10",
    grade: Grade::Advised,
    title: "Importo con più di due decimali",
    why: "Gli importi sono in euro e centesimi: le cifre oltre la seconda vengono di solito da un calcolo del foglio.",
    mend: "Arrotondare al centesimo.",
    before: "Importo mensile: 310,004; Quota ente: 240,004",
    after: "Importo mensile: 310,00; Quota ente: 240,00",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix { label: "Arrotonda al centesimo", apply: |case, _| round(case.prestazione) }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, amount) in [
        (Attribute::ImportoPrestazione, &prestazione.importo_prestazione),
        (Attribute::ImportoMensile, &prestazione.importo_mensile),
        (Attribute::QuotaEnte, &prestazione.quota_ente),
        (Attribute::QuotaUtente, &prestazione.quota_utente),
        (Attribute::QuotaSsn, &prestazione.quota_ssn),
        (Attribute::QuotaRichiesta, &prestazione.quota_richiesta),
        (Attribute::SogliaIsee, &prestazione.soglia_isee),
    ] {
        if let Some(amount) = amount.get().filter(|amount| amount.finer_than_cents()) {
            report.at(
                attribute,
                format!("L'importo {amount} ha più di due decimali: arrotondarlo a {}.", amount.to_cents()),
            );
        }
    }
}

/// Rounds all amounts, unless the shares would then no longer sum, or an amount would come to nothing.
fn round(prestazione: &mut Prestazione) -> bool {
    let mut rounded = prestazione.clone();
    let amounts = [
        &mut rounded.importo_prestazione,
        &mut rounded.importo_mensile,
        &mut rounded.quota_ente,
        &mut rounded.quota_utente,
        &mut rounded.quota_ssn,
        &mut rounded.importo_richiesto,
        &mut rounded.soglia_isee,
    ];
    for amount in amounts.into_iter().flatten() {
        *amount = amount.to_cents();
    }
    let fine = *prestazione != rounded
        && rounded.amount().is_none_or(|amount| !amount.is_zero())
        && (shares(prestazione) != prestazione.amount() || shares(&rounded) == rounded.amount());
    if fine {
        *prestazione = rounded;
    }
    fine
}

fn shares(prestazione: &Prestazione) -> Option<Amount> {
    let shares = [prestazione.quota_ente, prestazione.quota_utente, prestazione.quota_ssn];
    shares.into_iter().flatten().try_fold(Amount::ZERO, Amount::checked_add)
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{amount, check_case, check_fix, check_no_fix, sample};

    #[test]
    fn euro_and_cents() {
        let fine = sample().with(|it| {
            it.prestazione.importo_mensile = amount("310.004");
            it.prestazione.quota_ente = amount("240.004");
        });
        check_case(&fine, &["A10"]);
        check_fix("A10", &fine);
        check_case(&sample().with(|it| it.prestazione.soglia_isee = amount("9000.100")), &[]);
    }

    #[test]
    fn shares_go_on_summing() {
        let thirds = sample().with(|it| {
            it.prestazione.importo_mensile = amount("10.01");
            it.prestazione.quota_ente = amount("5.005");
            it.prestazione.quota_utente = amount("5.005");
        });
        check_case(&thirds, &["A10"]);
        check_no_fix("A10", &thirds);
    }
}
