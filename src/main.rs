//! The page.

#[cfg(target_arch = "wasm32")]
mod page {
    use leptos::prelude::*;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        type Worker;
        #[wasm_bindgen(constructor)]
        fn new(url: &str, options: &JsValue) -> Worker;
        #[wasm_bindgen(method, setter)]
        fn set_onmessage(this: &Worker, listener: &JsValue);
    }

    pub fn mount() {
        let (said, set_said) = signal(String::new());
        let listener = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            let data = js_sys::Reflect::get(&event, &"data".into()).unwrap_throw();
            set_said.set(data.as_string().unwrap_or_default());
        });
        let script = document().get_element_by_id("start").unwrap_throw();
        let url = script.get_attribute("data-archive").unwrap_throw();
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"type".into(), &"module".into()).unwrap_throw();
        let worker = Worker::new(&url, &options);
        worker.set_onmessage(listener.as_ref());
        listener.forget();
        std::mem::forget(worker);
        mount_to_body(move || view! { <main><h1>"siuss-kit"</h1><p id="archive">{said}</p></main> });
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    page::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
