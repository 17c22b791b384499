//! S14: an assessment made after the benefit began.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::text::dates;
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S14",
    grade: Grade::Advised,
    title: "Valutazione successiva all'inizio della prestazione",
    why: "La valutazione della scheda SINA di solito precede la prestazione che ne deriva.",
    mend: "Controllare la data della valutazione, che comunque non viene inviata.",
    before: "Data inizio: 01/02/2026; SINA: data della valutazione: 02/03/2026",
    after: "Data inizio: 01/02/2026; SINA: data della valutazione: 15/01/2026",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some(data) = prestazione.sina.as_ref().and_then(|sina| sina.data)
        && let Some(first) = prestazione.day()
        && data > first
    {
        report.at(
            Attribute::Sina,
            format!(
                "La valutazione SINA è del {}, ma la prestazione è del {}: controllare le date.",
                dates::italian(data),
                dates::italian(first)
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, day, sina_sample};

    #[test]
    fn assessment_comes_first() {
        let late = sina_sample().with(|it| it.prestazione.sina.as_mut().unwrap().data = Some(day("2026-02-02")));
        check_case(&late, &["S14"]);
    }
}
