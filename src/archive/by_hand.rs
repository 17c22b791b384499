//! What a person mended by hand: a sheet that comes later does not take it back.
//!
//! A field is a person's own word where its present value is one that an operator wrote, and no sheet since. It is read
//! from the histories, so it holds however long ago that was.

use super::Archive;
use super::difference::{Against, ByWhom, Decisions, Difference};
use crate::codes::nazioni;
use crate::import::{Draft, typed};
use crate::records::{Assistito, AssistitoId, Atto, Field, InWords, Prestazione, PrestazioneId, RecordKey};
use crate::text::fold;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Who wrote what is written in records: people, or sheets.
#[derive(Debug, Default)]
pub(super) struct ByHand<'a> {
    /// Values that a person wrote into a field, since a sheet last did.
    written: HashMap<(RecordKey, &'a str), Vec<(&'a str, Writer<'a>)>>,
    /// Fields that a sheet wrote last.
    by_sheet: HashSet<(RecordKey, &'a str)>,
    /// Records that a person made.
    made: HashMap<RecordKey, Writer<'a>>,
    /// Fiscal codes that a person mended, with whose they were.
    former_codes: HashMap<&'a str, AssistitoId>,
}

/// Who, and when.
type Writer<'a> = (&'a str, &'a str);

impl<'a> ByHand<'a> {
    /// Reads the histories.
    pub(super) fn of(archive: &'a Archive) -> Self {
        let mut this = Self::default();
        // Histories of older programs do not tell the act: an import's journal entry has the same minute.
        let mut imports = HashSet::new();
        for (_, voce) in archive.registro() {
            match voce.atto() {
                Atto::Creazione => drop(voce.su().map(|su| this.made.insert(su, (voce.chi(), voce.quando())))),
                Atto::Importazione | Atto::ImportazioneAnnullata => drop(imports.insert(voce.quando())),
                _ => {}
            }
        }
        let code = Field::CodiceFiscale.label();
        for (_, revisione) in archive.revisioni.iter() {
            let su = revisione.su;
            let by_hand = match revisione.atto {
                Some(atto) if atto.is_by_hand() => true,
                Some(Atto::Importazione | Atto::StoricoImportato) => false,
                // Taking back writes nothing new: what is there now tells whose word it is.
                Some(_) => continue,
                None => !imports.contains(revisione.quando.as_str()),
            };
            for cambio in &revisione.cambi {
                let field = (su, cambio.campo.as_str());
                if by_hand {
                    this.by_sheet.remove(&field);
                    let writer = (revisione.chi.as_str(), revisione.quando.as_str());
                    this.written.entry(field).or_default().push((&cambio.dopo, writer));
                    if let RecordKey::Assistito(id) = su
                        && cambio.campo == code
                        && !cambio.prima.is_empty()
                    {
                        this.former_codes.insert(&cambio.prima, id);
                    }
                } else {
                    this.written.remove(&field);
                    this.by_sheet.insert(field);
                }
            }
        }
        this
    }

    /// Fiscal codes that a person mended, with whose they were: a sheet may still name them so.
    pub(super) fn former_codes(&self) -> impl Iterator<Item = (&'a str, AssistitoId)> + '_ {
        self.former_codes.iter().map(|(code, id)| (*code, *id))
    }

    /// Who wrote the present value of a field by hand; `None` where nobody did.
    fn writer(&self, su: RecordKey, campo: &'a str, now: &str) -> Option<ByWhom> {
        let (chi, quando) = match self.written.get(&(su, campo)) {
            Some(values) => values.iter().rev().find(|(value, _)| *value == now)?.1,
            None if now.is_empty() || self.by_sheet.contains(&(su, campo)) => return None,
            None => *self.made.get(&su)?,
        };
        Some(ByWhom { chi: chi.to_owned(), quando: quando.to_owned() })
    }

    /// What a sheet makes of a person of the archive: `merged` gets back what is not taken from the sheet.
    pub(super) fn settle_person(
        &self,
        id: AssistitoId,
        known: &Assistito,
        merged: &mut Assistito,
        decisions: &Decisions,
    ) -> Vec<Difference> {
        if merged == known {
            return Vec::new();
        }
        let known = &*residing(known, merged);
        let draft = |it: &Assistito| Draft { assistito: it.clone(), ..Draft::default() };
        let mut settled = draft(merged);
        let differences =
            self.settle(RecordKey::Assistito(id), (known, &draft(known)), (merged, &mut settled), decisions);
        *merged = settled.assistito;
        differences
    }

    /// The benefit, likewise.
    pub(super) fn settle_benefit(
        &self,
        id: PrestazioneId,
        known: &Prestazione,
        merged: &mut Prestazione,
        decisions: &Decisions,
    ) -> Vec<Difference> {
        if merged == known {
            return Vec::new();
        }
        let draft = |it: &Prestazione| Draft { prestazione: it.clone(), ..Draft::default() };
        let mut settled = draft(merged);
        let su = RecordKey::Prestazione(id);
        let differences = self.settle(su, (known, &draft(known)), (merged, &mut settled), decisions);
        *merged = settled.prestazione;
        differences
    }

    fn settle<R: InWords>(
        &self,
        su: RecordKey,
        (known, known_draft): (&R, &Draft),
        (merged, settled): (&R, &mut Draft),
        decisions: &Decisions,
    ) -> Vec<Difference> {
        let mut differences = Vec::new();
        for (field, ours, sheet) in unlike(known, merged) {
            let by_hand = self.writer(su, field.label(), &ours);
            // What was blank is filled, and what is only written otherwise follows the sheet, unless somebody wrote it.
            if by_hand.is_none() && (ours.is_empty() || fold(&ours) == fold(&sheet)) {
                continue;
            }
            let taken = decisions.takes(su, field, by_hand.is_some());
            if !taken && !put_back(field, known_draft, settled) {
                continue;
            }
            differences.push(Difference { field, ours, sheet, against: Against::Archive { su, by_hand }, taken });
        }
        differences
    }
}

/// Who lives in a comune lives in Italy, also where that is not said: beside somebody said to live abroad it counts.
pub(super) fn residing<'a>(one: &'a Assistito, other: &Assistito) -> Cow<'a, Assistito> {
    let unsaid = one.nazione_residenza.is_empty() && !one.comune_residenza.is_empty();
    if unsaid && !matches!(other.nazione_residenza.as_str(), "" | nazioni::ITALIA) {
        return Cow::Owned(Assistito { nazione_residenza: nazioni::ITALIA.to_owned(), ..one.clone() });
    }
    Cow::Borrowed(one)
}

/// What a benefit of the archive becomes, where what is not taken was told already.
pub(super) fn overlaid(
    id: PrestazioneId,
    known: &Prestazione,
    written: &Prestazione,
    differences: &[Difference],
) -> Prestazione {
    let draft = |prestazione: Prestazione| Draft { prestazione, ..Draft::default() };
    let mut settled = draft(known.overlaid_by(written));
    let of_it = |it: &&Difference| it.decided_by().is_some_and(|(su, _)| su == RecordKey::Prestazione(id));
    for kept in differences.iter().filter(of_it).filter(|it| !it.taken) {
        put_back(kept.field, &draft(known.clone()), &mut settled);
    }
    settled.prestazione
}

/// Gives a field its known value again; whether that was possible.
fn put_back(field: Field, known: &Draft, settled: &mut Draft) -> bool {
    let value = typed(field, &known.text(field), known);
    value.map(|value| settled.set(field, value)).is_ok()
}

/// The fields of which two records say different things, each with both in words.
pub(super) fn unlike<R: InWords>(one: &R, other: &R) -> impl Iterator<Item = (Field, String, String)> {
    one.in_words().into_iter().zip(other.in_words()).filter(|(one, other)| one != other).filter_map(
        |((campo, one), (_, other))| {
            let field = Field::ALL.iter().copied().find(|field| field.label() == campo)?;
            Some((field, one, other))
        },
    )
}
