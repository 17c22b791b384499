//! What most records of a text with separators have in common.

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Feed,
    Return,
    Both,
    /// The text ends with it.
    None,
}

/// Separator, width and line end of most records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub delimiter: u8,
    /// Cells of most records; 0 where it is not known yet.
    pub width: usize,
    pub ending: Ending,
}
