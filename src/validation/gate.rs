//! The gate: nothing else makes a [`Ready`] or a [`Sender`], and a flow is written from nothing else.

use super::{Check, Context, Finding, Report, run};
use crate::records::{
    Attribute, Beneficiario, Case, Ente, EnteFlusso, IdentificazioneFlusso, Operatore, Place, position,
};

/// One benefit without blocking findings, as the flow will say it (in parts, where it crosses 31 December).
#[derive(Debug, Clone)]
pub struct Ready<'a> {
    beneficiario: Beneficiario<'a>,
}

impl<'a> Ready<'a> {
    /// The person, with just this benefit.
    #[must_use]
    pub fn beneficiario(&self) -> &Beneficiario<'a> {
        &self.beneficiario
    }
}

/// An ente and an operator who break no rule.
#[derive(Debug, Clone)]
pub struct Sender<'a> {
    ente: EnteFlusso<'a>,
}

impl<'a> Sender<'a> {
    /// As the flow will say it.
    #[must_use]
    pub fn ente(&self) -> &EnteFlusso<'a> {
        &self.ente
    }
}

/// What the gate says of one benefit: ready (perhaps with warnings), or kept back with its findings.
#[derive(Debug)]
pub struct Verdict<'a> {
    /// The benefit, where nothing blocks it.
    pub ready: Option<Ready<'a>>,
    /// All findings, warnings too.
    pub findings: Vec<Finding>,
}

/// Judges one benefit. `set` holds what the set rules found of it.
#[must_use]
pub fn judge<'a>(case: Case<'a>, set: Vec<Finding>, context: &Context<'_>) -> Verdict<'a> {
    let beneficiario = position::beneficiario(case, context.today);
    let mut findings = run::case(case, &beneficiario, context);
    findings.extend(set);
    let ready = (!findings.iter().any(Finding::blocks)).then_some(Ready { beneficiario });
    Verdict { ready, findings }
}

/// Judges who sends. The name of the flow is the flow's own matter, and is not looked at here.
///
/// # Errors
/// The blocking findings (X05-X08, A01, …).
pub fn sender<'a>(ente: &'a Ente, operatore: &'a Operatore, context: &Context<'_>) -> Result<Sender<'a>, Vec<Finding>> {
    let flusso = position::ente(ente, operatore);
    let nameless = IdentificazioneFlusso { nome: None, ente: flusso.clone() };
    let mut findings = Vec::new();
    for (rule, check) in run::checks() {
        if let Check::Identification(check) = check {
            check(&nameless, context, &mut Report::new(rule, context, Place::default(), &mut findings));
        }
    }
    findings.retain(|finding| finding.blocks() && finding.attribute != Attribute::NomeFlusso);
    if findings.is_empty() { Ok(Sender { ente: flusso }) } else { Err(findings) }
}
