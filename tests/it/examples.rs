//! The guide's examples are true: what stands before breaks its rule; what stands after breaks it no more, and no other.
//!
//! An example is read as an operator reads it: fields by their labels (`Data inizio: 01/02/2026; Data fine: (vuoto)`),
//! attributes as in the file (`DataDSU="2026-02-03"`, `senza DataDSU`), or what stands within an element. What follows a
//! value in brackets is for people.

use crate::office::today;
use crate::support::{files_in, project};
use chrono::Datelike;
use siuss_kit::flow;
use siuss_kit::import::{Draft, typed};
use siuss_kit::records::{Case, Chi, Ente, Field, Operatore};
use siuss_kit::response::{self, Classe};
use siuss_kit::validation::{Check, Context, Finding, RULES, Rule, Seen, Source, Standing, run};
use std::collections::BTreeSet;

type Ids = BTreeSet<&'static str>;

/// Letters that an example has fewer of: it stands on one line of a card.
const MOST: usize = 90;

/// Where nothing of what is written changes, only where it is written.
const THE_SAME_ELSEWHERE: [&str; 1] = ["A03"];

fn ids(findings: &[Finding]) -> Ids {
    findings.iter().map(|it| it.rule.id).collect()
}

/// What an example breaks, in each of the samples that it may be said of.
fn broken(example: &str) -> Vec<Ids> {
    if let Some(bytes) = example.strip_prefix("File XML: ") {
        let bytes = bytes.split(' ').next().unwrap().replace('.', "").parse().unwrap();
        return flows().iter().map(|xml| judge(xml, true, bytes)).collect();
    }
    let label = example.split(": ").next().unwrap();
    if let Some((_, attribute)) = OF_THE_ENTE.iter().find(|(it, _)| *it == label) {
        return attributes(&format!("{attribute}=\"{}\"", value(&example[label.len() + 2..])));
    }
    if example.starts_with('<') {
        judged(|xml| within(xml, example))
    } else if example.contains("=\"") || example.contains("senza ") {
        attributes(example)
    } else {
        [draft(false), draft(true)].iter().map(|draft| form(draft, example)).collect()
    }
}

/// Fields of the settings, and the attributes that they become.
const OF_THE_ENTE: [(&str, &str); 4] = [
    ("Codice ente", "Codice"),
    ("Denominazione", "Denominazione"),
    ("Codice Belfiore della sede", "Indirizzo"),
    ("Codice fiscale operatore", "CFOperatore"),
];

fn flows() -> Vec<String> {
    let mut files = files_in(&project("tests/data/flussi"));
    files.push(project("tests/data/schema/whole.xml"));
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

fn judge(xml: &str, waas: bool, bytes: usize) -> Ids {
    let reading = flow::read(xml.as_bytes()).unwrap();
    let context = Context { today: today(), source: Source::Xml { waas, bytes }, ente: None };
    ids(&run::flusso(&reading.flusso, &reading.faults, &context))
}

/// Every flow, written so, as the portal takes it and as application cooperation does.
fn judged(write: impl Fn(&str) -> Option<String>) -> Vec<Ids> {
    let written = flows().into_iter().map(|xml| write(&xml).unwrap_or(xml));
    written.flat_map(|xml| [false, true].map(|waas| judge(&xml, waas, xml.len()))).collect()
}

/// The bytes of an attribute, with the blank before it; of the first element that has it.
fn attribute(xml: &str, name: &str) -> Option<std::ops::Range<usize>> {
    let from = xml.find(&format!(" {name}=\""))?;
    let value = from + name.len() + 3;
    Some(from..value + xml[value..].find('"')? + 1)
}

fn attributes(example: &str) -> Vec<Ids> {
    let (there, absent) = example.split_once("senza ").unwrap_or((example, ""));
    judged(|xml| {
        let mut xml = xml.to_owned();
        let mut rest = there;
        while let Some((before, after)) = rest.split_once("=\"") {
            let name = before.rsplit(' ').next().unwrap();
            let (text, more) = after.split_once('"').unwrap();
            let benefit = xml.find("<PrestazioniSociali").unwrap() + "<PrestazioniSociali".len();
            let place = attribute(&xml, name).unwrap_or(benefit..benefit);
            xml.replace_range(place, &format!(" {name}=\"{text}\""));
            rest = more;
        }
        for name in absent.split(", ").filter(|it| !it.is_empty()) {
            xml.replace_range(attribute(&xml, name)?, "");
        }
        Some(xml)
    })
}

/// The first element of this name, and what is within it.
fn element(xml: &str, name: &str) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let starts = |end: &char| [' ', '>', '/'].contains(end);
    let open = format!("<{name}");
    let from =
        xml.match_indices(&open).map(|(at, _)| at).find(|at| xml[at + open.len()..].starts_with(|it| starts(&it)))?;
    let start = from + xml[from..].find('>')? + 1;
    if xml[..start].ends_with("/>") {
        return Some((from..start, start..start));
    }
    let close = format!("</{name}>");
    let end = start + xml[start..].find(&close)?;
    Some((from..end + close.len(), start..end))
}

/// A flow in which the outer element of the example holds what the example says.
fn within(xml: &str, example: &str) -> Option<String> {
    let mut tags = example.split(' ');
    let outer = tags.next()?.trim_matches(['<', '>']);
    let children = tags.filter_map(|tag| tag.strip_suffix("/>")?.strip_prefix('<'));
    let written: Option<String> = children.map(|it| Some(&xml[element(xml, it)?.0])).collect();
    let mut xml = xml.to_owned();
    xml.replace_range(element(&xml, outer)?.1, &written?);
    Some(xml)
}

/// Fields of a whole SINA.
const SINA: [(Field, &str); 9] = [
    (Field::Mobilita, "2"),
    (Field::VitaQuotidiana, "2"),
    (Field::Comportamento, "1"),
    (Field::AreaReddituale, "2"),
    (Field::AreaSupporto, "2"),
    (Field::FonteValutazione, "1"),
    (Field::Strumento, "1"),
    (Field::Necessita, "A2.07"),
    (Field::DataSina, "15/01/2026"),
];

/// A form filled with the examples of its own fields.
fn draft(sina: bool) -> Draft {
    let mut draft = Draft::default();
    // What the program tells by itself where it is left empty, and two ways of writing what other fields hold.
    let left = [Field::Ente, Field::Denominazione, Field::Periodo, Field::Nominativo, Field::Importo];
    for field in Field::ALL.iter().filter(|it| !left.contains(it) && !it.example().is_empty()) {
        set(&mut draft, *field, field.example());
    }
    if sina {
        assess(&mut draft);
    }
    draft
}

fn assess(draft: &mut Draft) {
    for (field, text) in [(Field::PresaCarico, "SI"), (Field::AreaUtenza, "2")].into_iter().chain(SINA) {
        set(draft, field, text);
    }
}

#[track_caller]
fn set(draft: &mut Draft, field: Field, text: &str) {
    let value = typed(field, text, draft).unwrap_or_else(|why| panic!("{}: {text}: {why}", field.label()));
    draft.set(field, value);
}

/// A value without what is said of it to people.
fn value(text: &str) -> &str {
    if text == "(vuoto)" {
        return "";
    }
    text.strip_suffix(')').and_then(|it| it.rsplit_once(" (")).map_or(text, |(value, _)| value)
}

fn say(draft: &mut Draft, said: &str) {
    for one in said.split("; ") {
        if one == "Scheda SINA: (vuoto)" {
            draft.prestazione.sina = None;
        } else if one == "Scheda SINA: compilata" {
            for (field, text) in SINA {
                set(draft, field, text);
            }
        } else {
            let of = |field: &Field| one.strip_prefix(field.label()).and_then(|it| it.strip_prefix(": "));
            let field = Field::ALL.iter().find(|field| of(field).is_some());
            let field = field.unwrap_or_else(|| panic!("no field is called so: {one}"));
            set(draft, *field, value(of(field).unwrap()));
        }
    }
}

/// What a form breaks in which this is written; beside it, where the example says so, another row.
fn form(sample: &Draft, example: &str) -> Ids {
    let ente = Ente {
        codice: "G478".into(),
        denominazione: "COMUNE DI PROVA".into(),
        sede: "G478".into(),
        operatori: vec![Operatore { nome: "Finta Protti".into(), codice_fiscale: "PRTFNT83P49G478N".into() }],
        ..Ente::default()
    };
    let kinds = ["; altra riga: ", "; altra persona: ", "; già acquisita: "];
    let kind = kinds.into_iter().find(|it| example.contains(it));
    let (said, beside) = kind.and_then(|it| example.split_once(it)).unwrap_or((example, ""));
    let mut draft = sample.clone();
    say(&mut draft, said);
    let Draft { ente: written, assistito, progetto, prestazione } = &draft;
    let ente = Some(&ente).filter(|ente| written.as_deref().is_none_or(|it| it == ente.codice));
    let context = Context { today: today(), source: Source::Records, ente };
    let mut broken = ids(&run::whole_case(Case { ente, assistito, progetto, prestazione }, &context));
    let mut rows = vec![seen(&draft)];
    if let Some(kind) = kind {
        let mut other = sample.clone();
        match kind {
            "; altra riga: " => other.progetto.protocollo = "2026/0004712".into(),
            "; altra persona: " => other.assistito.codice_fiscale = "FTTLRG51S03F839W".into(),
            _ => {}
        }
        say(&mut other, beside);
        let standing = match kind {
            "; già acquisita: " => Standing::Accepted("G478.PS.20260801.0000001".into()),
            _ => Standing::Pending,
        };
        rows.push(Seen { standing, ..seen(&other) });
    }
    broken.extend(run::set(&rows, &context).iter().map(|(_, it)| it.rule.id));
    broken
}

fn seen(draft: &Draft) -> Seen<'static> {
    let Draft { assistito, progetto, prestazione, .. } = draft.clone();
    Seen {
        anno_nascita: assistito.nascita.and_then(|it| it.year().try_into().ok()),
        codice_fiscale: assistito.codice_fiscale.into(),
        cognome: assistito.cognome.into(),
        nome: assistito.nome.into(),
        codice: prestazione.codice.into(),
        protocollo: progetto.protocollo.into(),
        dal: prestazione.data_inizio,
        al: prestazione.data_fine,
        standing: Standing::Pending,
    }
}

fn check(rule: &Rule) -> Result<(), String> {
    let (before, after) = (broken(rule.before), broken(rule.after));
    let breaks: Vec<usize> = (0..before.len()).filter(|it| before[*it].contains(rule.id)).collect();
    let mended = |it: &usize| {
        let left: Ids = before[*it].iter().copied().filter(|it| *it != rule.id).collect();
        after[*it].is_subset(&left)
    };
    if breaks.is_empty() {
        return Err(format!("{} is not broken by «{}», but: {before:?}", rule.id, rule.before));
    }
    if breaks.iter().any(mended) || THE_SAME_ELSEWHERE.contains(&rule.id) {
        return Ok(());
    }
    let still: Vec<_> = breaks.iter().map(|it| (&before[*it], &after[*it])).collect();
    Err(format!("{} is not mended by «{}»: {still:?}", rule.id, rule.after))
}

#[test]
fn the_samples_break_no_rule() {
    assert_eq!([draft(false), draft(true)].map(|draft| form(&draft, "Oggetto: (vuoto)")), [Ids::new(), Ids::new()]);
}

#[test]
fn examples_break_their_rule_and_mend_it() {
    let wrong: Vec<String> = RULES.iter().filter_map(|rule| check(rule).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[track_caller]
fn check_pair(what: &str, before: &str, after: &str) {
    for example in [before, after] {
        assert!((1..MOST).contains(&example.chars().count()) && example.trim() == example, "{what}: {example}");
    }
    assert_ne!(before, after, "{what}");
}

#[test]
fn every_rule_has_a_short_example() {
    for rule in RULES {
        check_pair(rule.id, rule.before, rule.after);
    }
}

#[test]
fn what_the_office_mends_of_a_message_has_one_too() {
    for it in response::meanings() {
        if it.before.is_empty() && it.after.is_empty() {
            let mended_here = matches!(it.chi, Chi::Ufficio | Chi::Anagrafe) && it.classe == Classe::Scartata;
            assert!(!mended_here || it.consequence, "{}", it.id);
        } else {
            check_pair(it.id, it.before, it.after);
        }
    }
}

#[test]
fn only_the_program_mends_what_only_a_file_can_break() {
    for rule in RULES {
        let of_structure = rule.checks.iter().all(|it| matches!(it, Check::Structure(_)));
        assert!(!of_structure || rule.who == Chi::Programma, "{}", rule.id);
        let of_a_form = !rule.before.contains(['"', '<']) && !rule.before.contains("senza ") && rule.id != "P20";
        assert!(rule.who != Chi::Programma || !of_a_form, "{}", rule.id);
    }
}
