//! Rules: what INPS's schema, its specification and good sense ask of a benefit.
//!
//! [`RULES`] is the one list: it drives the checks, the tests and the page that explains them.
//! Nothing here fails on bad data: it answers with findings.
//! [`gate`] is the only maker of [`gate::Ready`], and that is the only thing a flow can be written from.

pub mod gate;
pub mod rule;
pub mod rules;
pub mod run;
mod seen;
#[cfg(test)]
pub(crate) mod testing;
mod texts;

pub use rule::{Check, Context, Finding, Fix, Grade, Report, Rule, SetReport, Severity, Source};
pub use rules::RULES;
pub use seen::{Seen, Standing, tidy_code};
