//! K02: no protocollo principale.

use crate::records::{Case, Chi};
use crate::schema::Attribute;
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "K02",
    grade: Grade::Required,
    title: "Protocollo mancante",
    why: "Il protocollo principale del progetto è un vincolo: senza, la prestazione non può essere inviata.",
    mend: "Scrivere il protocollo della domanda nel progetto (o nella colonna «Protocollo domanda» del foglio).",
    before: "Protocollo domanda: (vuoto)",
    after: "Protocollo domanda: 2026/0004711",
    who: Chi::Ufficio,
    source: "Manuale degli operatori, passo 5; PS_PSA_SINA201812.xsd righe 231-238",
    checks: &[Check::Case(check)],
    fix: None,
};

fn check(case: Case<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if case.progetto.protocollo.is_empty() {
        report.at(Attribute::ProtocolloDomanda, "Protocollo mancante: scrivere il protocollo della domanda.");
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn a_case_without_protocol_is_kept_back() {
        check_case(&sample().with(|it| it.progetto.protocollo.clear()), &["K02"]);
    }
}
