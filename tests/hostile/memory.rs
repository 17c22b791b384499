//! A scale: how much memory stands at once, by the allocator that all of this binary uses.

use peak_alloc::PeakAlloc;

/// Begins to weigh; what stands already, in bytes.
pub(crate) fn begin() -> usize {
    PeakAlloc.reset_peak_usage();
    PeakAlloc.current_usage()
}

/// The most that stood at once since the last [`begin`], in bytes.
pub(crate) fn most() -> usize {
    PeakAlloc.peak_usage()
}
