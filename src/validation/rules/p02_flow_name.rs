//! P02: shape of the flow's name.

use crate::records::Chi;
use crate::schema::{Attribute, IdentificazioneFlusso};
use crate::text::dates;
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P02",
    grade: Grade::Expected,
    title: "Nome del flusso in una forma insolita",
    why: "INPS chiede un nome composto da codice dell'ente, tipo (PS, PSA o SINA), data di invio e progressivo del giorno: serve a ritrovare il flusso.",
    mend: "Dare al flusso un nome come A129.PSA.20261123.0000001.",
    before: r#"Nome="flusso di prova""#,
    after: r#"Nome="G478.PSA.20261123.0000001""#,
    who: Chi::Programma,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagine 7 e 13",
    checks: &[Check::Identification(check)],
    fix: None,
};

fn check(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(nome) = identificazione.nome.as_deref().filter(|nome| nome.chars().count() <= 50) else {
        return;
    };
    let Some(codice) = identificazione.ente.codice.as_deref() else { return };
    if !shaped(nome, codice) {
        report.at(
            Attribute::NomeFlusso,
            format!("Il nome «{nome}» non è composto da codice ente, tipo, data che esiste e progressivo (per esempio {codice}.PSA.20261123.0000001)."),
        );
    }
}

/// `{Ente}.{PS|PSA|SINA}[.INPS].{AAAAMMGG}.{digits}`: the older shape is still seen in INPS's own samples.
pub(super) fn shaped(nome: &str, codice: &str) -> bool {
    let Some(rest) = nome.strip_prefix(codice).and_then(|rest| rest.strip_prefix('.')) else { return false };
    let mut parts: Vec<&str> = rest.split('.').collect();
    if parts.get(1) == Some(&"INPS") {
        parts.remove(1);
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), ["PS" | "PSA" | "SINA", date, number]
        if date.len() == 8 && digits(date) && dates::read_compact(date).is_some() && (1..=9).contains(&number.len()) && digits(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_seen_in_the_field() {
        for (nome, fits) in [
            ("A129.PSA.20261123.0000001", true),
            ("A129.SINA.INPS.20181217.000000001", true),
            ("A129.PS.INPS.20160423.115235", true),
            ("H501.PS.20261123.0000001", false),
            ("A129.SAD.20261123.0000001", false),
            ("A129.PS.2026.1", false),
            ("A129.PSA.20250231.0000001", false),
            ("A129.PSA.20261301.0000001", false),
            ("flusso di prova", false),
        ] {
            assert_eq!(shaped(nome, "A129"), fits, "{nome}");
        }
    }
}
