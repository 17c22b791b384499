//! X38: an answer of the SINA is unreadable.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::optional};

pub(super) const RULE: Rule = Rule {
    id: "X38",
    grade: Grade::Required,
    title: "Risposta della scheda SINA illeggibile",
    why: "Le risposte della scheda SINA sono numeri di un elenco: un altro valore fa rifiutare il file.",
    mend: "Scegliere la risposta dall'elenco; se la domanda è facoltativa e non c'è risposta, togliere il campo.",
    before: r#"Mobilita="4""#,
    after: r#"Mobilita="2""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 431-679",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    const TO_3: &str = "un numero da 1 a 3";
    const TO_2: &str = "1 oppure 2";
    let Some(sina) = &prestazione.sina else { return };
    for (attribute, message) in [
        (Attribute::Mobilita, optional(&sina.mobilita, "la mobilità", TO_3)),
        (Attribute::VitaQuotidiana, optional(&sina.vita_quotidiana, "l'attività della vita quotidiana", TO_3)),
        (Attribute::AreaCognitiva, optional(&sina.area_cognitiva, "il disturbo dell'area cognitiva", TO_3)),
        (Attribute::Comportamento, optional(&sina.comportamento, "il disturbo comportamentale", TO_2)),
        (Attribute::CureSanitarie, optional(&sina.cure_sanitarie, "la necessità di cure sanitarie", TO_3)),
        (Attribute::AreaReddituale, optional(&sina.area_reddituale, "l'area reddituale", TO_3)),
        (Attribute::AreaSupporto, optional(&sina.area_supporto, "l'area di supporto", TO_3)),
        (
            Attribute::FonteValutazione,
            optional(&sina.fonte_valutazione, "la fonte della valutazione", "un numero da 1 a 4"),
        ),
        (Attribute::Strumento, optional(&sina.strumento, "lo strumento di valutazione", "un numero da 1 a 7")),
        (Attribute::FonteInvalidita, optional(&sina.fonte_invalidita, "la fonte dell'invalidità", TO_2)),
    ] {
        report.maybe(attribute, message);
    }
    for kind in &sina.invalidita {
        report.maybe(Attribute::Invalidita, optional(kind, "l'invalidità", "un numero da 1 a 8"));
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::{SinaFlusso, Value};
    use crate::validation::testing::{check_xml, sina_sample};

    #[test]
    fn numbers_of_the_lists() {
        let sina = sina_sample();
        let bend = |bend: fn(&mut SinaFlusso<'_>)| {
            check_xml(&sina, |flusso| bend(flusso.beneficiari[0].prestazioni[0].sina.as_mut().unwrap()), &["X38"]);
        };
        bend(|sina| sina.mobilita = Value::Unreadable("4".into()));
        bend(|sina| sina.area_cognitiva = Value::Unreadable(String::new()));
        bend(|sina| sina.invalidita.push(Value::Unreadable("9".into())));
    }
}
