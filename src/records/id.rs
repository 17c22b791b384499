//! Keys of records: a key says which table it is of, so that none is ever taken for another's.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// Key of a `T` in the archive: its place in its table, from 0. Stored as the number alone.
#[derive(Serialize, Deserialize)]
#[serde(transparent, bound = "")]
pub struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// The key of a place.
    #[must_use]
    pub const fn new(place: u32) -> Self {
        Self(place, PhantomData)
    }

    /// A key that no record ever gets: of what is told of, and is not here.
    #[must_use]
    pub const fn of_none() -> Self {
        Self::new(u32::MAX)
    }

    /// The place in the table: for addresses, for words, and for the table itself.
    #[must_use]
    pub const fn place(self) -> u32 {
        self.0
    }

    /// The same, to look something up by.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The key given after this one.
    #[must_use]
    pub const fn following(self) -> Self {
        Self::new(self.0.saturating_add(1))
    }

    /// The keys given before this one, in order.
    pub fn earlier(self) -> impl DoubleEndedIterator<Item = Self> + use<T> {
        (0..self.0).map(Self::new)
    }
}

/// What an address and what words call a record by.
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads what [`Display`](fmt::Display) wrote.
impl<T> std::str::FromStr for Id<T> {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::new)
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = std::any::type_name::<T>().rsplit("::").next().unwrap_or_default();
        write!(f, "{name} {}", self.0)
    }
}

// A derived one would ask the same of `T`.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Id<T> {}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<T> Default for Id<T> {
    fn default() -> Self {
        Self::new(0)
    }
}
