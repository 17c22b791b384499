//! The native tests across rooms: one crate, so that the library is linked once.

mod anagrafe;
mod desk;
mod flows;
mod intake;
mod office;
mod samples;
mod schema;
mod support;
mod tidy;
