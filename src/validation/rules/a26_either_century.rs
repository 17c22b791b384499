//! A26: a birth year that only the fiscal code tells, and of which it does not tell the century.

use crate::records::{Case, Chi};
use crate::schema::Attribute;
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A26",
    grade: Grade::Advised,
    title: "Secolo di nascita non certo",
    why: "Il codice fiscale dice solo le ultime due cifre dell'anno di nascita: senza la data, un bambino e una persona di oltre cento anni non si distinguono.",
    mend: "Scrivere la data di nascita nella scheda dell'assistito, con l'anno di quattro cifre.",
    before: "Codice fiscale: PRVSPL25D52G478A; Data di nascita: (vuoto)",
    after: "Codice fiscale: PRVSPL25D52G478A; Data di nascita: 12/04/1925",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma; D.M. Finanze 12 marzo 1974",
    checks: &[Check::Case(check)],
    fix: None,
};

fn check(case: Case<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let assistito = case.assistito;
    if assistito.nascita.is_some() || assistito.anno_nascita.is_some() {
        return;
    }
    if let Some((late, early)) = assistito.told_by_code().and_then(|code| code.either_century(context.today)) {
        report.at(
            Attribute::AnnoNascita,
            format!(
                "Il codice fiscale è di chi è nato nel {late} o nel {early}, e manca la data di nascita: si invia {late}. Se è nato nel {early}, scrivere la data."
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, day, sample};

    #[test]
    fn only_a_date_tells_a_child_from_a_centenarian() {
        let of = |code: &'static str| {
            sample().with(move |it| {
                it.assistito.codice_fiscale = code.into();
                it.assistito.nascita = None;
            })
        };
        check_case(&of("PRVSPL25D52G478A"), &["A26"]);
        check_case(&of("PRVSPL88D52G478R"), &[]);
        check_case(&of("PRVSPL25D52G478A").with(|it| it.assistito.nascita = Some(day("1925-04-12"))), &[]);
        check_case(&of("PRVSPL25D52G478A").with(|it| it.assistito.anno_nascita = Some(2025)), &[]);
    }
}
