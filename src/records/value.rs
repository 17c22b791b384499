//! An attribute that is absent, or there but unreadable, or read.

/// One typed attribute of the flow.
///
/// Records only hold what could be read; XML of other programs holds anything,
/// and a fault in one attribute must not stop the rules that look at the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Value<T> {
    /// Not there.
    #[default]
    Absent,
    /// There, but not in the form that the schema asks; the text as written.
    Unreadable(String),
    /// Read, but written in a form that the specification does not ask (a date with a time zone); the text as written.
    Odd(T, String),
    /// Read.
    Read(T),
}

impl<T: Copy> Value<T> {
    /// The value, where one could be read.
    #[must_use]
    pub fn get(&self) -> Option<T> {
        match self {
            Self::Read(value) | Self::Odd(value, _) => Some(*value),
            Self::Absent | Self::Unreadable(_) => None,
        }
    }
}

impl<T> Value<T> {
    /// Whether the attribute is not there at all.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The text of an attribute that could not be read.
    #[must_use]
    pub fn unreadable(&self) -> Option<&str> {
        match self {
            Self::Unreadable(text) => Some(text),
            _ => None,
        }
    }
}

impl<T> From<Option<T>> for Value<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Read)
    }
}
