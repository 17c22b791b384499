//! S05: a SINA of a person who is not in charge.

use crate::codes::PresaCarico;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S05",
    grade: Grade::Advised,
    title: "Scheda SINA di una persona non in carico",
    why: "La scheda SINA si invia solo per chi è in carico al servizio sociale.",
    mend: "Indicare presa in carico SI, oppure togliere la scheda SINA.",
    before: "Presa in carico: NO; Scheda SINA: compilata",
    after: "Presa in carico: NO; Scheda SINA: (vuoto)",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.sina.is_some() && prestazione.presa_carico.get() == Some(PresaCarico::No) {
        report.at(
            Attribute::PresaCarico,
            "C'è la scheda SINA, ma la persona non risulta in carico: correggere la presa in carico o togliere la scheda.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::codes::PresaCarico;
    use crate::validation::testing::{check_case, sina_sample};

    #[test]
    fn only_people_in_charge() {
        let not_in_charge = sina_sample().with(|it| {
            it.prestazione.presa_carico = Some(PresaCarico::No);
            it.prestazione.area_utenza = None;
        });
        check_case(&not_in_charge, &["S05"]);
    }
}
