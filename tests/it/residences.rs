//! A person has one residence here, where INPS would take five: a second one is never lost in silence.

use crate::workstation::Workstation;
use siuss_kit::desk::importa::request::{ImportFilter, ImportRow, ImportaAnswer, ImportaRequest};
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::records::{AssistitoId, EnteId};

/// Comune, nation and street, as a sheet says them.
type Residence = (&'static str, &'static str, &'static str);

/// Two comuni of one name, streets, somebody abroad.
const RESIDENCES: [Residence; 6] = [
    ("", "", ""),
    ("Perugia", "", "via Inventata 1"),
    ("Perugia", "Italia", "via Finta 2"),
    ("Castro (BG)", "", ""),
    ("Castro (LE)", "", ""),
    ("", "Francia", ""),
];

const HEADINGS: &str = "Codice fiscale;Cognome e nome;Cittadinanza;Comune di residenza;Nazione di residenza;Indirizzo;Protocollo domanda;Codice prestazione;Carattere;Data erogazione;Importo prestazione;Prova dei mezzi;Presa in carico";

/// A row of one person, of a benefit of that day.
fn row((comune, nation, street): Residence, day: u8) -> String {
    format!(
        "\nPRVSPL88D52G478R;PROVETTI ESEMPLARIA;italiana;{comune};{nation};{street};2026/1;A1.06;Occasionale;{day:02}/02/2026;100,00;4;NO"
    )
}

/// Opens and checks a sheet; its rows as they would end.
fn checked(office: &mut Workstation, rows: &str) -> Vec<ImportRow> {
    let open = Request::Importa(ImportaRequest::Open { file_name: "foglio.csv".into() });
    office.ask_with(open, format!("{HEADINGS}{rows}").into_bytes());
    let check = ImportaRequest::Check { ente: EnteId::new(0), filter: ImportFilter::All, part: Part::first(50) };
    match office.ask(Request::Importa(check)) {
        Answer::Importa(ImportaAnswer::Check(check)) => check.list.rows,
        other => panic!("{other:?}"),
    }
}

/// An office that took this in.
fn with(rows: &str) -> Workstation {
    let mut office = Workstation::with_ente();
    checked(&mut office, rows);
    office.ask(Request::Importa(ImportaRequest::Confirm));
    office
}

/// Where the person lives, as the flow would say it, and the street; empty where nothing says it.
fn lives(office: &mut Workstation) -> [String; 3] {
    let person = office.archive().assistiti.get(AssistitoId::new(0)).unwrap();
    let nation = person.residence_nation().unwrap_or_default().to_owned();
    let comune = if nation == "380" { person.comune_residenza.clone() } else { String::new() };
    [comune, nation, person.indirizzo.clone()]
}

/// Whether a row tells of a residence: of one that the archive or an earlier row says otherwise, or by a finding.
fn tells(row: &ImportRow) -> bool {
    let of_residence = |text: &str| text.contains("residenza") || text == "Indirizzo";
    row.differences.iter().any(|it| of_residence(&it.label)) || row.notes.iter().any(|it| of_residence(&it.field))
}

/// A sheet has the person of the archive twice; `said` are the residences of archive and rows.
#[track_caller]
fn check(office: &mut Workstation, rows: &str, said: [&[String; 3]; 3]) {
    let shown = checked(office, rows);
    office.ask(Request::Importa(ImportaRequest::Confirm));
    let now = lives(office);
    let told = shown.iter().map(tells).collect::<Vec<_>>();
    for (said, told) in said.into_iter().zip([told[0] || told[1], told[0] || told[1], told[1]]) {
        let lost = said.iter().zip(&now).any(|(said, now)| !said.is_empty() && said != now);
        assert!(!lost || told, "{rows}\n{said:?} became {now:?}");
    }
}

#[test]
fn no_residence_is_lost_in_silence() {
    let said = RESIDENCES.map(|residence| lives(&mut with(&row(residence, 1))));
    for (before, was) in RESIDENCES.into_iter().zip(&said) {
        // The sheet's rows are copies of each other, and of what the archive has or not.
        for day in [1, 9] {
            let archive = with(&row(before, day));
            for (first, one) in RESIDENCES.into_iter().zip(&said) {
                for (second, other) in RESIDENCES.into_iter().zip(&said) {
                    let mut office = Workstation { records: archive.records.clone(), ..Workstation::default() };
                    office.reopen();
                    check(&mut office, &(row(first, 1) + &row(second, 1)), [was, one, other]);
                }
            }
        }
    }
}

#[test]
fn the_first_row_of_a_sheet_counts() {
    for (before, rows, counts) in [
        (("Perugia", "", ""), ["Francia", "Assisi"], ["", "250", ""]),
        (("", "Francia", ""), ["Assisi", "Francia"], ["A475", "380", ""]),
        (("", "", ""), ["Assisi", "Francia"], ["A475", "380", ""]),
    ] {
        let residence = |place| if place == "Francia" { ("", "Francia", "") } else { ("Assisi", "", "") };
        let mut office = with(&row(before, 9));
        let shown = checked(&mut office, &(row(residence(rows[0]), 1) + &row(residence(rows[1]), 1)));
        assert!(shown[1].notes.iter().any(|it| it.message.contains("Vale la riga 2")), "{:?}", shown[1]);
        office.ask(Request::Importa(ImportaRequest::Confirm));
        assert_eq!(lives(&mut office), counts);
    }
}

#[test]
fn two_in_one_row_are_told() {
    for cell in [
        "Perugia / Assisi",
        "Perugia e Assisi",
        "Perugia, Assisi",
        "Perugia - Assisi",
        "Perugia (Assisi)",
        "Perugia\u{a0}Assisi",
    ] {
        let shown = checked(&mut Workstation::with_ente(), &row((cell, "", ""), 1));
        assert!(tells(&shown[0]), "{cell}: {:?}", shown[0]);
    }
    let sheet = format!("{HEADINGS};Comune residenza\n{};Assisi", row(("Perugia", "", ""), 1).trim());
    let open = Request::Importa(ImportaRequest::Open { file_name: "foglio.csv".into() });
    match Workstation::with_ente().ask_with(open, sheet.into_bytes()) {
        Answer::Importa(ImportaAnswer::Preview(shown)) => {
            assert!(shown.oddities.iter().any(|it| it.contains("Comune residenza")), "{:?}", shown.oddities);
        }
        other => panic!("{other:?}"),
    }
}
