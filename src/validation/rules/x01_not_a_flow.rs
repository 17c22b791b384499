//! X01: the file is not a flow at all.

use crate::records::Chi;
use crate::schema::{Fault, FaultKind};
use crate::validation::{Check, Grade, Rule};

pub(super) const RULE: Rule = Rule {
    id: "X01",
    grade: Grade::Required,
    title: "Il file non è un flusso PS-PSA-SINA",
    why: "Il file deve essere un documento XML integro, che comincia con Flusso e usa il nome http://inps.it/Casellario: altrimenti INPS non lo legge affatto.",
    mend: "Produrre di nuovo il file con il programma che lo ha generato, senza aprirlo e salvarlo con altri programmi.",
    before: r#"xmlns="http://inps.it/Prestazioni""#,
    after: r#"xmlns="http://inps.it/Casellario""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 3-8",
    checks: &[Check::Structure(check)],
    fix: None,
};

fn check(fault: &Fault) -> Option<String> {
    match &fault.kind {
        FaultKind::NotWellFormed(words) => Some(format!(
            "Il file si interrompe o è rovinato alla riga {} ({words}): va prodotto di nuovo.",
            fault.line
        )),
        FaultKind::SpoiltLetters(encoding) => Some(format!(
            "Alla riga {} ci sono lettere che non sono scritte in {encoding}, la codifica del file: va prodotto di nuovo in UTF-8, oppure va corretta la codifica dichiarata nella prima riga.",
            fault.line
        )),
        FaultKind::Doctype => {
            Some("Il file contiene una dichiarazione DOCTYPE, che INPS non ammette: va tolta.".to_owned())
        }
        FaultKind::WrongRoot(name) => Some(format!(
            "Il file comincia con «{name}» e non con Flusso: non è un flusso PS-PSA-SINA, scegliere il file giusto."
        )),
        FaultKind::WrongNamespace(name) => Some(format!(
            "«{name}» non appartiene a http://inps.it/Casellario: va corretta l'intestazione del file (xmlns)."
        )),
        FaultKind::StrayText => Some(format!("Alla riga {} c'è del testo fuori posto: va tolto.", fault.line)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::{FaultKind, Node};
    use crate::validation::testing::check_fault;

    #[test]
    fn faults_of_the_whole_document() {
        check_fault(Node::Flusso, FaultKind::NotWellFormed("unclosed tag".into()), &["X01"]);
        check_fault(Node::Flusso, FaultKind::SpoiltLetters("UTF-8"), &["X01"]);
        check_fault(Node::Flusso, FaultKind::Doctype, &["X01"]);
        check_fault(Node::Flusso, FaultKind::WrongRoot("html".into()), &["X01"]);
        check_fault(Node::Anagrafica, FaultKind::WrongNamespace("x:Anagrafica".into()), &["X01"]);
        check_fault(Node::Beneficiario, FaultKind::StrayText, &["X01"]);
    }
}
