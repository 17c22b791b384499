//! How many, in words.

/// `1 avviso`, `3 avvisi`.
#[must_use]
pub fn plural(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
