//! Files made to stop a reader: each some 100 MB, or few bytes that ask for so much.

use crate::corpus::{self, ODS_PARTS, XLSX_PARTS};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use siuss_kit::files::zip::pack;

/// Bytes of a big one.
const BIG: usize = 100 * 1024 * 1024;

/// What it is, and how it is made.
type Hostile = (&'static str, fn() -> Vec<u8>);

/// All of them.
pub(crate) const HOSTILE: &[Hostile] = &[
    // Nothing but depth.
    ("elements in elements", || repeat("", "<a>", "")),
    ("elements in a flow", || repeat(FLUSSO, "<a>", "")),
    ("elements in an answer", || repeat("<EsitoAttestazione>", "<Attestazione>", "")),
    ("brackets", || repeat("", "[", "")),
    ("braces", || repeat("", "{\"a\":", "")),
    ("brackets of esiti", || repeat("{\"elenco_esiti\":", "[", "")),
    // Nothing but length.
    ("one cell", || repeat("", "a", "")),
    ("one cell under headings", || repeat("Codice fiscale;Cognome\n", "a", "\n")),
    ("one cell of digits", || repeat("Codice fiscale;Importo\nx;", "1", "\n")),
    ("one element of text", || repeat("<a>", "a", "</a>")),
    ("one attribute", || repeat("<Flusso a=\"", "a", "\"/>")),
    ("one attribute of an answer", || repeat("<Indicatore ISEE=\"", "1", "\"/>")),
    ("one name", || repeat("<", "a", "/>")),
    ("one comment", || repeat("<Flusso><!-- ", "< ", "--></Flusso>")),
    ("one string", || repeat("{\"elenco_esiti\":[\"", "a", "\"]}")),
    ("one string of escapes", || repeat("{\"elenco_esiti\":[\"", "\\u00e0", "\"]}")),
    ("one number", || repeat("[{\"codice_esito\":", "1", "}]")),
    ("a quotation mark that never closes", || repeat("Codice fiscale;Cognome\n\"", "RSS;a\n", "")),
    ("a quotation mark on one line", || repeat("\"", "a;", "")),
    ("quotation marks that never close", || repeat_to(20 << 20, "Codice fiscale;Cognome\n", "\"RSS;a\n", "")),
    ("quotation marks within cells", || repeat_to(20 << 20, "Codice fiscale;Cognome\n", "R\"SS;\"a\";\"\"b\n", "")),
    ("quotation marks of another kind", || repeat_to(20 << 20, "Codice fiscale;Cognome\n", "\"RSS”;“a\n", "")),
    ("quotation marks", || repeat("", "\"", "")),
    ("separators", || repeat("", ";", "")),
    ("lines", || repeat("", "\n", "")),
    ("spaces", || repeat("", " ", "")),
    ("an element that never ends", || repeat("<Flusso ", "a ", "")),
    // Many.
    ("attributes", || many("<Flusso", |n| format!(" a{n}=\"\""), "/>")),
    ("attributes of many elements", || repeat(FLUSSO, &format!("<Beneficiario{}/>", attributes(3_000)), "")),
    ("attributes of many answers", || repeat("<x>", &format!("<Indicatore{}/>", attributes(3_000)), "</x>")),
    ("prefixes", || {
        let mut text = "<Flusso".to_owned();
        (0..400_000).for_each(|n| text.push_str(&format!(" xmlns:p{n}=\"u\"")));
        repeat(&text, "<p0:a/>", "</Flusso>")
    }),
    ("elements", || repeat(FLUSSO, "<a/>", "</Flusso>")),
    ("people of a flow", || repeat(FLUSSO, "<Beneficiario/>", "</Flusso>")),
    ("benefits of one person", || repeat(&format!("{FLUSSO}<Beneficiario>"), "<PrestazioniSociali/>", "")),
    ("answers", || repeat("<x>", "<Indicatore/>", "</x>")),
    ("words of answers", || repeat("<x>", "<R><Esito>OK</Esito></R>", "</x>")),
    ("objects", || repeat("[", "{},", "{}]")),
    ("numbers", || repeat("{\"elenco_esiti\":[", "0,", "0]}")),
    ("esiti", || repeat("{\"elenco_esiti\":[", "{\"codice_esito\":\"OK\"},", "{}]}")),
    ("notices", || repeat("", "{\"elenco_esiti\":[]}", "")),
    ("rows of two letters", || repeat("Codice fiscale;Cognome\n", "a;b\n", "")),
    ("rows of words", || repeat("", "Comune di Provetta e dintorni;1\n", "")),
    // Entities.
    ("laughs", || laughs("Flusso").into_bytes()),
    ("laughs of an answer", || laughs("EsitoAttestazione").into_bytes()),
    ("a file asked for", || {
        br#"<!DOCTYPE Flusso [<!ENTITY x SYSTEM "file:///etc/passwd">]><Flusso a="&x;">&x;</Flusso>"#.to_vec()
    }),
    ("references", || repeat(FLUSSO, "&#x26;", "</Flusso>")),
    ("an endless declaration", || repeat("<!DOCTYPE a [", "<!ENTITY b 'c'>", "")),
    // Encodings.
    ("half of UTF-16", || {
        let mut bytes = utf16("Codice fiscale;Cognome\nPRVSPL88D52G478R;Prova");
        bytes.pop();
        bytes
    }),
    ("UTF-16 of an XML, cut", || utf16("<Flusso xmlns=\"x\"><Beneficiario CodiceFisc")),
    ("halves of pairs", || [b"\xFF\xFE".to_vec(), b"\x00\xD8".repeat(BIG / 2)].concat()),
    ("UTF-32", || {
        [b"\xFF\xFE\0\0".to_vec(), "<Flusso/>".chars().flat_map(|it| (it as u32).to_le_bytes()).collect()].concat()
    }),
    ("no UTF-8", || [b"<Flusso>".to_vec(), b"\xC3\x28\xFF".repeat(BIG / 3)].concat()),
    ("no UTF-8 in a sheet", || b"a\xFF\xC3;".repeat(BIG / 4)),
    ("zeros", || vec![0; BIG]),
    ("zeros after a mark", || [b"\xEF\xBB\xBF".to_vec(), vec![0; BIG]].concat()),
    ("UTF-16 of one cell", || utf16(&repeat_to_text(BIG / 2, "Codice fiscale;Cognome\nx;", "a"))),
    ("UTF-16 of rows, unmarked", || {
        utf16(&repeat_to_text(BIG / 2, "Codice fiscale;Cognome\n", "RSS;à\n"))[2..].to_vec()
    }),
    ("CP850", || [b"Codice fiscale;Cognome\n".to_vec(), b"RSS;Niccol\x95\n".repeat(BIG / 13)].concat()),
    ("Macintosh", || [b"Codice fiscale;Cognome\r".to_vec(), b"RSS;Niccol\x98\r".repeat(BIG / 13)].concat()),
    ("encodings in turn", || {
        [b"Codice fiscale;Cognome\n".to_vec(), b"a;\x95\nb;\xC3\xB2\nc;\xF2\nd;\x98\n".repeat(BIG / 17)].concat()
    }),
    ("letters read wrong twice", || repeat("Codice fiscale;Cognome\n", "RSS;NiccolÃƒÂ²\n", "")),
    ("EBCDIC", || b"\x4C\xC6\x93\xA4\xA2\xA2\x96\x6E\x25".repeat(BIG / 9)),
    ("marks upon marks", || "\u{feff}".repeat(BIG / 3).into_bytes()),
    // Zips.
    ("zip of zips", || {
        let inner = pack(&[("a.xml".into(), vec![b' '; 10_000_000])]).unwrap_or_default();
        (0..10).fold(inner, |inner, _| {
            pack(&[("a.zip".into(), inner.clone()), ("b.xml".into(), inner)]).unwrap_or_default()
        })
    }),
    ("zip that grows", || pack(&[("a.xml".into(), vec![b'<'; 4 * BIG])]).unwrap_or_default()),
    ("zip of many that grow", || {
        pack(
            &(0..30)
                .map(|n| (format!("{n}.xml"), repeat_to(60 << 20, "<x>", "<Indicatore/>", "</x>")))
                .collect::<Vec<_>>(),
        )
        .unwrap_or_default()
    }),
    ("zip of many names", || {
        pack(&(0..60_000).map(|n| (format!("{n}.xml"), Vec::new())).collect::<Vec<_>>()).unwrap_or_default()
    }),
    ("zip with absurd sizes", || {
        let mut zip = pack(&[("a.xml".into(), b"<Indicatore/>".to_vec())]).unwrap_or_default();
        for signature in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
            let at = zip.windows(4).position(|piece| piece == signature).unwrap_or_default();
            let sizes = at + if signature[2] == 3 { 18 } else { 20 };
            zip[sizes..sizes + 8].fill(0xFE);
        }
        zip
    }),
    ("zip that is cut", || {
        let mut zip = pack(&[("a.xml".into(), b"<Indicatore/>".to_vec())]).unwrap_or_default();
        zip.truncate(zip.len() / 2);
        zip
    }),
    // Payloads.
    ("base64 of nothing", || repeat("<x><XmlEsitoAttestazione>", "A", "</XmlEsitoAttestazione></x>")),
    ("base64 that is none", || repeat("<x><XmlEsitoAttestazione>", "é ", "</XmlEsitoAttestazione></x>")),
    ("base64 in base64", || (0..12).fold(b"<Indicatore/>".to_vec(), |inner, _| soap(&inner))),
    ("base64 of a big one", || soap(&repeat_to(70 << 20, "<EsitoAttestazione>", "<a>", ""))),
    ("many payloads", || {
        let one = String::from_utf8(soap(b"<Indicatore/>")).unwrap_or_default();
        repeat("<x>", &one, "</x>")
    }),
    // Sheets.
    ("xlsx of one text", || xlsx("xl/sharedStrings.xml", &repeat_to(60 << 20, "<sst><si><t>", "a", "</t></si></sst>"))),
    ("xlsx of depth", || xlsx("xl/worksheets/sheet1.xml", &repeat_to(60 << 20, "<worksheet>", "<a>", ""))),
    ("xlsx of one text in many cells", || {
        let mut parts = parts(XLSX_PARTS);
        replace(
            &mut parts,
            "xl/sharedStrings.xml",
            format!("<sst><si><t>{}</t></si></sst>", "Provetta ".repeat(3_500)).into_bytes(),
        );
        replace(
            &mut parts,
            "xl/worksheets/sheet1.xml",
            repeat_to(
                20 << 20,
                "<worksheet><sheetData>",
                "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>",
                "</sheetData></worksheet>",
            ),
        );
        pack(&parts).unwrap_or_default()
    }),
    ("xlsx of many sheets", || {
        let sheets: String = (0..200_000).map(|n| format!("<sheet name=\"{n}\" r:id=\"rId1\"/>")).collect();
        let mut parts = parts(XLSX_PARTS);
        replace(&mut parts, "xl/workbook.xml", format!("<workbook><sheets>{sheets}</sheets></workbook>").into_bytes());
        replace(&mut parts, "xl/worksheets/sheet1.xml", repeat_to(50 << 20, "<worksheet>", "<a/>", "</worksheet>"));
        pack(&parts).unwrap_or_default()
    }),
    ("xlsx of merges", || {
        xlsx(
            "xl/worksheets/sheet1.xml",
            &repeat_to(
                60 << 20,
                "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData><mergeCells>",
                "<mergeCell ref=\"A1:XFD1048576\"/>",
                "</mergeCells></worksheet>",
            ),
        )
    }),
    ("xlsx of merges that grow", || {
        let merges: String = (1..=500_000).map(|n| format!("<mergeCell ref=\"A{n}:XFD{}\"/>", n + 1)).collect();
        let rows: String = (1..=100_000).map(|n| format!("<row r=\"{n}\"><c><v>1</v></c></row>")).collect();
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>");
        xlsx("xl/worksheets/sheet1.xml", sheet.as_bytes())
    }),
    ("xlsx of one text, in UTF-16", || {
        let sheet = repeat_to_text(50 << 20, "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>", "a");
        xlsx("xl/worksheets/sheet1.xml", &utf16(&sheet))
    }),
    ("xlsx of one text in its cell", || {
        let sheet = repeat(
            "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>",
            "a",
            "</t></is></c></row></sheetData></worksheet>",
        );
        xlsx("xl/worksheets/sheet1.xml", &sheet)
    }),
    ("xlsx of relations", || {
        xlsx(
            "xl/_rels/workbook.xml.rels",
            &repeat_to(60 << 20, "<Relationships>", "<Relationship Id=\"a\" Type=\"b\" Target=\"c\"/>", ""),
        )
    }),
    ("ods of one cell", || {
        ods(&repeat_to(60 << 20, "<table:table><table:table-row><table:table-cell><text:p>", "a", ""))
    }),
    ("ods of depth", || ods(&repeat_to(60 << 20, "<table:table><table:table-row><table:table-cell>", "<a>", ""))),
    ("ods of repeated texts", || {
        ods(format!("<table:table><table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"50\"><text:p>{}</text:p></table:table-cell></table:table-row></table:table>", "Provetta ".repeat(3_500)).as_bytes())
    }),
    ("ods of many sheets", || {
        ods(&repeat_to(
            60 << 20,
            "<a>",
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>",
            "</a>",
        ))
    }),
    ("ods of merges", || {
        ods(&repeat_to(
            60 << 20,
            "<a><table:table>",
            "<table:table-row><table:table-cell table:number-rows-spanned=\"1048576\" table:number-columns-spanned=\"16384\"><text:p>a</text:p></table:table-cell></table:table-row>",
            "</table:table></a>",
        ))
    }),
    ("flat ods of one cell", || flat_ods(&repeat("<table:table><table:table-row><table:table-cell><text:p>", "a", ""))),
    ("flat ods of depth", || flat_ods(&repeat("<table:table><table:table-row><table:table-cell>", "<a>", ""))),
    ("flat ods of repeated rows", || {
        flat_ods(&repeat(
            "<table:table>",
            "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"1000\"><text:p>a</text:p></table:table-cell></table:table-row>",
            "</table:table>",
        ))
    }),
    ("xls of sheets that are one", corpus::xls_of_many_sheets),
    ("xls of merges", corpus::xls_of_merges),
    ("bare records of sheets that are one", || corpus::bare_biff(400, 60_000)),
    ("bare records of nothing", || [b"\x09\x08\x04\x00\x00\x06\x05\x00".to_vec(), vec![0; BIG]].concat()),
    ("xls of chains", || {
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 22], vec![9, 0, 6, 0], vec![0; BIG]].concat()
    }),
];

const FLUSSO: &str = "<Flusso xmlns=\"http://inps.it/Casellario\">";

/// A beginning, one thing again and again, an end: 100 MB.
fn repeat(start: &str, piece: &str, end: &str) -> Vec<u8> {
    repeat_to(BIG, start, piece, end)
}

fn repeat_to(size: usize, start: &str, piece: &str, end: &str) -> Vec<u8> {
    [start.as_bytes(), &piece.as_bytes().repeat(size / piece.len()), end.as_bytes()].concat()
}

fn many(start: &str, piece: fn(usize) -> String, end: &str) -> Vec<u8> {
    let mut text = start.to_owned();
    let mut number = 0;
    while text.len() < BIG {
        text.push_str(&piece(number));
        number += 1;
    }
    text.push_str(end);
    text.into_bytes()
}

fn attributes(count: usize) -> String {
    (0..count).map(|n| format!(" a{n}=\"\"")).collect()
}

/// Each entity ten times the one before.
fn laughs(root: &str) -> String {
    let entities: String =
        (1..20).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    format!("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY l0 \"lol\">{entities}]><{root} a=\"&l19;\">&l19;</{root}>")
}

/// The same, as a text without an end.
fn repeat_to_text(size: usize, start: &str, piece: &str) -> String {
    format!("{start}{}", piece.repeat(size / piece.len()))
}

pub(crate) fn utf16(text: &str) -> Vec<u8> {
    [b"\xFF\xFE".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
}

pub(crate) fn soap(inner: &[u8]) -> Vec<u8> {
    let packed = STANDARD.encode(inner);
    format!("<Envelope><Body><ConsultazioneResult><Esito>OK</Esito><XmlEsitoAttestazione>{packed}</XmlEsitoAttestazione></ConsultazioneResult></Body></Envelope>").into_bytes()
}

fn parts(parts: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

fn replace(parts: &mut [(String, Vec<u8>)], name: &str, bytes: Vec<u8>) {
    if let Some(part) = parts.iter_mut().find(|(of, _)| of == name) {
        part.1 = bytes;
    }
}

/// A workbook with one part of it replaced.
fn xlsx(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut parts = parts(XLSX_PARTS);
    replace(&mut parts, name, bytes.to_vec());
    pack(&parts).unwrap_or_default()
}

/// OpenDocument in one piece.
pub(crate) fn flat_ods(tables: &[u8]) -> Vec<u8> {
    let start = br#"<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:body><office:spreadsheet>"#;
    [start, tables, b"</office:spreadsheet></office:body></office:document>"].concat()
}

fn ods(content: &[u8]) -> Vec<u8> {
    let mut parts = parts(ODS_PARTS);
    replace(&mut parts, "content.xml", content.to_vec());
    pack(&parts).unwrap_or_default()
}
