//! X11: the surname is missing or too long.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X11",
    grade: Grade::Required,
    title: "Cognome mancante o troppo lungo",
    why: "Il cognome è obbligatorio e INPS ne accetta al massimo 36 caratteri.",
    mend: "Scrivere il cognome nella scheda dell'assistito; se supera i 36 caratteri, abbreviarlo lasciando intera la prima parola.",
    before: "Cognome: (vuoto)",
    after: "Cognome: PROVETTI",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 97-104",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    report.maybe(Attribute::Cognome, length(beneficiario.anagrafica.cognome.as_deref(), "il cognome", 1, 36));
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_person, sample};

    #[test]
    fn one_to_thirty_six_characters() {
        check_case(&sample().with(|it| it.assistito.cognome.clear()), &["X11"]);
        check_person(|person| person.anagrafica.cognome = Some("Ò".repeat(37).into()), &["A21", "X11"]);
    }
}
