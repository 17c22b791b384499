//! The archive worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    siuss_kit::worker::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
