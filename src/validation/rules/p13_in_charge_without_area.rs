//! P13: in charge without an area.

use crate::codes::PresaCarico;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "P13",
    grade: Grade::Expected,
    title: "Persona in carico senza area di utenza",
    why: "Se la persona è in carico al servizio sociale, INPS vuole sapere in quale area.",
    mend: "Scegliere l'area: famiglia e minori, disabilità e non autosufficienza, povertà ed esclusione sociale.",
    before: "Presa in carico: SI; Area utenza: (vuoto)",
    after: "Presa in carico: SI; Area utenza: Famiglia e minori",
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagina 17",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.presa_carico.get() == Some(PresaCarico::Si) && prestazione.area_utenza.is_absent() {
        report.at(Attribute::AreaUtenza, "La persona è in carico ma manca l'area di utenza: sceglierla.");
    }
}

#[cfg(test)]
mod tests {
    use crate::codes::{AreaUtenza, PresaCarico};
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn who_is_in_charge_has_an_area() {
        let in_charge = sample().with(|it| it.prestazione.presa_carico = Some(PresaCarico::Si));
        check_case(&in_charge, &["P13"]);
        check_case(&in_charge.with(|it| it.prestazione.area_utenza = Some(AreaUtenza::FamigliaMinori)), &[]);
    }
}
