//! Bytes made smaller before they are stored or copied.

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Read as _, Write as _};

pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut to = DeflateEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory does not fail.
    let _ = to.write_all(bytes);
    to.finish().unwrap_or_default()
}

/// `None` for what is no deflated text, or longer than `most` bytes.
pub(super) fn inflate(bytes: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut inflated = Vec::new();
    DeflateDecoder::new(bytes).take(most + 1).read_to_end(&mut inflated).ok()?;
    (inflated.len() as u64 <= most).then_some(inflated)
}
