//! P15: a code that its table does not have.

use super::a16_comune_no_more::resolve;
use crate::codes::nazioni;
use crate::records::Chi;
use crate::schema::{Attribute, Beneficiario, IdentificazioneFlusso, Indirizzo};
use crate::validation::{
    Check, Context, Grade, Report, Rule,
    rule::{belfiore_shaped, digits},
};

pub(super) const RULE: Rule = Rule {
    id: "P15",
    grade: Grade::Expected,
    title: "Codice che non è negli elenchi",
    why: "Regione, comune, nazione e cittadinanza si scrivono con i codici che INPS indica: la regione con quelli da 01 (Abruzzo) a 21 (Veneto), che non sono i codici ISTAT; il comune con il codice ISTAT; nazioni e cittadinanze con il codice ISO. Con un codice sbagliato la persona finisce in un altro luogo.",
    mend: "Scegliere dall'elenco nella scheda dell'assistito. Se la nazione non è nota si scrive 990.",
    before: r#"CodiceComune="054039" CodiceRegione="10" (codice ISTAT dell'Umbria)"#,
    after: r#"CodiceComune="054039" CodiceRegione="19""#,
    who: Chi::Ufficio,
    source: "Specifica tecnica WaaS SIUSS 2.0.1, pagine 14 e 15",
    checks: &[Check::Person(check), Check::Identification(seat)],
    fix: None,
};

fn check(beneficiario: &Beneficiario<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let anagrafica = &beneficiario.anagrafica;
    for (attribute, code, name) in [
        (Attribute::Cittadinanza, &anagrafica.cittadinanza, "la cittadinanza"),
        (Attribute::SecondaCittadinanza, &anagrafica.seconda_cittadinanza, "la seconda cittadinanza"),
    ] {
        if let Some(code) = unknown_nation(code.as_deref()) {
            report.at(
                attribute,
                format!("Il codice {code} per {name} non esiste: sceglierla dall'elenco, o scrivere 990."),
            );
        }
    }
    if let Some(luogo) = anagrafica.luogo_nascita.as_deref()
        && luogo.chars().count() == 4
        && !belfiore_shaped(luogo)
        && super::s11_omocodia_in_birth_place::undone(luogo).is_none()
    {
        report.at(
            Attribute::LuogoNascita,
            format!("«{luogo}» non è un codice catastale (una lettera e tre cifre): scegliere il luogo di nascita dall'elenco."),
        );
    }
    for (index, indirizzo) in beneficiario.indirizzi.iter().enumerate() {
        if let Some(code) = unknown_nation(indirizzo.nazione.as_deref()) {
            let message = format!(
                "Il codice {code} per la nazione di residenza non esiste: sceglierla dall'elenco, o scrivere 990."
            );
            report.at_address(index, Attribute::Nazione, message);
        }
        let Some(comune) = indirizzo.comune.as_deref() else {
            if let Some(code) = unknown_region(indirizzo) {
                report.at_address(index, Attribute::Regione, no_region(code));
            }
            continue;
        };
        let found = resolve(indirizzo).map(|(comune, _)| comune);
        if found.is_none() && (context.on_records() || digits(Some(comune), "", 6).is_none()) {
            let message = format!(
                "Il comune di residenza «{comune}» non è tra i codici ISTAT, né di oggi né di prima: sceglierlo dall'elenco."
            );
            report.at_address(index, Attribute::Comune, message);
        }
        if let Some(code) = unknown_region(indirizzo) {
            report.at_address(index, Attribute::Regione, no_region(code));
        } else if let (Some(found), Some(regione)) = (found, indirizzo.regione.as_deref())
            && let Some(right) = found.regione_flusso()
            && regione == found.regione
            && regione != right
        {
            let message = format!("La regione {regione} è il codice ISTAT: per {} INPS vuole {right}.", found.label());
            report.at_address(index, Attribute::Regione, message);
        }
    }
}

fn seat(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some(sede) = identificazione.ente.indirizzo.as_deref()
        && sede.chars().count() == 4
        && !belfiore_shaped(sede)
    {
        report.at(
            Attribute::EnteIndirizzo,
            format!("«{sede}» non è il codice catastale di un comune (una lettera e tre cifre): scriverlo nelle Impostazioni."),
        );
    }
}

/// A code of the right shape that no nation has; other shapes are X16's, X17's and X19's.
fn unknown_nation(code: Option<&str>) -> Option<&str> {
    code.filter(|code| *code != nazioni::NON_DISPONIBILE && nazioni::by_iso(code).is_none())
        .filter(|code| digits(Some(code), "", 3).is_none())
}

/// Two digits that no region has; other shapes are X18's.
fn unknown_region<'a>(indirizzo: &'a Indirizzo<'_>) -> Option<&'a str> {
    let code = indirizzo.regione.as_deref()?;
    (digits(Some(code), "", 2).is_none() && !("01"..="21").contains(&code)).then_some(code)
}

fn no_region(code: &str) -> String {
    format!("Il codice di regione {code} non esiste: va da 01 (Abruzzo) a 21 (Veneto).")
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_ente, check_person, sample};

    #[test]
    fn regions() {
        check_person(|person| person.indirizzi[0].regione = Some("10".into()), &["A15", "P15"]);
        check_person(|person| person.indirizzi[0].regione = Some("21".into()), &["A15"]);
        for none in ["00", "22"] {
            check_person(|person| person.indirizzi[0].regione = Some(none.into()), &["P15"]);
        }
    }

    #[test]
    fn comuni() {
        check_person(|person| person.indirizzi[0].comune = Some("999999".into()), &["P15"]);
        check_case(&sample().with(|it| it.assistito.comune_residenza = "999999".into()), &["P15"]);
        check_case(&sample().with(|it| it.assistito.comune_residenza = "Atlantide".into()), &["P15", "X19"]);
    }

    #[test]
    fn nations() {
        for (code, expected) in [("381", &["P15"][..]), ("990", &[]), ("008", &[])] {
            check_case(&sample().with(|it| it.assistito.cittadinanza = code.into()), expected);
            check_case(&sample().with(|it| it.assistito.seconda_cittadinanza = code.into()), expected);
            check_case(
                &sample().with(|it| it.assistito.nazione_residenza = code.into()),
                &[expected, &["S10"]].concat(),
            );
        }
    }

    #[test]
    fn belfiore_codes() {
        check_ente(|ente| ente.sede = "ROMA".into(), &["P15"]);
        check_case(&sample().with(|it| it.assistito.luogo_nascita = "ROMA".into()), &["P15"]);
    }
}
