//! X27: the denomination is missing, too short or too long.

use crate::codes::prestazioni;
use crate::records::{Chi, Prestazione};
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X27",
    grade: Grade::Required,
    title: "Denominazione della prestazione di lunghezza sbagliata",
    why: "La denominazione della prestazione è obbligatoria e ha da 10 a 200 caratteri.",
    mend: "Lasciarla vuota per usare quella del codice, oppure scriverne una più estesa.",
    before: "Denominazione prestazione: Nido",
    after: "Denominazione prestazione: Retta del nido comunale",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 223-230",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix { label: "Usa la denominazione del codice", apply: |case, _| leave_to_the_code(case.prestazione) }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let denominazione = prestazione.denominazione.as_deref();
    // On records the code brings its denomination: where there is no code, K03 says it.
    if denominazione.is_some() || prestazione.codice.is_some() || !context.on_records() {
        let message = length(denominazione, "la denominazione della prestazione", 10, 200);
        report.maybe(Attribute::Denominazione, message);
    }
}

/// Leaves the denomination to the code, where the code has one.
pub(super) fn leave_to_the_code(prestazione: &mut Prestazione) -> bool {
    let known = prestazioni::by_code(&prestazione.codice).is_some_and(|row| row.denominazione.chars().count() >= 10);
    if known {
        prestazione.denominazione.clear();
    }
    known
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_benefit, check_case, check_fix, check_no_fix, sample};

    #[test]
    fn ten_to_two_hundred_characters() {
        let short = sample().with(|it| it.prestazione.denominazione = "Nido".into());
        check_case(&short, &["X27"]);
        check_fix("X27", &short);
        check_no_fix("X27", &short.with(|it| it.prestazione.codice = "A2.14".into()));
        check_case(&sample().with(|it| it.prestazione.codice = "A2.14".into()), &["X27"]);
        check_benefit(|benefit| benefit.denominazione = Some("è".repeat(201).into()), &["X27"]);
        check_benefit(|benefit| benefit.denominazione = Some("è".repeat(200).into()), &[]);
        check_benefit(|benefit| benefit.denominazione = None, &["X27"]);
    }
}
