//! S02: a contribution of the rent fund without the day it was paid.

use super::m01_rent_fund_not_periodic::AFFITTI;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S02",
    grade: Grade::Advised,
    title: "Contributo affitto senza data di pagamento",
    why: "Per il contributo affitto A1.05.01 la data dell'evento è il giorno in cui il contributo è stato pagato davvero (cassa).",
    mend: "Scrivere come data dell'evento il giorno del mandato di pagamento.",
    before: "Codice prestazione: A1.05.01; Data evento: (vuoto)",
    after: "Codice prestazione: A1.05.01; Data evento: 16/11/2026",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.codice.as_deref() == Some(AFFITTI) && prestazione.data_evento.is_absent() {
        report.at(
            Attribute::DataEvento,
            "Per il contributo affitto A1.05.01 manca la data dell'evento: scrivere il giorno del pagamento.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn the_day_of_payment() {
        check_case(&sample().with(|it| it.prestazione.codice = "A1.05.01".into()), &["S02"]);
    }
}
