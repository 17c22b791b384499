//! S17: one benefit of one request told for several people.

use crate::records::Chi;
use crate::schema::Attribute;
use crate::validation::{Check, Grade, Rule, Seen, SetReport, Standing};
use chrono::NaiveDate;
use rustc_hash::{FxBuildHasher, FxHashMap};

pub(super) const RULE: Rule = Rule {
    id: "S17",
    grade: Grade::Advised,
    title: "Stessa domanda per più persone",
    why: "Di una domanda presentata per la famiglia di solito si invia una riga sola, quella della persona di riferimento.",
    mend: "Se è un'unica prestazione data alla famiglia, lasciare una persona sola. Se ciascuno ha avuto la sua, va bene così.",
    before: "Protocollo domanda: 2026/0004711; altra persona: Protocollo domanda: 2026/0004711",
    after: "Protocollo domanda: 2026/0004711 (solo la persona che ha fatto domanda)",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Set(check)],
    fix: None,
};

/// More people than this under one protocol are a list of applicants, not a family.
const FAMILY: usize = 6;

fn check(seen: &[Seen<'_>], report: &mut SetReport<'_>) {
    // The first person, and the others: nearly always there are none, and nothing is allocated.
    let mut people: FxHashMap<Key<'_>, (&str, Vec<&str>)> =
        FxHashMap::with_capacity_and_hasher(seen.len(), FxBuildHasher);
    for one in seen {
        if let Some(key) = key(one) {
            let code = &*one.codice_fiscale;
            let (first, others) = people.entry(key).or_insert_with(|| (code, Vec::new()));
            if *first != code && others.len() < FAMILY && !others.contains(&code) {
                others.push(code);
            }
        }
    }
    if people.values().all(|(_, others)| others.is_empty()) {
        return;
    }
    for (index, one) in seen.iter().enumerate() {
        if one.standing == Standing::Pending
            && let Some((first, others)) = key(one).and_then(|key| people.get(&key))
            && *first != one.codice_fiscale
            && others.len() < FAMILY
        {
            report.at(
                index,
                Attribute::ProtocolloDomanda,
                format!(
                    "La prestazione {} della domanda {} risulta anche a {first}: se è la stessa data alla famiglia, lasciarla a una persona sola.",
                    one.codice, one.protocollo
                ),
            );
        }
    }
}

/// One benefit of one request, whoever got it.
type Key<'a> = (&'a str, &'a str, Option<NaiveDate>, Option<NaiveDate>);

fn key<'s>(one: &'s Seen<'_>) -> Option<Key<'s>> {
    let told = !one.codice_fiscale.is_empty() && !one.codice.is_empty() && !one.protocollo.is_empty();
    told.then_some((&*one.protocollo, &*one.codice, one.dal, one.al))
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_set, seen};

    #[test]
    fn a_family_but_no_list() {
        const PEOPLE: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];
        let family = |count: usize| -> Vec<_> {
            PEOPLE[..count]
                .iter()
                .map(|code| crate::validation::Seen { codice_fiscale: (*code).into(), nome: (*code).into(), ..seen() })
                .collect()
        };
        check_set(&family(1), &[]);
        check_set(&family(3), &[(1, "S17"), (2, "S17")]);
        check_set(&family(8), &[]);
        let mut other = family(2);
        other[1].protocollo = "altro".into();
        check_set(&other, &[]);
    }
}
