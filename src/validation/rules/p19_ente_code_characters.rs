//! P19: characters that no code of an ente has.

use crate::records::Chi;
use crate::schema::{Attribute, IdentificazioneFlusso};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P19",
    grade: Grade::Expected,
    title: "Codice dell'ente con caratteri estranei",
    why: "Il codice dell'ente è quello con cui è registrato presso INPS (per un comune il codice catastale): spazi e segni insoliti lo rendono irriconoscibile.",
    mend: "Correggere il codice nelle Impostazioni, copiandolo dal portale di INPS.",
    before: "Codice ente: COMUNE DI PROVA",
    after: "Codice ente: G478",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagine 7 e 14",
    checks: &[Check::Identification(check)],
    fix: None,
};

fn check(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(codice) = identificazione.ente.codice.as_deref() else { return };
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_' | '/');
    if !codice.chars().all(fits) {
        report.at(
            Attribute::EnteCodice,
            format!("Il codice dell'ente «{codice}» contiene spazi o segni estranei: va scritto come è registrato presso INPS."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::check_ente;

    #[test]
    fn letters_digits_and_little_else() {
        check_ente(|ente| ente.codice = "AMB-12/3.a".into(), &[]);
        check_ente(|ente| ente.codice = "G478 ".into(), &["P19"]);
        check_ente(|ente| ente.codice = "COMUNE DI PROVA".into(), &["P19"]);
    }
}
