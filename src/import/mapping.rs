//! Which column is which field: guessed, changed by hand, kept as a profile.

use super::cell::{self, CellValue, Column, Neighbours, is_benefit_code};
use super::header::{Header, Heading};
use super::heading::{HeadingMeaning, meaning};
use super::wording::Wording;
use crate::records::field::FieldKind;
use crate::records::{Field, FiscalCode, fiscal_code};
use crate::sheets::{Cell, Row};
use crate::text::fold;
use crate::text::order::InOrder;
use serde::{Deserialize, Serialize};

/// Columns with the field that each is taken for, and what else was said of the sheet. No two columns are the same field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    columns: Vec<Option<Field>>,
    /// What was said of its words, and of fields that no column has.
    pub wording: Wording,
}

/// How sure a column is of a field by its cells alone.
const BY_CELLS: u8 = 40;
/// And by a word that may mean several fields, with cells that agree.
const BY_BOTH: u8 = 50;
/// Rows that are looked at to see what a column holds.
const SAMPLE: usize = 200;

impl Mapping {
    /// No column is anything.
    #[must_use]
    pub fn empty(columns: usize) -> Self {
        Self { columns: vec![None; columns], wording: Wording::default() }
    }

    /// What a column is taken for.
    #[must_use]
    pub fn field(&self, column: usize) -> Option<Field> {
        self.columns.get(column).copied().flatten()
    }

    /// The column of a field.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|other| *other == Some(field))
    }

    /// Takes a column for a field, or for none; another column that was the same field is freed.
    pub fn set(&mut self, column: usize, field: Option<Field>) {
        if column >= self.columns.len() {
            return;
        }
        if let Some(other) = field.and_then(|field| self.column(field)) {
            self.columns[other] = None;
        }
        self.columns[column] = field;
        if let Some(field) = field {
            self.wording.fix(field, "");
        }
    }

    /// Takes over what was said of the sheet: a field with a column has no value of its own.
    pub fn say(&mut self, wording: Wording) {
        let with_column: Vec<Field> = self.iter().map(|(_, field)| field).collect();
        self.wording = wording;
        for field in with_column {
            self.wording.fix(field, "");
        }
    }

    /// Columns that are some field.
    pub fn iter(&self) -> impl Iterator<Item = (usize, Field)> + '_ {
        self.columns.iter().enumerate().filter_map(|(column, field)| Some((column, (*field)?)))
    }

    /// How many columns are some field.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What an operator should know of it before going on.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let has = |field| self.column(field).is_some();
        let mut notes = Vec::new();
        if !has(Field::CodiceFiscale) {
            notes.push("Nessuna colonna è il codice fiscale: le prestazioni non saranno inviabili.".to_owned());
        }
        let named = has(Field::Nominativo) || (has(Field::Cognome) && has(Field::Nome));
        if !named {
            notes.push("Mancano cognome e nome dell'assistito.".to_owned());
        }
        if !has(Field::CodicePrestazione) {
            notes.push(if has(Field::Denominazione) {
                "Manca il codice della prestazione: sarà ricavato dalla denominazione, dove la tabella INPS la conosce."
                    .to_owned()
            } else {
                "Nessuna colonna dice quale prestazione è.".to_owned()
            });
        }
        if has(Field::Importo) {
            notes.push("La colonna «Importo» vale come importo mensile per le prestazioni periodiche e come importo intero per quelle occasionali.".to_owned());
        }
        if self.of_deliveries() {
            notes.push("Le righe di tipo «Tempo» con la data prevista o effettiva sono singole erogazioni: «Importo» è il costo dell'erogazione, «Quota utente» il recupero dall'assistito. All'invio si raccolgono in una prestazione periodica.".to_owned());
        } else if self.iter().any(|(_, field)| field.of_delivery()) {
            notes.push("Le colonne dell'erogazione valgono solo se ci sono anche il tipo (Tempo) e la data prevista o effettiva.".to_owned());
        }
        notes
    }

    /// By the headings, and where they say nothing by the cells.
    pub(super) fn guess(header: &Header, rows: &[&Row], from_1904: bool) -> Self {
        let mut candidates: Vec<(u8, usize, Field)> = Vec::new();
        for (column, heading) in header.headings.iter().enumerate() {
            let sample = Sample::new(heading, rows, column, from_1904);
            match meaning(&heading.group, &heading.text) {
                HeadingMeaning::Names(field, sure) => candidates.push((sure, column, field)),
                HeadingMeaning::May(fields) => {
                    let fitting = fields.iter().filter(|field| sample.fits(**field)).take(2);
                    candidates.extend(fitting.zip(0..).map(|(field, place)| (BY_BOTH - place, column, *field)));
                }
                HeadingMeaning::Nothing => {
                    let telling =
                        [Field::CodiceFiscale, Field::ProtocolloDsu, Field::CodicePrestazione, Field::Nominativo];
                    let silent = heading.text.is_empty();
                    let fitting = telling.iter().find(|field| {
                        // Only a heading that speaks of a person may stand over names.
                        (**field != Field::Nominativo || !silent) && sample.holds(**field)
                    });
                    candidates.extend(fitting.map(|field| (BY_CELLS, column, *field)));
                }
                HeadingMeaning::Else => {}
            }
        }
        candidates.order_by_key(|(sure, column, _)| (std::cmp::Reverse(*sure), *column));
        let mut mapping = Self::empty(header.headings.len());
        for (_, column, field) in candidates {
            let taken = mapping.column(field).is_some() || mapping.field(column).is_some();
            // One bare date is the day of payment only where no other column says when.
            let dated = field == Field::DataErogazione && mapping.column(Field::DataInizio).is_some();
            let superfluous = dated && fold(&header.headings[column].text) == "DATA";
            if !taken && !superfluous {
                mapping.columns[column] = Some(field);
            }
        }
        mapping
    }

    /// Keeps the columns of deliveries only where some row is one, or where they are called as the model sheet calls
    /// them: elsewhere such headings mean nothing to us.
    pub(super) fn settle_deliveries<'r>(&mut self, header: &Header, rows: impl IntoIterator<Item = &'r Row>) {
        if !self.iter().any(|(_, field)| field.of_delivery()) {
            return;
        }
        let read = |cell: &Cell| cell::read(Field::Tipo, cell, &Column::default(), Neighbours::default());
        let by_hours = |column: usize, row: &Row| matches!(read(row.cell(column)), Ok(CellValue::Choice("T", _)));
        let some = self
            .column(Field::Tipo)
            .filter(|_| self.of_deliveries())
            .is_some_and(|column| rows.into_iter().any(|row| by_hours(column, row)));
        for (column, heading) in self.columns.iter_mut().zip(&header.headings) {
            let called_so = |field: &Field| fold(&heading.text) == fold(field.label());
            *column = column.filter(|field| !field.of_delivery() || some || called_so(field));
        }
    }

    /// Whether rows can be deliveries: a column says that a benefit is counted by hours, another when it was delivered.
    fn of_deliveries(&self) -> bool {
        let has = |field| self.column(field).is_some();
        has(Field::Tipo) && (has(Field::DataPrevista) || has(Field::DataEffettiva))
    }
}

/// The first cells of a column.
struct Sample<'a> {
    cells: Vec<&'a Cell>,
    column: Column,
}

impl<'a> Sample<'a> {
    fn new(heading: &Heading, rows: &[&'a Row], column: usize, from_1904: bool) -> Self {
        let cells: Vec<&Cell> =
            rows.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_blank()).take(SAMPLE).collect();
        let mut profile = Column::new(&heading.label(), from_1904);
        for cell in &cells {
            for kind in [FieldKind::Amount, FieldKind::Date, FieldKind::Hours] {
                profile.see(kind, cell);
            }
        }
        Self { cells, column: profile }
    }

    /// At least half of the cells could be this field; an empty column could be any.
    fn fits(&self, field: Field) -> bool {
        self.cells.is_empty() || self.holds(field)
    }

    fn holds(&self, field: Field) -> bool {
        let good = self.cells.iter().filter(|cell| self.could_be(field, cell)).count();
        good > 0 && good * 2 >= self.cells.len()
    }

    fn could_be(&self, field: Field, cell: &Cell) -> bool {
        let text = match cell {
            Cell::Text(text) => cell::clean(text),
            cell => cell.raw(),
        };
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        match (field, field.kind()) {
            (_, FieldKind::FiscalCode) => FiscalCode::read(&fiscal_code::normalise(&text)).is_some(),
            (_, FieldKind::Dsu) => text.to_ascii_uppercase().starts_with("INPS-ISEE"),
            (_, FieldKind::BenefitCode) => {
                let first = text.split([' ', '-', ':']).next().unwrap_or_default();
                is_benefit_code(first) || cell::dotted(first).is_some()
            }
            (_, FieldKind::Benefit) => letters >= 5 && letters * 2 > text.len(),
            (Field::Nominativo, _) => {
                text.split(' ').count() >= 2 && letters + 4 >= text.chars().count() - text.matches(' ').count()
            }
            (Field::Indirizzo, _) => letters >= 3 && text.contains(' '),
            (_, FieldKind::Text) => letters > 0,
            (_, FieldKind::Code) => !matches!(cell, Cell::Date(_) | Cell::Time(_)),
            _ => !matches!(cell::read(field, cell, &self.column, Neighbours::default()), Ok(CellValue::Blank) | Err(_)),
        }
    }
}

/// A mapping that an office keeps, by heading: it fits the next sheet of the same kind, whatever the order of columns.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MappingProfile {
    /// Its name.
    pub name: String,
    /// Folded headings, with the field that each means; without one, the column is passed over.
    pub headings: Vec<(String, Option<Field>)>,
    /// What was said of the sheet.
    #[serde(default)]
    pub wording: Wording,
}

impl MappingProfile {
    /// The profile of a mapping.
    #[must_use]
    pub fn of(name: &str, headings: &[Heading], mapping: &Mapping) -> Self {
        let headings = headings
            .iter()
            .enumerate()
            .map(|(column, heading)| (fold(&heading.label()), mapping.field(column)))
            .filter(|(heading, _)| !heading.is_empty())
            .collect();
        Self { name: name.to_owned(), headings, wording: mapping.wording.clone() }
    }

    /// How many headings of a sheet it knows.
    #[must_use]
    pub fn knows(&self, headings: &[Heading]) -> usize {
        headings
            .iter()
            .filter(|heading| self.headings.iter().any(|(known, _)| *known == fold(&heading.label())))
            .count()
    }

    /// Whether a sheet has all the columns that the profile reads, so that it may be applied unasked.
    #[must_use]
    pub fn fits(&self, headings: &[Heading]) -> bool {
        let there = |folded: &String| headings.iter().any(|heading| fold(&heading.label()) == *folded);
        let mut read = self.headings.iter().filter(|(_, field)| field.is_some()).peekable();
        read.peek().is_some() && read.all(|(heading, _)| there(heading))
    }

    /// Changes a mapping as the profile says; columns that it does not know stay as they are.
    pub fn apply(&self, headings: &[Heading], mapping: &mut Mapping) {
        for known in [false, true] {
            for (column, heading) in headings.iter().enumerate() {
                let folded = fold(&heading.label());
                let Some((_, field)) = self.headings.iter().find(|(other, _)| *other == folded) else { continue };
                // First the columns are freed, then they are taken: a field must not be lost on the way.
                match field {
                    None if !known => mapping.set(column, None),
                    Some(field)
                        if known && !headings[..column].iter().any(|before| fold(&before.label()) == folded) =>
                    {
                        mapping.set(column, Some(*field));
                    }
                    _ => {}
                }
            }
        }
        mapping.say(self.wording.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::analyse;
    use crate::sheets::delimited;

    #[track_caller]
    fn check(text: &str, expected: &[Option<Field>]) {
        let table = delimited::read(text.as_bytes(), &mut |_| {}).unwrap();
        let analysis = analyse(&table).unwrap();
        let found: Vec<_> = (0..table.width).map(|column| analysis.mapping.field(column)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn ambiguous_words_are_what_their_cells_say() {
        use Field::*;
        check(
            "Codice;Comune;Prestazione;Codice fiscale\nA1.07;Perugia;Contributi e rette;PRVSPL88D52G478R\n",
            &[Some(CodicePrestazione), Some(ComuneResidenza), Some(Denominazione), Some(CodiceFiscale)],
        );
        check(
            "Comune;Comune di residenza;Prestazione\nx;Perugia;A1.07\n",
            &[None, Some(ComuneResidenza), Some(CodicePrestazione)],
        );
        check("Protocollo;ISEE;Tipo\n4711;8.450,00;Unità\n", &[Some(ProtocolloDomanda), Some(ValoreIsee), Some(Tipo)]);
        check(
            "Protocollo;ISEE;Tipo\nINPS-ISEE-2026-01234567A-00;20/01/2026;Periodico\n",
            &[Some(ProtocolloDsu), Some(DataDsu), Some(Carattere)],
        );
        check(
            "CF;Data;Cognome\nPRVSPL88D52G478R;01/02/2026;x\n",
            &[Some(CodiceFiscale), Some(DataErogazione), Some(Cognome)],
        );
        check(
            "CF;Data;Data inizio\nPRVSPL88D52G478R;01/02/2026;01/02/2026\n",
            &[Some(CodiceFiscale), None, Some(DataInizio)],
        );
        check("CF;CF;Cognome\nPRVSPL88D52G478R;x;y\n", &[Some(CodiceFiscale), None, Some(Cognome)]);
        check("N. domanda;Protocollo domanda;Cognome\n1;2;z\n", &[None, Some(ProtocolloDomanda), Some(Cognome)]);
        check("CF richiedente;CF beneficiario;Cognome\nx;y;z\n", &[None, Some(CodiceFiscale), Some(Cognome)]);
    }

    #[test]
    fn silent_headings_are_what_their_cells_say() {
        use Field::*;
        check(
            "Colonna1;Beneficiario;F3\nPRVSPL88D52G478R;Provetti Esemplaria;A1.07\nFTTLRG51S03F839W;Fittizi Ulderigo;A1.07\n",
            &[Some(CodiceFiscale), Some(Nominativo), Some(CodicePrestazione)],
        );
        check("PRVSPL88D52G478R;12\nFTTLRG51S03F839W;13\n", &[Some(CodiceFiscale), None]);
    }

    #[test]
    fn profiles_follow_headings_and_not_places() {
        let table = delimited::read(b"CF;Spesa;Altro;Cognome\nx;1;2;y\n", &mut |_| {}).unwrap();
        let mut analysis = analyse(&table).unwrap();
        analysis.mapping.set(2, Some(Field::ImportoMensile));
        analysis.mapping.set(1, None);
        let profile = MappingProfile::of("prova", &analysis.header.headings, &analysis.mapping);
        let other = delimited::read(b"Cognome;Altro;Spesa;CF;Nuovo\ny;2;1;x;z\n", &mut |_| {}).unwrap();
        let mut other = analyse(&other).unwrap();
        assert_eq!(profile.knows(&other.header.headings), 4);
        profile.apply(&other.header.headings, &mut other.mapping);
        let fields: Vec<_> = (0..5).map(|column| other.mapping.field(column)).collect();
        assert_eq!(fields, [Some(Field::Cognome), Some(Field::ImportoMensile), None, Some(Field::CodiceFiscale), None]);
    }

    #[test]
    fn no_field_has_two_columns() {
        let mut mapping = Mapping::empty(3);
        mapping.set(0, Some(Field::Nome));
        mapping.set(2, Some(Field::Nome));
        mapping.set(9, Some(Field::Nome));
        assert_eq!(mapping.iter().collect::<Vec<_>>(), [(2, Field::Nome)]);
    }
}
