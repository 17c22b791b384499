//! *Elenco per l'anagrafe*: what INPS discarded and nobody freed yet, by who must act: the office, the registry of the comune,
//! the tax office, INPS. A person is there once for each thing to be done.

use super::request::{EsitiAnswer, GruppoElenco, RigaElenco};
use crate::archive::esiti;
use crate::codes::comuni::Comune;
use crate::codes::named::luogo;
use crate::desk::reply::{Reply, workbook};
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::files::workbook::{NewCell, NewSheet};
use crate::records::{Assistito, Chi, EsitoRicevuto, FiscalCode, Soluzione};
use crate::response::{self, Meaning};
use crate::text::dates;
use crate::text::order::InOrder;

/// People shown of each group; the workbook has all.
const MOST_ROWS: usize = 500;

impl Desk {
    /// The groups, as the screen shows and prints them.
    pub(super) fn elenco(&self) -> Answer {
        let mut gruppi = self.gruppi();
        for gruppo in &mut gruppi {
            gruppo.altre = gruppo.righe.len().saturating_sub(MOST_ROWS) as u32;
            gruppo.righe.truncate(MOST_ROWS);
        }
        Answer::Esiti(EsitiAnswer::Elenco(gruppi))
    }

    /// The same as a workbook. Every cell is text: none can start a formula.
    pub(super) fn elenco_sheet(&self) -> Reply {
        let headings = [
            ("Chi deve agire", 34),
            ("Assistito", 28),
            ("Codice fiscale", 20),
            ("Nascita", 34),
            ("Residenza", 40),
            ("Messaggio di INPS", 60),
            ("Che cosa fare", 60),
        ];
        let mut sheet = NewSheet::list("Elenco per chi deve agire", headings);
        for gruppo in self.gruppi() {
            for it in gruppo.righe {
                let cells = [
                    gruppo.chi.clone(),
                    it.assistito,
                    it.codice_fiscale,
                    it.nascita,
                    it.residenza,
                    it.messaggio,
                    gruppo.fare.clone(),
                ];
                sheet.rows.push(cells.map(NewCell::from).to_vec());
            }
        }
        workbook("elenco-anagrafe.xlsx", &[sheet])
    }

    fn gruppi(&self) -> Vec<GruppoElenco> {
        let mut rows: Vec<(Chi, RigaElenco)> = Vec::new();
        for (_, esito) in self.archive.esiti.iter() {
            let meaning = response::meaning(&esito.significato);
            for row in self.righe_elenco(esito, meaning) {
                rows.push(row);
            }
        }
        // Alike ones come to stand beside each other.
        rows.order_by(Ord::cmp);
        rows.dedup();
        let mut gruppi: Vec<GruppoElenco> = Vec::new();
        for (chi, riga) in rows {
            match gruppi.last_mut().filter(|gruppo| gruppo.chi == chi.label()) {
                Some(gruppo) => gruppo.righe.push(riga),
                None => gruppi.push(GruppoElenco {
                    chi: chi.label().to_owned(),
                    fare: fare(chi).to_owned(),
                    righe: vec![riga],
                    altre: 0,
                }),
            }
        }
        gruppi
    }

    /// The people of an answer that still waits for somebody. One that says nothing new of a benefit waits for nobody.
    fn righe_elenco(&self, esito: &EsitoRicevuto, meaning: &Meaning) -> Vec<(Chi, RigaElenco)> {
        if meaning.consequence || meaning.classe.acquired() {
            return Vec::new();
        }
        let standing = esito.righe.iter().filter(|at| esiti::discarded(&self.archive, **at));
        let of_person = |person: &Assistito| {
            let residence = person.residence().map(Comune::label);
            let address = Some(person.indirizzo.clone()).filter(|it| !it.is_empty());
            let born = [luogo(&person.luogo_nascita), person.nascita.map(dates::italian).unwrap_or_default()];
            let riga = RigaElenco {
                assistito: person.label(),
                codice_fiscale: person.codice_fiscale.clone(),
                nascita: born.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" "),
                residenza: residence.into_iter().chain(address).collect::<Vec<_>>().join(", "),
                messaggio: esito.messaggio.clone(),
            };
            (who(meaning.chi, &person.codice_fiscale), riga)
        };
        let known: Vec<_> = standing.filter_map(|at| self.case_at(*at)).map(|case| of_person(case.assistito)).collect();
        if !known.is_empty() {
            return known;
        }
        // Of somebody whom the archive does not find: as INPS names them.
        let waits = matches!(esito.soluzione, Soluzione::DaScegliere(_) | Soluzione::NonTrovata(_));
        let riga = || RigaElenco {
            assistito: esito.soggetto.clone(),
            codice_fiscale: esito.codice_fiscale.clone(),
            messaggio: esito.messaggio.clone(),
            ..RigaElenco::default()
        };
        waits.then(|| (who(meaning.chi, &esito.codice_fiscale), riga())).into_iter().collect()
    }
}

/// What they are to do for those of their group.
fn fare(chi: Chi) -> &'static str {
    match chi {
        Chi::Ufficio => "Correggere la scheda come dice il messaggio, liberare la prestazione e inviare di nuovo.",
        Chi::Anagrafe => {
            "Confrontare codice fiscale, cognome, nome e nascita, carattere per carattere. Se in anagrafe sono giusti così, aprire in ANPR la Risoluzione disallineamenti; poi correggere la scheda, liberare e inviare di nuovo."
        }
        Chi::AgenziaEntrate => {
            "Il codice ha lettere al posto di cifre (omocodia): farsi confermare dall'Agenzia qual è il codice valido, poi correggere la scheda, liberare e inviare di nuovo."
        }
        Chi::Programma => "Far correggere il programma che ha scritto il file, poi liberare e inviare di nuovo.",
        Chi::Inps => "Rivolgersi all'assistenza INPS con il nome del flusso e il messaggio.",
        Chi::Nessuno => "Niente da fare.",
    }
}

/// A code with letters for digits was given by the tax office, because two people would have had the same.
fn who(chi: Chi, code: &str) -> Chi {
    let code = FiscalCode::read(code);
    let omocodia = code.as_ref().and_then(FiscalCode::person).is_some_and(|code| code.omocodia().next().is_some());
    if chi == Chi::Anagrafe && omocodia { Chi::AgenziaEntrate } else { chi }
}
