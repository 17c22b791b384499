//! What the page knows of its worker.

/// What the page knows of the worker that it has now.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Life {
    /// Whether it opened the archive.
    pub(super) opened: bool,
    /// The revision that it stored last, or opened.
    pub(super) revision: u64,
    /// When one was started anew by itself.
    pub(super) restarted: Option<f64>,
}
