//! What the rules say of every benefit of the archive. Derived, never stored.

use super::Archive;
use crate::records::{Cancellazione, Case, Fase, PrestazioneId};
use crate::validation::gate::{self, Verdict};
use crate::validation::{Context, Finding, Seen, Source, Standing, run};
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

/// Judges all benefits that are to be sent, each alone and all side by side.
#[must_use]
pub fn judge(archive: &Archive, today: NaiveDate) -> Judgement {
    let mut by_set = set_findings(archive, today);
    let mut findings = HashMap::new();
    for (id, case) in archive.cases().filter(|(_, case)| case.prestazione.stato.modificabile()) {
        let found = verdict(case, by_set.remove(&id).unwrap_or_default(), today).findings;
        if !found.is_empty() {
            findings.insert(id, found);
        }
    }
    Judgement { findings }
}

/// The gate's word on one benefit, under its ente's own settings.
#[must_use]
pub fn verdict(case: Case<'_>, set: Vec<Finding>, today: NaiveDate) -> Verdict<'_> {
    gate::judge(case, set, &Context { today, source: Source::Records, ente: case.ente })
}

/// What the set rules find over the whole archive.
#[must_use]
pub fn set_findings(archive: &Archive, today: NaiveDate) -> HashMap<PrestazioneId, Vec<Finding>> {
    let (ids, seen): (Vec<_>, Vec<_>) = archive.cases().map(|(id, case)| (id, seen(case))).unzip();
    let mut findings: HashMap<PrestazioneId, Vec<Finding>> = HashMap::new();
    for (index, finding) in run::set(&seen, &Context { today, source: Source::Records, ente: None }) {
        findings.entry(ids[index]).or_default().push(finding);
    }
    findings
}

/// What the set rules know of a benefit of ours.
#[must_use]
pub fn seen(case: Case<'_>) -> Seen<'_> {
    let (assistito, prestazione) = (case.assistito, case.prestazione);
    Seen {
        codice_fiscale: &assistito.codice_fiscale,
        cognome: &assistito.cognome,
        nome: &assistito.nome,
        anno_nascita: assistito.nascita.and_then(|date| u16::try_from(chrono::Datelike::year(&date)).ok()),
        codice: &prestazione.codice,
        protocollo: &case.progetto.protocollo,
        dal: prestazione.day(),
        al: prestazione.data_fine,
        standing: match prestazione.stato.fase() {
            Fase::DaInviare => Standing::Pending,
            // To be sent anew once the old one is gone.
            Fase::DaCancellare(it) | Fase::CancellazioneInviata { cancellazione: it, .. } if it.rettifica => {
                Standing::Pending
            }
            Fase::Inviata(flusso) | Fase::Scartata { flusso, .. } => Standing::Sent(flusso),
            Fase::Acquisita(flusso)
            | Fase::AcquisitaSenzaDsu(flusso)
            | Fase::DaCancellare(Cancellazione { flusso, .. })
            | Fase::CancellazioneInviata { cancellazione: Cancellazione { flusso, .. }, .. }
            | Fase::RettificaInviata { nel: flusso, .. } => Standing::Accepted(flusso),
            Fase::Annullata { .. } => Standing::Gone,
        },
    }
}
