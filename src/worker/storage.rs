//! IndexedDB: records and files by key, a revision that every transaction checks and raises.

use crate::archive::stored::{Changes, FORMAT, HEAD, Head, Refusal, head};
use crate::archive::vault::Vault;
use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, Query, Transaction, TransactionMode};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbTransaction};

const NAME: &str = "siuss-kit";
const VERSION: u32 = 1;
const RECORDS: &str = "records";
const FILES: &str = "files";

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase`, for the call that neither idb nor web-sys (but for its unstable part) has.
    #[derive(Debug)]
    type Durable;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction(this: &Durable, stores: &Array, mode: &str, options: &Object) -> Result<JsValue, JsValue>;
}

/// The browser's storage of this origin.
#[derive(Debug)]
pub struct Storage {
    database: Database,
    /// The same database.
    durable: Durable,
}

/// Why the storage cannot be had, in words for the operator. What is stored was not touched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    /// The browser has no storage for this page, or refuses it: a private window, site data that are blocked.
    #[error("Il browser non permette più di leggere i dati di questa pagina.")]
    Forbidden,
    /// There is an archive, and it is not to be opened.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There was one before, and nothing is stored now.
    #[error(
        "L'archivio che era conservato in questo browser non c'è più: i dati del sito sono stati cancellati. Ricaricando la pagina si comincia da un archivio vuoto."
    )]
    Gone,
    /// The browser failed (a full or broken disk, mostly); its own words follow.
    #[error(
        "Il browser non riesce ad aprire l'archivio ({0}). I dati non sono stati toccati: chiudere le altre schede di questa pagina, liberare spazio sul disco se è pieno, e riprovare."
    )]
    Failed(String),
}

impl From<Error> for Unavailable {
    /// The exception's name tells.
    fn from(error: Error) -> Self {
        let exception = match &error {
            Error::IndexedDbNotFound(_) => return Self::Forbidden,
            Error::DomException(exception) => Some(exception),
            Error::IndexedDbOpenFailed(thrown) => thrown.dyn_ref::<DomException>(),
            _ => None,
        };
        let Some(exception) = exception else { return Self::Failed(error.to_string()) };
        match exception.name().as_str() {
            "VersionError" => Self::Refused(Refusal::Newer),
            // Firefox says InvalidStateError in private windows that keep nothing.
            "SecurityError" | "InvalidStateError" => Self::Forbidden,
            // Where site data are blocked Chromium says this in words only.
            "UnknownError" if exception.message().contains("denied permission") => Self::Forbidden,
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// Why a transaction did not happen, in words for the operator. What was stored before is untouched.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// Another tab stored something since.
    #[error("Un'altra scheda del browser ha modificato l'archivio: ora si vedono i suoi dati. Ripetere l'operazione.")]
    Stale,
    /// The browser refused (a full disk, mostly); its own words follow.
    #[error(
        "Il browser non è riuscito a salvare ({0}): l'operazione non è stata fatta e i dati di prima sono intatti. Liberare spazio sul disco e riprovare."
    )]
    Failed(String),
}

impl From<Error> for CommitError {
    fn from(error: Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Storage {
    /// Opens the archive's database, making it where there is none.
    ///
    /// # Errors
    /// See [`Unavailable`].
    pub async fn open() -> Result<Self, Unavailable> {
        Self::open_named(NAME).await
    }

    /// Opens a database of this name.
    ///
    /// # Errors
    /// As [`Storage::open`].
    pub async fn open_named(name: &str) -> Result<Self, Unavailable> {
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
        let durable: JsValue = request.await?.into();
        let mut database = Database::try_from(durable.clone())?;
        // A newer page in another tab may need to change the stores: this one must not stand in its way.
        database.on_version_change(|event| {
            if let Ok(database) = event.database() {
                database.close();
            }
        });
        Ok(Self { database, durable: durable.unchecked_into() })
    }

    /// All records, opened with `vault` where they are sealed. One that cannot be opened is empty: no record is.
    ///
    /// # Errors
    /// The browser's own words, mostly.
    pub async fn records(&self, vault: Option<&Vault>) -> Result<Vec<(String, String)>, Unavailable> {
        let transaction = self.database.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(RECORDS)?;
        let (keys, values) = (store.get_all_keys(None, None)?, store.get_all(None, None)?);
        let (keys, values) = (keys.await?, values.await?);
        let text = |(key, value): (&JsValue, &JsValue)| {
            let key = key.as_string().unwrap_or_default();
            let json = match vault {
                Some(_) if key != HEAD => opened(vault, &key, value).and_then(|json| String::from_utf8(json).ok()),
                _ => value.as_string(),
            };
            (key, json.unwrap_or_default())
        };
        Ok(keys.iter().zip(&values).map(text).collect())
    }

    /// The head; `None` where nothing at all is stored.
    ///
    /// # Errors
    /// It cannot be read, or is newer.
    pub async fn head(&self) -> Result<Option<Head>, Unavailable> {
        let transaction = self.database.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
        let stored = transaction.object_store(RECORDS)?.get(Query::Key(HEAD.into()))?.await?;
        let Some(stored) = stored else { return Ok(None) };
        Ok(Some(head(&stored.as_string().unwrap_or_default())?))
    }

    /// A file.
    pub async fn file(&self, key: &str, vault: Option<&Vault>) -> Option<Vec<u8>> {
        let transaction = self.database.transaction(&[FILES], TransactionMode::ReadOnly).ok()?;
        let store = transaction.object_store(FILES).ok()?;
        let value = store.get(Query::Key(key.into())).ok()?.await.ok()??;
        opened(vault, key, &value)
    }

    /// Keys of all files.
    pub async fn file_keys(&self) -> Option<Vec<String>> {
        let transaction = self.database.transaction(&[FILES], TransactionMode::ReadOnly).ok()?;
        let keys = transaction.object_store(FILES).ok()?.get_all_keys(None, None).ok()?.await.ok()?;
        Some(keys.iter().filter_map(JsValue::as_string).collect())
    }

    /// The revision of what is stored; `None` where it cannot be read.
    pub async fn revision(&self) -> Option<u64> {
        Some(self.head().await.ok()?.unwrap_or_default().revisione)
    }

    /// Stores changes, sealed where there is a `vault`, if nobody else did since `revision`; answers with the new revision.
    ///
    /// Everything is put without waiting, then committed: the fastest way, and the only one in which the
    /// transaction cannot end half-way through a pause of ours.
    ///
    /// # Errors
    /// See [`CommitError`].
    pub async fn commit(&self, revision: u64, changes: &Changes, vault: Option<&Vault>) -> Result<u64, CommitError> {
        let transaction = self.writing()?;
        let records = transaction.object_store(RECORDS)?;
        let files = transaction.object_store(FILES)?;
        let stored = records.get(Query::Key(HEAD.into()))?.await?;
        let stored = stored.and_then(|json| json.as_string()).and_then(|json| head(&json).ok());
        if stored.map_or(0, |head| head.revisione) != revision {
            return Err(CommitError::Stale);
        }
        let next = Head {
            formato: FORMAT,
            revisione: revision + 1,
            blocchi: changes.blocks.clone(),
            serrature: vault.map(|vault| vault.locks().clone()),
            settings: changes.settings.clone(),
        };
        let put = || -> Result<(), Error> {
            if changes.replaces {
                records.clear()?;
                files.clear()?;
            }
            for (key, json) in &changes.records {
                let value = vault.map_or_else(|| json.into(), |vault| sealed(vault, key, json.as_bytes()).into());
                records.put(&value, Some(&key.into()))?;
            }
            for (key, bytes) in &changes.files {
                let value = vault.map_or_else(|| bytes.as_slice().into(), |vault| sealed(vault, key, bytes));
                files.put(&value, Some(&key.into()))?;
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
            transaction.abort()?;
            return Err(error.into());
        }
        over(transaction.commit()?).await?;
        Ok(next.revisione)
    }

    /// Keeps a file that is no part of the archive beside it, or takes it away: no revision is raised, so that no other tab is
    /// behind. Where another passphrase was put over the archive meanwhile it is not kept, for it would be in clear.
    ///
    /// # Errors
    /// See [`CommitError`].
    pub async fn keep_beside(&self, key: &str, bytes: Option<&[u8]>, vault: Option<&Vault>) -> Result<(), CommitError> {
        let transaction = self.writing()?;
        let files = transaction.object_store(FILES)?;
        let stored = transaction.object_store(RECORDS)?.get(Query::Key(HEAD.into()))?.await?;
        let stored = stored.and_then(|json| json.as_string()).and_then(|json| head(&json).ok());
        if stored.and_then(|head| head.serrature).as_ref() != vault.map(Vault::locks) {
            return Err(CommitError::Stale);
        }
        match bytes {
            Some(bytes) => {
                let value = vault.map_or_else(|| bytes.into(), |vault| sealed(vault, key, bytes));
                files.put(&value, Some(&key.into()))?;
            }
            None => drop(files.delete(Query::Key(key.into()))?),
        }
        over(transaction.commit()?).await
    }

    /// A writing transaction, which is over only when it is on the disk. A browser that does not know the option leaves it.
    fn writing(&self) -> Result<Transaction, Error> {
        let options = Object::new();
        // A new object takes any property.
        let _ = Reflect::set(&options, &"durability".into(), &"strict".into());
        let stores = Array::of2(&RECORDS.into(), &FILES.into());
        let begun = self.durable.transaction(&stores, "readwrite", &options);
        Transaction::try_from(begun.map_err(Error::TransactionOpenFailed)?)
    }
}

fn sealed(vault: &Vault, key: &str, bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(vault.close_value(key, bytes).as_slice())
}

/// A value as it was before it was sealed, where there is a key.
fn opened(vault: Option<&Vault>, key: &str, value: &JsValue) -> Option<Vec<u8>> {
    let bytes = value.dyn_ref::<Uint8Array>()?.to_vec();
    match vault {
        Some(vault) => vault.open_value(key, &bytes),
        None => Some(bytes),
    }
}

/// Waits until a transaction is over: a full disk shows itself only then. Not by idb's own waiting, which takes the first
/// request that failed for the end, and whose listeners the others, and the end, then find gone: an error in the worker.
async fn over(transaction: Transaction) -> Result<(), CommitError> {
    let transaction = IdbTransaction::from(transaction);
    let end = Promise::new(&mut |complete, abort| {
        transaction.set_oncomplete(Some(&complete));
        transaction.set_onabort(Some(&abort));
    });
    JsFuture::from(end).await.map(drop).map_err(|_| {
        let why = transaction.error().map(|why| format!("{}: {}", why.name(), why.message()));
        CommitError::Failed(why.unwrap_or_else(|| "transazione interrotta".to_owned()))
    })
}

impl Drop for Storage {
    fn drop(&mut self) {
        self.database.close();
    }
}
