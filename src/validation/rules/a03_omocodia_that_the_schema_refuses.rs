//! A03: a fiscal code with an omocodia that cannot be sent.

use crate::records::{Chi, FiscalCode};
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A03",
    grade: Grade::Required,
    title: "Codice fiscale con omocodia che INPS non accetta nel file",
    why: "Quando due persone avrebbero lo stesso codice, l'Agenzia delle Entrate sostituisce alcune cifre con lettere. Il file di INPS accetta le lettere solo nelle ultime tre cifre, non nell'anno e nel giorno di nascita.",
    mend: "Il codice può essere giusto: inserire questa prestazione a mano dal portale di INPS.",
    before: "Codice fiscale: CMPNNT0MLTLHNNPZ (nel file)",
    after: "Codice fiscale: CMPNNT0MLTLHNNPZ (a mano, nel portale di INPS)",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 43-49",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let code = beneficiario.codice_fiscale.as_deref();
    if let (Some(text), Some(FiscalCode::Person(code))) = (code, code.and_then(FiscalCode::read))
        && code.omocodia().any(|position| matches!(position, 7 | 8 | 10 | 11))
    {
        report.at(
            Attribute::CodiceFiscale,
            format!("Il codice «{text}» ha lettere al posto dell'anno o del giorno di nascita, e il file non le ammette: inserire la prestazione dal portale di INPS."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, day, sample};

    #[test]
    fn letters_in_the_year_or_the_day() {
        let omocodia = sample().with(|it| {
            it.assistito.codice_fiscale = "CMPNNT0MLTLHNNPZ".into();
            it.assistito.cognome = "CAMPIONI".into();
            it.assistito.nome = "ANNITA".into();
            it.assistito.nascita = Some(day("2001-07-30"));
            it.assistito.luogo_nascita = "H223".into();
        });
        check_case(&omocodia, &["A03", "X10"]);
    }
}
