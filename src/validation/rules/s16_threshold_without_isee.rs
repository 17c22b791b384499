//! S16: a threshold, or an amount asked, without ISEE.

use crate::codes::ProvaMezzi;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S16",
    grade: Grade::Advised,
    title: "Soglia o importo richiesto senza ISEE",
    why: "Soglia ISEE e importo richiesto sono dati statistici delle prestazioni soggette a ISEE: con un'altra prova dei mezzi non servono.",
    mend: "Toglierli, oppure correggere la prova dei mezzi.",
    before: "Prova dei mezzi: 4 (nessuna); Soglia ISEE: 9.000,00",
    after: "Prova dei mezzi: 4 (nessuna); Soglia ISEE: (vuoto)",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix {
        label: "Togli soglia e importo richiesto",
        apply: |case, _| {
            case.prestazione.soglia_isee = None;
            case.prestazione.importo_richiesto = None;
            true
        },
    }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if matches!(prestazione.prova_mezzi.get(), None | Some(ProvaMezzi::Isee)) {
        return;
    }
    let fields = [
        (Attribute::SogliaIsee, &prestazione.soglia_isee, "la soglia ISEE"),
        (Attribute::QuotaRichiesta, &prestazione.quota_richiesta, "l'importo richiesto"),
    ];
    if let Some((attribute, _, name)) = fields.iter().find(|(_, value, _)| !value.is_absent()) {
        report.at(
            *attribute,
            format!("C'è {name}, ma la prestazione non è soggetta a ISEE: togliere il dato, o correggere la prova dei mezzi."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{amount, check_case, check_fix, occasional, sample};

    #[test]
    fn statistics_of_isee() {
        let threshold = occasional().with(|it| {
            it.prestazione.soglia_isee = amount("9000");
            it.prestazione.importo_richiesto = amount("10");
        });
        check_case(&threshold, &["S16"]);
        check_fix("S16", &threshold);
        check_case(&sample().with(|it| it.prestazione.soglia_isee = amount("9000")), &[]);
    }
}
