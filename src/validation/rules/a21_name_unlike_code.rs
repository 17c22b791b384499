//! A21: a surname or a name that the fiscal code tells otherwise.

use crate::records::{Assistito, Chi, FiscalCode, fiscal_code};
use crate::schema::{Attribute, Beneficiario};
use crate::validation::{Check, Context, Fix, Grade, Report, Rule, rule::present};

pub(super) const RULE: Rule = Rule {
    id: "A21",
    grade: Grade::Advised,
    title: "Cognome o nome diversi dal codice fiscale",
    why: "Le prime sei lettere del codice fiscale vengono dal cognome e dal nome: se non coincidono, INPS di solito scarta la riga.",
    mend: "Controllare cognome e nome sul documento: spesso sono scambiati, abbreviati, o manca il secondo nome.",
    before: "Codice fiscale: PRVSPL88D52G478R; Cognome: ESEMPLARIA; Nome: PROVETTI",
    after: "Codice fiscale: PRVSPL88D52G478R; Cognome: PROVETTI; Nome: ESEMPLARIA",
    who: Chi::Anagrafe,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Person(check)],
    fix: Some(Fix { label: "Scambia cognome e nome", apply: |case, _| swap(case.assistito) }),
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let anagrafica = &beneficiario.anagrafica;
    if let (Some(cognome), Some(nome)) = (present(&anagrafica.cognome), present(&anagrafica.nome))
        && let Some(FiscalCode::Person(code)) = beneficiario.codice_fiscale.as_deref().and_then(FiscalCode::read)
        && code.fits(cognome, nome) == Some(false)
    {
        let message = if code.fits(nome, cognome) == Some(true) {
            format!("Cognome «{cognome}» e nome «{nome}» sembrano scambiati: il codice fiscale li dice al contrario.")
        } else {
            format!(
                "A «{cognome} {nome}» corrisponderebbero le lettere {}, ma il codice fiscale comincia con {}: controllare.",
                fiscal_code::name_letters(cognome, nome),
                code.letters()
            )
        };
        report.at(Attribute::Cognome, message);
    }
}

/// Swaps surname and name, where the code says that they are.
fn swap(assistito: &mut Assistito) -> bool {
    let swapped = FiscalCode::read(&assistito.codice_fiscale)
        .and_then(|code| code.person().copied())
        .is_some_and(|code| code.fits(&assistito.nome, &assistito.cognome) == Some(true));
    if swapped {
        std::mem::swap(&mut assistito.cognome, &mut assistito.nome);
    }
    swapped
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_fix, check_no_fix, sample};

    #[test]
    fn six_letters() {
        let other = sample().with(|it| it.assistito.nome = "ESEMPIA".into());
        check_case(&other, &["A21"]);
        check_no_fix("A21", &other);
        check_case(&sample().with(|it| it.assistito.cognome = "Đurić".into()), &[]);
    }

    #[test]
    fn swapped_names_are_swapped_back() {
        let swapped = sample().with(|it| std::mem::swap(&mut it.assistito.cognome, &mut it.assistito.nome));
        check_case(&swapped, &["A21"]);
        check_fix("A21", &swapped);
    }
}
