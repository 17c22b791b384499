//! Names that are a slip of the hand away from what is written.

/// Shorter names are near to too many others.
const SHORTEST: usize = 5;

/// Folded names, by their length in bytes.
pub(super) struct Names(Vec<Vec<&'static str>>);

impl Names {
    pub(super) fn new(names: impl Iterator<Item = &'static str>) -> Self {
        let mut by_length: Vec<Vec<&'static str>> = Vec::new();
        for name in names {
            if by_length.len() <= name.len() {
                by_length.resize_with(name.len() + 1, Vec::new);
            }
            by_length[name.len()].push(name);
        }
        Self(by_length)
    }

    /// Those that one letter more, less, other, or in its neighbour's place makes of a folded text.
    pub(super) fn near(&self, folded: &str) -> impl Iterator<Item = &'static str> {
        let length = folded.len();
        let lengths = if length < SHORTEST { 0..0 } else { length - 1..length + 2 };
        let alike = lengths.filter_map(|length| self.0.get(length)).flatten().copied();
        alike.filter(move |name| is_a_slip(folded.as_bytes(), name.as_bytes()))
    }
}

fn is_a_slip(one: &[u8], other: &[u8]) -> bool {
    let start = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    match (&one[..one.len() - end], &other[..other.len() - end]) {
        ([] | [_], [_]) | ([_], []) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    }
}

/// What is found, where all that is found is the same.
pub(super) fn one<T: Copy, K: PartialEq>(mut found: impl Iterator<Item = T>, key: impl Fn(T) -> K) -> Option<T> {
    let first = found.next()?;
    found.all(|other| key(other) == key(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_and_no_two() {
        let names = Names::new(["FOLIGNO", "FOLIGNANO"].into_iter());
        for slip in ["FOLIGN", "OLIGNO", "FOLIGNOO", "FXLIGNO", "OFLIGNO", "FOLIGON", "FOLI GNO"] {
            assert_eq!(names.near(slip).collect::<Vec<_>>(), ["FOLIGNO"], "{slip}");
        }
        for none in ["FOLIGNO", "FOLI", "", "FOL", "FOGILNO", "FOXIXNO", "FOLIGNOÀÀÀÀÀÀ"] {
            assert_eq!(names.near(none).count(), 0, "{none}");
        }
        assert_eq!(one([1, 1].into_iter(), |it| it), Some(1));
        assert_eq!(one([1, 2].into_iter(), |it| it), None);
        assert_eq!(one([0; 0].into_iter(), |it| it), None);
    }
}
