//! A24: a benefit that INPS has already.

use super::a13_double::{Key, key};
use crate::records::Chi;
use crate::schema::Attribute;
use crate::validation::{Check, Grade, Rule, Seen, SetReport, Standing};
use rustc_hash::FxHashMap;

pub(super) const RULE: Rule = Rule {
    id: "A24",
    grade: Grade::Advised,
    title: "Prestazione già acquisita da INPS",
    why: "Una prestazione uguale è già stata acquisita da INPS in un flusso precedente: inviandola di nuovo verrebbe contata due volte.",
    mend: "Se è la stessa, non inviarla. Se va corretta, cancellare prima quella acquisita.",
    before: "Data inizio: 01/02/2026; già acquisita: Data inizio: 01/02/2026",
    after: "Data inizio: 01/08/2026; Data fine: 31/10/2026; già acquisita: Data inizio: 01/02/2026",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Set(check)],
    fix: None,
};

fn check(seen: &[Seen<'_>], report: &mut SetReport<'_>) {
    let accepted = |one: &Seen<'_>| matches!(one.standing, Standing::Accepted(_));
    let mut flows: FxHashMap<Key<'_>, &str> = FxHashMap::default();
    for one in seen.iter().filter(|one| accepted(one)) {
        if let (Some(key), Standing::Accepted(flow)) = (key(one), &one.standing) {
            flows.insert(key, flow);
        }
    }
    if flows.is_empty() {
        return;
    }
    for (index, one) in seen.iter().enumerate().filter(|(_, one)| one.standing == Standing::Pending) {
        if let Some(flow) = key(one).and_then(|key| flows.get(&key)) {
            report.at(
                index,
                Attribute::CodicePrestazione,
                format!(
                    "La prestazione {} è già stata acquisita da INPS con il flusso {flow}: non inviarla di nuovo.",
                    one.codice
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_set, seen};
    use crate::validation::{Seen, Standing};

    #[test]
    fn accepted_ones_are_not_sent_again() {
        let accepted = Seen { standing: Standing::Accepted("G478.PS.20260801.0000001".into()), ..seen() };
        check_set(&[seen(), accepted.clone()], &[(0, "A24")]);
        check_set(&[accepted.clone(), accepted.clone()], &[]);
        check_set(&[accepted, Seen { al: None, ..seen() }], &[]);
    }
}
