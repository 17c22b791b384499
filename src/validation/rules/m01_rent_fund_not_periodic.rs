//! M01: a contribution of the rent fund that is not told as periodic.

use crate::codes::Carattere;
use crate::records::{Chi, Prestazione};
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule, rule::listed};

pub(super) const RULE: Rule = Rule {
    id: "M01",
    grade: Grade::Expected,
    title: "Contributo affitto non inviato come periodico",
    why: "I contributi del fondo affitti (codice A1.05.01) si inviano come prestazione periodica con data di inizio, data di fine e importo mensile, anche se pagati in una volta.",
    mend: "Scegliere periodico e scrivere inizio, fine e importo mensile del periodo a cui il contributo si riferisce.",
    before: "Codice prestazione: A1.05.01; Carattere: Occasionale",
    after: "Codice prestazione: A1.05.01; Carattere: Periodico",
    who: Chi::Ufficio,
    source: "Messaggi INPS 1244 del 18/03/2022 e 3782 del 19/10/2022",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix { label: "Segna la prestazione come periodica", apply: |case, _| make_periodic(case.prestazione) }),
};

pub(super) const AFFITTI: &str = "A1.05.01";

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.codice.as_deref() != Some(AFFITTI) {
        return;
    }
    let needs = [
        (Attribute::Carattere, prestazione.carattere.get() == Some(Carattere::Occasionale), "il carattere periodico"),
        (Attribute::DataInizio, prestazione.data_inizio.is_absent(), "la data di inizio"),
        (Attribute::DataFine, prestazione.data_fine.is_absent(), "la data di fine"),
        (Attribute::ImportoMensile, prestazione.importo_mensile.is_absent(), "l'importo mensile"),
    ];
    let Some((first, ..)) = needs.iter().find(|(_, missing, _)| *missing) else { return };
    let missing: Vec<&str> = needs.iter().filter(|(_, missing, _)| *missing).map(|(.., name)| *name).collect();
    report.at(*first, format!("Per il contributo affitto {AFFITTI} va indicato anche: {}.", listed(&missing)));
}

/// All that a periodic benefit needs is there already, and nothing else.
fn make_periodic(prestazione: &mut Prestazione) -> bool {
    let whole = prestazione.carattere == Some(Carattere::Occasionale)
        && prestazione.data_inizio.is_some()
        && prestazione.data_fine.is_some()
        && prestazione.importo_mensile.is_some()
        && prestazione.data_erogazione.is_none()
        && prestazione.importo_prestazione.is_none();
    if whole {
        prestazione.carattere = Some(Carattere::Periodico);
    }
    whole
}

#[cfg(test)]
mod tests {
    use crate::codes::Carattere;
    use crate::validation::testing::{amount, check_case, check_fix, check_no_fix, day, sample};

    #[test]
    fn periodic_with_all_it_needs() {
        let rent = sample().with(|it| {
            it.prestazione.codice = "A1.05.01".into();
            it.prestazione.data_evento = Some(day("2026-11-15"));
        });
        check_case(&rent, &[]);
        check_case(&rent.clone().with(|it| it.prestazione.data_fine = None), &["M01"]);
        check_case(&rent.clone().with(|it| it.prestazione.data_inizio = None), &["M01", "P05"]);
        let once = rent.with(|it| it.prestazione.carattere = Some(Carattere::Occasionale));
        check_case(&once, &["M01", "P07", "P08"]);
        check_fix("M01", &once);
        check_no_fix("M01", &once.with(|it| it.prestazione.importo_prestazione = amount("900")));
    }
}
