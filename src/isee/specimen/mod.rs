//! A request profile out of a specimen of INPS's bulk request: the element that asks about one person is found by its
//! fiscal code, and written once a row.
//!
//! INPS's bulk layout is not public, an ente may have a sample of it. A profile keeps the sample's shape and nobody's
//! data: values of the row become placeholders or go, other rows go, so do names, codes of people and comments.

mod tree;
mod unfit;

pub use unfit::NoProfile;

use super::request::RequestProfile;
use crate::records::FiscalCode;
use crate::text::charset;
use tree::{Element, Node, ROWS, is, local, parse, write};

/// A sample is short: what is longer is a real request.
const MOST_BYTES: usize = 1024 * 1024;
/// No format has more kinds of elements that name a person.
const MOST_KINDS: usize = 100;
/// Rows that are compared to tell what is the same in all.
const MOST_ROWS: usize = 100;
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// What a row says, by INPS's names, and the placeholder of each.
const FIELDS: [(&str, &str); 5] = [
    (PERSON, "{codice_fiscale}"),
    ("DataValidita", "{validita}"),
    ("PrestazioneDaErogare", "{prestazione}"),
    ("ProtocolloDomandaEnteErogatore", "{protocollo}"),
    ("StatodomandaPrestazione", "{stato}"),
];
const PERSON: &str = "CodiceFiscale";

/// What is said once, by the names that such files give it.
const HEADER: [(&str, &str); 8] = [
    ("IdentificatoreRichiesta", "{identificatore}"),
    ("Identificatore", "{identificatore}"),
    ("CodiceEnte", "{ente}"),
    ("CodEnte", "{ente}"),
    ("DataCreazione", "{oggi}"),
    ("DataRichiesta", "{oggi}"),
    ("DataInvio", "{oggi}"),
    ("Data", "{oggi}"),
];

/// Parts of names under which people stand.
const PERSONAL: [&str; 12] = [
    "cognome",
    "nome",
    "nominativo",
    "nascita",
    "indirizzo",
    "residenza",
    "telefono",
    "cellulare",
    "email",
    "pec",
    "fiscale",
    "operatore",
];

/// A profile, and what was made of the specimen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specimen {
    /// The profile, without a name.
    pub profile: RequestProfile,
    /// Name of the element that is written once a row.
    pub element: String,
    /// How many of it the specimen has.
    pub rows: usize,
    /// INPS's names of what is filled in, in row and header.
    pub filled: Vec<&'static str>,
    /// Those of a row that the specimen has not.
    pub missing: Vec<&'static str>,
}

/// Makes a profile of a specimen.
///
/// # Errors
/// See [`NoProfile`].
pub fn read(bytes: &[u8]) -> Result<Specimen, NoProfile> {
    if bytes.len() > MOST_BYTES {
        return Err(NoProfile::TooBig(MOST_BYTES >> 20));
    }
    let (text, fault) = charset::xml(bytes);
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if text.is_empty() {
        return Err(NoProfile::Empty);
    }
    if let Some(fault) = fault {
        return Err(NoProfile::Encoding(fault));
    }
    let mut root = parse(text)?;
    let path = row_path(&root).ok_or(NoProfile::NoFiscalCode)?;
    let names = names(&root, &path);
    let element = names.last().cloned().unwrap_or_default();
    let mut filled = Vec::new();
    let mut rows = Vec::new();
    let mut profile =
        RequestProfile { extension: "xml".into(), opening: DECLARATION.into(), ..RequestProfile::default() };
    if path.is_empty() {
        // The file asks about one person: so does each that is written.
        rows.push(root.clone());
        let mut row = String::new();
        empty_row(&mut root, &rows, &mut filled);
        write(&Node::Element(root), &mut row);
        row.push('\n');
        profile = RequestProfile { extension: "zip".into(), each_alone: true, row: row.into(), ..profile };
    } else {
        let (mut first, mut row) = take_rows(&mut root, &path, &names, &mut rows);
        empty_row(&mut first, &rows, &mut filled);
        empty_header(&mut root, rows.len(), &mut filled);
        let mut around = String::from(DECLARATION);
        write(&Node::Element(root), &mut around);
        around.push('\n');
        write(&Node::Element(first), &mut row);
        let (opening, closing) = around.split_once(ROWS).unwrap_or((&around, ""));
        let (opening, closing) = (opening.to_owned().into(), closing.to_owned().into());
        profile = RequestProfile { opening, closing, row: row.into(), ..profile };
    }
    let missing = FIELDS.iter().map(|(name, _)| *name).filter(|name| !filled.contains(name)).collect();
    let filled = FIELDS.iter().chain(&HEADER).map(|(name, _)| *name).filter(|name| filled.contains(name)).collect();
    Ok(Specimen { profile, element, rows: rows.len(), filled, missing })
}

fn note(filled: &mut Vec<&'static str>, name: &'static str) {
    if !filled.contains(&name) {
        filled.push(name);
    }
}

/// The way to the first element that is to be written once a row.
fn row_path(root: &Element) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    search(root, &root.name, &mut Vec::new(), &mut found);
    // A header may name a person too: the row says more, or comes more often.
    let Hits { paths: hits, .. } = found.into_iter().max_by_key(|it| (it.score, it.paths.len()))?;
    let first = hits.first()?;
    let Some(second) = hits.get(1) else { return Some(first.clone()) };
    // What surrounds one person alone is repeated with them.
    let shared = first.iter().zip(second).take_while(|(one, other)| one == other).count();
    Some(first[..(shared + 1).min(first.len())].to_vec())
}

/// Elements that name a person, where the same names lead to them.
struct Hits {
    names: String,
    /// How many of [`FIELDS`] one of them says.
    score: usize,
    paths: Vec<Vec<usize>>,
}

fn search(it: &Element, names: &str, path: &mut Vec<usize>, found: &mut Vec<Hits>) {
    if it.says(PERSON) {
        let score = FIELDS.iter().filter(|(name, _)| it.says(name)).count();
        let full = found.len() == MOST_KINDS;
        match found.iter_mut().find(|hits| hits.names == names) {
            Some(hits) => {
                hits.score = hits.score.max(score);
                hits.paths.push(path.clone());
            }
            None if full => {}
            None => found.push(Hits { names: names.to_owned(), score, paths: vec![path.clone()] }),
        }
    }
    for (index, child) in it.elements() {
        path.push(index);
        search(child, &format!("{names}/{}", child.name), path, found);
        path.pop();
    }
}

/// The names on the way to an element, its own last.
fn names(root: &Element, path: &[usize]) -> Vec<String> {
    let mut names = vec![root.name.clone()];
    let mut at = root;
    for index in path {
        if let Some(Node::Element(child)) = at.children.get(*index) {
            names.push(child.name.clone());
            at = child;
        }
    }
    names
}

/// Takes every row out, leaving [`ROWS`] where the first was. Says the first, and the white space before it.
fn take_rows(root: &mut Element, path: &[usize], names: &[String], rows: &mut Vec<Element>) -> (Element, String) {
    let Some((last, way)) = path.split_last() else { return Default::default() };
    let Some(parent) = way.iter().try_fold(&mut *root, |it, index| match it.children.get_mut(*index) {
        Some(Node::Element(child)) => Some(child),
        _ => None,
    }) else {
        return Default::default();
    };
    let mut children = std::mem::take(&mut parent.children).into_iter().enumerate();
    let (mut first, mut before) = (Element::default(), String::new());
    for (index, node) in &mut children {
        match node {
            Node::Element(row) if index == *last => {
                if matches!(parent.children.last(), Some(Node::Text(space)) if space.trim().is_empty())
                    && let Some(Node::Text(space)) = parent.children.pop()
                {
                    before = space;
                }
                first = row;
                parent.children.push(Node::Text(ROWS.to_owned()));
            }
            node => parent.children.push(node),
        }
    }
    rows.push(first.clone());
    drop_rows(root, names, rows);
    (first, before)
}

/// Takes out all elements that these names lead to, with the white space before each.
fn drop_rows(it: &mut Element, names: &[String], rows: &mut Vec<Element>) {
    let [_, child, rest @ ..] = names else { return };
    let mut kept: Vec<Node> = Vec::new();
    for node in std::mem::take(&mut it.children) {
        match node {
            Node::Element(element) if element.name == *child && rest.is_empty() => {
                rows.push(element);
                if matches!(kept.last(), Some(Node::Text(space)) if space != ROWS && space.trim().is_empty()) {
                    kept.pop();
                }
            }
            Node::Element(mut element) => {
                if element.name == *child {
                    drop_rows(&mut element, &names[1..], rows);
                }
                kept.push(Node::Element(element));
            }
            text @ Node::Text(_) => kept.push(text),
        }
    }
    it.children = kept;
}

/// Every value of a row by its place.
fn values(it: &Element, place: &str, out: &mut Vec<(String, String)>) {
    for (key, value) in &it.attributes {
        out.push((format!("{place}/@{key}"), value.clone()));
    }
    if !it.has_elements() {
        out.push((place.to_owned(), it.text()));
    }
    for (_, child) in it.elements() {
        values(child, &format!("{place}/{}", child.name), out);
    }
}

fn personal(name: &str, value: &str) -> bool {
    let name = local(name).to_ascii_lowercase();
    PERSONAL.iter().any(|part| name.contains(part))
        || value.split_whitespace().any(|word| FiscalCode::read(word).is_some())
}

/// Puts placeholders into a row, and empties what is not the same in all rows or may be of a person.
fn empty_row(row: &mut Element, rows: &[Element], filled: &mut Vec<&'static str>) {
    let of = |row: &Element| {
        let mut out = Vec::new();
        values(row, "", &mut out);
        out
    };
    let all: Vec<Vec<(String, String)>> = rows.iter().take(MOST_ROWS).map(of).collect();
    empty(row, &all, "", filled);
}

fn empty(it: &mut Element, all: &[Vec<(String, String)>], place: &str, filled: &mut Vec<&'static str>) {
    let same = |row: &[(String, String)], place: &str, value: &str| {
        let mut here = row.iter().filter(|(other, _)| other == place);
        here.clone().count() > 0 && here.all(|(_, other)| other == value)
    };
    let constant = |place: &str, value: &str| all.len() > 1 && all.iter().all(|row| same(row, place, value));
    let mut put = |name: &str, place: &str, value: &mut String| {
        if let Some((known, placeholder)) = FIELDS.iter().find(|(known, _)| is(name, known)) {
            note(filled, known);
            (*placeholder).clone_into(value);
        } else if personal(name, value) || !(constant(place, value) || is(name, "TipoIndicatore")) {
            value.clear();
        }
    };
    for (key, value) in &mut it.attributes {
        if !key.starts_with("xmlns") && !key.starts_with("xsi:") {
            put(key, &format!("{place}/@{key}"), value);
        }
    }
    if it.has_elements() {
        // Between elements there is no value, only layout.
        it.children.retain(|node| !matches!(node, Node::Text(text) if !text.trim().is_empty()));
    } else {
        let mut text = it.text();
        put(&it.name.clone(), place, &mut text);
        it.children = if text.is_empty() { Vec::new() } else { vec![Node::Text(text)] };
    }
    for node in &mut it.children {
        if let Node::Element(child) = node {
            let place = format!("{place}/{}", child.name);
            empty(child, all, &place, filled);
        }
    }
}

/// Puts placeholders into what is said once, and empties what may be of a person.
fn empty_header(it: &mut Element, rows: usize, filled: &mut Vec<&'static str>) {
    let mut put = |name: &str, value: &mut String| {
        if let Some((known, placeholder)) = HEADER.iter().find(|(known, _)| is(name, known)) {
            note(filled, known);
            (*placeholder).clone_into(value);
        } else if local(name).to_ascii_lowercase().starts_with("num") && value.trim() == rows.to_string() {
            "{righe}".clone_into(value);
        } else if personal(name, value) {
            value.clear();
        }
    };
    for (key, value) in &mut it.attributes {
        if !key.starts_with("xmlns") && !key.starts_with("xsi:") {
            put(key, value);
        }
    }
    let text = it.text();
    if !it.has_elements() && !text.trim().is_empty() && !text.contains(ROWS) {
        let mut text = text;
        put(&it.name.clone(), &mut text);
        it.children = if text.is_empty() { Vec::new() } else { vec![Node::Text(text)] };
    }
    for node in &mut it.children {
        if let Node::Element(child) = node {
            empty_header(child, rows, filled);
        }
    }
}
