//! What is kept: enti, people, cases, benefits, flows, generations, import profiles, and the files made.
//!
//! The archive lives in memory and does no IO. What an action changed is taken as [`stored::Changes`], to be stored
//! in one transaction; if that fails, the archive is loaded again as it is stored, and nothing is half done.

pub mod action;
pub mod anagrafe;
pub mod backup;
mod by_hand;
pub mod conservazione;
pub mod consultazioni;
pub mod demo;
pub mod difference;
pub mod erasure;
pub mod esiti;
pub mod estratto;
mod files;
pub mod findings;
pub mod flussi;
mod identity;
pub mod intake;
pub mod judgement;
pub mod merge;
mod migration;
mod pack;
pub mod remains;
pub mod scarti_probabili;
pub mod settings;
pub mod stampa;
pub mod stored;
pub mod storia;
pub mod table;
pub mod vault;
mod whole;

pub use whole::Archive;
