//! Files in (dropped, chosen) and out (saved).

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, File, FileList, FilePropertyBag, HtmlAnchorElement, HtmlInputElement, Url,
};

/// A file's content, ready to be handed to the worker.
///
/// # Errors
/// The browser could not read it (moved, or a disk that went away).
pub async fn bytes(file: &File) -> Result<ArrayBuffer, String> {
    wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.map(JsCast::unchecked_into).map_err(|_| {
        format!("Il file {} non si legge: controllare che sia ancora al suo posto e riprovare.", file.name())
    })
}

/// Far more than answers of INPS have together; a browser that is asked for more may stop. One alone may be as big as it is.
const MOST_BYTES: f64 = 300_000_000.0;

/// The content of several files one after the other, with name and size of each; and why others could not be read.
pub async fn joined(files: &[File]) -> (Vec<(String, u32)>, ArrayBuffer, Vec<String>) {
    let (mut sizes, mut parts, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    let mut total = 0.0;
    for file in files {
        if total > 0.0 && total + file.size() > MOST_BYTES {
            problems.push(format!(
                "Il file {} è troppo grande per essere letto insieme agli altri: controllare che sia quello giusto.",
                file.name()
            ));
            continue;
        }
        match bytes(file).await {
            Ok(content) => {
                let content = Uint8Array::new(&content);
                total += file.size();
                sizes.push((file.name(), content.length()));
                parts.push(content);
            }
            Err(why) => problems.push(why),
        }
    }
    let whole = Uint8Array::new_with_length(parts.iter().map(Uint8Array::length).sum());
    let mut at = 0;
    for part in parts {
        whole.set(&part, at);
        at += part.length();
    }
    (sizes, whole.buffer(), problems)
}

/// The files of a drop.
#[must_use]
pub fn dropped(event: &DragEvent) -> Vec<File> {
    list(event.data_transfer().and_then(|transfer| transfer.files()))
}

/// The files chosen with an input; the input is emptied, so that the same file can be chosen again.
#[must_use]
pub fn chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = list(input.files());
    input.set_value("");
    files
}

fn list(files: Option<FileList>) -> Vec<File> {
    files.map(|files| (0..files.length()).filter_map(|index| files.get(index)).collect()).unwrap_or_default()
}

/// A file as if it had been chosen, of what the program holds; `None` where the browser makes none.
#[must_use]
pub fn made(name: &str, mime: &str, bytes: &[u8]) -> Option<File> {
    let options = FilePropertyBag::new();
    options.set_type(mime);
    File::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), name, &options).ok()
}

/// Lets the operator save a file under this name.
pub fn save(name: &str, mime: &str, bytes: &[u8]) {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    let document = web_sys::window().and_then(|window| window.document());
    let anchor = document.and_then(|document| document.create_element("a").ok());
    if let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<HtmlAnchorElement>().ok()) {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser has taken the blob by the next turn of its loop.
    let revoke = wasm_bindgen::closure::Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&url);
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(revoke.unchecked_ref(), 60_000);
    }
}
