//! The table of *Invio Prestazioni*: filters, search, sort, page.

use super::raccolta;
use super::request::{InvioPage, InvioQuery, InvioRow, SortBy, Tipologia, Trasmissione};
use crate::archive::Archive;
use crate::archive::judgement::Judgement;
use crate::codes::{Enumeration, ProvaMezzi, comuni, nazioni};
use crate::desk::note::{count_rules, note};
use crate::desk::words::Words;
use crate::files::workbook::{Look, NewCell, NewContent, NewSheet, Shown};
use crate::records::{Assistito, Case, Ente, Erogazione, Fase, Prestazione, PrestazioneId};
use crate::text::dates;
use crate::text::order::InOrder;
use crate::validation::Finding;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The benefits that a query finds, sorted.
#[must_use]
pub fn find<'a>(archive: &'a Archive, judgement: &Judgement, query: &InvioQuery) -> Vec<(PrestazioneId, Case<'a>)> {
    let words = Words::of(&query.search);
    let mut found: Vec<_> = in_reach(archive, judgement, query)
        .filter(|(id, _)| {
            query.motivo.is_empty() || judgement.of(*id).iter().any(|finding| finding.rule.id == query.motivo)
        })
        .filter(|(_, case)| words.are_in(|| text_of(*case)))
        .collect();
    sort(&mut found, judgement, query);
    found
}

/// What dates, state and the choice lists let through.
fn in_reach<'a: 'q, 'q>(
    archive: &'a Archive,
    judgement: &'q Judgement,
    query: &'q InvioQuery,
) -> impl Iterator<Item = (PrestazioneId, Case<'a>)> + 'q {
    archive.cases().filter(move |(id, case)| {
        in_period(case.prestazione, query.from, query.to)
            && in_state(case.prestazione, judgement.blocks(*id), query.stato)
            && of_kind(case.prestazione, query.tipologia)
            && chosen(&query.comune, &case.progetto.comune)
            && chosen(&query.tipo_progetto, &case.progetto.tipo)
            && chosen(&query.macro_tipo, &case.progetto.macro_tipo)
            && query.ente.is_none_or(|ente| case.progetto.ente == Some(ente))
    })
}

/// A benefit that has no day at all shows in every period: it must not get lost.
pub(in crate::desk) fn in_period(prestazione: &Prestazione, first: Option<NaiveDate>, last: Option<NaiveDate>) -> bool {
    prestazione
        .span()
        .is_none_or(|(from, to)| first.is_none_or(|first| to >= first) && last.is_none_or(|last| from <= last))
}

fn in_state(prestazione: &Prestazione, blocked: bool, stato: Trasmissione) -> bool {
    let to_send = prestazione.stato.da_inviare();
    match stato {
        Trasmissione::NonTrasmesse => to_send,
        Trasmissione::Trasmesse => !to_send,
        Trasmissione::NonInviabili => to_send && blocked,
    }
}

fn of_kind(prestazione: &Prestazione, tipologia: Tipologia) -> bool {
    let sina = prestazione.sina.is_some();
    let isee = prestazione.prova_mezzi == Some(ProvaMezzi::Isee);
    match tipologia {
        Tipologia::Tutte => true,
        Tipologia::Ps => !sina && !isee,
        Tipologia::Psa => !sina && isee,
        Tipologia::Sina => sina,
    }
}

fn chosen(choice: &str, value: &str) -> bool {
    choice.is_empty() || choice == value
}

/// All that a search looks for.
fn text_of(case: Case<'_>) -> String {
    // What is to be taken back is INPS's still.
    let taken = if matches!(case.prestazione.stato.fase(), Fase::DaCancellare(_)) { "Acquisita" } else { "" };
    format!(
        "{} {} {} {} {} {} {} {} {taken}",
        case.assistito.cognome,
        case.assistito.nome,
        case.assistito.codice_fiscale,
        case.progetto.label(),
        case.prestazione.codice,
        case.prestazione.denomination(),
        case.prestazione.stato.flusso().unwrap_or_default(),
        case.prestazione.stato.label(),
    )
}

fn sort(found: &mut Vec<(PrestazioneId, Case<'_>)>, judgement: &Judgement, query: &InvioQuery) {
    let by_text = |one: String, other: String| one.cmp(&other);
    let compare = |(id, case): &(PrestazioneId, Case<'_>), (other_id, other): &(PrestazioneId, Case<'_>)| -> Ordering {
        match query.sort {
            SortBy::Data => case.prestazione.day().cmp(&other.prestazione.day()),
            SortBy::Assistito => {
                (&case.assistito.cognome, &case.assistito.nome).cmp(&(&other.assistito.cognome, &other.assistito.nome))
            }
            SortBy::Progetto => by_text(case.progetto.label(), other.progetto.label()),
            SortBy::Prestazione => case.prestazione.codice.cmp(&other.prestazione.codice),
            SortBy::Importo => case.prestazione.amount().cmp(&other.prestazione.amount()),
            SortBy::Stato => judgement.blocks(*other_id).cmp(&judgement.blocks(*id)),
        }
        .then(id.cmp(other_id))
    };
    found.order_by(|one, other| if query.descending { compare(other, one) } else { compare(one, other) });
}

/// The page of the table that a query asks for.
#[must_use]
pub fn page(archive: &Archive, judgement: &Judgement, query: &InvioQuery) -> InvioPage {
    let found = find(archive, judgement, query);
    let to_send = |(_, case): &&(PrestazioneId, Case<'_>)| case.prestazione.stato.da_inviare();
    let blocked = found.iter().filter(to_send).filter(|(id, _)| judgement.blocks(*id)).count() as u32;
    let to_send = found.iter().filter(to_send).count() as u32;
    let shown = query.part.of(&found);
    let ids: Vec<PrestazioneId> = shown.rows.iter().map(|(id, _)| *id).collect();
    let mut comuni = BTreeSet::new();
    let mut tipi_progetto = BTreeSet::new();
    let mut macro_tipi = BTreeSet::new();
    for (_, progetto) in archive.progetti.iter() {
        comuni.insert(progetto.comune.clone());
        tipi_progetto.insert(progetto.tipo.clone());
        macro_tipi.insert(progetto.macro_tipo.clone());
    }
    let list = |set: BTreeSet<String>| set.into_iter().filter(|text| !text.is_empty()).collect();
    InvioPage {
        list: shown.map(|(id, case)| row(*id, *case, judgement.of(*id))),
        sendable: to_send - blocked,
        blocked,
        reasons: count_rules(found.iter().map(|(id, _)| judgement.of(*id))),
        comuni: list(comuni),
        tipi_progetto: list(tipi_progetto),
        macro_tipi: list(macro_tipi),
        raccolte: raccolta::views(archive, &found, &ids),
    }
}

/// The rows that a query finds as a sheet (*Genera XLS*). Every cell of text is text: none can start a formula.
pub(super) fn sheet(archive: &Archive, judgement: &Judgement, query: &InvioQuery) -> NewSheet {
    let headings = [
        ("Trasmissione", 14),
        ("Flusso", 30),
        ("Progetto sociale", 34),
        ("Tipo", 8),
        ("Prestazione", 44),
        ("Periodo", 28),
        ("Importo", 12),
        ("Operatore", 24),
        ("Ente", 24),
        ("Assistito", 28),
        ("Codice fiscale", 20),
        ("Rilievi", 80),
    ];
    let mut sheet = NewSheet::list("Prestazioni", headings);
    for (id, case) in find(archive, judgement, query) {
        let row = row(id, case, judgement.of(id));
        let notes: Vec<String> = row.notes.iter().map(|note| format!("[{}] {}", note.rule, note.message)).collect();
        let amount = case.prestazione.amount().and_then(|amount| amount.decimal().to_f64());
        sheet.rows.push(vec![
            row.trasmissione.into(),
            row.flusso.into(),
            row.progetto.into(),
            row.tipo.into(),
            row.prestazione.into(),
            row.periodo.into(),
            NewCell::shown(amount.map_or(NewContent::Empty, NewContent::Number), Shown::Amount),
            row.operatore.into(),
            row.ente.into(),
            row.assistito.into(),
            case.assistito.codice_fiscale.clone().into(),
            NewCell::new(notes.join("\n"), Look::Wrapped),
        ]);
    }
    sheet
}

fn row(id: PrestazioneId, case: Case<'_>, findings: &[Finding]) -> InvioRow {
    let delivery = case.prestazione.erogazione.as_ref().map(Erogazione::line);
    InvioRow {
        id,
        case: case.prestazione.progetto,
        trasmissione: case.prestazione.stato.label().to_owned(),
        flusso: case.prestazione.stato.flusso().unwrap_or_default().to_owned(),
        blocked: findings.iter().any(Finding::blocks),
        progetto: case.progetto.label(),
        tipo: case.prestazione.tipo.map(|tipo| tipo.label().to_owned()).unwrap_or_default(),
        prestazione: format!("{} {}", case.prestazione.codice, case.prestazione.denomination()).trim().to_owned(),
        periodo: delivery.unwrap_or_else(|| case.prestazione.period_label()),
        dettagli: benefit_lines(case.prestazione),
        operatore: case.progetto.operatore.clone(),
        ente: case.ente.map_or(case.progetto.ente_scritto.as_str(), Ente::label).to_owned(),
        assistito: case.assistito.label(),
        assistito_dettagli: person_lines(case.assistito),
        notes: findings.iter().map(note).collect(),
    }
}

/// Amount and shares, hours, DSU, a line each.
fn benefit_lines(it: &Prestazione) -> Vec<String> {
    let mut lines = Vec::new();
    // A delivery's own line has it all.
    if let Some(amount) = it.amount().filter(|_| it.erogazione.is_none()) {
        let unit = if it.importo_mensile == Some(amount) { " al mese" } else { "" };
        let mut line = format!("importo {} €{unit}", amount.italian());
        for (label, quota) in [("ente", it.quota_ente), ("utente", it.quota_utente), ("SSN", it.quota_ssn)] {
            if let Some(quota) = quota {
                line.push_str(&format!(", quota {label} {} €", quota.italian()));
            }
        }
        lines.push(line);
    }
    if let Some(hours) = it.ore_mensili {
        lines.push(format!("{} ore e {} minuti al mese", hours.minutes() / 60, hours.minutes() % 60));
    }
    if !it.dsu.protocollo.is_empty() {
        lines.push(format!("DSU {}", it.dsu.protocollo));
    }
    lines
}

/// Born, fiscal code, residence, a line each.
fn person_lines(it: &Assistito) -> Vec<String> {
    let place = comuni::latest(&it.luogo_nascita)
        .map(comuni::Comune::label)
        .or_else(|| nazioni::by_belfiore(&it.luogo_nascita).map(|nazione| nazione.nome.to_owned()));
    let mut born = String::new();
    if let Some(place) = place {
        born.push_str(&format!("nascita: {place}"));
    }
    if let Some(date) = it.nascita {
        born.push_str(&format!(" il {}", dates::italian(date)));
    }
    let code = if it.codice_fiscale.is_empty() {
        "senza codice fiscale".to_owned()
    } else {
        format!("C.F. {}", it.codice_fiscale)
    };
    let residence = it.residence().map(|comune| format!("residenza: {}", comune.label()));
    let address = Some(it.indirizzo.trim()).filter(|it| !it.is_empty()).map(|it| format!("ind. {it}"));
    let residence = residence.into_iter().chain(address).collect::<Vec<_>>().join(", ");
    let mut lines = vec![born, code, residence];
    lines.retain(|line| !line.is_empty());
    lines
}
