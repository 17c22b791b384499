//! X05: the ente's code is missing or too long.

use crate::records::Chi;
use crate::schema::{Attribute, IdentificazioneFlusso};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X05",
    grade: Grade::Required,
    title: "Codice dell'ente mancante o troppo lungo",
    why: "Il codice dice a INPS quale ente invia il flusso.",
    mend: "Scrivere nelle Impostazioni il codice con cui l'ente è registrato presso INPS (per un comune, il codice catastale).",
    before: "Codice ente: (vuoto)",
    after: "Codice ente: G478",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 53-60",
    checks: &[Check::Identification(check)],
    fix: None,
};

fn check(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    report.maybe(Attribute::EnteCodice, length(identificazione.ente.codice.as_deref(), "il codice dell'ente", 1, 32));
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_ente, check_xml, sample};

    #[test]
    fn one_to_thirty_two_characters() {
        check_ente(|ente| ente.codice.clear(), &["X05"]);
        check_ente(|ente| ente.codice = "E".repeat(33), &["X05"]);
        check_xml(&sample(), |flusso| flusso.identificazione.ente.codice = None, &["X05"]);
    }
}
