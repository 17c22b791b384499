//! What an import holds while it is under way, and what of it stays: weighed against the text of its sheet.

use crate::memory;
use chrono::NaiveDate;
use siuss_kit::codes::Genere;
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::importa::request::{ImportCheck, ImportFilter, ImportaAnswer, ImportaRequest};
use siuss_kit::desk::{Answer, Desk, Part, Request};
use siuss_kit::records::{Ente, EnteId, Moment, Operatore, fiscal_code};
use std::time::{Duration, Instant};

/// So many times its text an import may hold, the archive apart.
const MOST: usize = 10;
/// Rows of a sheet.
const ROWS: u32 = 1_000;
/// What an empty desk holds more or less of, as it happens.
const A_LITTLE: usize = 8 * 1024;

const HEADINGS: &str = "Codice fiscale;Cognome;Nome;Data di nascita;Comune di nascita;Sesso;Cittadinanza;Comune di residenza;Indirizzo;Protocollo domanda;Codice prestazione;Tipo;Carattere;Data inizio;Data fine;Importo mensile;Quota ente;Data prevista;Ora inizio;Ora fine;Costo prestazione;Prova dei mezzi;Presa in carico;Tipo progetto;Anno progetto";

/// How the rows of a sheet are.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Rows {
    /// Right, each of another person.
    Right,
    /// The same, each with another amount.
    Changed,
    /// Each with a fault of its own.
    Wrong,
    /// Each with a cell that is left empty.
    LeftEmpty,
    /// None can be read.
    Unreadable,
    /// Each has faults that all have.
    Bare,
    /// Deliveries, twenty a person.
    Deliveries,
    /// Right, so many of one person, case, code and days, each with another amount.
    Twins(u32),
    /// The same, each with an amount that none of those has.
    ChangedTwins(u32),
}

impl Rows {
    fn sheet(self, count: u32) -> String {
        let rows = (0..count).map(|index| self.row(index));
        std::iter::once(HEADINGS.to_owned()).chain(rows).collect::<Vec<String>>().join("\r\n")
    }

    fn row(self, index: u32) -> String {
        let person = match self {
            Self::Deliveries => index / 20,
            Self::Twins(of_one) | Self::ChangedTwins(of_one) => index / of_one,
            _ => index,
        };
        let surname = ["PROVETTI", "FITTIZI", "ESEMPLARI", "CAMPIONESI"][person as usize % 4];
        let birth = NaiveDate::from_yo_opt(1930 + (person / 300).cast_signed(), 1 + person % 300).unwrap();
        let mut code = fiscal_code::compute(surname, "INVENTATA", birth, Genere::Femmina, "G478").unwrap();
        if self == Self::Wrong {
            let last = code.pop().unwrap();
            code.push(if last == 'A' { 'B' } else { 'A' });
        }
        let birth = birth.format("%d/%m/%Y");
        let last_day = if self == Self::Unreadable { "31/02/2026" } else { "31/12/2026" };
        let amount = match self {
            Self::Twins(_) => 100 + index,
            Self::ChangedTwins(_) => 100_100 + index,
            _ => 100 + index % 50 + u32::from(self == Self::Changed),
        };
        let nation = if self == Self::LeftEmpty { "Atlantide" } else { "italiana" };
        let day = index % 28 + 1;
        let benefit = match self {
            Self::Bare => ";;;;;;;;;;;;".to_owned(),
            Self::Deliveries => {
                format!("A2.07;Tempo;;;;;;{day:02}/{:02}/2026;09:00;10:30;{amount},50;4;NO", index % 9 + 1)
            }
            Self::Twins(_) | Self::ChangedTwins(_) => {
                format!("A1.06;;Periodico;01/01/2026;{last_day};{amount},50;{amount},50;;;;;4;NO")
            }
            _ => format!("A1.06;;Periodico;{day:02}/01/2026;{last_day};{amount},50;{amount},50;;;;;4;NO"),
        };
        format!(
            "{code};{surname};INVENTATA;{birth};Perugia;F;{nation};Perugia (PG);via dell'Esempio {};2026/{person:06};{benefit};CONTRIBUTI ECONOMICI;2026",
            person % 200
        )
    }
}

/// A desk with an ente.
struct Office {
    desk: Desk,
    moment: Moment,
    /// The most that stood at once while it answered.
    most: usize,
}

impl Office {
    fn open() -> Self {
        let moment = Moment::new(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), 10, 0);
        let mut office = Self { desk: Desk::default(), moment, most: 0 };
        let ente = Ente {
            codice: "G478".into(),
            denominazione: "COMUNE DI PROVA".into(),
            sede: "G478".into(),
            operatori: vec![Operatore { nome: "Finta Protti".into(), codice_fiscale: "PRTFNT83P49G478N".into() }],
            ..Ente::default()
        };
        office.ask(Request::Enti(EntiRequest::Save { id: None, ente }), Vec::new());
        office
    }

    /// As the worker does: what changed is taken, to be stored, which weighs nothing here.
    fn ask(&mut self, request: Request, bytes: Vec<u8>) -> Answer {
        memory::begin();
        let answer = self.desk.run(request, bytes, &self.moment, &mut |_, _, _| {}).answer;
        assert!(!matches!(answer, Answer::Refused { .. }), "{answer:?}");
        self.most = self.most.max(memory::most());
        self.desk.archive_mut().take_changes();
        self.desk.kept();
        answer
    }

    fn importa(&mut self, request: ImportaRequest) -> Answer {
        self.ask(Request::Importa(request), Vec::new())
    }

    fn open_sheet(&mut self, sheet: &str) {
        let request = ImportaRequest::Open { file_name: "prestazioni.csv".into() };
        self.ask(Request::Importa(request), sheet.as_bytes().to_vec());
    }

    /// All rows checked, and a page of them looked at.
    fn check(&mut self) -> ImportCheck {
        let (ente, part) = (EnteId::new(0), Part::first(25));
        self.importa(ImportaRequest::Check { ente, filter: ImportFilter::Findings, part });
        match self.importa(ImportaRequest::Check { ente, filter: ImportFilter::All, part }) {
            Answer::Importa(ImportaAnswer::Check(check)) => *check,
            other => panic!("{other:?}"),
        }
    }

    fn import(&mut self, sheet: &str) {
        self.open_sheet(sheet);
        self.check();
        self.importa(ImportaRequest::Confirm);
    }
}

/// Weighs the import of a sheet into an archive that has taken others. `expected`: rows that are new, change a benefit,
/// double one, cannot be read; and how many findings there are by rule.
#[track_caller]
fn check_held(earlier: &[Rows], rows: Rows, expected: [u32; 4], findings: usize) {
    let sheet = rows.sheet(ROWS);
    let room = MOST * sheet.len();
    let named = format!("{rows:?} after {earlier:?}");
    let times = |what: usize| format!("{}.{:02}", what / sheet.len(), what * 100 / sheet.len() % 100);
    let nothing = memory::now();
    let mut office = Office::open();
    for rows in earlier {
        office.import(&rows.sheet(ROWS));
    }
    let before = memory::now();
    let over = |what: usize| what.saturating_sub(before);

    office.most = 0;
    office.open_sheet(&sheet);
    let open = over(memory::now());
    let check = office.check();
    let held = over(memory::now());
    assert_eq!([check.new, check.updates, check.duplicates, check.unreadable], expected, "{named}");
    assert_eq!(check.findings.len(), findings, "{named}: {:?}", check.findings);
    drop(check);
    let most = over(office.most);
    office.importa(ImportaRequest::Uncheck);
    let left = over(memory::now());
    office.check();
    office.importa(ImportaRequest::Drop);
    let closed = over(memory::now());

    office.most = 0;
    office.open_sheet(&sheet);
    office.check();
    office.importa(ImportaRequest::Confirm);
    let most_written = office.most.saturating_sub(memory::now());
    // What the desk holds without its archive is what the import has left on it.
    drop(std::mem::take(office.desk.archive_mut()));
    let rest = memory::now() - nothing;
    println!(
        "{named}: {} B; open {}, checked {}, at most {}; Conferma {}; then {rest} B",
        sheet.len(),
        times(open),
        times(held),
        times(most),
        times(most_written),
    );
    assert!(most <= room && most_written <= room, "{named}: at most {}, {}", times(most), times(most_written));
    assert!(left <= open + A_LITTLE, "{named}: {left} B after Indietro, {open} B before the check");
    assert!(closed <= A_LITTLE, "{named}: {closed} B after the sheet was closed");
    assert!(rest <= A_LITTLE, "{named}: {rest} B after Conferma");
}

#[test]
fn an_import_holds_ten_times_its_sheet_at_most_and_gives_it_back() {
    let _alone = memory::alone();
    // Lists of codes are made when they are first asked for.
    for rows in [Rows::Right, Rows::Wrong, Rows::LeftEmpty, Rows::Unreadable, Rows::Bare, Rows::Deliveries] {
        Office::open().import(&rows.sheet(3));
    }
    check_held(&[], Rows::Right, [ROWS, 0, 0, 0], 0);
    check_held(&[], Rows::Wrong, [ROWS, 0, 0, 0], 1);
    check_held(&[], Rows::LeftEmpty, [ROWS, 0, 0, 0], 1);
    check_held(&[], Rows::Unreadable, [0, 0, 0, ROWS], 0);
    check_held(&[], Rows::Bare, [ROWS, 0, 0, 0], 4);
    check_held(&[], Rows::Deliveries, [ROWS, 0, 0, 0], 0);
    check_held(&[Rows::Right], Rows::Right, [0, 0, ROWS, 0], 0);
    check_held(&[Rows::Right], Rows::Changed, [0, ROWS, 0, 0], 0);
    check_held(&[Rows::Deliveries], Rows::Deliveries, [0, 0, ROWS, 0], 0);
    check_held(&[], Rows::Twins(50), [ROWS, 0, 0, 0], 1);
    check_held(&[Rows::Twins(50)], Rows::Twins(50), [0, 0, ROWS, 0], 1);
    check_held(&[Rows::Twins(50)], Rows::ChangedTwins(50), [0, ROWS, 0, 0], 1);
}

/// How long a check of so many rows takes, after others were taken in; the shortest of a few.
fn checked_in(earlier: &[Rows], rows: Rows, count: u32) -> Duration {
    let mut office = Office::open();
    for rows in earlier {
        office.import(&rows.sheet(count));
    }
    office.open_sheet(&rows.sheet(count));
    let check = |_| {
        office.importa(ImportaRequest::Uncheck);
        let start = Instant::now();
        office.check();
        start.elapsed()
    };
    (0..2).map(check).min().unwrap_or_default()
}

/// Compared each with each, so many twins take eight times as long as rows of as many people, and over themselves seventy
/// times.
#[test]
fn rows_of_one_case_code_and_days_take_about_as_long_as_others() {
    let _alone = memory::alone();
    let (twins, changed) = (Rows::Twins(u32::MAX), Rows::ChangedTwins(u32::MAX));
    check_no_slower((&[], twins), (&[], Rows::Right), 6_000);
    check_no_slower((&[twins], twins), (&[Rows::Right], Rows::Right), 2_000);
    check_no_slower((&[twins], changed), (&[Rows::Right], Rows::Changed), 2_000);
}

/// Rows, after others, take at most five times as long as yet others: the machine may have something else to do.
#[track_caller]
fn check_no_slower(these: (&[Rows], Rows), others: (&[Rows], Rows), count: u32) {
    let took = |(earlier, rows)| checked_in(earlier, rows, count);
    let (these_took, others_took) = (took(these), took(others));
    println!("{these:?}: {these_took:?}; {others:?}: {others_took:?}");
    assert!(these_took < others_took * 5, "{these:?}: {these_took:?}; {others:?}: {others_took:?}");
}
