//! What no source file can do by itself: name the build, and tell the page's linker that the page will be split.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::{env, fs};

/// Page and worker of one build know each other by a hash of what they are made of.
const MADE_OF: [&str; 4] = ["src", "build.rs", "Cargo.lock", "Cargo.toml"];

fn main() {
    let mut hasher = DefaultHasher::new();
    for path in MADE_OF {
        println!("cargo:rerun-if-changed={path}");
        hash(Path::new(path), &mut hasher);
    }
    println!("cargo:rustc-env=SIUSS_BUILD={:016x}", hasher.finish());

    // wasm-split (see .make/bin/wasm-bindgen) must know what refers to what. Only the page's linker leaves word of it:
    // in the worker it would be dead weight.
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo:rustc-link-arg-bin=siuss-kit=--emit-relocs");
    }
}

/// A file's name and content; of a folder, of all that is in it, in one order on all machines.
fn hash(path: &Path, hasher: &mut DefaultHasher) {
    if path.is_dir() {
        let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut inside: Vec<_> = entries.map(|entry| entry.expect("a folder's entry").path()).collect();
        inside.sort();
        for path in &inside {
            hash(path, hasher);
        }
    } else {
        path.file_name().hash(hasher);
        fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).hash(hasher);
    }
}
