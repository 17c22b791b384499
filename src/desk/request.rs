//! All that the page can ask of the archive worker, and all that it can answer: a sum of what each screen asks and is told.

use super::anagrafe::request::{AnagrafeAnswer, AnagrafeRequest};
use super::conservazione::request::{ConservazioneAnswer, ConservazioneRequest};
use super::cruscotto::request::Cruscotto;
use super::destination::Destination;
use super::drafts::{Drafts, DraftsRequest};
use super::enti::request::{EnteView, EntiRequest};
use super::esiti::request::{EsitiAnswer, EsitiRequest};
use super::estratto::request::{EstrattoAnswer, EstrattoRequest};
use super::fascicolo::request::{Fascicolo, FascicoloRequest};
use super::flussi::request::{FlussiAnswer, FlussiRequest};
use super::guida::RuleView;
use super::importa::request::{ImportaAnswer, ImportaRequest, MappingView};
use super::invio::request::{InvioAnswer, InvioRequest};
use super::isee::request::{IseeAnswer, IseeRequest};
use super::registro::request::{RegistroPage, RegistroRequest};
use super::safekeeping::request::{KeepingState, SafekeepingAnswer, SafekeepingRequest};
use super::stampe::request::{StampeAnswer, StampeRequest};
use super::verifica::request::Verifica;
use crate::archive::action::ActionId;
use crate::archive::demo::Added;
use crate::records::EnteId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// First of all, and where the archive is closed: opens it. Answer: [`Answer::Opened`].
    Open {
        /// The page's [`VERSION`](super::VERSION).
        version: String,
    },
    /// Opens an archive that is locked. Answer: [`Answer::Opened`].
    Unlock {
        /// Its passphrase, or its recovery key.
        phrase: String,
    },
    /// All that is in memory, as a file: where it cannot be stored. Answer: [`Answer::File`].
    SaveMemory,
    /// *Impostazioni*.
    Enti(EntiRequest),
    /// *Importa prestazioni*.
    Importa(ImportaRequest),
    /// People, cases and benefits by hand.
    Anagrafe(AnagrafeRequest),
    /// *Confronto con l'anagrafe*.
    Estratto(EstrattoRequest),
    /// All that the archive has on a person.
    Fascicolo(FascicoloRequest),
    /// *Invio Prestazioni*.
    Invio(InvioRequest),
    /// *Stampa*, and *Gestione stampe*.
    Stampe(StampeRequest),
    /// *Gestione flussi*: what becomes of a flow after it is made.
    Flussi(FlussiRequest),
    /// *Esiti INPS*.
    Esiti(EsitiRequest),
    /// The ISEE consultations.
    Isee(IseeRequest),
    /// *Registro attività*.
    Registro(RegistroRequest),
    /// How the archive is kept: copies, passphrase.
    Safekeeping(SafekeepingRequest),
    /// What is half-typed, and not saved.
    Drafts(DraftsRequest),
    /// How long cases are kept.
    Conservazione(ConservazioneRequest),
    /// Checks an XML (its bytes travel beside). Answer: [`Answer::Verifica`].
    Verifica {
        /// For the report.
        file_name: String,
        /// For application cooperation rather than the portal's upload.
        waas: bool,
    },
    /// Says what a dropped file is (its bytes travel beside). Answer: [`Answer::Recognised`], or [`Answer::Refused`]
    /// with what it is instead.
    Recognise {
        /// For the refusal.
        file_name: String,
    },
    /// Where all benefits stand. Answer: [`Answer::Cruscotto`].
    Cruscotto,
    /// The catalogue of rules. Answer: [`Answer::Rules`].
    Rules,
    /// Fills an empty archive with an invented office. Answer: [`Answer::Done`].
    LoadDemo,
    /// Takes the invented office out; what was added to it stays. Answer: [`Answer::Done`], or [`Answer::DemoHolds`] where
    /// something was and nobody said that they know.
    RemoveDemo {
        /// Whether the operator was told what stays.
        confirmed: bool,
    },
    /// Takes an action back, as far as nobody changed since what it did. Answer: [`Answer::Done`], which says what was left.
    Undo {
        /// Which: `Reply::action`.
        action: ActionId,
    },
}

/// What the worker answers: any number of `Progress`, then one of the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// How far a long job is.
    Progress {
        /// What is being done, in Italian.
        what: String,
        /// Steps done.
        done: u32,
        /// Steps in all; 0 where it is not known.
        total: u32,
    },
    /// The archive is open.
    Opened(Opened),
    /// The request could not be granted; nothing was changed. One or more sentences for the operator.
    Refused {
        /// What, where, what to do.
        reasons: Vec<String>,
    },
    /// Another tab, or a full disk: the archive was reloaded as it is stored. The page must ask anew.
    Reloaded {
        /// Why, and what to do.
        reason: String,
    },
    /// The archive is closed: it cannot be read as it is stored, so nothing of it may be shown. Whatever is asked is
    /// answered so, but for [`Request::Open`], which tries again, and [`Request::SaveMemory`].
    Closed {
        /// Why, and what to do.
        reason: String,
        /// Whether there is something in memory to be saved.
        in_memory: bool,
    },
    /// The archive is locked, and nothing of it is in memory. Whatever is asked is answered so, but for
    /// [`Request::Unlock`].
    Locked,
    /// Done; nothing to show but the sentence.
    Done {
        /// What was done.
        message: String,
    },
    /// A file; its bytes travel beside.
    File {
        /// Suggested name.
        name: String,
        /// MIME type.
        mime: String,
    },
    /// What is half-typed, page by page.
    Drafts(Vec<Drafts>),
    /// The enti as they are now.
    Enti(Vec<EnteView>),
    /// *Importa prestazioni*.
    Importa(ImportaAnswer),
    /// People, cases and benefits by hand.
    Anagrafe(Box<AnagrafeAnswer>),
    /// *Confronto con l'anagrafe*.
    Estratto(Box<EstrattoAnswer>),
    /// All that the archive has on a person.
    Fascicolo(Box<Fascicolo>),
    /// *Invio Prestazioni*.
    Invio(InvioAnswer),
    /// *Stampa*, and *Gestione stampe*.
    Stampe(StampeAnswer),
    /// *Gestione flussi*.
    Flussi(FlussiAnswer),
    /// *Esiti INPS*.
    Esiti(EsitiAnswer),
    /// The ISEE consultations.
    Isee(IseeAnswer),
    /// *Registro attività*.
    Registro(Box<RegistroPage>),
    /// How the archive is kept.
    Safekeeping(SafekeepingAnswer),
    /// How long cases are kept.
    Conservazione(Box<ConservazioneAnswer>),
    /// The report on an XML.
    Verifica(Box<Verifica>),
    /// The screen that takes a file.
    Recognised(Destination),
    /// The catalogue of rules.
    Rules(Vec<RuleView>),
    /// Where all benefits stand.
    Cruscotto(Box<Cruscotto>),
    /// Something was added to the demonstration: nothing was taken out yet.
    DemoHolds(Added),
}

/// What the page needs to begin.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Opened {
    /// The worker's [`VERSION`](super::VERSION).
    pub version: String,
    /// The enti.
    pub enti: Vec<EnteView>,
    /// The import profiles.
    pub profiles: Vec<MappingView>,
    /// People, benefits, benefits to be sent, generations.
    pub counts: Counts,
    /// The revision of what is stored.
    pub revision: u64,
    /// What could not be restored, or kept (in-memory archive), in Italian.
    pub warnings: Vec<String>,
    /// Whether a part cannot be read: then nothing is sent (*Stampa* is refused).
    pub damaged: bool,
    /// Whether the archive is in memory only, and lost with the page.
    pub in_memory: bool,
    /// The worker's day.
    pub today: Option<NaiveDate>,
    /// The operator in use: an ente of theirs, and their fiscal code. `None`: each ente's first.
    pub operatore: Option<(EnteId, String)>,
    /// How it is kept.
    pub keeping: KeepingState,
}

/// How much the archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// People.
    pub assistiti: u32,
    /// Benefits.
    pub prestazioni: u32,
    /// Benefits not sent yet.
    pub da_inviare: u32,
    /// Benefits to be taken back with the next flow.
    pub da_cancellare: u32,
    /// Generations.
    pub stampe: u32,
    /// Flows that the portal loaded, and that wait for INPS's answers.
    pub flussi_in_attesa: u32,
}

/// Each screen's requests are requests, and its answers answers.
macro_rules! of_screens {
    ($($screen:ident: $request:ident $(, $answer:ident)?;)+) => {$(
        impl From<$request> for Request {
            fn from(request: $request) -> Self {
                Self::$screen(request)
            }
        }
        $(impl From<$answer> for Answer {
            fn from(answer: $answer) -> Self {
                Self::$screen(answer.into())
            }
        })?
    )+};
}

of_screens! {
    Enti: EntiRequest;
    Importa: ImportaRequest, ImportaAnswer;
    Anagrafe: AnagrafeRequest, AnagrafeAnswer;
    Estratto: EstrattoRequest, EstrattoAnswer;
    Fascicolo: FascicoloRequest, Fascicolo;
    Invio: InvioRequest, InvioAnswer;
    Stampe: StampeRequest, StampeAnswer;
    Flussi: FlussiRequest, FlussiAnswer;
    Esiti: EsitiRequest, EsitiAnswer;
    Isee: IseeRequest, IseeAnswer;
    Registro: RegistroRequest, RegistroPage;
    Safekeeping: SafekeepingRequest, SafekeepingAnswer;
    Conservazione: ConservazioneRequest, ConservazioneAnswer;
}
