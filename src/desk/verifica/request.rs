//! *Verifica un file XML* on the wire.

use crate::desk::note::RuleCount;
use crate::records::FlussoId;
use serde::{Deserialize, Serialize};

/// The report on an XML.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Verifica {
    /// Name of the file.
    pub file_name: String,
    /// No blocking finding.
    pub valid: bool,
    /// Name of the flow.
    pub nome: String,
    /// Ente, in words.
    pub ente: String,
    /// People.
    pub beneficiari: u32,
    /// Benefits.
    pub prestazioni: u32,
    /// The flow of this name that the archive has already.
    pub conosciuto: Option<Conosciuto>,
    /// Findings by rule.
    pub rules: Vec<RuleCount>,
    /// All findings (at most 10,000), in the order of the file.
    pub findings: Vec<VerificaFinding>,
}

/// A flow of *Gestione flussi*.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Conosciuto {
    /// Its key.
    pub id: FlussoId,
    /// When it was made, and what the portal answered.
    pub words: String,
}

/// A finding in an XML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificaFinding {
    /// Rule id.
    pub rule: String,
    /// Whether it blocks.
    pub blocks: bool,
    /// XPath-like place.
    pub dove: String,
    /// Whose it is, in words; may be empty.
    pub who: String,
    /// What is wrong.
    pub message: String,
    /// How it is mended.
    pub mend: String,
}
