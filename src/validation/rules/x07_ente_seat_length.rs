//! X07: the code of the ente's seat has not four characters.

use crate::records::Chi;
use crate::schema::{Attribute, IdentificazioneFlusso};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::length};

pub(super) const RULE: Rule = Rule {
    id: "X07",
    grade: Grade::Required,
    title: "Codice della sede dell'ente mancante o sbagliato",
    why: "Al posto dell'indirizzo INPS vuole il codice catastale del comune in cui l'ente ha sede: quattro caratteri, non una via.",
    mend: "Scrivere nelle Impostazioni il codice catastale del comune della sede, per esempio A129.",
    before: "Codice Belfiore della sede: Via Roma 1",
    after: "Codice Belfiore della sede: G478",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 69-79; specifica tecnica WaaS SIUSS 2.0.1, pagina 14",
    checks: &[Check::Identification(check)],
    fix: None,
};

fn check(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let indirizzo = identificazione.ente.indirizzo.as_deref();
    report.maybe(Attribute::EnteIndirizzo, length(indirizzo, "il codice catastale della sede dell'ente", 4, 4));
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::check_ente;

    #[test]
    fn four_characters() {
        check_ente(|ente| ente.sede.clear(), &["X07"]);
        check_ente(|ente| ente.sede = "Via Roma 1".into(), &["X07"]);
    }
}
