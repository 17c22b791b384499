//! What the tests share.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file of this project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs a check that needs a file or folder of INPS's own, which developers have beside the project and other machines
/// have not; there it says that the check was skipped. As the check is handed in, it ends no test that has more to do.
#[track_caller]
pub(crate) fn with_shared(path: &str, check: impl FnOnce(&Path)) {
    let folder = project("../shared");
    if folder.exists() {
        let file = folder.join(path);
        assert!(file.exists(), "../shared is here, but without {path}");
        check(&file);
    } else {
        say_skipped(path);
    }
}

/// Checks what SheetJS writes, where `npm ci` has put it: the gate's end-to-end tests have it too.
pub(crate) fn with_sheetjs(check: impl FnOnce()) {
    if project("node_modules/xlsx").exists() { check() } else { say_skipped("node_modules/xlsx") }
}

/// A check against LibreOffice, where it is installed.
pub(crate) fn with_libreoffice(check: impl FnOnce()) {
    let there = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    if there { check() } else { say_skipped("LibreOffice (Debian's libreoffice-calc-nogui)") }
}

/// Once for each test, however often it asks.
fn say_skipped(path: &str) {
    thread_local!(static SAID: RefCell<BTreeSet<(String, String)>> = const { RefCell::new(BTreeSet::new()) });
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    if SAID.with_borrow_mut(|said| said.insert((test.clone(), path.to_owned()))) {
        eprintln!("skipped: {test} with {path}, which is not here");
    }
}

/// Files of a folder, in one order everywhere; there must be some.
#[track_caller]
pub(crate) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
}

/// All files below a folder, likewise.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        paths.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect();
    files.sort();
    files
}

/// Whether there are some, and all are so: `all` alone is content with none.
pub(crate) fn some_and_all<T>(them: impl IntoIterator<Item = T>, so: impl FnMut(T) -> bool) -> bool {
    let mut them = them.into_iter().peekable();
    them.peek().is_some() && them.all(so)
}

/// A schema of INPS's.
pub(crate) struct Schema {
    /// Our transcription, in tests/data/schema.
    ours: &'static str,
    /// INPS's own, in ../shared.
    theirs: &'static str,
}

/// Flows.
pub(crate) const FLUSSO: Schema = Schema { ours: "ps_psa_sina_201812.xsd", theirs: "spec/siuss/PS_PSA_SINA201812.xsd" };
/// Requests of ISEE, and what wraps the answers.
pub(crate) const RICHIESTA_ISEE: Schema =
    Schema { ours: "isee_richiesta.xsd", theirs: "spec/isee/schemas/soap/ConsultazioneISEE_v2.8_PDND.xsd" };
/// Answers of ISEE.
pub(crate) const ATTESTAZIONE_ISEE: Schema =
    Schema { ours: "isee_esito.xsd", theirs: "spec/isee/schemas/payload/ISEE_EsitoConsultazioneAttestazione.xsd" };
/// Answers that are one number.
pub(crate) const INDICATORE_ISEE: Schema =
    Schema { ours: "isee_esito.xsd", theirs: "spec/isee/schemas/payload/ISEE_EsitoConsultazioneIndicatore.xsd" };

impl Schema {
    /// Our transcription, and INPS's own where it is at hand.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let mut files = vec![project("tests/data/schema").join(self.ours)];
        with_shared(self.theirs, |path| files.push(path.to_owned()));
        files
    }
}

/// The schema of flows, as we and INPS have it.
pub(crate) fn schemas() -> Vec<PathBuf> {
    FLUSSO.files()
}

/// Whether xmllint finds a text valid against a schema; its words where it does not.
pub(crate) fn xmllint(xml: &str, schema: &Path) -> Result<(), String> {
    judged(xml, Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema))
}

/// Whether xmllint finds a text well-formed.
pub(crate) fn well_formed(xml: &str) -> Result<(), String> {
    judged(xml, Command::new("xmllint").args(["--noout", "--nonet"]))
}

fn judged(xml: &str, xmllint: &mut Command) -> Result<(), String> {
    use std::io::Write;
    let mut child = xmllint
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("xmllint is installed (Debian's libxml2-utils)");
    child.stdin.take().unwrap().write_all(xml.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// Whether a file name is that of an XML.
pub(crate) fn is_xml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "xml")
}
