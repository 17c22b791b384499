//! Which files the records tell of.

use super::Archive;
use super::stampa::file_key;
use crate::records::EnteId;

impl Archive {
    /// Keys of the files of all generations, and of the flows and ISEE requests of these enti.
    #[must_use]
    pub fn file_keys(&self, of: impl Fn(EnteId) -> bool) -> Vec<String> {
        let made = self.stampe.iter().flat_map(|(key, it)| it.files.iter().map(move |file| file_key(key, &file.nome)));
        let flows = self.flussi.iter().filter(|(_, it)| of(it.ente)).map(|(_, it)| it.file.clone());
        let asked = self.consultazioni.iter().filter(|(_, it)| of(it.ente));
        made.chain(flows).chain(asked.map(|(key, it)| Self::isee_file_key(key, &it.file))).collect()
    }
}
