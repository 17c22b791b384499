//! *Tutti i dati della persona*: what the archive has on somebody, for them to have (GDPR, articles 15 and 20).

mod files;
pub mod request;
mod sections;

use super::reply::{Reply, refused, workbook};
use super::state::Desk;
use crate::archive::anagrafe::NotDone;
use crate::desk::request::Answer;
use crate::files::workbook::{Look, NewCell, NewSheet};
use crate::records::{Assistito, AssistitoId};
use request::{Fascicolo, FascicoloRequest, Gruppo, Sezione};
use sections::Whose;
pub(super) use sections::{one, section};

/// Letters of a sheet's column.
const WIDTH: u16 = 34;

impl Desk {
    pub(super) fn run_fascicolo(&self, request: &FascicoloRequest) -> Reply {
        let (FascicoloRequest::Show(id) | FascicoloRequest::Sheet(id)) = request;
        let Some(made) = self.fascicolo(*id) else { return refused(NotDone::Gone.to_string()).into() };
        match request {
            FascicoloRequest::Show(_) => Answer::Fascicolo(Box::new(made)).into(),
            FascicoloRequest::Sheet(_) => as_file(&made, "dati-della-persona.xlsx"),
        }
    }

    /// Keys of the stored files that are searched for the person.
    pub(super) fn fascicolo_files(&self) -> Vec<String> {
        self.searched_files().into_iter().map(|it| it.key).collect()
    }

    fn fascicolo(&self, id: AssistitoId) -> Option<Fascicolo> {
        let person = self.archive.assistiti.get(id)?;
        let whose = Whose::of(&self.archive, id);
        Some(Fascicolo {
            titolo: person.label(),
            testata: self.testata(&whose, person),
            perche: self.perche(),
            sezioni: vec![
                self.dati(person),
                self.progetti(&whose),
                self.prestazioni(&whose),
                self.storia(&whose),
                self.invii(&whose),
                self.risposte(&whose),
                self.isee(&whose),
                self.registro_di(&whose),
                self.file_conservati(&whose, person),
            ],
        })
    }

    fn testata(&self, whose: &Whose, person: &Assistito) -> Vec<(String, String)> {
        let made = self.moment.at.in_words();
        let by = self.chi();
        let lines = [
            ("Persona", format!("{} {}", person.label(), person.codice_fiscale).trim().to_owned()),
            ("Chi conserva i dati", self.enti_of(whose)),
            ("Fatto il", if by.is_empty() { made } else { format!("{made}, da {by}") }),
        ];
        lines.into_iter().filter(|it| !it.1.is_empty()).map(|(label, value)| (label.to_owned(), value)).collect()
    }

    fn perche(&self) -> String {
        let kept = match self.archive.settings.conservazione {
            None => String::new(),
            Some(1) => " Un progetto chiuso si conserva per un anno.".to_owned(),
            Some(anni) => format!(" Un progetto chiuso si conserva per {anni} anni."),
        };
        format!(
            "I dati vengono dalla persona, dai fogli e dalle schede che l'ufficio ha compilato e dalle risposte di INPS; servono per erogare le prestazioni sociali e per comunicarle a INPS, che tiene il registro nazionale SIUSS.{kept}"
        )
    }
}

/// As a workbook.
pub(super) fn as_file(it: &Fascicolo, name: &str) -> Reply {
    workbook(name, &sheets(it))
}

/// A sheet a section, and one before them that says what they are.
fn sheets(it: &Fascicolo) -> Vec<NewSheet> {
    let wrapped = |text: &str| NewCell::new(text.to_owned(), Look::Wrapped);
    let mut first = NewSheet::list("Di che cosa si tratta", [("Che cosa", 30), ("Valore", 100)]);
    let head = it.testata.iter().map(|(label, value)| vec![wrapped(label), wrapped(value)]);
    first.rows.extend(head);
    first.rows.push(vec![wrapped("Da dove vengono e perché"), wrapped(&it.perche)]);
    let told = it.sezioni.iter().filter(|sezione| !sezione.nota.is_empty());
    first.rows.extend(told.map(|sezione| vec![wrapped(&sezione.titolo), wrapped(&sezione.nota)]));
    let of_section = |sezione: &Sezione| {
        let grouped = sezione.gruppi.iter().any(|gruppo| !gruppo.titolo.is_empty());
        let group = grouped.then_some("Scheda");
        let headings = group.into_iter().chain(sezione.colonne.iter().map(String::as_str));
        let mut sheet = NewSheet::list(&sezione.titolo, headings.map(|heading| (heading, WIDTH)));
        for Gruppo { titolo, righe } in &sezione.gruppi {
            let titolo = grouped.then_some(titolo);
            sheet.rows.extend(righe.iter().map(|riga| titolo.into_iter().chain(riga).map(|it| wrapped(it)).collect()));
        }
        sheet
    };
    std::iter::once(first).chain(it.sezioni.iter().map(of_section)).collect()
}
