//! S03: a service that is sent only of people in charge.

use crate::codes::PresaCarico;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S03",
    grade: Grade::Advised,
    title: "Servizio che si invia solo con presa in carico",
    why: "Le prestazioni da A2.16 ad A2.29 vanno nel casellario solo se la persona è in carico al servizio sociale professionale.",
    mend: "Se la persona è in carico, indicare presa in carico SI e l'area di utenza; altrimenti non inviare la riga.",
    before: "Codice prestazione: A2.18; Presa in carico: NO",
    after: "Codice prestazione: A2.18; Presa in carico: SI; Area utenza: Famiglia e minori",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.presa_carico.get() == Some(PresaCarico::No)
        && let Some(codice) = prestazione.codice.as_deref()
        && codice.len() == 5
        && ("A2.16"..="A2.29").contains(&codice)
    {
        report.at(
            Attribute::PresaCarico,
            format!(
                "La prestazione {codice} si invia solo se la persona è in carico: indicare SI, oppure non inviarla."
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sample, sina_sample};

    #[test]
    fn from_16_to_29() {
        for (code, expected) in [("A2.12", &[][..]), ("A2.16", &["S03"]), ("A2.18", &["S03"])] {
            check_case(&sample().with(|it| it.prestazione.codice = code.into()), expected);
        }
        check_case(&sina_sample().with(|it| it.prestazione.codice = "A2.16".into()), &[]);
    }
}
