//! X16: the citizenship is missing or is not three digits.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::digits};

pub(super) const RULE: Rule = Rule {
    id: "X16",
    grade: Grade::Required,
    title: "Cittadinanza mancante o non in codice",
    why: "La cittadinanza è obbligatoria e si scrive con il codice ISO di tre cifre (380 Italia, 008 Albania). Il programma non la indovina mai.",
    mend: "Indicare la cittadinanza nella scheda dell'assistito; se non è nota, 990.",
    before: "Cittadinanza: (vuoto)",
    after: "Cittadinanza: italiana",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 128-134",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let cittadinanza = beneficiario.anagrafica.cittadinanza.as_deref();
    if cittadinanza.is_none() {
        report.at(Attribute::Cittadinanza, "Manca la cittadinanza: indicarla (990 se non è nota).");
    }
    report.maybe(Attribute::Cittadinanza, digits(cittadinanza, "il codice della cittadinanza", 3));
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_person, sample};

    #[test]
    fn three_digits() {
        check_case(&sample().with(|it| it.assistito.cittadinanza.clear()), &["X16"]);
        for wrong in ["", "8", "ITA", "३८०"] {
            check_person(|person| person.anagrafica.cittadinanza = Some(wrong.to_owned().into()), &["X16"]);
        }
    }
}
