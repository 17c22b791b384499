//! Words of closed lists that a sheet writes in a way of its own, with what they probably mean.

use super::abbreviation::abbreviates;
use super::analysis::Analysis;
use super::cell::{self, Column, Neighbours};
use super::mapping::Mapping;
use crate::codes::complete;
use crate::records::Field;
use crate::records::field::FieldKind;
use crate::sheets::{Cell, Table};
use crate::text::fold;
use crate::text::order::InOrder;
use std::collections::HashMap;

/// A column some of whose words mean nothing to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownColumn {
    /// The column, from 0.
    pub column: usize,
    /// What it is taken for.
    pub field: Field,
    /// The words, most frequent first.
    pub values: Vec<UnknownValue>,
}

/// A word that means nothing by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    /// As the sheet writes it.
    pub written: String,
    /// Rows that have it.
    pub rows: u32,
    /// What somebody said it means.
    pub said: Option<String>,
    /// What it probably means, as it would be typed into a form.
    pub proposed: Option<String>,
}

/// Words of a column that are asked about; a column that has more of them is something else.
const MOST_VALUES: usize = 40;
/// Bytes of a word that is asked about: what is longer is a note.
const LONGEST: usize = 80;

/// The words of closed lists that cannot be read, or were only by what somebody said.
#[must_use]
pub fn unknown(table: &Table, analysis: &Analysis, mapping: &Mapping) -> Vec<UnknownColumn> {
    let closed = mapping.iter().filter(|(_, field)| is_closed(field.kind()));
    closed.filter_map(|(column, field)| of_column(table, analysis, mapping, column, field)).collect()
}

/// Kinds of which every word is known: what is unknown can be said once for all rows.
fn is_closed(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Choice | FieldKind::Comune | FieldKind::Nation)
}

fn of_column(
    table: &Table,
    analysis: &Analysis,
    mapping: &Mapping,
    column: usize,
    field: Field,
) -> Option<UnknownColumn> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for row in analysis.data.iter().filter_map(|index| table.rows.get(*index)) {
        if let Cell::Text(text) = row.cell(column)
            && text.len() <= LONGEST
        {
            *counts.entry(text).or_default() += 1;
        }
    }
    let heading = analysis.header.headings.get(column).map(super::Heading::label).unwrap_or_default();
    let seen = Column::new(&heading, table.from_1904);
    // A DSU beside it makes SI mean the ISEE: such rows are read by themselves.
    let neighbours = Neighbours { dsu: true, ..Neighbours::default() };
    let mut values: Vec<UnknownValue> = Vec::new();
    for (text, rows) in counts {
        let said = mapping.wording.meant(field, text).map(str::to_owned);
        let unread = || cell::read(field, &Cell::text(text), &seen, neighbours).is_err();
        // Two ways of writing one word, case apart, are one.
        if let Some(same) = values.iter_mut().find(|value| fold(&value.written) == fold(text)) {
            same.rows += rows;
        } else if said.is_some() || unread() {
            values.push(UnknownValue { written: cell::clean(text), rows, proposed: proposed(field, text), said });
        }
        if values.len() > MOST_VALUES {
            return None;
        }
    }
    values.order_by(|one, other| other.rows.cmp(&one.rows).then_with(|| one.written.cmp(&other.written)));
    (!values.is_empty()).then_some(UnknownColumn { column, field, values })
}

/// What a word probably means; `None` where nothing or more than one thing comes near.
fn proposed(field: Field, text: &str) -> Option<String> {
    let folded = fold(text);
    match field.kind() {
        FieldKind::Choice => {
            let first = folded.split(' ').next()?;
            let near = |label: &str| {
                let label = fold(label);
                let whole = folded.split(' ').zip(label.split(' ')).all(|(one, other)| abbreviates(one, other));
                whole || label.split(' ').next().is_some_and(|word| abbreviates(first, word))
            };
            let mut fitting = field.choices().into_iter().filter(|(_, label)| near(label));
            match (fitting.next(), fitting.next()) {
                (Some((code, _)), None) => Some(code.to_owned()),
                _ => None,
            }
        }
        FieldKind::Comune => only(&complete::comuni_of_today(text, 2)).map(|comune| comune.belfiore.to_owned()),
        FieldKind::Nation => only(&complete::nazioni(text, 2)).map(|nazione| nazione.iso.to_owned()),
        _ => None,
    }
}

fn only<T>(found: &[T]) -> Option<&T> {
    if let [one] = found { Some(one) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::analyse;
    use crate::sheets::delimited;

    #[test]
    fn words_of_an_office_and_what_they_probably_mean() {
        let text = "CF;Carattere;Presa in carico;Comune di residenza\n\
                    PRVSPL88D52G478R;Period.;sì;Perug\n\
                    FTTLRG51S03F839W;period;boh;Perugia\n\
                    MDLSMB95E24Z100S;Occ.;no;Perugia\n";
        let table = delimited::read(text.as_bytes(), &mut |_| {}).unwrap();
        let mut analysis = analyse(&table).unwrap();
        analysis.mapping.wording.say(Field::PresaCarico, "boh", Some("2"));
        // `PERIOD ×2: said - proposed 1`, a line a word.
        let told: Vec<String> = unknown(&table, &analysis, &analysis.mapping)
            .into_iter()
            .flat_map(|it| it.values.into_iter().map(move |value| (it.field, value)))
            .map(|(field, it)| {
                let or = |text: Option<String>| text.unwrap_or("-".to_owned());
                format!(
                    "{field:?} {} ×{}: said {} proposed {}",
                    fold(&it.written),
                    it.rows,
                    or(it.said),
                    or(it.proposed)
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "Carattere PERIOD ×2: said - proposed 1",
                "Carattere OCC ×1: said - proposed 2",
                "PresaCarico BOH ×1: said 2 proposed -",
                "ComuneResidenza PERUG ×1: said - proposed G478",
            ]
        );
    }
}
