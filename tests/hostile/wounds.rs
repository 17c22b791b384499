//! Right files made wrong by dice: bits turned, pieces cut, doubled, swapped, sizes changed; what is zipped is unpacked
//! first and packed again, so that the dice fall on the text and not on its sums.

use siuss_kit::files::zip::pack;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Numbers that look like chance (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to what is below a bound, which may be 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        if bound == 0 { 0 } else { (self.roll() % bound as u64) as usize }
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// A file with wounds, where it is a zip mostly in one of its parts; `other` lends pieces.
pub(crate) fn wounded(file: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let parts = if dice.below(4) == 0 { None } else { unzipped(file) };
    match parts {
        Some(mut parts) if !parts.is_empty() => {
            let index = dice.below(parts.len());
            let part = std::mem::take(&mut parts[index].1);
            parts[index].1 = mangle(part, other, dice);
            pack(&parts).unwrap_or_default()
        }
        // The bytes as they are.
        _ => mangle(file.to_vec(), other, dice),
    }
}

fn unzipped(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).ok()?;
        let mut content = Vec::new();
        entry.read_to_end(&mut content).ok()?;
        parts.push((entry.name().ok()?.into_owned(), content));
    }
    Some(parts)
}

/// What readers look for, and numbers that sums overflow on.
const WORDS: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&#0;",
    "&#x110000;",
    "&x;",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "\"",
    "\"\"",
    ";",
    "\r",
    "\n",
    "\0",
    "\u{feff}",
    "-1",
    "0",
    "1048577",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "1e999",
    "NaN",
    "-0",
    "9999-12-31",
    "0000-00-00",
    "31/02/2026",
    "à",
    "\u{1F600}",
    "\u{202e}",
    "A1:XFD1048576",
    "XFD9999999",
    " r=\"0\"",
    " t=\"s\"",
    " s=\"99\"",
    "_x0000_",
    "_xD800_",
    "PT999999999999999H",
    " table:number-rows-repeated=\"4294967295\"",
    " table:number-columns-repeated=\"4294967295\"",
    " table:number-columns-spanned=\"4294967295\"",
    " table:number-rows-spanned=\"4294967295\"",
    "{",
    "[",
    "}",
    "]",
    "null",
    "\\ud800",
    "<Attestazione>",
    "</Attestazione>",
    "<Indicatore/>",
    "<Esito>OK</Esito>",
    "xmlns:a=\"b\"",
];

/// One to six wounds.
pub(crate) fn mangle(mut bytes: Vec<u8>, other: &[u8], dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        let most = 1 << dice.below(12);
        let length = dice.below((bytes.len() - at).min(most));
        match dice.below(9) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let piece = bytes[at..at + length].to_vec();
                let times = 1 + dice.below(40);
                drop(bytes.splice(at..at, piece.repeat(times)));
            }
            4 => {
                let from = dice.below(other.len());
                let piece: Vec<u8> = other[from..].iter().take(most).copied().collect();
                drop(bytes.splice(at..at + length, piece));
            }
            // A number of two, four or eight bytes, as formats of bytes have for sizes.
            5 => {
                let value =
                    *dice.pick(&[0_u64, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, u64::MAX]);
                let width = 1 << (1 + dice.below(3));
                for (byte, new) in bytes.iter_mut().skip(at).zip(&value.to_le_bytes()[..width]) {
                    *byte = *new;
                }
            }
            6 | 7 => {
                let word = dice.pick(WORDS).bytes();
                drop(bytes.splice(at..at + length.min(8), word));
            }
            _ => {
                let digit = bytes.iter().skip(at).position(u8::is_ascii_digit);
                if let Some(place) = digit.map(|place| at + place) {
                    let end = place + bytes[place..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                    drop(bytes.splice(place..end, dice.pick(WORDS).bytes()));
                }
            }
        }
    }
    bytes
}
