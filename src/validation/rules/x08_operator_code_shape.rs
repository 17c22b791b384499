//! X08: shape of the operator's fiscal code.

use crate::records::Chi;
use crate::schema::{Attribute, IdentificazioneFlusso};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "X08",
    grade: Grade::Required,
    title: "Codice fiscale dell'operatore in una forma che INPS non accetta",
    why: "Ogni flusso è firmato da un operatore: il suo codice fiscale ha 16 caratteri, oppure 11 cifre.",
    mend: "Correggere il codice fiscale dell'operatore nelle Impostazioni.",
    before: "Codice fiscale operatore: PROTTI",
    after: "Codice fiscale operatore: PRTFNT83P49G478N",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 80-86",
    checks: &[Check::Identification(check)],
    fix: None,
};

fn check(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    match identificazione.ente.cf_operatore.as_deref() {
        None | Some("") => report.at(
            Attribute::CfOperatore,
            "Manca il codice fiscale dell'operatore che firma il flusso: scriverlo nelle Impostazioni.",
        ),
        Some(code) if !super::x10_fiscal_code_shape::accepted(code) => report.at(
            Attribute::CfOperatore,
            format!("Il codice fiscale dell'operatore «{code}» non ha la forma richiesta: controllarlo sul tesserino."),
        ),
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::check_ente;

    #[test]
    fn as_for_people() {
        check_ente(|ente| ente.operatori[0].codice_fiscale.clear(), &["X08"]);
        check_ente(|ente| ente.operatori[0].codice_fiscale = "PROTTI".into(), &["X08"]);
    }
}
