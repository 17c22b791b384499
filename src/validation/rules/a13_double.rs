//! A13: the same benefit twice.

use crate::records::Chi;
use crate::schema::Attribute;
use crate::validation::{Check, Grade, Rule, Seen, SetReport, Standing};
use chrono::NaiveDate;
use rustc_hash::{FxBuildHasher, FxHashMap};

pub(super) const RULE: Rule = Rule {
    id: "A13",
    grade: Grade::Advised,
    title: "Prestazione ripetuta",
    why: "Stessa persona, stesso codice, stesso protocollo e stesso periodo: con ogni probabilità è la stessa prestazione scritta due volte, e INPS la conterebbe due volte.",
    mend: "Se è davvero la stessa, eliminarne una. Se sono due diverse, distinguerle con la data o con il protocollo.",
    before: "Protocollo domanda: 2026/0004711; altra riga: Protocollo domanda: 2026/0004711",
    after: "Protocollo domanda: 2026/0004711 (una riga sola)",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Set(check)],
    fix: None,
};

fn check(seen: &[Seen<'_>], report: &mut SetReport<'_>) {
    let mut first = FxHashMap::with_capacity_and_hasher(seen.len(), FxBuildHasher);
    // Those already in a flow come first, whatever the order: they are what the others repeat.
    let sent = |one: &Seen<'_>| matches!(one.standing, Standing::Sent(_));
    for one in seen.iter().filter(|one| sent(one)) {
        if let Some(key) = key(one) {
            first.insert(key, one);
        }
    }
    for (index, one) in seen.iter().enumerate().filter(|(_, one)| one.standing == Standing::Pending) {
        let Some(key) = key(one) else { continue };
        let Some(other) = first.insert(key, one) else { continue };
        let whereabouts = match &other.standing {
            Standing::Sent(flow) => format!("una riga già nel flusso {flow}"),
            _ => "un'altra riga".to_owned(),
        };
        report.at(
            index,
            Attribute::CodicePrestazione,
            format!("La prestazione {} è uguale a {whereabouts}: se è la stessa, toglierne una.", one.codice),
        );
    }
}

/// What makes two benefits one: person, code, protocol and days.
pub(super) type Key<'a> = (&'a str, &'a str, &'a str, Option<NaiveDate>, Option<NaiveDate>);

pub(super) fn key<'s>(one: &'s Seen<'_>) -> Option<Key<'s>> {
    let told = !one.codice_fiscale.is_empty() && !one.codice.is_empty();
    told.then_some((&*one.codice_fiscale, one.codice.trim(), one.protocollo.trim(), one.dal, one.al))
}

#[cfg(test)]
mod tests {
    use crate::codes::TipoOperazione;
    use crate::schema::{Flusso, Value};
    use crate::validation::testing::{check_set, check_xml, sample, seen};
    use crate::validation::{Seen, Standing};

    #[test]
    fn twice_in_one_flow() {
        let twice = |protocol: &'static str| {
            move |flusso: &mut Flusso<'_>| {
                let mut again = flusso.beneficiari[0].prestazioni[0].clone();
                again.protocollo_domanda = Some(protocol.into());
                flusso.beneficiari[0].prestazioni.push(again);
            }
        };
        check_xml(&sample(), twice("2026/0004711"), &["A13"]);
        check_xml(&sample(), twice("2026/0004711 "), &["A13"]);
        check_xml(&sample(), twice("altro"), &[]);
        let of_lower_case = |flusso: &mut Flusso<'_>| {
            let mut again = flusso.beneficiari[0].clone();
            again.codice_fiscale = Some("prvspl88d52g478r".into());
            flusso.beneficiari.push(again);
        };
        check_xml(&sample(), of_lower_case, &["A05", "A13"]);
    }

    #[test]
    fn a_cancellation_is_no_double() {
        let corrected = |flusso: &mut Flusso<'_>| {
            let mut old = flusso.beneficiari[0].prestazioni[0].clone();
            old.tipo_operazione = Value::Read(TipoOperazione::Cancellazione);
            flusso.beneficiari[0].prestazioni.insert(0, old);
        };
        check_xml(&sample(), corrected, &[]);
    }

    #[test]
    fn already_in_a_flow() {
        let sent = || Seen { standing: Standing::Sent("G478.PS.20260801.0000001".into()), ..seen() };
        check_set(&[seen(), sent()], &[(0, "A13")]);
        check_set(&[sent(), seen(), seen()], &[(1, "A13"), (2, "A13")]);
        check_set(&[sent(), sent()], &[]);
        check_set(&[seen(), Seen { dal: None, ..seen() }], &[]);
    }
}
