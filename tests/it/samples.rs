//! Flows, each with one thing to show: our reader and rules say which.

use crate::support::{project, with_shared};
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

/// What is changed in a right flow of tests/data/flussi, from a word up to another, which rule that breaks, and the
/// flow of ../shared with the same to show. `{}` stands for what was there.
type Fault = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

/// Right flows of ours, each with the flow of ../shared with the same to show.
const RIGHT: [(&str, &str); 5] = [
    ("retta_periodica.xml", "v01_psa_periodica_isee.xml"),
    ("sina.xml", "v03_sina_invalidita_civile.xml"),
    ("residente_estero.xml", "v04_residente_estero.xml"),
    ("piu_persone.xml", "v05_upload_web_multi.xml"),
    ("affitto.xml", "v07_contributo_affitto_A1.05.01.xml"),
];

const FAULTS: [Fault; 12] = [
    ("retta_periodica.xml", "<Indirizzo ", "<Prestazioni", "", "X09", "x01_senza_indirizzo.xml"),
    ("sina.xml", "OreServizioMensile=\"9.45\"", " ", "OreServizioMensile=\"9:45\"", "X32", "x03_ore_due_punti.xml"),
    ("sina.xml", "<Necessita", "<InvaliditaCivile>", "<NecessitaInterventiSociali/>", "X36", "x05_necessita_vuota.xml"),
    ("retta_periodica.xml", "DataInizio", " ", "DataInizioPrestazione=\"01/02/2026\"", "X29", "x09_data_italiana.xml"),
    ("affitto.xml", "FRTZLN01L55H223B", "\"", "FRTZLNLMLRRHNNPS", "X10", "x14_omocodia_anno.xml"),
    ("retta_periodica.xml", " AnnoProtocolloDSU", " CodicePrestazione", "", "P04", "s01_dsu_parziale.xml"),
    ("residente_estero.xml", " DataErogazione", " Importo", "", "P07", "s05_occasionale_senza_data.xml"),
    ("residente_estero.xml", "PresaCarico", "/>", "PresaCarico=\"1\"", "P13", "s09_in_carico_senza_area.xml"),
    ("retta_periodica.xml", "FNFBLC91E47G478J", "\"", "FNFBLC91E47G478K", "A01", "s13_cf_controllo.xml"),
    ("retta_periodica.xml", "CodiceRegione", " ", "CodiceRegione=\"10\"", "P15", "s17_regione_istat.xml"),
    ("retta_periodica.xml", "<Prestazioni", "</Beneficiario>", "{}{}", "A13", "s20_doppione.xml"),
    ("sina.xml", "<SINA", "</Prestazioni", "", "S04", "s25_in_carico_disabili_senza_sina.xml"),
];

/// A right flow of ours.
fn right(file: &str) -> String {
    std::fs::read_to_string(project("tests/data/flussi").join(file)).unwrap()
}

/// A flow of ours with its fault.
fn faulty(&(file, from, until, by, ..): &Fault) -> String {
    let xml = right(file);
    let begin = xml.find(from).unwrap_or_else(|| panic!("{file} has no {from}"));
    let end = begin + from.len();
    let end = end + xml[end..].find(until).unwrap_or_else(|| panic!("{file} has no {until} after {from}"));
    let by = by.replace("{}", &xml[begin..end]);
    assert_ne!(by, xml[begin..end], "{file}: nothing is changed");
    format!("{}{by}{}", &xml[..begin], &xml[end..])
}

/// All flows of ours, right and faulty, each with the rule that it breaks and the like of it in ../shared.
fn all() -> Vec<(String, Option<&'static str>, &'static str)> {
    let right = RIGHT.iter().map(|(ours, theirs)| (right(ours), None, *theirs));
    let faulty = FAULTS.iter().map(|fault @ (.., rule, like)| (faulty(fault), Some(*rule), *like));
    right.chain(faulty).collect()
}

/// All flows of ours.
pub(crate) fn ours() -> Vec<String> {
    all().into_iter().map(|(xml, ..)| xml).collect()
}

/// The flow breaks this rule (`None`: no rule blocks).
#[track_caller]
fn check(name: &str, bytes: &[u8], rule: Option<&str>) {
    let (blocking, warning) = judge(bytes, false);
    match rule {
        None => assert!(blocking.is_empty(), "{name}: {blocking:?}, {warning:?}"),
        Some(rule) => assert!(blocking.contains(&rule) || warning.contains(&rule), "{name}: {blocking:?}, {warning:?}"),
    }
}

#[test]
fn each_flow_gives_its_rule() {
    for (xml, rule, like) in all() {
        check(&format!("ours like {like}"), xml.as_bytes(), rule);
        with_shared(&format!("samples/siuss/{like}"), |path| check(like, &std::fs::read(path).unwrap(), rule));
    }
}

/// The fault is what breaks the rule, and nothing else in the flow.
#[test]
fn the_flows_without_their_faults_break_no_such_rule() {
    for (file, .., rule, _) in FAULTS {
        let (blocking, warning) = judge(right(file).as_bytes(), false);
        assert!(!blocking.contains(&rule) && !warning.contains(&rule), "{file} breaks {rule} as it is");
    }
}

#[track_caller]
fn check_too_many_for_waas(bytes: &[u8]) {
    let (blocking, _) = judge(bytes, true);
    assert!(blocking.contains(&"P01"), "{blocking:?}");
}

#[test]
fn cooperation_takes_one_benefit_a_flow() {
    check_too_many_for_waas(right("piu_persone.xml").as_bytes());
    with_shared("samples/siuss/v05_upload_web_multi.xml", |path| {
        check_too_many_for_waas(&std::fs::read(path).unwrap());
    });
}
