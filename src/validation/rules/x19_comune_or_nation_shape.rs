//! X19: the comune of residence is not six digits, or the nation not three.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::digits};

pub(super) const RULE: Rule = Rule {
    id: "X19",
    grade: Grade::Required,
    title: "Codice del comune o della nazione scritto male",
    why: "Il comune di residenza si scrive con il codice ISTAT di sei cifre, la nazione con il codice ISO di tre: in un'altra forma INPS rifiuta il file.",
    mend: "Scegliere comune e nazione dall'elenco nella scheda dell'assistito.",
    before: r#"CodiceComune="54039""#,
    after: r#"CodiceComune="054039""#,
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 169-185",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (index, indirizzo) in beneficiario.indirizzi.iter().enumerate() {
        if let Some(message) = digits(indirizzo.comune.as_deref(), "il codice ISTAT del comune di residenza", 6) {
            report.at_address(index, Attribute::Comune, message);
        }
        let nazione = indirizzo.nazione.as_deref();
        if nazione.is_none() {
            report.at_address(
                index,
                Attribute::Nazione,
                "Manca la nazione di residenza: indicarla (380 per l'Italia).",
            );
        } else if let Some(message) = digits(nazione, "il codice della nazione di residenza", 3) {
            report.at_address(index, Attribute::Nazione, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::check_person;

    #[test]
    fn six_digits_and_three() {
        check_person(|person| person.indirizzi[0].comune = Some("54039".into()), &["X19"]);
        check_person(|person| person.indirizzi[0].nazione = None, &["X19"]);
        check_person(|person| person.indirizzi[0].nazione = Some("IT".into()), &["X19"]);
    }
}
