//! A16: a code of a comune that is no longer in use.

use crate::codes::comuni;
use crate::records::{Assistito, Chi};
use crate::schema::{Attribute, Beneficiario, Indirizzo};
use crate::text::dates;
use crate::validation::{Check, Context, Fix, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A16",
    grade: Grade::Advised,
    title: "Codice di comune non più in uso",
    why: "Quando un comune cambia provincia o si fonde con altri, il suo codice ISTAT cambia: quello vecchio può non essere riconosciuto.",
    mend: "Scegliere il comune di oggi. Se ha solo cambiato codice, il programma scrive già quello nuovo.",
    before: "Comune di residenza: 090001 (Aggius, fino al 2025)",
    after: "Comune di residenza: 113001 (Aggius, oggi)",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Person(check)],
    fix: Some(Fix { label: "Usa il codice di oggi", apply: |case, _| of_today(case.assistito) }),
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (index, indirizzo) in beneficiario.indirizzi.iter().enumerate() {
        let Some((comune, false)) = resolve(indirizzo) else { continue };
        let written = indirizzo.comune_scritto.as_deref().or(indirizzo.comune.as_deref()).unwrap_or_default();
        let message = if let Some(al) = comune.al {
            format!(
                "Il comune {} non esiste più dal {}: indicare il comune di oggi.",
                comune.label(),
                dates::italian(al)
            )
        } else {
            format!("Il codice {written} di {} non è più in uso: oggi è {}.", comune.label(), comune.istat)
        };
        report.at_address(index, Attribute::Comune, message);
    }
}

/// The comune of an address, and whether it was told by a code of today.
pub(super) fn resolve(indirizzo: &Indirizzo<'_>) -> Option<(&'static comuni::Comune, bool)> {
    if let Some(written) = indirizzo.comune_scritto.as_deref() {
        let old = comuni::latest(written)
            .or_else(|| comuni::by_former_istat(written))
            .or_else(|| comuni::closed_by_istat(written));
        return Some((old?, false));
    }
    let istat = indirizzo.comune.as_deref()?;
    if let Some(comune) = comuni::by_istat(istat) {
        return Some((comune, true));
    }
    let old = comuni::by_former_istat(istat).or_else(|| comuni::closed_by_istat(istat))?;
    Some((old, false))
}

/// A former code gives way to the comune of today; of a closed comune nobody but the person knows.
fn of_today(assistito: &mut Assistito) -> bool {
    let today = assistito.residence().filter(|comune| comune.open());
    today.map(|comune| comune.belfiore.clone_into(&mut assistito.comune_residenza)).is_some()
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_fix, check_no_fix, check_person, sample};

    #[test]
    fn a_former_code() {
        let former = sample().with(|it| it.assistito.comune_residenza = "090001".into());
        check_case(&former, &["A16"]);
        check_fix("A16", &former);
        check_person(
            |person| {
                person.indirizzi[0].comune = Some("090001".into());
                person.indirizzi[0].regione = Some("15".into());
            },
            &["A16"],
        );
    }

    #[test]
    fn a_closed_comune() {
        // Abetone, merged in 2017.
        let closed = sample().with(|it| it.assistito.comune_residenza = "A012".into());
        check_case(&closed, &["A16"]);
        check_no_fix("A16", &closed);
    }
}
