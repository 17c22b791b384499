//! Comuni and nations, by name or by any of their codes.

use crate::codes::comuni::{self, ByName, Comune};
use crate::codes::nazioni::{self, Nazione};
use chrono::NaiveDate;

/// A code with its name.
pub(super) type Place = (String, String);

const KOSOVO: &str = "non ha un codice ISO: scrivere 990 (non disponibile).";

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
    match by_name(text, None) {
        ByName::One(comune) => Ok(found(comune)),
        ByName::Several(comuni) => Err(homonyms(&comuni)),
        ByName::None => Err(
            "nessun comune ha questo nome o codice. Scrivere il nome ufficiale, il codice catastale (per esempio G478) o il codice ISTAT a sei cifre."
                .to_owned(),
        ),
    }
}

/// Reads a birth place: a comune, or a foreign state. `told` is what the fiscal code says, to settle homonyms.
pub(super) fn birth(text: &str, date: Option<NaiveDate>, told: Option<&str>) -> Result<Option<Place>, String> {
    let trimmed = text.trim();
    if let Some(istat) = istat(trimmed) {
        let comune = comuni::by_istat(&istat)
            .or_else(|| comuni::by_former_istat(&istat))
            .or_else(|| comuni::closed_by_istat(&istat));
        return comune.map(|comune| Some(found(comune))).ok_or_else(|| {
            "nessun comune ha questo codice ISTAT. Scrivere il nome del comune o il codice catastale.".to_owned()
        });
    }
    if let Some(code) = belfiore(trimmed) {
        let label = comuni::latest(&code)
            .map(Comune::label)
            .or_else(|| nazioni::by_belfiore(&code).map(|nazione| nazione.nome.to_owned()))
            .unwrap_or_else(|| code.clone());
        return Ok(Some((code, label)));
    }
    match by_name(trimmed, date) {
        ByName::One(comune) => return Ok(Some(found(comune))),
        ByName::Several(comuni) => {
            let settled = comuni.iter().find(|comune| Some(comune.belfiore) == told);
            return settled.map(|comune| Some(found(comune))).ok_or_else(|| homonyms(&comuni));
        }
        ByName::None => {}
    }
    // `Albania`, `Tirana (Albania)`, `Albania (EE)`, `008`.
    let pieces = trimmed.split(['(', ')', '-', ',', '/']).map(str::trim).filter(|piece| !piece.is_empty());
    let nation = nazione_by_any(trimmed).or_else(|| pieces.filter(|piece| piece.len() > 3).find_map(nazione_by_any));
    if let Some(nazione) = nation.filter(|nazione| !nazione.belfiore.is_empty()) {
        return Ok(Some((nazione.belfiore.to_owned(), nazione.nome.to_owned())));
    }
    if told.is_some_and(|told| told.starts_with('Z')) {
        // A town abroad, and a right fiscal code that says in which state: the code is believed.
        return Ok(None);
    }
    Err("nessun comune o stato estero ha questo nome o codice. Scrivere il nome ufficiale o il codice catastale (per esempio G478, Z100 per l'Albania)."
        .to_owned())
}

/// Reads a nation: its ISO number.
pub(super) fn nazione(text: &str) -> Result<Place, String> {
    let trimmed = text.trim();
    if !trimmed.is_empty() && trimmed.len() <= 3 && trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
        let iso = format!("{trimmed:0>3}");
        let label = nazioni::by_iso(&iso).map_or_else(|| iso.clone(), |nazione| nazione.nome.to_owned());
        return Ok((iso, label));
    }
    match nazione_by_any(trimmed) {
        Some(nazione) if nazione.iso.is_empty() => Err(KOSOVO.to_owned()),
        Some(nazione) => Ok((nazione.iso.to_owned(), nazione.nome.to_owned())),
        None => Err(
            "nessuno Stato ha questo nome o codice. Scrivere il nome italiano, oppure il codice ISO di tre cifre (380 per l'Italia)."
                .to_owned(),
        ),
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

fn found(comune: &Comune) -> Place {
    (comune.belfiore.to_owned(), comune.label())
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

/// By name, without what sheets write round it: `06121 Perugia`, `Comune di Perugia`, `Perugia PG`.
fn by_name(text: &str, date: Option<NaiveDate>) -> ByName {
    let text = text.trim();
    let exact = comuni::by_name(text, date);
    if exact != ByName::None {
        return exact;
    }
    let mut name = text;
    if let Some((code, rest)) = name.split_once(' ')
        && code.len() == 5
        && code.bytes().all(|byte| byte.is_ascii_digit())
    {
        name = rest.trim_start_matches([' ', '-']);
    }
    if let Some(rest) = name.get(..10).filter(|start| start.eq_ignore_ascii_case("comune di ")).map(|_| &name[10..]) {
        name = rest.trim();
    }
    let exact = comuni::by_name(name, date);
    if exact != ByName::None {
        return exact;
    }
    match name.rsplit_once(' ') {
        Some((before, province)) if province.len() == 2 && province.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            comuni::by_name(&format!("{before} ({province})"), date)
        }
        _ => ByName::None,
    }
}

fn homonyms(comuni: &[&'static Comune]) -> String {
    let names: Vec<String> = comuni.iter().map(|comune| comune.label()).collect();
    format!("più comuni hanno questo nome: {}. Aggiungere la sigla della provincia tra parentesi.", names.join(", "))
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

    #[test]
    fn birth_places() {
        for (text, told, expected) in [
            ("Perugia", None, Some("G478")),
            ("Albania", None, Some("Z100")),
            ("Tirana (Albania)", None, Some("Z100")),
            ("ALBANIA (EE)", None, Some("Z100")),
            ("Z100", None, Some("Z100")),
            ("8", None, Some("Z100")),
            ("ALB", None, Some("Z100")),
            ("Castro", Some("C337"), Some("C337")),
            ("Tirana", Some("Z100"), None),
        ] {
            assert_eq!(birth(text, None, told).unwrap().map(|place| place.0).as_deref(), expected, "{text}");
        }
        for text in ["Tirana", "Castro", "999999", "Perugiaa"] {
            assert!(birth(text, None, None).is_err(), "{text}");
        }
        assert!(birth("Perugiaa", None, Some("G478")).is_err());
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
        ] {
            assert_eq!(nazione(text).unwrap().0, iso, "{text}");
        }
        for text in ["Atlantide", "1234", "", "Kosovo"] {
            assert!(nazione(text).is_err(), "{text}");
        }
    }
}
