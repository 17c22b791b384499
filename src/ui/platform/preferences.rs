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

/// Forgets all of them, and nothing of other pages of the same address.
pub fn forget() {
    let Some(storage) = storage() else { return };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok()?);
    for name in names.filter(|name| name.starts_with(OURS)).collect::<Vec<_>>() {
        let _ = storage.remove_item(&name);
    }
}

/// How our names begin.
const OURS: &str = "siuss-kit/";

/// Where site data are blocked, to look for it is an error already, and gloo would panic.
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?.map(|_| LocalStorage::raw())
}

fn key(name: &str) -> String {
    format!("{OURS}{name}")
}
