//! Nations: ISO 3166-1 numeric codes for citizenship and residence, Belfiore Z codes for birth places.

use super::csv::{day, rows};
use super::nearest::{Names, one};
use crate::text::fold;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Italy's ISO number.
pub const ITALIA: &str = "380";
/// INPS's code for "not available".
pub const NON_DISPONIBILE: &str = "990";

/// A state or territory, of today or ceased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nazione {
    /// ISO 3166-1 numeric, three digits; empty where there is none (Kosovo, …).
    pub iso: &'static str,
    /// ISO alpha-3; may be empty.
    pub alpha3: &'static str,
    /// Belfiore Z code; empty where there is none.
    pub belfiore: &'static str,
    /// Last day of a state that is no more.
    pub cessata: Option<NaiveDate>,
    /// Italian name.
    pub nome: &'static str,
}

/// The whole table.
pub static NAZIONI: LazyLock<Vec<Nazione>> = LazyLock::new(|| {
    rows(include_str!("data/nazioni.csv"))
        .map(|[iso, alpha3, belfiore, cessata, nome]| Nazione { iso, alpha3, belfiore, cessata: day(cessata), nome })
        .collect()
});

/// Nations of today by their ISO number.
static BY_NUMBER: LazyLock<Vec<Option<&'static Nazione>>> = LazyLock::new(|| {
    let mut by_number = vec![None; 1_000];
    for nazione in NAZIONI.iter().filter(|nazione| nazione.cessata.is_none()) {
        if let Ok(number) = nazione.iso.parse::<usize>() {
            by_number[number] = Some(nazione);
        }
    }
    by_number
});

static BY_NAME: LazyLock<HashMap<String, &'static Nazione>> = LazyLock::new(|| {
    let mut names: HashMap<String, &'static Nazione> = HashMap::new();
    names.extend(other_names().filter_map(|[belfiore, iso, nome]| Some((fold(nome), of(belfiore, iso)?))));
    // Open states last, so that they win over ceased ones of the same name.
    for open in [false, true] {
        let these = NAZIONI.iter().filter(|nazione| nazione.cessata.is_none() == open);
        names.extend(these.map(|nazione| (fold(nazione.nome), nazione)));
    }
    names
});

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(BY_NAME.keys().map(String::as_str)));

/// Belfiore codes and ISO numbers with official, former and common names, and the adjectives of `cittadinanza italiana`.
pub(super) fn other_names() -> impl Iterator<Item = [&'static str; 3]> {
    rows(include_str!("data/nazioni_altri_nomi.csv"))
}

/// The state, of today or ceased, of a Belfiore code and an ISO number, either of which may be empty.
pub(super) fn of(belfiore: &str, iso: &str) -> Option<&'static Nazione> {
    NAZIONI.iter().find(|nazione| (nazione.belfiore, nazione.iso) == (belfiore, iso))
}

/// A state's Belfiore code, another's, and why people born in one are written with the other's name.
const AKIN: &str = include_str!("data/stati_affini.csv");
const SUCCESSOR: &str = "successore";
const HOMONYM: &str = "omonimo";

/// The nation that has this ISO number today.
#[must_use]
pub fn by_iso(iso: &str) -> Option<&'static Nazione> {
    let [hundreds, tens, units] = iso.as_bytes() else { return None };
    let number = [hundreds, tens, units]
        .into_iter()
        .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + usize::from(digit - b'0')))?;
    BY_NUMBER[number]
}

/// The nation, of today or ceased, with this Belfiore Z code.
#[must_use]
pub fn by_belfiore(belfiore: &str) -> Option<&'static Nazione> {
    let mut found = NAZIONI.iter().filter(|nazione| nazione.belfiore == belfiore && !belfiore.is_empty());
    let first = found.next();
    found.find(|nazione| nazione.cessata.is_none()).or(first)
}

/// Whether a birth place written with one state's name may be in the other: one was before the other on the same ground
/// (people carry the code of either), or something in the other is called so (Georgia in the United States).
#[must_use]
pub fn akin(written: &str, other: &str) -> bool {
    rows(AKIN)
        .any(|[one, two, why]| (one, two) == (written, other) || (why == SUCCESSOR && (two, one) == (written, other)))
}

/// Whether something in the other state is called like this one.
#[must_use]
pub fn is_homonym(state: &str, other: &str) -> bool {
    rows(AKIN).any(|row| row == [state, other, HOMONYM])
}

/// A nation by any of its Italian names, by adjective, or by alpha-3, however typed.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Nazione> {
    by_folded_name(&fold(name))
}

fn by_folded_name(folded: &str) -> Option<&'static Nazione> {
    let by_letters = |nazione: &&Nazione| nazione.alpha3 == folded && nazione.cessata.is_none();
    let letters = folded.len() == 3;
    BY_NAME.get(folded).copied().or_else(|| if letters { NAZIONI.iter().find(by_letters) } else { None })
}

/// The one nation whose name is a slip of the hand away from what is written.
#[must_use]
pub fn nearest(text: &str) -> Option<&'static Nazione> {
    let folded = fold(text);
    let found = NAMES.near(&folded).filter_map(|name| BY_NAME.get(name).copied());
    one(found, |nazione| (nazione.belfiore, nazione.iso))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn nations_as_typed() {
        for (typed, iso) in [
            ("italiana", "380"),
            ("IT", "380"),
            ("ITA", "380"),
            ("Italia", "380"),
            ("Romania", "642"),
            ("rumena", "642"),
            ("ALB", "008"),
            ("Marocco", "504"),
            ("Costa d'Avorio", "384"),
            ("Perù", "604"),
        ] {
            assert_eq!(by_name(typed).map(|nazione| nazione.iso), Some(iso), "{typed}");
        }
        assert_eq!(by_name("Atlantide"), None);
        assert_eq!(by_belfiore("Z129").unwrap().iso, "642");
        for unknown in ["", "0", "999", "3800", "-38", "38à"] {
            assert_eq!(by_iso(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn other_names_are_of_nations_and_each_is_told_once() {
        let mut told: HashSet<String> = NAZIONI.iter().map(|nazione| fold(nazione.nome)).collect();
        let mut previous = [""; 3];
        for row in other_names() {
            assert!(previous < row, "{row:?}");
            let [belfiore, iso, nome] = row;
            let named = by_name(nome).map(|nazione| (nazione.belfiore, nazione.iso));
            assert_eq!(named, Some((belfiore, iso)), "{nome}");
            assert!(told.insert(fold(nome)), "{nome}");
            previous = row;
        }
    }

    #[test]
    fn states_that_are_akin() {
        for (written, other) in
            [("Z118", "Z149"), ("Z149", "Z118"), ("Z135", "Z154"), ("Z136", "Z254"), ("Z254", "Z404")]
        {
            assert!(akin(written, other), "{written} {other}");
        }
        for (written, other) in [("Z404", "Z254"), ("Z149", "Z150"), ("Z100", "Z100"), ("", "")] {
            assert!(!akin(written, other), "{written} {other}");
        }
        let mut previous = [""; 3];
        for row in rows(AKIN) {
            assert!(previous < row, "{row:?}");
            let [one, other, why] = row;
            assert!(by_belfiore(one).is_some() && by_belfiore(other).is_some(), "{row:?}");
            assert!(matches!(why, SUCCESSOR | HOMONYM), "{row:?}");
            previous = row;
        }
    }

    #[test]
    fn codes_are_well_shaped_and_unique() {
        let mut iso: Vec<&str> =
            NAZIONI.iter().filter(|n| n.cessata.is_none() && !n.iso.is_empty()).map(|n| n.iso).collect();
        assert!(iso.iter().all(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit())));
        let all = iso.len();
        iso.sort_unstable();
        iso.dedup();
        assert_eq!(iso.len(), all);
        let mut belfiore: Vec<&str> =
            NAZIONI.iter().filter(|n| n.cessata.is_none() && !n.belfiore.is_empty()).map(|n| n.belfiore).collect();
        assert!(belfiore.iter().all(|code| code.len() == 4 && code.starts_with('Z')));
        let all = belfiore.len();
        belfiore.sort_unstable();
        belfiore.dedup();
        assert_eq!(belfiore.len(), all);
    }
}
