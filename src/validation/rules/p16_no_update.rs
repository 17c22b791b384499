//! P16: an operation that would update.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P16",
    grade: Grade::Expected,
    title: "Modifica di un dato già inviato",
    why: "INPS non prevede la modifica: una prestazione già inviata si cancella e si inserisce di nuovo.",
    mend: "Inviare prima la riga vecchia con C (cancellazione), identica a come era partita, poi quella giusta con I (inserimento).",
    before: r#"TipoOperazione="M""#,
    after: r#"TipoOperazione="C" (poi i dati giusti, con I)"#,
    who: Chi::Programma,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 15; PS_PSA_SINA201812.xsd righe 310-323",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    const UPDATES: [&str; 10] =
        ["M", "A", "U", "V", "R", "MODIFICA", "AGGIORNAMENTO", "VARIAZIONE", "RETTIFICA", "UPDATE"];
    if let Some(text) = prestazione.tipo_operazione.unreadable()
        && UPDATES.iter().any(|update| update.eq_ignore_ascii_case(text.trim()))
    {
        report.at(
            Attribute::TipoOperazione,
            format!("«{text}» sembra una modifica, che INPS non prevede: inviare una cancellazione (C) e poi un inserimento (I)."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::check_benefit;

    #[test]
    fn there_is_no_update() {
        check_benefit(|benefit| benefit.tipo_operazione = Value::Unreadable("M".into()), &["P16", "X20"]);
        check_benefit(|benefit| benefit.tipo_operazione = Value::Unreadable("rettifica".into()), &["P16", "X20"]);
    }
}
