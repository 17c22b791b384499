//! Raw browser glue: the only place of the page that touches browser APIs.

pub mod activity;
pub mod archive;
pub mod files;
pub mod folder;
pub mod keys;
pub mod location;
pub mod pages;
pub mod pictures;
pub mod preferences;
pub mod workstation;
