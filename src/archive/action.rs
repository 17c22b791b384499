//! The log of actions: what each action of an operator changed, before and after, and how it is taken back.
//!
//! One door: tables tell what changed in them (`Table::take_steps`), [`Archive::log`] ends an action with
//! it, and writes journal and histories from it. Taking back ([`Archive::take_back`]) compares with what is there now:
//! what somebody changed since stays as it is and is said, and nothing is left without what it belongs to.
//! The log lives in memory, of the last actions; journal and histories are stored.

mod back;
mod log;
mod moves;
mod steps;

pub use back::{Left, NotTakenBack, TakenBack, Why};
pub use log::ActionId;
pub(super) use log::ActionLog;

use super::whole::Archive;
use crate::records::{Atto, Moment, RecordKey, Voce};
use log::{Action, KEPT};
use steps::Steps;

impl Archive {
    /// Ends an action: writes it into the journal, and how records changed into their histories. `nota` holds no personal
    /// data. Says its key, where it changed anything that can be taken back.
    pub fn log(
        &mut self,
        atto: Atto,
        su: Option<RecordKey>,
        nota: &str,
        moment: &Moment,
        chi: &str,
    ) -> Option<ActionId> {
        self.log_as(Voce::new(moment.at, chi, atto, su, nota), atto, moment)
    }

    /// The same, of an act that is of the kind of another: taking back is of the kind of what is taken back.
    fn log_as(&mut self, voce: Voce, kind: Atto, moment: &Moment) -> Option<ActionId> {
        let steps = Steps::take(self);
        let (made, dropped) = (std::mem::take(&mut self.made_files), std::mem::take(&mut self.dropped_files));
        // A merge brings the histories along.
        if !kind.only_moves() && kind != Atto::ArchiviUniti {
            self.tell_histories(&steps, voce.atto(), moment, voce.chi());
        }
        let id = self.registro.insert(voce.clone());
        if steps.is_empty() && made.is_empty() && dropped.is_empty() {
            return None;
        }
        self.actions.0.push_back(Action { id, voce, steps, made, dropped, kind, taken_back: false });
        if self.actions.0.len() > KEPT {
            self.actions.0.pop_front();
        }
        Some(id)
    }

    /// Whether something changed that no action tells of: nothing may.
    #[must_use]
    pub fn has_unlogged(&self) -> bool {
        !self.made_files.is_empty() || !self.dropped_files.is_empty() || Steps::pending(self)
    }

    /// Takes over the log of the same archive, as it was in memory before it was loaded again. An action that the stored
    /// journal does not know was not stored: it never happened.
    pub fn go_on_from(&mut self, before: &mut Self) {
        let mut log = std::mem::take(&mut before.actions);
        log.0.retain(|action| self.registro.get(action.id) == Some(&action.voce));
        self.actions = log;
    }

    /// Keys of the files that taking an action back would drop: their content is wanted, so that this can be undone too.
    #[must_use]
    pub fn files_made_by(&self, id: ActionId) -> Vec<String> {
        self.actions.0.iter().find(|action| action.id == id).map(|action| action.made.clone()).unwrap_or_default()
    }

    /// What the archive holds now is where actions begin: nothing of it is any action's.
    pub fn begin(&mut self) {
        Steps::take(self);
        self.made_files.clear();
        self.dropped_files.clear();
    }
}
