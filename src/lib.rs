//! siuss-kit: everything of the program that is not a browser.

pub mod codes;
pub mod flow;
pub mod records;
pub mod validation;
