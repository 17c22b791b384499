//! P04: a DSU told by halves.

use super::s12_dsu_protocol_shape::year_of;
use crate::records::{Chi, Dsu};
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{
    Check, Context, Fix, Grade, Report, Rule,
    rule::{listed, present},
};
use chrono::Datelike;

pub(super) const RULE: Rule = Rule {
    id: "P04",
    grade: Grade::Expected,
    title: "DSU incompleta",
    why: "Numero di protocollo, anno e data della DSU vanno insieme: o tutti e tre, o nessuno.",
    mend: "Completare i dati della DSU dall'attestazione ISEE, oppure toglierli tutti.",
    before: "Protocollo DSU: INPS-ISEE-2026-01234567A-00; Data DSU: (vuoto)",
    after: "Protocollo DSU: INPS-ISEE-2026-01234567A-00; Data DSU: 20/01/2026",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 16",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix {
        label: "Prendi l'anno dal protocollo",
        apply: |case, _| year_from_protocol(&mut case.prestazione.dsu),
    }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let parts = [
        (Attribute::ProtocolloDsu, present(&prestazione.protocollo_dsu).is_none(), "il numero di protocollo"),
        (Attribute::AnnoDsu, prestazione.anno_dsu.is_absent(), "l'anno"),
        (Attribute::DataDsu, prestazione.data_dsu.is_absent(), "la data"),
    ];
    let absent = parts.iter().filter(|(_, absent, _)| *absent).count();
    if absent == 0 || absent == parts.len() {
        return;
    }
    let missing: Vec<&str> = parts.iter().filter(|(_, absent, _)| *absent).map(|(.., name)| *name).collect();
    let first = parts.iter().find(|(_, absent, _)| *absent).map_or(Attribute::ProtocolloDsu, |(first, ..)| *first);
    let lack = if missing.len() == 1 { "manca" } else { "mancano" };
    report.at(
        first,
        format!("La DSU è incompleta, {lack} {}. Indicare tutti e tre i dati, oppure nessuno.", listed(&missing)),
    );
}

/// Only the year is missing, and protocol and date agree on it.
fn year_from_protocol(dsu: &mut Dsu) -> bool {
    let told = year_of(&dsu.protocollo).filter(|year| dsu.data.is_some_and(|data| data.year() == i32::from(*year)));
    if dsu.anno.is_some() || told.is_none() {
        return false;
    }
    dsu.anno = told;
    true
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_benefit, check_case, check_fix, check_no_fix, day, sample};

    #[test]
    fn all_three_or_none() {
        check_benefit(|benefit| benefit.data_dsu = Value::Absent, &["P04"]);
        check_benefit(|benefit| benefit.protocollo_dsu = None, &["P04"]);
        let none = |it: &mut crate::schema::PrestazioneSociale<'_>| {
            it.protocollo_dsu = None;
            it.anno_dsu = Value::Absent;
            it.data_dsu = Value::Absent;
        };
        check_benefit(none, &["S07"]);
        check_case(&sample().with(|it| it.prestazione.dsu.data = None), &["K01", "P04"]);
    }

    #[test]
    fn the_year_is_in_the_protocol() {
        let no_year = sample().with(|it| it.prestazione.dsu.anno = None);
        check_case(&no_year, &["K01", "P04"]);
        check_fix("P04", &no_year);
        check_no_fix("P04", &no_year.clone().with(|it| it.prestazione.dsu.data = None));
        check_no_fix("P04", &no_year.with(|it| it.prestazione.dsu.data = Some(day("2025-12-30"))));
    }
}
