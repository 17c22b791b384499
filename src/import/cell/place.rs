//! Comuni and nations, by name or by any of their codes.

use crate::codes::called::{self, called};
use crate::codes::comuni::{self, ByName, Comune};
use crate::codes::nazioni::{self, Nazione};
use chrono::NaiveDate;

/// A code with its name.
pub(super) type Place = (String, String);

const KOSOVO: &str = "non ha un codice ISO: scrivere 990 (non disponibile).";
/// Homonyms that a message names.
const MOST_NAMED: usize = 6;
/// No place is written in more.
const MOST_PIECES: usize = 8;

/// Reads a comune: its Belfiore code, or an ISTAT code that is not of today, as it was given.
pub(super) fn comune(text: &str) -> Result<Place, String> {
    if let Some(istat) = istat(text) {
        return Ok(match comuni::by_istat(&istat) {
            Some(comune) => found(comune),
            None => {
                let name = comuni::by_former_istat(&istat).or_else(|| comuni::closed_by_istat(&istat));
                (istat.clone(), name.map_or(istat, Comune::label))
            }
        });
    }
    if let Some(code) = belfiore(text) {
        let label = comuni::latest(&code).map_or_else(|| code.clone(), Comune::label);
        return Ok((code, label));
    }
    let mut named = called(text).comuni;
    if named.is_empty()
        && let Written { town: Some(town), state: Some(state) } = Written::read(text)
        && in_italy(state)
    {
        named = called(town).comuni;
    }
    match ByName::among(named, None) {
        ByName::One(comune) => Ok(found(comune)),
        ByName::Several(comuni) => Err(homonyms(&comuni)),
        ByName::None => {
            let perhaps = perhaps(called::nearest(text).map(Comune::label));
            Err(format!(
                "nessun comune ha questo nome o codice{perhaps}. Scrivere il nome ufficiale, il codice catastale (per esempio G478) o il codice ISTAT a sei cifre."
            ))
        }
    }
}

/// Reads a birth place: a comune, or a foreign state. `told` is what a right fiscal code says: it settles what the text
/// leaves open. A text that is certainly another place stays, and a rule warns of it.
pub(super) fn birth(text: &str, date: Option<NaiveDate>, told: Option<&str>) -> Result<Place, String> {
    let trimmed = text.trim();
    if let Some(istat) = istat(trimmed) {
        let comune = comuni::by_istat(&istat)
            .or_else(|| comuni::by_former_istat(&istat))
            .or_else(|| comuni::closed_by_istat(&istat));
        return comune.map(found).ok_or_else(|| {
            "nessun comune ha questo codice ISTAT. Scrivere il nome del comune o il codice catastale.".to_owned()
        });
    }
    if let Some(code) = belfiore(trimmed) {
        return Ok(known(&code));
    }
    let comuni = called(trimmed);
    if let Some(told) = told.filter(|told| comuni.comuni.iter().any(|comune| comune.belfiore == *told)) {
        return Ok(known(told));
    }
    let mut named = comuni.comuni;
    let mut surely_italian = comuni.lettered && !named.is_empty();
    let written = Written::read(trimmed);
    if let Some(told) = told.filter(|told| !surely_italian && written.may_be(told)) {
        return Ok(known(told));
    }
    if let Some(state) = written.state.filter(|_| named.is_empty()) {
        if in_italy(state) {
            named = written.town.map(|town| called(town).comuni).unwrap_or_default();
            surely_italian = true;
        } else if !state.belfiore.is_empty() {
            return Ok((state.belfiore.to_owned(), state.nome.to_owned()));
        }
    }
    // A town abroad, known or not, may be called like a comune: Varna, Monastir. A right fiscal code knows better.
    if let Some(told) = told.filter(|told| told.starts_with('Z') && !surely_italian) {
        return Ok(known(told));
    }
    match ByName::among(named, date) {
        ByName::One(comune) => Ok(found(comune)),
        ByName::Several(comuni) => Err(homonyms(&comuni)),
        ByName::None => {
            let comune = called::nearest(trimmed).map(Comune::label);
            let perhaps = perhaps(comune.or_else(|| nazioni::nearest(trimmed).map(|nazione| nazione.nome.to_owned())));
            Err(format!(
                "nessun comune o stato estero ha questo nome o codice{perhaps}. Scrivere il nome ufficiale o il codice catastale (per esempio G478, Z100 per l'Albania)."
            ))
        }
    }
}

/// Reads a nation: its ISO number.
pub(super) fn nazione(text: &str) -> Result<Place, String> {
    let trimmed = text.trim();
    if !trimmed.is_empty() && trimmed.len() <= 3 && trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
        let iso = format!("{trimmed:0>3}");
        let label = nazioni::by_iso(&iso).map_or_else(|| iso.clone(), |nazione| nazione.nome.to_owned());
        return Ok((iso, label));
    }
    let mut states: Vec<_> = match nazione_by_any(trimmed) {
        Some(nazione) => vec![nazione],
        None => states(&pieces(trimmed)).map(|(_, nazione)| nazione).collect(),
    };
    states.dedup();
    match states.as_slice() {
        [nazione] if nazione.iso.is_empty() => Err(KOSOVO.to_owned()),
        [nazione] => Ok((nazione.iso.to_owned(), nazione.nome.to_owned())),
        [one, other, ..] => Err(format!("ci sono più Stati: {}, {}. Scriverne uno solo.", one.nome, other.nome)),
        [] => {
            let perhaps = perhaps(nazioni::nearest(trimmed).map(|nazione| nazione.nome.to_owned()));
            Err(format!(
                "nessuno Stato ha questo nome o codice{perhaps}. Scrivere il nome italiano, oppure il codice ISO di tre cifre (380 per l'Italia)."
            ))
        }
    }
}

fn nazione_by_any(text: &str) -> Option<&'static Nazione> {
    let text = text.trim();
    if let Some(code) = belfiore(text) {
        return nazioni::by_belfiore(&code);
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return if text.is_empty() || text.len() > 3 { None } else { nazioni::by_iso(&format!("{text:0>3}")) };
    }
    // `cittadinanza albanese`, `380 - Italia`.
    nazioni::by_name(text).or_else(|| {
        let folded = crate::text::fold(text);
        let (first, rest) = folded.split_once(' ')?;
        let numbered = first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_digit());
        if matches!(first, "CITTADINANZA" | "STATO") || numbered { nazioni::by_name(rest) } else { None }
    })
}

/// `Lima (Perù)` -> `Lima`, `Perù`; without the letters of provinces.
fn pieces(text: &str) -> Vec<&str> {
    let pieces = text.split(['(', ')', ',', '/', ';', '–']).flat_map(|piece| piece.split(" - "));
    pieces.map(str::trim).filter(|piece| piece.len() > 2).take(MOST_PIECES).collect()
}

/// The pieces that name a state.
fn states<'a>(pieces: &[&'a str]) -> impl Iterator<Item = (&'a str, &'static Nazione)> {
    // `Berlino (Est)` is not in Estonia.
    let names = pieces.iter().filter(|piece| !piece.eq_ignore_ascii_case("est"));
    names.filter_map(|piece| Some((*piece, nazione_by_any(piece)?)))
}

/// A birth place that names a state, and perhaps a town in it.
struct Written<'a> {
    town: Option<&'a str>,
    state: Option<&'static Nazione>,
}

impl<'a> Written<'a> {
    /// `Albania`, `Lima (Perù)`, `Marocco (Casablanca)`, `Valencia - Venezuela`, `Albania (EE)`, `008`.
    fn read(text: &'a str) -> Self {
        if let Some(state) = nazione_by_any(text) {
            return Self { town: None, state: Some(state) };
        }
        let pieces = pieces(text);
        let states: Vec<_> = states(&pieces).collect();
        // What is written last is the larger, but for `Germania (Monaco)` and `Croazia (ex Jugoslavia)`.
        let larger = states.iter().rev().find(|(_, state)| {
            let in_another = |(_, other): &(&str, &Nazione)| nazioni::is_homonym(state.belfiore, other.belfiore);
            state.cessata.is_none() && !states.iter().any(in_another)
        });
        if let Some((name, state)) = larger.or(states.last()) {
            let town = pieces.into_iter().find(|piece| piece != name);
            return Self { town, state: Some(state) };
        }
        // `Valencia-Venezuela`
        let halves = text.rsplit_once('-').filter(|(_, last)| last.trim().len() > 3);
        match halves.and_then(|(town, last)| Some((town, nazione_by_any(last)?))) {
            Some((town, state)) => Self { town: Some(town), state: Some(state) },
            None => Self { town: pieces.first().copied(), state: None },
        }
    }

    /// Whether the text can be read as the place that the fiscal code says.
    fn may_be(&self, told: &str) -> bool {
        let abroad = |state: &Nazione| state.belfiore == told || nazioni::akin(state.belfiore, told);
        if self.state.is_some_and(abroad) {
            return true;
        }
        // In the state that is written there was this comune, if it was ceded: `Pola (Croazia)`.
        let Some(town) = self.town else {
            return self.state.is_some_and(|state| in_italy(state) && !told.starts_with('Z'));
        };
        let there = |comune: &Comune| self.state.is_none_or(|state| in_italy(state) || comune.regione.is_empty());
        called(town).comuni.iter().any(|comune| comune.belfiore == told && there(comune))
    }
}

fn in_italy(state: &Nazione) -> bool {
    state.iso == nazioni::ITALIA
}

fn found(comune: &Comune) -> Place {
    (comune.belfiore.to_owned(), comune.label())
}

/// The place of a Belfiore code.
fn known(code: &str) -> Place {
    let label = comuni::latest(code)
        .map(Comune::label)
        .or_else(|| nazioni::by_belfiore(code).map(|nazione| nazione.nome.to_owned()))
        .unwrap_or_else(|| code.to_owned());
    (code.to_owned(), label)
}

/// Six digits, or five where a spreadsheet took the leading zero.
fn istat(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && matches!(text.len(), 4..=6)).then(|| format!("{text:0>6}"))
}

/// A letter and three digits.
fn belfiore(text: &str) -> Option<String> {
    let text = text.trim();
    let bytes = text.as_bytes();
    (bytes.len() == 4 && bytes[0].is_ascii_alphabetic() && bytes[1..].iter().all(u8::is_ascii_digit))
        .then(|| text.to_ascii_uppercase())
}

fn homonyms(comuni: &[&'static Comune]) -> String {
    let mut names: Vec<String> = comuni.iter().take(MOST_NAMED).map(|comune| comune.label()).collect();
    if comuni.len() > MOST_NAMED {
        names.push("…".to_owned());
    }
    format!("più comuni hanno questo nome: {}. Aggiungere la sigla della provincia tra parentesi.", names.join(", "))
}

/// What may have been meant.
fn perhaps(name: Option<String>) -> String {
    name.map(|name| format!(": forse {name}?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comuni_by_anything() {
        for text in [
            "Perugia",
            "PERUGIA (PG)",
            "Perugia PG",
            "perugia - pg",
            "G478",
            "g478",
            "054039",
            "54039",
            "06121 Perugia",
            "Comune di Perugia",
        ] {
            assert_eq!(comune(text).unwrap().0, "G478", "{text}");
        }
        assert_eq!(comune("28001").unwrap().0, "A001");
        assert_eq!(comune("999999").unwrap().0, "999999");
        assert_eq!(comune("090001").unwrap().0, "090001", "a former code stays, a rule warns of it");
        assert_eq!(comune("Q999").unwrap().0, "Q999");
        assert!(comune("Castro").unwrap_err().contains("Castro (BG)"));
        assert!(comune("Atlantide").is_err());
    }

    #[track_caller]
    fn check_birth(text: &str, told: Option<&str>, expected: &str) {
        let read = birth(text, None, told).map(|place| place.0);
        assert_eq!(read.as_deref(), Ok(expected), "{text} {told:?}");
    }

    #[test]
    fn birth_places() {
        for (text, expected) in [
            ("Perugia", "G478"),
            ("Perugia (Italia)", "G478"),
            ("Perugia, PG, Italia", "G478"),
            ("Albania", "Z100"),
            ("Tirana (Albania)", "Z100"),
            ("ALBANIA (EE)", "Z100"),
            ("Z100", "Z100"),
            ("8", "Z100"),
            ("ALB", "Z100"),
            ("Meran (BZ)", "F132"),
            ("Monza (MI)", "F704"),
        ] {
            check_birth(text, None, expected);
        }
        check_birth("Castro", Some("C337"), "C337");
        check_birth("Castro (MI)", Some("C337"), "C337");
        check_birth("Italia", Some("G478"), "G478");
        for text in ["Tirana", "Castro", "999999", "Perugiaa", "Italia", "Varna (EE)", "Perugiaa (Italia)"] {
            assert!(birth(text, None, None).is_err(), "{text}");
        }
        for (text, told) in [("Perugiaa", "G478"), ("Italia", "Z100")] {
            assert!(birth(text, None, Some(told)).is_err(), "{text} {told}");
        }
    }

    #[test]
    fn the_state_that_is_written_wins_over_the_town_before_it() {
        for (text, expected) in [
            ("Monaco (Germania)", "Z112"),
            ("Germania (Monaco)", "Z112"),
            ("Georgia (USA)", "Z404"),
            ("USA - Georgia", "Z404"),
            ("Lima (Perù)", "Z611"),
            ("Valencia - Venezuela", "Z614"),
            ("Valencia-Venezuela", "Z614"),
            ("Valencia, Spagna", "Z131"),
            ("Marocco (Casablanca)", "Z330"),
            ("Alessandria (Egitto)", "Z336"),
            ("Varna (Bulgaria)", "Z104"),
            ("Guinea-Bissau (Bissau)", "Z320"),
            ("Congo (ex Zaire)", "Z312"),
            ("Croazia (ex Jugoslavia)", "Z149"),
            ("Dubrovnik (Jugoslavia)", "Z118"),
            ("Kinshasa - Rep. Dem. Congo", "Z312"),
            ("San Marino", "Z130"),
            ("S. Marino", "Z130"),
            ("Monaco", "Z123"),
            ("Georgia", "Z254"),
        ] {
            check_birth(text, None, expected);
            check_birth(text, Some("G478"), expected);
        }
        check_birth("Monaco (Germania)", Some("Z123"), "Z112");
        check_birth("Varna (Bulgaria)", Some("L687"), "Z104");
    }

    #[test]
    fn a_right_fiscal_code_settles_homonyms_abroad() {
        for (text, told) in [
            ("VARNA", "Z104"),
            ("Monastir", "Z352"),
            ("SALE'", "Z330"),
            ("Alessandria", "Z336"),
            ("MONACO (GERMANIA)", "Z112"),
            ("Monaco", "Z112"),
            ("Georgia", "Z404"),
            ("Georgia (USA)", "Z404"),
            ("Berlino (Est)", "Z111"),
            ("Palau", "Z734"),
            ("Palau", "G258"),
            ("Pola", "Z118"),
            ("Pola", "Z149"),
            ("Pola", "G778"),
            ("Pola (Croazia)", "G778"),
            ("Fiume (Jugoslavia)", "D620"),
            ("Tirana", "Z100"),
            ("Varna (EE)", "Z104"),
        ] {
            check_birth(text, Some(told), told);
        }
    }

    #[test]
    fn a_state_of_before_and_one_of_after_are_the_same_ground() {
        for (text, told) in [
            ("Jugoslavia", "Z149"),
            ("Croazia", "Z118"),
            ("Spalato (Croazia)", "Z118"),
            ("Serbia", "Z157"),
            ("URSS", "Z138"),
            ("Ucraina", "Z135"),
            ("Georgia", "Z136"),
            ("Cecoslovacchia", "Z156"),
            ("Praga (Rep. Ceca)", "Z105"),
            ("Germania", "Z111"),
            ("Etiopia", "Z368"),
            ("Congo", "Z312"),
        ] {
            check_birth(text, Some(told), told);
        }
    }

    #[test]
    fn what_is_certainly_another_place_stays() {
        for (text, told, expected) in [
            ("Roma", "G478", "H501"),
            ("Varna (BZ)", "Z104", "L687"),
            ("Varna BZ", "Z104", "L687"),
            ("Vahrn (BZ)", "Z104", "L687"),
            ("L687", "Z104", "L687"),
            ("021111", "Z104", "L687"),
            ("Varna (Italia)", "Z104", "L687"),
            ("Palau (OT)", "Z734", "G258"),
            ("Romania", "Z140", "Z129"),
            ("Albania", "G478", "Z100"),
            ("Croazia", "Z150", "Z149"),
        ] {
            check_birth(text, Some(told), expected);
        }
    }

    #[test]
    fn a_refusal_says_what_may_have_been_meant() {
        let hint = |read: Result<Place, String>| read.unwrap_err();
        assert!(hint(comune("Folgino")).contains("forse Foligno (PG)?"));
        assert!(hint(birth("Folgino", None, None)).contains("forse Foligno (PG)?"));
        assert!(hint(birth("Romanria", None, None)).contains("forse Romania?"));
        assert!(hint(nazione("Albannia")).contains("forse Albania?"));
        assert!(!hint(comune("Atlantide")).contains("forse"));
        assert!(hint(comune("S. Teodoro")).contains("San Teodoro (ME), San Teodoro (OT)"));
    }

    #[test]
    fn nations() {
        for (text, iso) in [
            ("italiana", "380"),
            ("IT", "380"),
            ("ITA", "380"),
            ("380", "380"),
            ("8", "008"),
            ("Albania", "008"),
            ("Z100", "008"),
            ("380 - Italia", "380"),
            ("cittadinanza rumena", "642"),
            ("990", "990"),
            ("999", "999"),
            ("Repubblica di Macedonia", "807"),
            ("Birmania", "104"),
            ("Federazione Russa", "643"),
            ("STATO DELLA CITTA' DEL VATICANO", "336"),
            ("U.S.A.", "840"),
            ("Romania (UE)", "642"),
            ("apolide", "990"),
        ] {
            assert_eq!(nazione(text).unwrap().0, iso, "{text}");
        }
        for text in ["Atlantide", "1234", "", "Kosovo", "kosovara", "Italiana/Rumena"] {
            assert!(nazione(text).is_err(), "{text}");
        }
    }
}
