//! What would become of the rows found, before *Stampa*: numbers that add up.

use super::request::{InvioAnswer, InvioQuery};
use crate::desk::conto::ContoView;
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::records::raccolta::bundles;
use crate::records::{Conto, PrestazioneId};
use crate::schema::from_records;
use std::collections::BTreeSet;

impl Desk {
    /// Nothing where it would say no more than how many rows can be sent.
    pub(super) fn conto(&mut self, query: &InvioQuery, only: &[PrestazioneId]) -> Answer {
        let ids: BTreeSet<PrestazioneId> =
            if only.is_empty() { self.trovate(query) } else { self.chosen(query, only) }.into_iter().collect();
        let to_send = ids.iter().filter_map(|id| Some((*id, self.archive.case(*id)?)));
        let to_send = to_send.filter(|(_, case)| case.prestazione.stato.da_inviare());
        let mut conto = Conto::default();
        for bundle in bundles(to_send, |_| false) {
            let rows = bundle.keys.len() as u32;
            conto.trovate += rows;
            if !self.judgement().blocks(bundle.keys[0]) {
                let case = bundle.case();
                conto.add(rows, from_records::prestazioni(case.progetto, case.prestazione).len() as u32, false);
            }
        }
        let plain = conto.prestazioni() == conto.inviabili && conto.divise == 0 && conto.raccolte == 0;
        Answer::Invio(InvioAnswer::Conto((!plain).then(|| ContoView::to_come(&conto))))
    }
}
