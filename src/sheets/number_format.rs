//! What a workbook's number formats show: Excel keeps dates as numbers, and only the format tells.

/// What a format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// The number.
    Number,
    /// A date, or a time of day.
    Date,
    /// Hours beyond twenty-four: `[h]:mm`.
    Duration,
}

/// Formats that every workbook has without saying so.
pub(super) fn built_in(index: u16) -> Shows {
    match index {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Date,
        46 => Shows::Duration,
        _ => Shows::Number,
    }
}

/// What a format code shows: letters of dates outside quotes and brackets; `[h]` is a duration.
pub(super) fn shows(code: &str) -> Shows {
    let mut letters = code.chars().peekable();
    let mut date = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => while letters.next().is_some_and(|letter| letter != '"') {},
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let inside = inside.to_ascii_lowercase();
                if !inside.is_empty() && inside.chars().all(|letter| "hms".contains(letter)) {
                    return Shows::Duration;
                }
            }
            // The sections for negative numbers and texts say no more.
            ';' => break,
            'G' | 'g' if letters.peek() == Some(&'e') => break,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => date = true,
            _ => {}
        }
    }
    if date { Shows::Date } else { Shows::Number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        for (code, expected) in [
            ("dd/mm/yyyy", Shows::Date),
            ("[$-410]d mmmm yyyy;@", Shows::Date),
            ("[h]:mm", Shows::Duration),
            ("General", Shows::Number),
            ("#,##0.00\\ \"giorni\"", Shows::Number),
            ("[Red]0.00", Shows::Number),
            ("@", Shows::Number),
        ] {
            assert_eq!(shows(code), expected, "{code}");
        }
    }
}
