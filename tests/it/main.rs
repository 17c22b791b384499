//! The native tests across rooms: one crate, so that the library is linked once.

mod desk;
mod flows;
mod flussi;
mod intake;
mod journey;
mod office;
mod samples;
mod schema;
mod support;
mod tidy;
mod workstation;
