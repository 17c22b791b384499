//! M03: a code of Trento and Bolzano elsewhere.

use crate::codes::comuni;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, PrestazioneSociale};
use crate::validation::{Check, Context, Grade, Report, Rule};

pub(super) const RULE: Rule = Rule {
    id: "M03",
    grade: Grade::Advised,
    title: "Codice riservato alle Province di Trento e Bolzano",
    why: "Il codice A1.04.03 è per le misure delle Province autonome di Trento e di Bolzano.",
    mend: "Per un altro contributo a integrazione del reddito usare A1.04.",
    before: "Codice prestazione: A1.04.03 (ente di Perugia)",
    after: "Codice prestazione: A1.04",
    who: Chi::Ufficio,
    source: "Messaggio INPS 1244 del 18/03/2022",
    checks: &[Check::Benefit(check)],
    fix: None,
};

fn check(
    prestazione: &PrestazioneSociale<'_>,
    beneficiario: &Beneficiario<'_>,
    context: &Context<'_>,
    report: &mut Report<'_>,
) {
    if prestazione.codice.as_deref() != Some("A1.04.03") {
        return;
    }
    let elsewhere = if let Some(sede) = context.ente.and_then(|ente| comuni::latest(&ente.sede)) {
        !matches!(sede.provincia, "TN" | "BZ")
    } else {
        let mut regions = beneficiario.indirizzi.iter().filter_map(|indirizzo| indirizzo.regione.as_deref()).peekable();
        regions.peek().is_some() && regions.all(|regione| !matches!(regione, "03" | "18"))
    };
    if elsewhere {
        report.at(
            Attribute::CodicePrestazione,
            "Il codice A1.04.03 è solo per le Province di Trento e Bolzano: di norma va usato A1.04.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_xml, sample};

    #[test]
    fn trento_and_bolzano_only() {
        let code = sample().with(|it| it.prestazione.codice = "A1.04.03".into());
        check_case(&code, &["M03"]);
        check_xml(&code, |_| {}, &["M03"]);
        check_case(&code.with(|it| it.ente.as_mut().unwrap().sede = "L378".into()), &[]);
    }
}
