//! Deliveries counted by hours, gathered into what INPS takes: one periodic benefit a case, code and calendar year.
//!
//! The arithmetic is exact: amounts are decimals, hours are minutes. A month's share is rounded once, to the cent or
//! to the minute, and the ente's quota is what the person's leaves of it, so that quotas and amount always agree (rule P10).
//! What a delivery does not say is not made up: without all costs there is no amount, without all hours no hours.

use super::{Amount, Case, Dsu, Erogazione, Hours, Prestazione, Record, Stato, Tipo};
use crate::codes::Carattere;
use crate::text::dates;
use crate::text::order::InOrder;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Several deliveries as one benefit, with the numbers that led there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raccolta {
    /// The benefit, as the flow will say it.
    pub prestazione: Prestazione,
    /// First and last day; `None` where a delivery has no day.
    pub giorni: Option<(NaiveDate, NaiveDate)>,
    /// Months from the first day to the last, both counted; 0 without days.
    pub mesi: u32,
    /// Cost of each delivery, by day.
    pub costi: Vec<Option<Amount>>,
    /// All costs together; `None` where one is missing.
    pub costo: Option<Amount>,
    /// All that is recovered; `None` where nothing is written of any.
    pub recupero: Option<Amount>,
    /// All hours together; `None` where those of one are missing.
    pub ore: Option<Hours>,
    /// Not all deliveries say the same of DSU, means test, charge and so on: the last one counts.
    pub diverse: bool,
}

/// Gathers deliveries of one case, code and year. There is at least one.
#[must_use]
pub fn raccogli(deliveries: &[&Prestazione]) -> Raccolta {
    let nothing = Erogazione::default();
    let of = |it: &Prestazione| it.erogazione.clone().unwrap_or_else(|| nothing.clone());
    let mut by_day: Vec<(&Prestazione, Erogazione)> = deliveries.iter().map(|it| (*it, of(it))).collect();
    by_day.order_by_key(|(_, it)| (it.day(), it.dalle));
    let days: Option<Vec<NaiveDate>> = by_day.iter().map(|(_, it)| it.day()).collect();
    let giorni = days.as_deref().and_then(|days| Some((*days.first()?, *days.last()?)));
    let mesi = giorni.map_or(0, |(from, to)| dates::months_touched(from, to));
    let costi: Vec<Option<Amount>> = by_day.iter().map(|(_, it)| it.cost()).collect();
    let costo = costi.iter().try_fold(Amount::ZERO, |sum, cost| sum.checked_add((*cost)?));
    let recuperi: Vec<Amount> = by_day.iter().filter_map(|(_, it)| it.recupero).collect();
    let recupero = recuperi.iter().try_fold(Amount::ZERO, |sum, one| sum.checked_add(*one));
    let recupero = recupero.filter(|_| !recuperi.is_empty());
    let ore = by_day.iter().try_fold(Hours::default(), |sum, (_, it)| sum.checked_add(it.hours()?));
    let importo_mensile = costo.and_then(|costo| costo.a_month(mesi));
    let quote = importo_mensile.zip(recupero).and_then(|(importo, recupero)| {
        let utente = recupero.a_month(mesi)?;
        Some((importo.checked_sub(utente)?, utente))
    });
    let (common, diverse) = in_common(&by_day);
    let prestazione = Prestazione {
        tipo: Some(Tipo::Tempo),
        carattere: Some(Carattere::Periodico),
        data_inizio: giorni.map(|(from, _)| from),
        data_fine: giorni.map(|(_, to)| to),
        data_erogazione: None,
        importo_prestazione: None,
        importo_mensile,
        periodo: u8::try_from(mesi).ok().filter(|mesi| *mesi > 0),
        quota_ente: quote.map(|(ente, _)| ente),
        quota_utente: quote.map(|(_, utente)| utente),
        quota_ssn: None,
        ore_mensili: ore.and_then(|ore| ore.a_month(mesi)),
        erogazione: None,
        ..common
    };
    Raccolta { prestazione, giorni, mesi, costi, costo, recupero, ore, diverse }
}

/// What the deliveries say besides themselves, the last word being the last one's; and whether they disagree.
fn in_common(by_day: &[(&Prestazione, Erogazione)]) -> (Prestazione, bool) {
    let bare =
        |it: &Prestazione| Prestazione { erogazione: None, stato: Stato::default(), invii: Vec::new(), ..it.clone() };
    let mut common = by_day.first().map(|(first, _)| (*first).clone()).unwrap_or_default();
    let mut diverse = false;
    for pair in by_day.windows(2) {
        let (before, it) = (pair[0].0, pair[1].0);
        // A declaration is one thing: half of an older one does not mend a newer.
        let dsu = if it.dsu == Dsu::default() { common.dsu.clone() } else { it.dsu.clone() };
        common = Prestazione { dsu, ..common.overlaid_by(it) };
        diverse |= bare(before) != bare(it);
    }
    (common, diverse)
}

/// A delivery sent by itself, where its ente wants it so: an occasional benefit on its day.
#[must_use]
pub fn singola(prestazione: &Prestazione) -> Prestazione {
    let Some(erogazione) = &prestazione.erogazione else { return prestazione.clone() };
    let importo = erogazione.cost().map(Amount::to_cents);
    let utente = erogazione.recupero.map(Amount::to_cents);
    Prestazione {
        carattere: Some(Carattere::Occasionale),
        data_inizio: None,
        data_fine: None,
        data_erogazione: erogazione.day(),
        importo_prestazione: importo,
        importo_mensile: None,
        periodo: None,
        quota_ente: importo.zip(utente).and_then(|(importo, utente)| importo.checked_sub(utente)),
        quota_utente: utente,
        quota_ssn: None,
        ore_mensili: None,
        erogazione: None,
        ..prestazione.clone()
    }
}

/// What INPS gets as one benefit: a record as it is, or deliveries gathered.
#[derive(Debug, Clone)]
pub struct Bundle<'a, K> {
    /// The records that it is made of: one, or all the deliveries.
    pub keys: Vec<K>,
    case: Case<'a>,
    // Boxed: most of 100,000 bundles are records as they are.
    made: Option<Box<Prestazione>>,
    /// How it was gathered, where it was.
    pub raccolta: Option<Box<Raccolta>>,
}

impl<K> Bundle<'_, K> {
    /// The benefit as INPS gets it, with everything it belongs to.
    #[must_use]
    pub fn case(&self) -> Case<'_> {
        let gathered = self.raccolta.as_ref().map(|raccolta| &raccolta.prestazione);
        Case { prestazione: gathered.or(self.made.as_deref()).unwrap_or(self.case.prestazione), ..self.case }
    }
}

/// Deliveries of one case (told by its place in memory), code, year and flow; and of one side.
type Group<'a> = (*const super::Progetto, &'a str, Option<i32>, Option<&'a str>, bool);

/// What INPS would get of these records, each bundle at the place of its first record.
/// Deliveries that are `apart` are not gathered with those that are not.
pub fn bundles<'a, K: Copy>(
    records: impl IntoIterator<Item = (K, Case<'a>)>,
    apart: impl Fn(K) -> bool,
) -> Vec<Bundle<'a, K>> {
    let mut bundles: Vec<Bundle<'a, K>> = Vec::new();
    let mut groups: HashMap<Group<'a>, usize> = HashMap::new();
    let mut members: HashMap<usize, Vec<&'a Prestazione>> = HashMap::new();
    for (key, case) in records {
        let it = case.prestazione;
        let Some(erogazione) = &it.erogazione else {
            bundles.push(Bundle { keys: vec![key], case, made: None, raccolta: None });
            continue;
        };
        if case.ente.is_some_and(|ente| ente.erogazioni_singole) {
            bundles.push(Bundle { keys: vec![key], case, made: Some(Box::new(singola(it))), raccolta: None });
            continue;
        }
        let group =
            (std::ptr::from_ref(case.progetto), it.codice.as_str(), erogazione.year(), it.stato.flusso(), apart(key));
        let index = *groups.entry(group).or_insert_with(|| {
            bundles.push(Bundle { keys: Vec::new(), case, made: None, raccolta: None });
            bundles.len() - 1
        });
        bundles[index].keys.push(key);
        members.entry(index).or_default().push(it);
    }
    for (index, deliveries) in members {
        bundles[index].raccolta = Some(Box::new(raccogli(&deliveries)));
    }
    bundles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{Ente, Passo, Progetto};
    use crate::text::dates::read_iso;

    /// `2026-01-07 9:00-10:30 30 10`: day, times, cost and share recovered; `-` for what is not known.
    fn delivery(text: &str) -> Prestazione {
        let words: Vec<&str> = text.split(' ').collect();
        let time = |text: &str| {
            let (hours, minutes) = text.split_once(':')?;
            Hours::new(hours.parse().ok()?, minutes.parse().ok()?)
        };
        let (from, to) = words[1].split_once('-').unwrap();
        Prestazione {
            codice: "A2.07".into(),
            tipo: Some(Tipo::Tempo),
            erogazione: Some(Erogazione {
                prevista: read_iso(words[0]),
                dalle: time(from),
                alle: time(to),
                costo: words[2].parse().ok(),
                recupero: words[3].parse().ok(),
                ..Erogazione::default()
            }),
            ..Prestazione::default()
        }
    }

    /// What these become: `from to months amount ente utente hours`.
    #[track_caller]
    fn check(deliveries: &[&str], expected: &str) {
        let deliveries: Vec<Prestazione> = deliveries.iter().map(|text| delivery(text)).collect();
        let it = raccogli(&deliveries.iter().collect::<Vec<_>>()).prestazione;
        let text = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        let found = [
            text(it.data_inizio.map(dates::iso)),
            text(it.data_fine.map(dates::iso)),
            text(it.periodo.map(|months| months.to_string())),
            text(it.importo_mensile.map(|amount| amount.to_string())),
            text(it.quota_ente.map(|amount| amount.to_string())),
            text(it.quota_utente.map(|amount| amount.to_string())),
            text(it.ore_mensili.map(|hours| hours.to_string())),
        ];
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn the_arithmetic() {
        check(&["2026-01-07 9:00-10:30 30 10"], "2026-01-07 2026-01-07 1 30.00 20.00 10.00 1.30");
        // 100 over three months: 33.33; 10 recovered: 3.33; the ente has what is left. 4 h 30 min: 1 h 30 min.
        check(
            &["2026-03-30 9:00-10:30 30 10", "2026-01-07 9:00-10:30 40 -", "2026-01-08 22:30-0:00 30 -"],
            "2026-01-07 2026-03-30 3 33.33 30.00 3.33 1.30",
        );
        // Halves go up: 0.05 over two months, one minute over two.
        check(
            &["2026-01-07 9:00-9:01 0.05 0.01", "2026-02-07 9:00-9:00 0 0"],
            "2026-01-07 2026-02-07 2 0.03 0.02 0.01 0.01",
        );
        // Months without deliveries count too: the amount of a month times the months is the cost.
        check(
            &["2026-01-07 9:00-10:00 60 0", "2026-12-07 9:00-10:00 60 0"],
            "2026-01-07 2026-12-07 12 10.00 10.00 0.00 0.10",
        );
    }

    #[test]
    fn what_is_not_known_is_not_made_up() {
        check(&["2026-01-07 - - -"], "2026-01-07 2026-01-07 1 - - - -");
        check(&["2026-01-07 9:00-10:00 30 10", "2026-01-08 9:00-10:00 - 10"], "2026-01-07 2026-01-08 1 - - - 2.00");
        check(&["2026-01-07 9:00-10:00 30 -", "2026-01-08 - 30 -"], "2026-01-07 2026-01-08 1 60.00 - - -");
        check(&["- 9:00-10:00 30 10"], "- - - - - - -");
    }

    #[test]
    fn the_last_delivery_has_the_last_word() {
        let dsu = |number: &str| Dsu { protocollo: number.into(), anno: Some(2026), data: read_iso("2026-01-20") };
        let first = Prestazione { dsu: dsu("UNO"), soglia_isee: "9000".parse().ok(), ..delivery("2026-01-07 - 1 -") };
        let last = Prestazione { dsu: Dsu { anno: None, ..dsu("DUE") }, ..delivery("2026-02-07 - 1 -") };
        let gathered = raccogli(&[&last, &first]);
        assert!(gathered.diverse);
        assert_eq!(gathered.prestazione.dsu, last.dsu);
        assert_eq!(gathered.prestazione.soglia_isee, first.soglia_isee);
        assert!(!raccogli(&[&first, &first]).diverse);
    }

    #[test]
    fn bundles_are_of_one_case_code_year_flow_and_side() {
        let progetti = [Progetto::default(), Progetto::default()];
        let assistito = crate::records::Assistito::default();
        let with = |bend: fn(&mut Prestazione)| {
            let mut it = delivery("2026-01-07 9:00-10:00 30 10");
            bend(&mut it);
            it
        };
        let records = [
            (0, with(|_| ())),
            (0, with(|it| it.erogazione = None)),
            (0, with(|_| ())),
            (1, with(|_| ())),
            (0, with(|it| it.codice = "A2.08".into())),
            (0, with(|it| it.erogazione.as_mut().unwrap().prevista = read_iso("2025-12-31"))),
            (0, with(|it| it.passa(Passo::Invia("F"), crate::records::Minute::UNKNOWN).unwrap())),
            (0, with(|_| ())),
        ];
        let found = |ente: &Ente| {
            let case = |(progetto, prestazione): &'_ (usize, Prestazione)| (*progetto, prestazione.clone());
            let owned: Vec<(usize, Prestazione)> = records.iter().map(case).collect();
            let cases = owned.iter().enumerate().map(|(key, (progetto, prestazione))| {
                (key, Case { ente: Some(ente), assistito: &assistito, progetto: &progetti[*progetto], prestazione })
            });
            bundles(cases, |key| key == 7).into_iter().map(|bundle| bundle.keys).collect::<Vec<_>>()
        };
        let gathered = [vec![0, 2], vec![1], vec![3], vec![4], vec![5], vec![6], vec![7]];
        assert_eq!(found(&Ente::default()), gathered);
        let one_by_one: Vec<Vec<usize>> = (0..8).map(|key| vec![key]).collect();
        assert_eq!(found(&Ente { erogazioni_singole: true, ..Ente::default() }), one_by_one);
    }

    #[test]
    fn a_delivery_by_itself_is_occasional() {
        let it = singola(&delivery("2026-01-07 9:00-10:30 30 10"));
        assert_eq!((it.carattere, it.data_erogazione), (Some(Carattere::Occasionale), read_iso("2026-01-07")));
        assert_eq!(it.importo_prestazione, "30".parse().ok());
        assert_eq!((it.quota_ente, it.quota_utente), ("20".parse().ok(), "10".parse().ok()));
    }
}
