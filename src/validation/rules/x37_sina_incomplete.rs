//! X37: a SINA without some of its required answers.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::listed};

pub(super) const RULE: Rule = Rule {
    id: "X37",
    grade: Grade::Required,
    title: "Scheda SINA incompleta",
    why: "Se si invia la scheda SINA, sette risposte sono obbligatorie: mobilità, vita quotidiana, comportamento, area reddituale, area di supporto, fonte della valutazione e strumento usato.",
    mend: "Completare la scheda SINA.",
    before: "SINA: mobilità: (vuoto)",
    after: "SINA: mobilità: Si sposta da solo",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 420-429",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(sina) = &prestazione.sina else { return };
    let answers = [
        (Attribute::Mobilita, sina.mobilita.is_absent(), "mobilità"),
        (Attribute::VitaQuotidiana, sina.vita_quotidiana.is_absent(), "attività della vita quotidiana"),
        (Attribute::Comportamento, sina.comportamento.is_absent(), "disturbi comportamentali"),
        (Attribute::AreaReddituale, sina.area_reddituale.is_absent(), "area reddituale"),
        (Attribute::AreaSupporto, sina.area_supporto.is_absent(), "area di supporto"),
        (Attribute::FonteValutazione, sina.fonte_valutazione.is_absent(), "fonte della valutazione"),
        (Attribute::Strumento, sina.strumento.is_absent(), "strumento di valutazione"),
    ];
    let Some((first, ..)) = answers.iter().find(|(_, absent, _)| *absent) else { return };
    let missing: Vec<&str> = answers.iter().filter(|(_, absent, _)| *absent).map(|(.., name)| *name).collect();
    report.at(*first, format!("Nella scheda SINA mancano: {}. Vanno indicati tutti.", listed(&missing)));
}

#[cfg(test)]
mod tests {
    use crate::records::Sina;
    use crate::validation::testing::{check_case, sina_sample};

    #[test]
    fn one_message_for_all_that_is_missing() {
        check_case(&sina_sample().with(|it| it.prestazione.sina.as_mut().unwrap().mobilita = None), &["X37"]);
        check_case(&sina_sample().with(|it| it.prestazione.sina = Some(Sina::default())), &["X37"]);
        check_case(&sina_sample().with(|it| it.prestazione.sina.as_mut().unwrap().area_cognitiva = None), &[]);
    }
}
