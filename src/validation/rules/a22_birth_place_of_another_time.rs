//! A22: a birth place that was not there at birth.

use crate::codes::comuni;
use crate::records::{Chi, FiscalCode};
use crate::schema::{Attribute, Beneficiario};
use crate::text::dates;
use crate::validation::{Check, Context, Grade, Report, Rule};
use chrono::Datelike;
use chrono::NaiveDate;

pub(super) const RULE: Rule = Rule {
    id: "A22",
    grade: Grade::Advised,
    title: "Comune di nascita che a quella data non esisteva",
    why: "Il comune indicato come luogo di nascita era già soppresso, o non era ancora nato, quando è nata la persona.",
    mend: "Controllare la data e il comune di nascita sul documento; i comuni soppressi conservano il proprio codice.",
    before: "Data di nascita: 12/04/1988; Comune o stato di nascita: A003 (soppresso nel 1928)",
    after: "Data di nascita: 12/04/1988; Comune o stato di nascita: G478 (Perugia)",
    who: Chi::Anagrafe,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Person(check)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let anagrafica = &beneficiario.anagrafica;
    let code = match beneficiario.codice_fiscale.as_deref().and_then(FiscalCode::read) {
        Some(FiscalCode::Person(code)) => Some(code),
        _ => None,
    };
    let Some(birth) = anagrafica.nascita.or_else(|| code?.birth_date(context.today)) else { return };
    let luogo = anagrafica.luogo_nascita.as_deref();
    if let Some(message) = luogo.and_then(|luogo| not_there(luogo, birth)) {
        report.at(Attribute::LuogoNascita, message);
        return;
    }
    let told = code.map(|code| code.place_bytes());
    if let Some(told) = told.as_ref().and_then(|told| std::str::from_utf8(told).ok())
        && luogo != Some(told)
    {
        report.maybe(Attribute::CodiceFiscale, not_there(told, birth));
    }
}

fn not_there(luogo: &str, birth: NaiveDate) -> Option<String> {
    let periods = comuni::by_belfiore(luogo);
    let (first, last) = (periods.first()?, periods.last()?);
    match last.al {
        Some(al) if birth > al => Some(format!(
            "Il comune di nascita {} ({luogo}) non esisteva più dal {}: controllare la data o il comune di nascita.",
            last.label(),
            dates::italian(al)
        )),
        // Older first days are those of the archive rather than of the comune.
        _ if birth < first.dal && first.dal.year() >= 1925 => Some(format!(
            "Il comune di nascita {} ({luogo}) esiste dal {}, dopo la nascita: controllare la data o il comune di nascita.",
            first.label(),
            dates::italian(first.dal)
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, sample};

    #[test]
    fn comuni_come_and_go() {
        let born_in = |place: &str| {
            sample().with(|it| {
                it.assistito.codice_fiscale = "00743110157".into();
                it.assistito.luogo_nascita = place.into();
            })
        };
        check_case(&born_in("A003"), &["A22"]);
        check_case(&born_in("M329"), &["A22"]);
        check_case(&born_in("H501"), &[]);
        check_case(&born_in("Z129"), &[]);
    }
}
