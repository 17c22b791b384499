//! What page and worker say of themselves: which version they are, and what the worker says unasked.

/// Page and worker say this to each other first: a stale one from a cache is told, not mixed. It names the build, so that
/// nobody has to remember to count it up.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("SIUSS_BUILD"));

/// What is said where page and worker are of two versions.
pub const STALE: &str = "La pagina aperta è di una versione diversa da quella del programma: ricaricarla con Ctrl+F5.";

/// What the worker says unasked, as a word rather than a message: a page of another version must understand it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// Its first: it is there, and of this version. To a page of another one nothing more it says would be heard.
    Ready(String),
    /// It stored something, and this is the revision now.
    Stored(u64),
    /// Another tab stored something.
    Changed,
    /// Its last: it trapped, could not be fetched, or was closed. `archive.mjs` says this too.
    Ended,
}

impl Word {
    /// As it is said.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Ready(version) => format!("ready {version}"),
            Self::Stored(revision) => format!("stored {revision}"),
            Self::Changed => "changed".to_owned(),
            Self::Ended => "ended".to_owned(),
        }
    }

    /// As it is heard; `None` for what no worker of ours says.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text.split_once(' ') {
            Some(("ready", version)) => Some(Self::Ready(version.to_owned())),
            Some(("stored", revision)) => revision.parse().ok().map(Self::Stored),
            None if text == "changed" => Some(Self::Changed),
            None if text == "ended" => Some(Self::Ended),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_word(word: &Word) {
        assert_eq!(Word::from_text(&word.to_text()).as_ref(), Some(word));
    }

    #[test]
    fn words_are_heard_as_they_are_said() {
        check_word(&Word::Ready(VERSION.to_owned()));
        check_word(&Word::Stored(u64::MAX));
        check_word(&Word::Changed);
        check_word(&Word::Ended);
        assert_eq!(Word::from_text("stored boh"), None);
        assert_eq!(Word::from_text(""), None);
    }
}
