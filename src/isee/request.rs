//! What is asked of INPS: a search a row, written by a profile.
//!
//! INPS's own bulk layout is not public: the default profile is a draft in a namespace of ours, and says so in the file.
//! Source: INPS, `ISEE_TipiComuni.xsd` (`TypeRicercaCF`), WSDL ConsultazioneISEE 2.8.

use crate::records::FiscalCode;
use crate::records::fiscal_code::normalise;
use crate::text::dates;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The benefits that a search may name besides [`OTHER`]: it is not the list of SIUSS's codes.
pub const BENEFITS: [&str; 35] = [
    "A1.01", "A1.02", "A1.03", "A1.04", "A1.05", "A1.06", "A1.07", "A1.08", "A1.09", "A1.10", "A1.11", "A1.12",
    "A1.13", "A1.14", "A1.15", "A1.16", "A1.17", "A1.18", "A1.19", "A1.20", "A2.01", "A2.02", "A2.03", "A2.04",
    "A2.05", "A2.06", "A2.07", "A2.08", "A2.09", "A2.10", "A2.11", "A2.12", "A3.01", "A3.02", "A3.03",
];
/// Any other benefit.
pub const OTHER: &str = "Z9.99";

/// A text of a profile: of the program, or made from a specimen.
type Text = Cow<'static, str>;

/// A way to write a request: its texts, with the names of values in braces.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestProfile {
    /// By which it is chosen.
    pub id: Text,
    /// How its file's name ends.
    pub extension: Text,
    /// Whether each row is a document by itself.
    pub each_alone: bool,
    pub(super) opening: Text,
    pub(super) row: Text,
    pub(super) closing: Text,
}

/// A profile of the program's own.
#[derive(Debug)]
pub struct ProgramProfile {
    /// By which an operator chooses it.
    pub label: &'static str,
    /// What to do with a file that it wrote: only one made from a specimen of INPS's is for the portal.
    pub advice: &'static str,
    /// How it writes.
    pub profile: RequestProfile,
}

/// The profiles; the first is used where none is chosen.
pub static PROFILES: &[ProgramProfile] = &[
    ProgramProfile {
        label: "XML (bozza, non conforme a un tracciato INPS pubblicato)",
        advice: "Questo file è una bozza: il portale INPS non lo prende, perché il tracciato della richiesta massiva non è pubblico. Con un campione di INPS («Profilo della richiesta») il programma scrive il file che INPS prende; intanto questo serve per controllare chi si chiede.",
        profile: RequestProfile {
            id: Cow::Borrowed("bozza"),
            extension: Cow::Borrowed("xml"),
            each_alone: false,
            opening: Cow::Borrowed(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<RichiestaConsultazioneISEE xmlns=\"urn:siuss-kit:isee-richiesta:bozza-1\" Avvertenza=\"Bozza, non conforme a un tracciato INPS pubblicato\" Identificatore=\"{identificatore}\" CodiceEnte=\"{ente}\" Data=\"{oggi}\">\n",
            ),
            row: Cow::Borrowed(
                "  <RicercaCF xmlns=\"http://inps.it/ISEERiforma\" CodiceFiscale=\"{codice_fiscale}\" DataValidita=\"{validita}\" PrestazioneDaErogare=\"{prestazione}\" ProtocolloDomandaEnteErogatore=\"{protocollo}\" StatodomandaPrestazione=\"{stato}\"/>\n",
            ),
            closing: Cow::Borrowed("</RichiestaConsultazioneISEE>\n"),
        },
    },
    ProgramProfile {
        label: "CSV delle righe",
        advice: "Il CSV serve a chi fa la richiesta con un altro programma, o una persona per volta: il portale INPS non lo prende.",
        profile: RequestProfile {
            id: Cow::Borrowed("csv"),
            extension: Cow::Borrowed("csv"),
            each_alone: false,
            opening: Cow::Borrowed(
                "CodiceFiscale;DataValidita;PrestazioneDaErogare;ProtocolloDomandaEnteErogatore;StatodomandaPrestazione\r\n",
            ),
            row: Cow::Borrowed("{codice_fiscale};{validita};{prestazione};{protocollo};{stato}\r\n"),
            closing: Cow::Borrowed(""),
        },
    },
    ProgramProfile {
        label: "SOAP, una richiesta per riga (zip)",
        advice: "Lo zip ha una richiesta per persona, per il programma con cui l'ente interroga il servizio ISEE di INPS: il portale non lo prende.",
        profile: RequestProfile {
            id: Cow::Borrowed("soap"),
            extension: Cow::Borrowed("zip"),
            each_alone: true,
            opening: Cow::Borrowed("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            row: Cow::Borrowed(
                "<con:ConsultazioneAttestazione xmlns:con=\"http://inps.it/ConsultazioneISEE\"><con:request><con:RicercaCF><con:CodiceFiscale>{codice_fiscale}</con:CodiceFiscale><con:DataValidita>{validita}</con:DataValidita><con:PrestazioneDaErogare>{prestazione}</con:PrestazioneDaErogare><con:ProtocolloDomandaEnteErogatore>{protocollo}</con:ProtocolloDomandaEnteErogatore><con:StatodomandaPrestazione>{stato}</con:StatodomandaPrestazione></con:RicercaCF></con:request></con:ConsultazioneAttestazione>\n",
            ),
            closing: Cow::Borrowed(""),
        },
    },
];

/// `{Ente}{AAAA-MM-GG}{NNNNNNNN}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identificatore {
    ente: String,
    day: NaiveDate,
    number: u32,
}

impl Identificatore {
    /// `None` where the ente's code is not 1 to 32 letters and digits: it becomes part of a file's name.
    #[must_use]
    pub fn new(ente: &str, day: NaiveDate, number: u32) -> Option<Self> {
        let fine = (1..=32).contains(&ente.len()) && ente.bytes().all(|byte| byte.is_ascii_alphanumeric());
        fine.then(|| Self { ente: ente.to_owned(), day, number })
    }

    /// What INPS gives back to find a row again: unique, and nothing personal. `index` from 0.
    #[must_use]
    pub fn protocollo(&self, index: usize) -> String {
        format!("{self}-{:06}", index + 1)
    }
}

impl std::fmt::Display for Identificatore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}{:08}", self.ente, dates::iso(self.day), self.number)
    }
}

/// One search, fit to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    codice_fiscale: String,
    validita: NaiveDate,
    prestazione: &'static str,
    granted: bool,
}

impl Search {
    /// What to ask of a person for a benefit (SIUSS's code) of a day; of none: of today.
    ///
    /// # Errors
    /// The rule that the fiscal code breaks: INPS would search for nobody.
    pub fn new(
        codice_fiscale: &str,
        codice: &str,
        day: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<Self, &'static str> {
        let codice_fiscale = normalise(codice_fiscale);
        let code = FiscalCode::read(&codice_fiscale).ok_or("X10")?;
        if !code.checked() {
            return Err(if code.person().is_some() { "A01" } else { "A04" });
        }
        if code.person().is_some_and(|it| it.omocodia().any(|position| matches!(position, 7 | 8 | 10 | 11))) {
            return Err("A03");
        }
        let day = day.unwrap_or(today);
        Ok(Self { codice_fiscale, validita: day, prestazione: benefit(codice), granted: day <= today })
    }

    /// The person.
    #[must_use]
    pub fn codice_fiscale(&self) -> &str {
        &self.codice_fiscale
    }

    /// The day at which the ISEE must be valid.
    #[must_use]
    pub fn validita(&self) -> NaiveDate {
        self.validita
    }

    /// `PrestazioneDaErogare`.
    #[must_use]
    pub fn prestazione(&self) -> &'static str {
        self.prestazione
    }
}

/// The benefit that a search names for one of SIUSS's codes.
#[must_use]
pub fn benefit(codice: &str) -> &'static str {
    // A1.05.01 is a kind of A1.05.
    let family = codice.trim().get(..5).unwrap_or_default();
    BENEFITS.into_iter().find(|code| code.eq_ignore_ascii_case(family)).unwrap_or(OTHER)
}

/// The documents of a request, each with a name that tells nothing personal.
#[must_use]
pub fn write(profile: &RequestProfile, identificatore: &Identificatore, searches: &[Search]) -> Vec<(String, Vec<u8>)> {
    let name = identificatore.to_string();
    let around = |text: &str| {
        text.replace("{identificatore}", &name)
            .replace("{ente}", &identificatore.ente)
            .replace("{oggi}", &dates::iso(identificatore.day))
            .replace("{righe}", &searches.len().to_string())
    };
    let (opening, closing) = (around(&profile.opening), around(&profile.closing));
    let mut documents = Vec::new();
    let mut text = opening.clone();
    for (index, search) in searches.iter().enumerate() {
        let protocol = identificatore.protocollo(index);
        let row = profile
            .row
            .replace("{codice_fiscale}", &search.codice_fiscale)
            .replace("{validita}", &dates::iso(search.validita))
            .replace("{prestazione}", search.prestazione)
            .replace("{protocollo}", &protocol)
            .replace("{stato}", if search.granted { "Erogata" } else { "Da Erogare" });
        text.push_str(&row);
        if profile.each_alone {
            text.push_str(&closing);
            documents.push((format!("{protocol}.xml"), std::mem::replace(&mut text, opening.clone()).into_bytes()));
        }
    }
    if !profile.each_alone {
        text.push_str(&closing);
        documents.push((format!("{name}.{}", profile.extension), text.into_bytes()));
    }
    documents
}
