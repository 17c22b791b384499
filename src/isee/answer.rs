//! One answer about one person: the indicator that is theirs, and nothing about anybody else.

use crate::records::Amount;
use crate::text::dates;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What INPS says of one search, for the person asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a sentence of INPS's answer")]
pub struct Risposta {
    /// The person asked about, upper case; `None` where the answer names nobody.
    pub codice_fiscale: Option<String>,
    /// The ente's own key of the row, which INPS echoes.
    pub protocollo_domanda: Option<String>,
    /// The benefit asked for, which INPS echoes.
    pub prestazione: Option<String>,
    /// The day at which it was to be valid, which INPS echoes.
    pub validita: Option<NaiveDate>,
    /// How it went.
    pub esito: Esito,
    /// The amounts of the indicator.
    pub valori: Valori,
    /// Which indicator.
    pub tipo: Option<TipoIndicatore>,
    /// Whether it is of the reduced household.
    pub ridotto: bool,
    /// `INPS-ISEE-2026-00000001A-00`.
    pub protocollo_dsu: Option<String>,
    /// Day of the declaration.
    pub data_presentazione: Option<NaiveDate>,
    /// Last day on which it is valid.
    pub scadenza: Option<NaiveDate>,
    /// Whether it is an ISEE corrente, which expires sooner.
    pub corrente: bool,
    /// Whether the tax office found omissions or discrepancies.
    pub difformita: bool,
    /// Whether another indicator might be the person's: somebody must look.
    pub dubbio: bool,
    /// The other indicators of the person, each with its value.
    pub altri_indicatori: Vec<(TipoIndicatore, Option<Amount>)>,
    /// The same of the others whom an attestation without a search names; empty where INPS says whom it is about.
    pub altri: Vec<Risposta>,
}

impl Risposta {
    /// An answer with nothing in it but how it went.
    pub(super) fn empty(esito: Esito) -> Self {
        Self {
            codice_fiscale: None,
            protocollo_domanda: None,
            prestazione: None,
            validita: None,
            esito,
            valori: Valori::default(),
            tipo: None,
            ridotto: false,
            protocollo_dsu: None,
            data_presentazione: None,
            scadenza: None,
            corrente: false,
            difformita: false,
            dubbio: false,
            altri_indicatori: Vec::new(),
            altri: Vec::new(),
        }
    }

    /// Whether INPS found and said something definite: an ISEE, or that there can be none.
    #[must_use]
    pub fn settled(&self) -> bool {
        match self.esito {
            Esito::Ok => self.valori.isee.is_some(),
            Esito::NonCalcolabile => true,
            _ => false,
        }
    }
}

/// The amounts of an indicator, in euro.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Valori {
    /// The indicator itself.
    pub isee: Option<Amount>,
    /// Indicator of the economic situation, before the scale.
    pub ise: Option<Amount>,
    /// Its share by income.
    pub isr: Option<Amount>,
    /// Its share by assets.
    pub isp: Option<Amount>,
    /// Scale of equivalence.
    pub scala: Option<Decimal>,
}

impl Valori {
    /// Out of the attributes of an element.
    pub(super) fn of(attribute: impl Fn(&str) -> Option<String>) -> Self {
        let said = |name| attribute(name).and_then(|text| amount(&text));
        Self {
            isee: said("ISEE"),
            ise: said("ISE"),
            isr: said("ISR"),
            isp: said("ISP"),
            scala: said("ScalaEquivalenza").map(Amount::decimal),
        }
    }
}

/// A number as the schema wants it; anything else is none.
pub(super) fn amount(text: &str) -> Option<Amount> {
    text.trim().parse().ok()
}

/// A day, without the time or zone that some services write after it; anything else is none.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    dates::read_iso(text.trim().get(..10)?)
}

/// How a search went, in the words of INPS's service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Esito {
    /// Found.
    Ok,
    /// The search itself is wrong.
    RichiestaInvalida,
    /// No declaration, or none that speaks of this person.
    DatiNonTrovati,
    /// INPS's archive was closed.
    DatabaseOffline,
    /// INPS's fault.
    ErroreInterno,
    /// The check that was asked for failed.
    RiscontroNonValido,
    /// Found, and the indicator cannot be computed.
    NonCalcolabile,
    /// Found, and the only indicator is the one of 2026 for some benefits of INPS's own.
    SoloFamiglia,
    /// A word that is not in the service's list.
    Altro(String),
}

impl Esito {
    /// Out of the service's word.
    pub(super) fn of(word: &str) -> Self {
        let known = [
            Self::Ok,
            Self::RichiestaInvalida,
            Self::DatiNonTrovati,
            Self::DatabaseOffline,
            Self::ErroreInterno,
            Self::RiscontroNonValido,
            Self::NonCalcolabile,
            Self::SoloFamiglia,
        ];
        known.into_iter().find(|esito| esito.as_str() == word).unwrap_or_else(|| Self::Altro(word.to_owned()))
    }

    /// The service's word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ok => "OK",
            Self::RichiestaInvalida => "RICHIESTA_INVALIDA",
            Self::DatiNonTrovati => "DATI_NON_TROVATI",
            Self::DatabaseOffline => "DATABASE_OFFLINE",
            Self::ErroreInterno => "ERRORE_INTERNO",
            Self::RiscontroNonValido => "RISCONTRO_NON_VALIDO",
            Self::NonCalcolabile => "NON_CALCOLABILE",
            Self::SoloFamiglia => "SOLO_FAMIGLIA_E_INCLUSIONE",
            Self::Altro(word) => word,
        }
    }

    /// What it means where there is no ISEE, and what to do.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Ok => "INPS ha risposto senza un valore ISEE: controllare l'attestazione sul portale INPS.",
            Self::RichiestaInvalida => {
                "INPS non accetta la richiesta: controllare codice fiscale, data e prestazione, poi chiedere di nuovo."
            }
            Self::DatiNonTrovati => {
                "INPS non trova una DSU valida per questa persona nel giorno chiesto: farla presentare, o controllare il codice fiscale, poi chiedere di nuovo."
            }
            Self::DatabaseOffline | Self::ErroreInterno => {
                "Il servizio di INPS non era disponibile: ripetere la richiesta."
            }
            Self::RiscontroNonValido => {
                "INPS non conferma i dati inviati: controllare codice fiscale e protocollo della DSU."
            }
            Self::NonCalcolabile => {
                "L'ISEE che serve non è calcolabile: la DSU va completata (per esempio con l'altro genitore), poi chiedere di nuovo."
            }
            Self::SoloFamiglia => {
                "INPS dà solo l'ISEE per le prestazioni familiari e per l'inclusione, che vale per prestazioni di INPS e non per quelle di un comune: serve l'ISEE ordinario, o quello specifico della prestazione; verificare la DSU, poi chiedere di nuovo."
            }
            Self::Altro(word) => {
                return format!("INPS ha risposto «{word}», che non è tra gli esiti noti: controllare sul portale INPS.");
            }
        }
        .to_owned()
    }
}

/// Which indicator, in the words of INPS's `TypeTipoIndicatore`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TipoIndicatore {
    /// The household's.
    Ordinario,
    /// For benefits to minors.
    Minorenne,
    /// For the right to study at university.
    Universitario,
    /// For benefits of social and health care.
    SocioSanitario,
    /// For doctoral students.
    Dottorato,
    /// For residential care.
    Residenziale,
    /// Since 2026, for families and inclusion: five benefits of INPS's own, and none of a comune
    /// (law 199/2025, art. 1 c. 208).
    Famiglia,
}

impl TipoIndicatore {
    const ALL: [Self; 6] = [
        Self::Ordinario,
        Self::Minorenne,
        Self::Universitario,
        Self::SocioSanitario,
        Self::Dottorato,
        Self::Residenziale,
    ];

    /// Out of INPS's word, case apart; the one of [`Self::Famiglia`] is not public.
    pub(super) fn of(word: &str) -> Option<Self> {
        let lower = word.to_lowercase();
        if lower.contains("famigli") || lower.contains("familiar") || lower.contains("inclusione") {
            return Some(Self::Famiglia);
        }
        Self::ALL.into_iter().find(|tipo| tipo.as_str().eq_ignore_ascii_case(word.trim()))
    }

    /// INPS's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ordinario => "Ordinario",
            Self::Minorenne => "Minorenne",
            Self::Universitario => "Universitario",
            Self::SocioSanitario => "SocioSanitario",
            Self::Dottorato => "Dottorato",
            Self::Residenziale => "Residenziale",
            Self::Famiglia => "Famiglia",
        }
    }
}
