//! What INPS's messages mean: one row a message, recognised case, accents, spaces and punctuation apart.
//! Sources: the operators' manual (four messages of the discard sheet), WaaS specification 2.0.1 (one).

use crate::records::Chi;
use crate::text::fold;

/// What became of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Classe {
    /// INPS has it.
    Acquisita,
    /// INPS has it, without its DSU.
    AcquisitaSenzaDsu,
    /// INPS does not have it.
    Scartata,
    /// The answer does not say, or says it in words that nobody has seen yet.
    Sconosciuta,
}

impl Classe {
    /// The word for other programs.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Acquisita => "acquisita",
            Self::AcquisitaSenzaDsu => "acquisita_senza_dsu",
            Self::Scartata => "scartata",
            Self::Sconosciuta => "sconosciuta",
        }
    }

    /// Whether INPS has it.
    #[must_use]
    pub fn acquired(self) -> bool {
        matches!(self, Self::Acquisita | Self::AcquisitaSenzaDsu)
    }
}

/// What an answer means to who sent the benefit.
#[derive(Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Its name, under which it is stored: never renamed.
    pub id: &'static str,
    /// In a few words.
    pub title: &'static str,
    /// As INPS writes it; empty where it has no words of its own.
    pub example: &'static str,
    /// What became of it.
    pub classe: Classe,
    /// Whether it is said of the person, and so of all that the flow sent of them.
    pub of_person: bool,
    /// Whether it only follows from an error that another row reports.
    pub consequence: bool,
    /// Who must act.
    pub chi: Chi,
    /// Why INPS says so.
    pub explanation: &'static str,
    /// What to do.
    pub action: &'static str,
    /// A value of which INPS says so, with its label or as in the file; empty where there is nothing to mend.
    pub before: &'static str,
    /// The same, mended.
    pub after: &'static str,
}

/// What of a benefit a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oggetto {
    /// Fiscal code, surname and name.
    Persona,
    /// The code of a comune, of birth or of residence.
    Comune,
}

/// A message that is known.
pub(super) struct Known {
    /// It is this message where all phrases of any one of these are in it (letters and digits alone, upper case).
    signs: &'static [&'static [&'static str]],
    /// What it is about, where sending it again unchanged would be refused again.
    oggetto: Option<Oggetto>,
    pub(super) meaning: Meaning,
}

/// Errors first, then what only follows from them: a text with both is that of its error.
pub(super) const KNOWN: &[Known] = &[
    Known {
        signs: &[
            &["NONCORRISPOND", "SUARCA"],
            &["NONCORRISPOND", "ANAGRAFETRIBUTARIA"],
            &["CODICEFISCALEONOMEOCOGNOMENONCORRISPOND"],
        ],
        oggetto: Some(Oggetto::Persona),
        meaning: Meaning {
            id: "arca",
            title: "Persona non trovata su ARCA",
            example: "CODICE FISCALE o NOME o COGNOME NON CORRISPONDENTE SU ARCA E ANAGRAFE TRIBUTARIA",
            classe: Classe::Scartata,
            of_person: true,
            consequence: false,
            chi: Chi::Anagrafe,
            explanation: "È l'errore più comune: codice fiscale, nome e cognome non sono, insieme, quelli di una persona dell'Anagrafe tributaria. La prestazione non è acquisita.",
            action: "Verificare codice fiscale, cognome e nome con l'anagrafe del comune e correggerli; poi «Predisponi per un nuovo invio» e inviare di nuovo.",
            before: "Codice fiscale: PRVSPL88D52G478R; Nome: ESEMPLARIA",
            after: "Codice fiscale: PRVSPL88D52G478R; Nome: ESEMPLARIA ROSA (come in anagrafe)",
        },
    },
    Known {
        signs: &[&["CODICECOMUNENONTROVAT"], &["NONTROVAT", "ANAGRAFICACOMUNI"]],
        oggetto: Some(Oggetto::Comune),
        meaning: Meaning {
            id: "comune",
            title: "Codice comune non trovato",
            example: "CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI",
            classe: Classe::Scartata,
            of_person: true,
            consequence: false,
            chi: Chi::Ufficio,
            explanation: "Un codice di comune, di nascita o di residenza, non è tra quelli che INPS conosce. La prestazione non è acquisita.",
            action: "Correggere il codice del comune, di nascita o di residenza; poi «Predisponi per un nuovo invio» e inviare di nuovo.",
            before: r#"CodiceComune="540039""#,
            after: r#"CodiceComune="054039""#,
        },
    },
    Known {
        signs: &[&["INCOOPERAZIONE", "SOLOUNBENEFICIARIO"]],
        oggetto: None,
        meaning: Meaning {
            id: "un_beneficiario",
            title: "Più di un beneficiario in cooperazione",
            example: "In cooperazione è possibile inviare solo un beneficiario e una prestazione sociale",
            classe: Classe::Scartata,
            of_person: false,
            consequence: false,
            chi: Chi::Ufficio,
            explanation: "In cooperazione applicativa (WaaS) ogni flusso porta un solo beneficiario e una sola prestazione. Il flusso non è acquisito.",
            action: "Preparare un flusso per ogni prestazione («Predisponi per un nuovo invio») e inviare di nuovo, oppure caricare lo stesso flusso dal portale INPS.",
            before: "Un flusso con 2 prestazioni",
            after: "Due flussi, con una prestazione ciascuno",
        },
    },
    Known {
        signs: &[&["NONACQUISITA", "ANOMALIENELFORMATO"], &["NONACQUISITA", "ERRORIPRECEDENTEMENTESEGNALATI"]],
        oggetto: None,
        meaning: Meaning {
            id: "conseguenza",
            title: "Conseguenza di un altro errore",
            example: "PRESTAZIONE NON ACQUISITA PER ANOMALIE NEL FORMATO DEL FLUSSO (errori precedentemente segnalati)",
            classe: Classe::Scartata,
            of_person: false,
            consequence: true,
            chi: Chi::Ufficio,
            explanation: "La prestazione non è acquisita come conseguenza di un errore che INPS segnala in un'altra riga.",
            action: "Correggere l'errore segnalato nell'altra riga; poi «Predisponi per un nuovo invio» e inviare di nuovo.",
            before: "",
            after: "",
        },
    },
    Known {
        signs: &[&["ACQUISITASENZAPROTOCOLLODSU"], &["ACQUISITASENZADSU"]],
        oggetto: None,
        meaning: Meaning {
            id: "senza_dsu",
            title: "Acquisita senza DSU",
            example: "Prestazione acquisita senza protocollo DSU per non trovata corrispondenza su ISEE",
            classe: Classe::AcquisitaSenzaDsu,
            of_person: false,
            consequence: false,
            chi: Chi::Nessuno,
            explanation: "INPS ha acquisito la prestazione, ma non ha trovato la sua DSU nella banca dati ISEE.",
            action: "Niente da fare: la prestazione è acquisita, senza il protocollo della DSU.",
            before: "",
            after: "",
        },
    },
];

/// A message that is not known.
pub(super) static UNKNOWN: Meaning = Meaning {
    id: "sconosciuto",
    title: "Messaggio non conosciuto",
    example: "",
    classe: Classe::Sconosciuta,
    of_person: false,
    consequence: false,
    chi: Chi::Ufficio,
    explanation: "Questo messaggio non è ancora tra quelli conosciuti: non dice con certezza se la prestazione è acquisita.",
    action: "Leggere il messaggio e cercare la prestazione nel Cruscotto di verifica di INPS; se non risulta acquisita, correggerla, poi «Predisponi per un nuovo invio» e inviare di nuovo.",
    before: "",
    after: "",
};

/// A message is far shorter; a longer text is a hostile one.
const MOST_LETTERS: usize = 4_000;

fn entry(message: &str) -> Option<&'static Known> {
    let message: String = message.chars().take(MOST_LETTERS).collect();
    let text = fold(&message).replace(' ', "");
    KNOWN.iter().find(|known| known.signs.iter().any(|sign| shows(&text, sign, known.meaning.classe)))
}

/// What a message means; `None` where it is not known.
#[must_use]
pub(super) fn known(message: &str) -> Option<&'static Meaning> {
    entry(message).map(|it| &it.meaning)
}

/// What INPS's words mean, in a few of ours; `None` where they are not known.
#[must_use]
pub fn title(message: &str) -> Option<&'static str> {
    known(message).map(|it| it.title)
}

/// What INPS's words are about; `None` where they are of something else, or not known.
#[must_use]
pub fn about(message: &str) -> Option<Oggetto> {
    entry(message)?.oggetto
}

/// Whether INPS's words only follow from an error that another row reports: of what they refuse there is nothing to mend.
#[must_use]
pub fn only_follows(message: &str) -> bool {
    known(message).is_some_and(|it| it.consequence)
}

/// Good news counts only where nothing before it says *non*.
fn shows(text: &str, sign: &[&str], classe: Classe) -> bool {
    sign.iter().all(|phrase| text.find(phrase).is_some_and(|at| !classe.acquired() || !text[..at].contains("NON")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(message: &str, classe: Classe, consequence: bool) {
        let meaning = known(message).unwrap_or(&UNKNOWN);
        assert_eq!((meaning.classe, meaning.consequence), (classe, consequence), "{message}");
    }

    #[test]
    fn messages_that_are_known() {
        use Classe::{AcquisitaSenzaDsu, Scartata};
        for (message, classe, consequence) in [
            (
                "Prestazione acquisita senza protocollo DSU per non trovata corrispondenza su ISEE",
                AcquisitaSenzaDsu,
                false,
            ),
            ("CODICE FISCALE o NOME o COGNOME NON CORRISPONDENTE SU ARCA E ANAGRAFE TRIBUTARIA", Scartata, false),
            ("CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI", Scartata, false),
            (
                "PRESTAZIONE NON ACQUISITA PER ANOMALIE NEL FORMATO DEL FLUSSO (errori precedentemente segnalati)",
                Scartata,
                true,
            ),
            ("In cooperazione è possibile inviare solo un beneficiario e una prestazione sociale", Scartata, false),
        ] {
            for written in [
                message.to_owned(),
                message.to_lowercase(),
                message.to_uppercase(),
                format!(" « {} » . ", message.replace(' ', " \u{a0} ")),
                message.replace(' ', "_"),
                message.replace(' ', ""),
                message.replace(" o ", "/").replace('e', "é"),
            ] {
                if !written.contains('/') {
                    check(&written, classe, consequence);
                }
            }
        }
        check("Codice fiscale, nome, cognome: non corrispondenti su ARCA", Scartata, false);
        check("Prestazione A2.18 acquisita senza DSU", AcquisitaSenzaDsu, false);
    }

    #[test]
    fn an_error_counts_more_than_its_consequence() {
        let both = "Prestazione non acquisita per anomalie nel formato del flusso; codice comune non trovato";
        check(both, Classe::Scartata, false);
    }

    #[test]
    fn what_a_refusal_is_about() {
        for (message, oggetto) in [
            (
                "CODICE FISCALE o NOME o COGNOME NON CORRISPONDENTE SU ARCA E ANAGRAFE TRIBUTARIA",
                Some(Oggetto::Persona),
            ),
            ("CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI", Some(Oggetto::Comune)),
            ("PRESTAZIONE NON ACQUISITA PER ANOMALIE NEL FORMATO DEL FLUSSO", None),
            ("Messaggio mai visto", None),
        ] {
            assert_eq!(about(message), oggetto, "{message}");
        }
    }

    #[test]
    fn no_news_is_not_good_news() {
        for message in [
            "",
            "Prestazione non acquisita senza protocollo DSU",
            "La prestazione non è stata acquisita senza protocollo DSU",
            "Prestazione acquisita",
            "Codice comune corretto",
            "Messaggio mai visto",
        ] {
            check(message, Classe::Sconosciuta, false);
        }
    }

    #[test]
    fn phrases_are_written_as_texts_are_compared() {
        for phrase in KNOWN.iter().flat_map(|known| known.signs.iter().copied().flatten()) {
            assert_eq!(fold(phrase), *phrase);
        }
        let meanings = || KNOWN.iter().map(|known| &known.meaning).chain([&UNKNOWN]);
        assert!(meanings().all(|it| it.explanation.ends_with('.') && it.action.ends_with('.')));
    }
}
