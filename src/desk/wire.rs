//! How requests and answers cross between page and worker: as bytes without field names (postcard).
//!
//! JSON reads the same messages with three times the code, and both ends download it.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A message in bytes. What cannot be written, which no type of ours is, would be refused as unreadable.
#[must_use]
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_allocvec(message).unwrap_or_default()
}

/// A message from bytes; `None` where they are none of this type.
#[must_use]
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::invio::request::{InvioRequest, Rows};
    use crate::desk::{Answer, Opened, Request};
    use crate::records::PrestazioneId;
    use chrono::NaiveDate;

    #[track_caller]
    fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(message: &T) {
        assert_eq!(decode::<T>(&encode(message)).as_ref(), Some(message));
    }

    #[test]
    fn what_is_said_is_heard() {
        check(&Request::Open { version: "1".into() });
        check(&Request::Invio(InvioRequest::Fix { rule: "A05".into(), rows: Rows::One(PrestazioneId::new(3)) }));
        check(&Answer::Progress { what: "Leggo".into(), done: 3, total: 0 });
        let today = NaiveDate::from_ymd_opt(2026, 11, 24);
        check(&Answer::Opened(Opened { warnings: vec!["città".into()], today, ..Opened::default() }));
    }

    #[test]
    fn noise_is_no_message() {
        assert_eq!(decode::<Request>(b""), None);
        assert_eq!(decode::<Answer>(&[0xFF; 20]), None);
    }
}
