//! siuss-kit: benefit sheets of a social office become the flows that INPS's register SIUSS takes, and its answers come back.
//!
//! ```text
//!   spreadsheet (sheets)    operator's edits                               INPS
//!       |                         |                                         |
//!    import --- Draft ----> records --> validation ---> flow --- XML ---->  |
//!                              ^   (schema)   (Finding, Fix)  (Ready)       |
//!                              +------------- response <---- discards, esiti
//!                              +------------- isee <-------> request, answer
//!    archive: what is kept     desk: what can be asked    worker and ui: the only doors to the browser
//! ```
//! In the order of the data; each room knows those before it (ARCHITECTURE.md).

pub mod text;

pub mod codes;

pub mod sheets;

pub mod files;

pub mod records;

pub mod schema;

pub mod import;

pub mod validation;

pub mod flow;

pub mod response;

pub mod isee;

pub mod archive;

pub mod desk;

pub mod route;

#[cfg(target_arch = "wasm32")]
pub mod worker;

#[cfg(target_arch = "wasm32")]
pub mod ui;
