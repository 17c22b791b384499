//! Our structure rules against xmllint: a flow bent at random is refused by both or by neither.

use crate::samples;
use crate::support::{files_in, schemas, with_shared, xmllint};
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use siuss_kit::flow;
use siuss_kit::validation::{Context, Source, run};

/// One of each thing that the schema has.
const WHOLE: &str = include_str!("../data/schema/whole.xml");

/// Whether any X rule is broken.
fn refused(xml: &str) -> Vec<String> {
    let Ok(reading) = flow::read(xml.as_bytes()) else { return vec!["unreadable".into()] };
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let context = Context { today, source: Source::Xml { waas: false, bytes: xml.len() }, ente: None };
    run::flusso(&reading.flusso, &reading.faults, &context)
        .iter()
        .filter(|finding| finding.rule.id.starts_with('X'))
        .map(|finding| format!("{} {}", finding.rule.id, finding.dove()))
        .collect()
}

#[track_caller]
fn check_agreement(xml: &str) {
    let ours = refused(xml);
    for schema in schemas() {
        let theirs = xmllint(xml, &schema);
        assert_eq!(ours.is_empty(), theirs.is_ok(), "{ours:?}\n{theirs:?}\n{xml}");
    }
}

#[test]
fn both_take_the_whole_flow() {
    check_agreement(WHOLE);
    assert_eq!(refused(WHOLE), Vec::<String>::new());
}

#[test]
fn every_attribute_left_out_empty_or_bent() {
    let attributes = attributes(WHOLE);
    assert_eq!(attributes.len(), WHOLE.matches("=\"").count() - 3, "all but the declaration's and the namespace");
    for (from, to) in attributes {
        let attribute = &WHOLE[from..to];
        let (name, _) = attribute.split_once('=').unwrap();
        for value in [
            "",
            " ",
            "0",
            "1",
            "9",
            "13",
            "abc",
            "1,5",
            "2026-02-30",
            "2026-02-28Z",
            "+1.50",
            "A1",
            "1 ",
            "00743110157",
        ] {
            // The schema forgot to ask that the flow has a name at all; the specification (page 13) does ask, and so do we.
            if name != "Nome" || from > WHOLE.find("<Ente").unwrap() || !value.is_empty() {
                check_agreement(&format!("{}{name}=\"{value}\"{}", &WHOLE[..from], &WHOLE[to..]));
            }
        }
        check_agreement(&format!("{}{}", &WHOLE[..from], &WHOLE[to..]));
        check_agreement(&format!("{}Altro=\"1\"{}", &WHOLE[..from], &WHOLE[to..]));
    }
}

/// Where each attribute begins and ends, the root's namespace apart.
fn attributes(xml: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = xml.find("<IdentificazioneFlusso").unwrap();
    while let Some(equals) = xml[from..].find("=\"").map(|at| from + at) {
        let begin = xml[..equals].rfind([' ', '\n']).unwrap() + 1;
        let end = equals + 2 + xml[equals + 2..].find('"').unwrap() + 1;
        found.push((begin, end));
        from = end;
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Lines of the flow (each an element, or a tag) dropped, doubled and swapped.
    #[test]
    fn elements_dropped_doubled_and_swapped(bends in prop::collection::vec((select(vec!["drop", "double", "swap"]), any::<Index>(), any::<Index>()), 1..3)) {
        let mut lines: Vec<&str> = WHOLE.lines().collect();
        for (bend, one, other) in bends {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            match bend {
                "drop" => drop(lines.remove(one)),
                "double" => lines.insert(one, lines[one]),
                _ => lines.swap(one, other),
            }
        }
        check_agreement(&lines.join("\n"));
    }
}

#[test]
fn the_samples_are_judged_alike() {
    for xml in samples::ours() {
        check_agreement(&xml);
    }
    with_shared("samples/siuss", |folder| {
        for path in files_in(folder) {
            check_agreement(&std::fs::read_to_string(path).unwrap());
        }
    });
}
