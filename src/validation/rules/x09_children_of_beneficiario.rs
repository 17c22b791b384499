//! X09: children of `Beneficiario`.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, Fault, Node};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::children};

pub(super) const RULE: Rule = Rule {
    id: "X09",
    grade: Grade::Required,
    title: "Beneficiario incompleto o disordinato",
    why: "Ogni Beneficiario contiene, in quest'ordine, una Anagrafica, da uno a cinque Indirizzo e una o più PrestazioniSociali: se manca qualcosa INPS rifiuta il file.",
    mend: "Completare la scheda dell'assistito; in un file di un altro programma, aggiungere la parte che manca. Se la residenza non è nota, si indica la nazione 990.",
    before: "Nazione di residenza: (vuoto); Comune di residenza: (vuoto)",
    after: "Nazione di residenza: (vuoto); Comune di residenza: Perugia",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 33-42",
    checks: &[Check::Structure(check), Check::Person(on_records)],
    fix: None,
};

fn check(fault: &Fault) -> Option<String> {
    const ORDER: &str =
        "Ci vogliono, nell'ordine: una Anagrafica, da uno a cinque Indirizzo, almeno una PrestazioniSociali.";
    children(fault, &[Node::Beneficiario, Node::Anagrafica, Node::Indirizzo], ORDER)
}

/// The reader of an XML has said it already.
fn on_records(beneficiario: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    if context.on_records() && beneficiario.indirizzi.is_empty() {
        report.at(
            Attribute::Indirizzo,
            "Manca la residenza: indicare il comune, o la nazione se è all'estero (990 se non è nota).",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::{FaultKind, Node};
    use crate::validation::testing::{check_case, check_fault, sample};

    #[test]
    fn only_faults_of_a_beneficiario() {
        check_fault(Node::Beneficiario, FaultKind::MissingElement("Indirizzo"), &["X09"]);
        check_fault(Node::Beneficiario, FaultKind::TooMany("Indirizzo"), &["X09"]);
        check_fault(Node::Beneficiario, FaultKind::OutOfOrder("Anagrafica"), &["X09"]);
    }

    #[test]
    fn a_person_without_residence() {
        let homeless = sample().with(|it| {
            it.assistito.nazione_residenza.clear();
            it.assistito.comune_residenza.clear();
        });
        check_case(&homeless, &["X09"]);
        check_case(&homeless.with(|it| it.assistito.nazione_residenza = "990".into()), &[]);
    }
}
