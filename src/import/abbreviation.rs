//! Words that are cut short: `Pag.`, `Citt.za`, `Period.`.

/// Whether a word, folded, is another one cut short: its beginning (`PAG`), or its beginning and its end (`CITTZA`).
pub(super) fn abbreviates(short: &str, long: &str) -> bool {
    if short == long {
        return true;
    }
    if short.len() < 3 || short.len() >= long.len() {
        return false;
    }
    long.starts_with(short) || (short.len() >= 4 && contracts(short, long))
}

/// First and last letter the same, and those between in their order.
fn contracts(short: &str, long: &str) -> bool {
    let (Some(first), Some(last)) = (short.chars().next(), short.chars().last()) else { return false };
    if !long.starts_with(first) || !long.ends_with(last) {
        return false;
    }
    let mut rest = long.chars();
    short.chars().all(|letter| rest.any(|other| other == letter))
}

/// Whether words are those of a name, one by one, each perhaps cut short.
pub(super) fn all_abbreviate(short: &[String], long: &[String]) -> bool {
    short.len() == long.len() && short.iter().zip(long).all(|(short, long)| abbreviates(short, long))
}

#[cfg(test)]
mod tests {
    use super::abbreviates;

    #[test]
    fn words_cut_short() {
        for (short, long) in [
            ("PAG", "PAGAMENTO"),
            ("CITTZA", "CITTADINANZA"),
            ("PERIOD", "PERIODICO"),
            ("OCC", "OCCASIONALE"),
            ("A", "A"),
        ] {
            assert!(abbreviates(short, long), "{short} {long}");
        }
        for (short, long) in [
            ("PA", "PAGAMENTO"),
            ("CITA", "PAGAMENTO"),
            ("PAGAMENTO", "PAG"),
            ("PTO", "PAGAMENTO"),
            ("PGXO", "PAGAMENTO"),
        ] {
            assert!(!abbreviates(short, long), "{short} {long}");
        }
    }
}
