//! The native tests across rooms: one crate, so that the library is linked once.

mod actions;
mod anagrafe;
mod backup;
mod conflicts;
mod consultazioni;
mod demo;
mod desk;
mod esiti;
mod esiti_archive;
mod flows;
mod flussi;
mod house;
mod intake;
mod isee;
mod isee_office;
mod isee_request;
mod isee_schema;
mod isee_specimen;
mod journey;
mod office;
mod raccolta;
mod recognise;
mod rejected;
mod residences;
mod samples;
mod scarti;
mod schema;
mod second_reader;
mod stampe;
mod support;
mod tidy;
mod waas;
mod workstation;
#[path = "../hostile/wounds.rs"]
mod wounds;
mod written_sheets;
