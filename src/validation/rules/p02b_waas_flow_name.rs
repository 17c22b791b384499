//! P02b: name of a flow for application cooperation.

use crate::records::Chi;
use crate::schema::{Attribute, Flusso};
use crate::validation::{Check, Context, Grade, Report, Rule, Source};

pub(super) const RULE: Rule = Rule {
    id: "P02b",
    grade: Grade::Expected,
    title: "Identificativo del flusso non adatto alla cooperazione applicativa",
    why: "Tra sistemi (WaaS) il flusso è ritrovato per nome: codice dell'ente, tipo, data di creazione e progressivo del giorno di sette cifre.",
    mend: "Dare al flusso un nome come H501.PS.20260520.0000002.",
    before: r#"Nome="G478.PS.20261123.2""#,
    after: r#"Nome="G478.PS.20261123.0000002""#,
    who: Chi::Programma,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 7",
    checks: &[Check::Document(check)],
    fix: None,
};

fn check(flusso: &Flusso<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let identificazione = &flusso.identificazione;
    if let (true, Some(nome), Some(codice)) = (
        matches!(context.source, Source::Xml { waas: true, .. }),
        identificazione.nome.as_deref(),
        identificazione.ente.codice.as_deref(),
    ) && super::p02_flow_name::shaped(nome, codice)
        && !strict(&nome[codice.len()..])
    {
        report.at(
            Attribute::NomeFlusso,
            format!("Il nome «{nome}» non va bene tra sistemi: si scrive per esempio {codice}.PS.20260520.0000002."),
        );
    }
}

/// `.TIPO.AAAAMMGG.NNNNNNN`; other faults of the name are P02's.
fn strict(rest: &str) -> bool {
    let mut parts = rest.split('.').skip(2);
    let date = parts.next().is_some_and(|date| date != "INPS");
    date && parts.next().is_some_and(|number| number.len() == 7) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_waas, check_xml, sample};

    #[test]
    fn names_of_waas() {
        for (name, expected) in [
            ("G478.PS.20261123.0000002", &[][..]),
            ("G478.SINA.20261123.0000002", &[]),
            ("G478.PS.20261131.0000002", &["P02"]),
            ("G478.PS.20261123.2", &["P02b"]),
            ("G478.PS.INPS.20261123.0000002", &["P02b"]),
            ("flusso", &["P02"]),
        ] {
            check_waas(|flusso| flusso.identificazione.nome = Some(name.into()), 1_000, expected);
            if expected == ["P02b"] {
                check_xml(&sample(), |flusso| flusso.identificazione.nome = Some(name.into()), &[]);
            }
        }
    }
}
