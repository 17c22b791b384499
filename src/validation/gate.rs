//! The gate: nothing else makes a [`Ready`], a [`Cancellation`] or a [`Sender`], and a flow is written from nothing else.

use super::run::People;
use super::{Check, Context, Finding, Grade, Report, run};
use crate::codes::TipoOperazione;
use crate::records::{Case, Ente, Operatore};
use crate::schema::{Attribute, Beneficiario, EnteFlusso, IdentificazioneFlusso, Place, Value, from_records};

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

/// The cancellation of what was sent: the row as INPS has it, to be written again with `TipoOperazione="C"`.
#[derive(Debug, Clone)]
pub struct Cancellation {
    beneficiario: Beneficiario<'static>,
}

impl Cancellation {
    /// The person and the benefit, as first sent but for the operation.
    #[must_use]
    pub fn beneficiario(&self) -> &Beneficiario<'static> {
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
pub fn judge<'a>(case: Case<'a>, set: Vec<Finding>, context: &Context<'_>, people: &mut People<'a>) -> Verdict<'a> {
    let person = people.of(case, context);
    let beneficiario = from_records::beneficiario(case, &person.beneficiario);
    let mut findings = run::case(case, &beneficiario, &person.findings, context);
    findings.extend(set);
    let ready = (!findings.iter().any(Finding::blocks)).then_some(Ready { beneficiario });
    Verdict { ready, findings }
}

/// The cancellation of a row, as it was read back from the flow that sent it: a person with just this benefit's parts.
///
/// # Errors
/// What INPS's schema would refuse, if the row came from another program; what we sent ourselves has passed this gate.
pub fn cancellation(mut as_sent: Beneficiario<'static>, context: &Context<'_>) -> Result<Cancellation, Vec<Finding>> {
    let mut findings = Vec::new();
    for parte in &mut as_sent.prestazioni {
        parte.tipo_operazione = Value::Read(TipoOperazione::Cancellazione);
    }
    run::persona(&as_sent, Place::default(), context, &mut findings);
    for parte in &as_sent.prestazioni {
        run::prestazione(parte, &as_sent, Place::default(), context, &mut findings);
    }
    // Taken back is what INPS has, whatever today's good sense says of it.
    findings.retain(|finding| finding.rule.grade == Grade::Required);
    if findings.is_empty() { Ok(Cancellation { beneficiario: as_sent }) } else { Err(findings) }
}

/// Judges who sends. The name of the flow is the flow's own matter, and is not looked at here.
///
/// # Errors
/// The blocking findings (X05-X08, A01, …).
pub fn sender<'a>(ente: &'a Ente, operatore: &'a Operatore, context: &Context<'_>) -> Result<Sender<'a>, Vec<Finding>> {
    let flusso = from_records::ente(ente, operatore);
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
