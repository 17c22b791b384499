//! S04: no SINA of a person in charge who is not self-sufficient.

use crate::codes::{AreaUtenza, PresaCarico};
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "S04",
    grade: Grade::Advised,
    title: "Scheda SINA mancante",
    why: "Delle persone in carico nell'area della disabilità e della non autosufficienza di solito si invia anche la scheda SINA, con la valutazione dei bisogni.",
    mend: "Compilare la scheda SINA nel progetto, se la valutazione è stata fatta.",
    before: "Presa in carico: SI; Area utenza: 2 (disabilità); Scheda SINA: (vuoto)",
    after: "Presa in carico: SI; Area utenza: 2 (disabilità); Scheda SINA: compilata",
    who: Chi::Ufficio,
    source: "Pratica del programma regionale SISO",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if prestazione.presa_carico.get() == Some(PresaCarico::Si)
        && prestazione.area_utenza.get() == Some(AreaUtenza::Disabilita)
        && prestazione.sina.is_none()
    {
        report.at(
            Attribute::Sina,
            "Persona in carico per disabilità o non autosufficienza senza scheda SINA: compilarla, se c'è una valutazione.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::codes::AreaUtenza;
    use crate::validation::testing::{check_case, sina_sample};

    #[test]
    fn who_is_not_self_sufficient_is_assessed() {
        check_case(&sina_sample().with(|it| it.prestazione.sina = None), &["S04"]);
        let family = sina_sample().with(|it| {
            it.prestazione.sina = None;
            it.prestazione.area_utenza = Some(AreaUtenza::FamigliaMinori);
        });
        check_case(&family, &[]);
    }
}
