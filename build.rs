//! What no source file can do by itself: name the build, pack the letters with accents, and tell the page's linker that the
//! page will be split.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::{env, fs};
use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

/// Page and worker of one build know each other by a hash of what they are made of.
const MADE_OF: [&str; 4] = ["src", "build.rs", "Cargo.lock", "Cargo.toml"];

fn main() {
    let mut hasher = DefaultHasher::new();
    for path in MADE_OF {
        println!("cargo:rerun-if-changed={path}");
        hash(Path::new(path), &mut hasher);
    }
    println!("cargo:rustc-env=SIUSS_BUILD={:016x}", hasher.finish());

    let out = env::var("OUT_DIR").expect("cargo says where to write");
    fs::write(Path::new(&out).join("letters.txt"), letters()).expect("the folder can be written");

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

/// Latin letters and what looks like them: with accents, joined, raised, or wide.
const LATIN: [std::ops::RangeInclusive<char>; 6] = [
    '\u{A0}'..='\u{2AF}',
    '\u{1E00}'..='\u{1EFF}',
    '\u{2000}'..='\u{209F}',
    '\u{2100}'..='\u{218F}',
    '\u{FB00}'..='\u{FB06}',
    '\u{FF01}'..='\u{FF5E}',
];

/// What `text::letters` needs of Unicode's tables, which whole are some 50 kB of the worker's download.
///
/// A line a letter: the letter, and what it is without its marks; a form feed; three letters a line: composed, base, mark.
fn letters() -> String {
    let mut packed = String::new();
    for letter in LATIN.into_iter().flatten() {
        let mut plain = String::new();
        decompose_compatible(letter, |part| plain.extend(Some(part).filter(|it| !is_combining_mark(*it))));
        if !plain.chars().eq([letter]) {
            writeln!(packed, "{letter}{plain}").expect("a string takes all");
        }
    }
    packed.push('\u{c}');
    // In the order of their bases, for a search by halves.
    for base in ('A'..='z').chain(LATIN.into_iter().flatten()) {
        for mark in '\u{300}'..='\u{36F}' {
            if let Some(letter) = compose(base, mark) {
                writeln!(packed, "{letter}{base}{mark}").expect("a string takes all");
            }
        }
    }
    packed
}
