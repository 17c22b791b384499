//! Our transcriptions of INPS's schemas of ISEE: they take what INPS sends, and refuse what INPS's own refuse.

use crate::support::{ATTESTAZIONE_ISEE, INDICATORE_ISEE, RICHIESTA_ISEE, Schema, project, xmllint};

/// A document bent in every simple way: lines dropped and doubled, attributes and texts left out and replaced.
fn bends(xml: &str) -> Vec<String> {
    let lines: Vec<&str> = xml.lines().collect();
    let mut bent = Vec::new();
    for at in 1..lines.len() {
        bent.push([&lines[..at], &lines[at + 1..]].concat().join("\n"));
        bent.push([&lines[..=at], &lines[at..]].concat().join("\n"));
    }
    let body = xml.find('\n').unwrap();
    let quotes: Vec<usize> = xml.match_indices('"').map(|(at, _)| at).filter(|at| *at > body).collect();
    for pair in quotes.chunks(2) {
        let name = xml[..pair[0]].rfind(' ').unwrap();
        if !xml[name..].starts_with(" xmlns") {
            bent.push(format!("{}{}", &xml[..name], &xml[pair[1] + 1..]));
            bent.extend(["x", "0"].map(|value| format!("{}{value}{}", &xml[..=pair[0]], &xml[pair[1]..])));
        }
    }
    for (end, _) in xml.match_indices("</") {
        let begin = xml[..end].rfind('>').unwrap() + 1;
        if !xml[begin..end].contains('\n') {
            bent.extend(["", "?", "0"].map(|text| format!("{}{text}{}", &xml[..begin], &xml[end..])));
        }
    }
    bent
}

/// Ours and INPS's take it, and take or refuse it together when it is bent. Where INPS's is not at hand, the number of
/// refusals that they agreed on tells of a transcription that takes more, or less.
#[track_caller]
fn check(schema: &Schema, file: &str, refusals: usize) {
    let xml = std::fs::read_to_string(project("tests/data/isee").join(file)).unwrap();
    let schemas = schema.files();
    for schema in &schemas {
        assert_eq!(xmllint(&xml, schema), Ok(()), "{file}");
    }
    let mut refused = 0;
    for bent in bends(&xml) {
        let ours = xmllint(&bent, &schemas[0]);
        refused += usize::from(ours.is_err());
        for theirs in schemas[1..].iter().map(|schema| xmllint(&bent, schema)) {
            assert_eq!(ours.is_ok(), theirs.is_ok(), "{file}\n{ours:?}\n{theirs:?}\n{bent}");
        }
    }
    assert_eq!(refused, refusals, "{file}");
}

#[test]
fn requests() {
    check(&RICHIESTA_ISEE, "richiesta_attestazione.xml", 30);
    check(&RICHIESTA_ISEE, "richiesta_per_dsu.xml", 28);
    check(&RICHIESTA_ISEE, "richiesta_per_mittente.xml", 28);
    check(&RICHIESTA_ISEE, "richiesta_indicatore.xml", 35);
}

#[test]
fn what_wraps_the_answers() {
    check(&RICHIESTA_ISEE, "risposta_minorenne.xml", 19);
    check(&RICHIESTA_ISEE, "risposta_non_trovati.xml", 18);
    check(&RICHIESTA_ISEE, "risposta_indicatore.xml", 19);
}

#[test]
fn answers() {
    check(&ATTESTAZIONE_ISEE, "attestazione_minorenne.xml", 141);
    check(&ATTESTAZIONE_ISEE, "attestazione_corrente_difforme.xml", 154);
    check(&ATTESTAZIONE_ISEE, "attestazione_per_mittente.xml", 17);
    check(&ATTESTAZIONE_ISEE, "attestazione_ogni_ramo.xml", 1_689);
    check(&INDICATORE_ISEE, "indicatore.xml", 32);
}
