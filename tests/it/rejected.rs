//! Rows that could not be read come back in a sheet of their own: mended, it is taken in as the first one would have been,
//! and nothing is asked twice.

use crate::office::moment;
use crate::workstation::Workstation;
use siuss_kit::desk::importa::request::{
    ImportCheck, ImportFilter, ImportPreview, ImportaAnswer, ImportaRequest, Saying,
};
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::records::{Assistito, EnteId, Field, Fraction, Prestazione, Progetto};
use siuss_kit::sheets::{self, Cell};

/// What is said of the sheet: columns by letter, and what they leave open.
type Said<'a> = (&'a [(&'a str, &'a str)], &'a [Saying]);

fn importa(office: &mut Workstation, request: ImportaRequest, bytes: Vec<u8>) -> ImportaAnswer {
    match office.ask_with(Request::Importa(request), bytes) {
        Answer::Importa(answer) => answer,
        other => panic!("{other:?}"),
    }
}

fn preview(office: &mut Workstation, request: ImportaRequest, bytes: Vec<u8>) -> ImportPreview {
    match importa(office, request, bytes) {
        ImportaAnswer::Preview(preview) => *preview,
        other => panic!("{other:?}"),
    }
}

/// A sheet dropped, and what is said of it.
fn open(office: &mut Workstation, name: &str, bytes: Vec<u8>, (columns, sayings): Said<'_>) -> ImportPreview {
    let shown = preview(office, ImportaRequest::Open { file_name: name.into() }, bytes);
    let mut all = shown.columns;
    for (letter, field) in columns {
        (*field).clone_into(&mut all.iter_mut().find(|column| column.letter == *letter).unwrap().field);
    }
    preview(office, ImportaRequest::Mapping { columns: all }, vec![]);
    preview(office, ImportaRequest::Say(sayings.to_vec()), vec![])
}

/// What the operator has still to say.
fn asked(shown: &ImportPreview) -> Vec<String> {
    let missing = shown.missing.iter().filter(|it| it.fixed.is_empty() || !it.problem.is_empty());
    let words = shown.unknown.iter().flat_map(|it| &it.values).filter(|it| it.said.is_none());
    let hours = shown.hours.iter().filter(|it| it.said.is_none());
    let missing = missing.map(|it| it.id.clone());
    missing.chain(words.map(|it| it.written.clone())).chain(hours.map(|it| it.raw.clone())).collect()
}

fn check_rows(office: &mut Workstation) -> ImportCheck {
    let request = ImportaRequest::Check { ente: EnteId::new(0), filter: ImportFilter::All, part: Part::first(50) };
    match importa(office, request, vec![]) {
        ImportaAnswer::Check(check) => *check,
        other => panic!("{other:?}"),
    }
}

/// All that the archive holds of benefits, by person, without keys.
fn held(office: &mut Workstation) -> Vec<(Assistito, Progetto, Prestazione)> {
    let cases = office.archive().cases();
    let mut held: Vec<_> = cases
        .map(|(_, it)| {
            let (mut progetto, mut prestazione) = (it.progetto.clone(), it.prestazione.clone());
            (progetto.assistito, prestazione.progetto) = Default::default();
            (it.assistito.clone(), progetto, prestazione)
        })
        .collect();
    held.sort_by_key(|(person, ..)| person.codice_fiscale.clone());
    held
}

/// The rejected rows of the open sheet, and the same as a csv, mended.
fn exported(office: &mut Workstation, mends: &[(&str, &str)]) -> (Vec<u8>, String) {
    let request = Request::Importa(ImportaRequest::RejectedSheet);
    let bytes = office.desk.run(request, Vec::new(), &moment(), &mut |_, _, _| {}).bytes.unwrap();
    let table = sheets::open(bytes.clone(), &mut |_| {}).unwrap().table(0, &mut |_| {}).unwrap();
    let line = |cells: &[Cell]| {
        let quoted = |cell: &Cell| {
            let raw = cell.raw();
            let mend = mends.iter().find(|(wrong, _)| *wrong == raw);
            format!("\"{}\"", mend.map_or(raw.as_str(), |(_, right)| right).replace('"', "\"\""))
        };
        cells.iter().map(quoted).collect::<Vec<_>>().join(";")
    };
    (bytes, table.rows.iter().map(|row| line(&row.cells)).collect::<Vec<_>>().join("\n"))
}

/// A sheet is taken in, and after it its rejected rows, mended; `left` of these stay rejected.
#[track_caller]
fn taken_in(sheet: &str, said: Said<'_>, mends: &[(&str, &str)], rejected: u32, left: u32) -> Workstation {
    let mut office = Workstation::with_ente();
    let shown = open(&mut office, "foglio.csv", sheet.into(), said);
    assert_eq!(asked(&shown), [""; 0]);
    assert_eq!(check_rows(&mut office).unreadable, rejected);
    let (bytes, mended) = exported(&mut office, mends);
    importa(&mut office, ImportaRequest::Confirm, vec![]);

    // As it is, nothing of it is taken for more than it was.
    let again = preview(&mut office, ImportaRequest::Open { file_name: "righe.xlsx".into() }, bytes);
    assert_eq!(asked(&again), [""; 0], "{mended}");
    let found = check_rows(&mut office);
    assert_eq!((found.rows, found.unreadable), (rejected, rejected), "{mended}");

    let again = preview(&mut office, ImportaRequest::Open { file_name: "righe.csv".into() }, mended.clone().into());
    assert_eq!(asked(&again), [""; 0], "{mended}");
    assert_eq!(check_rows(&mut office).unreadable, left, "{mended}");
    importa(&mut office, ImportaRequest::Confirm, vec![]);
    office
}

/// What comes of mending the rejected rows is what comes of mending the whole sheet.
#[track_caller]
fn check(sheet: &str, said: Said<'_>, mends: &[(&str, &str)], rejected: u32) {
    let mut office = taken_in(sheet, said, mends, rejected, 0);
    let right = mends.iter().fold(sheet.to_owned(), |sheet, (wrong, right)| sheet.replace(wrong, right));
    let mut whole = Workstation::with_ente();
    open(&mut whole, "foglio.csv", right.into(), said);
    assert_eq!(check_rows(&mut whole).unreadable, 0);
    importa(&mut whole, ImportaRequest::Confirm, vec![]);
    assert_eq!(held(&mut office), held(&mut whole));
}

#[test]
fn what_was_said_of_a_sheet_goes_with_its_rejected_rows() {
    let fixed = |field, value: &str| Saying::Fixed(field, value.to_owned());
    let word = |field, written: &str, meant: &str| Saying::Word(field, written.to_owned(), Some(meant.to_owned()));
    let sayings = [
        fixed(Field::Cittadinanza, "italiana"),
        fixed(Field::ProvaMezzi, "4"),
        fixed(Field::AreaUtenza, "2"),
        word(Field::Carattere, "Mens.", "1"),
        word(Field::PresaCarico, "boh", "1"),
        word(Field::PresaCarico, "mah", "2"),
        word(Field::ComuneResidenza, "Perug", "G478"),
        word(Field::Sesso, "x", ""),
        Saying::Hours(Fraction::Hundredths),
    ];
    // Amounts and hours that the rest of their columns explains, a column that the heading does not.
    check(
        "Codice fiscale;Cognome;Nome;Sesso;Comune di residenza;Note;Protocollo domanda;Codice prestazione;Natura;Data inizio;Data fine;Importo mensile;Ore mensili;Presa in carico\n\
         PRVSPL88D52G478R;PROVETTI;ESEMPLARIA;F;Perugia;telefonare;2026/1;A1.07;Mens.;01/02/2026;31/05/2026;310,5;12,5;boh\n\
         FTTLRG51S03F839W;FITTIZI;ULDERIGO;x;Perug;;2026/2;A1.07;Mens.;31/02/2026;31/05/2026;1.310;12,5;boh\n\
         MDLSMB95E24Z100S;MODELLONI;SIMBOLO;M;Perugia;a; b;2026/3;A1.07;Mens.;32/03/2026;31/05/2026;2.310;8;mah\n"
            .replace(";a; b;", ";a b;")
            .as_str(),
        (&[("I", "carattere")], &sayings),
        &[("31/02/2026", "28/02/2026"), ("32/03/2026", "31/03/2026")],
        2,
    );
}

#[test]
fn a_column_that_was_freed_stays_free() {
    let carattere = [Saying::Fixed(Field::Carattere, "2".to_owned())];
    check(
        "Codice fiscale;Cognome e nome;Cittadinanza;Comune di residenza;Protocollo domanda;Altro protocollo;Codice prestazione;Data erogazione;Importo prestazione;Totale;Prova dei mezzi;Presa in carico\n\
         PRVSPL88D52G478R;PROVETTI ESEMPLARIA;italiana;Perugia;2026/1;B/1;A1.06;01/02/2026;100,00;200,00;4;NO\n\
         FTTLRG51S03F839W;FITTIZI ULDERIGO;italiana;Perugia;2026/2;B/2;A1.06;30/02/2026;100,00;200,00;4;NO\n",
        (&[("E", ""), ("F", "protocollo_domanda"), ("I", ""), ("J", "importo_prestazione")], &carattere),
        &[("30/02/2026", "28/02/2026")],
        1,
    );
}

#[test]
fn what_only_the_other_rows_made_doubtful_stays_so() {
    let sheet = "Codice fiscale;Cognome e nome;Cittadinanza;Comune di residenza;Protocollo domanda;Codice prestazione;Carattere;Data erogazione;Importo prestazione;Prova dei mezzi;Presa in carico\n\
         PRVSPL88D52G478R;PROVETTI ESEMPLARIA;italiana;Perugia;2026/1;A1.06;Occasionale;02/13/2026;100,00;4;NO\n\
         FTTLRG51S03F839W;FITTIZI ULDERIGO;italiana;Perugia;2026/2;A1.06;Occasionale;03/04/2026;100,00;4;NO\n";
    taken_in(sheet, (&[], &[]), &[("02/13/2026", "13/02/2026")], 2, 1);
    check(
        sheet,
        (&[], &[]),
        &[("02/13/2026", "13/02/2026"), ("03/04/2026", "04/03/2026"), ("03/04/2026?", "04/03/2026")],
        2,
    );
}
