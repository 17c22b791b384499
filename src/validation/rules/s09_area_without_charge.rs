//! S09: an area of a person who is not in charge.

use crate::codes::PresaCarico;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S09",
    grade: Grade::Advised,
    title: "Area di utenza di una persona non in carico",
    why: "L'area di utenza si indica solo per chi è in carico al servizio sociale.",
    mend: "Togliere l'area di utenza, oppure indicare presa in carico SI.",
    before: "Presa in carico: NO; Area utenza: Povertà ed esclusione sociale",
    after: "Presa in carico: NO; Area utenza: (vuoto)",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: Some(Fix { label: "Togli l'area di utenza", apply: |case, _| case.prestazione.area_utenza.take().is_some() }),
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.presa_carico.get() == Some(PresaCarico::No) && !prestazione.area_utenza.is_absent() {
        report.at(
            Attribute::AreaUtenza,
            "C'è l'area di utenza, ma la persona non è in carico: toglierla, o correggere la presa in carico.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::codes::AreaUtenza;
    use crate::validation::testing::{check_case, check_fix, sample};

    #[test]
    fn no_charge_no_area() {
        let area = sample().with(|it| it.prestazione.area_utenza = Some(AreaUtenza::Poverta));
        check_case(&area, &["S09"]);
        check_fix("S09", &area);
    }
}
