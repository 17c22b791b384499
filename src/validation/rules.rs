//! Every rule, in the order in which findings are shown: structure first, then what the specification asks,
//! then INPS's messages, practice, coherence, and our own.

use super::Rule;

/// Lists the modules and the slice at once: a rule file that is not listed does not compile in.
macro_rules! rules {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// The one list of rules.
        pub const RULES: &[&Rule] = &[$(&$module::RULE),+];
    };
}

rules! {
    x09_children_of_beneficiario,
    x10_fiscal_code_shape,
    p02_flow_name,
    p10_quotas_do_not_sum,
    a13_double,
    a14_same_citizenship_twice,
    k02_no_protocol,
}

/// The rule of an id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}
