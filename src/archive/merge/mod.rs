//! Two operators' archives into one: what only one of them changed is taken, what both changed is decided, and nothing is
//! dropped without a word (`docs/decisions/0018`).
//!
//! ```text
//! enti → people → cases → which flows are the same → benefits → generations → flows → profiles, settings
//!      → what one of them deleted → answers → ISEE requests → histories → journal
//! ```
//! Each table first finds out which of its records are the same ([`twins`]), then takes what is theirs, and only then come
//! those that refer to it: by then every key of theirs is called as it is here ([`work`]).
//! A merge and its preview are one thing: the preview is done to a copy.

mod benefits;
mod cards;
mod gone;
mod parting;
mod report;
mod rest;
mod sent;
mod since;
mod standing;
mod twins;
mod work;

pub use parting::keys_in_words;
pub use report::{Conflict, Counts, Decisions, Kind, Merged};
pub use work::Other;

use super::stored::Damage;
use super::{Archive, demo};
use crate::records::Moment;
use gone::Missing;
use std::collections::BTreeMap;
use work::Work;

/// Puts all of another archive into ours, as it was decided.
pub fn merge(ours: &mut Archive, other: Other, decided: &Decisions, moment: &Moment, chi: &str) -> Merged {
    let mut work = Work::new(ours, other, decided, moment, chi);
    let missing = Missing::of(&work);
    demo::remove(&mut work.theirs, &|_| None);
    cards::enti(&mut work);
    cards::assistiti(&mut work);
    cards::progetti(&mut work);
    sent::pair_flows(&mut work);
    benefits::prestazioni(&mut work);
    sent::stampe(&mut work);
    sent::flussi(&mut work);
    rest::profili(&mut work);
    rest::indicatori(&mut work);
    gone::there(&mut work, &missing);
    gone::here(&mut work);
    // By now it is known who is here: of who is not, nothing comes along.
    sent::esiti(&mut work);
    rest::consultazioni(&mut work);
    rest::revisioni(&mut work);
    rest::registro(&mut work);
    if work.orphans > 0 {
        work.report.told.push(format!(
            "Schede della copia che appartengono a qualcosa che nella copia è rovinato: {}. Non sono state prese.",
            work.orphans
        ));
    }
    work.report
}

/// What a merge would do.
#[must_use]
pub fn preview(ours: &Archive, theirs: &Archive, damages: &[Damage], moment: &Moment, chi: &str) -> Merged {
    let other = Other { archive: theirs.copy(), damages: damages.to_vec(), files: BTreeMap::new() };
    merge(&mut ours.copy(), other, &Decisions::default(), moment, chi)
}
