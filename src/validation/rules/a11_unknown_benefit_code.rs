//! A11: a benefit code that the table does not have.

use crate::codes::prestazioni;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A11",
    grade: Grade::Advised,
    title: "Codice di prestazione sconosciuto",
    why: "Il codice non è nell'elenco di questo programma. INPS ne aggiunge con i suoi messaggi: può essere nuovo, oppure scritto male.",
    mend: "Controllarlo sulla tabella delle prestazioni del portale di INPS. Se è giusto si può inviare, e aggiungerlo all'elenco nelle Impostazioni.",
    before: "Codice prestazione: A9.07",
    after: "Codice prestazione: A1.07",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some(codice) = prestazione.codice.as_deref()
        && (5..=10).contains(&codice.chars().count())
        && prestazioni::by_code(codice).is_none()
    {
        report.at(
            Attribute::CodicePrestazione,
            format!("Il codice {codice} non è tra le prestazioni conosciute: controllare che sia scritto bene."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn unknown_but_allowed() {
        let new = sample().with(|it| {
            it.prestazione.codice = "A9.01".into();
            it.prestazione.denominazione = "Prestazione del futuro".into();
        });
        check_case(&new, &["A11"]);
    }
}
