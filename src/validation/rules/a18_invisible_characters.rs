//! A18: characters that no XML may hold, or no text.

use crate::records::{CaseMut, Chi};
use crate::schema::{Beneficiario, IdentificazioneFlusso, PrestazioneSociale};
use crate::text::charset::Encoding;
use crate::validation::{
    Check, Context, Fix, Grade, Report, Rule,
    texts::{benefit_texts, person_texts, sender_texts},
};

pub(super) const RULE: Rule = Rule {
    id: "A18",
    grade: Grade::Required,
    title: "Caratteri invisibili o perduti nel testo",
    why: "Nel testo ci sono caratteri di controllo, che non si vedono e che nessun testo ha, oppure il segno «\u{FFFD}», che un programma scrive al posto di una lettera che non ha saputo leggere: il file sarebbe rifiutato, o porterebbe un altro nome.",
    mend: "Riscrivere il testo, o usare la correzione proposta.",
    before: "Cognome: PROVETT\u{FFFD}",
    after: "Cognome: PROVETTI",
    who: Chi::Ufficio,
    source: "XML 1.0, produzione 2 (caratteri ammessi)",
    checks: &[Check::Person(check), Check::Benefit(benefit), Check::Identification(sender)],
    fix: Some(Fix { label: "Togli i caratteri invisibili", apply: |case, _| tidy(case) }),
};

fn check(beneficiario: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, text) in person_texts(beneficiario) {
        report.maybe(attribute, illegal(text));
    }
}

fn benefit(prestazione: &PrestazioneSociale<'_>, _: &Beneficiario<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, text) in benefit_texts(prestazione) {
        report.maybe(attribute, illegal(text));
    }
}

fn sender(identificazione: &IdentificazioneFlusso<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, text) in sender_texts(identificazione) {
        report.maybe(attribute, illegal(text));
    }
}

fn illegal(text: &str) -> Option<String> {
    // Bytes settle it for nearly all texts.
    let suspect = |byte: u8| byte < 0x20 || matches!(byte, 0xC2 | 0xEF);
    if !text.bytes().any(suspect) || !text.contains(is_illegal) {
        return None;
    }
    Some(format!(
        "«{}» contiene caratteri invisibili o perduti, che il testo non può contenere: riscriverlo.",
        tidied(text)
    ))
}

fn is_illegal(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{80}'..='\u{9F}' | LOST | '\u{FFFE}' | '\u{FFFF}')
}

/// What stands for a letter that could not be read.
const LOST: char = char::REPLACEMENT_CHARACTER;

/// The text without its controls; those that are Windows-1252's letters, read as ISO 8859-1, become what they were.
fn tidied(text: &str) -> String {
    let letter = |letter: char| match u8::try_from(letter) {
        Ok(byte @ 0x80..=0x9F) => {
            Encoding::Windows1252.decode(&[byte]).chars().next().filter(|letter| !letter.is_control())
        }
        _ => Some(letter).filter(|letter| *letter == LOST || !is_illegal(*letter)),
    };
    text.chars().filter_map(letter).collect()
}

fn tidy(case: &mut CaseMut<'_>) -> bool {
    let (assistito, prestazione) = (&mut *case.assistito, &mut *case.prestazione);
    let texts = [
        &mut assistito.codice_fiscale,
        &mut assistito.cognome,
        &mut assistito.nome,
        &mut assistito.luogo_nascita,
        &mut assistito.cittadinanza,
        &mut assistito.seconda_cittadinanza,
        &mut assistito.nazione_residenza,
        &mut assistito.comune_residenza,
        &mut prestazione.codice,
        &mut prestazione.denominazione,
        &mut prestazione.dsu.protocollo,
        &mut case.progetto.protocollo,
    ];
    let needs = prestazione.sina.iter_mut().flat_map(|sina| &mut sina.necessita);
    let mut illegal: Vec<&mut String> =
        texts.into_iter().chain(needs).filter(|text| text.contains(is_illegal)).collect();
    // Nobody knows what a lost letter was.
    if illegal.is_empty() || illegal.iter().any(|text| text.contains(LOST)) {
        return false;
    }
    for text in &mut illegal {
        **text = tidied(text);
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_ente, check_fix, check_no_fix, sample};

    #[test]
    fn control_characters() {
        let control = sample().with(|it| {
            it.assistito.nome = "ESEMPLARIA\u{B}".into();
            it.progetto.protocollo = "2026/\u{0}004711".into();
        });
        check_case(&control, &["A18"]);
        check_fix("A18", &control);
        let of_windows = sample().with(|it| it.assistito.cognome = "PROVETTI\u{92}\u{81}".into());
        check_case(&of_windows, &["A18"]);
        check_fix("A18", &of_windows);
        let lost = sample().with(|it| it.assistito.cognome = "PROVETT\u{FFFD}".into());
        check_case(&lost, &["A18"]);
        check_no_fix("A18", &lost);
        check_case(&sample().with(|it| it.prestazione.denominazione = "Rette \u{FFFE}del nido".into()), &["A18"]);
        check_case(&sample().with(|it| it.prestazione.denominazione = "Rette\tdel nido\u{FF21}".into()), &[]);
        check_ente(|ente| ente.denominazione = "COMUNE\u{1F}".into(), &["A18"]);
    }
}
