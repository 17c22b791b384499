//! X23: the protocol of the DSU is too long.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X23",
    grade: Grade::Required,
    title: "Protocollo della DSU troppo lungo",
    why: "Il numero di protocollo della DSU può avere al massimo 30 caratteri.",
    mend: "Copiarlo dall'attestazione ISEE, per esempio INPS-ISEE-2026-01234567A-00, senza altre parole.",
    before: r#"NumeroProtocolloDSU="DSU INPS-ISEE-2026-01234567A-00""#,
    after: r#"NumeroProtocolloDSU="INPS-ISEE-2026-01234567A-00""#,
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 195-202",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let protocollo = prestazione.protocollo_dsu.as_deref();
    if protocollo.is_some() {
        report.maybe(Attribute::ProtocolloDsu, length(protocollo, "il protocollo della DSU", 0, 30));
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn up_to_thirty_characters() {
        let long = sample().with(|it| it.prestazione.dsu.protocollo = "DSU INPS-ISEE-2026-01234567A-00".into());
        check_case(&long, &["X23"]);
    }
}
