//! Runs the rules over what they look at.

use super::{Check, Context, Finding, RULES, Report, Rule, Seen, SetReport, Standing, tidy_code};
use crate::codes::TipoOperazione;
use crate::records::{Assistito, Case, Ente};
use crate::schema::{Beneficiario, Fault, FaultKind, Flusso, Node, Place, PrestazioneSociale, from_records};
use crate::text::cut::with_short_quotes;
use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

type PersonCheck = fn(&Beneficiario<'_>, &Context<'_>, &mut Report<'_>);
type BenefitCheck = fn(&PrestazioneSociale<'_>, &Beneficiario<'_>, &Context<'_>, &mut Report<'_>);
type CaseCheck = fn(Case<'_>, &Context<'_>, &mut Report<'_>);

/// The rules by what they look at, so that 100,000 rows do not walk the whole list for each.
struct ByCheck {
    person: Vec<(&'static Rule, PersonCheck)>,
    benefit: Vec<(&'static Rule, BenefitCheck)>,
    case: Vec<(&'static Rule, CaseCheck)>,
}

static BY_CHECK: LazyLock<ByCheck> = LazyLock::new(|| {
    let mut by_check = ByCheck { person: Vec::new(), benefit: Vec::new(), case: Vec::new() };
    for (rule, check) in checks() {
        match check {
            Check::Person(check) => by_check.person.push((rule, check)),
            Check::Benefit(check) => by_check.benefit.push((rule, check)),
            Check::Case(check) => by_check.case.push((rule, check)),
            Check::Structure(_) | Check::Document(_) | Check::Identification(_) | Check::Set(_) => {}
        }
    }
    by_check
});

/// Every look of every rule.
pub(super) fn checks() -> impl Iterator<Item = (&'static Rule, Check)> {
    RULES.iter().flat_map(|rule| rule.checks.iter().map(move |check| (*rule, *check)))
}

/// Everything that is wrong with a flow that was read from XML, in the order of the file.
#[must_use]
pub fn flusso(flusso: &Flusso<'_>, faults: &[Fault], context: &Context<'_>) -> Vec<Finding> {
    let mut findings = structure(faults, context);
    for (rule, check) in checks() {
        let mut report = Report::new(rule, context, Place::default(), &mut findings);
        match check {
            Check::Identification(check) => check(&flusso.identificazione, context, &mut report),
            Check::Document(check) => check(flusso, context, &mut report),
            _ => {}
        }
    }
    let mut places = Vec::new();
    let mut seen = Vec::new();
    for (index, beneficiario) in flusso.beneficiari.iter().enumerate() {
        let place = Place::beneficiario(index);
        persona(beneficiario, place, context, &mut findings);
        for (index, parte) in beneficiario.prestazioni.iter().enumerate() {
            let place = place.prestazione(index);
            prestazione(parte, beneficiario, place, context, &mut findings);
            // A cancellation names the benefit that it takes back: it is no double of it.
            if parte.tipo_operazione.get() != Some(TipoOperazione::Cancellazione) {
                places.push(place);
                seen.push(seen_in_flow(parte, beneficiario));
            }
        }
    }
    for (index, mut finding) in set(&seen, context) {
        finding.place = places[index];
        findings.push(finding);
    }
    if !faults.is_empty() {
        findings.retain(|finding| !faults.iter().any(|fault| covers(fault, finding)));
    }
    findings.sort_by_key(|finding| (finding.place.beneficiario, finding.place.prestazione, finding.place.indirizzo));
    findings
}

/// Whether a structure fault says it all already: what is not there has no attributes to miss.
fn covers(fault: &Fault, finding: &Finding) -> bool {
    let node = finding.attribute.node();
    let identification = matches!(node, Node::IdentificazioneFlusso | Node::Ente);
    finding.path.is_none()
        && match &fault.kind {
            FaultKind::WrongRoot(_) | FaultKind::MissingElement("IdentificazioneFlusso") => identification,
            FaultKind::MissingElement("Ente") => node == Node::Ente,
            FaultKind::MissingElement("Anagrafica") => {
                node == Node::Anagrafica && fault.place.beneficiario == finding.place.beneficiario
            }
            _ => false,
        }
}

/// The structure rules, over what the reader found.
fn structure(faults: &[Fault], context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for fault in faults {
        for (rule, check) in checks() {
            if let Check::Structure(check) = check
                && let Some(message) = check(fault)
            {
                findings.push(Finding {
                    rule,
                    severity: context.severity(rule),
                    attribute: crate::schema::Attribute::Flusso,
                    place: fault.place,
                    path: Some(fault.path.clone()),
                    message: with_short_quotes(message),
                });
            }
        }
    }
    findings
}

/// The rules of a person.
pub fn persona(beneficiario: &Beneficiario<'_>, place: Place, context: &Context<'_>, out: &mut Vec<Finding>) {
    for (rule, check) in &BY_CHECK.person {
        check(beneficiario, context, &mut Report::new(rule, context, place, out));
    }
}

/// The rules of a benefit.
pub fn prestazione(
    prestazione: &PrestazioneSociale<'_>,
    beneficiario: &Beneficiario<'_>,
    place: Place,
    context: &Context<'_>,
    out: &mut Vec<Finding>,
) {
    for (rule, check) in &BY_CHECK.benefit {
        check(prestazione, beneficiario, context, &mut Report::new(rule, context, place, out));
    }
}

/// A person as the flow would say them, without benefits, and what is wrong with them.
#[derive(Debug)]
pub struct Person<'a> {
    /// As the flow would say them.
    pub beneficiario: Beneficiario<'a>,
    /// By the settings of an ente.
    pub findings: Vec<Finding>,
}

impl<'a> Person<'a> {
    /// Looks at the person of a case.
    #[must_use]
    pub fn of(case: Case<'a>, context: &Context<'_>) -> Self {
        let beneficiario = from_records::persona(case.assistito, context.today);
        let mut findings = Vec::new();
        persona(&beneficiario, Place::default(), context, &mut findings);
        Self { beneficiario, findings }
    }
}

/// People looked at already, while nothing changes: one who has many benefits is looked at once.
#[derive(Debug, Default)]
pub struct People<'a>(FxHashMap<(ByAddress<'a, Assistito>, Option<ByAddress<'a, Ente>>), Person<'a>>);

impl<'a> People<'a> {
    /// The person of a case; all questions must have the same context but for the case's own ente.
    pub fn of(&mut self, case: Case<'a>, context: &Context<'_>) -> &Person<'a> {
        let key = (ByAddress(case.assistito), case.ente.map(ByAddress));
        self.0.entry(key).or_insert_with(|| Person::of(case, context))
    }
}

/// The same record, not an equal one.
#[derive(Debug, Clone, Copy)]
struct ByAddress<'a, T>(&'a T);

impl<T> PartialEq for ByAddress<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl<T> Eq for ByAddress<'_, T> {}

impl<T> Hash for ByAddress<'_, T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self.0).hash(state);
    }
}

/// Everything that is wrong with one benefit of our records and the person it is for, set rules apart.
/// `beneficiario` is what [`from_records::beneficiario`] makes of the same case, `of_person` what was found of its person.
#[must_use]
pub fn case(
    case: Case<'_>,
    beneficiario: &Beneficiario<'_>,
    of_person: &[Finding],
    context: &Context<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rule, check) in &BY_CHECK.case {
        check(case, context, &mut Report::new(rule, context, Place::default(), &mut findings));
    }
    findings.extend_from_slice(of_person);
    for (index, parte) in beneficiario.prestazioni.iter().enumerate() {
        let before = findings.len();
        prestazione(parte, beneficiario, Place::default(), context, &mut findings);
        if index > 0 {
            // What is wrong with every part of a split benefit is said once.
            let (said, new) = findings.split_at(before);
            let fresh: Vec<Finding> = new
                .iter()
                .filter(|one| {
                    !said.iter().any(|other| other.rule.id == one.rule.id && other.attribute == one.attribute)
                })
                .cloned()
                .collect();
            findings.truncate(before);
            findings.extend(fresh);
        }
    }
    findings
}

/// [`case`], for those who have not made the beneficiary yet.
#[must_use]
pub fn whole_case(one: Case<'_>, context: &Context<'_>) -> Vec<Finding> {
    let person = Person::of(one, context);
    case(one, &from_records::beneficiario(one, &person.beneficiario), &person.findings, context)
}

/// The rules that compare benefits with each other; each finding comes with the index of its benefit.
#[must_use]
pub fn set(seen: &[Seen<'_>], context: &Context<'_>) -> Vec<(usize, Finding)> {
    let mut out = Vec::new();
    for (rule, check) in checks() {
        if let Check::Set(check) = check {
            check(seen, &mut SetReport { rule, severity: context.severity(rule), out: &mut out });
        }
    }
    out
}

/// What the set rules know of a benefit of a flow.
#[must_use]
pub fn seen_in_flow<'a>(parte: &'a PrestazioneSociale<'_>, beneficiario: &'a Beneficiario<'_>) -> Seen<'a> {
    Seen {
        codice_fiscale: tidy_code(beneficiario.codice_fiscale.as_deref().unwrap_or_default()),
        cognome: beneficiario.anagrafica.cognome.as_deref().unwrap_or_default().into(),
        nome: beneficiario.anagrafica.nome.as_deref().unwrap_or_default().into(),
        anno_nascita: beneficiario.anagrafica.anno_nascita.get(),
        codice: parte.codice.as_deref().unwrap_or_default().into(),
        protocollo: parte.protocollo_domanda.as_deref().unwrap_or_default().into(),
        dal: parte.day(),
        al: parte.data_fine.get(),
        standing: Standing::Pending,
    }
}
