//! A09: years and dates that do not agree.

use super::s12_dsu_protocol_shape::year_of;
use crate::records::{Chi, Dsu};
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::text::dates;
use crate::validation::{Check, Context, Fix, Grade, Report, Rule, rule::present};
use chrono::Datelike;
use chrono::NaiveDate;

pub(super) const RULE: Rule = Rule {
    id: "A09",
    grade: Grade::Advised,
    title: "Date che non tornano tra loro",
    why: "L'anno della DSU è scritto anche nel suo protocollo e nella sua data; la DSU si presenta prima di ricevere la prestazione; e nulla di già avvenuto può avere una data futura.",
    mend: "Confrontare con l'attestazione ISEE e correggere il dato sbagliato.",
    before: "Anno DSU: 2025; Protocollo DSU: INPS-ISEE-2026-01234567A-00",
    after: "Anno DSU: 2026; Protocollo DSU: INPS-ISEE-2026-01234567A-00",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix {
        label: "Prendi l'anno dal protocollo e dalla data",
        apply: |case, _| year_of_both(&mut case.prestazione.dsu),
    }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let anno = prestazione.anno_dsu.get();
    let data = prestazione.data_dsu.get();
    let told = present(&prestazione.protocollo_dsu).and_then(year_of);
    match (anno, told, data) {
        (Some(anno), Some(told), _) if anno != told => report.at(
            Attribute::AnnoDsu,
            format!("L'anno della DSU è {anno}, ma il protocollo è del {told}: correggere quello sbagliato."),
        ),
        (Some(year), _, Some(data)) | (None, Some(year), Some(data)) if data.year() != i32::from(year) => report.at(
            Attribute::DataDsu,
            format!("La DSU è del {year}, ma la sua data è {}: correggere quella sbagliata.", dates::italian(data)),
        ),
        _ => {}
    }
    let delivered = prestazione.data_erogazione.get();
    match (data, delivered) {
        (Some(data), _) if data > context.today => future(report, Attribute::DataDsu, "La data della DSU", data),
        (Some(data), Some(delivered)) if data > delivered => report.at(
            Attribute::DataDsu,
            format!(
                "La DSU è del {}, dopo l'erogazione del {}: controllare le date.",
                dates::italian(data),
                dates::italian(delivered)
            ),
        ),
        _ => {}
    }
    for (attribute, date, name) in [
        (Attribute::DataErogazione, delivered, "La data di erogazione"),
        (Attribute::DataEvento, prestazione.data_evento.get(), "La data dell'evento"),
    ] {
        if let Some(date) = date.filter(|date| *date > context.today) {
            future(report, attribute, name, date);
        }
    }
}

fn future(report: &mut Report<'_>, attribute: Attribute, name: &str, date: NaiveDate) {
    report.at(attribute, format!("{name} è nel futuro ({}): controllarla.", dates::italian(date)));
}

/// The protocol and the date agree on another year than the one written.
fn year_of_both(dsu: &mut Dsu) -> bool {
    let told = year_of(&dsu.protocollo).filter(|year| dsu.data.is_some_and(|data| data.year() == i32::from(*year)));
    if dsu.anno.is_none() || told.is_none() || dsu.anno == told {
        return false;
    }
    dsu.anno = told;
    true
}

#[cfg(test)]
mod tests {
    use crate::codes::ProvaMezzi;
    use crate::validation::testing::{check_case, check_fix, check_no_fix, day, occasional, sample, today};

    #[test]
    fn years_of_the_dsu() {
        let year = sample().with(|it| it.prestazione.dsu.anno = Some(2025));
        check_case(&year, &["A09"]);
        check_fix("A09", &year);
        let date = sample().with(|it| it.prestazione.dsu.data = Some(day("2025-12-20")));
        check_case(&date, &["A09"]);
        check_no_fix("A09", &date);
    }

    #[test]
    fn nothing_done_lies_in_the_future() {
        check_case(&occasional().with(|it| it.prestazione.data_erogazione = Some(day("2026-11-24"))), &["A09"]);
        check_case(&occasional().with(|it| it.prestazione.data_erogazione = Some(today())), &[]);
        check_case(&sample().with(|it| it.prestazione.data_evento = Some(day("2027-01-01"))), &["A09"]);
        check_case(&sample().with(|it| it.prestazione.data_fine = Some(day("2026-12-31"))), &[]);
        check_case(&sample().with(|it| it.prestazione.dsu.data = Some(day("2026-12-01"))), &["A09"]);
    }

    #[test]
    fn a_dsu_comes_before_what_it_gives() {
        let after = occasional().with(|it| {
            it.prestazione.prova_mezzi = Some(ProvaMezzi::Isee);
            it.prestazione.dsu = sample().prestazione.dsu;
            it.prestazione.data_erogazione = Some(day("2026-01-19"));
        });
        check_case(&after, &["A09"]);
    }
}
