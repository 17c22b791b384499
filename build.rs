//! What no source file can do by itself: tell the page's linker that the page will be split.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // wasm-split (see .make/bin/wasm-bindgen) must know what refers to what. Only the page's linker leaves word of it:
    // in the worker it would be dead weight.
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo:rustc-link-arg-bin=siuss-kit=--emit-relocs");
    }
}
