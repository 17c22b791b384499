//! Pages of lists: which part is asked for, and what is answered.

use serde::{Deserialize, Serialize};

/// Which part of a list to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Part {
    /// Page from 0.
    pub page: u32,
    /// Rows a page, from 1 to [`Part::MOST`].
    pub per_page: u32,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// "Trovate N righe": how many there are in all.
    pub found: u32,
    /// Those of the page.
    pub rows: Vec<T>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { found: 0, rows: Vec::new() }
    }
}

impl Part {
    /// Rows that a page has at most.
    pub const MOST: u32 = 500;

    /// The first rows of a list.
    #[must_use]
    pub const fn first(per_page: u32) -> Self {
        Self { page: 0, per_page }
    }

    /// This part of what was found; nothing beyond its end.
    pub fn of<L>(self, found: L) -> Page<L::Item>
    where
        L: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        let found = found.into_iter();
        let per_page = self.per_page.clamp(1, Self::MOST) as usize;
        let before = (self.page as usize).saturating_mul(per_page);
        Page {
            found: u32::try_from(found.len()).unwrap_or(u32::MAX),
            rows: found.skip(before).take(per_page).collect(),
        }
    }
}

impl<T> Page<T> {
    /// The same page, each row as `view` shows it.
    pub fn map<U>(self, view: impl FnMut(T) -> U) -> Page<U> {
        Page { found: self.found, rows: self.rows.into_iter().map(view).collect() }
    }

    /// The same, without the rows that `view` has nothing to show of.
    pub fn filter_map<U>(self, view: impl FnMut(T) -> Option<U>) -> Page<U> {
        Page { found: self.found, rows: self.rows.into_iter().filter_map(view).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: u32, per_page: u32, rows: &[u32]) {
        assert_eq!(Part { page, per_page }.of(0..10_u32), Page { found: 10, rows: rows.to_vec() });
    }

    #[test]
    fn parts_of_a_list() {
        check(0, 4, &[0, 1, 2, 3]);
        check(2, 4, &[8, 9]);
        check(3, 4, &[]);
        check(u32::MAX, u32::MAX, &[]);
        check(1, 0, &[1]);
    }
}
