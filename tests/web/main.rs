//! The browser's own storage, tested in a browser.
#![cfg(target_arch = "wasm32")]

use siuss_kit::archive::stored::{Changes, HEAD, Refusal, head};
use siuss_kit::archive::vault::Vault;
use siuss_kit::worker::storage::{CommitError, Storage, Unavailable};
use std::sync::atomic::{AtomicU64, Ordering};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A database that no other test uses.
async fn fresh(name: &str) -> Storage {
    idb::Factory::new().unwrap().delete(name).unwrap().await.unwrap();
    Storage::open_named(name).await.unwrap()
}

fn record(key: &str, json: &str) -> Changes {
    Changes { records: vec![(key.into(), json.into())], ..Changes::default() }
}

#[wasm_bindgen_test]
async fn what_is_committed_is_there_after_opening_again() {
    let storage = fresh("there").await;
    let changes = Changes {
        records: vec![("enti/0".into(), "{}".into())],
        files: vec![("stampe/0/a.xml".into(), vec![1, 2, 3])],
        gone_files: vec![],
        blocks: [("enti".to_owned(), 1)].into(),
        replaces: false,
        ..Changes::default()
    };
    assert_eq!(storage.revision().await, Some(0));
    assert_eq!(storage.commit(0, &changes, None).await, Ok(1));
    assert_eq!(storage.revision().await, Some(1));
    let again = Storage::open_named("there").await.unwrap();
    let records = again.records(None).await.unwrap();
    assert_eq!(records.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), [HEAD, "enti/0"]);
    let head = head(&records[0].1).unwrap();
    assert_eq!((head.revisione, head.blocchi), (1, changes.blocks));
    assert_eq!(again.file("stampe/0/a.xml", None).await, Some(vec![1, 2, 3]));
    assert_eq!(again.file("stampe/0/b.xml", None).await, None);
}

#[wasm_bindgen_test]
async fn a_stale_tab_overwrites_nothing() {
    let one = fresh("stale").await;
    let other = Storage::open_named("stale").await.unwrap();
    assert_eq!(one.commit(0, &record("enti/0", "\"one\""), None).await, Ok(1));
    assert_eq!(other.commit(0, &record("enti/0", "\"other\""), None).await, Err(CommitError::Stale));
    assert_eq!(one.records(None).await.unwrap()[1].1, "\"one\"");
    assert_eq!(other.commit(1, &record("enti/0", "\"other\""), None).await, Ok(2));
}

#[wasm_bindgen_test]
async fn ten_thousand_blocks_are_one_transaction() {
    let storage = fresh("many").await;
    let records = (0..10_000).map(|block| (format!("prestazioni/{block}"), "x".repeat(100))).collect();
    assert_eq!(storage.commit(0, &Changes { records, ..Changes::default() }, None).await, Ok(1));
    assert_eq!(storage.records(None).await.unwrap().len(), 10_001);
}

/// Never the same twice is random enough here.
fn counted(bytes: &mut [u8]) {
    static DRAWN: AtomicU64 = AtomicU64::new(1);
    for byte in bytes {
        *byte = DRAWN.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes()[7];
    }
}

#[wasm_bindgen_test]
async fn what_is_sealed_is_read_with_its_key_alone_and_stays_where_it_was() {
    let storage = fresh("sealed").await;
    let vault = Vault::new("tre gatti sul tetto", counted).unwrap();
    let changes = Changes { files: vec![("stampe/0/a.xml".into(), vec![1, 2, 3])], ..record("enti/0", "\"FINTI\"") };
    assert_eq!(storage.commit(0, &changes, Some(&vault)).await, Ok(1));
    assert_eq!(storage.records(Some(&vault)).await.unwrap()[1].1, "\"FINTI\"");
    assert_eq!(storage.file("stampe/0/a.xml", Some(&vault)).await, Some(vec![1, 2, 3]));
    assert_eq!(storage.head().await.unwrap().unwrap().serrature.as_ref(), Some(vault.locks()));
    let other = Vault::new("quattro cani in barca", counted).unwrap();
    assert_eq!(storage.records(Some(&other)).await.unwrap()[1].1, "");
    assert_eq!(storage.records(None).await.unwrap()[1].1, "");
    // What replaces everything leaves nothing else.
    let anew = Changes { replaces: true, ..record("assistiti/0", "[]") };
    assert_eq!(storage.commit(1, &anew, None).await, Ok(2));
    let keys: Vec<String> = storage.records(None).await.unwrap().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, [HEAD, "assistiti/0"]);
    assert_eq!(storage.file_keys().await, Some(vec![]));
}

#[wasm_bindgen_test]
async fn a_newer_database_is_told_from_one_that_fails() {
    drop(fresh("newer").await);
    let newer = idb::Factory::new().unwrap().open("newer", Some(2)).unwrap().await.unwrap();
    assert_eq!(Storage::open_named("newer").await.err(), Some(Unavailable::Refused(Refusal::Newer)));
    newer.close();
}

#[wasm_bindgen_test]
async fn a_database_that_was_left_is_closed() {
    let storage = fresh("left").await;
    drop(storage);
    // Were it open still, this would wait for it.
    idb::Factory::new().unwrap().delete("left").unwrap().await.unwrap();
}
