//! Comuni, past and present: Belfiore and ISTAT codes, names, provinces, dates.

use super::csv::{day, rows};
use super::regioni;
use crate::text::fold;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One name period of one comune.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comune {
    /// Belfiore (cadastral) code, four characters: the key.
    pub belfiore: &'static str,
    /// ISTAT code, six digits; the last one of the period.
    pub istat: &'static str,
    /// The province's two letters.
    pub provincia: &'static str,
    /// ISTAT region, two digits; empty where it is not known (ceded territories).
    pub regione: &'static str,
    /// Official Italian name.
    pub nome: &'static str,
    /// In force from this day.
    pub dal: NaiveDate,
    /// Last day in force; `None` for a comune of today.
    pub al: Option<NaiveDate>,
}

impl Comune {
    /// The flow's `CodiceRegione`.
    #[must_use]
    pub fn regione_flusso(&self) -> Option<&'static str> {
        regioni::of(self.regione, self.provincia).map(|regione| regione.flusso)
    }

    /// Whether the comune exists today.
    #[must_use]
    pub fn open(&self) -> bool {
        self.al.is_none()
    }

    /// Name and province as an operator reads them: `Perugia (PG)`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} ({})", self.nome, self.provincia)
    }
}

/// Answer to a look-up by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByName {
    /// No comune was ever called so.
    None,
    /// Just one fits.
    One(&'static Comune),
    /// Several fit (Castro, Livo, Peglio, Samone, San Teodoro …): the province must say which.
    Several(Vec<&'static Comune>),
}

struct Table {
    /// Sorted by Belfiore, then by date.
    rows: Vec<Comune>,
    open_by_istat: HashMap<&'static str, usize>,
    closed_by_istat: HashMap<&'static str, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<Comune> = rows(include_str!("data/comuni.csv")).map(comune).collect();
    let mut open_by_istat = HashMap::with_capacity(8_000);
    let mut closed_by_istat = HashMap::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::with_capacity(rows.len());
    for (index, comune) in rows.iter().enumerate() {
        if comune.open() {
            open_by_istat.insert(comune.istat, index);
        } else {
            closed_by_istat.insert(comune.istat, index);
        }
        by_name.entry(fold(comune.nome)).or_default().push(index);
    }
    Table { rows, open_by_istat, closed_by_istat, by_name }
});

/// A row of `data/comuni.csv`.
fn comune([belfiore, istat, provincia, regione, dal, al, nome]: [&'static str; 7]) -> Comune {
    Comune { belfiore, istat, provincia, regione, nome, dal: day(dal).unwrap_or_default(), al: day(al) }
}

/// Former ISTAT code -> Belfiore of the comune, open today, that had it; sorted by code.
static FORMER: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    rows(include_str!("data/istat_precedenti.csv")).map(|[istat, belfiore, _dal, _al]| (istat, belfiore)).collect()
});

/// Every name period of a Belfiore code, oldest first; empty for an unknown code.
#[must_use]
pub fn by_belfiore(belfiore: &str) -> &'static [Comune] {
    let rows = &TABLE.rows;
    let from = rows.partition_point(|comune| comune.belfiore < belfiore);
    let count = rows[from..].iter().take_while(|comune| comune.belfiore == belfiore).count();
    &rows[from..from + count]
}

/// The latest name period of a Belfiore code: today's, or the last one of a closed comune.
#[must_use]
pub fn latest(belfiore: &str) -> Option<&'static Comune> {
    by_belfiore(belfiore).last()
}

/// The comune that has this ISTAT code today.
#[must_use]
pub fn by_istat(istat: &str) -> Option<&'static Comune> {
    TABLE.open_by_istat.get(istat).map(|index| &TABLE.rows[*index])
}

/// The comune of today that had this ISTAT code before (province changes: Sardinia, Monza, Fermo …).
#[must_use]
pub fn by_former_istat(istat: &str) -> Option<&'static Comune> {
    latest(FORMER.get(istat)?).filter(|comune| comune.open())
}

/// A closed comune that had this ISTAT code, where no comune of today has it.
#[must_use]
pub fn closed_by_istat(istat: &str) -> Option<&'static Comune> {
    if by_istat(istat).is_some() {
        return None;
    }
    TABLE.closed_by_istat.get(istat).map(|index| &TABLE.rows[*index])
}

/// Comuni by name, however typed; a province (`Castro (BG)`) settles homonyms.
///
/// A comune of today wins over closed ones of the same name; with a `date` (a birth), the one in force then wins.
#[must_use]
pub fn by_name(name: &str, date: Option<NaiveDate>) -> ByName {
    let (name, province) = split_province(name);
    let Some(indices) = TABLE.by_name.get(&fold(name)) else { return ByName::None };
    let mut found: Vec<&'static Comune> = indices.iter().map(|index| &TABLE.rows[*index]).collect();
    if let Some(province) = province {
        let there: Vec<_> = found.iter().copied().filter(|comune| comune.provincia == province).collect();
        if there.is_empty() {
            return ByName::None;
        }
        found = there;
    }
    if let Some(date) = date {
        narrow(&mut found, |comune| comune.dal <= date && comune.al.is_none_or(|al| date <= al));
    }
    narrow(&mut found, Comune::open);
    found.dedup_by_key(|comune| comune.belfiore);
    match found.as_slice() {
        [] => ByName::None,
        [one] => ByName::One(one),
        _ => ByName::Several(found),
    }
}

/// Keeps those that fit, unless none does.
fn narrow(found: &mut Vec<&'static Comune>, fits: impl Fn(&Comune) -> bool) {
    if found.iter().any(|comune| fits(comune)) {
        found.retain(|comune| fits(comune));
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

/// Every name period of every comune, by Belfiore, then by date.
#[must_use]
pub fn all() -> &'static [Comune] {
    &TABLE.rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(day: NaiveDate) -> String {
        day.format("%Y-%m-%d").to_string()
    }

    fn check_name(name: &str, belfiore: &[&str]) {
        let found = match by_name(name, None) {
            ByName::None => vec![],
            ByName::One(comune) => vec![comune.belfiore],
            ByName::Several(comuni) => comuni.iter().map(|comune| comune.belfiore).collect(),
        };
        assert_eq!(found, belfiore, "{name}");
    }

    #[test]
    fn names_as_typed() {
        check_name("Perugia", &["G478"]);
        check_name("PERUGIA (PG)", &["G478"]);
        check_name("perugia - pg", &["G478"]);
        check_name("Forli'", &["D704"]);
        check_name("Castro (BG)", &["C337"]);
        check_name("Castro (MI)", &[]);
        check_name("Atlantide", &[]);
        check_name("Reggio nell'Emilia", &["H223"]);
        check_name("Re", &["H203"]);
        assert!(matches!(by_name("Castro", None), ByName::Several(comuni) if comuni.len() == 2));
    }

    #[test]
    fn codes_today_and_before() {
        assert_eq!(by_istat("054039").unwrap().belfiore, "G478");
        assert_eq!(by_istat("113001").unwrap().nome, "Aggius");
        assert_eq!(by_istat("090001"), None);
        assert_eq!(by_former_istat("090001").unwrap().istat, "113001");
        assert_eq!(by_former_istat("999999"), None);
        assert_eq!(closed_by_istat("054039"), None);
    }

    #[test]
    fn every_row_is_read_as_it_is_written() {
        let kept: Vec<[&str; 7]> = rows(include_str!("data/comuni.csv")).collect();
        assert_eq!(kept.len(), TABLE.rows.len());
        for (kept, it) in kept.iter().zip(&TABLE.rows) {
            let al = it.al.map(iso).unwrap_or_default();
            assert_eq!(*kept, [it.belfiore, it.istat, it.provincia, it.regione, &iso(it.dal), &al, it.nome]);
        }
    }

    #[test]
    fn the_file_is_sorted_and_well_shaped() {
        let mut previous: Option<&Comune> = None;
        let mut open = HashMap::new();
        for comune in &TABLE.rows {
            assert!(comune.belfiore.len() == 4 && comune.istat.len() == 6 && comune.provincia.len() == 2, "{comune:?}");
            assert!(comune.al.is_none_or(|al| al >= comune.dal), "{comune:?}");
            if let Some(previous) = previous {
                assert!((previous.belfiore, previous.dal) <= (comune.belfiore, comune.dal), "{comune:?}");
            }
            if comune.open() {
                assert!(comune.regione_flusso().is_some(), "{comune:?}");
                assert_eq!(open.insert(comune.istat, comune.belfiore), None, "{comune:?}");
            }
            previous = Some(comune);
        }
        assert_eq!(open.len(), 7_894);
    }
}
