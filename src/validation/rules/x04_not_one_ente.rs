//! X04: not just one `Ente`.

use crate::records::Chi;
use crate::schema::{Fault, Node};
use crate::validation::{Check, Grade, Rule, rule::children};

pub(super) const RULE: Rule = Rule {
    id: "X04",
    grade: Grade::Required,
    title: "Ente mittente mancante o ripetuto",
    why: "Ogni flusso dice chi lo invia, una volta sola: senza, INPS non sa a chi attribuirlo.",
    mend: "Indicare nel file un solo Ente, quello che trasmette.",
    before: "<IdentificazioneFlusso> <Ente/> <Ente/> </IdentificazioneFlusso>",
    after: "<IdentificazioneFlusso> <Ente/> </IdentificazioneFlusso>",
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 20-23",
    checks: &[Check::Structure(check)],
    fix: None,
};

fn check(fault: &Fault) -> Option<String> {
    children(fault, &[Node::IdentificazioneFlusso, Node::Ente], "In IdentificazioneFlusso ci vuole un solo Ente.")
}

#[cfg(test)]
mod tests {
    use crate::schema::{FaultKind, Node};
    use crate::validation::testing::check_fault;

    #[test]
    fn just_one() {
        check_fault(Node::IdentificazioneFlusso, FaultKind::MissingElement("Ente"), &["X04"]);
        check_fault(Node::IdentificazioneFlusso, FaultKind::TooMany("Ente"), &["X04"]);
    }
}
