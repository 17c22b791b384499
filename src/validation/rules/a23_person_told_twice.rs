//! A23: one person with two fiscal codes, or two people with one.

use crate::records::{Chi, FiscalCode};
use crate::schema::Attribute;
use crate::text::fold;
use crate::validation::{Check, Grade, Rule, Seen, SetReport, Standing};
use rustc_hash::{FxBuildHasher, FxHashMap};

pub(super) const RULE: Rule = Rule {
    id: "A23",
    grade: Grade::Advised,
    title: "Stessa persona con due codici, o due persone con lo stesso codice",
    why: "Ogni persona ha un solo codice fiscale: due codici per la stessa persona, o due persone con lo stesso codice, sono quasi sempre un errore di scrittura.",
    mend: "Controllare i documenti e lasciare il codice giusto. Se sono due persone diverse con lo stesso nome, va bene così.",
    before: "Codice fiscale: PRVSPL88D52G478R; altra riga: Codice fiscale: PRVSPL88D52H501A",
    after: "Codice fiscale: PRVSPL88D52G478R; altra riga: Codice fiscale: PRVSPL88D52G478R",
    who: Chi::Anagrafe,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Set(check)],
    fix: None,
};

fn check(seen: &[Seen<'_>], report: &mut SetReport<'_>) {
    let mut people: FxHashMap<(&str, &str, u16), &Seen<'_>> =
        FxHashMap::with_capacity_and_hasher(seen.len(), FxBuildHasher);
    let mut codes: FxHashMap<&str, &Seen<'_>> = FxHashMap::with_capacity_and_hasher(seen.len(), FxBuildHasher);
    for (index, one) in seen.iter().enumerate() {
        if one.codice_fiscale.is_empty() || one.cognome.is_empty() || one.nome.is_empty() {
            continue;
        }
        let pending = one.standing == Standing::Pending;
        let namesake = *codes.entry(&one.codice_fiscale).or_insert(one);
        if pending && !(same_name(&one.cognome, &namesake.cognome) && same_name(&one.nome, &namesake.nome)) {
            report.at(
                index,
                Attribute::CodiceFiscale,
                format!(
                    "Il codice {} è anche di {} {}: due persone non possono avere lo stesso codice.",
                    one.codice_fiscale, namesake.cognome, namesake.nome
                ),
            );
            continue;
        }
        let Some(anno) = one.anno_nascita else { continue };
        let other = *people.entry((&one.cognome, &one.nome, anno)).or_insert(one);
        if pending && other.codice_fiscale != one.codice_fiscale && alike(&other.codice_fiscale, &one.codice_fiscale) {
            report.at(
                index,
                Attribute::CodiceFiscale,
                format!(
                    "{} {} del {anno} compare anche con il codice {}: controllare quale sia giusto.",
                    one.cognome, one.nome, other.codice_fiscale
                ),
            );
        }
    }
}

fn same_name(one: &str, other: &str) -> bool {
    one == other || one.eq_ignore_ascii_case(other) || fold(one) == fold(other)
}

/// Whether two codes may be of one person: homonyms with different birth days are left in peace.
fn alike(one: &str, other: &str) -> bool {
    match (FiscalCode::read(one), FiscalCode::read(other)) {
        (Some(FiscalCode::Person(one)), Some(FiscalCode::Person(other))) => {
            one != other && one.birth_day() == other.birth_day()
        }
        (one, other) => one != other,
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::Seen;
    use crate::validation::testing::{check_set, seen};

    #[test]
    fn two_codes_of_one_person() {
        // Another birth place, the same day.
        let other = Seen { codice_fiscale: "PRVSPL88D52H501A".into(), protocollo: "altro".into(), ..seen() };
        check_set(&[seen(), other.clone(), other], &[(2, "A13"), (1, "A23"), (2, "A23")]);
        let homonym = Seen { codice_fiscale: "PRVSPL88D53H501A".into(), protocollo: "altro".into(), ..seen() };
        check_set(&[seen(), homonym], &[]);
        let provisional = Seen { codice_fiscale: "00743110157".into(), protocollo: "altro".into(), ..seen() };
        check_set(&[seen(), provisional], &[(1, "A23")]);
        let lower = Seen { codice_fiscale: "prvspl88d52g478r".into(), protocollo: "altro".into(), ..seen() };
        check_set(&[seen(), lower], &[]);
    }

    #[test]
    fn two_people_of_one_code() {
        let other = Seen { nome: "ESEMPLARE".into(), protocollo: "altro".into(), ..seen() };
        check_set(&[seen(), other], &[(1, "A23")]);
        let accents = Seen { nome: "Esemplarìa".into(), protocollo: "altro".into(), ..seen() };
        check_set(&[seen(), accents], &[]);
    }
}
