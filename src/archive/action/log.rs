//! The last actions, as they are remembered.

use super::steps::Steps;
use crate::records::{Atto, Id, Voce};
use std::collections::VecDeque;

/// So many actions can be taken back.
pub(super) const KEPT: usize = 50;

/// Key of an action: that of its entry in the journal, which never names another one.
pub type ActionId = Id<Voce>;

/// One action of an operator.
#[derive(Debug)]
pub(super) struct Action {
    pub(super) id: ActionId,
    pub(super) voce: Voce,
    pub(super) steps: Steps,
    /// Keys of the files that it made.
    pub(super) made: Vec<String>,
    /// Files that it dropped, with their content where it is known.
    pub(super) dropped: Vec<(String, Option<Vec<u8>>)>,
    /// What it is, or what it took back was.
    pub(super) kind: Atto,
    pub(super) taken_back: bool,
}

/// The last actions, oldest first.
#[derive(Debug, Default)]
pub(in crate::archive) struct ActionLog(pub(super) VecDeque<Action>);
