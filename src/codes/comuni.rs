//! Comuni, past and present: Belfiore and ISTAT codes, names, provinces, dates.

use super::csv::{day, rows};
use super::regioni;
use crate::text::fold;
use crate::text::order::InOrder;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::ops::Range;
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

/// Which of the comuni that are called so a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByName {
    /// No comune was ever called so.
    None,
    /// Just one fits.
    One(&'static Comune),
    /// Several fit (Castro, Livo, Peglio, Samone, San Teodoro …): the province must say which.
    Several(Vec<&'static Comune>),
}

impl ByName {
    /// A comune of today wins over closed ones; with a `date` (a birth), the one in force then wins.
    #[must_use]
    pub fn among(mut found: Vec<&'static Comune>, date: Option<NaiveDate>) -> Self {
        if let Some(date) = date {
            narrow(&mut found, |comune| comune.dal <= date && comune.al.is_none_or(|al| date <= al));
        }
        narrow(&mut found, Comune::open);
        found.order_by_key(|comune| comune.belfiore);
        found.dedup_by_key(|comune| comune.belfiore);
        match found.as_slice() {
            [] => Self::None,
            [one] => Self::One(one),
            _ => Self::Several(found),
        }
    }
}

/// Keeps those that fit, unless none does.
fn narrow(found: &mut Vec<&'static Comune>, fits: impl Fn(&Comune) -> bool) {
    if found.iter().any(|comune| fits(comune)) {
        found.retain(|comune| fits(comune));
    }
}

/// Rows by a folded name.
type Names = HashMap<String, Vec<usize>>;

struct Table {
    /// Sorted by Belfiore, then by date.
    rows: Vec<Comune>,
    open_by_istat: HashMap<&'static str, usize>,
    closed_by_istat: HashMap<&'static str, usize>,
    by_name: Names,
    by_other_name: Names,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<Comune> = rows(include_str!("data/comuni.csv")).map(comune).collect();
    let mut open_by_istat = HashMap::with_capacity(8_000);
    let mut closed_by_istat = HashMap::new();
    let mut by_name = Names::with_capacity(rows.len());
    for (index, comune) in rows.iter().enumerate() {
        if comune.open() {
            open_by_istat.insert(comune.istat, index);
        } else {
            closed_by_istat.insert(comune.istat, index);
        }
        by_name.entry(fold(comune.nome)).or_default().push(index);
    }
    let mut by_other_name = Names::new();
    for [belfiore, nome] in other_names() {
        by_other_name.entry(fold(nome)).or_default().extend(periods(&rows, belfiore));
    }
    Table { rows, open_by_istat, closed_by_istat, by_name, by_other_name }
});

/// Belfiore codes with the names that comuni have in other languages and usual spellings, beside the official one.
pub(super) fn other_names() -> impl Iterator<Item = [&'static str; 2]> {
    rows(include_str!("data/comuni_altri_nomi.csv"))
}

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
    &TABLE.rows[periods(&TABLE.rows, belfiore)]
}

/// Where the rows of a Belfiore code are.
fn periods(rows: &[Comune], belfiore: &str) -> Range<usize> {
    let from = rows.partition_point(|comune| comune.belfiore < belfiore);
    let count = rows[from..].iter().take_while(|comune| comune.belfiore == belfiore).count();
    from..from + count
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

/// Every comune, of today or closed, whose official name this is, folded.
pub(super) fn by_name(folded: &str) -> Vec<&'static Comune> {
    named(&TABLE.by_name, folded)
}

/// Every comune that this, folded, is another name of.
pub(super) fn by_other_name(folded: &str) -> Vec<&'static Comune> {
    named(&TABLE.by_other_name, folded)
}

fn named(names: &Names, folded: &str) -> Vec<&'static Comune> {
    names.get(folded).map(|rows| rows.iter().map(|row| &TABLE.rows[*row]).collect()).unwrap_or_default()
}

/// Every name, official or not, folded.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    TABLE.by_name.keys().chain(TABLE.by_other_name.keys()).map(String::as_str)
}

/// Every name period of every comune, by Belfiore, then by date.
#[must_use]
pub fn all() -> &'static [Comune] {
    &TABLE.rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn iso(day: NaiveDate) -> String {
        day.format("%Y-%m-%d").to_string()
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
    fn other_names_are_of_comuni_and_each_is_told_once() {
        let mut previous = [""; 2];
        let mut told = HashSet::new();
        for row in other_names() {
            assert!(previous < row, "{row:?}");
            let [belfiore, nome] = row;
            assert!(by_other_name(&fold(nome)).iter().any(|comune| comune.belfiore == belfiore), "{nome}");
            assert!(by_name(&fold(nome)).iter().all(|comune| comune.belfiore != belfiore), "{nome}");
            assert!(told.insert((belfiore, fold(nome))), "{nome}");
            previous = row;
        }
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
