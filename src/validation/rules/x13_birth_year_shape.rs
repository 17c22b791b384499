//! X13: the birth year is missing or is not four digits.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::required};

pub(super) const RULE: Rule = Rule {
    id: "X13",
    grade: Grade::Required,
    title: "Anno di nascita mancante o illeggibile",
    why: "L'anno di nascita è obbligatorio e si scrive con quattro cifre.",
    mend: "Scrivere la data di nascita nella scheda dell'assistito. Se il codice fiscale è giusto, il programma la legge da lì.",
    before: "Codice fiscale: 12345678903 (provvisorio); Data di nascita: (vuoto)",
    after: "Codice fiscale: 12345678903 (provvisorio); Data di nascita: 12/04/1988",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 113-119",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let anno = required(&beneficiario.anagrafica.anno_nascita, "l'anno di nascita", "quattro cifre, per esempio 1988");
    report.maybe(Attribute::AnnoNascita, anno);
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_case, check_person, sample};

    #[test]
    fn four_digits() {
        check_person(|person| person.anagrafica.anno_nascita = Value::Absent, &["X13"]);
        check_person(|person| person.anagrafica.anno_nascita = Value::Unreadable("88".into()), &["X13"]);
        let unknown = sample().with(|it| {
            it.assistito.nascita = None;
            it.assistito.codice_fiscale = "00743110157".into();
        });
        check_case(&unknown, &["X13"]);
        check_case(&sample().with(|it| it.assistito.nascita = None), &[]);
    }
}
