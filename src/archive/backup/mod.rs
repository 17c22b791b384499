//! A copy of everything in one file (`.siuss`), to be restored, here or on another computer.
//!
//! ```text
//! SIUSSKIT  directory  piece  piece  …  directory  SIUSSKIT
//! ```
//! A piece is some records and files, one after the other, deflated, and sealed where there is a passphrase.
//! The directory (JSON, with its checksum) names what each piece holds, how long it is and its checksum: a piece that is
//! damaged costs what it holds, and which that is can be said. It stands at both ends, for without it nothing could be
//! read. It tells counts and keys in clear, nothing of the people; where there is a passphrase it is sealed too, so that
//! a file put together out of two is noticed.

mod directory;
mod read;
mod write;

pub use directory::{Contents, Directory};
pub use read::{Backup, NotABackup, directory, is_backup, open};
pub use write::write;

/// How each end of the file begins, or ends.
const MARK: &[u8; 8] = b"SIUSSKIT";
/// Version of the file; what it holds has its own (`stored::FORMAT`).
const VERSION: u32 = 1;
/// Deflated together; a longer record or file is a piece by itself.
const PIECE: usize = 256 * 1024;
/// No archive of ours is larger, stretched out: a file that says so would only eat the memory.
const LARGEST: u64 = 1 << 30;
