//! Rows of a sheet against the archive: new, update, duplicate; then all of them written, or none.

mod judge;
mod plan;
mod planner;
mod source;
mod twins;

pub use plan::{Becomes, Plan, PlanCounts, PlannedRow, RowOutcome, Written};
pub use planner::names_of;
pub use source::Source;

use super::Archive;
use super::difference::Decisions;
use crate::records::{EnteId, Fase, PrestazioneId};
use planner::Planner;
use std::collections::HashSet;

/// Plans what the rows become. `default_ente` is whose the rows are that name no ente.
#[must_use]
pub fn plan(archive: &Archive, rows: &dyn Source, default_ente: Option<EnteId>) -> Plan {
    plan_as_decided(archive, rows, default_ente, &Decisions::default(), &mut |_| {})
}

/// Rows between two reports of progress.
const STEP: usize = 2_000;

/// The same, with what the operator decided about what the sheet says otherwise; `progress` hears how many are read.
#[must_use]
pub fn plan_as_decided(
    archive: &Archive,
    rows: &dyn Source,
    default_ente: Option<EnteId>,
    decisions: &Decisions,
    progress: &mut dyn FnMut(usize),
) -> Plan {
    let mut planner = Planner::new(archive, rows, default_ente, decisions);
    for place in 0..rows.count() {
        let row = planner.row(place);
        planner.plan.rows.extend(row);
        if (place + 1).is_multiple_of(STEP) {
            progress(place + 1);
        }
    }
    planner.plan
}

/// Plans what rows of a flow sent in the past become: people that are known keep what is known of them, and each row
/// gets a benefit of its own: that of the archive where it is still to be sent, a cancellation one that was sent.
#[must_use]
pub fn plan_history(archive: &Archive, rows: &dyn Source, cancellations: &[bool], ente: EnteId) -> Plan {
    let decisions = Decisions::default();
    let mut planner = Planner::new(archive, rows, Some(ente), &decisions);
    planner.keep_people();
    let mut taken: HashSet<PrestazioneId> = HashSet::new();
    for (place, cancellation) in cancellations.iter().enumerate() {
        let Some(mut row) = planner.row(place) else { continue };
        let fits = |id: &PrestazioneId| match archive.prestazioni.get(*id).map(|it| it.stato.fase()) {
            Some(Fase::DaInviare) => !cancellation,
            Some(Fase::Inviata(_) | Fase::Acquisita(_) | Fase::AcquisitaSenzaDsu(_) | Fase::DaCancellare(_)) => {
                *cancellation
            }
            _ => false,
        };
        row.known = row.known.filter(fits).filter(|id| taken.insert(*id));
        row.outcome = match row.known {
            Some(_) if *cancellation => RowOutcome::Duplicate,
            Some(id) => RowOutcome::Update(id),
            None => RowOutcome::New,
        };
        planner.plan.rows.push(row);
    }
    planner.plan
}
