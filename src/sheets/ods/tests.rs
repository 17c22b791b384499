//! Documents of a few elements.

use super::*;
use crate::sheets::oddity::{Odd, Oddity};
use crate::sheets::package::tests::zip_of;
use crate::sheets::table::{Cell, Table};

/// A document with these styles and this in its body.
fn document(styles: &str, body: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    )
}

fn sheets(tables: &str) -> String {
    document("", &format!("<office:spreadsheet>{tables}</office:spreadsheet>"))
}

fn ods(rows: &str) -> Vec<u8> {
    zip_of(&[("content.xml", sheets(&format!("<table:table table:name=\"F\">{rows}</table:table>")).as_bytes())])
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn cell(content: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\">{content}</table:table-cell>")
}

fn tables(bytes: Vec<u8>) -> Vec<Result<Table, SheetError>> {
    read(bytes, &mut |_| {}).unwrap().into_iter().map(|sheet| sheet.table).collect()
}

#[track_caller]
fn check_table(table: &Table, expected: &[(u32, &[&str])]) {
    let found: Vec<(u32, Vec<String>)> =
        table.rows.iter().map(|row| (row.number, row.cells.iter().map(Cell::raw).collect())).collect();
    let expected: Vec<(u32, Vec<String>)> =
        expected.iter().map(|(row, cells)| (*row, cells.iter().map(|cell| (*cell).to_owned()).collect())).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn check(rows: &str, expected: &[(u32, &[&str])]) {
    check_table(tables(ods(rows))[0].as_ref().unwrap(), expected);
}

#[track_caller]
fn check_oddities(rows: &str, expected: &[Oddity]) {
    assert_eq!(tables(ods(rows))[0].as_ref().unwrap().oddities, expected);
}

/// The text of one cell.
#[track_caller]
fn check_text(content: &str, expected: &str) {
    check(&row(&cell(content)), &[(1, &[expected])]);
}

#[test]
fn values_by_their_kind() {
    check(
        r#"<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-04-28"><text:p>28/04/26</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT36H30M00S"/><table:table-cell/><table:table-cell office:value-type="float" office:value="310.5"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>"#,
        &[(1, &["28/04/2026", "36:30", "", "310,5", "VERO"])],
    );
    // Whatever prefixes a program chooses.
    check(
        r#"<a:table-row><a:table-cell b:value-type="float" a:number-columns-repeated="2" b:value="310.5"/></a:table-row>"#,
        &[(1, &["310,5", "310,5"])],
    );
}

#[test]
fn texts_without_what_hangs_on_them() {
    check_text(
        r#"<office:annotation><text:p>nota</text:p><text:list><text:list-item><text:p>punto</text:p></text:list-item></text:list></office:annotation><text:p>Nidi &amp;<text:s text:c="2"/><text:span>rette</text:span></text:p><text:p>due</text:p>"#,
        "Nidi &  rette\ndue",
    );
    for content in [
        "<draw:frame><draw:text-box><text:p>VISTO</text:p></draw:text-box></draw:frame><text:p>Prova</text:p>",
        "<text:p>Pro<draw:frame><svg:title>timbro</svg:title><svg:desc>del comune</svg:desc></draw:frame>va</text:p>",
        "<text:p>Pro<draw:custom-shape><text:p>URGENTE</text:p></draw:custom-shape><text:a>va</text:a></text:p>",
        "<text:p>Prova<office:annotation><text:p>nota</text:p></office:annotation></text:p><draw:g><draw:rect><text:p>x</text:p></draw:rect></draw:g>",
        "<text:p>Prova</text:p><table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
        "<office:forms><form:form><text:p>x</text:p></form:form></office:forms><text:p>Prova</text:p>",
        "<text:list><text:list-item><text:p>\n   Prova\t</text:p></text:list-item></text:list>",
        "<text:p><text:ruby><text:ruby-base>Prova</text:ruby-base><text:ruby-text>pròva</text:ruby-text></text:ruby></text:p>",
    ] {
        check_text(content, "Prova");
    }
    check_text(
        "<text:p>uno\n   due<text:s></text:s> <text:tab></text:tab><text:line-break></text:line-break>tre</text:p>",
        "uno due  \t\ntre",
    );
}

#[test]
fn repeated_and_merged() {
    check(
        r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>su</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="2"><table:covered-table-cell/><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048000"/>"#,
        &[(4, &["su", "x", "x"]), (5, &["su", "y"]), (6, &["", "y"])],
    );
    // With an end tag, and nothing before it.
    check(
        r#"<table:table-row table:number-rows-repeated="3"></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"></table:table-cell><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"#,
        &[(4, &["", "", "x"])],
    );
    let merged = r#"<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2"><text:p>x</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"#;
    let found: Vec<(u32, u32, usize)> =
        tables(ods(merged))[0].as_ref().unwrap().merges.iter().map(|it| (it.top, it.bottom, it.right)).collect();
    assert_eq!(found, [(1, 1, 1), (2, 2, 1)]);
}

#[test]
fn only_tables_of_the_document_are_sheets() {
    let table = |name: &str, text: &str| {
        format!("<table:table table:name=\"{name}\">{}</table:table>", row(&cell(&format!("<text:p>{text}</text:p>"))))
    };
    let before = format!(
        "<table:tracked-changes><table:deletion>{0}</table:deletion></table:tracked-changes><table:dde-links><table:dde-link>{0}</table:dde-link></table:dde-links><table:table table:name=\"Vuoto\"/>",
        table("Tolto", "tolto")
    );
    let shapes = "<table:table-row-group><table:table-rows><table:table-row/></table:table-rows></table:table-row-group><table:shapes><draw:frame><draw:object><table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table></draw:object></draw:frame></table:shapes><table:named-expressions/>";
    let last = table("Uno", "uno").replace("<table:table-row>", &format!("{shapes}<table:table-row>"));
    let content = sheets(&format!("{before}{last}"));
    let found = read(zip_of(&[("content.xml", content.as_bytes())]), &mut |_| {}).unwrap();
    assert_eq!(found.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["Vuoto", "Uno"]);
    check_table(found[0].table.as_ref().unwrap(), &[]);
    check_table(found[1].table.as_ref().unwrap(), &[(2, &["uno"])]);
    let flat = read_flat(content.as_bytes(), &mut |_| {}).unwrap();
    check_table(flat[1].table.as_ref().unwrap(), &[(2, &["uno"])]);
    for (body, guess) in [
        ("<office:text/>", Guess::Document),
        ("<office:presentation></office:presentation>", Guess::Slides),
        ("<office:chart/>", Guess::Zip),
    ] {
        let refused = read(zip_of(&[("content.xml", document("", body).as_bytes())]), &mut |_| {});
        assert_eq!(refused.err(), Some(SheetError::NotASheet(guess)));
    }
}

#[test]
fn what_is_hidden_and_holds_something_is_told() {
    let x = row(&cell("<text:p>x</text:p>"));
    let filtered = x
        .replace("<table:table-row>", "<table:table-row table:visibility=\"filter\" table:number-rows-repeated=\"2\">");
    let columns = "<table:table-column/><table:table-column-group table:display=\"false\"><table:table-column/></table:table-column-group><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"16000\"/>";
    let group = format!("<table:table-row-group table:display=\"false\">{x}<table:table-row/></table:table-row-group>");
    let wide = row(&format!("{0}<table:table-cell/>{0}", cell("<text:p>x</text:p>")));
    check_oddities(
        &format!("{columns}{x}{filtered}{group}{wide}"),
        &[Oddity::of_sheet(Odd::HiddenRows(3)), Oddity::of_column(2, Odd::HiddenColumn)],
    );
    check_oddities(&format!("<table:table-row table:visibility=\"collapse\"/>{x}"), &[]);
}

/// LibreOffice keeps a logical value of Excel's as a formula.
#[test]
fn what_is_true_or_false_by_formula_is_logical() {
    let truth = |formula: &str| {
        format!(
            "<table:table-cell table:formula=\"{formula}\" office:value-type=\"float\" office:value=\"0\"><text:p>X</text:p></table:table-cell>"
        )
    };
    let cells: String = ["of:=TRUE()", "of:=FALSE()", "=TRUE()", "of:=FALSE()+1"].map(truth).concat();
    check(&row(&cells), &[(1, &["VERO", "FALSO", "VERO", "0"])]);
}

#[test]
fn formulas() {
    let formula = |rest: &str| format!("<table:table-cell table:formula=\"of:=[.A1]\"{rest}</table:table-cell>");
    let cells = [
        formula(" office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p>"),
        formula(" office:value-type=\"string\" office:string-value=\"\">"),
        formula(" table:number-columns-repeated=\"2\">"),
        formula(" office:value-type=\"float\">"),
        formula(" office:value-type=\"float\" office:value=\"0\"><text:p>#RIF!</text:p>"),
        formula("><text:p>testo</text:p>"),
    ]
    .concat();
    let rows = row(&cells);
    check(&rows, &[(1, &["3", "", "formula", "formula", "formula", "0", "testo"])]);
    check_oddities(
        &rows,
        &[
            Oddity::of_cell(1, 2, Odd::FormulaWithoutValue),
            Oddity::of_cell(1, 4, Odd::FormulaWithoutValue),
            Oddity::of_cell(1, 5, Odd::NumberOfError),
        ],
    );
}

#[test]
fn numbers_with_zeros_before_them() {
    let number = |name: &str, number: &str| {
        format!("<number:number-style style:name=\"{name}\"><number:number {number}/></number:number-style>")
    };
    let style =
        |name: &str, rest: &str| format!("<style:style style:name=\"{name}\" style:family=\"table-cell\" {rest}/>");
    let automatic = [
        style("codice", "style:data-style-name=\"N7\""),
        style("figlio", "style:parent-style-name=\"Comune\""),
        style("euro", "style:data-style-name=\"N2\" style:parent-style-name=\"Comune\""),
        number("N7", "number:min-integer-digits=\"7\" number:decimal-places=\"0\""),
        number("N2", "number:min-integer-digits=\"2\" number:decimal-places=\"2\""),
    ]
    .concat();
    let common = [style("Comune", "style:data-style-name=\"N7\""), number("N7", "number:min-integer-digits=\"5\"")];
    let common =
        format!("<office:document-styles><office:styles>{}</office:styles></office:document-styles>", common.concat());
    let cell = |style: &str| format!("<table:table-cell {style} office:value-type=\"float\" office:value=\"4711\"/>");
    let styled = |name: &str| cell(&format!("table:style-name=\"{name}\""));
    let rows = [
        styled("codice"),
        styled("figlio"),
        styled("euro"),
        cell(""),
        cell(""),
        cell("table:number-columns-repeated=\"2\""),
    ];
    let columns = "<table:table-column table:number-columns-repeated=\"4\"/><table:table-column table:default-cell-style-name=\"codice\" table:number-columns-repeated=\"2\"/><table:table-column/>";
    let table =
        format!("<office:spreadsheet><table:table>{columns}{}</table:table></office:spreadsheet>", row(&rows.concat()));
    let content = document(&automatic, &table);
    let bytes = zip_of(&[("content.xml", content.as_bytes()), ("styles.xml", common.as_bytes())]);
    check_table(
        tables(bytes)[0].as_ref().unwrap(),
        &[(1, &["0004711", "04711", "4711", "4711", "0004711", "0004711", "4711"])],
    );
}

#[test]
fn a_fault_of_a_sheet_refuses_that_sheet_alone() {
    let long = row(&cell(&format!("<text:p>{}</text:p>", "x".repeat(100_001))));
    let wide = r#"<table:table-row><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell><table:table-cell/></table:table-row>"#;
    let deep = r#"<table:table-row table:number-rows-repeated="1048576"/>"#;
    let x = row(&cell("<text:p>x</text:p>"));
    for (rows, fault) in [
        (long.as_str(), SheetError::Damaged("una cella ha più di 100.000 lettere".to_owned())),
        (wide, SheetError::TooManyColumns("AMJ".to_owned())),
        (deep, SheetError::TooManyRows(1_048_576)),
    ] {
        let content = sheets(&format!("<table:table>{rows}{x}</table:table><table:table>{x}</table:table>"));
        let found = tables(zip_of(&[("content.xml", content.as_bytes())]));
        assert_eq!(found[0], Err(fault));
        check_table(found[1].as_ref().unwrap(), &[(1, &["x"])]);
    }
}

#[test]
fn a_sheet_of_a_few_bytes_cannot_fill_the_memory() {
    let bomb = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="900"><text:p>x</text:p></table:table-cell></table:table-row>"#;
    assert!(matches!(tables(ods(bomb))[0], Err(SheetError::TooBig { .. })));
    let merges = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell table:number-columns-spanned="4000000000" table:number-rows-spanned="4000000000"/></table:table-row>"#;
    assert_eq!(tables(ods(merges))[0].as_ref().unwrap().merges.len(), 500_000);
    let damaged = |rows: &str| match read(ods(rows), &mut |_| {}) {
        Err(SheetError::Damaged(what)) => what,
        other => panic!("{other:?}"),
    };
    // The words of the parser repeated what the file has in place of a tag.
    assert_eq!(damaged("<table:table-row></Prova Provetti>"), "il suo XML è rovinato");
    assert_eq!(damaged(&"<a>".repeat(300)), "troppi elementi uno dentro l'altro");
    assert_eq!(damaged(&"</table:table><table:table>".repeat(600)), "ha troppi fogli");
    assert_eq!(damaged("<table:table-row>"), "il suo XML è rovinato");
    let content = sheets("").replace("</office:document-content>", "");
    let cut = zip_of(&[("content.xml", content.as_bytes())]);
    assert_eq!(read(cut, &mut |_| {}).err(), Some(SheetError::Damaged("il suo XML finisce a metà".to_owned())));
}

#[test]
fn whatever_the_encoding() {
    let content = sheets(&format!("<table:table>{}</table:table>", row(&cell("<text:p>città</text:p>"))));
    let wide: Vec<u8> = content.encode_utf16().flat_map(u16::to_be_bytes).collect();
    check_table(tables(zip_of(&[("content.xml", &wide)]))[0].as_ref().unwrap(), &[(1, &["città"])]);
}
