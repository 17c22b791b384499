//! IndexedDB: records and files by key, a revision that every transaction checks and raises.

use crate::archive::stored::{Changes, FORMAT, HEAD, Head, head};
use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Query, TransactionMode};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

const NAME: &str = "siuss-kit";
const VERSION: u32 = 1;
const RECORDS: &str = "records";
const FILES: &str = "files";

/// The browser's storage of this origin.
#[derive(Debug)]
pub struct Storage {
    database: Database,
}

/// Why a transaction did not happen. What was stored before is untouched.
#[derive(Debug, PartialEq, Eq)]
pub enum CommitError {
    /// Another tab stored something since.
    Stale,
    /// The browser refused (a full disk, mostly); its own words follow.
    Failed(String),
}

impl From<idb::Error> for CommitError {
    fn from(error: idb::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Storage {
    /// Opens the archive's database, making it where there is none.
    ///
    /// # Errors
    /// The browser's own words (storage may be forbidden, as in some private windows).
    pub async fn open() -> Result<Self, String> {
        Self::open_named(NAME).await
    }

    /// Opens a database of this name.
    ///
    /// # Errors
    /// As [`Storage::open`].
    pub async fn open_named(name: &str) -> Result<Self, String> {
        let open = async {
            let mut request = Factory::new()?.open(name, Some(VERSION))?;
            request.on_upgrade_needed(|event| {
                let Ok(database) = event.database() else { return };
                for store in [RECORDS, FILES] {
                    if !database.store_names().iter().any(|name| name == store) {
                        // A failure here fails the opening itself.
                        let _ = database.create_object_store(store, ObjectStoreParams::new());
                    }
                }
            });
            request.await
        };
        let mut database = open.await.map_err(|error: idb::Error| error.to_string())?;
        // A newer page in another tab may need to change the stores: this one must not stand in its way.
        database.on_version_change(|event| {
            if let Ok(database) = event.database() {
                database.close();
            }
        });
        Ok(Self { database })
    }

    /// All records.
    ///
    /// # Errors
    /// The browser's own words.
    pub async fn records(&self) -> Result<Vec<(String, String)>, String> {
        let read = async {
            let transaction = self.database.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
            let store = transaction.object_store(RECORDS)?;
            let (keys, values) = (store.get_all_keys(None, None)?, store.get_all(None, None)?);
            Ok((keys.await?, values.await?))
        };
        let (keys, values) = read.await.map_err(|error: idb::Error| error.to_string())?;
        let text = |value: &JsValue| value.as_string().unwrap_or_default();
        Ok(keys.iter().zip(&values).map(|(key, value)| (text(key), text(value))).collect())
    }

    /// A file.
    pub async fn file(&self, key: &str) -> Option<Vec<u8>> {
        let transaction = self.database.transaction(&[FILES], TransactionMode::ReadOnly).ok()?;
        let store = transaction.object_store(FILES).ok()?;
        let value = store.get(Query::Key(key.into())).ok()?.await.ok()??;
        Some(value.dyn_into::<Uint8Array>().ok()?.to_vec())
    }

    /// The revision of what is stored; `None` where it cannot be read.
    pub async fn revision(&self) -> Option<u64> {
        let transaction = self.database.transaction(&[RECORDS], TransactionMode::ReadOnly).ok()?;
        let stored = transaction.object_store(RECORDS).ok()?.get(Query::Key(HEAD.into())).ok()?.await.ok()?;
        match stored {
            Some(json) => Some(head(&json.as_string()?).ok()?.revisione),
            None => Some(0),
        }
    }

    /// Stores changes, if nobody else did since `revision`; answers with the new revision.
    ///
    /// Everything is put without waiting, then committed: the fastest way, and the only one in which the
    /// transaction cannot end half-way through a pause of ours.
    ///
    /// # Errors
    /// See [`CommitError`].
    pub async fn commit(&self, revision: u64, changes: &Changes) -> Result<u64, CommitError> {
        let transaction = self.database.transaction(&[RECORDS, FILES], TransactionMode::ReadWrite)?;
        let records = transaction.object_store(RECORDS)?;
        let files = transaction.object_store(FILES)?;
        let stored = records.get(Query::Key(HEAD.into()))?.await?;
        let stored = stored.and_then(|json| json.as_string()).and_then(|json| head(&json).ok());
        if stored.map_or(0, |head| head.revisione) != revision {
            return Err(CommitError::Stale);
        }
        let next = Head { formato: FORMAT, revisione: revision + 1, blocchi: changes.blocks.clone() };
        let put = || -> Result<(), idb::Error> {
            for (key, json) in &changes.records {
                records.put(&json.into(), Some(&key.into()))?;
            }
            for (key, bytes) in &changes.files {
                files.put(&Uint8Array::from(bytes.as_slice()), Some(&key.into()))?;
            }
            for key in &changes.gone_files {
                files.delete(Query::Key(key.into()))?;
            }
            let json = serde_json::to_string(&next).unwrap_or_default();
            records.put(&json.into(), Some(&HEAD.into()))?;
            Ok(())
        };
        if let Err(error) = put() {
            // Without this the browser would commit the half that was put.
            transaction.abort()?.await?;
            return Err(error.into());
        }
        let result = transaction.commit()?.await?;
        // A full disk shows itself only now, and as an abort rather than as an error.
        if result.is_committed() { Ok(next.revisione) } else { Err(CommitError::Failed("spazio esaurito".into())) }
    }
}
