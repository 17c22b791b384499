//! Nations: ISO 3166-1 numeric codes for citizenship and residence, Belfiore Z codes for birth places.

use super::csv::{day, rows};
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
    let mut names = HashMap::new();
    // Open states last, so that they win over ceased ones of the same name.
    for nazione in NAZIONI.iter().filter(|nazione| nazione.cessata.is_some()) {
        names.insert(fold(nazione.nome), nazione);
    }
    for nazione in NAZIONI.iter().filter(|nazione| nazione.cessata.is_none()) {
        names.insert(fold(nazione.nome), nazione);
    }
    for (name, iso) in SYNONYMS {
        if let Some(nazione) = by_iso(iso) {
            names.insert((*name).to_owned(), nazione);
        }
    }
    names
});

/// Names and adjectives that sheets use, folded, with the ISO number; adjectives end as in "cittadinanza italiana".
const SYNONYMS: &[(&str, &str)] = &[
    ("ITALIANA", "380"),
    ("ITALIANO", "380"),
    ("IT", "380"),
    ("ITA", "380"),
    ("ALBANESE", "008"),
    ("ALGERINA", "012"),
    ("ALGERINO", "012"),
    ("ARGENTINA", "032"),
    ("ARGENTINO", "032"),
    ("AUSTRIACA", "040"),
    ("AUSTRIACO", "040"),
    ("BANGLADESE", "050"),
    ("BENGALESE", "050"),
    ("BELGA", "056"),
    ("BIELORUSSA", "112"),
    ("BOLIVIANA", "068"),
    ("BOSNIACA", "070"),
    ("BOSNIA ERZEGOVINA", "070"),
    ("BRASILIANA", "076"),
    ("BRASILIANO", "076"),
    ("BULGARA", "100"),
    ("BULGARO", "100"),
    ("CAMERUNENSE", "120"),
    ("CANADESE", "124"),
    ("CILENA", "152"),
    ("CINESE", "156"),
    ("CINA", "156"),
    ("COLOMBIANA", "170"),
    ("COLOMBIANO", "170"),
    ("CROATA", "191"),
    ("CUBANA", "192"),
    ("CUBANO", "192"),
    ("DANESE", "208"),
    ("DOMINICANA", "214"),
    ("DOMINICANO", "214"),
    ("ECUADORIANA", "218"),
    ("ECUADORIANO", "218"),
    ("EGIZIANA", "818"),
    ("EGIZIANO", "818"),
    ("ERITREA", "232"),
    ("ERITREO", "232"),
    ("ETIOPE", "231"),
    ("FILIPPINA", "608"),
    ("FILIPPINO", "608"),
    ("FRANCESE", "250"),
    ("GAMBIANA", "270"),
    ("GEORGIANA", "268"),
    ("GHANESE", "288"),
    ("GRECA", "300"),
    ("GRECO", "300"),
    ("INDIANA", "356"),
    ("INDIANO", "356"),
    ("INGLESE", "826"),
    ("BRITANNICA", "826"),
    ("REGNO UNITO", "826"),
    ("GRAN BRETAGNA", "826"),
    ("IRACHENA", "368"),
    ("IRANIANA", "364"),
    ("IRANIANO", "364"),
    ("IVORIANA", "384"),
    ("IVORIANO", "384"),
    ("COSTA D AVORIO", "384"),
    ("LIBANESE", "422"),
    ("LIBICA", "434"),
    ("MACEDONE", "807"),
    ("MACEDONIA", "807"),
    ("MALIANA", "466"),
    ("MAROCCHINA", "504"),
    ("MAROCCHINO", "504"),
    ("MOLDAVA", "498"),
    ("MOLDAVO", "498"),
    ("MOLDAVIA", "498"),
    ("MOLDOVA", "498"),
    ("NIGERIANA", "566"),
    ("NIGERIANO", "566"),
    ("OLANDESE", "528"),
    ("OLANDA", "528"),
    ("PAKISTANA", "586"),
    ("PAKISTANO", "586"),
    ("PERUVIANA", "604"),
    ("PERUVIANO", "604"),
    ("PERU", "604"),
    ("POLACCA", "616"),
    ("POLACCO", "616"),
    ("PORTOGHESE", "620"),
    ("RUMENA", "642"),
    ("RUMENO", "642"),
    ("ROMENA", "642"),
    ("ROMENO", "642"),
    ("RUSSA", "643"),
    ("RUSSO", "643"),
    ("RUSSIA", "643"),
    ("SENEGALESE", "686"),
    ("SERBA", "688"),
    ("SERBO", "688"),
    ("SIRIANA", "760"),
    ("SIRIA", "760"),
    ("SOMALA", "706"),
    ("SOMALO", "706"),
    ("SPAGNOLA", "724"),
    ("SPAGNOLO", "724"),
    ("SRILANKESE", "144"),
    ("SINGALESE", "144"),
    ("STATUNITENSE", "840"),
    ("AMERICANA", "840"),
    ("USA", "840"),
    ("STATI UNITI", "840"),
    ("SVIZZERA", "756"),
    ("SVIZZERO", "756"),
    ("TEDESCA", "276"),
    ("TEDESCO", "276"),
    ("TUNISINA", "788"),
    ("TUNISINO", "788"),
    ("TURCA", "792"),
    ("TURCO", "792"),
    ("TURCHIA", "792"),
    ("UCRAINA", "804"),
    ("UCRAINO", "804"),
    ("UNGHERESE", "348"),
    ("VENEZUELANA", "862"),
    ("VENEZUELANO", "862"),
    ("NON DISPONIBILE", "990"),
    ("APOLIDE", "990"),
    ("SCONOSCIUTA", "990"),
];

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

/// A nation by Italian name, adjective, alpha-2 for Italy, or alpha-3, however typed.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Nazione> {
    let folded = fold(name);
    BY_NAME.get(&folded).copied().or_else(|| {
        NAZIONI
            .iter()
            .find(|nazione| !nazione.alpha3.is_empty() && nazione.alpha3 == folded && nazione.cessata.is_none())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn every_synonym_means_a_nation() {
        for (name, iso) in SYNONYMS {
            assert!(by_iso(iso).is_some(), "{name}");
            assert_eq!(*name, fold(name));
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
