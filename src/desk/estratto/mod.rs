//! *Confronto con l'anagrafe*: a civil-registry extract beside the archive, before anything is sent. It lies on the desk
//! until it is closed, and is stored nowhere.

pub(in crate::desk) mod open;
pub mod request;

use super::reply::{Progress, refused};
use super::state::Desk;
use crate::archive::anagrafe::Edits;
use crate::archive::estratto::{Confronto, Incerta, Scostamento, compare, first_difference};
use crate::desk::request::Answer;
use crate::desk::words::Words;
use crate::records::field::FieldKind;
use crate::records::{Assistito, AssistitoId, Atto, Field, Member, Record};
use crate::text::plural;
use open::Estratto;
use request::{EstrattoAnswer, EstrattoQuery, EstrattoRequest, Quali, Scelta, ScostamentoView};
use std::collections::{BTreeMap, BTreeSet};

/// Rows to be looked at that are told one by one.
const MOST_TOLD: usize = 50;

impl Desk {
    pub(super) fn run_estratto(&mut self, request: EstrattoRequest, bytes: Vec<u8>, progress: Progress<'_>) -> Answer {
        match request {
            EstrattoRequest::Read { file_name } => match Estratto::read(&file_name, bytes, progress) {
                Ok(read) => {
                    self.estratto = Some(read);
                    self.confronto(&EstrattoQuery::default())
                }
                Err(why) => refused(format!("{file_name}: {why}")),
            },
            EstrattoRequest::List(query) => self.confronto(&query),
            EstrattoRequest::Take(scelta) => self.prendi(&scelta),
            EstrattoRequest::Forget => {
                self.estratto = None;
                Answer::Done { message: String::new() }
            }
        }
    }

    fn confronto(&self, query: &EstrattoQuery) -> Answer {
        let Some(open) = &self.estratto else { return EstrattoAnswer::default().into() };
        let made = compare(&self.archive, &open.righe);
        let vuoti = made.scostamenti.iter().filter(|it| it.vuoto).count() as u32;
        let words = Words::of(&query.search);
        let all = made.scostamenti.iter().filter(|it| match query.quali {
            Quali::Tutti => true,
            Quali::Diversi => !it.vuoto,
            Quali::Vuoti => it.vuoto,
        });
        let views = all.filter_map(|it| self.scostamento(open, it));
        let found: Vec<ScostamentoView> =
            views.filter(|it| words.are_in(|| [&it.chi, " ", &it.campo].concat())).collect();
        EstrattoAnswer {
            file: open.file.clone(),
            conti: conti(open, &made),
            campi: open.campi.iter().map(|field| field.label().to_owned()).collect(),
            da_guardare: da_guardare(open, &made),
            list: query.part.of(found),
            vuoti,
            diversi: made.scostamenti.len() as u32 - vuoti,
        }
        .into()
    }

    fn scostamento(&self, open: &Estratto, it: &Scostamento) -> Option<ScostamentoView> {
        let (ours, (riga, theirs)) = (self.archive.assistiti.get(it.assistito)?, open.righe.get(it.riga)?);
        let words = |of: &Assistito| it.field.in_words(&of.get(it.field));
        let (nostro, estratto) = (words(ours), words(theirs));
        let letters = matches!(it.field.kind(), FieldKind::Text | FieldKind::FiscalCode);
        let place = first_difference(&nostro.to_uppercase(), &estratto.to_uppercase()).filter(|_| letters && !it.vuoto);
        Some(ScostamentoView {
            assistito: it.assistito,
            field: it.field,
            chi: ours.label(),
            campo: it.field.label().to_owned(),
            riga: *riga,
            dove: place.map(|place| format!("dal {place}º carattere")).unwrap_or_default(),
            nostro,
            estratto,
        })
    }

    /// Takes values of the extract: one action, as changed by hand.
    fn prendi(&mut self, scelta: &Scelta) -> Answer {
        let Some(open) = &self.estratto else {
            return refused("L'estratto non è più aperto: leggerlo di nuovo.");
        };
        let made = compare(&self.archive, &open.righe);
        let wanted: BTreeSet<(AssistitoId, Field)> = match scelta {
            Scelta::Vuoti => made.scostamenti.iter().filter(|it| it.vuoto).map(|it| (it.assistito, it.field)).collect(),
            Scelta::Questi(these) => these.iter().copied().collect(),
        };
        let mut people: BTreeMap<AssistitoId, Assistito> = BTreeMap::new();
        let mut codes: BTreeSet<&str> = BTreeSet::new();
        let mut values = 0_usize;
        for it in made.scostamenti.iter().filter(|it| wanted.contains(&(it.assistito, it.field))) {
            let (Some(ours), Some((_, theirs))) = (self.archive.assistiti.get(it.assistito), open.righe.get(it.riga))
            else {
                continue;
            };
            // Two cards of one fiscal code would be one person twice.
            if it.field == Field::CodiceFiscale {
                let code = &theirs.codice_fiscale;
                if let Some((_, other)) = self.same_code(Some(it.assistito), theirs) {
                    return refused(format!(
                        "Il codice fiscale {code} è già di un'altra scheda ({}): aprire le due schede e usare «Unisci», poi confrontare di nuovo. Non è stato cambiato nulla.",
                        other.label()
                    ));
                }
                if !codes.insert(code) {
                    return refused(format!(
                        "L'estratto dà lo stesso codice fiscale {code} a due schede: guardarle prima di prenderlo. Non è stato cambiato nulla."
                    ));
                }
            }
            people.entry(it.assistito).or_insert_with(|| ours.clone()).take(&Member::Field(it.field), theirs);
            values += 1;
        }
        let count = people.len();
        if count == 0 {
            return refused("Nessun valore da prendere dall'estratto: non è stato cambiato nulla.");
        }
        let assistiti = people.into_iter().map(|(id, it)| (Some(id), it)).collect();
        match self.archive.edit(Edits { assistiti, ..Edits::default() }) {
            Ok(_) => {
                self.log(
                    Atto::Modifica,
                    None,
                    format!("dall'estratto dell'anagrafe: persone {count}, valori {values}"),
                );
                self.touched();
                let (values, people) =
                    (plural(values, "valore preso", "valori presi"), plural(count, "scheda", "schede"));
                Answer::Done { message: format!("{values} dall'estratto dell'anagrafe, in {people}.") }
            }
            Err(why) => refused(why.to_string()),
        }
    }
}

/// What became of the rows: numbers that add up.
fn conti(open: &Estratto, made: &Confronto) -> Vec<String> {
    let righe = open.righe.len();
    let other: BTreeSet<AssistitoId> = made.scostamenti.iter().map(|it| it.assistito).collect();
    let (equal, differing) = (made.uguali as usize, other.len());
    let (strangers, unsure) = (made.estranee.len(), made.incerte.len());
    let repeated = righe - equal - differing - strangers - unsure;
    let mut conti = vec![
        format!(
            "{}: {}, {}.",
            plural(righe, "riga letta", "righe lette"),
            plural(equal, "persona uguale in tutto", "persone uguali in tutto"),
            plural(differing, "persona con differenze", "persone con differenze"),
        ),
        format!("Righe di persone che non sono nell'archivio: {strangers}."),
        format!("Persone dell'archivio che l'estratto non nomina: {}.", made.senza_riga),
    ];
    if unsure > 0 {
        conti.push(format!("Righe da guardare: {unsure}."));
    }
    if repeated > 0 {
        conti.push(format!("Righe che ripetono una riga di prima: {repeated}."));
    }
    conti
}

fn da_guardare(open: &Estratto, made: &Confronto) -> Vec<String> {
    let unsure = made.incerte.iter().map(|(row, why)| match why {
        Incerta::PiuSchede => format!(
            "Riga {row}: nell'archivio ci sono più schede a cui corrisponde. Cercarle in Assistiti e usare «Unisci»."
        ),
        Incerta::Ripetuta(before) => {
            format!("Riga {row}: è la persona della riga {before}, con altri dati. Vale la riga {before}.")
        }
        Incerta::SenzaChiave => {
            format!("Riga {row}: non ha né il codice fiscale, né cognome, nome e data di nascita.")
        }
    });
    unsure.chain(open.illeggibili.iter().cloned()).take(MOST_TOLD).collect()
}
