//! P21: a DSU where there is no means test.

use crate::codes::ProvaMezzi;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::present};

pub(super) const RULE: Rule = Rule {
    id: "P21",
    grade: Grade::Advised,
    title: "DSU su una prestazione senza prova dei mezzi",
    why: "Per INPS i tre dati della DSU dipendono l'uno dall'altro e non dalla prova dei mezzi; ma se la prestazione non è soggetta ad alcuna prova, di solito uno dei due dati è sbagliato.",
    mend: "Se la prestazione dipende dall'ISEE, indicare prova dei mezzi 1; altrimenti togliere la DSU.",
    before: "Prova dei mezzi: 4 (nessuna); Protocollo DSU: INPS-ISEE-2026-01234567A-00",
    after: "Prova dei mezzi: 1 (ISEE); Protocollo DSU: INPS-ISEE-2026-01234567A-00",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 16",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let told = present(&prestazione.protocollo_dsu).is_some()
        && !prestazione.anno_dsu.is_absent()
        && !prestazione.data_dsu.is_absent();
    if told && prestazione.prova_mezzi.get() == Some(ProvaMezzi::Nessuna) {
        report.at(
            Attribute::ProvaMezzi,
            "C'è una DSU, ma la prestazione risulta senza prova dei mezzi: correggere l'una o l'altra.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::codes::ProvaMezzi;
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn a_dsu_goes_with_a_means_test() {
        check_case(&sample().with(|it| it.prestazione.prova_mezzi = Some(ProvaMezzi::Nessuna)), &["P21"]);
        check_case(&sample().with(|it| it.prestazione.prova_mezzi = Some(ProvaMezzi::Esentata)), &[]);
    }
}
