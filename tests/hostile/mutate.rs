//! Every reader before files that dice made wrong.

use crate::files::soap;
use crate::readers::{READERS, Verdict};
use crate::wounds::{Dice, mangle, wounded};
use crate::{corpus, memory};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A file of some kB that takes so long is a hang, in any build.
const HANGS: Duration = Duration::from_mins(1);
/// What stands beside a file of some kB.
const ROOM: usize = 700 * 1024 * 1024;
/// Faults after which it is enough.
const ENOUGH: usize = 10;

/// Runs cases while they are wanted; the same seed gives the same cases.
pub(crate) fn run(seed: u64, wanted: impl Fn(u64) -> bool) {
    println!("FUZZ_SEED={seed}");
    let corpus = corpus::all();
    let mut faults = Vec::new();
    let mut case = 0;
    while wanted(case) && faults.len() < ENOUGH {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ case);
        let bytes = Arc::new(mutated(&corpus, &mut dice));
        for reader in READERS {
            let before = memory::begin();
            let (verdict, _) = reader.run(&bytes, HANGS);
            let held = memory::most().saturating_sub(before);
            let fault = verdict.fault().or((held > ROOM).then_some("fills the memory"));
            if let Some(fault) = fault {
                let path = save(reader.name, seed, case, &bytes);
                let said = match verdict {
                    Verdict::Panicked(words) | Verdict::Refused(words) => words,
                    _ => String::new(),
                };
                faults.push(format!("{} {fault} on {path}: {said}", reader.name));
            }
        }
        case += 1;
    }
    println!("{case} cases");
    assert!(case > 0, "no time for a single one");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Keeps a file that was not answered well.
fn save(reader: &str, seed: u64, case: u64, bytes: &[u8]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz/found");
    let path = folder.join(format!("{reader}-{seed}-{case}.bin"));
    let kept = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, bytes));
    kept.map_or_else(|error| error.to_string(), |()| path.display().to_string())
}

fn mutated(corpus: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let (file, other) = (dice.pick(corpus), dice.pick(corpus));
    match unpacked(file).filter(|_| dice.below(4) > 0) {
        Some(inner) => soap(&mangle(inner, other, dice)),
        None => wounded(file, other, dice),
    }
}

/// What a SOAP answer holds in base64.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (_, rest) = text.split_once("<XmlEsitoAttestazione>")?;
    STANDARD.decode(rest.split_once('<')?.0).ok()
}
