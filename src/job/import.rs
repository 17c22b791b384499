//! stub
use super::Answer;
use super::desk::{Desk, Progress, Reply};
use super::view::{Column, ImportFilter};
use crate::records::EnteId;
use chrono::NaiveDate;
pub(super) struct ImportSession;
impl Desk {
    pub(super) fn import_open(&mut self, _: &str, _: Vec<u8>, _: Progress<'_>) -> Answer {
        todo!()
    }
    pub(super) fn import_sheet(&mut self, _: &str) -> Answer {
        todo!()
    }
    pub(super) fn import_mapping(&mut self, _: &[Column]) -> Answer {
        todo!()
    }
    pub(super) fn import_profile(&mut self, _: &str) -> Answer {
        todo!()
    }
    pub(super) fn import_check(
        &mut self,
        _: EnteId,
        _: ImportFilter,
        _: u32,
        _: u32,
        _: NaiveDate,
        _: Progress<'_>,
    ) -> Answer {
        todo!()
    }
    pub(super) fn import_confirm(&mut self) -> Answer {
        todo!()
    }
    pub(super) fn import_undo(&mut self) -> Answer {
        todo!()
    }
    pub(super) fn save_profile(&mut self, _: &str) -> Answer {
        todo!()
    }
    pub(super) fn delete_profile(&mut self, _: &str) -> Answer {
        todo!()
    }
    pub(super) fn model_sheet() -> Reply {
        todo!()
    }
    pub(super) fn rejected_sheet(&mut self) -> Reply {
        todo!()
    }
    pub(super) fn bench(&mut self, _: &[u8], _: NaiveDate) -> Answer {
        todo!()
    }
}
