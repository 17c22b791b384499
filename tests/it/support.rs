//! What the tests share.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file of this project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A file of the folder of specifications that developers have beside the project; `None` elsewhere.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    Some(project("../shared").join(path)).filter(|path| path.exists())
}

/// Our transcription of INPS's schema, and INPS's own where it is at hand.
pub(crate) fn schemas() -> Vec<PathBuf> {
    let mut schemas = vec![project("tests/data/schema/ps_psa_sina_201812.xsd")];
    schemas.extend(shared("spec/siuss/PS_PSA_SINA201812.xsd"));
    schemas
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
