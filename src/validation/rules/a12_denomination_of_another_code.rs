//! A12: the denomination of another code.

use crate::codes::prestazioni;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A12",
    grade: Grade::Advised,
    title: "Denominazione di un'altra prestazione",
    why: "La denominazione scritta è quella di un altro codice: uno dei due è sbagliato, e INPS guarda il codice.",
    mend: "Correggere il codice, oppure usare la denominazione che gli corrisponde.",
    before: "Codice prestazione: A1.07; Denominazione prestazione: Buoni spesa o buoni pasto",
    after: "Codice prestazione: A1.06; Denominazione prestazione: Buoni spesa o buoni pasto",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix {
        label: "Usa la denominazione del codice",
        apply: |case, _| super::x27_denomination_length::leave_to_the_code(case.prestazione),
    }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(codice), Some(denominazione)) = (prestazione.codice.as_deref(), prestazione.denominazione.as_deref())
    else {
        return;
    };
    let same = |row: &prestazioni::CodicePrestazione| row.denominazione.eq_ignore_ascii_case(denominazione);
    let Some(own) = prestazioni::by_code(codice).filter(|row| !same(row)) else { return };
    if let Some(other) = prestazioni::PRESTAZIONI.iter().find(|row| same(row))
        && !denominazione.is_empty()
    {
        let right = if own.denominazione.is_empty() {
            String::new()
        } else {
            format!(", {codice} è «{}»", own.denominazione)
        };
        report.at(
            Attribute::Denominazione,
            format!(
                "«{denominazione}» è la denominazione di {}{right}: correggere il codice o la denominazione.",
                other.codice
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_fix, sample};

    #[test]
    fn code_and_name_go_together() {
        let other = sample().with(|it| it.prestazione.denominazione = "buoni spesa o buoni pasto".into());
        check_case(&other, &["A12"]);
        check_fix("A12", &other);
        check_case(&sample().with(|it| it.prestazione.denominazione = "Retta del nido comunale".into()), &[]);
    }
}
