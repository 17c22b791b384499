//! X39: an element or attribute that the schema does not have.

use crate::records::Chi;
use crate::schema::{Fault, FaultKind};
use crate::validation::{Check, Grade, Rule};

pub(super) const RULE: Rule = Rule {
    id: "X39",
    grade: Grade::Required,
    title: "Campo che INPS non prevede",
    why: "Nel file possono stare solo i campi previsti da INPS: uno in più, o con un nome scritto in un altro modo, fa rifiutare il file.",
    mend: "Togliere il campo indicato, o correggerne il nome (contano anche le maiuscole).",
    before: r#"ImportoTotale="3364.00""#,
    after: r#"ImportoPrestazione="3364.00""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd",
    checks: &[Check::Structure(check)],
    fix: None,
};

fn check(fault: &Fault) -> Option<String> {
    match &fault.kind {
        FaultKind::UnknownElement(name) => {
            Some(format!("«{name}» non è previsto in questo punto: va tolto o scritto con il nome giusto."))
        }
        FaultKind::UnknownAttribute(name) => {
            Some(format!("Il campo «{name}» non è previsto in questo punto: va tolto o scritto con il nome giusto."))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::{FaultKind, Node};
    use crate::validation::testing::check_fault;

    #[test]
    fn anywhere() {
        check_fault(Node::Ente, FaultKind::UnknownAttribute("CodiceComuneEnte".into()), &["X39"]);
        check_fault(Node::Sina, FaultKind::UnknownElement("Note".into()), &["X39"]);
    }
}
