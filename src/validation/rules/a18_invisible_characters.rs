//! A18: characters that no XML may hold.

use crate::records::CaseMut;
use crate::schema::{Beneficiario, IdentificazioneFlusso, PrestazioneSociale};
use crate::validation::{
    Check, Context, Fix, Grade, Report, Rule,
    texts::{benefit_texts, person_texts, sender_texts},
};

pub(super) const RULE: Rule = Rule {
    id: "A18",
    grade: Grade::Required,
    title: "Caratteri invisibili nel testo",
    why: "Nel testo ci sono caratteri di controllo, che non si vedono ma che nessun file XML può contenere: di solito vengono da un copia e incolla.",
    mend: "Riscrivere il testo, o usare la correzione proposta.",
    source: "XML 1.0, produzione 2 (caratteri ammessi)",
    checks: &[Check::Person(check), Check::Benefit(benefit), Check::Identification(sender)],
    fix: Some(Fix { label: "Togli i caratteri invisibili", apply: |case, _| drop_illegal(case) }),
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
    let suspect = |byte: u8| byte < 0x20 || byte == 0xEF;
    if !text.bytes().any(suspect) || !text.contains(is_illegal) {
        return None;
    }
    Some(format!(
        "«{}» contiene caratteri invisibili che il file non può contenere: riscriverlo.",
        text.replace(is_illegal, "")
    ))
}

fn is_illegal(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

fn drop_illegal(case: &mut CaseMut<'_>) -> bool {
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
    let mut dropped = false;
    for text in texts.into_iter().chain(needs).filter(|text| text.contains(is_illegal)) {
        text.retain(|letter| !is_illegal(letter));
        dropped = true;
    }
    dropped
}

#[cfg(test)]
mod tests {
    use crate::validation::testing::{check_case, check_ente, check_fix, sample};

    #[test]
    fn control_characters() {
        let control = sample().with(|it| {
            it.assistito.nome = "ESEMPLARIA\u{B}".into();
            it.progetto.protocollo = "2026/\u{0}004711".into();
        });
        check_case(&control, &["A18"]);
        check_fix("A18", &control);
        check_case(&sample().with(|it| it.prestazione.denominazione = "Rette \u{FFFE}del nido".into()), &["A18"]);
        check_case(&sample().with(|it| it.prestazione.denominazione = "Rette\tdel nido\u{FF21}".into()), &[]);
        check_ente(|ente| ente.denominazione = "COMUNE\u{1F}".into(), &["A18"]);
    }
}
