//! A20: an operator who is no person.

use crate::records::{Chi, FiscalCode};
use crate::schema::{Attribute, IdentificazioneFlusso};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A20",
    grade: Grade::Advised,
    title: "Operatore indicato con un codice di undici cifre",
    why: "L'operatore è una persona abilitata sul portale di INPS, con il suo codice fiscale di sedici caratteri; undici cifre sono di un ente.",
    mend: "Scrivere nelle Impostazioni il codice fiscale della persona che carica il flusso.",
    before: "Codice fiscale operatore: 12345678903 (di un ente)",
    after: "Codice fiscale operatore: PRTFNT83P49G478N",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Identification(check)],
    fix: None,
};

fn check(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let code = identificazione.ente.cf_operatore.as_deref().and_then(FiscalCode::read);
    if let Some(FiscalCode::Provisional(_)) = code {
        report.at(
            Attribute::CfOperatore,
            "L'operatore ha un codice di undici cifre, come un ente: scrivere il codice fiscale della persona.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_ente, check_xml, sample};

    #[test]
    fn operators_are_people() {
        check_xml(&sample(), |flusso| flusso.identificazione.ente.cf_operatore = Some("00743110157".into()), &["A20"]);
        check_ente(|ente| ente.operatori[0].codice_fiscale = "00743110157".into(), &[]);
    }
}
