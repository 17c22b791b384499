//! Comuni by what sheets call them: other languages, old provinces, both names at once, what is written round a name.

use super::abbreviated;
use super::comuni::{self, Comune};
use super::nearest::{Names, one};
use crate::text::fold;
use std::sync::LazyLock;

/// The comuni that a text names.
#[derive(Debug, Default)]
pub struct Called {
    /// Every name period of every one of them, of today or closed.
    pub comuni: Vec<&'static Comune>,
    /// The letters of a province are written too: the text means a comune, and no town abroad of the same name.
    pub lettered: bool,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(comuni::names()));

/// Longer texts are no names.
const LONGEST: usize = 120;

/// What a name is written after, folded: an office is of a comune.
const OFFICES: [&str; 5] = ["COMUNE DI", "GEMEINDE", "MARKTGEMEINDE", "OBCINA", "STADTGEMEINDE"];

/// Provinces out of which others were made since the war, or to which their comuni went, with the letters of today's.
const FORMER_PROVINCES: [(&str, &[&str]); 20] = [
    ("AP", &["FM"]),
    ("BA", &["BT"]),
    ("BG", &["LC"]),
    ("BL", &["UD"]),
    ("CA", &["CI", "NU", "OG", "OR", "VS"]),
    ("CB", &["IS"]),
    ("CO", &["LC"]),
    ("CZ", &["KR", "VV"]),
    ("FG", &["BT"]),
    ("FI", &["PO"]),
    ("FO", &["FC", "RN"]),
    ("LC", &["BG"]),
    ("MI", &["LO", "MB"]),
    ("NO", &["VB"]),
    ("NU", &["CA", "OG", "OR", "OT"]),
    ("PS", &["PU", "RN"]),
    ("PU", &["RN"]),
    ("SS", &["OT"]),
    ("SU", &["CA", "CI", "NU", "OG", "VS"]),
    ("UD", &["PN"]),
];

/// Comuni by name, however typed: `06121 Perugia`, `Comune di Perugia`, `Perugia PG`, `Brixen (BZ)`, `Bolzano/Bozen`,
/// `S. Giovanni Rotondo`; the letters of a province settle homonyms.
#[must_use]
pub fn called(text: &str) -> Called {
    if text.len() > LONGEST {
        return Called::default();
    }
    let (name, province) = split_province(text);
    let comuni = exact(&fold(name), province.as_deref());
    if !comuni.is_empty() {
        return Called { comuni, lettered: province.is_some() };
    }
    let (name, province) = bare(name, province);
    let folded = fold(name);
    let readings: [&dyn Fn() -> Vec<&'static Comune>; 3] =
        [&|| exact(&folded, province.as_deref()), &|| within(in_two_languages(&folded), province.as_deref()), &|| {
            let full = abbreviated::names(name).into_iter();
            within(full.flat_map(either).collect(), province.as_deref())
        }];
    let comuni = readings.iter().map(|read| read()).find(|comuni| !comuni.is_empty()).unwrap_or_default();
    Called { comuni, lettered: province.is_some() }
}

/// Those of an official name; of any other only where there is none: `Corvara` is in Abruzzo, `Corvara (BZ)` is not.
fn exact(folded: &str, province: Option<&str>) -> Vec<&'static Comune> {
    let official = within(comuni::by_name(folded), province);
    if official.is_empty() { within(comuni::by_other_name(folded), province) } else { official }
}

fn either(folded: &str) -> Vec<&'static Comune> {
    let mut found = comuni::by_name(folded);
    found.extend(comuni::by_other_name(folded));
    found
}

/// Those of a province, or of one that was made out of it: `Monza (MI)`.
fn within(found: Vec<&'static Comune>, province: Option<&str>) -> Vec<&'static Comune> {
    let Some(province) = province else { return found };
    let of = |provinces: &[&str]| -> Vec<&'static Comune> {
        found.iter().copied().filter(|comune| provinces.contains(&comune.provincia)).collect()
    };
    let there = of(&[province]);
    let later = || FORMER_PROVINCES.iter().find(|(former, _)| *former == province).map(|(_, today)| of(today));
    if there.is_empty() { later().unwrap_or_default() } else { there }
}

/// All names of one comune, one after the other: `Bolzano/Bozen`, `Duino Aurisina-Devin Nabrežina`.
fn in_two_languages(folded: &str) -> Vec<&'static Comune> {
    let halves = folded.match_indices(' ').map(|(at, _)| (&folded[..at], &folded[at + 1..]));
    let both = halves.map(|(name, rest)| -> Vec<_> {
        either(name).into_iter().filter(|comune| is_called(comune.belfiore, rest)).collect()
    });
    both.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// Whether a text is a comune's name, or several of them.
fn is_called(belfiore: &str, folded: &str) -> bool {
    let name = OFFICES.iter().find_map(|office| folded.strip_prefix(office)).map_or(folded, str::trim_start);
    let its = |name: &str| either(name).iter().any(|comune| comune.belfiore == belfiore);
    its(name) || name.match_indices(' ').any(|(at, _)| its(&name[..at]) && is_called(belfiore, &name[at + 1..]))
}

/// A name without the postcode and the office before it, and without the letters of the province behind it.
fn bare(name: &str, province: Option<String>) -> (&str, Option<String>) {
    let mut name = name.trim();
    if let Some((code, rest)) = name.split_once(' ')
        && code.len() == 5
        && code.bytes().all(|byte| byte.is_ascii_digit())
    {
        name = rest.trim_start_matches([' ', '-']);
    }
    let ends = name.match_indices(' ').take(2).map(|(at, _)| at);
    if let Some(end) = ends.into_iter().find(|end| OFFICES.contains(&fold(&name[..*end]).as_str())) {
        name = name[end..].trim_start();
    }
    match name.rsplit_once(' ') {
        Some((before, letters))
            if province.is_none() && letters.len() == 2 && letters.bytes().all(|byte| byte.is_ascii_alphabetic()) =>
        {
            (before, Some(letters.to_ascii_uppercase()))
        }
        _ => (name, province),
    }
}

/// `"Castro (BG)"`, `"Castro - BG"`, `"Castro, bg"` -> the name and the province's letters.
pub(super) fn split_province(name: &str) -> (&str, Option<String>) {
    let trimmed = name.trim().trim_end_matches(')').trim_end();
    match trimmed.rsplit_once(['(', ',', '-', '/']) {
        Some((before, province)) if province.trim().len() == 2 && province.trim().is_ascii() => {
            (before, Some(province.trim().to_ascii_uppercase()))
        }
        _ => (name, None),
    }
}

/// The one comune of today whose name is a slip of the hand away from what is written.
#[must_use]
pub fn nearest(text: &str) -> Option<&'static Comune> {
    let (name, province) = split_province(text);
    let (name, province) = bare(name, province);
    let folded = fold(name);
    let found = NAMES.near(&folded).flat_map(|name| exact(name, province.as_deref()));
    one(found.filter(|comune| comune.open()), |comune| comune.belfiore)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::comuni::ByName;

    #[track_caller]
    fn check(text: &str, belfiore: &[&str]) {
        let found = match ByName::among(called(text).comuni, None) {
            ByName::None => vec![],
            ByName::One(comune) => vec![comune.belfiore],
            ByName::Several(comuni) => comuni.iter().map(|comune| comune.belfiore).collect(),
        };
        assert_eq!(found, belfiore, "{text}");
    }

    #[test]
    fn names_as_typed() {
        for text in ["Perugia", "PERUGIA (PG)", "perugia - pg", "Perugia PG", "06121 Perugia", "06121 - Perugia (PG)"] {
            check(text, &["G478"]);
        }
        check("Comune di Perugia", &["G478"]);
        check("COMUNE DI PERUGIA (PG)", &["G478"]);
        check("Forli'", &["D704"]);
        check("Castro (BG)", &["C337"]);
        check("Castro", &["C337", "M261"]);
        check("Castro (MI)", &[]);
        check("Reggio nell'Emilia", &["H223"]);
        check("Reggio Emilia (RE)", &["H223"]);
        check("Re", &["H203"]);
        for none in ["Atlantide", "", "-", "(PG)", "Perugia Foligno", &"Roma ".repeat(100)] {
            check(none, &[]);
        }
    }

    #[test]
    fn both_names_of_a_comune() {
        for text in [
            "Bozen",
            "Bolzano/Bozen",
            "BOLZANO - BOZEN",
            "Bozen / Bolzano",
            "Bolzano (Bozen)",
            "Bolzano/Bozen (BZ)",
            "Bolzano - Bozen BZ",
            "Stadtgemeinde Bozen",
            "Comune di Bolzano - Stadtgemeinde Bozen",
        ] {
            check(text, &["A952"]);
        }
        check("Brixen (BZ)", &["B160"]);
        check("Sankt Ulrich", &["G140"]);
        check("Ortisei - St. Ulrich - Urtijëi", &["G140"]);
        check("Corvara in Badia/Corvara", &["D079"]);
        check("Corvara (BZ)", &["D079"]);
        check("Corvara", &["D078"]);
        check("Sovodnje", &["I478", "I479"]);
        check("Comune di Savogna d'Isonzo-Občina Sovodnje ob Soči", &["I479"]);
        check("Duino Aurisina-Devin Nabrežina", &["D383"]);
        check("Aoste", &["A326"]);
    }

    #[test]
    fn letters_of_a_province_that_was() {
        for (text, belfiore) in [
            ("Monza (MI)", "F704"),
            ("Rimini (FO)", "H294"),
            ("Forlì FO", "D704"),
            ("Pesaro (PS)", "G479"),
            ("Prato (FI)", "G999"),
            ("Olbia (SS)", "G015"),
            ("Olbia (OT)", "G015"),
            ("Carbonia (CA)", "B745"),
            ("Carbonia (SU)", "B745"),
            ("Lanusei (NU)", "E441"),
            ("Sanluri (SU)", "H974"),
            ("San Teodoro (NU)", "I329"),
        ] {
            check(text, &[belfiore]);
        }
        check("Monza (RM)", &[]);
    }

    #[test]
    fn names_cut_short() {
        for (text, belfiore) in [
            ("S. Giovanni Rotondo", "H926"),
            ("S.Giovanni R. (FG)", "H926"),
            ("S.Maria Capua Vetere", "I234"),
            ("S Maria Capua Vetere", "I234"),
            ("S.ta Maria Capua Vetere CE", "I234"),
            ("Sta. Maria Capua Vetere", "I234"),
            ("Monte S. Angelo", "F631"),
            ("Sesto S.G.", "I690"),
            ("Comune di Sesto S. Giovanni", "I690"),
            ("Bassano d. Grappa", "A703"),
            ("Reggio E.", "H223"),
            ("Castelnuovo Garf.", "C236"),
            ("S. Pietro in Casale", "I110"),
            ("SS. Cosma e Damiano", "I339"),
        ] {
            check(text, &[belfiore]);
        }
        check("S. Teodoro", &["I328", "I329"]);
        for none in ["S.", "S. G.", "S.ta", "Perug.", "S. Atlantide", "Sta. Angelo"] {
            check(none, &[]);
        }
    }

    #[test]
    fn a_slip_of_the_hand() {
        for (text, belfiore) in [
            ("Folgino", Some("D653")),
            ("Perugiaa", Some("G478")),
            ("Peruggia (PG)", Some("G478")),
            ("Comune di Fligno", Some("D653")),
            ("Atlantide", None),
            ("Rma", None),
        ] {
            assert_eq!(nearest(text).map(|comune| comune.belfiore), belfiore, "{text}");
        }
    }
}
