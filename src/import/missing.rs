//! Fields that INPS always asks for and no column gives.

use super::abbreviation::abbreviates;
use super::analysis::Analysis;
use super::cell::{self, CellValue, Column, Neighbours};
use super::heading::bare_words;
use super::mapping::Mapping;
use crate::codes::PresaCarico;
use crate::records::Field;
use crate::records::field::FieldKind;
use crate::sheets::{Cell, Table};
use crate::text::fold;
use crate::text::order::InOrder;

/// A field that no column is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Which one.
    pub field: Field,
    /// Columns that mean nothing yet and whose headings come near, the likeliest first.
    pub likely: Vec<usize>,
}

impl Missing {
    /// Whether one value can hold for every row of a sheet.
    #[must_use]
    pub fn fixable(&self) -> bool {
        matches!(
            self.field.kind(),
            FieldKind::Choice | FieldKind::Nation | FieldKind::Comune | FieldKind::BenefitCode | FieldKind::Date
        )
    }
}

/// Columns that are offered for one field.
const MOST_LIKELY: usize = 2;

/// The fields that every benefit needs and no column is taken for.
#[must_use]
pub fn missing(table: &Table, analysis: &Analysis, mapping: &Mapping) -> Vec<Missing> {
    let needed = Field::ALL.iter().copied().filter(|field| match field {
        Field::ComuneResidenza => true,
        Field::AreaUtenza => some_in_charge(table, analysis, mapping),
        field => field.required(),
    });
    needed
        .filter(|field| *field != Field::Ente && mapping.column(*field).is_none())
        .filter(|field| !instead(*field).iter().any(|other| mapping.column(*other).is_some()))
        .map(|field| Missing { field, likely: likely(field, analysis, mapping) })
        .collect()
}

/// Whether some row says that the person is in charge of the service, which asks for the area.
fn some_in_charge(table: &Table, analysis: &Analysis, mapping: &Mapping) -> bool {
    let field = Field::PresaCarico;
    if let Some(fixed) = mapping.wording.fixed(field) {
        return fixed == PresaCarico::Si.code();
    }
    let Some(column) = mapping.column(field) else { return false };
    let says = |cell: &Cell| match cell::read(field, cell, &Column::default(), Neighbours::default()) {
        Ok(CellValue::Choice(code, _)) => code == PresaCarico::Si.code(),
        _ => false,
    };
    analysis.data.iter().filter_map(|index| table.rows.get(*index)).any(|row| says(row.cell(column)))
}

/// Fields that make up for the want of another: a benefit has the days and amounts of its character only.
fn instead(field: Field) -> &'static [Field] {
    match field {
        Field::Cognome | Field::Nome => &[Field::Nominativo],
        Field::CodicePrestazione => &[Field::Denominazione],
        Field::DataInizio | Field::DataErogazione => {
            &[Field::DataInizio, Field::DataErogazione, Field::DataPrevista, Field::DataEffettiva]
        }
        Field::ImportoMensile | Field::ImportoPrestazione => {
            &[Field::ImportoMensile, Field::ImportoPrestazione, Field::Importo, Field::CostoErogazione]
        }
        // Of people abroad only the nation is sent.
        Field::ComuneResidenza => &[Field::NazioneResidenza],
        _ => &[],
    }
}

/// Headings that share words with the field's names, or with their beginnings.
fn likely(field: Field, analysis: &Analysis, mapping: &Mapping) -> Vec<usize> {
    let names: Vec<Vec<String>> = std::iter::once(fold(field.label()))
        .chain(field.synonyms().iter().map(|name| (*name).to_owned()))
        .map(|name| bare_words(&name))
        .collect();
    let free = analysis.header.headings.iter().enumerate().filter(|(column, _)| mapping.field(*column).is_none());
    let mut scored: Vec<(usize, usize)> = free
        .filter_map(|(column, heading)| {
            let words = bare_words(&heading.label());
            let shared = |name: &Vec<String>| {
                let common = words
                    .iter()
                    .filter(|word| word.len() > 2 && name.iter().any(|other| abbreviates(word, other)))
                    .count();
                (common * 10 / name.len().max(1)).saturating_sub(words.len() - common)
            };
            let score = names.iter().map(shared).max().unwrap_or(0);
            (score >= 5).then_some((score, column))
        })
        .collect();
    scored.order_by_key(|(score, column)| (std::cmp::Reverse(*score), *column));
    scored.into_iter().map(|(_, column)| column).take(MOST_LIKELY).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::analyse;
    use crate::sheets::delimited;

    #[track_caller]
    fn check(headings: &str, last: &str, expected: &[(Field, &[usize])]) {
        let row = headings.replace(|letter| letter != ';', "");
        let text = format!("{headings}\nPRVSPL88D52G478R{row}{last}\n");
        let table = delimited::read(text.as_bytes(), &mut |_| {}).unwrap();
        let analysis = analyse(&table).unwrap();
        let found = missing(&table, &analysis, &analysis.mapping);
        let found: Vec<(Field, &[usize])> = found.iter().map(|it| (it.field, it.likely.as_slice())).collect();
        assert_eq!(found, expected, "{headings}");
    }

    #[test]
    fn what_no_column_gives() {
        use Field::*;
        let whole = "CF;Cognome e nome;Cittadinanza;Comune di residenza;Protocollo domanda;Codice prestazione;Carattere;Dal;Importo;Prova mezzi;Presa in carico";
        check(whole, "NO", &[]);
        check(whole, "SI", &[(AreaUtenza, &[])]);
        check(&whole.replace("Carattere", "Natura (O/P)"), "NO", &[(Carattere, &[6])]);
        check(
            "CF;Cognome;Nome;Stato cittad. straniera;Protocollo domanda;Codice prestazione;Sogg. in carico dal nucleo;Dal;Importo mensile",
            "310",
            &[(Cittadinanza, &[3]), (ComuneResidenza, &[]), (Carattere, &[]), (ProvaMezzi, &[]), (PresaCarico, &[6])],
        );
    }
}
