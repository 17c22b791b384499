//! What an action did to the records of each table, and what histories tell of it.

use crate::archive::Archive;
use crate::archive::table::{Step, Table};
use crate::import;
use crate::isee::request;
use crate::records::{
    Assistito, AssistitoId, Atto, Consultazione, Ente, EsitoRicevuto, FlussoInviato, InWords, Moment, Prestazione,
    PrestazioneId, Progetto, ProgettoId, RecordKey, Revisione, Stampa,
};
use std::collections::HashMap;

/// Which steps of a table are taken back, by their index.
pub(super) type Chosen = Vec<bool>;

macro_rules! tables {
    ($($table:ident: $record:ty,)+) => {
        /// Steps by table: all of them but the journal, which only grows.
        #[derive(Debug)]
        pub(super) struct Steps {
            $(pub(super) $table: Vec<Step<$record>>,)+
        }

        /// Which of them are taken back.
        #[derive(Debug, Clone)]
        pub(super) struct Choice {
            $(pub(super) $table: Chosen,)+
        }

        impl Steps {
            /// What changed since the last action.
            pub(super) fn take(archive: &mut Archive) -> Self {
                Self { $($table: archive.$table.take_steps(),)+ }
            }

            /// Whether something changed since the last action.
            pub(super) fn pending(archive: &Archive) -> bool {
                $(archive.$table.is_changing())||+
            }

            pub(super) fn is_empty(&self) -> bool {
                $(self.$table.is_empty())&&+
            }

            /// These and the later ones as of one action.
            pub(super) fn then(self, later: Self) -> Self {
                Self { $($table: join(self.$table, later.$table),)+ }
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

        impl Choice {
            /// How many steps are taken back, and how many are left.
            pub(super) fn counts(&self) -> (usize, usize) {
                let all = [$(&self.$table),+];
                let back = all.iter().flat_map(|it| it.iter()).filter(|chosen| **chosen).count();
                (back, all.iter().map(|it| it.len()).sum::<usize>() - back)
            }
        }
    };
}

tables! {
    enti: Ente,
    assistiti: Assistito,
    progetti: Progetto,
    prestazioni: Prestazione,
    flussi: FlussoInviato,
    stampe: Stampa,
    esiti: EsitoRicevuto,
    profili: import::Profile,
    consultazioni: Consultazione,
    profili_isee: request::Profile,
    revisioni: Revisione,
}

/// Of a record that both changed, the first beginning and the last end.
fn join<T: PartialEq>(mut first: Vec<Step<T>>, later: Vec<Step<T>>) -> Vec<Step<T>> {
    let mut at: HashMap<u32, usize> = first.iter().enumerate().map(|(index, step)| (step.key, index)).collect();
    for step in later {
        match at.get(&step.key) {
            Some(index) => first[*index].after = step.after,
            None => {
                at.insert(step.key, first.len());
                first.push(step);
            }
        }
    }
    first.retain(|step| step.before != step.after);
    first
}

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
        tell(&steps.assistiti, |key| RecordKey::Assistito(AssistitoId(key)), (atto, moment, chi), &mut told);
        tell(&steps.progetti, |key| RecordKey::Progetto(ProgettoId(key)), (atto, moment, chi), &mut told);
        tell(&steps.prestazioni, |key| RecordKey::Prestazione(PrestazioneId(key)), (atto, moment, chi), &mut told);
        for revisione in told {
            self.revisioni.insert(revisione);
        }
        // What tells of an action is no part of it.
        self.revisioni.take_steps();
    }
}

fn tell<R: InWords>(
    steps: &[Step<R>],
    key: impl Fn(u32) -> RecordKey,
    (atto, moment, chi): (Atto, &Moment, &str),
    told: &mut Vec<Revisione>,
) {
    let both = steps.iter().filter_map(|step| Some((step.key, step.before.as_deref()?, step.after.as_deref()?)));
    told.extend(both.filter_map(|(at, before, after)| Revisione::between(key(at), before, after, atto, moment, chi)));
}
