//! Right files, from which wrong ones are made.

use crate::files::{flat_ods, soap, utf16};
use siuss_kit::files::zip::pack;
use std::fs;
use std::path::{Path, PathBuf};

/// The least workbook.
pub(crate) const XLSX_PARTS: &[(&str, &str)] = &[
    ("xl/workbook.xml", r#"<workbook><sheets><sheet name="Foglio" r:id="rId1"/></sheets></workbook>"#),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r"<sst><si><t>Codice fiscale</t></si><si><t>Data evento</t></si><si><t>PRVSPL88D52G478R</t></si></sst>",
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\/mm\/yyyy"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
    ),
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><dimension ref="A1:B3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>46140</v></c></row></sheetData><mergeCells><mergeCell ref="A2:A5"/></mergeCells></worksheet>"#,
    ),
];

/// The least OpenDocument sheet.
pub(crate) const ODS_PARTS: &[(&str, &str)] = &[
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    (
        "content.xml",
        r#"<office:document-content><table:table table:name="F"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-rows-spanned="2"><text:p>Codice fiscale</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT36H30M00S"/></table:table-row></table:table></office:document-content>"#,
    ),
];

/// Of a sheet of OpenDocument in one piece.
const FLAT_TABLE: &str = r#"<table:table table:name="F"><table:table-row><table:table-cell><text:p>Codice fiscale</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-04-28"/></table:table-row></table:table>"#;

/// A text with separators; in CP850 and on an old Macintosh its accents are control letters of Windows.
const CSV: &str =
    "Codice fiscale;Cognome;Nome;Importo\r\nPRVSPL88D52G478R;PROVETTI;\"Niccolò; detto\r\nPerò\";1.234,50\r\n";

const ATTESTAZIONE: &str = r#"<?xml version="1.0"?><EsitoAttestazione xmlns="http://inps.it/ISEERiforma"><Attestazione CodiceFiscaleDichiarante="XXXYYY80A41Z999B" NumeroProtocolloDSU="INPS-ISEE-2026-00000001A-00" DataPresentazione="2026-01-15" DataValidita="2026-12-31"><Ordinario Corrente="SI"><NucleoFamiliare><ComponenteNucleo CodiceFiscale="XXXYYY80A01Z999A"/></NucleoFamiliare><ISEEOrdinario><Valori ISE="77.00" ScalaEquivalenza="1.00" ISEE="77.00" ISR="77.00" ISP="0.00"/></ISEEOrdinario><ISEEMin><ComponenteMinorenne CodiceFiscale="XXXYYY80A01Z999A" ISEE="9.00"><ISEEOrd/></ComponenteMinorenne></ISEEMin></Ordinario><Ridotto CodiceFiscaleBeneficiario="XXXYYY80A01Z999A"><ISEERistretto><Valori ISEE="1.00"/></ISEERistretto></Ridotto></Attestazione><Ricerca><RicercaCF CodiceFiscale="XXXYYY80A01Z999A" PrestazioneDaErogare="A1.07" ProtocolloDomandaEnteErogatore="2026/0001"/></Ricerca></EsitoAttestazione>"#;

/// Every right file: those of tests/data, and what is made here.
pub(crate) fn all() -> Vec<Vec<u8>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["backup", "flussi", "import", "isee", "response", "schema"] {
        let before = paths.len();
        let entries = fs::read_dir(data.join(folder)).expect("tests/data");
        paths.extend(entries.map(|entry| entry.expect("a file of tests/data").path()));
        assert!(paths.len() > before, "tests/data/{folder} is empty");
    }
    // No reader takes a schema.
    paths.retain(|path| path.extension().is_none_or(|end| end != "xsd"));
    // In one order everywhere, so that a seed means the same.
    paths.sort();
    let mut files: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("a file of tests/data")).collect();
    let told = |parts: &[(&str, &str)]| {
        let parts: Vec<_> = parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
        pack(&parts).expect("a zip")
    };
    files.extend([
        told(XLSX_PARTS),
        told(ODS_PARTS),
        ATTESTAZIONE.into(),
        soap(ATTESTAZIONE.as_bytes()),
        told(&[("uno.xml", ATTESTAZIONE), ("due.xml", "<Indicatore ISEE=\"1.00\"/>")]),
        siuss_kit::import::model().expect("the model sheet"),
        bare_biff(1, 3),
        flat_ods(FLAT_TABLE.as_bytes()),
        // Other encodings than the usual ones: of parts, and of texts with separators.
        wide_xlsx(),
        utf16(CSV),
        utf16(CSV)[2..].to_vec(),
        CSV.replace('ò', "\u{98}").chars().map(|letter| letter as u8).collect(),
        CSV.replace('ò', "\u{95}").chars().map(|letter| letter as u8).collect(),
    ]);
    files
}

/// The least workbook, its parts in UTF-16.
fn wide_xlsx() -> Vec<u8> {
    let parts: Vec<_> = XLSX_PARTS.iter().map(|(name, text)| ((*name).to_owned(), utf16(text))).collect();
    pack(&parts).expect("a zip")
}

/// An xls whose list names the same sheet again and again.
pub(crate) fn xls_of_many_sheets() -> Vec<u8> {
    let rows: Vec<u8> = (0..60_000).flat_map(number).collect();
    ole(&biff(400, &rows))
}

/// An xls with regions merged one over another.
pub(crate) fn xls_of_merges() -> Vec<u8> {
    let rows: Vec<u8> = (0..60_000).flat_map(number).collect();
    // From row 1, 2, … down to the last, across all columns.
    let merge = |top: u16| [&top.to_le_bytes()[..], &[0xFF, 0xFF, 0, 0, 0xFF, 0]].concat();
    let merges: Vec<u8> = (0..1_000).flat_map(merge).collect();
    let merged = record(0x00E5, &[&1_000_u16.to_le_bytes()[..], &merges].concat());
    ole(&biff(1, &[rows, merged.repeat(500)].concat()))
}

/// Excel's records without a container, as some programs save them.
pub(crate) fn bare_biff(sheets: u32, lines: u16) -> Vec<u8> {
    let rows: Vec<u8> = (0..lines).flat_map(|row| [label(row), number(row)].concat()).collect();
    biff(sheets, &rows)
}

/// A record of Excel's.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

/// A number in the second column.
fn number(row: u16) -> Vec<u8> {
    record(0x0203, &[&row.to_le_bytes()[..], &[1, 0, 0, 0], &1.5_f64.to_le_bytes()].concat())
}

/// A text in the first column.
fn label(row: u16) -> Vec<u8> {
    record(0x0204, &[&row.to_le_bytes()[..], &[0, 0, 0, 0, 14, 0, 0], b"Codice fiscale"].concat())
}

/// The records of a workbook whose sheets are all the same one.
fn biff(sheets: u32, rows: &[u8]) -> Vec<u8> {
    let bof = record(0x0809, &[0, 6, 5, 0]);
    let at = bof.len() as u32 + sheets * 13 + 4;
    let bound = record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'F']].concat());
    let end = record(0x000A, &[]);
    [&bof[..], &bound.repeat(sheets as usize), &end, &bof, rows, &end].concat()
}

/// A container with one stream, in sectors one after another.
fn ole(stream: &[u8]) -> Vec<u8> {
    let sectors = stream.len().div_ceil(512) as u32;
    let fat_sectors = (sectors + 2).div_ceil(127);
    let mut fat: Vec<u32> = (1..sectors).chain([0xFFFF_FFFE]).collect();
    fat.push(0xFFFF_FFFE);
    fat.resize(fat_sectors as usize * 128, 0xFFFF_FFFF);
    let mut head = vec![0_u8; 512];
    head[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let mut put = |at: usize, value: u32| head[at..at + 4].copy_from_slice(&value.to_le_bytes());
    put(28, 0x0009_FFFE);
    put(32, 6);
    put(48, sectors);
    put(56, 4096);
    for at in [60, 68] {
        put(at, 0xFFFF_FFFE);
    }
    // A table beyond what the head lists would need lists of lists: this one fits.
    (0..109).for_each(|n| put(76 + n as usize * 4, if n < fat_sectors { sectors + 1 + n } else { 0xFFFF_FFFF }));
    let mut entry = vec![0_u8; 128];
    let name: Vec<u8> = "Workbook\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry[..name.len()].copy_from_slice(&name);
    entry[64..66].copy_from_slice(&(name.len() as u16).to_le_bytes());
    entry[116..120].copy_from_slice(&0_u32.to_le_bytes());
    entry[120..124].copy_from_slice(&(stream.len() as u32).to_le_bytes());
    let mut padded = stream.to_vec();
    padded.resize(sectors as usize * 512, 0);
    entry.resize(512, 0);
    [head, padded, entry, fat.iter().flat_map(|next| next.to_le_bytes()).collect()].concat()
}
