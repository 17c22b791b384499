//! Preferences in localStorage: rows a page, the ente and operator in use. Numbers only: nothing personal is ever kept here.
//! They are a wish: where the browser keeps no site data there are none, and nothing else changes.

use gloo_storage::{LocalStorage, Storage};

/// A preference of `N` numbers, where the browser keeps one.
#[must_use]
pub fn read<const N: usize>(name: &str) -> Option<[u32; N]> {
    let kept = storage()?.get_item(&key(name)).ok()??;
    let numbers = kept.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse().ok());
    numbers.collect::<Vec<u32>>().try_into().ok()
}

/// Keeps a preference; a browser that refuses only forgets it.
pub fn write(name: &str, numbers: &[u32]) {
    let written: Vec<String> = numbers.iter().map(u32::to_string).collect();
    let _ = storage().map(|storage| storage.set_item(&key(name), &written.join(",")));
}

/// Forgets all of them.
pub fn forget() {
    let _ = storage().map(|storage| storage.clear());
}

/// Where site data are blocked, to look for it is an error already, and gloo would panic.
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?.map(|_| LocalStorage::raw())
}

fn key(name: &str) -> String {
    format!("siuss-kit/{name}")
}
