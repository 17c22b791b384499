//! Texts that were UTF-8, read in another encoding and saved again: `NICOLÃ’`.

use super::Encoding;

/// Encodings in which programs read what they do not know to be UTF-8.
const MISREAD: [Encoding; 3] = [Encoding::Windows1252, Encoding::MacRoman, Encoding::Ibm850];

/// The text as it was before, where its letters can only have become what they are in this way.
#[must_use]
pub fn mended(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mended = MISREAD.into_iter().find_map(|encoding| once(text, encoding))?;
    // Who saved it wrong once may have done so twice.
    let mended = MISREAD.into_iter().find_map(|encoding| once(&mended, encoding)).unwrap_or(mended);
    (!mended.contains(|letter| ('\u{80}'..='\u{9F}').contains(&letter))).then_some(mended)
}

fn once(text: &str, misread: Encoding) -> Option<String> {
    let high = misread.high();
    let byte = |letter: char| match u8::try_from(letter) {
        Ok(byte) if byte.is_ascii() => Some(byte),
        number => {
            let index = high.iter().position(|it| *it == letter);
            // Programs that know no holes left the controls of ISO 8859-1 in them.
            index.map(|index| 0x80 + index as u8).or(number.ok().filter(|byte| *byte < 0xA0))
        }
    };
    let bytes: Vec<u8> = text.chars().map(byte).collect::<Option<_>>()?;
    let mended = String::from_utf8(bytes).ok()?;
    mended.chars().all(plausible).then_some(mended)
}

/// Whether offices write this letter, or it is half of one: other pairs of letters may be UTF-8 by chance.
fn plausible(letter: char) -> bool {
    letter.is_ascii() || matches!(letter, '\u{80}'..='\u{17F}' | '\u{2010}'..='\u{2026}' | '€')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_nothing_else() {
        for (spoilt, right) in [
            ("NICOLÃ’", Some("NICOLÒ")),
            ("cittÃ\u{A0} e perchÃ©", Some("città e perché")),
            ("DÃ\u{80}NDOLO", Some("DÀNDOLO")),
            ("Dâ€™ARCOLAIO", Some("D’ARCOLAIO")),
            ("NICOL√í", Some("NICOLÒ")),
            ("perch├®", Some("perché")),
            ("NICOLÃƒâ€™", Some("NICOLÒ")),
            ("NICOLÃ\u{83}Â\u{92}", Some("NICOLÒ")),
            ("Â\u{80}", None),
            ("NICOLÒ", None),
            ("città Ã’", None),
            ("cittÃ  ", None),
            ("CAFÉ’S", None),
            ("semplice", None),
        ] {
            assert_eq!(mended(spoilt).as_deref(), right, "{spoilt}");
        }
    }
}
