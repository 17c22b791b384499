//! Preferences in localStorage: rows a page, the ente in use. Nothing personal is ever kept here.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A preference, where the browser keeps one.
#[must_use]
pub fn read<T: DeserializeOwned>(name: &str) -> Option<T> {
    LocalStorage::get(key(name)).ok()
}

/// Keeps a preference; a browser that refuses only forgets it.
pub fn write<T: Serialize>(name: &str, value: &T) {
    let _ = LocalStorage::set(key(name), value);
}

fn key(name: &str) -> String {
    format!("siuss-kit/{name}")
}
