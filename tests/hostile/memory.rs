//! A scale: how much memory stands at once, by the allocator that all of this binary uses.

use peak_alloc::PeakAlloc;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What one test holds, another would weigh: whoever weighs is alone while it has this.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins to weigh; what stands already, in bytes.
pub(crate) fn begin() -> usize {
    PeakAlloc.reset_peak_usage();
    PeakAlloc.current_usage()
}

/// What stands now, in bytes.
pub(crate) fn now() -> usize {
    PeakAlloc.current_usage()
}

/// The most that stood at once since the last [`begin`], in bytes.
pub(crate) fn most() -> usize {
    PeakAlloc.peak_usage()
}
