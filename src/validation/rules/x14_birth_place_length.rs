//! X14: the birth place is not a code of four characters.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X14",
    grade: Grade::Required,
    title: "Luogo di nascita mancante o non in codice",
    why: "Il luogo di nascita si scrive con il codice catastale di quattro caratteri: quello del comune, o Z e tre cifre per uno Stato estero.",
    mend: "Scegliere il comune o lo Stato di nascita nella scheda dell'assistito.",
    before: "Codice fiscale: 12345678903 (provvisorio); Comune o stato di nascita: (vuoto)",
    after: "Codice fiscale: 12345678903 (provvisorio); Comune o stato di nascita: Perugia",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 120-126",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let luogo = beneficiario.anagrafica.luogo_nascita.as_deref();
    report.maybe(Attribute::LuogoNascita, length(luogo, "il codice del luogo di nascita", 4, 4));
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::check_person;

    #[test]
    fn four_characters() {
        check_person(|person| person.anagrafica.luogo_nascita = None, &["X14"]);
        check_person(|person| person.anagrafica.luogo_nascita = Some("PERUGIA".into()), &["X14"]);
    }
}
