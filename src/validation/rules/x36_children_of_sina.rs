//! X36: children of `SINA`.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, Fault, Node, PrestazioneSociale};
use crate::validation::{
    Check, Context, Grade, Report, Rule,
    rule::{children, length},
};

pub(super) const RULE: Rule = Rule {
    id: "X36",
    grade: Grade::Required,
    title: "Scheda SINA con parti vuote o in disordine",
    why: "Nella scheda SINA vengono prima gli interventi necessari (codici da 5 a 10 caratteri) e poi le invalidità. Una parte senza contenuto va tolta, non lasciata vuota.",
    mend: "Aggiungere almeno un codice alla parte vuota, oppure toglierla.",
    before: "SINA: interventi sociali necessari (codici): SAD",
    after: "SINA: interventi sociali necessari (codici): A2.07",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 396-419",
    checks: &[Check::Structure(check), Check::Benefit(codes)],
    fix: None,
};

fn check(fault: &Fault) -> Option<String> {
    const ORDER: &str =
        "Ci possono essere, nell'ordine, NecessitaInterventiSociali e InvaliditaCivile, ciascuna con almeno una voce.";
    children(fault, &[Node::Sina, Node::Necessita, Node::Invalidita], ORDER)
}

fn codes(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for code in prestazione.sina.iter().flat_map(|sina| &sina.necessita) {
        report.maybe(Attribute::Necessita, length(Some(code), "il codice dell'intervento necessario", 5, 10));
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::{FaultKind, Node};
    use crate::validation::testing::{check_case, check_fault, sina_sample};

    #[test]
    fn containers_are_not_empty() {
        check_fault(Node::Sina, FaultKind::OutOfOrder("NecessitaInterventiSociali"), &["X36"]);
        check_fault(Node::Necessita, FaultKind::EmptyContainer("NecessitaInterventiSociali"), &["X36"]);
    }

    #[test]
    fn codes_of_five_to_ten_characters() {
        let sina = sina_sample();
        check_case(&sina, &[]);
        check_case(&sina.with(|it| it.prestazione.sina.as_mut().unwrap().necessita.push("SAD".into())), &["X36"]);
    }
}
