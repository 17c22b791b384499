//! One flow from the benefits of one ente: people grouped, name given, XML written.

use super::name::{Kind, name};
use super::xml;
use crate::codes::ProvaMezzi;
use crate::records::{Beneficiario, PrestazioneSociale};
use crate::validation::gate::{Ready, Sender};
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

/// Writes the flow; `None` where there is nothing to send. The same benefits give the same bytes.
#[must_use]
pub fn compose(sender: &Sender<'_>, ready: &[Ready<'_>], naming: Naming) -> Option<Composed> {
    if ready.is_empty() {
        return None;
    }
    let ente = sender.ente();
    let codice = ente.codice.as_deref().unwrap_or_default();
    let nome = name(codice, kind(ready), naming.day, naming.number, naming.older_shape);
    let groups = group(ready);
    let mut out = String::with_capacity(ready.len() * 900 + 500);
    xml::open(&mut out, &nome, ente);
    let mut inviate = 0;
    for group in &groups {
        xml::beneficiario(&mut out, group[0], group.iter().flat_map(|one| &one.prestazioni));
        inviate += group.iter().map(|one| one.prestazioni.len()).sum::<usize>();
    }
    xml::close(&mut out);
    Some(Composed { nome, xml: out, beneficiari: groups.len(), inviate })
}

/// SINA if any row has an assessment, else PSA if any is under ISEE, else PS.
fn kind(ready: &[Ready<'_>]) -> Kind {
    let of = |parte: &PrestazioneSociale<'_>| {
        if parte.sina.is_some() {
            Kind::Sina
        } else if parte.prova_mezzi.get() == Some(ProvaMezzi::Isee) {
            Kind::Psa
        } else {
            Kind::Ps
        }
    };
    ready.iter().flat_map(|one| &one.beneficiario().prestazioni).map(of).max().unwrap_or(Kind::Ps)
}

/// The benefits of one person side by side, people in the order in which they first come.
fn group<'r, 'a>(ready: &'r [Ready<'a>]) -> Vec<Vec<&'r Beneficiario<'a>>> {
    let mut groups: Vec<Vec<&Beneficiario<'a>>> = Vec::new();
    let mut by_code: HashMap<&str, usize> = HashMap::with_capacity(ready.len());
    for one in ready {
        let beneficiario = one.beneficiario();
        let code = beneficiario.codice_fiscale.as_deref().unwrap_or_default();
        let index = *by_code.entry(code).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[index].push(beneficiario);
    }
    groups
}
