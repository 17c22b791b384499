//! What is half-typed into forms, kept beside the archive: it outlives a page that is loaded anew, ends, or is thrown away by
//! the browser. It is no part of the archive: no revision, no copy, no history; the worker keeps it, sealed as all else is.

use super::anagrafe::view::Typed;
use serde::{Deserialize, Serialize};

/// What the page asks. Answer: [`Answer::Drafts`](super::Answer::Drafts).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum DraftsRequest {
    /// Keeps what is half-typed on a page, in the place of what was; nothing where it was saved or dropped.
    Keep {
        /// The page's own number.
        page: u32,
        /// All of it.
        typed: Vec<Typed>,
    },
    /// What is kept of all pages.
    Read,
}

/// What is kept of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drafts {
    /// The page's own number.
    pub page: u32,
    /// What was half-typed there.
    pub typed: Vec<Typed>,
}

/// How the keys of drafts begin, among those of files.
pub const DRAFTS: &str = "bozze/";
