//! A19: a text that is there and says nothing.

use crate::records::{CaseMut, Chi};
use crate::schema::{Attribute, Beneficiario, IdentificazioneFlusso, PrestazioneSociale};
use crate::validation::{
    Check, Context, Fix, Grade, Report, Rule,
    texts::{benefit_texts, person_texts, sender_texts},
};

pub(super) const RULE: Rule = Rule {
    id: "A19",
    grade: Grade::Advised,
    title: "Campo presente ma vuoto",
    why: "Un campo fatto di soli spazi, o lasciato vuoto, passa i controlli di INPS ma non dice nulla.",
    mend: "Riempire il campo, oppure toglierlo se è facoltativo.",
    before: r#"ProtocolloDomanda="  ""#,
    after: r#"ProtocolloDomanda="2026/0004711""#,
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Person(check), Check::Benefit(benefit), Check::Identification(sender)],
    fix: Some(Fix { label: "Svuota il campo", apply: |case, _| empty_blank(case) }),
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, text) in person_texts(beneficiario) {
        report.maybe(attribute, blank(text));
    }
}

fn benefit(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, text) in benefit_texts(prestazione) {
        report.maybe(attribute, blank(text));
    }
    // All other empty texts break the schema, and an X rule says so.
    if prestazione.protocollo_dsu.as_deref() == Some("") {
        report.at(Attribute::ProtocolloDsu, "Il protocollo della DSU c'è ma è vuoto: riempirlo, o togliere il campo.");
    }
}

fn sender(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, text) in sender_texts(identificazione) {
        report.maybe(attribute, blank(text));
    }
}

fn blank(text: &str) -> Option<String> {
    // Nearly all texts begin with something that is seen.
    if text.starts_with(|letter: char| letter.is_ascii_graphic()) || text.is_empty() || !text.trim().is_empty() {
        return None;
    }
    Some("Il campo contiene solo spazi: riempirlo, o togliere il campo se non serve.".to_owned())
}

fn empty_blank(case: &mut CaseMut<'_>) -> bool {
    let optional = [
        &mut case.assistito.seconda_cittadinanza,
        &mut case.prestazione.denominazione,
        &mut case.prestazione.dsu.protocollo,
        &mut case.assistito.luogo_nascita,
    ];
    let mut emptied = false;
    for text in optional.into_iter().filter(|text| !text.is_empty() && text.trim().is_empty()) {
        text.clear();
        emptied = true;
    }
    emptied
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_benefit, check_case, check_fix, sample};

    #[test]
    fn only_spaces() {
        check_case(&sample().with(|it| it.progetto.protocollo = "  ".into()), &["A19"]);
        check_benefit(|benefit| benefit.protocollo_dsu = Some("".into()), &["A19", "P04"]);
        let blank = sample().with(|it| it.prestazione.denominazione = " ".repeat(12));
        check_case(&blank, &["A19"]);
        check_fix("A19", &blank);
    }
}
