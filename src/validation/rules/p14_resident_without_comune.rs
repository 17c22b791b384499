//! P14: resident in Italy without a comune or a region.

use super::a16_comune_no_more::resolve;
use crate::codes::nazioni;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P14",
    grade: Grade::Expected,
    title: "Residente in Italia senza comune o regione",
    why: "Per chi risiede in Italia (nazione 380) INPS vuole il comune e la regione di residenza.",
    mend: "Indicare il comune di residenza: la regione la ricava il programma.",
    before: "Nazione di residenza: Italia; Comune di residenza: (vuoto)",
    after: "Nazione di residenza: Italia; Comune di residenza: Perugia",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 162 e 172; specifica tecnica WaaS SIUSS 2.0.1, pagina 15",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for (index, indirizzo) in beneficiario.indirizzi.iter().enumerate() {
        if indirizzo.nazione.as_deref() != Some(nazioni::ITALIA) {
            continue;
        }
        match (&indirizzo.comune, &indirizzo.regione) {
            (None, None) => {
                report.at_address(index, Attribute::Comune, "Residente in Italia, ma manca il comune: indicarlo.");
            }
            (None, Some(_)) => {
                report.at_address(
                    index,
                    Attribute::Comune,
                    "C'è la regione ma manca il comune di residenza: indicarlo.",
                );
            }
            // On records the region comes with the comune: where the comune is unknown, P15 says so.
            (Some(_), None) if !context.on_records() || resolve(indirizzo).is_some() => report.at_address(
                index,
                Attribute::Regione,
                "C'è il comune ma manca la regione di residenza: indicarla con il suo codice da 01 a 21.",
            ),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Indirizzo;
    use crate::validation::testing::{check_case, check_person, sample};

    #[test]
    fn italians_live_somewhere() {
        check_case(&sample().with(|it| it.assistito.comune_residenza.clear()), &["P14"]);
        check_person(|person| person.indirizzi[0].comune = None, &["P14"]);
        check_person(|person| person.indirizzi[0].regione = None, &["P14"]);
        check_person(
            |person| {
                person.indirizzi[0] = Indirizzo { nazione: Some("642".into()), ..Indirizzo::default() };
            },
            &[],
        );
    }
}
