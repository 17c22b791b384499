//! Parts that several screens are made of.

mod choices;
mod combobox;
mod conflicts;
mod contents;
mod drop_zone;
mod field;
mod form;
mod forms;
mod icon;
mod list;
mod notes;
mod pager;
mod question;
mod refusal;
mod summary;

pub(super) use choices::{enti, reset, themselves, with_all};
pub(super) use combobox::{Combobox, combobox};
pub(super) use conflicts::conflicts_view;
pub(super) use contents::contents;
pub(super) use drop_zone::DropZone;
pub(super) use field::form_view;
pub(super) use form::{Choice, TableRow, button, choice, secret_field, select_field, table, text_field};
pub(super) use forms::{Forms, Unsaved, act, told};
pub(super) use icon::{Icon, icon};
pub(super) use list::{ListState, list_screen, mark_view, rows_table};
pub(super) use notes::{Notes, State as StateMark, state_mark, v_link};
pub(super) use pager::Pager;
pub(super) use question::question;
pub(super) use refusal::refusal;
pub(super) use summary::summary_view;
