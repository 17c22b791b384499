//! X17: the second citizenship is not three digits.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::digits};

pub(super) const RULE: Rule = Rule {
    id: "X17",
    grade: Grade::Required,
    title: "Seconda cittadinanza non in codice",
    why: "La seconda cittadinanza è facoltativa, ma se c'è va scritta con il codice ISO di tre cifre.",
    mend: "Scegliere la nazione dall'elenco, oppure togliere la seconda cittadinanza.",
    before: r#"CodiceSecondaCittadinanza="8""#,
    after: r#"CodiceSecondaCittadinanza="008""#,
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 135-141",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let seconda = beneficiario.anagrafica.seconda_cittadinanza.as_deref();
    report.maybe(Attribute::SecondaCittadinanza, digits(seconda, "il codice della seconda cittadinanza", 3));
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::check_person;

    #[test]
    fn none_or_three_digits() {
        check_person(|person| person.anagrafica.seconda_cittadinanza = Some("".into()), &["X17"]);
        check_person(|person| person.anagrafica.seconda_cittadinanza = Some("8".into()), &["X17"]);
        check_person(|person| person.anagrafica.seconda_cittadinanza = Some("008".into()), &[]);
    }
}
