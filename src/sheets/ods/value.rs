//! What a cell's attributes say of its value.

use super::xml::{attribute, attributes};
use crate::sheets::oddity::Odd;
use crate::sheets::table::Cell;
use crate::text::dates;
use quick_xml::events::BytesStart;

/// The value of a cell that shows this text, and what is odd about it.
pub(super) fn value(start: &BytesStart<'_>, text: &str) -> (Cell, Option<Odd>) {
    // LibreOffice repeats the kind in an attribute of its own, where it also says what is an error.
    let kinds: Vec<String> = attributes(start, "value-type").collect();
    if kinds.iter().any(|kind| kind == "error") {
        return (Cell::Error(text.into()), None);
    }
    let kind = kinds.first().map(String::as_str);
    let number = || attribute(start, "value")?.parse().ok().filter(|number: &f64| number.is_finite());
    let cell = match kind {
        // LibreOffice has no logical value of its own: what was one in a file of Excel becomes a formula, and a number.
        Some("float") if truth(start).is_some() => truth(start).map(Cell::Bool),
        Some("float" | "currency" | "percentage") => number().map(Cell::Number),
        Some("boolean") => attribute(start, "boolean-value").map(|value| Cell::Bool(value == "true")),
        Some("date") => attribute(start, "date-value").and_then(|date| dates::read_moment(&date)).map(Cell::Date),
        Some("time") => attribute(start, "time-value").and_then(|time| dates::read_duration(&time)).map(Cell::Time),
        Some("string") => attribute(start, "string-value").map(|text| Cell::text(&text)),
        _ => None,
    };
    let cell = cell.unwrap_or_else(|| Cell::text(text));
    let formula = || attribute(start, "formula").is_some();
    match cell {
        // An empty text is a value; a number must be somewhere.
        Cell::Empty if kind != Some("string") && formula() => (Cell::Uncomputed, Some(Odd::FormulaWithoutValue)),
        Cell::Number(_) if is_error(text) && formula() => (cell, Some(Odd::NumberOfError)),
        cell => (cell, None),
    }
}

/// `=TRUE()`, `=FALSE()`.
fn truth(start: &BytesStart<'_>) -> Option<bool> {
    let formula = attribute(start, "formula")?;
    match formula.strip_prefix("of:").unwrap_or(&formula) {
        "=TRUE()" => Some(true),
        "=FALSE()" => Some(false),
        _ => None,
    }
}

/// `#N/D`, `#RIF!`, `Err:502`: programs that have no kind for errors write them as a number.
fn is_error(text: &str) -> bool {
    let named = text.strip_prefix('#').is_some_and(|name| name.starts_with(|letter: char| letter.is_ascii_uppercase()));
    named || text.starts_with("Err:")
}
