//! X35: more than one `SINA`.

use crate::records::Chi;
use crate::schema::{Fault, Node};
use crate::validation::{Check, Grade, Rule, rule::children};

pub(super) const RULE: Rule = Rule {
    id: "X35",
    grade: Grade::Required,
    title: "Scheda SINA ripetuta o fuori posto",
    why: "Ogni prestazione può avere una sola scheda SINA.",
    mend: "Lasciare nella prestazione una sola scheda SINA.",
    before: "<PrestazioniSociali> <SINA/> <SINA/> </PrestazioniSociali>",
    after: "<PrestazioniSociali> <SINA/> </PrestazioniSociali>",
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 189-191",
    checks: &[Check::Structure(check)],
    fix: None,
};

fn check(fault: &Fault) -> Option<String> {
    children(fault, &[Node::PrestazioniSociali], "Ogni PrestazioniSociali può contenere una sola SINA.")
}

#[cfg(test)]
mod tests {
    use crate::schema::{FaultKind, Node};
    use crate::validation::testing::check_fault;

    #[test]
    fn at_most_one() {
        check_fault(Node::PrestazioniSociali, FaultKind::TooMany("SINA"), &["X35"]);
        check_fault(Node::PrestazioniSociali, FaultKind::UnknownElement("Sina".into()), &["X39"]);
    }
}
