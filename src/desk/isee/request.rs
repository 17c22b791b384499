//! The ISEE consultations on the wire: what is asked of them, and what is shown.

use crate::desk::page::{Page, Part};
pub use crate::isee::purpose::Purpose;
use crate::records::{ConsultazioneId, EnteId, Posto, ProgettoId, StatoConsultazione};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum IseeRequest {
    /// Cases that INPS can be asked about. Answer: [`IseeAnswer::Richiesta`].
    Richiesta(RichiestaQuery),
    /// The same as a workbook. Answer: `Answer::File`.
    RichiestaSheet(RichiestaQuery),
    /// *Conferma*: makes the request file. Answer: [`IseeAnswer::Fatta`].
    Chiedi {
        /// The query; its part is of no matter.
        query: RichiestaQuery,
        /// Just these cases of it; empty for all that do not wait for an answer already.
        only: Vec<ProgettoId>,
        /// *Ente intestatario dell'XML*.
        ente: EnteId,
        /// The profile that writes it.
        profilo: String,
    },
    /// The file of a request. Answer: `Answer::File`.
    File {
        /// The request.
        id: ConsultazioneId,
    },
    /// The request profiles. Answer: [`IseeAnswer::Profili`].
    Profili,
    /// Looks at a specimen of INPS's (its bytes travel beside). Answer: [`IseeAnswer::Campione`].
    Campione,
    /// Keeps the profile that a specimen makes (its bytes travel beside). Answer: [`IseeAnswer::Profili`].
    SalvaProfilo {
        /// Its name; an older one of this name is replaced.
        nome: String,
    },
    /// Forgets a profile. Answer: [`IseeAnswer::Profili`].
    EliminaProfilo {
        /// Its name.
        nome: String,
    },
    /// Loads files of INPS's answers, whose bytes travel beside one after the other. Answer: [`IseeAnswer::Caricata`].
    Carica {
        /// Name and size of each.
        files: Vec<(String, u32)>,
    },
    /// *Gestione consultazioni XML*: the requests. Answer: [`IseeAnswer::Richieste`].
    Richieste(RichiesteQuery),
    /// *Gestione Consultazioni*: the people asked about. Answer: [`IseeAnswer::Consultazioni`].
    Consultazioni(ConsultazioniQuery),
    /// The same as a workbook. Answer: `Answer::File`.
    ConsultazioniSheet(ConsultazioniQuery),
    /// Which indicator counts for which benefit. Answer: [`IseeAnswer::Indicatori`].
    Indicatori,
    /// The office's decision on one of them. Answer: `Answer::Done`.
    DecidiIndicatore {
        /// Code of the benefit, as INPS is asked about it.
        codice: String,
        /// What counts for it.
        indicatore: Purpose,
    },
    /// The operator's decision on rows. Answer: `Answer::Done`.
    Decidi {
        /// Request and index of the row.
        righe: Vec<Posto>,
        /// INPS's ISEE, or ours.
        inps: bool,
    },
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum IseeAnswer {
    /// Cases.
    Richiesta(Box<RichiestaPage>),
    /// A request was made.
    Fatta(RichiestaFatta),
    /// Request profiles.
    Profili(Vec<ProfiloView>),
    /// A specimen.
    Campione(Box<CampioneView>),
    /// Answers were loaded.
    Caricata(Box<CaricataView>),
    /// Requests.
    Richieste(Box<Page<RichiestaView>>),
    /// People asked about.
    Consultazioni(Box<ConsultazioniPage>),
    /// Benefits with their indicators.
    Indicatori(Vec<IndicatoreView>),
}

/// A benefit that INPS is asked about, and which indicator counts for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatoreView {
    /// Its code.
    pub codice: String,
    /// Its name.
    pub denominazione: String,
    /// What the law names.
    pub di_legge: Purpose,
    /// What the office decided otherwise.
    pub deciso: Option<Purpose>,
}

/// *Assistito*, field by field; what is blank looks for nobody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AssistitoQuery {
    /// Key of the person.
    pub codice: String,
    /// Surname, or part of it.
    pub cognome: String,
    /// Name, or part of it.
    pub nome: String,
    /// Fiscal code, or part of it.
    pub codice_fiscale: String,
}

/// *Dati protocollo* of the case, field by field; what is blank looks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProtocolloQuery {
    /// Year.
    pub anno: Option<u16>,
    /// Number of the case, or part of its *protocollo principale*.
    pub numero: String,
    /// Date.
    pub data: Option<NaiveDate>,
}

/// The filters of *Generazione XML di richiesta*.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RichiestaQuery {
    /// Whose cases: those of the ente that asks; `None` for all.
    pub ente: Option<EnteId>,
    /// *Anno progetto*; `None` for all.
    pub anno: Option<u16>,
    /// *Tipo di progetto sociale*; empty for all.
    pub tipo: String,
    /// *Comune del progetto*; empty for all.
    pub comune: String,
    /// *Visualizza anche elementi chiusi*.
    pub chiusi: bool,
    /// *Assistito*.
    pub assistito: AssistitoQuery,
    /// Only cases of which a benefit waits for an ISEE.
    pub solo_senza: bool,
    /// Which part of what is found.
    pub part: Part,
}

/// A page of cases.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RichiestaPage {
    /// "Trovate N righe", and those of this page.
    pub list: Page<RichiestaRow>,
    /// Those that can be asked about, and do not wait for an answer already.
    pub pronti: u32,
    /// Searches that asking about them makes.
    pub righe: u32,
    /// Years to choose from.
    pub anni: Vec<u16>,
    /// Types to choose from.
    pub tipi: Vec<String>,
    /// Comuni to choose from.
    pub comuni: Vec<String>,
}

/// A case that INPS may be asked about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RichiestaRow {
    /// Its key.
    pub id: ProgettoId,
    /// *Stato*: APERTA, CHIUSA.
    pub stato: String,
    /// Whose.
    pub assistito: String,
    /// Fiscal code.
    pub codice_fiscale: String,
    /// *Progetto Sociale*.
    pub progetto: String,
    /// *Comune*.
    pub comune: String,
    /// *Oggetto*: its benefits, a line each.
    pub oggetto: Vec<String>,
    /// *Anomalie*.
    pub anomalie: Vec<String>,
    /// Whether it cannot be asked about.
    pub bloccato: bool,
    /// Whether it was asked about, and waits for an answer or for a decision on it.
    pub in_attesa: bool,
}

/// A request just made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RichiestaFatta {
    /// Its key.
    pub id: ConsultazioneId,
    /// Its identifier.
    pub identificatore: String,
    /// Name of its file.
    pub file: String,
    /// Rows of it.
    pub righe: u32,
    /// Cases that were chosen and cannot be asked about.
    pub lasciati: u32,
    /// What to do with the file.
    pub che_fare: String,
}

/// A way to write a request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProfiloView {
    /// By which it is chosen.
    pub id: String,
    /// In words.
    pub label: String,
    /// Made from a specimen: it can be deleted.
    pub proprio: bool,
}

/// What a specimen shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CampioneView {
    /// Name of the element that is repeated.
    pub elemento: String,
    /// How often.
    pub volte: u32,
    /// What is filled in, and where.
    pub campi: Vec<String>,
    /// What is not found in it.
    pub mancano: Vec<String>,
    /// The request as it would be, with invented values.
    pub prova: String,
}

/// What files of answers did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CaricataView {
    /// Answers in them.
    pub risposte: u32,
    /// Why files were not read, a sentence each.
    pub illeggibili: Vec<String>,
    /// Rows confirmed at once.
    pub automatiche: u32,
    /// Rows to be decided.
    pub da_gestire: u32,
    /// Rows without an ISEE.
    pub errori: u32,
    /// Rows that had the answer already.
    pub note: u32,
    /// Benefits that got their ISEE.
    pub completate: u32,
    /// Answers of no row.
    pub senza_riga: u32,
    /// The first of them, in words.
    pub estranee: Vec<String>,
    /// Rows of the same requests that still wait.
    pub senza_risposta: u32,
    /// The first of them, in words.
    pub attese: Vec<String>,
}

/// The filters of *Gestione consultazioni XML*.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RichiesteQuery {
    /// *Esito*: ricevuto or not; `None` for all.
    pub ricevute: Option<bool>,
    /// *Consultazioni generate a partire dal*.
    pub dal: Option<NaiveDate>,
    /// *Ente intestatario dell'XML*; `None` for all.
    pub ente: Option<EnteId>,
    /// Which part of what is found.
    pub part: Part,
}

/// A request, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RichiestaView {
    /// Its key.
    pub id: ConsultazioneId,
    /// *Esito*: whether an answer was loaded.
    pub ricevuta: bool,
    /// How many of its rows have one, and when it was loaded.
    pub esito: String,
    /// *Identificatore Richiesta*.
    pub identificatore: String,
    /// When and by whom it was made.
    pub creata: String,
    /// *Anno*.
    pub anno: String,
    /// *Tipo pratica*.
    pub tipi: String,
    /// *Ente*.
    pub ente: String,
    /// Name of its file.
    pub file: String,
}

/// The filters of *Gestione Consultazioni*.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConsultazioniQuery {
    /// *Assistito*.
    pub assistito: AssistitoQuery,
    /// *Dati protocollo*.
    pub protocollo: ProtocolloQuery,
    /// *Ente intestatario dell'XML*; `None` for all.
    pub ente: Option<EnteId>,
    /// Type of case; empty for all.
    pub tipo: String,
    /// *Codice INPS prestazione da erogare*; empty for all.
    pub codice: String,
    /// State; `None` for all.
    pub stato: Option<StatoConsultazione>,
    /// Which part of what is found.
    pub part: Part,
}

/// A page of people asked about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConsultazioniPage {
    /// "Trovate N righe", and those of this page.
    pub list: Page<ConsultazioneRow>,
    /// Rows at all.
    pub all: u32,
    /// How many of all stand how.
    pub stati: Vec<(StatoConsultazione, u32)>,
    /// Types of case to choose from.
    pub tipi: Vec<String>,
    /// Benefits to choose from.
    pub codici: Vec<String>,
}

/// A person asked about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConsultazioneRow {
    /// The request, and the index of the row.
    pub posto: Posto,
    /// *Stato*.
    pub stato: StatoConsultazione,
    /// *Assistito*.
    pub assistito: String,
    /// Fiscal code asked about.
    pub codice_fiscale: String,
    /// *Pratica associata*.
    pub pratica: String,
    /// Its key; `None` where it is gone.
    pub progetto: Option<ProgettoId>,
    /// *Prestazione richiesta*: "A1.05 - Contributi economici per alloggio".
    pub prestazione: String,
    /// Identifier of the request, and the day asked for.
    pub richiesta: String,
    /// Why it stands so, a sentence each.
    pub motivi: Vec<String>,
    /// *Esito consultazione*: ours and INPS's.
    pub confronto: Vec<ConfrontoIsee>,
}

/// One value, ours and INPS's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConfrontoIsee {
    /// What.
    pub campo: String,
    /// Ours; may be empty.
    pub nostro: String,
    /// INPS's.
    pub inps: String,
    /// Whether ours is filled, and different.
    pub diverso: bool,
}
