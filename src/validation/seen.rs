//! What the set rules know of benefits side by side.

use crate::records::fiscal_code;
use chrono::NaiveDate;
use std::borrow::Cow;

/// What the set rules know of a benefit: enough to tell doubles, and light enough for 100,000 of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen<'a> {
    /// Fiscal code, as it should be written: one person has one.
    pub codice_fiscale: Cow<'a, str>,
    /// Surname.
    pub cognome: &'a str,
    /// Name.
    pub nome: &'a str,
    /// Birth year.
    pub anno_nascita: Option<u16>,
    /// Benefit code.
    pub codice: &'a str,
    /// `ProtocolloDomanda`.
    pub protocollo: &'a str,
    /// First day, or the day of delivery.
    pub dal: Option<NaiveDate>,
    /// Last day of a periodic one.
    pub al: Option<NaiveDate>,
    /// Where it stands.
    pub standing: Standing<'a>,
}

/// Where a benefit stands, for the set rules. Only pending ones get findings; the others are what they are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// To be sent, or in the XML under check.
    Pending,
    /// In a flow of this name, not answered.
    Sent(&'a str),
    /// Accepted by INPS in a flow of this name.
    Accepted(&'a str),
    /// Taken back: INPS has it no more.
    Gone,
}

/// A fiscal code as it should be written, whatever its case and spaces.
#[must_use]
pub fn tidy_code(code: &str) -> Cow<'_, str> {
    if code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) {
        code.into()
    } else {
        fiscal_code::normalise(code).into()
    }
}
