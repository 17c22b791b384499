//! Rows of the tables whose name begins like what was typed: for fields that complete a name.

use super::called::split_province;
use super::comuni::{self, Comune};
use super::nazioni::{self, NAZIONI, Nazione};
use super::prestazioni::{CodicePrestazione, PRESTAZIONI};
use crate::text::fold;
use crate::text::order::InOrder;
use chrono::NaiveDate;
use std::sync::LazyLock;

/// A name, folded, and the row that it is of; rows of several names are in it several times.
type Name<T> = (String, &'static T);

static COMUNI: LazyLock<Vec<Name<Comune>>> = LazyLock::new(|| {
    let other = comuni::other_names();
    let other = other.flat_map(|[code, nome]| comuni::by_belfiore(code).iter().map(move |row| (fold(nome), row)));
    comuni::all().iter().map(|comune| (fold(comune.nome), comune)).chain(other).collect()
});
static STATES: LazyLock<Vec<Name<Nazione>>> = LazyLock::new(|| {
    let other = nazioni::other_names().filter_map(|[code, iso, nome]| Some((fold(nome), nazioni::of(code, iso)?)));
    NAZIONI.iter().map(|nazione| (fold(nazione.nome), nazione)).chain(other).collect()
});
static BENEFITS: LazyLock<Vec<Name<CodicePrestazione>>> = LazyLock::new(|| {
    PRESTAZIONI.iter().map(|row| (fold(&format!("{} {}", row.codice, row.denominazione)), row)).collect()
});

/// How well a name answers to what was typed, best first; `None` where it does not.
///
/// Every word typed must begin a word of the name; a name that begins with all that was typed comes before the others.
fn rank(name: &str, typed: &str) -> Option<u8> {
    if name == typed {
        return Some(0);
    }
    if name.starts_with(typed) {
        return Some(1);
    }
    let begun = |word: &str| name.split(' ').any(|other| other.starts_with(word));
    typed.split(' ').all(begun).then_some(2)
}

/// The best of a table's rows, each by the best of its names, in their order where they are as good.
fn best<T: PartialEq>(
    names: &[Name<T>],
    typed: &str,
    most: usize,
    order: impl Fn(&T) -> Option<u8>,
) -> Vec<&'static T> {
    let typed = fold(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<_> =
        names.iter().filter_map(|(name, row)| Some(((order(row)?, rank(name, &typed)?, name), *row))).collect();
    found.order_by_key(|(order, _)| *order);
    let mut best: Vec<&'static T> = Vec::with_capacity(most);
    for (_, row) in found {
        if best.len() == most {
            break;
        }
        if !best.contains(&row) {
            best.push(row);
        }
    }
    best
}

/// Comuni of today.
#[must_use]
pub fn comuni_of_today(typed: &str, most: usize) -> Vec<&'static Comune> {
    comuni_by(typed, most, |comune| comune.open().then_some(0))
}

/// Comuni of all times; those of the day of a birth, where it is known, come first.
#[must_use]
pub fn comuni_ever(typed: &str, birth: Option<NaiveDate>, most: usize) -> Vec<&'static Comune> {
    comuni_by(typed, most, |comune| {
        let then = match birth {
            Some(birth) => comune.dal <= birth && comune.al.is_none_or(|al| birth <= al),
            None => comune.open(),
        };
        Some(u8::from(!then))
    })
}

/// Comuni by the beginning of their name; where a province is typed too, it must be that one.
fn comuni_by(typed: &str, most: usize, order: impl Fn(&Comune) -> Option<u8>) -> Vec<&'static Comune> {
    let (name, province) = split_province(typed);
    best(&COMUNI, name, most, |comune| {
        if province.as_deref().is_none_or(|province| province == comune.provincia) { order(comune) } else { None }
    })
}

/// States of today that have an ISO number.
#[must_use]
pub fn nazioni(typed: &str, most: usize) -> Vec<&'static Nazione> {
    let fits = |nazione: &Nazione| (nazione.cessata.is_none() && !nazione.iso.is_empty()).then_some(0);
    best(&STATES, typed, most, fits)
}

/// States, of today and ceased, in which people may have been born.
#[must_use]
pub fn stati_di_nascita(typed: &str, most: usize) -> Vec<&'static Nazione> {
    let fits = |nazione: &Nazione| (!nazione.belfiore.is_empty()).then_some(u8::from(nazione.cessata.is_some()));
    best(&STATES, typed, most, fits)
}

/// Benefit codes, by code or by denomination.
#[must_use]
pub fn prestazioni(typed: &str, most: usize) -> Vec<&'static CodicePrestazione> {
    best(&BENEFITS, typed, most, |row| row.in_flow().then_some(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::csv::day;

    #[track_caller]
    fn check(found: &[&'static Comune], first: &str) {
        assert_eq!(found.first().map(|comune| comune.belfiore), Some(first), "{found:?}");
    }

    #[test]
    fn comuni_by_their_beginning() {
        check(&comuni_of_today("peru", 5), "G478");
        check(&comuni_of_today("Reggio Emilia", 5), "H223");
        check(&comuni_of_today("re", 5), "H203");
        check(&comuni_of_today("Castro (BG)", 5), "C337");
        assert!(comuni_of_today("Abano", 5).iter().all(|comune| comune.open()));
        assert!(comuni_of_today("", 5).is_empty() && comuni_of_today("atlantide", 5).is_empty());
        assert_eq!(comuni_of_today("san", 12).len(), 12);
    }

    #[test]
    fn other_names_lead_to_the_official_one() {
        for (typed, first) in [("boz", "A952"), ("Brixen (BZ)", "B160"), ("ortisei", "G140"), ("sankt ulr", "G140")] {
            check(&comuni_of_today(typed, 5), first);
        }
        let found = comuni_of_today("ortisei", 9);
        assert_eq!(found.iter().filter(|comune| comune.belfiore == "G140").count(), 1, "{found:?}");
        assert_eq!(nazioni("birmania", 3)[0].iso, "104");
        assert_eq!(stati_di_nascita("olanda", 3)[0].belfiore, "Z126");
    }

    #[test]
    fn comuni_of_the_day_of_birth_come_first() {
        let found = comuni_ever("abano", day("1910-01-01"), 5);
        assert_eq!((found[0].nome, found[0].belfiore), ("Abano", "A001"));
        assert_eq!(comuni_ever("abano", day("1960-01-01"), 5)[0].nome, "Abano Terme");
        assert_eq!(comuni_ever("abano", None, 5)[0].nome, "Abano Terme");
    }

    #[test]
    fn states_and_benefits() {
        assert_eq!(nazioni("alb", 3)[0].iso, "008");
        assert!(stati_di_nascita("jugos", 3).iter().any(|nazione| nazione.cessata.is_some()));
        assert_eq!(prestazioni("a3.03", 3)[0].codice, "A3.03");
        assert_eq!(prestazioni("asilo ni", 3)[0].codice, "A3.03");
        assert!(prestazioni("z9.99", 3).is_empty());
    }
}
