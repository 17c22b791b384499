//! Parts that several screens are made of.

mod drop_zone;
mod form;
mod icon;
mod notes;
mod pager;

pub(super) use drop_zone::DropZone;
pub(super) use form::{Choice, TableRow, button, select_field, table, text_field};
pub(super) use icon::{Icon, icon};
pub(super) use notes::{Notes, State as StateMark, state_mark};
pub(super) use pager::Pager;
