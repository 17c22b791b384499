//! All that the page can ask of the archive worker, and all that it can answer.
//!
//! Everything here is plain data that crosses the border as bytes ([`wire`]); file contents travel beside it as bytes.

pub mod anagrafe;
pub mod bench;
mod demo;
pub mod desk;
mod esiti;
pub mod esiti_view;
mod flussi;
pub mod flussi_view;
mod import;
pub mod invio;
pub mod isee;
mod keeping;
pub mod lettura;
pub mod raccolta;
pub mod recognise;
pub mod registro;
pub mod scarti;
pub mod stampe;
mod undo;
mod verifica;
pub mod view;
pub mod wire;

pub use crate::archive::action::ActionId;
pub use crate::archive::demo::Added;
pub use crate::records::Moment;
use crate::records::{Ente, EnteId, PrestazioneId};
use chrono::NaiveDate;
use esiti_view::{EsitiAnswer, EsitiRequest};
use flussi_view::{FlussiAnswer, FlussiRequest};
use isee::view::{IseeAnswer, IseeRequest};
use lettura::StampaRead;
use registro::{RegistroPage, RegistroQuery};
use serde::{Deserialize, Serialize};
use stampe::StampaOpen;
use view::{
    Column, EnteView, ImportCheck, ImportDone, ImportFilter, ImportPreview, InvioPage, InvioQuery, Profile, RuleView,
    StampaView, Stamped, Verifica,
};

/// Page and worker say this to each other first: a stale one from a cache is told, not mixed.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "/4");

/// What is said where page and worker are of two versions.
pub const STALE: &str = "La pagina aperta è di una versione diversa da quella del programma: ricaricarla con Ctrl+F5.";

/// What the worker says unasked, as a word rather than a message: a page of another version must understand it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// Its first: it is there, and of this version. To a page of another one nothing more it says would be heard.
    Ready(String),
    /// It stored something, and this is the revision now.
    Stored(u64),
    /// Another tab stored something.
    Changed,
    /// Its last: it trapped, could not be fetched, or was closed. `archive.mjs` says this too.
    Ended,
}

impl Word {
    /// As it is said.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Ready(version) => format!("ready {version}"),
            Self::Stored(revision) => format!("stored {revision}"),
            Self::Changed => "changed".to_owned(),
            Self::Ended => "ended".to_owned(),
        }
    }

    /// As it is heard; `None` for what no worker of ours says.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text.split_once(' ') {
            Some(("ready", version)) => Some(Self::Ready(version.to_owned())),
            Some(("stored", revision)) => revision.parse().ok().map(Self::Stored),
            None if text == "changed" => Some(Self::Changed),
            None if text == "ended" => Some(Self::Ended),
            _ => None,
        }
    }
}

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// First of all, and where the archive is closed: opens it. Answer: [`Answer::Opened`].
    Open {
        /// The page's [`VERSION`].
        version: String,
    },
    /// All that is in memory, as a file: where it cannot be stored. Answer: [`Answer::File`].
    SaveMemory,

    /// Adds an ente (`id` absent) or changes one. Answer: [`Answer::Enti`], or [`Answer::Refused`] with the findings.
    SaveEnte {
        /// Which; `None` for a new one.
        id: Option<EnteId>,
        /// Its data.
        ente: Ente,
    },
    /// Removes an ente that no case belongs to. Answer: [`Answer::Enti`].
    DeleteEnte {
        /// Which.
        id: EnteId,
    },
    /// Chooses the operator in use: who signs, and whose name the journal has. Answer: [`Answer::Done`].
    ChooseOperatore {
        /// An ente that they work for.
        ente: EnteId,
        /// Their fiscal code.
        codice_fiscale: String,
    },

    /// Reads a benefit sheet (its bytes travel beside). Answer: [`Answer::ImportPreview`].
    ImportOpen {
        /// For messages, and to recognise a saved profile.
        file_name: String,
    },
    /// Chooses another sheet of the open workbook. Answer: [`Answer::ImportPreview`].
    ImportSheet {
        /// Its name.
        name: String,
    },
    /// Changes what the columns mean, and shows the effect. Answer: [`Answer::ImportPreview`].
    ImportMapping {
        /// All columns.
        columns: Vec<Column>,
    },
    /// Applies a saved profile. Answer: [`Answer::ImportPreview`].
    ImportProfile {
        /// Its name.
        name: String,
    },
    /// Reads all rows and says how each would end; writes nothing. Answer: [`Answer::ImportCheck`].
    ImportCheck {
        /// The ente of rows that name none.
        ente: EnteId,
        /// Which rows to show.
        filter: ImportFilter,
        /// Page from 0, and rows a page.
        page: u32,
        /// Rows a page.
        per_page: u32,
    },
    /// *Conferma*: writes all rows that can be read, or none. Answer: [`Answer::ImportDone`].
    ImportConfirm,
    /// Forgets the open sheet. Answer: [`Answer::Done`].
    ImportDrop,
    /// Keeps the present mapping under a name. Answer: [`Answer::Profiles`].
    SaveProfile {
        /// The name; an older profile of this name is replaced.
        name: String,
    },
    /// Forgets a profile. Answer: [`Answer::Profiles`].
    DeleteProfile {
        /// The name.
        name: String,
    },
    /// The model sheet. Answer: [`Answer::File`].
    ModelSheet,
    /// The unreadable rows of the open sheet, with reasons. Answer: [`Answer::File`].
    RejectedSheet,

    /// The table of *Invio Prestazioni*. Answer: [`Answer::Invio`].
    Invio(InvioQuery),
    /// The same rows as a workbook (*Genera XLS*). Answer: [`Answer::File`].
    InvioSheet(InvioQuery),
    /// What INPS will probably discard of what [`Request::Stampa`] would send. Answer: [`Answer::ScartiProbabili`].
    ScartiProbabili {
        /// The query; its page is of no matter.
        query: InvioQuery,
        /// Just these rows of it; empty for all.
        only: Vec<PrestazioneId>,
    },
    /// Applies the quick fix of a rule. Answer: [`Answer::Fixed`].
    Fix {
        /// The rule's id.
        rule: String,
        /// One row, or all rows of the archive with the same finding.
        only: Option<PrestazioneId>,
    },
    /// How many of the benefits that were chosen are among those that a query finds. Answer: [`Answer::InvioChosen`].
    InvioChosen {
        /// The query; its page is of no matter.
        query: InvioQuery,
        /// What was chosen.
        ids: Vec<PrestazioneId>,
    },
    /// Deletes benefits not sent yet. Answer: [`Answer::Done`].
    DeletePrestazioni {
        /// The query that the operator sees the rows of: what it does not find stays.
        query: InvioQuery,
        /// Which.
        ids: Vec<PrestazioneId>,
    },
    /// *Stampa*: writes one flow an ente of what the query finds and can be sent. Answer: [`Answer::Stamped`].
    Stampa {
        /// The query; its page is of no matter.
        query: InvioQuery,
        /// Just these rows of it; empty for all.
        only: Vec<PrestazioneId>,
        /// For application cooperation: one flow a benefit.
        waas: bool,
    },

    /// All generations, newest first. Answer: [`Answer::Stampe`].
    Stampe,
    /// One file of a generation. Answer: [`Answer::File`].
    StampaFile {
        /// The generation.
        stampa: u32,
        /// The file's name.
        name: String,
    },
    /// All files of a generation as a zip. Answer: [`Answer::File`].
    StampaZip {
        /// The generation.
        stampa: u32,
    },
    /// A generation with the positions that it left out. Answer: [`Answer::StampaOpen`].
    StampaOpen {
        /// The generation.
        stampa: u32,
    },
    /// What one of its files says, to be read on screen. Answer: [`Answer::StampaRead`].
    StampaRead {
        /// The generation.
        stampa: u32,
        /// The file's name.
        name: String,
        /// Page from 0.
        page: u32,
        /// People a page.
        per_page: u32,
    },
    /// Deletes a generation with its files, but for the XML of its flows. Answer: [`Answer::Done`].
    DeleteStampa {
        /// The generation.
        stampa: u32,
    },

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
        /// Which: [`desk::Reply::action`].
        action: ActionId,
    },

    /// *Gestione flussi*: what becomes of a flow after it is made. Answer: [`Answer::Flussi`], or as the request says.
    Flussi(FlussiRequest),
    /// *Esiti INPS*. Answer: [`Answer::Esiti`], or as the request says.
    Esiti(EsitiRequest),
    /// The ISEE consultations. Answer: [`Answer::Isee`], or as the request says.
    Isee(IseeRequest),
    /// *Registro attività*. Answer: [`Answer::Registro`].
    Registro(RegistroQuery),
    /// The same entries as a workbook. Answer: [`Answer::File`].
    RegistroSheet(RegistroQuery),

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
    /// The catalogue of rules. Answer: [`Answer::Rules`].
    Rules,

    /// People, cases and benefits by hand.
    Anagrafe(anagrafe::Ask),
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
    /// The enti as they are now.
    Enti(Vec<EnteView>),
    /// Done; nothing to show but the sentence.
    Done {
        /// What was done.
        message: String,
    },
    /// The open sheet, its mapping and the first rows, raw and read.
    ImportPreview(Box<ImportPreview>),
    /// How each row would end.
    ImportCheck(Box<ImportCheck>),
    /// Something was added to the demonstration: nothing was taken out yet.
    DemoHolds(Added),
    /// The import is written.
    ImportDone(ImportDone),
    /// The profiles as they are now.
    Profiles(Vec<Profile>),
    /// A file; its bytes travel beside.
    File {
        /// Suggested name.
        name: String,
        /// MIME type.
        mime: String,
    },
    /// A page of the table.
    Invio(Box<InvioPage>),
    /// How many of the chosen benefits were found.
    InvioChosen(u32),
    /// What INPS will probably discard, by reason.
    ScartiProbabili(Vec<scarti::MotivoScarto>),
    /// How many rows a quick fix mended.
    Fixed {
        /// Rows mended.
        count: u32,
        /// The fix, in words.
        label: String,
    },
    /// A generation was made.
    Stamped(Stamped),
    /// All generations.
    Stampe(Vec<StampaView>),
    /// A generation.
    StampaOpen(Box<StampaOpen>),
    /// A page of one of its files.
    StampaRead(Box<StampaRead>),
    /// *Gestione flussi*.
    Flussi(FlussiAnswer),
    /// *Esiti INPS*.
    Esiti(EsitiAnswer),
    /// The ISEE consultations.
    Isee(IseeAnswer),
    /// *Registro attività*.
    Registro(Box<RegistroPage>),
    /// The report on an XML.
    Verifica(Box<Verifica>),
    /// The screen that takes a file.
    Recognised(recognise::Destination),
    /// The catalogue of rules.
    Rules(Vec<RuleView>),
    /// People, cases and benefits by hand.
    Anagrafe(Box<anagrafe::Told>),
}

/// What the page needs to begin.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Opened {
    /// The worker's [`VERSION`].
    pub version: String,
    /// The enti.
    pub enti: Vec<EnteView>,
    /// The import profiles.
    pub profiles: Vec<Profile>,
    /// People, benefits, benefits to be sent, generations.
    pub counts: Counts,
    /// The revision of what is stored.
    pub revision: u64,
    /// What could not be restored, or kept (in-memory archive), in Italian.
    pub warnings: Vec<String>,
    /// Whether a part cannot be read: then nothing is sent ([`Request::Stampa`]).
    pub damaged: bool,
    /// Whether the archive is in memory only, and lost with the page.
    pub in_memory: bool,
    /// The worker's day.
    pub today: Option<NaiveDate>,
    /// The operator in use: an ente of theirs, and their fiscal code. `None`: each ente's first.
    pub operatore: Option<(EnteId, String)>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_word(word: &Word) {
        assert_eq!(Word::from_text(&word.to_text()).as_ref(), Some(word));
    }

    #[test]
    fn words_are_heard_as_they_are_said() {
        check_word(&Word::Ready(VERSION.to_owned()));
        check_word(&Word::Stored(u64::MAX));
        check_word(&Word::Changed);
        check_word(&Word::Ended);
        assert_eq!(Word::from_text("stored boh"), None);
        assert_eq!(Word::from_text(""), None);
    }
}
