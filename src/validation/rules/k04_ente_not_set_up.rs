//! K04: an ente that is not set up.

use crate::records::{Case, Chi};
use crate::schema::Attribute;
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "K04",
    grade: Grade::Required,
    title: "Ente non impostato",
    why: "La riga è di un ente che non è nelle Impostazioni: il programma non sa a nome di chi inviarla.",
    mend: "Aggiungere l'ente nelle Impostazioni, oppure correggere la colonna «Ente» del foglio.",
    before: "Ente: Comune di Altrove",
    after: "Ente: G478",
    who: Chi::Ufficio,
    source: "Manuale degli operatori",
    checks: &[Check::Case(check)],
    fix: None,
};

fn check(case: Case<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if case.ente.is_none() {
        let written = case.progetto.ente_scritto.as_str();
        let which = if written.is_empty() { String::new() } else { format!(" «{written}»") };
        report
            .at(Attribute::Ente, format!("L'ente{which} non è nelle Impostazioni: aggiungerlo, o correggere la riga."));
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn of_no_ente_of_ours() {
        let foreign = sample().with(|it| {
            it.ente = None;
            it.progetto.ente_scritto = "Comune di Altrove".into();
        });
        check_case(&foreign, &["K04"]);
    }
}
