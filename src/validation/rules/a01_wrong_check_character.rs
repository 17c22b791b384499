//! A01: a fiscal code whose check character is wrong.

use crate::records::{Chi, FiscalCode};
use crate::schema::{Attribute, Beneficiario, IdentificazioneFlusso};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A01",
    grade: Grade::Expected,
    title: "Codice fiscale con l'ultimo carattere sbagliato",
    why: "L'ultimo carattere del codice fiscale si calcola dagli altri: se non torna, nel codice c'è un errore di scrittura.",
    mend: "Controllare tutto il codice sul tesserino sanitario o in anagrafe: di solito sono due caratteri scambiati.",
    before: "Codice fiscale: PRVSPL88D52G478S",
    after: "Codice fiscale: PRVSPL88D52G478R",
    who: Chi::Anagrafe,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Person(check), Check::Identification(operator)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    report.maybe(Attribute::CodiceFiscale, wrong(beneficiario.codice_fiscale.as_deref()));
}

fn operator(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    report.maybe(Attribute::CfOperatore, wrong(identificazione.ente.cf_operatore.as_deref()));
}

fn wrong(code: Option<&str>) -> Option<String> {
    let code = code.filter(|code| code.len() == 16 && !code.ends_with(' '))?;
    match FiscalCode::read(code) {
        Some(read) if read.checked() => None,
        Some(read) => Some(format!(
            "Il codice fiscale «{code}» contiene un errore: con questi dati finirebbe per {}. Ricontrollarlo tutto.",
            read.expected_check()
        )),
        // The schema takes any letter; only twelve of them are months.
        None if super::x10_fiscal_code_shape::accepted(code) => Some(format!(
            "Il codice fiscale «{code}» non può esistere: controllare la lettera del mese e le ultime cifre."
        )),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_ente, sample};

    #[test]
    fn of_people_and_operators() {
        check_case(&sample().with(|it| it.assistito.codice_fiscale = "PRVSPL88D52G478S".into()), &["A01"]);
        check_case(&sample().with(|it| it.assistito.codice_fiscale = "PRVSPL88F52G478R".into()), &["A01"]);
        check_ente(|ente| ente.operatori[0].codice_fiscale = "PRTFNT83P49G478M".into(), &["A01"]);
    }
}
