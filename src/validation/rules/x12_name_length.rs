//! X12: the name is missing or too long.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X12",
    grade: Grade::Required,
    title: "Nome mancante o troppo lungo",
    why: "Il nome è obbligatorio e INPS ne accetta al massimo 36 caratteri.",
    mend: "Scrivere il nome nella scheda dell'assistito; se supera i 36 caratteri, abbreviarlo lasciando intera la prima parola.",
    before: "Nome: (vuoto)",
    after: "Nome: ESEMPLARIA",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 105-112",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    report.maybe(Attribute::Nome, length(beneficiario.anagrafica.nome.as_deref(), "il nome", 1, 36));
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_person, sample};

    #[test]
    fn one_to_thirty_six_characters() {
        check_case(&sample().with(|it| it.assistito.nome.clear()), &["X12"]);
        check_person(|person| person.anagrafica.nome = Some("Ò".repeat(37).into()), &["A21", "X12"]);
    }
}
