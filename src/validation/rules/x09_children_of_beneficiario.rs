//! X09: children of `Beneficiario`.

use crate::records::{Fault, FaultKind, Node};
use crate::validation::{Check, Grade, Rule};

pub(super) const RULE: Rule = Rule {
    id: "X09",
    grade: Grade::Required,
    title: "Beneficiario incompleto o disordinato",
    why: "Ogni Beneficiario contiene, in quest'ordine, una Anagrafica, da uno a cinque Indirizzo e una o più PrestazioniSociali: se manca qualcosa INPS rifiuta il file.",
    mend: "Aggiungere la parte che manca nel programma che ha prodotto il file. Se la residenza non è nota, si scrive un Indirizzo con CodiceNazione 990.",
    source: "PS_PSA_SINA201812.xsd righe 33-42",
    check: Check::Structure(check),
    fix: None,
};

fn check(fault: &Fault) -> Option<String> {
    if fault.node != Node::Beneficiario {
        return None;
    }
    match &fault.kind {
        FaultKind::MissingElement(name) => Some(format!("Il beneficiario non ha {name}: va aggiunto.")),
        FaultKind::TooMany(name) => Some(format!("Il beneficiario ha troppi {name}: vanno tolti quelli in più.")),
        FaultKind::OutOfOrder(name) => {
            Some(format!("{name} è fuori posto: l'ordine è Anagrafica, Indirizzo, PrestazioniSociali."))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Place;

    fn check_fault(node: Node, kind: FaultKind, found: bool) {
        let fault = Fault { kind, node, place: Place::beneficiario(0), path: "Beneficiario[1]".into(), line: 1 };
        assert_eq!(check(&fault).is_some(), found, "{fault:?}");
    }

    #[test]
    fn only_faults_of_a_beneficiario() {
        check_fault(Node::Beneficiario, FaultKind::MissingElement("Indirizzo"), true);
        check_fault(Node::Beneficiario, FaultKind::TooMany("Indirizzo"), true);
        check_fault(Node::Beneficiario, FaultKind::OutOfOrder("Anagrafica"), true);
        check_fault(Node::Beneficiario, FaultKind::UnknownElement("Pippo".into()), false);
        check_fault(Node::Flusso, FaultKind::MissingElement("Beneficiario"), false);
    }
}
