//! The catalogue of rules, as the guide shows it.

use crate::validation::{Grade, RULES, Rule};
use serde::{Deserialize, Serialize};

/// A rule of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleView {
    /// Its id.
    pub id: String,
    /// `blocco`, `blocco (si può abbassare)`, `avviso`.
    pub severity: String,
    /// The fault in a few words.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// How it is mended.
    pub mend: String,
    /// An example of what is wrong.
    pub prima: String,
    /// The same, mended.
    pub dopo: String,
    /// Who does it.
    pub chi: String,
    /// Where it is written.
    pub source: String,
    /// Label of its quick fix; empty where there is none.
    pub fix: String,
    /// Whether an ente may lower it.
    pub lowerable: bool,
}

/// All rules, in their order.
#[must_use]
pub fn rules() -> Vec<RuleView> {
    RULES.iter().map(|rule| rule_view(rule)).collect()
}

fn rule_view(rule: &Rule) -> RuleView {
    let lowerable = rule.grade == Grade::Expected;
    RuleView {
        id: rule.id.to_owned(),
        severity: match rule.grade {
            Grade::Required => "blocco",
            Grade::Expected => "blocco (si può abbassare)",
            Grade::Advised => "avviso",
        }
        .to_owned(),
        title: rule.title.to_owned(),
        why: rule.why.to_owned(),
        mend: rule.mend.to_owned(),
        prima: rule.before.to_owned(),
        dopo: rule.after.to_owned(),
        chi: rule.who.label().to_owned(),
        source: rule.source.to_owned(),
        fix: rule.fix.map(|fix| fix.label.to_owned()).unwrap_or_default(),
        lowerable,
    }
}
