//! S07: in a finished file, a means test by ISEE without the DSU.

use crate::codes::ProvaMezzi;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::present};

pub(super) const RULE: Rule = Rule {
    id: "S07",
    grade: Grade::Advised,
    title: "Prestazione soggetta a ISEE senza DSU",
    why: "INPS non obbliga a indicare la DSU, ma una prestazione soggetta a ISEE senza DSU non si può collegare all'attestazione della famiglia.",
    mend: "Aggiungere numero di protocollo, anno e data della DSU, se la famiglia l'ha presentata.",
    before: r#"PresenzaProvaMezzi="1" senza NumeroProtocolloDSU, AnnoProtocolloDSU, DataDSU"#,
    after: r#"AnnoProtocolloDSU="2026" DataDSU="2026-02-03" e NumeroProtocolloDSU dell'attestazione"#,
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    if !context.on_records()
        && prestazione.prova_mezzi.get() == Some(ProvaMezzi::Isee)
        && present(&prestazione.protocollo_dsu).is_none()
        && prestazione.anno_dsu.is_absent()
        && prestazione.data_dsu.is_absent()
    {
        report.at(
            Attribute::ProtocolloDsu,
            "La prestazione è soggetta a ISEE ma non c'è la DSU: aggiungerla, se la famiglia l'ha presentata.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::records::Dsu;
    use crate::validation::testing::{check_case, check_xml, sample};

    #[test]
    fn in_records_it_is_k01() {
        let no_dsu = sample().with(|it| it.prestazione.dsu = Dsu::default());
        check_case(&no_dsu, &["K01"]);
        check_xml(&no_dsu, |_| {}, &["S07"]);
    }
}
