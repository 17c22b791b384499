//! X28: the request's protocol is missing or too long.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X28",
    grade: Grade::Required,
    title: "Protocollo della domanda di lunghezza sbagliata",
    why: "Il protocollo della domanda è obbligatorio e può avere al massimo 32 caratteri.",
    mend: "Scrivere nel progetto il solo numero di protocollo, senza oggetto né data estesa.",
    before: "Protocollo domanda: prot. n. 2026/0004711 del 3 marzo 2026",
    after: "Protocollo domanda: 2026/0004711",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 231-238",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let protocollo = prestazione.protocollo_domanda.as_deref();
    // On records a missing protocol is K02's to say.
    if protocollo.is_some() || !context.on_records() {
        report.maybe(Attribute::ProtocolloDomanda, length(protocollo, "il protocollo della domanda", 1, 32));
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_benefit, check_case, sample};

    #[test]
    fn one_to_thirty_two_characters() {
        check_case(&sample().with(|it| it.progetto.protocollo = "9".repeat(33)), &["X28"]);
        check_benefit(|benefit| benefit.protocollo_domanda = None, &["X28"]);
        check_benefit(|benefit| benefit.protocollo_domanda = Some("".into()), &["X28"]);
    }
}
