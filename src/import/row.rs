//! Rows as the sheet said -> records.

use super::analysis::{Analysis, PreviewCell};
use super::cell::{self, CellValue, Column, Neighbours};
use super::covered::Covered;
use super::header::{Header, Heading};
use super::mapping::Mapping;
use super::problem::Problem;
use super::wording::Wording;
use super::{Draft, draft, typed};
use crate::codes::{Carattere, nazioni, prestazioni};
use crate::records::field::FieldKind;
use crate::records::{Amount, Field, FiscalCode, Prestazione, fiscal_code::PersonCode};
use crate::sheets::{Cell, Row, Table, column_letters};
use crate::text::cut::shortened;
use crate::text::order::InOrder;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// A data row, read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadRow {
    /// As a spreadsheet program shows it.
    pub number: u32,
    /// What could be read of it.
    pub draft: Draft,
    /// The cells that could not: the draft has them empty.
    pub problems: Vec<Problem>,
}

impl ReadRow {
    /// The records; or, where a cell cannot be read without which the row means nothing, all that could not be read.
    ///
    /// # Errors
    /// The problems of the row.
    pub fn outcome(&self) -> Result<&Draft, &[Problem]> {
        if self.problems.iter().any(|problem| problem.field.vital()) { Err(&self.problems) } else { Ok(&self.draft) }
    }
}

/// Texts that are remembered of a column.
const MOST_KNOWN: usize = 500;

/// The data rows of a table, as its columns are taken. Each is read when it is asked for, and says the same each time: all
/// of them, read, would be many times the sheet.
pub struct Rows {
    table: Arc<Table>,
    /// Indices into the table's rows.
    data: Vec<usize>,
    reader: Reader,
}

impl Rows {
    /// Looks at every column whole, and reads no row yet.
    #[must_use]
    pub fn new(table: &Arc<Table>, analysis: &Analysis) -> Self {
        let reader = Reader::new(table, &analysis.header, &analysis.mapping, &analysis.data);
        Self { table: table.clone(), data: analysis.data.clone(), reader }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// The number of one of them, as a spreadsheet program shows it; 0 beyond the last.
    #[must_use]
    pub fn number(&self, index: usize) -> u32 {
        self.row(index).map_or(0, |row| row.number)
    }

    /// Reads one of them; an empty one beyond the last.
    #[must_use]
    pub fn read(&self, index: usize) -> ReadRow {
        self.row(index).map(|row| self.reader.row(row)).unwrap_or_default()
    }

    /// Reads them one after the other.
    pub fn iter(&self) -> impl Iterator<Item = ReadRow> + '_ {
        (0..self.len()).map(|index| self.read(index))
    }

    fn row(&self, index: usize) -> Option<&Row> {
        self.table.rows.get(*self.data.get(index)?)
    }
}

/// Reads rows of one table: it has seen every column whole before it reads the first cell.
pub(super) struct Reader {
    headings: Vec<String>,
    columns: Vec<(usize, Field, Column)>,
    covered: Covered,
    wording: Wording,
    /// Values of every row, of fields that no column has.
    pub(super) fixed: Vec<(Field, CellValue)>,
    /// What texts mean, a column each: few texts stand in many cells.
    known: Vec<Known>,
}

/// Texts of a column, with what they were read as.
type Known = RefCell<FxHashMap<Arc<str>, Result<CellValue, String>>>;

/// The values of a row, by field.
struct Values(Vec<Option<CellValue>>);

impl Reader {
    pub(super) fn new(table: &Table, header: &Header, mapping: &Mapping, data: &[usize]) -> Self {
        let headings: Vec<String> = header.headings.iter().map(Heading::label).collect();
        let mut columns: Vec<(usize, Field, Column)> = mapping
            .iter()
            .map(|(column, field)| {
                let heading = headings.get(column).map(String::as_str).unwrap_or_default();
                let mut seen = Column::new(heading, table.from_1904);
                seen.fraction = mapping.wording.hours;
                (column, field, seen)
            })
            .collect();
        for row in data.iter().filter_map(|index| table.rows.get(*index)) {
            for (column, field, seen) in &mut columns {
                seen.see(field.kind(), row.cell(*column));
            }
        }
        columns.order_by_key(|(_, field, _)| field.reading_order());
        let known = columns.iter().map(|_| RefCell::default()).collect();
        let read = |(field, text): &(Field, String)| Some((*field, typed(*field, text, &Draft::default()).ok()?));
        let mut fixed: Vec<(Field, CellValue)> = mapping.wording.fixed.iter().filter_map(read).collect();
        // What depends on another value comes after it.
        fixed.order_by_key(|(field, _)| field.when().is_some());
        let covered = Covered::new(table, mapping);
        Self { headings, columns, covered, wording: mapping.wording.clone(), fixed, known }
    }

    fn row(&self, row: &Row) -> ReadRow {
        let mut values = Values(vec![None; Field::ALL.len()]);
        let mut problems = Vec::new();
        self.values(row, |column, field, read| match read {
            Ok(value) => values.0[field as usize] = Some(value),
            Err(message) => problems.push(self.problem(column, field, row.cell(column), message)),
        });
        for (field, value) in &self.fixed {
            // What counts only beside another value is not written elsewhere.
            if field.when().is_none_or(|(other, code)| values.is_choice(other, code)) {
                values.0[*field as usize] = Some(value.clone());
            }
        }
        if !values.by_hours() {
            problems.retain(|problem| !problem.field.of_delivery());
        }
        problems.order_by_key(|problem| (problem.column.len(), problem.column.clone()));
        ReadRow { number: row.number, draft: values.into_draft(), problems }
    }

    pub(super) fn preview(&self, row: &Row, width: usize) -> Vec<PreviewCell> {
        let raw = |column| PreviewCell { raw: shortened(&row.cell(column).raw()), read: String::new(), problem: None };
        let mut cells: Vec<PreviewCell> = (0..width).map(raw).collect();
        self.values(row, |column, _, read| {
            if let Some(cell) = cells.get_mut(column) {
                match read {
                    Ok(value) => cell.read = shortened(&value.shown()),
                    Err(message) => cell.problem = Some(message),
                }
            }
        });
        cells
    }

    /// Reads the cells of a row one after another, each knowing the ones before.
    pub(super) fn values(&self, row: &Row, mut each: impl FnMut(usize, Field, Result<CellValue, String>)) {
        let mut birth = None;
        let mut dsu = false;
        let mut person: Option<PersonCode> = None;
        let mut abroad = false;
        for ((column, field, seen), known) in self.columns.iter().zip(&self.known) {
            let place = (*field == Field::LuogoNascita).then(|| person.map(|person| person.place())).flatten();
            let neighbours = Neighbours { birth, place: place.as_deref(), dsu };
            let covered = self.covered.has(*column, row.number);
            let cell = if covered { &Cell::Empty } else { row.cell(*column) };
            let meant = if let Cell::Text(text) = cell { self.wording.meant(*field, text) } else { None };
            let mut read = match meant {
                Some(meant) => cell::read(*field, &Cell::text(meant), seen, neighbours),
                None => remembered(*field, cell, seen, neighbours, known),
            };
            match (field, &read) {
                (Field::CodiceFiscale, Ok(CellValue::Text(code))) => {
                    let code = FiscalCode::read(code).filter(FiscalCode::checked);
                    person = code.and_then(|code| code.person().copied());
                }
                (Field::DataNascita, Ok(CellValue::Date(date))) => birth = Some(*date),
                (Field::ProtocolloDsu, Ok(CellValue::Text(_))) => dsu = true,
                (Field::NazioneResidenza, Ok(CellValue::Place(code, _))) => abroad = code != nazioni::ITALIA,
                // A town abroad is never sent: it need not be known.
                (Field::ComuneResidenza, Err(_)) if abroad => read = Ok(CellValue::Blank),
                _ => {}
            }
            each(*column, *field, read);
        }
    }

    fn problem(&self, column: usize, field: Field, cell: &Cell, message: String) -> Problem {
        let heading = self.headings.get(column).cloned().unwrap_or_default();
        Problem { field, column: column_letters(column), heading, raw: shortened(&cell.raw()), message }
    }

    /// Whether a row is the example of the model sheet, as it was.
    pub(super) fn is_example(&self, row: &Row) -> bool {
        let mut same = 0;
        for (column, field, seen) in &self.columns {
            let read = |cell: &Cell| cell::read(*field, cell, seen, Neighbours::default()).ok();
            let example = read(&Cell::text(field.example()));
            if read(row.cell(*column)) != example {
                return false;
            }
            same += usize::from(example != Some(CellValue::Blank));
        }
        same >= 20
    }
}

/// Reads a cell, or remembers what the same text in the same column was read as.
fn remembered(
    field: Field,
    cell: &Cell,
    column: &Column,
    row: Neighbours<'_>,
    known: &Known,
) -> Result<CellValue, String> {
    let Cell::Text(text) = cell else { return cell::read(field, cell, column, row) };
    let of_its_row = field == Field::ProvaMezzi || field.kind() == FieldKind::BirthPlace;
    let of_one_person =
        matches!(field.kind(), FieldKind::Text | FieldKind::Code | FieldKind::FiscalCode | FieldKind::Dsu);
    if of_its_row || of_one_person {
        return cell::read(field, cell, column, row);
    }
    if let Some(read) = known.borrow().get(text) {
        return read.clone();
    }
    let read = cell::read(field, cell, column, row);
    if known.borrow().len() < MOST_KNOWN {
        known.borrow_mut().insert(text.clone(), read.clone());
    }
    read
}

impl Values {
    fn take(&mut self, field: Field) -> Option<CellValue> {
        self.0[field as usize].take().filter(|value| *value != CellValue::Blank)
    }

    fn is_choice(&self, field: Field, code: &str) -> bool {
        matches!(self.0[field as usize], Some(CellValue::Choice(other, _)) if other == code)
    }

    /// Whether the row is of *tipo* Tempo.
    fn by_hours(&self) -> bool {
        self.is_choice(Field::Tipo, "T")
    }

    fn into_draft(mut self) -> Draft {
        let (codice, denominazione) = self.benefit();
        let both = self.take(Field::Nominativo);
        let bare = match self.take(Field::Importo) {
            Some(CellValue::Amount(amount)) => Some(amount),
            _ => None,
        };
        let mut draft = Draft::default();
        for field in Field::ALL {
            if let Some(value) = self.take(*field) {
                draft.set(*field, value);
            }
        }
        let person = &mut draft.assistito;
        if let Some(CellValue::Text(both)) = both
            && (person.cognome.is_empty() || person.nome.is_empty())
        {
            (person.cognome, person.nome) = cell::split_name(&both, &person.codice_fiscale);
        }
        let benefit = &mut draft.prestazione;
        (benefit.codice, benefit.denominazione) = (codice, denominazione);
        if deliver(benefit, bare) {
            return draft;
        }
        benefit.carattere = benefit.carattere.or_else(|| evident(benefit, bare));
        match benefit.carattere {
            Some(Carattere::Periodico) => benefit.importo_mensile = benefit.importo_mensile.or(bare),
            // Without a character the row cannot be sent: the amount is shown where the operator will look for it.
            Some(Carattere::Occasionale) | None => {
                benefit.importo_prestazione = benefit.importo_prestazione.or(bare);
            }
        }
        draft
    }

    /// Code and denomination, of one cell or of two. A blank code is that of a denomination that the table knows.
    fn benefit(&mut self) -> (String, String) {
        let split = |value: Option<CellValue>| match value {
            Some(CellValue::Benefit(code, name)) => (code, name),
            Some(CellValue::Text(name)) => (String::new(), name),
            _ => Default::default(),
        };
        let (code, name_with_code) = split(self.take(Field::CodicePrestazione));
        let (code_with_name, name) = split(self.take(Field::Denominazione));
        let name = if name.is_empty() { name_with_code } else { name };
        let code = if code.is_empty() { code_with_name } else { code };
        if code.is_empty() && !name.is_empty() {
            let known = prestazioni::by_name(&name).map_or(String::new(), |row| row.codice.to_owned());
            return (known, name);
        }
        (code, name)
    }
}

/// Takes what other columns say of a delivery into it, where the row is one: there they mean something else.
fn deliver(benefit: &mut Prestazione, bare: Option<Amount>) -> bool {
    draft::settle_delivery(benefit);
    let Some(it) = &mut benefit.erogazione else { return false };
    it.costo = it.costo.or(bare).or_else(|| benefit.importo_prestazione.take());
    it.recupero = it.recupero.or_else(|| benefit.quota_utente.take());
    it.effettiva = it.effettiva.or_else(|| benefit.data_erogazione.take());
    if it.hours().is_none() {
        it.ore = benefit.ore_mensili.take();
    }
    true
}

/// The character, where dates and amounts leave no doubt.
fn evident(prestazione: &Prestazione, bare: Option<Amount>) -> Option<Carattere> {
    let periodic = prestazione.data_inizio.is_some()
        && (prestazione.importo_mensile.is_some() || (bare.is_some() && prestazione.data_fine.is_some()));
    let occasional = prestazione.data_erogazione.is_some();
    let spans =
        prestazione.data_inizio.is_some() || prestazione.data_fine.is_some() || prestazione.importo_mensile.is_some();
    match (periodic, occasional) {
        (true, false) if prestazione.importo_prestazione.is_none() => Some(Carattere::Periodico),
        (false, true) if !spans => Some(Carattere::Occasionale),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{InvCiv, Mobilita, PresaCarico, ProvaMezzi};
    use crate::import::analyse;
    use crate::sheets::delimited;
    use crate::text::dates::read_iso;

    fn rows(text: &str) -> Vec<ReadRow> {
        let table = Arc::new(delimited::read(text.as_bytes(), &mut |_| {}).unwrap());
        let analysis = analyse(&table).unwrap();
        Rows::new(&table, &analysis).iter().collect()
    }

    fn draft(text: &str) -> Draft {
        rows(text).remove(0).outcome().unwrap().clone()
    }

    #[test]
    fn a_whole_row() {
        let draft = draft(
            "CF;Cognome e nome;Comune di nascita;Cittadinanza;Comune residenza;Protocollo domanda;Codice prestazione;Carattere;Dal;Al;Importo;Quota utente;Prova mezzi;Presa in carico;N. protocollo DSU;Anno DSU;Data DSU\n\
             prvspl88d52g478r;Esemplaria Provetti;Perugia;italiana;54039;4711;A1.07;Periodico;01/02/2026;31/07/2026;310,00;70;1;NO;inps-isee-2026-01234567a-00;2026;20.01.2026\n",
        );
        assert_eq!(draft.assistito.codice_fiscale, "PRVSPL88D52G478R");
        assert_eq!((draft.assistito.cognome.as_str(), draft.assistito.nome.as_str()), ("Provetti", "Esemplaria"));
        assert_eq!((draft.assistito.luogo_nascita.as_str(), draft.assistito.cittadinanza.as_str()), ("G478", "380"));
        assert_eq!(draft.assistito.comune_residenza, "G478");
        assert_eq!(draft.progetto.protocollo, "4711");
        let benefit = &draft.prestazione;
        assert_eq!(benefit.carattere, Some(Carattere::Periodico));
        assert_eq!((benefit.data_inizio, benefit.data_fine), (read_iso("2026-02-01"), read_iso("2026-07-31")));
        assert_eq!((benefit.importo_mensile, benefit.importo_prestazione), (Some(Amount::from_cents(31_000)), None));
        assert_eq!(benefit.prova_mezzi, Some(ProvaMezzi::Isee));
        assert_eq!(benefit.presa_carico, Some(PresaCarico::No));
        assert!(benefit.dsu.complete() && benefit.sina.is_none());
    }

    #[test]
    fn a_bare_amount_follows_the_character() {
        let text = "CF;Carattere;Data inizio;Data erogazione;Importo\nx;Periodico;01/02/2026;;310\nx;una tantum;;01/02/2026;310\n";
        let read: Vec<_> = rows(text).into_iter().map(|row| row.draft.prestazione).collect();
        assert!(read[0].importo_mensile.is_some() && read[0].importo_prestazione.is_none());
        assert!(read[1].importo_mensile.is_none() && read[1].importo_prestazione.is_some());
    }

    #[test]
    fn an_evident_character_is_inferred_and_no_other() {
        for (row, expected) in [
            ("01/02/2026;31/07/2026;;310;;", Some(Carattere::Periodico)),
            ("01/02/2026;31/07/2026;;;;310", Some(Carattere::Periodico)),
            (";;01/02/2026;;310;", Some(Carattere::Occasionale)),
            (";;01/02/2026;;;310", Some(Carattere::Occasionale)),
            ("01/02/2026;;01/02/2026;310;;", None),
            ("01/02/2026;;;;;310", None),
            (";;;;310;", None),
        ] {
            let text = format!(
                "CF;Data inizio;Data fine;Data erogazione;Importo mensile;Importo prestazione;Importo\nx;{row}\n"
            );
            assert_eq!(draft(&text).prestazione.carattere, expected, "{row}");
        }
    }

    #[test]
    fn a_row_says_the_same_whatever_was_read_before_it() {
        let text = "CF;Cognome;Data inizio;Importo mensile;Prova mezzi;N. protocollo DSU\n\
             PRVSPL88D52G478R;PROVETTI;01/02/2026;310;SI;INPS-ISEE-2026-01234567A-00\n\
             PRVSPL88D52G478R;PROVETTI;01/02/2026;310;SI;\n\
             PRVSPL88D52G478R;PROVETTI;31/02/2026;1.234;x;\n";
        let forwards = rows(text);
        assert_eq!(forwards[0].draft.prestazione.prova_mezzi, Some(ProvaMezzi::Isee));
        assert_eq!(forwards[1].problems[0].field, Field::ProvaMezzi);
        let table = Arc::new(delimited::read(text.as_bytes(), &mut |_| {}).unwrap());
        let again = Rows::new(&table, &analyse(&table).unwrap());
        for index in [2, 1, 0, 1, 2] {
            assert_eq!(again.read(index), forwards[index]);
        }
    }

    #[test]
    fn a_secondary_cell_costs_itself_and_a_vital_one_its_row() {
        let rows = rows(
            "CF;Cognome;Data di nascita;Sesso;Data inizio;Importo mensile\n\
             PRVSPL88D52G478R;PROVETTI;31/02/1988;Q;01/02/2026;310\n\
             PRVSPL88D52G478R;PROVETTI;12/04/1988;F;31/02/2026;310\n",
        );
        let draft = rows[0].outcome().unwrap();
        assert_eq!((draft.assistito.nascita, draft.assistito.genere), (None, None));
        let told: Vec<Field> = rows[0].problems.iter().map(|problem| problem.field).collect();
        assert_eq!(told, [Field::DataNascita, Field::Sesso]);
        assert!(rows[0].problems[0].left_empty().ends_with("Il campo è stato lasciato vuoto."));
        // Who is left out is known all the same.
        assert!(rows[1].outcome().is_err());
        assert_eq!(rows[1].draft.assistito.cognome, "PROVETTI");
    }

    #[test]
    fn every_unreadable_cell_is_told() {
        let rows = rows(
            "CF;Data inizio;Importo mensile;Sesso\nx;31/02/2026;1.234;Q\nx;01/02/2026;310,00;F\nx;01/02/2026;1.234;F\n",
        );
        let problems = rows[0].outcome().unwrap_err();
        assert_eq!(
            problems.iter().map(|problem| (problem.column.as_str(), problem.rule_hint())).collect::<Vec<_>>(),
            [("B", Some("X29")), ("D", Some("X15"))]
        );
        assert!(problems[0].to_string().starts_with("colonna B «Data inizio», «31/02/2026»: questo giorno non esiste"));
        let amount = rows[2].outcome().unwrap().prestazione.importo_mensile;
        assert_eq!(amount, Some(Amount::from_cents(123_400)), "310,00 tells that the point is for thousands");
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 3, 4]);
    }

    #[test]
    fn code_and_denomination_fill_each_other_once() {
        for (row, expected) in [
            ("A1.07;", ("A1.07", "")),
            (";Asilo Nido", ("A3.03", "Asilo Nido")),
            (";A1.07 - Contributi rette", ("A1.07", "Contributi rette")),
            (";Qualcosa di nuovo", ("", "Qualcosa di nuovo")),
            ("A1.07 Contributi rette;", ("A1.07", "Contributi rette")),
        ] {
            let read = draft(&format!("CF;Codice prestazione;Denominazione prestazione\nx;{row}\n")).prestazione;
            assert_eq!((read.codice.as_str(), read.denominazione.as_str()), expected, "{row}");
        }
    }

    #[test]
    fn a_town_abroad_need_not_be_known() {
        let text = "CF;Comune di residenza;Nazione di residenza;Importo\nx;Tirana;Albania;1\n";
        let assistito = draft(text).assistito;
        assert_eq!((assistito.comune_residenza.as_str(), assistito.nazione_residenza.as_str()), ("", "008"));
    }

    #[test]
    fn an_assessment() {
        let text = "CF;Mobilità;Attività vita quotidiana;Disturbi area cognitiva;SINA: invalidità civile (codici);Interventi necessari\nx;Si sposta assistito;3;Assenti;2; A1.04/A2.08\n";
        let sina = draft(text).prestazione.sina.unwrap();
        assert_eq!((sina.mobilita, sina.area_cognitiva), (Some(Mobilita::Assistito), None));
        assert_eq!(sina.invalidita, [InvCiv::TotaleAccompagnamento]);
        assert_eq!(sina.necessita, ["A1.04", "A2.08"]);
    }
}
