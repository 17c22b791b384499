//! Regions as the flow writes them: the two-digit coding 01 Abruzzo … 21 Veneto, not ISTAT's.
//! Source: INPS WaaS SIUSS specification 2.0.1, page 15, note 2 (Agenzia delle Entrate, table ENTI-T0).

use std::sync::LazyLock;

/// A region, or one of the two autonomous provinces that the flow counts as regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regione {
    /// ISTAT's two digits; Bolzano and Trento share 04.
    pub istat: &'static str,
    /// The province's letters for Bolzano and Trento, empty elsewhere.
    pub provincia: &'static str,
    /// The flow's `CodiceRegione`, two digits.
    pub flusso: &'static str,
    /// ISTAT's name.
    pub nome: &'static str,
}

/// The 21 regions, in ISTAT's order.
pub static REGIONI: LazyLock<Vec<Regione>> = LazyLock::new(|| {
    super::csv::rows(include_str!("data/regioni.csv"))
        .map(|[istat, provincia, flusso, nome]| Regione { istat, provincia, flusso, nome })
        .collect()
});

/// The region of the flow for an ISTAT region and a province.
#[must_use]
pub fn of(istat: &str, provincia: &str) -> Option<&'static Regione> {
    REGIONI
        .iter()
        .find(|regione| regione.istat == istat && (regione.provincia.is_empty() || regione.provincia == provincia))
}

/// The region that the flow's two digits mean.
#[must_use]
pub fn by_flusso(flusso: &str) -> Option<&'static Regione> {
    REGIONI.iter().find(|regione| regione.flusso == flusso)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_coding_runs_from_01_to_21() {
        let mut codes: Vec<&str> = REGIONI.iter().map(|regione| regione.flusso).collect();
        codes.sort_unstable();
        let expected: Vec<String> = (1..=21).map(|code| format!("{code:02}")).collect();
        assert_eq!(codes, expected);
    }

    #[test]
    fn trento_and_bolzano_count_apart() {
        assert_eq!(of("04", "TN").unwrap().flusso, "18");
        assert_eq!(of("04", "BZ").unwrap().flusso, "03");
        assert_eq!(of("10", "PG").unwrap().nome, "Umbria");
        assert_eq!(of("10", "PG").unwrap().flusso, "19");
    }
}
