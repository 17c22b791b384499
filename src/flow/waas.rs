//! WaaS, application cooperation: flows of one benefit each as the JSON `elenco_flussi` that the comune's own API gives INPS.
//! Source: interface api-comuni.yaml 2.0.1, `ElencoFlussi` and `Flusso`.

use super::Composed;
use super::name;
use crate::records::Moment;
use crate::text::dates;
use crate::validation::gate::Sender;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

/// Flows in one answer of the API, and so in one file.
pub const MOST: usize = 100;

/// Whether an ente with this code can send so: a capital letter and three digits.
#[must_use]
pub fn fits(codice: &str) -> bool {
    matches!(codice.as_bytes(), [letter, digits @ ..]
        if letter.is_ascii_uppercase() && digits.len() == 3 && digits.iter().all(u8::is_ascii_digit))
}

/// A file of flows, in their order; at most [`MOST`] of them. The other limits of the interface are kept by what is
/// narrower: the gate's for the ente's name (100 characters of 256), the schema's for the flow's (50 of 64), and one
/// benefit for the flow itself (some kB of 7.5 MB).
#[must_use]
pub fn elenco(sender: &Sender<'_>, flussi: &[&Composed], moment: &Moment) -> String {
    let ente = sender.ente();
    let codice = ente.codice.as_deref().unwrap_or_default();
    let denominazione = json_text(ente.denominazione.as_deref().unwrap_or_default());
    let mut out = String::from("{\"elenco_flussi\":[");
    for (index, flusso) in flussi.iter().enumerate() {
        let number = name::parts(&flusso.nome).map_or(0, |(_, _, number)| number);
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        for part in [
            "{\"codice_ente\":\"",
            codice,
            "\",\"denominazione_ente\":",
            &denominazione,
            ",\"id_flusso\":\"",
            &flusso.nome,
            "\",\"tipo\":\"PS_PSA_SINA\",\"ts_flusso\":\"",
            &instant(moment, number),
            "\",\"flusso\":\"",
        ] {
            out.push_str(part);
        }
        STANDARD.encode_string(&flusso.xml, &mut out);
        out.push_str("\"}");
    }
    out.push_str("\n]}\n");
    out
}

fn json_text(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}

/// When a flow was made, in UTC; the workstation's clock is taken to be Italy's. INPS asks for what is `since` the last
/// flow it has, so no two flows of a day have the same: the daily number is added as milliseconds.
fn instant(moment: &Moment, number: u32) -> String {
    let local = moment.at.time().unwrap_or_else(|| moment.today.into());
    let later = TimeDelta::milliseconds(i64::from(number) - ahead_of_utc(local) * 3_600_000);
    let utc = local.checked_add_signed(later).unwrap_or(local);
    let milliseconds = utc.and_utc().timestamp_subsec_millis();
    let (hour, minute, second) = (utc.hour(), utc.minute(), utc.second());
    format!("{}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z", dates::iso(utc.date()))
}

/// Hours that Italy is ahead: two from the last Sunday of March to that of October. The hour that comes twice is winter's.
fn ahead_of_utc(local: NaiveDateTime) -> i64 {
    let turn = |month: u32| {
        let last = NaiveDate::from_ymd_opt(local.year(), month, 31).unwrap_or_default();
        (month, 31 - last.weekday().num_days_from_sunday(), 2)
    };
    let now = (local.month(), local.day(), local.hour());
    if turn(3) <= now && now < turn(10) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_enti() {
        for (codice, expected) in [
            ("G478", true),
            ("g478", false),
            ("G47", false),
            ("G4781", false),
            ("4478", false),
            ("", false),
            ("È47", false),
        ] {
            assert_eq!(fits(codice), expected, "{codice}");
        }
    }

    #[test]
    fn instants_in_winter_and_summer() {
        for (day, hour, number, expected) in [
            ("2026-11-23", 10, 1, "2026-11-23T09:00:00.001Z"),
            ("2026-07-01", 10, 12_345, "2026-07-01T08:00:12.345Z"),
            ("2026-03-29", 1, 0, "2026-03-29T00:00:00.000Z"),
            ("2026-03-29", 3, 0, "2026-03-29T01:00:00.000Z"),
            ("2026-10-25", 1, 0, "2026-10-24T23:00:00.000Z"),
            ("2026-10-25", 2, 0, "2026-10-25T01:00:00.000Z"),
            ("2027-01-01", 0, 7, "2026-12-31T23:00:00.007Z"),
        ] {
            assert_eq!(instant(&Moment::new(dates::read_iso(day).unwrap(), hour, 0), number), expected);
        }
        let nowhen = Moment { today: dates::read_iso("2026-11-23").unwrap(), ..Moment::default() };
        assert_eq!(instant(&nowhen, 1), "2026-11-22T23:00:00.001Z");
    }
}
