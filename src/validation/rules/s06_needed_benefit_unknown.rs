//! S06: a needed benefit that no list has.

use crate::codes::prestazioni;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S06",
    grade: Grade::Advised,
    title: "Intervento necessario con un codice sconosciuto",
    why: "Il codice dell'intervento necessario non è tra le prestazioni conosciute: potrebbe essere un errore di scrittura.",
    mend: "Controllare il codice nell'elenco delle prestazioni; se è nuovo, si può inviare lo stesso.",
    before: "SINA: interventi sociali necessari (codici): A9.07",
    after: "SINA: interventi sociali necessari (codici): A2.07",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: None,
};

/// What the regional programme offers to choose from, sorted. INPS itself takes, and shows, others:
/// a code that the table of benefits knows is fine too.
const OFFERED: [&str; 15] = [
    "A1.04", "A1.10", "A1.11", "A1.12", "A1.13", "A1.14", "A1.15", "A1.16", "A1.23", "A2.07", "A2.08", "A2.14",
    "A2.20", "A2.21", "A3.02",
];

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for code in prestazione.sina.iter().flat_map(|sina| &sina.necessita) {
        let code = code.as_ref();
        if super::p17_needed_benefit_code::shaped(code)
            && OFFERED.binary_search(&code).is_err()
            && prestazioni::by_code(code).is_none()
        {
            report.at(
                Attribute::Necessita,
                format!("L'intervento necessario {code} non è tra le prestazioni conosciute: controllare il codice."),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sina_sample};

    #[test]
    fn known_or_offered() {
        for (code, expected) in [("A1.23", &[][..]), ("A2.17", &[]), ("A9.07", &["S06"])] {
            let needs = sina_sample().with(|it| it.prestazione.sina.as_mut().unwrap().necessita = vec![code.into()]);
            check_case(&needs, expected);
        }
    }
}
