//! Excel's workbooks since 2007.
//!
//! Read here and not by calamine: that reads twice what must be guarded against bombs, tells merged cells only by
//! reading a sheet once more, and brings the letters of every language along. Measured on 100,000 rows in a browser, this
//! is 3.3 times as fast as SheetJS, where with calamine it was 2.2 times.
//! Source: ECMA-376 part 1, 18.2 to 18.8 (SpreadsheetML), part 2 (packages).

use super::error::{Guess, SheetError};
use super::number_format::{Shows, built_in, shows};
use super::package::{MOST_BYTES, Package, why};
use super::table::{Cell, RowsRead, Table};
use super::xml_stream::{Step, attribute, each_event, push_text};
use quick_xml::events::{BytesStart, Event};
use sheet::{Sheet, unescaped};
use std::collections::HashMap;

mod sheet;

/// Texts that a workbook may share between cells.
const MOST_TEXTS: usize = 20_000_000;

/// Elements of the lists that a workbook has beside its sheets and texts.
const MOST_ELEMENTS: usize = 300_000;
/// Bytes unpacked to find the headings of all sheets: of 250 at least.
const MOST_GLANCES: u64 = 64 * 1024 * 1024;

/// An open workbook; its sheets are read when they are asked for.
pub(super) struct Xlsx {
    package: Package,
    /// Name, shown, part.
    pub sheets: Vec<(String, bool, String)>,
    texts_part: Option<String>,
    /// Texts that cells share; read with the first sheet.
    texts: Option<Vec<Cell>>,
    /// What each style shows.
    formats: Vec<Shows>,
    from_1904: bool,
}

impl Xlsx {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, SheetError> {
        let mut package = Package::open(bytes)?;
        let root = relations(&mut package, "")?;
        let told = root.into_values().find(|(kind, part)| kind == "officeDocument" && package.has(part));
        let workbook = told
            .map(|(_, part)| part)
            .or_else(|| package.find(|name| name.ends_with("workbook.xml")))
            .ok_or(SheetError::NotASheet(Guess::Zip))?;
        let relations = relations(&mut package, &workbook)?;
        let part_of = |kind: &str| {
            relations.values().find(|(of, part)| of == kind && package.has(part)).map(|(_, part)| part.clone())
        };
        let (texts_part, styles) = (part_of("sharedStrings"), part_of("styles"));
        let mut sheets = Vec::new();
        let mut from_1904 = false;
        each_element(&mut package, &workbook, |element| match element.local_name().as_ref() {
            "workbookPr" => {
                from_1904 = attribute(element, "date1904").is_some_and(|value| value == "1" || value == "true");
            }
            "sheet" => {
                let id =
                    element.attributes().with_checks(false).flatten().find(|it| it.key.local_name().as_ref() == "id");
                let sheet = id.and_then(|id| relations.get(id.value.as_ref())).filter(|(kind, _)| kind == "worksheet");
                if let (Some((_, part)), Some(name)) = (sheet, attribute(element, "name")) {
                    let visible = attribute(element, "state").is_none_or(|state| state == "visible");
                    sheets.push((name, visible, part.clone()));
                }
            }
            _ => {}
        })?;
        let formats = styles.map(|part| read_formats(&mut package, &part)).transpose()?.unwrap_or_default();
        Ok(Self { package, sheets, texts_part, texts: None, formats, from_1904 })
    }

    /// A sheet's rows, or its first ones; and the rows and columns that it says it has.
    pub(super) fn rows(
        &mut self,
        index: usize,
        most: Option<usize>,
        progress: &mut dyn FnMut(RowsRead),
    ) -> Result<(Table, u32, u32), SheetError> {
        let Some((_, _, part)) = self.sheets.get(index) else { return Ok((Table::default(), 0, 0)) };
        if most.is_none() {
            self.package.allow(MOST_BYTES);
        }
        let texts = match &mut self.texts {
            Some(texts) => texts,
            none => {
                let read = match &self.texts_part {
                    Some(part) => read_texts(&mut self.package, part)?,
                    None => Vec::new(),
                };
                // The sheets may all be one, named again and again, and are only glanced at yet.
                if most.is_some() {
                    self.package.allow(MOST_GLANCES);
                }
                none.insert(read)
            }
        };
        if !self.package.has(part) {
            return Ok((Table::default(), 0, 0));
        }
        let mut sheet = Sheet::new(texts, &self.formats, self.from_1904, most.unwrap_or(usize::MAX), progress);
        each_event(&mut self.package.part(part)?, &why, &mut sheet)?;
        sheet.finish()
    }
}

/// Id of a relation -> the last word of its kind, and the part it leads to; of `part`, or of the whole package.
fn relations(package: &mut Package, part: &str) -> Result<HashMap<String, (String, String)>, SheetError> {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let list = format!("{folder}_rels/{name}.rels");
    let mut found = HashMap::new();
    if package.has(&list) {
        each_element(package, &list, |element| {
            let told = ["Id", "Type", "Target"].map(|name| attribute(element, name));
            if let [Some(id), Some(kind), Some(target)] = told {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let part = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
                found.insert(id, (kind, part));
            }
        })?;
    }
    Ok(found)
}

fn each_element(package: &mut Package, part: &str, mut found: impl FnMut(&BytesStart<'_>)) -> Result<(), SheetError> {
    let mut left = MOST_ELEMENTS;
    each_event(&mut package.part(part)?, &why, &mut |event: &Event<'_>| {
        if let Event::Start(element) | Event::Empty(element) = event {
            left = left.checked_sub(1).ok_or_else(|| SheetError::Damaged(format!("troppi elementi in {part}")))?;
            found(element);
        }
        Ok(Step::Next)
    })
}

/// What each style of the cells shows.
fn read_formats(package: &mut Package, part: &str) -> Result<Vec<Shows>, SheetError> {
    let mut custom: HashMap<u16, Shows> = HashMap::new();
    let mut styles: Vec<u16> = Vec::new();
    let mut of_cells = false;
    each_element(package, part, |element| {
        let id = || attribute(element, "numFmtId").and_then(|id| id.parse().ok());
        match element.local_name().as_ref() {
            "numFmt" => {
                if let (Some(id), Some(code)) = (id(), attribute(element, "formatCode")) {
                    custom.insert(id, shows(&code));
                }
            }
            "cellXfs" => of_cells = true,
            // Styles of other things are listed in the same words.
            "cellStyleXfs" | "cellStyles" | "dxfs" => of_cells = false,
            "xf" if of_cells => styles.push(id().unwrap_or(0)),
            _ => {}
        }
    })?;
    Ok(styles.iter().map(|id| custom.get(id).copied().unwrap_or_else(|| built_in(*id))).collect())
}

fn read_texts(package: &mut Package, part: &str) -> Result<Vec<Cell>, SheetError> {
    let mut texts = Vec::new();
    let mut text = String::new();
    let (mut within, mut phonetic) = (false, false);
    each_event(&mut package.part(part)?, &why, &mut |event: &Event<'_>| {
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "si" => text.clear(),
                "t" => within = !phonetic,
                "rPh" => phonetic = true,
                _ => {}
            },
            Event::Empty(empty) if empty.local_name().as_ref() == "si" => texts.push(Cell::Empty),
            Event::End(end) => match end.local_name().as_ref() {
                "si" if texts.len() == MOST_TEXTS => return Err(SheetError::Damaged("troppi testi".to_owned())),
                "si" => texts.push(Cell::text(&unescaped(&text))),
                "t" => within = false,
                "rPh" => phonetic = false,
                _ => {}
            },
            event if within => push_text(event, &mut text),
            _ => {}
        }
        Ok(Step::Next)
    })?;
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::package::tests::zip_of;

    const WORKBOOK: &[u8] = br#"<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets><x:sheet name="Nidi &amp; rette" r:id="rId7"/><x:sheet name="Grafico" r:id="rId8"/><x:sheet name="Nascosto" state="hidden" r:id="rId7"/></x:sheets></x:workbook>"#;
    const RELATIONS: &[u8] = br#"<Relationships><Relationship Id="rId7" Type="http://x/worksheet" Target="worksheets/Sheet9.xml"/><Relationship Id="rId8" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="rId1" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/></Relationships>"#;
    const TEXTS: &[u8] = br#"<sst uniqueCount="18446744073709551615"><si><t>uno</t></si><si/><si><r><t>due </t></r><r><rPr/><t xml:space="preserve">e &#233;</t></r><rPh><t>eco</t></rPh></si><si><t>a_x000D_b_x</t></si></sst>"#;
    const STYLES: &[u8] = br#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\/mm\/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;

    fn open(sheet: &str) -> Result<Xlsx, SheetError> {
        Xlsx::open(zip_of(&[
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/sharedStrings.xml", TEXTS),
            ("xl/styles.xml", STYLES),
            ("xl/worksheets/sheet9.xml", sheet.as_bytes()),
        ]))
    }

    #[track_caller]
    fn check(sheet: &str, expected: &[(u32, &[&str])]) {
        let (table, _, _) = open(sheet).unwrap().rows(0, None, &mut |_| {}).unwrap();
        let found: Vec<(u32, Vec<String>)> =
            table.rows.iter().map(|row| (row.number, row.cells.iter().map(Cell::raw).collect())).collect();
        let found: Vec<(u32, Vec<&str>)> =
            found.iter().map(|(row, cells)| (*row, cells.iter().map(String::as_str).collect())).collect();
        let expected: Vec<(u32, Vec<&str>)> = expected.iter().map(|(row, cells)| (*row, cells.to_vec())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sheets_by_what_they_are() {
        let told = |(name, visible, part): &(String, bool, String)| format!("{name} {visible} {part}");
        let sheets: Vec<String> = open("<worksheet/>").unwrap().sheets.iter().map(told).collect();
        assert_eq!(sheets, ["Nidi & rette true xl/worksheets/Sheet9.xml", "Nascosto false xl/worksheets/Sheet9.xml"]);
    }

    #[test]
    fn cells_of_every_kind() {
        check(
            r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c t="s"><v>3</v></c><c t="s"><v>99</v></c><c r="F1"><f>1+1</f><v>2.5</v></c></row></sheetData></worksheet>"#,
            &[(1, &["uno", "", "due e é", "a\rb_x", "", "2,5"])],
        );
        check(
            r#"<worksheet><sheetData><row><c s="1"><v>46140</v></c><c s="2"><v>1.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-04-28T00:00:00Z</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>&lt;b</t></r></is></c><c t="str"><f>"x"</f><v>c &amp; d</v></c><c s="9"><v>7</v></c></row></sheetData></worksheet>"#,
            &[(1, &["28/04/2026", "36:00", "VERO", "#N/D", "28/04/2026", "a<b", "c & d", "7"])],
        );
    }

    /// Tags with a prefix are not known by sight: the same sheet must come out of both ways.
    #[test]
    fn by_sight_and_event_by_event() {
        let plain = r#"<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>46140</v></c><c r="B1" t="s"><v>0</v></c><c r="C1"/><c t="str" r='D1'><v>a &amp; b</v></c><c r="E1"><f>1</f><v>2</v></c><c r="F1"><v>3</v></c></row><row r="2"><c r="B2"><v>-1.5E2</v></c></row></sheetData></worksheet>"#;
        let prefixed = plain.replace('<', "<x:").replace("<x:/", "</x:");
        let expected: &[(u32, &[&str])] = &[(1, &["28/04/2026", "uno", "", "a & b", "2", "3"]), (2, &["", "-150"])];
        check(plain, expected);
        check(&prefixed, expected);
    }

    #[test]
    fn rows_where_they_say_or_else_in_their_order() {
        check(
            r#"<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c/><x:c><x:v>1</x:v></x:c></x:row><x:row r="4"><x:c r="C4"><x:v>2</x:v></x:c></x:row><x:row><x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>"#,
            &[(1, &["", "1"]), (4, &["", "", "2"]), (5, &["3"])],
        );
        check(
            r#"<worksheet><row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>33</v></c></row></worksheet>"#,
            &[(1, &["1"]), (3, &["3", "33"])],
        );
    }

    #[test]
    fn merged_cells_and_size() {
        let sheet = r#"<worksheet><dimension ref="A1:C900"/><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c></row><row r="3"><c r="B3"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A2:A5"/><mergeCell ref="B1:C1"/></mergeCells></worksheet>"#;
        check(sheet, &[(2, &["uno"]), (3, &["uno", "1"])]);
        let (table, rows, columns) = open(sheet).unwrap().rows(0, Some(1), &mut |_| {}).unwrap();
        assert_eq!((table.rows.len(), rows, columns), (1, 900, 3));
    }

    #[test]
    fn hostile_sheets_are_refused() {
        for (sheet, expected) in [
            (r#"<row r="1"><c r="XFD1"><v>1</v></c></row></worksheet>"#, "TooManyColumns"),
            (r#"<row r="9999999"><c><v>1</v></c></row></worksheet>"#, "TooManyRows"),
            (r#"<row r="1"><c><v>1"#, "Damaged"),
        ] {
            let error = open(sheet).unwrap().rows(0, None, &mut |_| {});
            let told = error.as_ref().map_or_else(|error| format!("{error:?}"), |_| "read".to_owned());
            assert!(told.starts_with(expected), "{sheet}: {told}");
        }
        assert!(matches!(Xlsx::open(zip_of(&[("xl/a.xml", b"")])), Err(SheetError::NotASheet(Guess::Zip))));
    }
}
