//! A02: birth data that the fiscal code tells otherwise.

use super::s11_omocodia_in_birth_place::undone;
use crate::records::{Chi, FiscalCode};
use crate::schema::{Attribute, Beneficiario};
use crate::text::dates;
use crate::validation::{Check, Context, Grade, Report, Rule, rule::belfiore_shaped};
use chrono::Datelike;

pub(super) const RULE: Rule = Rule {
    id: "A02",
    grade: Grade::Advised,
    title: "Dati di nascita diversi dal codice fiscale",
    why: "Anno, giorno, sesso e luogo di nascita sono scritti anche nel codice fiscale: se non coincidono, uno dei due è sbagliato. Restano possibili casi particolari, come la rettifica del sesso.",
    mend: "Confrontare la scheda con il documento della persona e correggere il dato sbagliato.",
    before: "Data di nascita: 12/04/1989; Codice fiscale: PRVSPL88D52G478R",
    after: "Data di nascita: 12/04/1988; Codice fiscale: PRVSPL88D52G478R",
    who: Chi::Anagrafe,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(FiscalCode::Person(code)) = beneficiario.codice_fiscale.as_deref().and_then(FiscalCode::read) else {
        return;
    };
    let anagrafica = &beneficiario.anagrafica;
    if let Some(anno) = anagrafica.anno_nascita.get() {
        let born = anagrafica.nascita.zip(code.birth_date(context.today));
        if anno % 100 != u16::from(code.birth_year()) {
            report.at(
                Attribute::AnnoNascita,
                format!(
                    "L'anno di nascita è {anno}, ma il codice fiscale dice {:02}: correggere il dato sbagliato.",
                    code.birth_year()
                ),
            );
        } else if let Some((typed, told)) = born
            && (typed.month(), typed.day()) != (told.month(), told.day())
        {
            report.at(
                Attribute::AnnoNascita,
                format!(
                    "La data di nascita è {}, ma il codice fiscale dice {:02}/{:02}: correggere il dato sbagliato.",
                    dates::italian(typed),
                    told.day(),
                    told.month()
                ),
            );
        }
    }
    if let Some(genere) = anagrafica.genere.get()
        && genere != code.genere()
    {
        report.at(
            Attribute::Genere,
            format!(
                "Il sesso è «{}», ma il codice fiscale dice «{}»: controllare.",
                genere.label(),
                code.genere().label()
            ),
        );
    }
    if let Some(luogo) = anagrafica.luogo_nascita.as_deref()
        && !is_place(luogo, code.place_bytes())
        && undone(luogo).is_none_or(|luogo| !is_place(&luogo, code.place_bytes()))
        && luogo.chars().count() == 4
        && (belfiore_shaped(luogo) || undone(luogo).is_some())
    {
        report.at(
            Attribute::LuogoNascita,
            format!(
                "Il luogo di nascita è {luogo}, ma il codice fiscale dice {}: correggere il dato sbagliato.",
                code.place()
            ),
        );
    }
}

fn is_place(luogo: &str, told: [u8; 4]) -> bool {
    luogo.as_bytes().eq_ignore_ascii_case(&told)
}

#[cfg(test)]
mod tests {
    use crate::codes::Genere;
    use crate::validation::testing::{check_case, day, sample};

    #[test]
    fn card_and_code_agree() {
        check_case(&sample().with(|it| it.assistito.nascita = Some(day("1989-04-12"))), &["A02"]);
        check_case(&sample().with(|it| it.assistito.nascita = Some(day("1988-04-13"))), &["A02"]);
        check_case(&sample().with(|it| it.assistito.genere = Some(Genere::Maschio)), &["A02"]);
        check_case(&sample().with(|it| it.assistito.luogo_nascita = "H501".into()), &["A02"]);
    }

    #[test]
    fn omocodia_is_undone() {
        // The code of the sample with 8 -> U in its last digit.
        check_case(&sample().with(|it| it.assistito.codice_fiscale = "PRVSPL88D52G47UO".into()), &[]);
    }
}
