//! Several files that travel as one, so that what the operator does with them is one action.

/// Name and size of each, in their order.
pub(super) type Joined = [(String, u32)];

/// Each with its content; of bytes that are too few, the last have less.
pub(super) fn each<'a>(files: &'a Joined, bytes: &'a [u8]) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    let mut rest = bytes;
    files.iter().map(move |(name, size)| {
        let (this, others) = rest.split_at((*size as usize).min(rest.len()));
        rest = others;
        (name.as_str(), this)
    })
}
