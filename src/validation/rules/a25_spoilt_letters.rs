//! A25: letters that came to harm on their way.

use crate::records::{CaseMut, Chi};
use crate::schema::{Attribute, Beneficiario, IdentificazioneFlusso, PrestazioneSociale};
use crate::text::spoilt::{is_spoilt, repaired};
use crate::validation::{
    Check, Context, Fix, Grade, Report, Rule,
    texts::{benefit_texts, person_texts, sender_texts},
};

pub(super) const RULE: Rule = Rule {
    id: "A25",
    grade: Grade::Advised,
    title: "Lettere rovinate nel testo",
    why: "Al posto delle lettere accentate o degli apostrofi ci sono segni che nessun nome ha (per esempio «Ã’», «&#39;» o «?»): un programma ha letto o scritto male il testo, e INPS riceverebbe un altro nome.",
    mend: "Riscrivere il testo come nel documento della persona, o usare la correzione proposta; poi correggere il programma da cui viene.",
    before: "Cognome: PROVETTI&#39;",
    after: "Cognome: PROVETTI'",
    who: Chi::Ufficio,
    source: "Controllo di coerenza di questo programma",
    checks: &[Check::Person(check), Check::Benefit(benefit), Check::Identification(sender)],
    fix: Some(Fix { label: "Ripara le lettere rovinate", apply: |case, _| repair(case) }),
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, text) in person_texts(beneficiario) {
        let of_name = matches!(attribute, Attribute::Cognome | Attribute::Nome);
        report.maybe(attribute, if of_name { spoilt_name(text) } else { spoilt(text) });
    }
}

fn benefit(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, text) in benefit_texts(prestazione) {
        report.maybe(attribute, spoilt(text));
    }
}

fn sender(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, text) in sender_texts(identificazione) {
        report.maybe(attribute, spoilt(text));
    }
}

fn spoilt(text: &str) -> Option<String> {
    is_spoilt(text).then(|| message(text, repaired(text)))
}

fn spoilt_name(text: &str) -> Option<String> {
    // Bytes settle it for nearly all names.
    let plain = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'\'' | b'-' | b'.');
    if text.bytes().all(plain) || !(is_spoilt(text) || text.contains(of_no_name)) {
        return None;
    }
    Some(message(text, right_name(text)))
}

fn message(text: &str, right: Option<String>) -> String {
    let seen: String = text.split(char::is_control).collect::<Vec<_>>().join(" ");
    match right {
        Some(right) => format!("«{seen}» ha lettere rovinate: va scritto «{right}»."),
        None => format!("«{seen}» ha lettere rovinate o perdute: riscriverlo come nel documento della persona."),
    }
}

/// The name as it was, where that is sure.
fn right_name(text: &str) -> Option<String> {
    let on_one_line = || {
        let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let right = repaired(text).unwrap_or_else(on_one_line);
    (right != text && !is_spoilt(&right) && !right.contains(of_no_name)).then_some(right)
}

/// Apostrophes, dashes and what else people put between letters, beside ASCII's own.
const LETTER_LIKE: &str = "’‘´“”«»…·°\u{2010}\u{2011}\u{2012}–—\u{2015}";

/// Marks and signs that stand where a letter was lost; tabs and line ends.
fn of_no_name(letter: char) -> bool {
    match letter {
        '?' | 'ƒ' | '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => true,
        // A18 tells of those.
        '\u{80}'..='\u{9F}' | '\u{FFFD}'..='\u{FFFF}' => false,
        letter if LETTER_LIKE.contains(letter) || ('\u{300}'..='\u{36F}').contains(&letter) => false,
        letter => !letter.is_ascii() && !letter.is_alphabetic() && !letter.is_whitespace(),
    }
}

fn repair(case: &mut CaseMut<'_>) -> bool {
    let names = [&mut case.assistito.cognome, &mut case.assistito.nome];
    let texts = [&mut case.prestazione.denominazione, &mut case.progetto.protocollo];
    let names = names.into_iter().filter(|text| spoilt_name(text).is_some()).map(|text| (right_name(text), text));
    let texts = texts.into_iter().filter(|text| is_spoilt(text)).map(|text| (repaired(text), text));
    let mut all: Vec<(Option<String>, &mut String)> = names.chain(texts).collect();
    if all.is_empty() || all.iter().any(|(right, _)| right.is_none()) {
        return false;
    }
    for (right, text) in &mut all {
        if let Some(right) = right.take() {
            **text = right;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_ente, check_fix, check_no_fix, check_person, sample};

    #[test]
    fn names_that_nobody_has() {
        for surname in ["PROVETTI&#39;", "PROVETT&Igrave;", "PROVETTÃŒ", "PROVETTI\n", "PROVETTI\tI"] {
            check_person(|person| person.anagrafica.cognome = Some(surname.into()), &["A25"]);
        }
        for surname in ["PROVETT?", "PROVETTƒ", "PROVETT√", "PROVETTÃ ", "PROVETTI▒"] {
            check_person(|person| person.anagrafica.cognome = Some(surname.into()), &["A25"]);
        }
        for surname in ["PROVETTI’", "PROVETTI-D’ÀLBA", "PROVETTÃO", "PROVETTI (N.N.)", "PROVETTI`", "PROVEŤŢI"]
        {
            check_person(|person| person.anagrafica.cognome = Some(surname.into()), &[]);
        }
    }

    #[test]
    fn what_is_sure_is_mended() {
        let escaped = sample().with(|it| {
            it.assistito.cognome = "PROVETT&Igrave;".into();
            it.assistito.nome = "ESEMPLARIA\tROSA".into();
            it.prestazione.denominazione = "Rette dellâ€™asilo".into();
        });
        check_case(&escaped, &["A25"]);
        check_fix("A25", &escaped);
        check_no_fix("A25", &escaped.with(|it| it.assistito.nome = "ESEMPLARI?".into()));
        check_ente(|ente| ente.denominazione = "COMUNE DI NICOLÃ’".into(), &[]);
    }
}
