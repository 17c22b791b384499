//! What a rule answers.

use super::{Context, Rule, Severity};
use crate::schema::{Attribute, Place};

/// One fault of one row, at its place.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// What it does to the row.
    pub severity: Severity,
    /// What it points at.
    pub attribute: Attribute,
    /// Where in the flow.
    pub place: Place,
    /// Where exactly, for structure faults that have no attribute of their own.
    pub path: Option<String>,
    /// The sentence that an operator reads: what is wrong, and what to do.
    pub message: String,
}

impl Finding {
    /// Whether it keeps its row from being sent.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Blocco
    }

    /// An XPath-like place.
    #[must_use]
    pub fn dove(&self) -> String {
        self.path.clone().unwrap_or_else(|| self.place.path(self.attribute))
    }
}

/// Where a check puts its findings; it knows the rule and the place already.
#[derive(Debug)]
pub struct Report<'r> {
    pub(super) rule: &'static Rule,
    pub(super) context: &'r Context<'r>,
    pub(super) place: Place,
    pub(super) out: &'r mut Vec<Finding>,
}

impl<'r> Report<'r> {
    pub(super) fn new(rule: &'static Rule, context: &'r Context<'_>, place: Place, out: &'r mut Vec<Finding>) -> Self {
        Self { rule, context, place, out }
    }

    /// A finding at an attribute.
    pub fn at(&mut self, attribute: Attribute, message: impl Into<String>) {
        self.push(attribute, self.place, message.into());
    }

    /// A finding at an attribute, where there is something to say.
    pub fn maybe(&mut self, attribute: Attribute, message: Option<String>) {
        if let Some(message) = message {
            self.at(attribute, message);
        }
    }

    /// A finding at an attribute of one of the person's addresses, by index from 0.
    pub fn at_address(&mut self, index: usize, attribute: Attribute, message: impl Into<String>) {
        self.push(attribute, self.place.indirizzo(index), message.into());
    }

    fn push(&mut self, attribute: Attribute, place: Place, message: String) {
        let severity = self.context.severity(self.rule);
        self.out.push(Finding { rule: self.rule, severity, attribute, place, path: None, message });
    }
}

/// Where a set check puts its findings, each with the index of the benefit in the set.
#[derive(Debug)]
pub struct SetReport<'r> {
    pub(super) rule: &'static Rule,
    pub(super) severity: Severity,
    pub(super) out: &'r mut Vec<(usize, Finding)>,
}

impl SetReport<'_> {
    /// A finding of one benefit of the set. The caller of the set rules knows its place.
    pub fn at(&mut self, index: usize, attribute: Attribute, message: impl Into<String>) {
        let finding = Finding {
            rule: self.rule,
            severity: self.severity,
            attribute,
            place: Place::default(),
            path: None,
            message: message.into(),
        };
        self.out.push((index, finding));
    }
}
