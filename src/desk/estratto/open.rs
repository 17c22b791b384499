//! An extract on the desk: a sheet of which only what tells of people counts.

use crate::archive::estratto::RigaEstratto;
use crate::desk::reply::Progress;
use crate::import::{self, Rows};
use crate::records::Field;
use crate::records::field::Owner;
use crate::sheets;
use std::collections::BTreeSet;

/// An extract that is open.
pub(in crate::desk) struct Estratto {
    pub(super) file: String,
    /// Fields that it has a column of.
    pub(super) campi: Vec<Field>,
    pub(super) righe: Vec<RigaEstratto>,
    /// Rows of which something could not be read, with what.
    pub(super) illeggibili: Vec<String>,
}

impl Estratto {
    /// Reads one, as a sheet of which only what tells of people counts.
    pub(super) fn read(file: &str, bytes: Vec<u8>, progress: Progress<'_>) -> Result<Self, String> {
        let mut reading = |at: sheets::RowsRead| progress("Leggo l'estratto", at.rows, at.of.unwrap_or(0));
        let mut workbook = sheets::open(bytes, &mut reading).map_err(|error| error.to_string())?;
        let table = workbook.table(import::likeliest(&workbook), &mut reading).map_err(|error| error.to_string())?;
        let analysis = import::analyse(&table).map_err(|error| error.to_string())?;
        let of_person = |field: &Field| field.owner() == Owner::Assistito;
        let campi: BTreeSet<Field> = analysis.mapping.iter().map(|(_, field)| field).filter(of_person).collect();
        let known = |fields: &[Field]| fields.iter().all(|field| campi.contains(field));
        let named = known(&[Field::Nominativo]) || known(&[Field::Cognome, Field::Nome]);
        let tells_who = known(&[Field::CodiceFiscale]) || named && known(&[Field::DataNascita]);
        if !tells_who {
            return Err(
                "nel foglio non si riconosce chi è ogni persona: servono la colonna del codice fiscale, oppure cognome, nome e data di nascita."
                    .to_owned(),
            );
        }
        let mut made = Self {
            file: file.to_owned(),
            campi: campi.iter().copied().collect(),
            righe: Vec::new(),
            illeggibili: Vec::new(),
        };
        for row in Rows::new(&table, &analysis).iter() {
            for problem in row.problems.iter().filter(|problem| of_person(&problem.field)) {
                made.illeggibili.push(format!("Riga {}: {problem}", row.number));
            }
            made.righe.push((row.number, row.draft.assistito));
        }
        if made.righe.is_empty() {
            return Err("il foglio non ha righe sotto le intestazioni.".to_owned());
        }
        Ok(made)
    }
}
