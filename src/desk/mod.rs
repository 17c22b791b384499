//! All that a screen can ask of the archive, and the desk that answers it.
//!
//! A folder for each screen: `request.rs` says what can be asked and answered, as plain data that crosses the border to the
//! page as bytes ([`wire`]); `mod.rs` and its files answer it. File contents travel beside, as bytes.

pub mod anagrafe;
pub mod conservazione;
pub mod conto;
pub mod cruscotto;
mod destination;
mod dimostrazione;
pub mod drafts;
pub mod enti;
pub mod esiti;
pub mod estratto;
pub mod fascicolo;
pub mod flussi;
pub mod guida;
pub mod importa;
pub mod invio;
pub mod isee;
mod joined;
mod keeping;
mod note;
mod page;
mod recognise;
pub mod registro;
mod remains;
mod reply;
mod request;
mod run;
pub mod safekeeping;
pub mod stampe;
mod state;
mod undo;
pub mod verifica;
pub mod wire;
mod word;
mod words;

pub use crate::archive::action::ActionId;
pub use crate::archive::demo::Added;
pub use crate::records::Moment;
pub use destination::Destination;
pub use note::{Note, RuleCount};
pub use page::{Page, Part};
pub use reply::{Progress, Reply};
pub use request::{Answer, Counts, Opened, Request};
pub use safekeeping::WRONG;
pub use state::Desk;
pub use word::{STALE, VERSION, Word};
