//! What is wrong with the structure of an XML flow: found by the reader, judged by the X rules.

use super::attribute::{Node, Place};

/// One structure fault, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind.
    pub kind: FaultKind,
    /// The element in which it was found.
    pub node: Node,
    /// Which one of them.
    pub place: Place,
    /// An XPath-like place of the fault itself: `Beneficiario[1]/PrestazioniSociali[2]/@Pippo`.
    pub path: String,
    /// Line of the file, from 1.
    pub line: u32,
}

/// Kinds of structure faults. Names are those of the elements and attributes concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The text stops being XML here; the parser's own words follow.
    NotWellFormed(String),
    /// Bytes that are not in the encoding of the file; its name follows.
    SpoiltLetters(&'static str),
    /// A DTD, or an entity that it would define: never expanded.
    Doctype,
    /// The root is not `Flusso`; its name follows.
    WrongRoot(String),
    /// An element or attribute outside the schema's namespace rules; its name follows.
    WrongNamespace(String),
    /// An element that the schema does not have there.
    UnknownElement(String),
    /// An attribute that the schema does not have there.
    UnknownAttribute(String),
    /// An element that must be there and is not.
    MissingElement(&'static str),
    /// An element that is there more often than allowed.
    TooMany(&'static str),
    /// An element that stands after one that it must precede.
    OutOfOrder(&'static str),
    /// A container without children: it must be left out instead.
    EmptyContainer(&'static str),
    /// Text where only elements may stand.
    StrayText,
}
