//! Steps and the archive: taken from its tables, put back into them, and told in histories.

use super::steps::{Choice, Steps, for_each_table};
use crate::archive::table::{Step, Table};
use crate::archive::whole::Archive;
use crate::records::{Atto, Id, Moment, Record, RecordKey, Revisione};

macro_rules! moves {
    ($($table:ident: $record:ty,)+) => {
        impl Steps {
            /// What changed since the last action.
            pub(super) fn take(archive: &mut Archive) -> Self {
                Self { $($table: archive.$table.take_steps(),)+ }
            }

            /// Whether something changed since the last action.
            pub(super) fn pending(archive: &Archive) -> bool {
                $(archive.$table.is_changing())||+
            }

            /// Those whose records are as the action left them.
            pub(super) fn standing(&self, archive: &Archive) -> Choice {
                Choice { $($table: self.$table.iter().map(|step| archive.$table.stands(step)).collect(),)+ }
            }

            /// Takes the chosen ones back.
            pub(super) fn take_back(&self, choice: &Choice, archive: &mut Archive) {
                $(put_back(&mut archive.$table, &self.$table, &choice.$table);)+
            }
        }
    };
}

for_each_table!(moves);

fn put_back<T>(table: &mut Table<T>, steps: &[Step<T>], chosen: &[bool]) {
    for (step, _) in steps.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
        match &step.before {
            Some(record) => table.put_back(step.key, record.clone()),
            None => drop(table.remove(step.key)),
        }
    }
}

impl Archive {
    /// Writes down how each record changed that was there before and still is.
    pub(super) fn tell_histories(&mut self, steps: &Steps, atto: Atto, moment: &Moment, chi: &str) {
        let mut told = Vec::new();
        tell(&steps.enti, RecordKey::Ente, (atto, moment, chi), &mut told);
        tell(&steps.assistiti, RecordKey::Assistito, (atto, moment, chi), &mut told);
        tell(&steps.progetti, RecordKey::Progetto, (atto, moment, chi), &mut told);
        tell(&steps.prestazioni, RecordKey::Prestazione, (atto, moment, chi), &mut told);
        for revisione in told {
            self.revisioni.insert(revisione);
        }
        // What tells of an action is no part of it.
        self.revisioni.take_steps();
    }
}

fn tell<R: Record>(
    steps: &[Step<R>],
    key: impl Fn(Id<R>) -> RecordKey,
    (atto, moment, chi): (Atto, &Moment, &str),
    told: &mut Vec<Revisione>,
) {
    let both = steps.iter().filter_map(|step| Some((step.key, step.before.as_deref()?, step.after.as_deref()?)));
    told.extend(both.filter_map(|(at, before, after)| Revisione::between(key(at), before, after, atto, moment, chi)));
}
