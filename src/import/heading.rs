//! A heading -> the field that it names, and how sure that is.

use super::abbreviation::{abbreviates, all_abbreviate};
use crate::records::Field;
use crate::text::fold;
use crate::text::order::InOrder;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a heading says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HeadingMeaning {
    /// It names a field; the greater the number the surer.
    Names(Field, u8),
    /// It may name any of these: the cells must say which. First the likeliest.
    May(Vec<Field>),
    /// It says nothing of what the column holds (`Colonna1`, `Beneficiario`, blank).
    Nothing,
    /// It says something that is none of our fields.
    Else,
}

/// A label or an id.
const EXACT: u8 = 100;
/// The first synonym of a field; the further down its list, the less sure.
const SYNONYM: u8 = 98;
/// The last ones.
pub(super) const LAST_SYNONYM: u8 = 82;
/// The same, and words that change nothing: *beneficiario*, *contributo*.
const PADDED: u8 = 80;
/// The same of somebody who asks for the beneficiary.
const ASKER: u8 = 70;
/// But for a slip of the keyboard.
const NEAR: u8 = 60;

/// Words that may mean several fields.
const WEAK: &[(&str, &[Field])] = &[
    ("COMUNE", &[Field::ComuneResidenza]),
    ("CITTA", &[Field::ComuneResidenza]),
    ("RESIDENZA", &[Field::ComuneResidenza, Field::Indirizzo]),
    ("STATO", &[Field::NazioneResidenza]),
    ("NAZIONE", &[Field::NazioneResidenza, Field::Cittadinanza]),
    ("CODICE", &[Field::CodiceFiscale, Field::CodicePrestazione]),
    ("CODICE INPS", &[Field::CodicePrestazione]),
    ("PRESTAZIONE", &[Field::CodicePrestazione, Field::Denominazione]),
    ("PRESTAZIONE INPS", &[Field::CodicePrestazione, Field::Denominazione]),
    ("PRESTAZIONE SOCIALE", &[Field::CodicePrestazione, Field::Denominazione]),
    ("SERVIZIO", &[Field::CodicePrestazione, Field::Denominazione]),
    ("INTERVENTO", &[Field::CodicePrestazione, Field::Denominazione]),
    ("MISURA", &[Field::CodicePrestazione, Field::Denominazione]),
    ("BENEFICIO", &[Field::CodicePrestazione, Field::Denominazione, Field::Importo]),
    ("CONTRIBUTO", &[Field::Importo, Field::CodicePrestazione, Field::Denominazione]),
    ("DENOMINAZIONE", &[Field::Denominazione]),
    ("DESCRIZIONE", &[Field::Denominazione]),
    ("DATA", &[Field::DataErogazione]),
    ("NASCITA", &[Field::DataNascita, Field::LuogoNascita]),
    ("NATO", &[Field::DataNascita, Field::LuogoNascita]),
    ("LUOGO", &[Field::LuogoNascita]),
    ("TIPO", &[Field::Tipo, Field::Carattere]),
    ("TIPOLOGIA", &[Field::Tipo, Field::Carattere, Field::CodicePrestazione, Field::Denominazione]),
    ("TIPO PRESTAZIONE", &[Field::Tipo, Field::Carattere, Field::CodicePrestazione, Field::Denominazione]),
    ("TIPOLOGIA PRESTAZIONE", &[Field::Tipo, Field::Carattere, Field::CodicePrestazione, Field::Denominazione]),
    ("TIPO CONTRIBUTO", &[Field::Carattere, Field::CodicePrestazione, Field::Denominazione]),
    ("PROTOCOLLO", &[Field::ProtocolloDsu, Field::ProtocolloDomanda]),
    ("NUMERO PROTOCOLLO", &[Field::ProtocolloDsu, Field::ProtocolloDomanda]),
    ("DSU", &[Field::ProtocolloDsu, Field::DataDsu]),
    ("ISEE", &[Field::ProtocolloDsu, Field::DataDsu, Field::ProvaMezzi, Field::ValoreIsee]),
    ("PERIODO", &[Field::Periodo]),
    ("DURATA", &[Field::Periodo]),
    ("PROGETTO", &[Field::TipoProgetto]),
    ("QUOTA", &[]),
    ("ANNO", &[]),
    ("NUMERO", &[]),
    ("STATO CIVILE", &[]),
    ("STATO PRATICA", &[]),
];

/// Words that say whose it is, and leave the rest as it is.
const OF_BENEFICIARY: &[&str] = &[
    "BENEFICIARIO",
    "BENEFICIARIA",
    "BENEFICIARI",
    "ASSISTITO",
    "ASSISTITA",
    "ASSISTITI",
    "UTENTE",
    "UTENTI",
    "MINORE",
    "PERSONA",
    "SOGGETTO",
    "TITOLARE",
    "INTESTATARIO",
    "DESTINATARIO",
    "CITTADINO",
    "OSPITE",
    "ALUNNO",
    "BAMBINO",
];
const OF_ASKER: &[&str] = &["RICHIEDENTE", "DICHIARANTE", "ISTANTE"];
/// Words that change nothing.
const PADDING: &[&str] = &[
    "INPS",
    "SIUSS",
    "EURO",
    "GG",
    "MM",
    "AAAA",
    "GGMMAAAA",
    "OBBLIGATORIO",
    "OBBLIGATORIA",
    "FACOLTATIVO",
    "SERVIZIO",
    "INTERVENTO",
    "CONTRIBUTO",
    "BENEFICIO",
    "PRESTAZIONE",
    "CONCESSO",
    "CONCESSA",
    "ANAGRAFICO",
    "ANAGRAFICA",
    "ANAGRAFICI",
    "DATI",
    "DATO",
    "DEFINITIVO",
    "COLONNA",
    "CAMPO",
    "IN",
    "E",
];
/// Headings that say nothing at all.
const SILENT: &[&str] =
    &["COLONNA", "COLUMN", "CAMPO", "ID", "F", "UNNAMED", "A", "N", "NUMERO", "ORDINE", "PROGRESSIVO", "RIGA"];

static BY_WORDS: LazyLock<HashMap<String, (Field, u8)>> = LazyLock::new(|| surest(squeezed));
static BY_SORTED: LazyLock<HashMap<String, (Field, u8)>> = LazyLock::new(|| surest(sorted));
/// Every name of every field, as words.
static NAMES: LazyLock<Vec<(Vec<String>, Field)>> =
    LazyLock::new(|| names().map(|(name, field, _)| (name, field)).collect());
/// The first words of a field's choices: headings may name these instead of what is chosen.
static CHOICES: LazyLock<Vec<(Vec<String>, Field)>> = LazyLock::new(|| {
    let first =
        |field: Field| field.choices().iter().filter_map(|(_, label)| words(label).into_iter().next()).collect();
    Field::ALL.iter().map(|field| (first(*field), *field)).collect()
});
static WEAK_WORDS: LazyLock<HashMap<String, &'static [Field]>> =
    LazyLock::new(|| WEAK.iter().map(|(name, fields)| (squeezed(&words(name)), *fields)).collect());

/// Names by key, each with the surest way of calling the field so.
fn surest(key: impl Fn(&[String]) -> String) -> HashMap<String, (Field, u8)> {
    let mut known = HashMap::new();
    for (name, field, sure) in names() {
        known.entry(key(&name)).or_insert((field, sure));
    }
    known
}

/// Every name of every field, as words; of one field the surest first.
fn names() -> impl Iterator<Item = (Vec<String>, Field, u8)> {
    Field::ALL.iter().flat_map(|field| {
        let own = [(field.label(), EXACT), (field.id(), EXACT)];
        let others =
            field.synonyms().iter().copied().zip((LAST_SYNONYM..=SYNONYM).rev().chain(std::iter::repeat(LAST_SYNONYM)));
        own.into_iter().chain(others).map(|(name, sure)| (words(name), *field, sure))
    })
}

/// What a heading means. Of a group over several columns, give `group / heading`.
pub(super) fn meaning(group: &str, heading: &str) -> HeadingMeaning {
    if !group.is_empty() && fold(group) != fold(heading) {
        let mut together = words(group);
        together.extend(words(heading));
        match of_words(&together) {
            HeadingMeaning::Names(field, sure) if sure >= ASKER => return HeadingMeaning::Names(field, sure),
            // Where the heading alone is sure, what stands over it adds nothing.
            HeadingMeaning::May(fields) if !matches!(of_text(heading), HeadingMeaning::Names(..)) => {
                return HeadingMeaning::May(fields);
            }
            _ => {}
        }
    }
    of_text(heading)
}

fn of_text(heading: &str) -> HeadingMeaning {
    let whole = of_words(&words(heading));
    // What stands in brackets mostly explains: `Data di nascita (gg/mm/aaaa)`.
    if !matches!(whole, HeadingMeaning::Names(_, LAST_SYNONYM..))
        && let Some((before, rest)) = heading.split_once(['(', '['])
    {
        let after = rest.split_once([')', ']']).map_or("", |(_, after)| after);
        let without = of_words(&words(&format!("{before} {after}")));
        if matches!(without, HeadingMeaning::Names(..))
            || !matches!(whole, HeadingMeaning::Names(..) | HeadingMeaning::May(_))
        {
            return settled(without, before);
        }
    }
    settled(whole, heading)
}

/// What words that are cut short may mean, where the words as they stand mean nothing.
fn settled(meaning: HeadingMeaning, heading: &str) -> HeadingMeaning {
    if meaning != HeadingMeaning::Else {
        return meaning;
    }
    let short = bare_words(heading);
    if !short.iter().any(|word| word.len() >= 3) {
        return meaning;
    }
    let mut fields = of_fields(&CHOICES, |labels| short.len() >= 2 && are_all(&short, labels));
    // What few benefits have may be called by words that other columns have too: `Presenti/assenti`.
    if let [field] = *fields
        && field.required()
    {
        return HeadingMeaning::Names(field, NEAR);
    }
    fields.extend(of_fields(&NAMES, |name| all_abbreviate(&short, name)));
    if (1..=2).contains(&fields.len()) { HeadingMeaning::May(fields) } else { meaning }
}

/// The fields of which some words are so.
fn of_fields(all: &[(Vec<String>, Field)], so: impl Fn(&[String]) -> bool) -> Vec<Field> {
    let mut fields: Vec<Field> = all.iter().filter(|(words, _)| so(words)).map(|(_, field)| *field).collect();
    fields.dedup();
    fields
}

/// Whether words are the choices of a field, in whatever order: `Occ./Per.`.
fn are_all(short: &[String], labels: &[String]) -> bool {
    let has = |label: &String| short.iter().any(|word| abbreviates(word, label));
    let is_one = |word: &String| labels.iter().any(|label| abbreviates(word, label));
    short.len() == labels.len() && labels.iter().all(has) && short.iter().all(is_one)
}

/// The words of a heading that say what it is about; a point within a word does not part it.
pub(super) fn bare_words(heading: &str) -> Vec<String> {
    let letters: Vec<char> = heading.chars().collect();
    let lower = |at: Option<&char>| at.is_some_and(|letter| letter.is_lowercase());
    let joined: String = letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| {
            let within = **letter == '.' && *at > 0 && lower(letters.get(at - 1)) && lower(letters.get(at + 1));
            !within
        })
        .map(|(_, letter)| letter)
        .collect();
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let all = words(&joined);
    let telling = |word: &&String| word.len() > 2 && !is(OF_BENEFICIARY, word) && !is(PADDING, word);
    let left: Vec<String> = all.iter().filter(telling).cloned().collect();
    if left.is_empty() { all } else { left }
}

fn of_words(words: &[String]) -> HeadingMeaning {
    let whole = squeezed(words);
    if whole.is_empty() || words.iter().all(|word| is_silent(word)) {
        return HeadingMeaning::Nothing;
    }
    if let Some(fields) = WEAK_WORDS.get(&whole) {
        return if fields.is_empty() { HeadingMeaning::Else } else { HeadingMeaning::May(fields.to_vec()) };
    }
    if let Some((field, sure)) = BY_WORDS.get(&whole).or_else(|| BY_SORTED.get(&sorted(words))) {
        return HeadingMeaning::Names(*field, *sure);
    }
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let left: Vec<String> = words
        .iter()
        .filter(|word| !is(OF_BENEFICIARY, word) && !is(OF_ASKER, word) && !is(PADDING, word) && !is_year(word))
        .cloned()
        .collect();
    if left.is_empty() {
        return HeadingMeaning::Nothing;
    }
    if left.len() < words.len() {
        let squeezed = squeezed(&left);
        if let Some(fields) = WEAK_WORDS.get(&squeezed) {
            return if fields.is_empty() { HeadingMeaning::Else } else { HeadingMeaning::May(fields.to_vec()) };
        }
        if let Some((field, _)) = BY_WORDS.get(&squeezed).or_else(|| BY_SORTED.get(&sorted(&left))) {
            let sure = if words.iter().any(|word| is(OF_ASKER, word)) { ASKER } else { PADDED };
            return HeadingMeaning::Names(*field, sure);
        }
    }
    near(&whole).map_or(HeadingMeaning::Else, |field| HeadingMeaning::Names(field, NEAR))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_silent(word: &str) -> bool {
    let letters = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
    letters.is_empty() || SILENT.contains(&letters)
}

/// Words of a name: abbreviations written out, articles left out.
fn words(name: &str) -> Vec<String> {
    // `CodiceFiscale` is two words.
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for letter in name.chars() {
        if before.is_lowercase() && letter.is_uppercase() {
            spaced.push(' ');
        }
        spaced.push(letter);
        before = letter;
    }
    let folded = fold(&spaced);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    words
        .iter()
        .enumerate()
        .filter(|(at, word)| match **word {
            "DI" | "DEL" | "DELLA" | "DELLO" | "DELL" | "DEI" | "DEGLI" | "DELLE" | "IN" | "EURO" => words.len() == 1,
            // Before or after all others it is a word cut short: `Occ./Per.`.
            "PER" => *at == 0 || at + 1 == words.len(),
            _ => true,
        })
        .map(|(_, word)| expanded(word).to_owned())
        .collect()
}

fn expanded(word: &str) -> &str {
    match word {
        "COD" => "CODICE",
        "FISC" => "FISCALE",
        "PREST" | "PRESTAZIONI" => "PRESTAZIONE",
        "PROT" => "PROTOCOLLO",
        "NUM" | "NR" | "N" | "NRO" => "NUMERO",
        "IMP" | "IMPORTI" => "IMPORTO",
        "DT" | "DATE" => "DATA",
        "RES" | "RESID" => "RESIDENZA",
        "CITT" | "CITTAD" => "CITTADINANZA",
        "DENOM" | "DEN" => "DENOMINAZIONE",
        "DESCR" => "DESCRIZIONE",
        "MENS" => "MENSILE",
        "EROG" => "EROGAZIONE",
        "BENEF" => "BENEFICIARIO",
        "NASC" => "NASCITA",
        "IND" | "INDIR" => "INDIRIZZO",
        "PROG" => "PROGETTO",
        "QUOTE" => "QUOTA",
        "PRAT" => "PRATICA",
        "PRES" => "PRESENTAZIONE",
        "RICH" => "RICHIEDENTE",
        "DOM" => "DOMANDA",
        "VAL" => "VALORE",
        other => other,
    }
}

fn squeezed(words: &[String]) -> String {
    words.concat()
}

fn sorted(words: &[String]) -> String {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.order();
    words.dedup();
    words.join(" ")
}

/// The one field whose name is one slip away, two in a long name. A digit is never a slip.
fn near(name: &str) -> Option<Field> {
    let most = match name.len() {
        0..6 => return None,
        6..14 => 1,
        _ => 2,
    };
    if name.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut found = BY_WORDS
        .iter()
        .filter(|(known, _)| known.len() >= 6 && known.len().abs_diff(name.len()) <= most && slips(known, name) <= most)
        .map(|(_, (field, _))| *field);
    let first = found.next()?;
    found.all(|field| field == first).then_some(first)
}

/// Letters put in, left out, changed or swapped with the next.
fn slips(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let width = other.len() + 1;
    let mut table: Vec<usize> = vec![0; (one.len() + 1) * width];
    for row in 0..=one.len() {
        for column in 0..width {
            table[row * width + column] = if row == 0 {
                column
            } else if column == 0 {
                row
            } else {
                let changed = usize::from(one[row - 1] != other[column - 1]);
                let mut least = (table[(row - 1) * width + column - 1] + changed)
                    .min(table[(row - 1) * width + column] + 1)
                    .min(table[row * width + column - 1] + 1);
                if row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1] {
                    least = least.min(table[(row - 2) * width + column - 2] + 1);
                }
                least
            };
        }
    }
    table[table.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heading: &str, expected: Option<Field>) {
        let (group, heading) = heading.split_once(" / ").unwrap_or(("", heading));
        let found = match meaning(group, heading) {
            HeadingMeaning::Names(field, _) => Some(field),
            _ => None,
        };
        assert_eq!(found, expected, "{group} / {heading}");
    }

    #[test]
    fn no_name_means_two_fields() {
        let mut squeezed_names: HashMap<String, Field> = HashMap::new();
        let mut sorted_names: HashMap<String, Field> = HashMap::new();
        for (name, field, _) in names() {
            for (known, key) in [(&mut squeezed_names, squeezed(&name)), (&mut sorted_names, sorted(&name))] {
                let other = *known.entry(key).or_insert(field);
                assert_eq!(other, field, "{name:?}");
            }
        }
    }

    #[test]
    fn labels_ids_and_the_names_of_the_flow() {
        for field in Field::ALL {
            check(field.label(), Some(*field));
            match meaning("", field.id()) {
                HeadingMeaning::Names(found, EXACT) => assert_eq!(found, *field),
                HeadingMeaning::May(fields) => assert_eq!(fields[0], *field),
                other => panic!("{field:?}: {other:?}"),
            }
        }
        for (heading, field) in [
            ("CodiceFiscale", Field::CodiceFiscale),
            ("ImportoMensile", Field::ImportoMensile),
            ("NumeroProtocolloDSU", Field::ProtocolloDsu),
            ("AnnoProtocolloDSU", Field::AnnoDsu),
            ("DataInizioPrestazione", Field::DataInizio),
            ("PresenzaProvaMezzi", Field::ProvaMezzi),
            ("OreServizioMensile", Field::OreMensili),
            ("CodiceCittadinanza", Field::Cittadinanza),
            ("FonteDerivazioneInvalidita", Field::FonteInvalidita),
            ("DenominazionePrestazione", Field::Denominazione),
            ("ImportoQuotaSSN", Field::QuotaSsn),
            ("ImportoSogliaISEE", Field::SogliaIsee),
            ("LuogoNascita", Field::LuogoNascita),
            ("PeriodoErogazione", Field::Periodo),
            ("InvCiv", Field::Invalidita),
        ] {
            check(heading, Some(field));
        }
    }

    #[test]
    fn what_sheets_write() {
        for (heading, field) in [
            ("C.F.", Field::CodiceFiscale),
            ("Cod. Fisc.", Field::CodiceFiscale),
            ("CODICE FISCALE *", Field::CodiceFiscale),
            ("Codice fiscale del beneficiario", Field::CodiceFiscale),
            ("C.F. richiedente", Field::CodiceFiscale),
            ("Codice Fisacle", Field::CodiceFiscale),
            ("Data di nascita (gg/mm/aaaa)", Field::DataNascita),
            ("Dt. nasc.", Field::DataNascita),
            ("Importo mensile (€)", Field::ImportoMensile),
            ("Importo €", Field::Importo),
            ("Importo (mensile)", Field::ImportoMensile),
            ("Cognome e nome", Field::Nominativo),
            ("COGNOME NOME", Field::Nominativo),
            ("Nominativo beneficiario", Field::Nominativo),
            ("N. protocollo DSU", Field::ProtocolloDsu),
            ("Prot. domanda", Field::ProtocolloDomanda),
            ("Nascita / Comune", Field::LuogoNascita),
            ("Nascita / Data", Field::DataNascita),
            ("Residenza / Comune", Field::ComuneResidenza),
            ("Periodo / dal", Field::DataInizio),
            ("Periodo / al", Field::DataFine),
            ("DSU / Protocollo", Field::ProtocolloDsu),
            ("DSU / Data", Field::DataDsu),
            ("Dati anagrafici / Cognome", Field::Cognome),
            ("Importi / Mensile", Field::ImportoMensile),
            ("Quote / Ente", Field::QuotaEnte),
            ("Data inizio 2026", Field::DataInizio),
            ("Data inizio contributo", Field::DataInizio),
            ("Occ./Per.", Field::Carattere),
            ("Occ/Per", Field::Carattere),
            ("Per./Occ.", Field::Carattere),
            ("PER/OCC", Field::Carattere),
            ("Per. o occ.", Field::Carattere),
            ("Period. - Occas.", Field::Carattere),
            ("Occ.le/Per.co", Field::Carattere),
            ("Contributo occ./per.", Field::Carattere),
            ("Carattere (occ./per.)", Field::Carattere),
            ("Data per erogazione", Field::DataErogazione),
        ] {
            check(heading, Some(field));
        }
        for heading in [
            "Note",
            "C.F. operatore",
            "Codice fiscale genitore",
            "IBAN",
            "Telefono",
            "Luogo e data di nascita",
            "CAP",
            "Importo 2",
            "Data",
            "Comune",
            "",
            "Stato civile",
            "Numero",
        ] {
            check(heading, None);
        }
        for heading in ["Data presentazione domanda", "Scadenza ISEE", "Importo residuo", "Codice univoco ufficio"] {
            check(heading, None);
        }
        // Letters may stand for anything, and one choice alone is a column of its own.
        for heading in ["O/P", "P/O", "Natura (O/P)", "Per.", "Occ.", "Per./Per.", "Per conto di", "Motivo per"] {
            check(heading, None);
        }
        assert_eq!(meaning("", "Masch./Femm."), HeadingMeaning::May(vec![Field::Sesso]));
        assert_eq!(meaning("", "Presenti/assenti"), HeadingMeaning::May(vec![Field::Comportamento]));
        assert_eq!(meaning("", "Presenza assenza mensa"), HeadingMeaning::Else);
        assert_eq!(meaning("", "Colonna1"), HeadingMeaning::Nothing);
        assert_eq!(meaning("", "Beneficiario"), HeadingMeaning::Nothing);
        assert_eq!(meaning("", "Comune beneficiario"), HeadingMeaning::May(vec![Field::ComuneResidenza]));
    }
}
