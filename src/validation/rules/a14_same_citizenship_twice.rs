//! A14: a second citizenship that repeats the first.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "A14",
    grade: Grade::Advised,
    title: "Seconda cittadinanza uguale alla prima",
    why: "La seconda cittadinanza serve solo se è diversa dalla prima.",
    mend: "Togliere la seconda cittadinanza, o correggere quella sbagliata.",
    before: "Cittadinanza: italiana; Seconda cittadinanza: italiana",
    after: "Cittadinanza: italiana; Seconda cittadinanza: (vuoto)",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Person(check)],
    fix: Some(Fix {
        label: "Togli la seconda cittadinanza",
        apply: |case, _| {
            case.assistito.seconda_cittadinanza.clear();
            true
        },
    }),
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let anagrafica = &beneficiario.anagrafica;
    if anagrafica.cittadinanza.is_some() && anagrafica.cittadinanza == anagrafica.seconda_cittadinanza {
        report.at(
            Attribute::SecondaCittadinanza,
            "La seconda cittadinanza ripete la prima: toglierla, se la persona ne ha una sola.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_fix, sample};

    #[test]
    fn the_same_twice_is_mended_by_dropping_the_second() {
        let twice = sample().with(|it| it.assistito.seconda_cittadinanza = "380".into());
        check_case(&twice, &["A14"]);
        check_fix("A14", &twice);
        check_case(&sample().with(|it| it.assistito.seconda_cittadinanza = "008".into()), &[]);
    }
}
