//! A13: the same benefit twice.

use crate::records::Attribute;
use crate::validation::{Check, Grade, Rule, Seen, SetReport, Standing};
use std::collections::HashMap;

pub(super) const RULE: Rule = Rule {
    id: "A13",
    grade: Grade::Advised,
    title: "Prestazione ripetuta",
    why: "Stessa persona, stesso codice, stesso protocollo e stesso periodo: con ogni probabilità è la stessa prestazione scritta due volte, e INPS la conterebbe due volte.",
    mend: "Se è davvero la stessa, eliminarne una. Se sono due diverse, distinguerle con la data o con il protocollo.",
    source: "Controllo di coerenza di questo programma",
    check: Check::Set(check),
    fix: None,
};

fn check(seen: &[Seen<'_>], report: &mut SetReport<'_>) {
    let mut first = HashMap::with_capacity(seen.len());
    for (index, one) in seen.iter().enumerate() {
        if one.codice_fiscale.is_empty() || one.codice.is_empty() {
            continue;
        }
        let key = (one.codice_fiscale, one.codice, one.protocollo, one.dal, one.al);
        let Some(other) = first.insert(key, index).map(|other| &seen[other]) else { continue };
        if one.standing == Standing::Pending {
            let whereabouts = match other.standing {
                Standing::Pending => "un'altra riga".to_owned(),
                Standing::Sent(flow) | Standing::Accepted(flow) => format!("una riga già nel flusso {flow}"),
            };
            report.at(
                index,
                Attribute::CodicePrestazione,
                format!("La prestazione {} è uguale a {whereabouts}: stessa persona, protocollo e periodo.", one.codice),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_flusso, sample};

    #[test]
    fn twice_in_one_flow() {
        let sample = sample();
        let mut flusso = sample.flusso();
        let again = flusso.beneficiari[0].prestazioni[0].clone();
        flusso.beneficiari[0].prestazioni.push(again);
        check_flusso(&flusso, &["A13"]);
        flusso.beneficiari[0].prestazioni[1].protocollo_domanda = Some("altro".into());
        check_flusso(&flusso, &[]);
    }
}
