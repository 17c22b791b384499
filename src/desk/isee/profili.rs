//! The profiles that write a request: the program's own, and those made from a specimen of INPS's.

use super::request::{CampioneView, IseeAnswer, ProfiloView};
use crate::desk::reply::refused;
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::isee::request::{Identificatore, PROFILES, RequestProfile, Search, write};
use crate::isee::specimen;
use crate::records::Atto;
use chrono::NaiveDate;

/// An invented person, for the operator to see what a profile writes.
const NOBODY: &str = "PRTFNT83P49G478N";

/// What to do with a file that a profile wrote.
pub(super) fn che_fare(profilo: &str) -> &'static str {
    let own = PROFILES.iter().find(|it| it.profile.id == profilo);
    own.map_or("Salvare il file e caricarlo sul portale INPS, che risponde in circa due giorni.", |it| it.advice)
}

impl Desk {
    pub(in crate::desk) fn profili_isee(&self) -> Vec<ProfiloView> {
        let own = PROFILES.iter().map(|it| ProfiloView {
            id: it.profile.id.clone().into_owned(),
            label: it.label.to_owned(),
            proprio: false,
        });
        let made = self.archive.profili_isee.iter().map(|(_, it)| ProfiloView {
            id: it.id.clone().into_owned(),
            label: format!("{} (dal campione)", it.id),
            proprio: true,
        });
        // Who made one from a specimen wants it.
        made.chain(own).collect()
    }

    pub(in crate::desk) fn profilo_isee(&self, id: &str) -> Option<RequestProfile> {
        let made = self.archive.profili_isee.iter().map(|(_, it)| it);
        made.chain(PROFILES.iter().map(|it| &it.profile)).find(|it| it.id == id).cloned()
    }

    pub(in crate::desk) fn campione(bytes: &[u8], today: NaiveDate) -> Answer {
        let made = match specimen::read(bytes) {
            Ok(made) => made,
            Err(why) => return refused(why.to_string()),
        };
        let nobody = Search::new(NOBODY, "A1.05", Some(today), today).ok();
        let documents = nobody.zip(Identificatore::new("A129", today, 1));
        let mut documents = documents.map(|(it, name)| write(&made.profile, &name, &[it])).unwrap_or_default();
        let prova = documents.pop().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let owned = |words: Vec<&'static str>| words.into_iter().map(str::to_owned).collect();
        Answer::Isee(IseeAnswer::Campione(Box::new(CampioneView {
            elemento: made.element,
            volte: made.rows as u32,
            campi: owned(made.filled),
            mancano: owned(made.missing),
            prova,
        })))
    }

    pub(in crate::desk) fn salva_profilo_isee(&mut self, nome: &str, bytes: &[u8]) -> Answer {
        if nome.is_empty() {
            return refused("Dare un nome al profilo.");
        }
        if PROFILES.iter().any(|it| it.profile.id == nome) {
            return refused("Questo nome è di un profilo del programma: sceglierne un altro.");
        }
        let mut profile = match specimen::read(bytes) {
            Ok(made) => made.profile,
            Err(why) => return refused(why.to_string()),
        };
        profile.id = nome.to_owned().into();
        self.archive.set_profilo_isee(nome, Some(profile));
        self.fatto(Atto::ProfiloIseeSalvato, None, "");
        Answer::Isee(IseeAnswer::Profili(self.profili_isee()))
    }

    pub(in crate::desk) fn elimina_profilo_isee(&mut self, nome: &str) -> Answer {
        self.archive.set_profilo_isee(nome, None);
        self.fatto(Atto::ProfiloIseeEliminato, None, "");
        Answer::Isee(IseeAnswer::Profili(self.profili_isee()))
    }
}
