//! The doors by which files come in, each as one function that reads all it can.

use chrono::NaiveDate;
use siuss_kit::archive::backup;
use siuss_kit::isee::specimen;
use siuss_kit::sheets;
use siuss_kit::validation::{Context, Source, run};
use siuss_kit::{flow, import, isee, response};
use std::panic::catch_unwind;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// A door.
pub(crate) struct Reader {
    pub(crate) name: &'static str,
    read: fn(&[u8]) -> Result<(), String>,
}

/// All of them.
pub(crate) const READERS: &[Reader] = &[
    Reader { name: "foglio", read: foglio },
    Reader { name: "flusso", read: flusso },
    Reader { name: "isee", read: risposte },
    Reader { name: "esiti", read: esiti },
    Reader { name: "copia", read: copia },
    Reader { name: "campione", read: campione },
];

/// How it went.
#[derive(Debug)]
pub(crate) enum Verdict {
    Read,
    Refused(String),
    Panicked(String),
    Hung,
}

impl Verdict {
    /// What is wrong with it, whatever the file was.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        match self {
            Self::Read => None,
            Self::Refused(sentence) => {
                let letters = sentence.chars().count();
                let ends = sentence.ends_with(['.', ')']);
                let is_sentence = ends && letters <= super::LONGEST_SENTENCE && !sentence.contains('\n');
                (!is_sentence).then_some("no sentence for an operator")
            }
            Self::Panicked(_) => Some("panic"),
            Self::Hung => Some("hangs"),
        }
    }
}

impl Reader {
    /// Reads in a thread of its own, with as much stack as a worker has, and waits so long for it; how it went, and
    /// how long it worked.
    pub(crate) fn run(&self, bytes: &Arc<Vec<u8>>, patience: Duration) -> (Verdict, Duration) {
        let (tell, told) = mpsc::channel();
        let (read, bytes) = (self.read, Arc::clone(bytes));
        let thread = thread::Builder::new().stack_size(1024 * 1024).spawn(move || {
            let start = Instant::now();
            let answer = catch_unwind(|| read(&bytes));
            let took = worked().unwrap_or_else(|| start.elapsed());
            let verdict = match answer {
                Ok(Ok(())) => Verdict::Read,
                Ok(Err(sentence)) => Verdict::Refused(sentence),
                Err(payload) => Verdict::Panicked(words(payload.as_ref())),
            };
            // Nobody listens any more where it took too long.
            let _ = tell.send((verdict, took));
        });
        thread.expect("a thread");
        told.recv_timeout(patience).unwrap_or((Verdict::Hung, patience))
    }
}

/// Time that this thread had a processor, where the system says it: on a busy machine a clock says nothing.
fn worked() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn words(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}

/// A benefit sheet: every sheet as a table, understood, and its rows read.
fn foglio(bytes: &[u8]) -> Result<(), String> {
    let mut silent = |_: sheets::RowsRead| {};
    let mut workbook = sheets::open(bytes.to_vec(), &mut silent).map_err(|error| error.to_string())?;
    let index = import::likeliest(&workbook);
    let table = workbook.table(index, &mut silent).map_err(|error| error.to_string())?;
    let analysis = import::analyse(&table).map_err(|error| error.to_string())?;
    let _ = import::preview(&table, &analysis, &analysis.mapping, 20);
    analysis.check().map_err(|error| error.to_string())?;
    import::Rows::new(&table, &analysis).iter().for_each(drop);
    Ok(())
}

/// A flow of any program, and what the rules say of it.
fn flusso(bytes: &[u8]) -> Result<(), String> {
    let reading = flow::read(bytes).map_err(|error| error.to_string())?;
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let context = Context { today, source: Source::Xml { waas: false, bytes: bytes.len() }, ente: None };
    let findings = run::flusso(&reading.flusso, &reading.faults, &context);
    findings.iter().take(10_000).for_each(|finding| {
        let _ = finding.dove();
    });
    Ok(())
}

fn risposte(bytes: &[u8]) -> Result<(), String> {
    isee::read(bytes, &isee::purpose::Choices::new()).map(|_| ()).map_err(|error| error.to_string())
}

fn esiti(bytes: &[u8]) -> Result<(), String> {
    response::read(bytes, import::recognised).map(|_| ())
}

/// A copy of an archive, as far as it opens without a passphrase.
fn copia(bytes: &[u8]) -> Result<(), String> {
    backup::open(bytes, None).map(|_| ()).map_err(|error| error.to_string())
}

/// A specimen of an ISEE request.
fn campione(bytes: &[u8]) -> Result<(), String> {
    specimen::read(bytes).map(|_| ()).map_err(|error| error.to_string())
}
