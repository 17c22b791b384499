//! siuss-kit: everything of the program that is not a browser.

pub mod archive;
pub mod codes;
pub mod desk;
pub mod files;
pub mod flow;
pub mod import;
pub mod isee;
pub mod records;
pub mod response;
pub mod route;
pub mod schema;
pub mod sheets;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod validation;
#[cfg(target_arch = "wasm32")]
pub mod worker;
