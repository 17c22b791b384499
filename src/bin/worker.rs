//! The archive worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    use wasm_bindgen::prelude::*;

    let global = js_sys::global();
    let post: js_sys::Function = js_sys::Reflect::get(&global, &"postMessage".into()).unwrap_throw().unchecked_into();
    post.call1(&global, &"archivio pronto".into()).unwrap_throw();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
