//! A15: a comune that is not in the region.

use super::a16_comune_no_more::resolve;
use crate::codes::regioni;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A15",
    grade: Grade::Expected,
    title: "Comune e regione che non si corrispondono",
    why: "Il comune di residenza non si trova nella regione indicata: la persona verrebbe contata nel luogo sbagliato.",
    mend: "Correggere la regione. Nelle nostre righe la ricava il programma dal comune.",
    before: r#"CodiceComune="054039" CodiceRegione="08""#,
    after: r#"CodiceComune="054039" CodiceRegione="19""#,
    who: Chi::Programma,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (index, indirizzo) in beneficiario.indirizzi.iter().enumerate() {
        if let (Some((comune, _)), Some(regione)) = (resolve(indirizzo), indirizzo.regione.as_deref())
            && let Some(right) = comune.regione_flusso()
            && regione != right
            && let Some(wrong) = regioni::by_flusso(regione)
        {
            let message = format!(
                "{} non è nella regione {regione} ({}): per quel comune va scritto {right}.",
                comune.label(),
                wrong.nome
            );
            report.at_address(index, Attribute::Regione, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::check_person;

    #[test]
    fn the_region_of_the_comune() {
        check_person(|person| person.indirizzi[0].regione = Some("08".into()), &["A15"]);
        check_person(
            |person| {
                person.indirizzi[0].comune = Some("022205".into());
                person.indirizzi[0].regione = Some("18".into());
            },
            &[],
        );
    }
}
