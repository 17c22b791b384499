//! What goes into the flows of one ente, gathered row by row, and written into one flow or into one a benefit.

use crate::flow::compose::{Composed, Naming, compose};
use crate::records::{Posizione, PrestazioneId};
use crate::schema::PrestazioneSociale;
use crate::text::order::InOrder;
use crate::validation::gate::{Cancellation, Ready, Sender};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::slice::from_ref;

/// All rows of one ente.
#[derive(Default)]
pub(super) struct Rows<'a> {
    pub(super) ready: Vec<Ready<'a>>,
    /// The benefits of `ready`, each with all its deliveries.
    sent: Vec<Vec<PrestazioneId>>,
    /// Those of them whose old data are taken back in the same flow.
    pub(super) corrected: BTreeSet<PrestazioneId>,
    pub(super) cancellations: Vec<Cancellation>,
    /// The benefits of `cancellations`, likewise.
    taken_back: Vec<Vec<PrestazioneId>>,
    /// Where each of `cancellations` was in its flow.
    places: Vec<(&'a str, Posizione)>,
}

/// A flow with the benefits that it carries, to be written down.
pub(super) struct Sending {
    pub(super) flusso: Composed,
    pub(super) periodo: Option<(NaiveDate, NaiveDate)>,
    pub(super) sent: Vec<Vec<PrestazioneId>>,
    pub(super) corrected: BTreeSet<PrestazioneId>,
    pub(super) taken_back: Vec<Vec<PrestazioneId>>,
}

impl<'a> Rows<'a> {
    pub(super) fn send(&mut self, ids: &[PrestazioneId], ready: Ready<'a>) {
        self.ready.push(ready);
        self.sent.push(ids.to_vec());
    }

    pub(super) fn correct(&mut self, ids: &[PrestazioneId], ready: Ready<'a>) {
        self.send(ids, ready);
        self.corrected.extend(ids);
    }

    pub(super) fn take_back(&mut self, flusso: &'a str, place: Posizione, id: PrestazioneId, it: Cancellation) {
        self.cancellations.push(it);
        self.taken_back.push(vec![id]);
        self.places.push((flusso, place));
    }

    /// Whether what stands there is taken back already; then the benefit goes with it.
    pub(super) fn take_back_with(&mut self, flusso: &str, place: Posizione, id: PrestazioneId) -> bool {
        let index = self.places.iter().position(|other| *other == (flusso, place));
        if let Some(index) = index {
            self.taken_back[index].push(id);
        }
        index.is_some()
    }

    /// How many people, each counted once.
    pub(super) fn people(&self) -> u32 {
        let sent = self.ready.iter().map(|one| one.beneficiario().codice_fiscale.as_deref());
        let taken_back = self.cancellations.iter().map(|one| one.beneficiario().codice_fiscale.as_deref());
        let mut codes: Vec<&str> = sent.chain(taken_back).flatten().collect();
        codes.order();
        codes.dedup();
        codes.len() as u32
    }

    /// All in one flow; none where there is nothing to send.
    pub(super) fn together(&self, sender: &Sender<'_>, naming: Naming) -> Vec<Sending> {
        let flusso = compose(sender, &self.ready, &self.cancellations, naming);
        let sending = |flusso| Sending {
            flusso,
            periodo: period(&self.ready, &self.cancellations),
            sent: self.sent.clone(),
            corrected: self.corrected.clone(),
            taken_back: self.taken_back.clone(),
        };
        flusso.map(sending).into_iter().collect()
    }

    /// A flow for each, numbered one after the other, cancellations first.
    pub(super) fn one_by_one(&self, sender: &Sender<'_>, naming: Naming) -> Vec<Sending> {
        let taken_back =
            self.cancellations.iter().zip(&self.taken_back).map(|(one, ids)| (&[][..], from_ref(one), ids));
        let sent = self.ready.iter().zip(&self.sent).map(|(one, ids)| (from_ref(one), &[][..], ids));
        let flow = |(number, (ready, cancellations, ids)): (u32, (&[Ready<'_>], &[Cancellation], &Vec<_>))| {
            let ids = vec![ids.clone()];
            let (sent, taken_back) = if ready.is_empty() { (Vec::new(), ids) } else { (ids, Vec::new()) };
            Some(Sending {
                flusso: compose(sender, ready, cancellations, Naming { number, ..naming })?,
                periodo: period(ready, cancellations),
                sent,
                corrected: BTreeSet::new(),
                taken_back,
            })
        };
        (naming.number..).zip(taken_back.chain(sent)).filter_map(flow).collect()
    }
}

/// First and last day of all that is written.
fn period(ready: &[Ready<'_>], cancellations: &[Cancellation]) -> Option<(NaiveDate, NaiveDate)> {
    let taken_back = cancellations.iter().flat_map(|one| &one.beneficiario().prestazioni);
    let sent = ready.iter().flat_map(|one| &one.beneficiario().prestazioni);
    widest(sent.map(PrestazioneSociale::span).chain(taken_back.map(PrestazioneSociale::span)))
}

/// First and last day of them all.
pub(in crate::archive) fn widest(
    spans: impl Iterator<Item = Option<(NaiveDate, NaiveDate)>>,
) -> Option<(NaiveDate, NaiveDate)> {
    spans.flatten().reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
}
