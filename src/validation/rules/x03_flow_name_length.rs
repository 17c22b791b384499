//! X03: the flow's name is missing or too long.

use crate::records::Chi;
use crate::schema::{Attribute, IdentificazioneFlusso};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X03",
    grade: Grade::Required,
    title: "Nome del flusso mancante o troppo lungo",
    why: "Il nome è ciò con cui INPS ritrova il flusso: deve esserci, e non superare i 50 caratteri.",
    mend: "Dare al flusso un nome breve, come A129.PSA.20261123.0000001.",
    before: "IdentificazioneFlusso senza Nome",
    after: r#"IdentificazioneFlusso Nome="G478.PSA.20261123.0000001""#,
    who: Chi::Programma,
    source: "PS_PSA_SINA201812.xsd righe 24-30",
    checks: &[Check::Identification(check)],
    fix: None,
};

fn check(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    // The schema takes an empty name; its shape is P02's.
    report.maybe(Attribute::NomeFlusso, length(identificazione.nome.as_deref(), "il nome del flusso", 0, 50));
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_xml, sample};

    #[test]
    fn up_to_fifty_characters() {
        check_xml(&sample(), |flusso| flusso.identificazione.nome = None, &["X03"]);
        check_xml(&sample(), |flusso| flusso.identificazione.nome = Some("".into()), &["P02"]);
        check_xml(&sample(), |flusso| flusso.identificazione.nome = Some("N".repeat(51).into()), &["X03"]);
    }
}
