//! The key over everything that is stored, and the passphrase over the key.
//!
//! A passphrase is never the key itself: Argon2id makes of it a key that opens a small lock, in which the data key lies.
//! So a passphrase is changed without sealing everything anew, and a printed recovery key opens the same archive.
//! What is sealed stands under a name (the key of a record or file): moved under another one it opens no more.
//! XChaCha20-Poly1305: its nonces are long enough to be drawn at random.

use super::pack::{deflate, inflate};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Fills bytes with what nobody can foresee.
pub type Random = fn(&mut [u8]);

/// Letters that a passphrase must have at least.
pub const SHORTEST: usize = 10;

const KEY: usize = 32;
const NONCE: usize = 24;
const SALT: usize = 16;

/// What one trial of a passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Cost {
    /// KiB.
    memoria: u32,
    passate: u32,
}

impl Cost {
    /// About half a second on an office PC.
    const PASSPHRASE: Self = Self { memoria: 64 * 1024, passate: 3 };
    /// A recovery key is drawn at random: nobody tries them all, whatever one costs.
    const RECOVERY: Self = Self { memoria: 1024, passate: 1 };

    /// Nobody's file may ask for more than this.
    fn is_bearable(self) -> bool {
        self.memoria <= 256 * 1024 && self.passate <= 10
    }
}

/// What opens a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Opener {
    Frase,
    Recupero,
}

/// A data key under a passphrase, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Lock {
    apre: Opener,
    costo: Cost,
    sale: String,
    chiave: String,
}

/// The locks of one data key, as they are stored: each opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locks(Vec<Lock>);

/// An open archive's data key, with its locks. Gone from memory when it is dropped.
#[derive(Clone)]
pub struct Vault {
    key: Zeroizing<[u8; KEY]>,
    locks: Locks,
    random: Random,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Vault")
    }
}

impl Lock {
    fn new(apre: Opener, costo: Cost, phrase: &str, key: &[u8], random: Random) -> Option<Self> {
        let mut salt = [0; SALT];
        random(&mut salt);
        let wrapping = derive(costo, &salt, phrase)?;
        let chiave = BASE64_STANDARD.encode(seal(&wrapping, "chiave", key, random)?);
        Some(Self { apre, costo, sale: BASE64_STANDARD.encode(salt), chiave })
    }

    fn open(&self, phrase: &str) -> Option<Zeroizing<[u8; KEY]>> {
        let salt = BASE64_STANDARD.decode(&self.sale).ok()?;
        let wrapping = derive(self.costo, &salt, phrase)?;
        let key = open(&wrapping, "chiave", &BASE64_STANDARD.decode(&self.chiave).ok()?)?;
        Some(Zeroizing::new(Zeroizing::new(key).as_slice().try_into().ok()?))
    }
}

impl Locks {
    /// Opens them. `None` where this opens none of them; nothing tells how near it was.
    #[must_use]
    pub fn open(&self, phrase: &str, random: Random) -> Option<Vault> {
        // A recovery key is typed with whatever stands between its groups.
        let recovery = recovery_key_of(phrase);
        let key = self.0.iter().take(MOST_LOCKS).find_map(|lock| match lock.apre {
            Opener::Frase => lock.open(phrase),
            Opener::Recupero => lock.open(&recovery),
        })?;
        Some(Vault { key, locks: self.clone(), random })
    }
}

/// A hostile file may not ask for one trial after the other.
const MOST_LOCKS: usize = 2;

impl Vault {
    /// A new data key under this passphrase. `None` where the computer lacks the memory for it.
    #[must_use]
    pub fn new(phrase: &str, random: Random) -> Option<Self> {
        let mut key = Zeroizing::new([0; KEY]);
        random(key.as_mut_slice());
        let lock = Lock::new(Opener::Frase, Cost::PASSPHRASE, phrase, key.as_slice(), random)?;
        Some(Self { key, locks: Locks(vec![lock]), random })
    }

    /// The same data key under another passphrase; a recovery key stays good.
    #[must_use]
    pub fn with_passphrase(&self, phrase: &str) -> Option<Self> {
        self.with_lock(Lock::new(Opener::Frase, Cost::PASSPHRASE, phrase, self.key.as_slice(), self.random)?)
    }

    /// The same data key with a recovery key beside the passphrase, in the place of one made before; and that key, to be
    /// printed: it is kept nowhere.
    #[must_use]
    pub fn with_recovery_key(&self) -> Option<(Self, String)> {
        let mut drawn = Zeroizing::new([0; RECOVERY_LETTERS]);
        (self.random)(drawn.as_mut_slice());
        let letters: Vec<char> =
            drawn.iter().filter_map(|byte| ALPHABET.chars().nth(usize::from(*byte) % ALPHABET.len())).collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        let phrase = groups.join("-");
        let lock =
            Lock::new(Opener::Recupero, Cost::RECOVERY, &recovery_key_of(&phrase), self.key.as_slice(), self.random)?;
        Some((self.with_lock(lock)?, phrase))
    }

    #[allow(clippy::unnecessary_wraps, reason = "what its callers answer")]
    fn with_lock(&self, lock: Lock) -> Option<Self> {
        let mut locks = self.locks.0.clone();
        locks.retain(|other| other.apre != lock.apre);
        locks.push(lock);
        Some(Self { locks: Locks(locks), ..self.clone() })
    }

    /// Its locks, to be stored.
    #[must_use]
    pub fn locks(&self) -> &Locks {
        &self.locks
    }

    /// Whether a recovery key was made.
    #[must_use]
    pub fn has_recovery_key(&self) -> bool {
        self.locks.0.iter().any(|lock| lock.apre == Opener::Recupero)
    }

    /// A value as it is stored under a key: deflated and sealed.
    #[must_use]
    pub fn close_value(&self, key: &str, bytes: &[u8]) -> Vec<u8> {
        self.seal(key, &deflate(bytes))
    }

    /// A stored value; `None` where it is none of this key's.
    #[must_use]
    pub fn open_value(&self, key: &str, stored: &[u8]) -> Option<Vec<u8>> {
        inflate(&self.open(key, stored)?, LARGEST_VALUE)
    }

    /// Seals bytes that stand under `name`.
    #[must_use]
    pub fn seal(&self, name: &str, bytes: &[u8]) -> Vec<u8> {
        seal(&self.key, name, bytes, self.random).unwrap_or_default()
    }

    /// Opens what was sealed under `name`; `None` for anything else.
    #[must_use]
    pub fn open(&self, name: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        open(&self.key, name, sealed)
    }
}

/// Bytes. No block of ours, and no file that we keep, is larger.
const LARGEST_VALUE: u64 = 1 << 30;

/// Letters of a recovery key: none is taken for another. As many as fit into a byte without a rest.
const ALPHABET: &str = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const RECOVERY_LETTERS: usize = 32;

fn recovery_key_of(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

fn derive(cost: Cost, salt: &[u8], phrase: &str) -> Option<Zeroizing<[u8; KEY]>> {
    if !cost.is_bearable() {
        return None;
    }
    let params = Params::new(cost.memoria, cost.passate, 1, Some(KEY)).ok()?;
    let mut key = Zeroizing::new([0; KEY]);
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(phrase.as_bytes(), salt, key.as_mut_slice()).ok()?;
    Some(key)
}

/// The nonce, and after it the bytes sealed with their tag. `None` for more bytes than the cipher takes (256 GB).
fn seal(key: &[u8; KEY], name: &str, bytes: &[u8], random: Random) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE];
    random(&mut nonce);
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: bytes, aad: name.as_bytes() }).ok()?;
    Some([nonce.as_slice(), &sealed].concat())
}

fn open(key: &[u8; KEY], name: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: name.as_bytes() }).ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Not random at all, but never the same twice.
    pub(crate) fn counted(bytes: &mut [u8]) {
        static DRAWN: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
        for chunk in bytes.chunks_mut(8) {
            let drawn = DRAWN.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let drawn = drawn.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }

    /// What is sealed under a phrase is opened, or not, by what is typed.
    #[track_caller]
    fn check_opens(locks: &Locks, typed: &str, sealed: &[u8], content: Option<&str>) {
        let opened = locks.open(typed, counted).and_then(|vault| vault.open("assistiti/0", sealed));
        assert_eq!(opened.as_deref(), content.map(str::as_bytes), "«{typed}»");
    }

    #[test]
    fn a_passphrase_opens_what_was_sealed_and_nothing_else_does() {
        let vault = Vault::new("tre gatti sul tetto", counted).unwrap();
        let sealed = vault.seal("assistiti/0", b"FINTINI");
        assert!(!sealed.windows(7).any(|it| it == b"FINTINI"));
        check_opens(vault.locks(), "tre gatti sul tetto", &sealed, Some("FINTINI"));
        check_opens(vault.locks(), "Tre gatti sul tetto", &sealed, None);
        check_opens(vault.locks(), "", &sealed, None);
        assert_eq!(vault.open("assistiti/1", &sealed), None, "under another name");
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert_eq!(vault.open("assistiti/0", &damaged), None, "byte {at}");
            assert_eq!(vault.open("assistiti/0", &sealed[..at]), None, "cut at {at}");
        }
        assert_ne!(sealed, vault.seal("assistiti/0", b"FINTINI"));
    }

    #[test]
    fn another_passphrase_and_a_recovery_key_open_the_same() {
        let first = Vault::new("tre gatti sul tetto", counted).unwrap();
        let sealed = first.seal("assistiti/0", b"FINTINI");
        let (vault, printed) = first.with_recovery_key().unwrap();
        let vault = vault.with_passphrase("quattro cani in barca").unwrap();
        check_opens(vault.locks(), "tre gatti sul tetto", &sealed, None);
        check_opens(vault.locks(), "quattro cani in barca", &sealed, Some("FINTINI"));
        check_opens(vault.locks(), &printed, &sealed, Some("FINTINI"));
        check_opens(vault.locks(), &printed.to_lowercase().replace('-', "  "), &sealed, Some("FINTINI"));
        let (again, newer) = vault.with_recovery_key().unwrap();
        check_opens(again.locks(), &printed, &sealed, None);
        check_opens(again.locks(), &newer, &sealed, Some("FINTINI"));
        assert_eq!(printed.len(), RECOVERY_LETTERS + RECOVERY_LETTERS / 4 - 1);
    }

    #[test]
    fn locks_that_ask_for_too_much_are_not_tried() {
        let vault = Vault::new("tre gatti sul tetto", counted).unwrap();
        for dear in [Cost { memoria: 256 * 1024 + 1, passate: 1 }, Cost { memoria: 1024, passate: 11 }] {
            let mut locks = vault.locks().clone();
            locks.0[0].costo = dear;
            assert!(locks.open("tre gatti sul tetto", counted).is_none(), "{dear:?}");
        }
        let many = Locks(vec![vault.locks().0[0].clone(); 50]);
        let json = serde_json::to_string(&many).unwrap();
        assert_eq!(serde_json::from_str::<Locks>(&json).unwrap(), many);
        assert!(many.open("altro", counted).is_none());
    }
}
