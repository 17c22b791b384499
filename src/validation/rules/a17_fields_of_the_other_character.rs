//! A17: fields that belong to the other character.

use super::m01_rent_fund_not_periodic::AFFITTI;
use crate::codes::Carattere;
use crate::records::{Chi, Prestazione};
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule, rule::listed};

pub(super) const RULE: Rule = Rule {
    id: "A17",
    grade: Grade::Advised,
    title: "Campi che non c'entrano con il carattere della prestazione",
    why: "Una prestazione occasionale ha data di erogazione e importo; una periodica ha inizio, fine e importo mensile. I campi dell'altro tipo confondono.",
    mend: "Togliere i campi di troppo, oppure correggere il carattere.",
    before: "Carattere: Periodico; Data erogazione: 02/03/2026",
    after: "Carattere: Periodico; Data erogazione: (vuoto)",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix { label: "Togli i campi dell'altro tipo", apply: |case, _| drop_foreign(case.prestazione) }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (carattere, foreign): (_, &[_]) = match prestazione.carattere.get() {
        Some(Carattere::Periodico) => (
            "periodica",
            &[
                (Attribute::DataErogazione, prestazione.data_erogazione.is_absent(), "la data di erogazione"),
                (
                    Attribute::ImportoPrestazione,
                    prestazione.importo_prestazione.is_absent(),
                    "l'importo della prestazione",
                ),
            ],
        ),
        // Of the rent fund it is the character that is wrong: M01 says so.
        Some(Carattere::Occasionale) if prestazione.codice.as_deref() != Some(AFFITTI) => (
            "occasionale",
            &[
                (Attribute::DataInizio, prestazione.data_inizio.is_absent(), "la data di inizio"),
                (Attribute::DataFine, prestazione.data_fine.is_absent(), "la data di fine"),
                (Attribute::ImportoMensile, prestazione.importo_mensile.is_absent(), "l'importo mensile"),
                (Attribute::Periodo, prestazione.periodo.is_absent(), "i mesi"),
            ],
        ),
        _ => return,
    };
    let Some((first, ..)) = foreign.iter().find(|(_, absent, _)| !absent) else { return };
    let names: Vec<&str> = foreign.iter().filter(|(_, absent, _)| !absent).map(|(.., name)| *name).collect();
    let there = if names.len() == 1 { "c'è" } else { "ci sono" };
    report.at(
        *first,
        format!("La prestazione è {carattere}, ma {there} anche {}: togliere ciò che non serve.", listed(&names)),
    );
}

/// Drops the other character's fields, where the own ones are all there.
fn drop_foreign(prestazione: &mut Prestazione) -> bool {
    match prestazione.carattere {
        Some(Carattere::Periodico) if prestazione.data_inizio.is_some() && prestazione.importo_mensile.is_some() => {
            prestazione.data_erogazione = None;
            prestazione.importo_prestazione = None;
            true
        }
        Some(Carattere::Occasionale)
            if prestazione.data_erogazione.is_some() && prestazione.importo_prestazione.is_some() =>
        {
            prestazione.data_inizio = None;
            prestazione.data_fine = None;
            prestazione.importo_mensile = None;
            prestazione.periodo = None;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{amount, check_case, check_fix, check_no_fix, day, occasional, sample};

    #[test]
    fn each_character_has_its_own() {
        let periodic = sample().with(|it| it.prestazione.data_erogazione = Some(day("2026-03-01")));
        check_case(&periodic, &["A17"]);
        check_fix("A17", &periodic);
        let once = occasional().with(|it| {
            it.prestazione.data_inizio = Some(day("2026-03-01"));
            it.prestazione.importo_mensile = amount("15");
        });
        check_case(&once, &["A17"]);
        check_fix("A17", &once);
        let unsure = once.with(|it| it.prestazione.importo_prestazione = None);
        check_case(&unsure, &["A17", "P08"]);
        check_no_fix("A17", &unsure);
    }
}
