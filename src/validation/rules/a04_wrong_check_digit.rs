//! A04: a provisional fiscal code whose check digit is wrong.

use crate::records::{Chi, FiscalCode};
use crate::schema::{Attribute, Beneficiario, IdentificazioneFlusso};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A04",
    grade: Grade::Expected,
    title: "Codice fiscale provvisorio con l'ultima cifra sbagliata",
    why: "Anche nei codici di undici cifre l'ultima si calcola dalle altre: se non torna, c'è un errore di scrittura.",
    mend: "Controllare il codice sul documento rilasciato dall'Agenzia delle Entrate.",
    before: "Codice fiscale: 12345678900",
    after: "Codice fiscale: 12345678903",
    who: Chi::AgenziaEntrate,
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
    match FiscalCode::read(code?)? {
        read @ FiscalCode::Provisional(_) if !read.checked() => Some(format!(
            "Il codice di undici cifre «{}» contiene un errore: con queste cifre finirebbe per {}. Ricontrollarlo tutto.",
            code?.trim(),
            read.expected_check()
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_ente, sample};

    #[test]
    fn of_people_and_operators() {
        for (code, expected) in [("00743110157", &[][..]), ("00743110158", &["A04"]), ("00743110158     ", &["A04"])] {
            check_case(&sample().with(|it| it.assistito.codice_fiscale = code.into()), expected);
        }
        check_ente(|ente| ente.operatori[0].codice_fiscale = "00743110158".into(), &["A04"]);
    }
}
