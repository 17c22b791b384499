//! Hostile files: whatever comes in, the readers answer with what it holds or with a clear sentence, soon, within bounds.
//! What an import holds is weighed here too, for here is the scale.
//!
//! `make test` runs a few hundred mutations without a clock. `make fuzz` runs all of it in an optimised build: every
//! hostile file through every reader under a clock and a scale, then mutations for `FUZZ_MINUTES`.

mod corpus;
mod files;
mod importa;
mod memory;
mod mutate;
mod readers;
mod wounds;

use peak_alloc::PeakAlloc;
use readers::{READERS, Reader, Verdict};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[global_allocator]
static SCALE: PeakAlloc = PeakAlloc;

/// How long a reader may take over a hostile file of 100 MB.
const SOON: Duration = Duration::from_secs(2);
/// What a reader may hold beside the file: some times what it says, as text, as table, as rows.
const ROOM: usize = 1_500 * 1024 * 1024;
/// A sentence longer than this repeats the file to the operator.
const LONGEST_SENTENCE: usize = 700;
/// Mutations in `make test`.
const FEW: u64 = 300;

/// Holds a reader to its promise about one file.
fn check_soon(reader: &Reader, name: &str, bytes: &Arc<Vec<u8>>, faults: &mut Vec<String>) {
    let before = memory::begin();
    let (verdict, took) = reader.run(bytes, Duration::from_secs(15));
    let held = memory::most().saturating_sub(before);
    let said = match &verdict {
        Verdict::Read => "read",
        Verdict::Refused(sentence) => sentence,
        Verdict::Panicked(what) => what,
        Verdict::Hung => "never came back",
    };
    let said: String = said.chars().take(90).collect();
    println!("{:>6} ms {:>5} MB  {:<7} {name}: {said}", took.as_millis(), held >> 20, reader.name);
    let mut fault = |what: &str| faults.push(format!("{} of {name}: {what}: {said}", reader.name));
    if took > SOON {
        fault(&format!("{} ms", took.as_millis()));
    }
    if held > ROOM {
        fault(&format!("{} MB", held >> 20));
    }
    if let Some(what) = verdict.fault() {
        fault(what);
    }
}

#[test]
#[ignore = "minutes, and a clock: make fuzz"]
fn hostile_files_are_answered_soon() {
    let _alone = memory::alone();
    let only = std::env::var("FUZZ_ONLY").unwrap_or_default();
    let mut faults = Vec::new();
    let named: Vec<_> = files::HOSTILE.iter().filter(|(name, _)| name.contains(&only)).collect();
    assert!(!named.is_empty(), "no hostile file is called {only}");
    for (name, make) in named {
        let bytes = Arc::new(make());
        for reader in READERS {
            check_soon(reader, name, &bytes, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_few_mutations_are_answered() {
    let _alone = memory::alone();
    mutate::run(1, |case| case < FEW);
}

#[test]
#[ignore = "minutes: make fuzz"]
fn mutations_are_answered() {
    let _alone = memory::alone();
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let minutes = number("FUZZ_MINUTES").unwrap_or(5);
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let seed = number("FUZZ_SEED").unwrap_or(now.as_secs());
    let start = Instant::now();
    mutate::run(seed, |_| start.elapsed() < Duration::from_secs(minutes * 60));
}
