//! Texts, dates and bytes as offices write them: what is true of them whatever they say.

pub mod charset;
pub mod cut;
pub mod dates;
pub mod fold;
pub mod letters;
pub mod order;
mod plural;
pub mod spoilt;

pub use fold::fold;
pub use plural::plural;
