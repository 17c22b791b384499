//! X18: the region of residence is not two digits.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::digits};

pub(super) const RULE: Rule = Rule {
    id: "X18",
    grade: Grade::Required,
    title: "Codice della regione scritto male",
    why: "Il codice della regione ha due cifre, da 01 a 21.",
    mend: "Scriverlo con due cifre, zero iniziale compreso: per esempio 08 per il Lazio.",
    before: r#"CodiceComune="058091" CodiceRegione="8""#,
    after: r#"CodiceComune="058091" CodiceRegione="08""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 159-168",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (index, indirizzo) in beneficiario.indirizzi.iter().enumerate() {
        if let Some(message) = digits(indirizzo.regione.as_deref(), "il codice della regione", 2) {
            report.at_address(index, Attribute::Regione, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::check_person;

    #[test]
    fn two_digits() {
        for wrong in ["", "8", "UMB"] {
            check_person(|person| person.indirizzi[0].regione = Some(wrong.to_owned().into()), &["X18"]);
        }
    }
}
