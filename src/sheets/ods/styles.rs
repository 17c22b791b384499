//! What styles say of the values of cells: how many digits a number is shown with; and which sheets are hidden.

use super::xml::{Xml, attribute};
use crate::sheets::error::SheetError;
use quick_xml::events::BytesStart;
use std::collections::{HashMap, HashSet};

/// Styles that come of others, and these of others again.
const MOST_PARENTS: usize = 16;

/// Styles by their names.
#[derive(Default)]
pub(super) struct Styles {
    /// Digits that a format of numbers fills up with zeros.
    formats: HashMap<String, Option<u8>>,
    cells: HashMap<String, CellStyle>,
    hidden_tables: HashSet<String>,
}

enum CellStyle {
    Digits(Option<u8>),
    /// As another style, where it says nothing of its own.
    Like(String),
}

impl Styles {
    /// Reads the styles of a part that has nothing else to tell.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, SheetError> {
        let mut styles = Self::default();
        while xml.child()?.is_some() {
            while let Some(part) = xml.child()? {
                match part.local_name().as_ref() {
                    "styles" => styles.section(xml)?,
                    _ => xml.skip()?,
                }
            }
        }
        Ok(styles)
    }

    /// Reads the styles within the element that is open.
    pub(super) fn section(&mut self, xml: &mut Xml<'_>) -> Result<(), SheetError> {
        let mut formats = HashMap::new();
        let mut cells = Vec::new();
        while let Some(start) = xml.child()? {
            let name = attribute(&start, "name").unwrap_or_default();
            match start.local_name().as_ref() {
                "style" => match attribute(&start, "family").as_deref() {
                    Some("table") => self.table(xml, name)?,
                    Some("table-cell") => {
                        cells.push((
                            name,
                            attribute(&start, "data-style-name"),
                            attribute(&start, "parent-style-name"),
                        ));
                        xml.skip()?;
                    }
                    _ => xml.skip()?,
                },
                "number-style" => {
                    formats.insert(name, digits(xml)?);
                }
                other => {
                    if other.ends_with("-style") {
                        formats.insert(name, None);
                    }
                    xml.skip()?;
                }
            }
        }
        // A name means the format of its own part, first of all.
        for (name, format, parent) in cells {
            let style = match (format, parent) {
                (Some(format), _) => {
                    CellStyle::Digits(formats.get(&format).or_else(|| self.formats.get(&format)).copied().flatten())
                }
                (None, Some(parent)) => CellStyle::Like(parent),
                (None, None) => CellStyle::Digits(None),
            };
            self.cells.insert(name, style);
        }
        self.formats.extend(formats);
        Ok(())
    }

    fn table(&mut self, xml: &mut Xml<'_>, name: String) -> Result<(), SheetError> {
        let mut hidden = false;
        while let Some(properties) = xml.child()? {
            hidden |= attribute(&properties, "display").as_deref() == Some("false");
            xml.skip()?;
        }
        if hidden {
            self.hidden_tables.insert(name);
        }
        Ok(())
    }

    /// Whether the program shows a table of this style.
    pub(super) fn shows_table(&self, style: &str) -> bool {
        !self.hidden_tables.contains(style)
    }

    /// Digits that numbers in cells of this style are filled up to with zeros.
    pub(super) fn digits(&self, style: &str) -> Option<u8> {
        let mut name = style;
        for _ in 0..MOST_PARENTS {
            match self.cells.get(name)? {
                CellStyle::Digits(digits) => return *digits,
                CellStyle::Like(parent) => name = parent,
            }
        }
        None
    }
}

/// The digits of a format of numbers that is nothing but a whole number with zeros before it.
fn digits(xml: &mut Xml<'_>) -> Result<Option<u8>, SheetError> {
    let (mut digits, mut plain) = (None, true);
    while let Some(part) = xml.child()? {
        match part.local_name().as_ref() {
            "number" => digits = of_number(&part),
            // Numbers that fulfil a condition are shown otherwise; and how letters look says nothing.
            "map" | "text-properties" => {}
            _ => plain = false,
        }
        xml.skip()?;
    }
    Ok(digits.filter(|_| plain))
}

fn of_number(number: &BytesStart<'_>) -> Option<u8> {
    let decimals = attribute(number, "decimal-places").is_some_and(|places| places != "0");
    let grouped = attribute(number, "grouping").as_deref() == Some("true");
    let digits = attribute(number, "min-integer-digits")?.parse().ok()?;
    (digits > 1 && !decimals && !grouped).then_some(digits)
}
