//! One flow from the benefits of one ente: people grouped, name given, XML written.

use super::name::{Kind, name};
use super::xml;
use crate::codes::ProvaMezzi;
use crate::records::Posizione;
use crate::schema::{Beneficiario, PrestazioneSociale};
use crate::validation::gate::{Cancellation, Ready, Sender};
use chrono::NaiveDate;
use std::collections::HashMap;

/// A flow, ready to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// Its name; the file is `<name>.xml`.
    pub nome: String,
    /// The whole file, UTF-8 without BOM.
    pub xml: String,
    /// How many `Beneficiario` it holds.
    pub beneficiari: usize,
    /// How many `PrestazioniSociali` it holds: a benefit that crosses 31 December counts once a year.
    pub inviate: usize,
    /// Where each cancellation is.
    pub cancellate: Vec<Posizione>,
    /// Where each benefit sent is.
    pub inserite: Vec<Posizione>,
}

/// How the name of a flow is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Naming {
    /// The day of the flow.
    pub day: NaiveDate,
    /// Its number on that day.
    pub number: u32,
    /// The `….INPS.…` shape.
    pub older_shape: bool,
}

/// Writes the flow, cancellations first; `None` where there is nothing to send. The same benefits give the same bytes.
#[must_use]
pub fn compose(
    sender: &Sender<'_>,
    ready: &[Ready<'_>],
    cancellations: &[Cancellation],
    naming: Naming,
) -> Option<Composed> {
    let taken_back: Vec<&Beneficiario<'_>> = cancellations.iter().map(Cancellation::beneficiario).collect();
    let sent: Vec<&Beneficiario<'_>> = ready.iter().map(Ready::beneficiario).collect();
    if sent.is_empty() && taken_back.is_empty() {
        return None;
    }
    let ente = sender.ente();
    let codice = ente.codice.as_deref().unwrap_or_default();
    let kind = taken_back.iter().chain(&sent).flat_map(|one| &one.prestazioni).map(kind).max().unwrap_or(Kind::Ps);
    let nome = name(codice, kind, naming.day, naming.number, naming.older_shape);
    let mut out = String::with_capacity((sent.len() + taken_back.len()) * 900 + 500);
    xml::open(&mut out, &nome, ente);
    let mut posizioni = vec![Posizione::default(); taken_back.len() + sent.len()];
    let (mut beneficiari, mut inviate) = (0, 0);
    // What is taken back is written as it was sent, person and all: it is not mixed with what is sent anew.
    for (all, first, cancellazione) in [(&taken_back, 0, true), (&sent, taken_back.len(), false)] {
        let (order, ends) = group(all, cancellazione);
        let mut begin = 0;
        for end in ends {
            let group = &order[begin..end];
            begin = end;
            xml::beneficiario(&mut out, all[group[0]], group.iter().flat_map(|index| &all[*index].prestazioni));
            let mut prima = 0;
            for index in group {
                let parti = all[*index].prestazioni.len() as u32;
                posizioni[first + index] = Posizione { cancellazione, beneficiario: beneficiari, prima, parti };
                prima += parti;
            }
            beneficiari += 1;
            inviate += prima as usize;
        }
    }
    xml::close(&mut out);
    let sent = posizioni.split_off(taken_back.len());
    Some(Composed { nome, xml: out, beneficiari: beneficiari as usize, inviate, cancellate: posizioni, inserite: sent })
}

/// SINA with an assessment, else PSA under ISEE, else PS.
fn kind(parte: &PrestazioneSociale<'_>) -> Kind {
    if parte.sina.is_some() {
        Kind::Sina
    } else if parte.prova_mezzi.get() == Some(ProvaMezzi::Isee) {
        Kind::Psa
    } else {
        Kind::Ps
    }
}

/// Indexes of the benefits, those of one person side by side, people in the order in which they first come; and where
/// each person's end. `exact`: of one person only where all that is said of the person is the same.
fn group(all: &[&Beneficiario<'_>], exact: bool) -> (Vec<usize>, Vec<usize>) {
    // The latest group of each code, and the one before it of the same code.
    let mut by_code: HashMap<&str, usize> = HashMap::with_capacity(all.len());
    let mut groups: Vec<(usize, Option<usize>)> = Vec::new();
    let mut of: Vec<usize> = Vec::with_capacity(all.len());
    let mut ends: Vec<usize> = Vec::new();
    for (index, one) in all.iter().enumerate() {
        let code = one.codice_fiscale.as_deref().unwrap_or_default();
        let mut known = by_code.get(code).copied();
        let latest = known;
        while let Some(group) = known {
            let (first, before) = groups[group];
            if !exact || (all[first].anagrafica == one.anagrafica && all[first].indirizzi == one.indirizzi) {
                break;
            }
            known = before;
        }
        let group = known.unwrap_or_else(|| {
            by_code.insert(code, groups.len());
            groups.push((index, latest));
            ends.push(0);
            groups.len() - 1
        });
        of.push(group);
        ends[group] += 1;
    }
    let mut places = Vec::with_capacity(ends.len());
    let mut total = 0;
    for end in &mut ends {
        places.push(total);
        total += *end;
        *end = total;
    }
    let mut order = vec![0; all.len()];
    for (index, group) in of.into_iter().enumerate() {
        order[places[group]] = index;
        places[group] += 1;
    }
    (order, ends)
}
