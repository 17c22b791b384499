//! What the rules say of every benefit of the archive. Derived, never stored.

use super::Archive;
use crate::records::raccolta::{Bundle, bundles};
use crate::records::{Cancellazione, Case, Fase, Prestazione, PrestazioneId};
use crate::validation::gate::{self, Verdict};
use crate::validation::run::People;
use crate::validation::{Context, Finding, Seen, Source, Standing, run, tidy_code};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Findings of the benefits that are still to be sent; those without findings are not listed.
#[derive(Debug, Default)]
pub struct Judgement {
    findings: HashMap<PrestazioneId, Vec<Finding>>,
}

impl Judgement {
    /// What is wrong with a benefit.
    #[must_use]
    pub fn of(&self, id: PrestazioneId) -> &[Finding] {
        self.findings.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether a benefit is *non inviabile*.
    #[must_use]
    pub fn blocks(&self, id: PrestazioneId) -> bool {
        self.of(id).iter().any(Finding::blocks)
    }
}

/// Judges all benefits that are to be sent, each alone and all side by side. Deliveries are judged as they will be
/// gathered, and what is found is of each of them.
#[must_use]
pub fn judge(archive: &Archive, today: NaiveDate) -> Judgement {
    judge_within(archive, today, |_| true)
}

/// The same, where deliveries that are `within` are sent without the others.
#[must_use]
pub fn judge_within(archive: &Archive, today: NaiveDate, within: impl Fn(&Prestazione) -> bool) -> Judgement {
    let bundles = bundles(archive.cases(), |id| archive.prestazioni.get(id).is_some_and(&within));
    let mut by_set = set_findings(&bundles, today);
    let mut people = People::default();
    let mut findings = HashMap::new();
    for bundle in bundles.iter().filter(|bundle| bundle.case().prestazione.stato.modificabile()) {
        let found = verdict(bundle.case(), by_set.take(bundle), today, &mut people).findings;
        if found.is_empty() {
            continue;
        }
        for id in &bundle.keys[1..] {
            findings.insert(*id, found.clone());
        }
        findings.insert(bundle.keys[0], found);
    }
    Judgement { findings }
}

/// The gate's word on one benefit, under its ente's own settings.
#[must_use]
pub fn verdict<'a>(case: Case<'a>, set: Vec<Finding>, today: NaiveDate, people: &mut People<'a>) -> Verdict<'a> {
    gate::judge(case, set, &Context { today, source: Source::Records, ente: case.ente }, people)
}

/// What the set rules find, by the first record of the bundle that it is of.
#[derive(Debug, Default)]
pub struct OfSet(HashMap<PrestazioneId, Vec<Finding>>);

impl OfSet {
    /// What was found of a bundle; asked once.
    pub fn take(&mut self, bundle: &Bundle<'_, PrestazioneId>) -> Vec<Finding> {
        self.0.remove(&bundle.keys[0]).unwrap_or_default()
    }
}

/// Lets the set rules look at all bundles side by side.
#[must_use]
pub fn set_findings(bundles: &[Bundle<'_, PrestazioneId>], today: NaiveDate) -> OfSet {
    let seen: Vec<_> = bundles.iter().map(|bundle| seen(bundle.case())).collect();
    let mut findings = OfSet::default();
    for (index, finding) in run::set(&seen, &Context { today, source: Source::Records, ente: None }) {
        findings.0.entry(bundles[index].keys[0]).or_default().push(finding);
    }
    findings
}

/// What the set rules know of a benefit of ours.
#[must_use]
pub fn seen(case: Case<'_>) -> Seen<'_> {
    let (assistito, prestazione) = (case.assistito, case.prestazione);
    Seen {
        codice_fiscale: tidy_code(&assistito.codice_fiscale),
        cognome: assistito.cognome.as_str().into(),
        nome: assistito.nome.as_str().into(),
        anno_nascita: assistito.nascita.and_then(|date| u16::try_from(chrono::Datelike::year(&date)).ok()),
        codice: prestazione.codice.as_str().into(),
        protocollo: case.progetto.protocollo.as_str().into(),
        dal: prestazione.day(),
        al: prestazione.data_fine,
        standing: match prestazione.stato.fase() {
            Fase::DaInviare => Standing::Pending,
            // To be sent anew once the old one is gone.
            Fase::DaCancellare(it) | Fase::CancellazioneInviata { cancellazione: it, .. } if it.rettifica => {
                Standing::Pending
            }
            Fase::Inviata(flusso) | Fase::Scartata { flusso, .. } => Standing::Sent(flusso.into()),
            Fase::Acquisita(flusso)
            | Fase::AcquisitaSenzaDsu(flusso)
            | Fase::DaCancellare(Cancellazione { flusso, .. })
            | Fase::CancellazioneInviata { cancellazione: Cancellazione { flusso, .. }, .. }
            | Fase::RettificaInviata { nel: flusso, .. } => Standing::Accepted(flusso.into()),
            Fase::Annullata { .. } => Standing::Gone,
        },
    }
}
