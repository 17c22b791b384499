//! P01: more than one benefit in a flow for application cooperation.

use crate::records::Chi;
use crate::schema::{Attribute, Flusso};
use crate::validation::{Check, Context, Grade, Report, Rule, Source};

pub(super) const RULE: Rule = Rule {
    id: "P01",
    grade: Grade::Required,
    title: "Più di una prestazione in un flusso per la cooperazione applicativa",
    why: "Tra sistemi (WaaS) INPS accetta un solo beneficiario e una sola prestazione per flusso; i flussi con molte righe si caricano dal portale.",
    mend: "Produrre un flusso per ogni prestazione, oppure caricare il file dal portale di INPS.",
    before: "<Flusso> <IdentificazioneFlusso/> <Beneficiario/> <Beneficiario/> </Flusso>",
    after: "<Flusso> <IdentificazioneFlusso/> <Beneficiario/> </Flusso>",
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 14 e 39; specifica tecnica WaaS SIUSS 2.0.1, pagine 3 e 11",
    checks: &[Check::Document(check)],
    fix: None,
};

fn check(flusso: &Flusso<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    if !matches!(context.source, Source::Xml { waas: true, .. }) {
        return;
    }
    let people = flusso.beneficiari.len();
    let benefits: usize = flusso.beneficiari.iter().map(|beneficiario| beneficiario.prestazioni.len()).sum();
    if people > 1 || benefits > 1 {
        report.at(
            Attribute::Flusso,
            format!("Il flusso contiene {people} beneficiari e {benefits} prestazioni: per la cooperazione applicativa va diviso in flussi da una prestazione sola."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Flusso;
    use crate::validation::testing::{check_waas, check_xml, sample};

    #[test]
    fn only_in_application_cooperation() {
        check_waas(|_| {}, 1_000, &[]);
        let twice = |flusso: &mut Flusso<'_>| {
            let mut again = flusso.beneficiari[0].prestazioni[0].clone();
            again.protocollo_domanda = Some("altro".into());
            flusso.beneficiari[0].prestazioni.push(again);
        };
        check_waas(twice, 1_000, &["P01"]);
        check_xml(&sample(), twice, &[]);
    }
}
