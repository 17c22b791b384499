//! siuss-kit: everything of the program that is not a browser.

pub mod codes;
pub mod records;
pub mod validation;
