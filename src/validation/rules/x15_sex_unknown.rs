//! X15: the sex is missing or unreadable.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::required};

pub(super) const RULE: Rule = Rule {
    id: "X15",
    grade: Grade::Required,
    title: "Sesso mancante o illeggibile",
    why: "Il sesso è obbligatorio.",
    mend: "Indicarlo nella scheda dell'assistito. Se il codice fiscale è giusto, il programma lo legge da lì.",
    before: "Codice fiscale: 12345678903 (provvisorio); Sesso: (vuoto)",
    after: "Codice fiscale: 12345678903 (provvisorio); Sesso: F",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 127 e 143-156",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    report.maybe(Attribute::Genere, required(&beneficiario.anagrafica.genere, "il sesso", "1 maschio, 2 femmina"));
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::check_person;

    #[test]
    fn one_or_two() {
        check_person(|person| person.anagrafica.genere = Value::Absent, &["X15"]);
        check_person(|person| person.anagrafica.genere = Value::Unreadable("F".into()), &["X15"]);
    }
}
