//! X02: children of `Flusso`.

use crate::records::Chi;
use crate::schema::{Fault, Node};
use crate::validation::{Check, Grade, Rule, rule::children};

pub(super) const RULE: Rule = Rule {
    id: "X02",
    grade: Grade::Required,
    title: "Parti principali mancanti o in disordine",
    why: "Un flusso comincia con una sola IdentificazioneFlusso, seguita da uno o più Beneficiario: in un'altra forma INPS rifiuta il file.",
    mend: "Aggiungere o spostare la parte indicata nel programma che ha prodotto il file.",
    before: "<Flusso> <Beneficiario/> <IdentificazioneFlusso/> </Flusso>",
    after: "<Flusso> <IdentificazioneFlusso/> <Beneficiario/> </Flusso>",
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 9-18",
    checks: &[Check::Structure(check)],
    fix: None,
};

fn check(fault: &Fault) -> Option<String> {
    children(fault, &[Node::Flusso], "Ci vogliono una IdentificazioneFlusso e poi almeno un Beneficiario.")
}

#[cfg(test)]
mod tests {
    use crate::schema::{FaultKind, Node};
    use crate::validation::testing::check_fault;

    #[test]
    fn only_faults_of_the_root() {
        check_fault(Node::Flusso, FaultKind::MissingElement("Beneficiario"), &["X02"]);
        check_fault(Node::Flusso, FaultKind::OutOfOrder("IdentificazioneFlusso"), &["X02"]);
        check_fault(Node::Flusso, FaultKind::UnknownElement("Pippo".into()), &["X39"]);
    }
}
