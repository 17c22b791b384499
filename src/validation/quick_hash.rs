//! A quick hash for the maps of a check of 100,000 rows: they live no longer than it, and nobody outside fills them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map with the quick hash.
pub(super) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// An empty map with room for so many.
pub(super) fn with_room<K, V>(room: usize) -> QuickMap<K, V> {
    QuickMap::with_capacity_and_hasher(room, BuildHasherDefault::default())
}

/// Eight bytes at a time: rotate, mix in, multiply.
#[derive(Default)]
pub(super) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        self.write_u64(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(word.into());
    }

    fn finish(&self) -> u64 {
        // The map looks at the high bits and at the low ones; multiplying leaves the low ones poor.
        self.0 ^ (self.0 >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::{QuickMap, with_room};

    #[test]
    fn it_is_a_map() {
        let mut map: QuickMap<(&str, Option<u16>), usize> = with_room(10);
        for (index, key) in
            [("A1.07", None), ("A1.07", Some(1)), ("", None), ("A1.07 and more", None)].into_iter().enumerate()
        {
            assert_eq!(map.insert(key, index), None);
        }
        assert_eq!(map.get(&("A1.07", Some(1))), Some(&1));
        assert_eq!(map.len(), 4);
    }
}
