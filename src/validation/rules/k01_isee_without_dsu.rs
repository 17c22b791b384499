//! K01: a means test by ISEE without the DSU.

use crate::codes::ProvaMezzi;
use crate::records::{Case, Chi};
use crate::schema::Attribute;
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "K01",
    grade: Grade::Expected,
    title: "Prestazione soggetta a ISEE senza DSU",
    why: "L'ISEE è un vincolo: se la prestazione dipende dall'ISEE servono protocollo, anno e data della DSU.",
    mend: "Completare la DSU nel progetto, anche chiedendola a INPS. Se la prestazione non dipende dall'ISEE, correggere la prova dei mezzi.",
    before: "Prova dei mezzi: 1 (ISEE); Protocollo DSU: (vuoto)",
    after: "Prova dei mezzi: 1 (ISEE); Protocollo DSU: INPS-ISEE-2026-01234567A-00",
    who: Chi::Ufficio,
    source: "Manuale degli operatori",
    checks: &[Check::Case(check)],
    fix: None,
};

fn check(case: Case<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if case.prestazione.prova_mezzi == Some(ProvaMezzi::Isee) && !case.prestazione.dsu.complete() {
        report.at(
            Attribute::ProtocolloDsu,
            "La prestazione è soggetta a ISEE, ma la DSU manca o non è completa: aggiungere protocollo, anno e data.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::codes::ProvaMezzi;
    use crate::records::Dsu;
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn isee_needs_a_dsu() {
        let no_dsu = sample().with(|it| it.prestazione.dsu = Dsu::default());
        check_case(&no_dsu, &["K01"]);
        check_case(&no_dsu.with(|it| it.prestazione.prova_mezzi = Some(ProvaMezzi::AltraProva)), &[]);
    }
}
