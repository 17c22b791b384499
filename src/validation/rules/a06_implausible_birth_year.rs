//! A06: a birth year that does not fit the benefit.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};
use chrono::Datelike;

pub(super) const RULE: Rule = Rule {
    id: "A06",
    grade: Grade::Advised,
    title: "Anno di nascita poco verosimile",
    why: "Chi riceve la prestazione è nato prima di riceverla e dopo il 1900; per il nido è un bambino piccolo o un suo genitore.",
    mend: "Controllare la data di nascita, e che la prestazione sia della persona giusta.",
    before: "Data di nascita: 12/04/2016; Codice prestazione: A1.07 (nido)",
    after: "Data di nascita: 12/04/2024; Codice prestazione: A1.07 (nido)",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(
    prestazione: &PrestazioneSociale<'_>,
    beneficiario: &Beneficiario<'_>,
    context: &Context<'_>,
    report: &mut Report<'_>,
) {
    /// Benefits of nurseries: for small children, or in the name of a parent.
    const NURSERY: [&str; 4] = ["A1.07", "A1.08", "A2.10", "A3.03"];
    let Some(anno) = beneficiario.anagrafica.anno_nascita.get().map(i32::from) else { return };
    let year = prestazione.day().map_or(context.today.year(), |day| day.year());
    let message = if anno < 1900 {
        format!("L'anno di nascita {anno} è troppo lontano: controllarlo.")
    } else if anno > year {
        format!("L'anno di nascita {anno} viene dopo la prestazione, che è del {year}: controllare le date.")
    } else if (6..14).contains(&(year - anno))
        && prestazione.codice.as_deref().is_some_and(|code| NURSERY.contains(&code))
    {
        format!("Una prestazione per il nido a chi ha circa {} anni: controllare la persona o il codice.", year - anno)
    } else {
        return;
    };
    report.at(Attribute::AnnoNascita, message);
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::check_person;

    #[test]
    fn years_that_fit() {
        let born = |year: u16| {
            move |person: &mut crate::schema::Beneficiario<'_>| {
                person.codice_fiscale = Some("00743110157".into());
                person.anagrafica.anno_nascita = Value::Read(year);
            }
        };
        check_person(born(1899), &["A06"]);
        check_person(born(2027), &["A06"]);
        check_person(born(2024), &[]);
        check_person(born(2016), &["A06"]);
        check_person(born(2000), &[]);
    }
}
