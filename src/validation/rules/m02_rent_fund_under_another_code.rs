//! M02: the rent fund under the code of other housing contributions.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "M02",
    grade: Grade::Advised,
    title: "Contributo affitto con il codice degli altri contributi per alloggio",
    why: "Il codice A1.05 è per i contributi per alloggio cumulabili con la quota affitto del Reddito di cittadinanza; quelli del fondo nazionale affitti (legge 431/98), non cumulabili, hanno il codice A1.05.01.",
    mend: "Se il contributo viene dal fondo affitti della legge 431/98, usare il codice A1.05.01; altrimenti lasciare A1.05.",
    before: "Codice prestazione: A1.05; Denominazione prestazione: Contributo affitto L. 431/98",
    after: "Codice prestazione: A1.05.01; Denominazione prestazione: Contributo affitto L. 431/98",
    who: Chi::Ufficio,
    source: "Messaggio INPS 1244 del 18/03/2022",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.codice.as_deref() != Some("A1.05") {
        return;
    }
    let denominazione = prestazione.denominazione.as_deref().unwrap_or_default();
    if ["431/98", "431/1998", "affitt", "locazion"].iter().any(|word| contains(denominazione, word)) {
        report.at(
            Attribute::CodicePrestazione,
            format!("«{denominazione}» sembra un contributo affitto: se è del fondo della legge 431/98, il codice è A1.05.01."),
        );
    }
}

/// Case apart; `word` is ASCII.
fn contains(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn words_of_the_rent_fund() {
        let housing = |denominazione: &str| {
            sample().with(|it| {
                it.prestazione.codice = "A1.05".into();
                it.prestazione.denominazione = denominazione.into();
            })
        };
        check_case(&housing(""), &[]);
        check_case(&housing("Contributo per utenze di casa"), &[]);
        check_case(&housing("SOSTEGNO ALLE LOCAZIONI"), &["M02"]);
        check_case(&housing("Contributo L. 431/98"), &["M02"]);
    }
}
