//! K03: no benefit code.

use crate::records::{Case, Chi};
use crate::schema::Attribute;
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "K03",
    grade: Grade::Required,
    title: "Codice della prestazione mancante",
    why: "Senza il codice INPS non sa di quale prestazione si tratta: la riga non può essere inviata.",
    mend: "Scegliere il codice dall'elenco delle prestazioni.",
    before: "Codice prestazione: (vuoto)",
    after: "Codice prestazione: A1.07",
    who: Chi::Ufficio,
    source: "Manuale degli operatori; PS_PSA_SINA201812.xsd righe 215-222",
    checks: &[Check::Case(check)],
    fix: None,
};

fn check(case: Case<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if case.prestazione.codice.is_empty() {
        report.at(Attribute::CodicePrestazione, "Manca il codice della prestazione: sceglierlo dall'elenco.");
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn a_benefit_without_code_is_kept_back() {
        check_case(&sample().with(|it| it.prestazione.codice.clear()), &["K03"]);
    }
}
