//! The lists of people and of cases: filters, search, sort, page, workbook.

use super::form::all_enti;
use super::view::{List, ListPage, ListQuery, ListRow, Mark, Rilievi};
use crate::archive::Archive;
use crate::archive::judgement::Judgement;
use crate::codes::comuni::Comune;
use crate::codes::named::luogo;
use crate::desk::reply::{Reply, workbook};
use crate::desk::state::Desk;
use crate::desk::words::Words;
use crate::files::workbook::{Look, NewCell, NewSheet};
use crate::records::{Assistito, AssistitoId, Ente, Progetto, ProgettoId, RecordKey};
use crate::text::order::InOrder;
use crate::text::{dates, fold, plural};
use crate::validation::Finding;
use std::collections::BTreeSet;

const PEOPLE: &[&str] = &["Assistito", "Codice fiscale", "Residenza", "Progetti", "Prestazioni", "Rilievi"];
const CASES: &[&str] = &["Progetto sociale", "Assistito", "Ente", "Anno", "Stato", "Prestazioni", "Rilievi"];

/// What hangs on a person or a case.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    cases: u32,
    benefits: u32,
    to_send: u32,
    blocked: u32,
    warned: u32,
    /// One of the cases is as the filters ask.
    fits: bool,
}

/// What hangs on every case, and on every person.
struct Tallies {
    cases: Vec<Tally>,
    people: Vec<Tally>,
}

fn tallies(archive: &Archive, judgement: &Judgement, query: &ListQuery) -> Tallies {
    let mut cases = vec![Tally::default(); archive.progetti.next_key().index()];
    let mut people = vec![Tally::default(); archive.assistiti.next_key().index()];
    for (id, case) in archive.cases() {
        let Some(tally) = cases.get_mut(case.prestazione.progetto.index()) else { continue };
        tally.benefits += 1;
        tally.to_send += u32::from(case.prestazione.stato.da_inviare());
        let findings = judgement.of(id);
        tally.blocked += u32::from(findings.iter().any(Finding::blocks));
        tally.warned += u32::from(!findings.is_empty() && !findings.iter().any(Finding::blocks));
    }
    for (key, progetto) in archive.progetti.iter() {
        let tally = &mut cases[key.index()];
        tally.cases = 1;
        tally.fits = fits(progetto, query);
        let tally = *tally;
        let Some(person) = people.get_mut(progetto.assistito.index()) else { continue };
        person.cases += 1;
        person.benefits += tally.benefits;
        person.to_send += tally.to_send;
        person.blocked += tally.blocked;
        person.warned += tally.warned;
        person.fits |= tally.fits;
    }
    Tallies { cases, people }
}

/// Whether the filters on cases ask for anything.
fn asks_of_cases(query: &ListQuery) -> bool {
    query.chiusi.is_some() || query.ente.is_some() || query.anno.is_some() || !query.tipo.is_empty()
}

fn fits(progetto: &Progetto, query: &ListQuery) -> bool {
    query.chiusi.is_none_or(|chiusi| progetto.chiuso == chiusi)
        && query.ente.is_none_or(|ente| progetto.ente == Some(ente))
        && query.anno.is_none_or(|anno| progetto.anno == Some(anno))
        && (query.tipo.is_empty() || progetto.tipo == query.tipo)
}

fn with_findings(tally: Tally, rilievi: Rilievi) -> bool {
    match rilievi {
        Rilievi::Tutti => true,
        Rilievi::NonInviabili => tally.blocked > 0,
        Rilievi::Con => tally.blocked + tally.warned > 0,
        Rilievi::Senza => tally.blocked + tally.warned == 0,
    }
}

/// What a column sorts by: text, or number.
type SortKey = (u64, String);

fn by_text(text: &str) -> SortKey {
    (0, fold(text))
}

fn by_number(number: u32) -> SortKey {
    (u64::from(number), String::new())
}

/// Blocked ones first.
fn by_findings(tally: Tally) -> SortKey {
    (u64::from(u32::MAX - tally.blocked) << 32 | u64::from(u32::MAX - tally.warned), String::new())
}

/// The keys that a query finds, sorted, with what hangs on each.
fn find(archive: &Archive, judgement: &Judgement, query: &ListQuery) -> Vec<(RecordKey, Tally)> {
    let Tallies { cases, people } = tallies(archive, judgement, query);
    let words = Words::of(&query.search);
    let mut found: Vec<(SortKey, RecordKey, Tally)> = match query.list {
        List::Assistiti => archive
            .assistiti
            .iter()
            .map(|(key, it)| (key, it, people[key.index()]))
            .filter(|(_, _, tally)| with_findings(*tally, query.rilievi) && (tally.fits || !asks_of_cases(query)))
            .filter(|(_, it, _)| words.are_in(|| person_text(it)))
            .map(|(key, it, tally)| (person_key(it, tally, query.sort), RecordKey::Assistito(key), tally))
            .collect(),
        List::Progetti => archive
            .progetti
            .iter()
            .map(|(key, it)| (key, it, cases[key.index()]))
            .filter(|(_, _, tally)| tally.fits && with_findings(*tally, query.rilievi))
            .filter(|(_, it, _)| words.are_in(|| case_text(archive, it)))
            .map(|(key, it, tally)| (case_key(archive, it, tally, query.sort), RecordKey::Progetto(key), tally))
            .collect(),
    };
    found.order_by(|one, other| {
        let order = (&one.0, one.1).cmp(&(&other.0, other.1));
        if query.descending { order.reverse() } else { order }
    });
    found.into_iter().map(|(_, key, tally)| (key, tally)).collect()
}

fn person_text(it: &Assistito) -> String {
    format!("{} {} {}", it.cognome, it.nome, it.codice_fiscale)
}

fn person_of<'a>(archive: &'a Archive, progetto: &Progetto) -> Option<&'a Assistito> {
    archive.assistiti.get(progetto.assistito)
}

fn case_text(archive: &Archive, it: &Progetto) -> String {
    let person = person_of(archive, it).map(person_text).unwrap_or_default();
    format!("{} {} {} {person}", it.label(), it.macro_tipo, it.comune)
}

fn person_key(it: &Assistito, tally: Tally, column: u8) -> SortKey {
    match column {
        1 => by_text(&it.codice_fiscale),
        2 => by_text(it.residence().map_or("", |comune| comune.nome)),
        3 => by_number(tally.cases),
        4 => by_number(tally.benefits),
        5 => by_findings(tally),
        _ => by_text(&it.label()),
    }
}

fn case_key(archive: &Archive, it: &Progetto, tally: Tally, column: u8) -> SortKey {
    match column {
        1 => by_text(&person_of(archive, it).map(Assistito::label).unwrap_or_default()),
        2 => by_text(&ente(archive, it)),
        3 => by_number(it.anno.map_or(0, u32::from)),
        4 => by_number(u32::from(it.chiuso)),
        5 => by_number(tally.benefits),
        6 => by_findings(tally),
        _ => by_text(&it.label()),
    }
}

fn ente(archive: &Archive, it: &Progetto) -> String {
    let ente = it.ente.and_then(|ente| archive.enti.get(ente));
    ente.map_or(it.ente_scritto.as_str(), Ente::label).to_owned()
}

fn row(archive: &Archive, key: RecordKey, tally: Tally) -> Option<ListRow> {
    match key {
        RecordKey::Assistito(key) => archive.assistiti.get(key).map(|it| person_row(key, it, tally)),
        RecordKey::Progetto(key) => archive.progetti.get(key).map(|it| case_row(archive, key, it, tally)),
        _ => None,
    }
}

fn person_row(key: AssistitoId, it: &Assistito, tally: Tally) -> ListRow {
    let (mark, state) = standing(tally);
    let place = (!it.luogo_nascita.is_empty()).then(|| luogo(&it.luogo_nascita));
    let born = match (place, it.nascita) {
        (Some(place), Some(day)) => format!("nascita: {place}, {}", dates::italian(day)),
        (Some(place), None) => format!("nascita: {place}"),
        (None, Some(day)) => format!("nascita: {}", dates::italian(day)),
        (None, None) => String::new(),
    };
    let mut who = vec![it.label(), born];
    who.retain(|line| !line.is_empty());
    let code = if it.codice_fiscale.is_empty() { "senza codice fiscale".to_owned() } else { it.codice_fiscale.clone() };
    let cells = vec![
        who,
        vec![code],
        vec![it.residence().map(Comune::label).unwrap_or_default()],
        vec![tally.cases.to_string()],
        benefits(tally),
    ];
    ListRow { id: RecordKey::Assistito(key), mark, state, cells }
}

fn case_row(archive: &Archive, key: ProgettoId, it: &Progetto, tally: Tally) -> ListRow {
    let (mark, state) = standing(tally);
    let person = person_of(archive, it);
    let who = person.map(|it| vec![it.label(), it.codice_fiscale.clone()]).unwrap_or_default();
    let cells = vec![
        vec![it.label(), it.macro_tipo.clone()].into_iter().filter(|line| !line.is_empty()).collect(),
        who,
        vec![ente(archive, it)],
        vec![it.anno.map(|anno| anno.to_string()).unwrap_or_default()],
        vec![if it.chiuso { "Chiuso" } else { "Aperto" }.to_owned()],
        benefits(tally),
    ];
    ListRow { id: RecordKey::Progetto(key), mark, state, cells }
}

fn benefits(tally: Tally) -> Vec<String> {
    let mut lines = vec![tally.benefits.to_string()];
    if tally.to_send > 0 {
        lines.push(format!("{} da inviare", tally.to_send));
    }
    lines
}

fn standing(tally: Tally) -> (Mark, String) {
    match (tally.blocked, tally.warned) {
        (0, 0) => (Mark::Ok, "Nessun rilievo".to_owned()),
        (0, warned) => (Mark::Warned, format!("{} con avvisi", plural(warned as usize, "prestazione", "prestazioni"))),
        (blocked, _) => (Mark::Blocked, plural(blocked as usize, "non inviabile", "non inviabili")),
    }
}

fn columns(list: List) -> &'static [&'static str] {
    match list {
        List::Assistiti => PEOPLE,
        List::Progetti => CASES,
    }
}

fn headings(list: List) -> Vec<String> {
    columns(list).iter().map(|&words| words.to_owned()).collect()
}

/// A page of a list.
pub(super) fn page(archive: &Archive, judgement: &Judgement, query: &ListQuery) -> ListPage {
    let found = find(archive, judgement, query);
    let mut anni = BTreeSet::new();
    let mut tipi = BTreeSet::new();
    for (_, progetto) in archive.progetti.iter() {
        anni.extend(progetto.anno);
        if !tipi.contains(&progetto.tipo) && !progetto.tipo.is_empty() {
            tipi.insert(progetto.tipo.clone());
        }
    }
    ListPage {
        list: query.part.of(&found).filter_map(|(key, tally)| row(archive, *key, *tally)),
        all: match query.list {
            List::Assistiti => archive.assistiti.len(),
            List::Progetti => archive.progetti.len(),
        } as u32,
        columns: headings(query.list),
        enti: all_enti(archive).collect(),
        anni: anni.into_iter().rev().collect(),
        tipi: tipi.into_iter().collect(),
    }
}

/// The cases of a person, as rows of the list of cases.
pub(super) fn cases_of(archive: &Archive, judgement: &Judgement, id: AssistitoId) -> (Vec<String>, Vec<ListRow>) {
    let tallies = tallies(archive, judgement, &ListQuery::default());
    let rows = archive.progetti_of(id).map(|(key, it)| case_row(archive, key, it, tallies.cases[key.index()]));
    (headings(List::Progetti), rows.collect())
}

impl Desk {
    /// *Genera XLS*.
    pub(super) fn list_sheet(&self, query: &ListQuery) -> Reply {
        let (file_name, name) = match query.list {
            List::Assistiti => ("assistiti.xlsx", "Assistiti"),
            List::Progetti => ("progetti.xlsx", "Progetti"),
        };
        let mut sheet = NewSheet::list(name, columns(query.list).iter().map(|heading| (*heading, 26)));
        for (key, tally) in find(&self.archive, self.judgement(), query) {
            let Some(row) = row(&self.archive, key, tally) else { continue };
            let cells = row.cells.into_iter().map(|lines| NewCell::new(lines.join("\n"), Look::Wrapped));
            sheet.rows.push(cells.chain(std::iter::once(row.state.into())).collect());
        }
        workbook(file_name, &[sheet])
    }
}
