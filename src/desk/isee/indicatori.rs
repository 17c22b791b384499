//! Which ISEE indicator counts for which benefit: what the law names, and what the office decided otherwise.

use super::request::IndicatoreView;
use crate::codes::prestazioni;
use crate::desk::reply::refused;
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::isee::purpose::Purpose;
use crate::isee::request::{BENEFITS, OTHER};
use crate::records::Atto;

impl Desk {
    /// Every benefit that INPS is asked about, with its indicator.
    pub(in crate::desk) fn indicatori(&self) -> Vec<IndicatoreView> {
        let view = |codice: &str| IndicatoreView {
            codice: codice.to_owned(),
            denominazione: name(codice),
            di_legge: Purpose::by_law(codice),
            deciso: self.archive.settings.indicatori.get(codice).copied(),
        };
        BENEFITS.into_iter().chain([OTHER]).map(view).collect()
    }

    /// Decides on one of them; what the law names is no decision.
    pub(in crate::desk) fn decidi_indicatore(&mut self, codice: &str, indicatore: Purpose) -> Answer {
        if !BENEFITS.contains(&codice) && codice != OTHER {
            return refused("Scegliere una prestazione dall'elenco.");
        }
        let choices = &mut self.archive.settings.indicatori;
        let before = Purpose::of(codice, choices);
        if indicatore == Purpose::by_law(codice) {
            choices.remove(codice);
        } else {
            choices.insert(codice.to_owned(), indicatore);
        }
        if before != indicatore {
            self.fatto(Atto::IndicatoreDeciso, None, format!("{codice}: {}", indicatore.label()));
        }
        Answer::Done { message: format!("Per {codice} vale l'ISEE {}.", indicatore.label().to_lowercase()) }
    }
}

fn name(codice: &str) -> String {
    let known = prestazioni::by_code(codice).map(|row| row.denominazione);
    known.unwrap_or("ogni altra prestazione").to_owned()
}
