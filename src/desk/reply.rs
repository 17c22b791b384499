//! What an answer is made of: its words, the file that goes with it, and how far a long job is.

use super::request::Answer;
use crate::archive::action::ActionId;
use crate::files::workbook::{NewSheet, write};

/// How a long job says how far it is: what, done, total.
pub type Progress<'p> = &'p mut dyn FnMut(&str, u32, u32);

/// An answer, with the bytes of a file where it is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// The file.
    pub bytes: Option<Vec<u8>>,
    /// The action that the request was, where it changed anything: what
    /// [`Request::Undo`](super::request::Request::Undo) takes back.
    pub action: Option<ActionId>,
}

impl<A: Into<Answer>> From<A> for Reply {
    fn from(answer: A) -> Self {
        Self { answer: answer.into(), bytes: None, action: None }
    }
}

/// A refusal in one sentence.
pub(in crate::desk) fn refused(reason: impl Into<String>) -> Answer {
    Answer::Refused { reasons: vec![reason.into()] }
}

/// MIME type of Excel's workbooks.
pub(in crate::desk) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A workbook of these sheets as the answer, or why it cannot be written.
pub(in crate::desk) fn workbook(name: &str, sheets: &[NewSheet]) -> Reply {
    match write(sheets) {
        Ok(bytes) => file(name, XLSX, bytes),
        Err(error) => refused(error.to_string()).into(),
    }
}

/// A file as the answer.
pub(in crate::desk) fn file(name: &str, mime: &str, bytes: Vec<u8>) -> Reply {
    Reply { bytes: Some(bytes), ..Answer::File { name: name.to_owned(), mime: mime.to_owned() }.into() }
}
