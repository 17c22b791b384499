//! What the browser says of itself and of the room that it gives. Much of it only in a secure context.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageManager, window};

/// What the browser says.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// Name and version.
    pub name: String,
    /// Whether the address is a secure context.
    pub secure: bool,
    /// Whether what is stored is not deleted for want of room; `None` where it does not say.
    pub kept: Option<bool>,
    /// Megabytes that the page takes.
    pub used: Option<f64>,
    /// Megabytes that it may still take.
    pub free: Option<f64>,
}

/// Asks the browser.
pub async fn look() -> Browser {
    let Some(window) = window() else { return Browser::default() };
    let name = name_of(&window.navigator().user_agent().unwrap_or_default());
    let browser = Browser { name, secure: window.is_secure_context(), ..Browser::default() };
    let Some(storage) = storage() else { return browser };
    let kept = match storage.persisted() {
        Ok(answer) => JsFuture::from(answer).await.ok().and_then(|it| it.as_bool()),
        Err(_) => None,
    };
    let estimate = match storage.estimate() {
        Ok(answer) => JsFuture::from(answer).await.unwrap_or_default(),
        Err(_) => JsValue::UNDEFINED,
    };
    let megabytes = |name: &str| Some(Reflect::get(&estimate, &name.into()).ok()?.as_f64()? / 1e6);
    let used = megabytes("usage");
    let free = megabytes("quota").zip(used).map(|(quota, used)| quota - used);
    Browser { kept, used, free, ..browser }
}

/// Asks it not to delete what is stored. It may refuse without a word.
pub async fn ask_to_keep() {
    if let Some(Ok(answer)) = storage().map(|storage| storage.persist()) {
        let _ = JsFuture::from(answer).await;
    }
}

/// Not there on plain http.
fn storage() -> Option<StorageManager> {
    let navigator = window()?.navigator();
    let there = Reflect::get(&navigator, &"storage".into()).is_ok_and(|it| it.is_object());
    there.then(|| navigator.storage())
}

/// `Edg/131.0` before `Chrome/131.0`: the others call themselves by the name of the one they descend from.
fn name_of(agent: &str) -> String {
    const NAMES: [(&str, &str); 4] =
        [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Version/", "Safari")];
    let found = NAMES.iter().find_map(|(mark, name)| {
        let version = agent.split_once(mark)?.1;
        let version: String = version.chars().take_while(char::is_ascii_digit).collect();
        Some(format!("{name} {version}"))
    });
    found.unwrap_or_else(|| "sconosciuto".to_owned())
}
