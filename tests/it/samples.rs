//! INPS-like flows, each with one thing to show: our reader and rules say which.

use crate::support::shared;
use chrono::NaiveDate;
use siuss_kit::flow;
use siuss_kit::validation::{Context, Source, run};

/// Rules that block in a file, and rules that warn.
fn judge(bytes: &[u8], waas: bool) -> (Vec<&'static str>, Vec<&'static str>) {
    let reading = flow::read(bytes).unwrap();
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let context = Context { today, source: Source::Xml { waas, bytes: bytes.len() }, ente: None };
    let findings = run::flusso(&reading.flusso, &reading.faults, &context);
    let (blocking, warning): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding.blocks());
    let ids = |findings: Vec<&siuss_kit::validation::Finding>| findings.iter().map(|it| it.rule.id).collect();
    (ids(blocking), ids(warning))
}

/// The sample breaks this rule (`None`: no rule blocks).
#[track_caller]
fn check(file: &str, rule: Option<&str>) {
    let Some(path) = shared(&format!("samples/siuss/{file}")) else { return };
    let (blocking, warning) = judge(&std::fs::read(path).unwrap(), false);
    match rule {
        None => assert!(blocking.is_empty(), "{file}: {blocking:?}, {warning:?}"),
        Some(rule) => assert!(blocking.contains(&rule) || warning.contains(&rule), "{file}: {blocking:?}, {warning:?}"),
    }
}

#[test]
fn each_sample_gives_its_rule() {
    for (file, rule) in [
        ("v01_psa_periodica_isee.xml", None),
        ("v03_sina_invalidita_civile.xml", None),
        ("v04_residente_estero.xml", None),
        ("v05_upload_web_multi.xml", None),
        ("v07_contributo_affitto_A1.05.01.xml", None),
        ("x01_senza_indirizzo.xml", Some("X09")),
        ("x03_ore_due_punti.xml", Some("X32")),
        ("x05_necessita_vuota.xml", Some("X36")),
        ("x09_data_italiana.xml", Some("X29")),
        ("x14_omocodia_anno.xml", Some("X10")),
        ("s01_dsu_parziale.xml", Some("P04")),
        ("s05_occasionale_senza_data.xml", Some("P07")),
        ("s09_in_carico_senza_area.xml", Some("P13")),
        ("s13_cf_controllo.xml", Some("A01")),
        ("s17_regione_istat.xml", Some("P15")),
        ("s20_doppione.xml", Some("A13")),
        ("s25_in_carico_disabili_senza_sina.xml", Some("S04")),
    ] {
        check(file, rule);
    }
}

#[test]
fn cooperation_takes_one_benefit_a_flow() {
    let Some(path) = shared("samples/siuss/v05_upload_web_multi.xml") else { return };
    let (blocking, _) = judge(&std::fs::read(path).unwrap(), true);
    assert!(blocking.contains(&"P01"), "{blocking:?}");
}
