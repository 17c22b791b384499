//! From benefits that passed the gate to the files that INPS takes, and back from such a file.

mod attributes;
pub mod cancellation;
pub mod compose;
pub mod log;
pub mod name;
pub mod read;
mod strict;
mod structure;
pub mod text;
pub mod waas;
pub mod xml;

pub use compose::{Composed, compose};
pub use name::Kind;
pub use read::{Reading, Unreadable, read};
