//! X06: the ente's name is empty or too long.

use crate::records::Chi;
use crate::schema::{Attribute, IdentificazioneFlusso};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X06",
    grade: Grade::Required,
    title: "Denominazione dell'ente vuota o troppo lunga",
    why: "La denominazione è facoltativa, ma se c'è deve avere da 1 a 100 caratteri.",
    mend: "Abbreviare la denominazione dell'ente nelle Impostazioni, oppure toglierla.",
    before: r#"Denominazione="""#,
    after: r#"Denominazione="COMUNE DI PROVA""#,
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 61-68",
    checks: &[Check::Identification(check)],
    fix: None,
};

fn check(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let denominazione = identificazione.ente.denominazione.as_deref();
    if denominazione.is_some() {
        report.maybe(Attribute::EnteDenominazione, length(denominazione, "la denominazione dell'ente", 1, 100));
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_ente, check_xml, sample};

    #[test]
    fn none_or_up_to_a_hundred_characters() {
        check_ente(|ente| ente.denominazione.clear(), &[]);
        check_ente(|ente| ente.denominazione = "è".repeat(100), &[]);
        check_ente(|ente| ente.denominazione = "è".repeat(101), &["X06"]);
        check_xml(&sample(), |flusso| flusso.identificazione.ente.denominazione = Some("".into()), &["X06"]);
    }
}
