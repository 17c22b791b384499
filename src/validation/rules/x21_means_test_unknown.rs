//! X21: the means test is missing or unreadable.

use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule, rule::required};

pub(super) const RULE: Rule = Rule {
    id: "X21",
    grade: Grade::Required,
    title: "Prova dei mezzi mancante o illeggibile",
    why: "INPS vuole sempre sapere se la prestazione dipende dall'ISEE o da un'altra prova dei mezzi.",
    mend: "Scegliere: 1 soggetta a ISEE, 2 altra prova dei mezzi, 3 esentata per questa persona, 4 nessuna prova dei mezzi.",
    before: "Prova dei mezzi: (vuoto)",
    after: "Prova dei mezzi: 1 (soggetta a ISEE)",
    who: Chi::Ufficio,
    source: "PS_PSA_SINA201812.xsd righe 193 e 324-347",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let prova =
        required(&prestazione.prova_mezzi, "la prova dei mezzi", "1 ISEE, 2 altra prova, 3 esentata, 4 nessuna");
    report.maybe(Attribute::ProvaMezzi, prova);
}

#[cfg(test)]
mod tests {
    use crate::schema::Value;
    use crate::validation::testing::{check_case, check_occasional, occasional};

    #[test]
    fn one_to_four() {
        check_case(&occasional().with(|it| it.prestazione.prova_mezzi = None), &["X21"]);
        check_occasional(|benefit| benefit.prova_mezzi = Value::Unreadable("5".into()), &["X21"]);
    }
}
