//! siuss-kit: everything of the program that is not a browser.

pub mod archive;
pub mod codes;
pub mod flow;
pub mod import;
pub mod job;
pub mod records;
pub mod route;
pub mod validation;
