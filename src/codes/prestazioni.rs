//! Benefit codes and their denominations.
//!
//! The table is not complete (INPS adds codes by message): an unknown code is a warning, never an error,
//! and the operator will be able to add rows.

use super::csv::rows;
use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One benefit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodicePrestazione {
    /// 5 to 10 characters: `A1.05.01`.
    pub codice: &'static str,
    /// How sure the row is: A read in an INPS text, B in INPS's ISEE list, C seen without denomination, D inferred.
    pub certezza: &'static str,
    /// Where the row was read.
    pub fonte: &'static str,
    /// The indicator that the law names for it, as INPS abbreviates it: ORD, MIN, UNI, SSD, RES (D.P.C.M. 159/2013, articles
    /// 6 to 8: what is for minors, for the right to study at university, for social and health care, and all else).
    pub isee: &'static str,
    /// 10 to 200 characters, or empty where no source gives one.
    pub denominazione: &'static str,
}

impl CodicePrestazione {
    /// Whether the flow takes it; `Z9.99` belongs to the ISEE consultation only.
    #[must_use]
    pub fn in_flow(&self) -> bool {
        self.codice != "Z9.99"
    }
}

/// The whole table, sorted by code.
pub static PRESTAZIONI: LazyLock<Vec<CodicePrestazione>> = LazyLock::new(|| {
    rows(include_str!("data/prestazioni.csv"))
        .map(|[codice, certezza, fonte, _anno, isee, denominazione]| CodicePrestazione {
            codice,
            certezza,
            fonte,
            isee,
            denominazione,
        })
        .collect()
});

static BY_NAME: LazyLock<HashMap<String, &'static CodicePrestazione>> = LazyLock::new(|| {
    PRESTAZIONI.iter().filter(|row| !row.denominazione.is_empty()).map(|row| (fold(row.denominazione), row)).collect()
});

/// The codes as numbers, in the order of the table: each of 100,000 benefits is looked up several times, and numbers are
/// compared sooner than texts.
static NUMBERS: LazyLock<Vec<u64>> = LazyLock::new(|| PRESTAZIONI.iter().map(|row| number(row.codice)).collect());

/// The first eight letters as a number that sorts as they do.
fn number(codice: &str) -> u64 {
    codice.bytes().chain(std::iter::repeat(0)).take(8).fold(0, |number, byte| number << 8 | u64::from(byte))
}

/// The row of a code.
#[must_use]
pub fn by_code(codice: &str) -> Option<&'static CodicePrestazione> {
    let index = NUMBERS.binary_search(&number(codice)).ok()?;
    PRESTAZIONI.get(index).filter(|row| row.codice == codice)
}

/// The row of a denomination, however typed.
#[must_use]
pub fn by_name(denominazione: &str) -> Option<&'static CodicePrestazione> {
    BY_NAME.get(&fold(denominazione)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_unique_and_well_shaped() {
        for pair in PRESTAZIONI.windows(2) {
            assert!(pair[0].codice < pair[1].codice, "{pair:?}");
        }
        for row in PRESTAZIONI.iter() {
            assert!((5..=10).contains(&row.codice.len()), "{row:?}");
            assert!(["ORD", "MIN", "UNI", "SSD", "RES"].contains(&row.isee), "{row:?}");
            let length = row.denominazione.chars().count();
            assert!(length == 0 || !row.in_flow() || (10..=200).contains(&length), "{row:?}");
            assert_eq!(by_code(row.codice), Some(row));
        }
        for none in ["", "A3", "A3.03\0", "A3.030", "A1.05.01.2", "é"] {
            assert_eq!(by_code(none), None, "{none}");
        }
        assert_eq!(by_code("A3.03").unwrap().denominazione, "Asilo Nido");
        assert_eq!(by_name("asilo nido").unwrap().codice, "A3.03");
    }
}
