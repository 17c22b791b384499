//! What the rules say, in words: a finding, and how many rows break a rule.

use crate::text::order::InOrder;
use crate::validation::Finding;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A rule, with how many rows break it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleCount {
    /// Its id.
    pub rule: String,
    /// The fault in a few words.
    pub title: String,
    /// Whether it blocks.
    pub blocks: bool,
    /// Rows.
    pub count: u32,
    /// Label of its quick fix; empty where there is none.
    pub fix: String,
}

/// A finding, or a reason, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Rule id; empty for a cell that cannot be read.
    pub rule: String,
    /// Whether it blocks.
    pub blocks: bool,
    /// Label of the field it points at; may be empty.
    pub field: String,
    /// The sentence.
    pub message: String,
    /// Label of the quick fix; empty where there is none.
    pub fix: String,
}

/// Rules by how many rows break them, blocking ones first.
pub(in crate::desk) fn count_rules<'f>(
    rows: impl IntoIterator<Item = impl IntoIterator<Item = &'f Finding>>,
) -> Vec<RuleCount> {
    let mut counts: BTreeMap<&'static str, RuleCount> = BTreeMap::new();
    for findings in rows {
        let mut counted = BTreeSet::new();
        for finding in findings {
            if !counted.insert(finding.rule.id) {
                continue;
            }
            let count = counts.entry(finding.rule.id).or_insert_with(|| RuleCount {
                rule: finding.rule.id.to_owned(),
                title: finding.rule.title.to_owned(),
                blocks: false,
                count: 0,
                fix: finding.rule.fix.map(|fix| fix.label.to_owned()).unwrap_or_default(),
            });
            count.count += 1;
            count.blocks |= finding.blocks();
        }
    }
    let mut counts: Vec<RuleCount> = counts.into_values().collect();
    counts.order_by_key(|count| (!count.blocks, std::cmp::Reverse(count.count)));
    counts
}

/// A finding in words.
#[must_use]
pub(super) fn note(finding: &Finding) -> Note {
    Note {
        rule: finding.rule.id.to_owned(),
        blocks: finding.blocks(),
        field: finding.attribute.field().map(|field| field.label().to_owned()).unwrap_or_default(),
        message: finding.message.clone(),
        fix: finding.rule.fix.map(|fix| fix.label.to_owned()).unwrap_or_default(),
    }
}
