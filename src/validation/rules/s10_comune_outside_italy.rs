//! S10: an Italian comune of a person who lives elsewhere.

use crate::codes::nazioni;
use crate::records::{Case, Chi};
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S10",
    grade: Grade::Advised,
    title: "Comune o regione di chi non risiede in Italia",
    why: "Comune e regione si indicano solo se la nazione di residenza è l'Italia (380); con un'altra nazione, o con 990 (non nota), restano vuoti.",
    mend: "Togliere il comune, oppure correggere la nazione di residenza.",
    before: "Nazione di residenza: Romania; Comune di residenza: Perugia",
    after: "Nazione di residenza: Romania; Comune di residenza: (vuoto)",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Person(check), Check::Case(on_records)],
    fix: Some(Fix {
        label: "Togli il comune di residenza",
        apply: |case, _| {
            case.assistito.comune_residenza.clear();
            true
        },
    }),
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (index, indirizzo) in beneficiario.indirizzi.iter().enumerate() {
        let elsewhere = indirizzo.nazione.as_deref().is_some_and(|nazione| {
            nazione == nazioni::NON_DISPONIBILE || (nazione != nazioni::ITALIA && nazioni::by_iso(nazione).is_some())
        });
        if elsewhere && (indirizzo.comune.is_some() || indirizzo.regione.is_some()) {
            report.at_address(
                index,
                Attribute::Comune,
                "La residenza non è in Italia, ma ci sono comune o regione: toglierli, o correggere la nazione.",
            );
        }
    }
}

/// A record's comune is not even written then: better said than lost.
fn on_records(case: Case<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let nazione = case.assistito.nazione_residenza.as_str();
    if !matches!(nazione, "" | nazioni::ITALIA) && !case.assistito.comune_residenza.is_empty() {
        report.at(
            Attribute::Comune,
            "La residenza non è in Italia, ma c'è un comune: toglierlo, o correggere la nazione.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_fix, check_person, sample};

    #[test]
    fn no_comune_abroad() {
        let abroad = sample().with(|it| it.assistito.nazione_residenza = "990".into());
        check_case(&abroad, &["S10"]);
        check_fix("S10", &abroad);
        check_person(|person| person.indirizzi[0].nazione = Some("990".into()), &["S10"]);
        check_person(|person| person.indirizzi[0].nazione = Some("642".into()), &["S10"]);
    }
}
