//! One delivery of a benefit that is counted by hours (*Tempo*): what the office writes down day by day.
//! INPS does not take it so: `raccolta` gathers deliveries into what INPS takes.

use super::{Amount, Hours};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A delivery. What is not known is `None`; nothing is guessed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Erogazione {
    /// Planned day.
    pub prevista: Option<NaiveDate>,
    /// From what time of the day.
    pub dalle: Option<Hours>,
    /// To what time of the day.
    pub alle: Option<Hours>,
    /// The day on which it did take place.
    pub effettiva: Option<NaiveDate>,
    /// Hours delivered; where absent, those from one time to the other.
    pub ore: Option<Hours>,
    /// How many items were delivered; it is shown, and changes no amount.
    pub quantita: Option<u16>,
    /// What it cost, the whole of it.
    pub costo: Option<Amount>,
    /// What the office's tariff makes of it; it counts where no cost is written.
    pub costo_calcolato: Option<Amount>,
    /// What is recovered from the person.
    pub recupero: Option<Amount>,
}

/// Minutes of a day.
const DAY: u32 = 24 * 60;

impl Erogazione {
    /// The day that counts: the actual one, or else the planned one.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        self.effettiva.or(self.prevista)
    }

    /// The calendar year in which it is gathered.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.day().map(|day| day.year())
    }

    /// Hours delivered. A delivery that ends before it begins ends the day after.
    #[must_use]
    pub fn hours(&self) -> Option<Hours> {
        self.ore.or_else(|| {
            let (from, to) = (self.dalle?.minutes(), self.alle?.minutes());
            let minutes = if to < from { (to + DAY).checked_sub(from)? } else { to - from };
            Hours::new(minutes / 60, minutes % 60)
        })
    }

    /// The cost that counts.
    #[must_use]
    pub fn cost(&self) -> Option<Amount> {
        self.costo.or(self.costo_calcolato)
    }

    /// As the manual's list has it:
    /// `data/ore prev.: 28-04-2017 (09:00-10:30); data eff. sociale; costo prest. 30,00 (calcol: 30,00); recupero ass. 10,00`.
    #[must_use]
    pub fn line(&self) -> String {
        let dashed = |day: NaiveDate| format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year());
        let mut planned = String::from("data/ore prev.");
        if let Some(day) = self.prevista {
            planned.push_str(&format!(": {}", dashed(day)));
        }
        if let (Some(from), Some(to)) = (self.dalle, self.alle) {
            planned.push_str(&format!(" ({}-{})", from.clock(), to.clock()));
        }
        let mut words = vec![planned];
        words.push(
            self.effettiva
                .map_or_else(|| String::from("data eff. sociale"), |day| format!("data eff. sociale: {}", dashed(day))),
        );
        words.extend(self.ore.map(|hours| format!("ore {}", hours.clock())));
        words.extend(self.quantita.map(|count| format!("quantità {count}")));
        if let Some(cost) = self.cost() {
            let computed = self.costo_calcolato.unwrap_or(cost);
            words.push(format!("costo prest. {} (calcol: {})", cost.italian(), computed.italian()));
        }
        words.extend(self.recupero.map(|amount| format!("recupero ass. {}", amount.italian())));
        words.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::dates::read_iso;

    fn at(text: &str) -> Option<Hours> {
        let (hours, minutes) = text.split_once(':')?;
        Hours::new(hours.parse().ok()?, minutes.parse().ok()?)
    }

    fn euro(text: &str) -> Option<Amount> {
        text.parse().ok()
    }

    #[test]
    fn in_the_words_of_the_manual() {
        let planned = Erogazione {
            prevista: read_iso("2017-04-28"),
            dalle: at("9:00"),
            alle: at("10:30"),
            costo: euro("30"),
            recupero: euro("10"),
            ..Erogazione::default()
        };
        assert_eq!(
            planned.line(),
            "data/ore prev.: 28-04-2017 (09:00-10:30); data eff. sociale; costo prest. 30,00 (calcol: 30,00); recupero ass. 10,00"
        );
        let done = Erogazione {
            effettiva: read_iso("2017-04-29"),
            ore: at("2:05"),
            quantita: Some(3),
            costo_calcolato: euro("28.5"),
            ..planned
        };
        assert_eq!(
            done.line(),
            "data/ore prev.: 28-04-2017 (09:00-10:30); data eff. sociale: 29-04-2017; ore 02:05; quantità 3; costo prest. 30,00 (calcol: 28,50); recupero ass. 10,00"
        );
        assert_eq!(Erogazione::default().line(), "data/ore prev.; data eff. sociale");
    }

    #[test]
    fn hours_from_one_time_to_the_other() {
        for (from, to, told, expected) in [
            ("9:00", "10:30", None, Some(90)),
            ("22:30", "1:00", None, Some(150)),
            ("9:00", "9:00", None, Some(0)),
            ("9:00", "", None, None),
            ("9:00", "10:30", at("2:00"), Some(120)),
            ("", "", at("0:45"), Some(45)),
            ("30:00", "1:00", None, None),
        ] {
            let delivery = Erogazione { dalle: at(from), alle: at(to), ore: told, ..Erogazione::default() };
            assert_eq!(delivery.hours().map(Hours::minutes), expected, "{from}-{to}");
        }
    }

    #[test]
    fn the_actual_day_and_the_written_cost_count() {
        let delivery = Erogazione {
            prevista: read_iso("2025-12-31"),
            effettiva: read_iso("2026-01-02"),
            costo_calcolato: euro("12"),
            ..Erogazione::default()
        };
        assert_eq!((delivery.day(), delivery.year()), (read_iso("2026-01-02"), Some(2026)));
        assert_eq!(delivery.cost(), euro("12"));
        assert_eq!(Erogazione { costo: euro("11"), ..delivery }.cost(), euro("11"));
    }
}
