//! A folder of the operator's, where the browser lets a page write into one: Chrome and Edge, on https or from a file.
//! The permission is the browser's to give, and mostly ends with it: it is asked for again with one click.

use idb::{DatabaseEvent, Factory, ObjectStoreParams, Query, TransactionMode};
use js_sys::{AsyncIterator, IteratorNext, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Where the folder is remembered: beside the archive, for a page that cannot open that may still have its folder.
const DATABASE: &str = "siuss-kit-cartella";
const STORE: &str = "cartella";

#[wasm_bindgen]
extern "C" {
    /// `FileSystemDirectoryHandle`, which web-sys has only in its unstable part.
    #[derive(Debug, Clone)]
    pub type Folder;

    #[wasm_bindgen(catch, js_name = showDirectoryPicker)]
    async fn show_directory_picker(options: &Object) -> Result<JsValue, JsValue>;

    /// Its name, for the operator to know it by.
    #[wasm_bindgen(method, getter)]
    pub fn name(this: &Folder) -> String;

    #[wasm_bindgen(method, catch, js_name = queryPermission)]
    async fn query_permission(this: &Folder, options: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    async fn request_permission(this: &Folder, options: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getFileHandle)]
    async fn file_handle(this: &Folder, name: &str, options: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeEntry)]
    async fn remove_entry(this: &Folder, name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method)]
    fn keys(this: &Folder) -> AsyncIterator;

    type FileHandle;

    #[wasm_bindgen(method, catch, js_name = getFile)]
    async fn file(this: &FileHandle) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createWritable)]
    async fn create_writable(this: &FileHandle) -> Result<JsValue, JsValue>;

    type Writable;

    #[wasm_bindgen(method, catch)]
    async fn write(this: &Writable, bytes: &Uint8Array) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn close(this: &Writable) -> Result<JsValue, JsValue>;
}

fn options(name: &str, value: impl Into<JsValue>) -> Object {
    let options = Object::new();
    // A new object takes any property.
    let _ = Reflect::set(&options, &name.into(), &value.into());
    options
}

/// Whether the browser has such a thing here.
#[must_use]
pub fn can_be_chosen() -> bool {
    Reflect::has(&js_sys::global(), &"showDirectoryPicker".into()).unwrap_or(false)
}

/// Lets the operator choose one; `None` where they did not.
pub async fn choose() -> Option<Folder> {
    show_directory_picker(&options("mode", "readwrite")).await.ok().map(JsCast::unchecked_into)
}

impl Folder {
    /// Whether it may be written into without asking.
    pub async fn is_open(&self) -> bool {
        let granted = self.query_permission(&options("mode", "readwrite")).await;
        granted.is_ok_and(|it| it.as_string().as_deref() == Some("granted"))
    }

    /// Asks the operator, who has just pressed a button.
    pub async fn ask(&self) -> bool {
        let granted = self.request_permission(&options("mode", "readwrite")).await;
        granted.is_ok_and(|it| it.as_string().as_deref() == Some("granted"))
    }

    /// A file of it.
    pub async fn read(&self, name: &str) -> Option<File> {
        let handle: FileHandle = self.file_handle(name, &Object::new()).await.ok()?.unchecked_into();
        handle.file().await.ok()?.dyn_into().ok()
    }

    /// Writes a file, which takes the place of one of the same name only once it is whole.
    ///
    /// # Errors
    /// The browser's own words: the folder is gone, the disk full, the permission taken back.
    pub async fn write(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        self.put(name, bytes).await.map_err(|thrown| {
            let message = Reflect::get(&thrown, &"message".into()).ok();
            message.and_then(|it| it.as_string()).unwrap_or_else(|| "errore sconosciuto".to_owned())
        })
    }

    async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), JsValue> {
        let handle: FileHandle = self.file_handle(name, &options("create", true)).await?.unchecked_into();
        let writable: Writable = handle.create_writable().await?.unchecked_into();
        writable.write(&Uint8Array::from(bytes)).await?;
        writable.close().await?;
        Ok(())
    }

    /// Deletes a file of it, where it is there.
    pub async fn delete(&self, name: &str) {
        let _ = self.remove_entry(name).await;
    }

    /// Names of its files.
    pub async fn names(&self) -> Vec<String> {
        let (keys, mut names) = (self.keys(), Vec::new());
        while let Ok(next) = keys.next() {
            let Ok(next) = JsFuture::from(next).await else { break };
            let next: IteratorNext = next.unchecked_into();
            if next.done() {
                break;
            }
            names.extend(next.value().as_string());
        }
        names
    }

    /// Remembers it for the next time.
    pub async fn remember(&self) {
        let _ = store(Some(self)).await;
    }
}

/// The folder that was chosen before.
pub async fn remembered() -> Option<Folder> {
    let database = open().await.ok()?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly).ok()?;
    let kept = transaction.object_store(STORE).ok()?.get(Query::Key(STORE.into())).ok()?.await.ok()??;
    database.close();
    Some(kept.unchecked_into())
}

/// Forgets it; the files stay.
pub async fn forget() {
    let _ = store(None).await;
}

async fn store(folder: Option<&Folder>) -> Result<(), idb::Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let kept = transaction.object_store(STORE)?;
    match folder {
        Some(folder) => drop(kept.put(folder.as_ref(), Some(&STORE.into()))?.await?),
        None => kept.delete(Query::Key(STORE.into()))?.await?,
    }
    transaction.commit()?.await?;
    database.close();
    Ok(())
}

async fn open() -> Result<idb::Database, idb::Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(1))?;
    request.on_upgrade_needed(|event| {
        // A failure here fails the opening itself.
        let _ = event.database().map(|database| database.create_object_store(STORE, ObjectStoreParams::new()));
    });
    request.await
}
