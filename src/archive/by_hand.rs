//! What a person mended by hand: a sheet that comes later does not take it back.
//!
//! A field is a person's own word where its present value is one that an operator wrote, and no sheet since. It is read
//! from the histories, so it holds however long ago that was.

use super::Archive;
use super::difference::{Against, ByWhom, Decisions, Difference};
use crate::codes::nazioni;
use crate::records::{
    Assistito, AssistitoId, Atto, Field, Member, Minute, Prestazione, PrestazioneId, Record, RecordKey,
};
use crate::text::fold;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Who wrote what is written in records: people, or sheets.
#[derive(Debug, Default)]
pub(super) struct ByHand<'a> {
    /// Values that a person wrote into a field, since a sheet last did.
    written: HashMap<(RecordKey, &'a Member), Vec<(&'a str, Writer<'a>)>>,
    /// Fields that a sheet wrote last.
    by_sheet: HashSet<(RecordKey, &'a Member)>,
    /// Records that a person made.
    made: HashMap<RecordKey, Writer<'a>>,
    /// Fiscal codes that a person mended, with whose they were.
    former_codes: HashMap<&'a str, AssistitoId>,
}

/// Who, and when.
type Writer<'a> = (&'a str, Minute);

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
        let code = Member::Field(Field::CodiceFiscale);
        for (_, revisione) in archive.revisioni.iter() {
            let su = revisione.su;
            let by_hand = match revisione.atto {
                Some(atto) if atto.is_by_hand() => true,
                Some(Atto::Importazione | Atto::StoricoImportato) => false,
                // Taking back writes nothing new: what is there now tells whose word it is.
                Some(_) => continue,
                None => !imports.contains(&revisione.quando),
            };
            for cambio in &revisione.cambi {
                let field = (su, &cambio.campo);
                if by_hand {
                    this.by_sheet.remove(&field);
                    let writer = (revisione.chi.as_str(), revisione.quando);
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
    fn writer(&self, su: RecordKey, field: Field, now: &str) -> Option<ByWhom> {
        let member = &Member::Field(field);
        let (chi, quando) = match self.written.get(&(su, member)) {
            Some(values) => values.iter().rev().find(|(value, _)| *value == now)?.1,
            None if now.is_empty() || self.by_sheet.contains(&(su, member)) => return None,
            None => *self.made.get(&su)?,
        };
        Some(ByWhom { chi: chi.to_owned(), quando })
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
        self.settle(RecordKey::Assistito(id), known, merged, decisions)
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
        self.settle(RecordKey::Prestazione(id), known, merged, decisions)
    }

    /// The fields of a benefit that stay as they are whatever a sheet says.
    pub(super) fn kept(&self, id: PrestazioneId, known: &Prestazione, decisions: &Decisions) -> Vec<Field> {
        let su = RecordKey::Prestazione(id);
        let stays = |field: &Field| {
            let ours = field.in_words(&known.get(*field));
            let by_hand = self.writer(su, *field, &ours).is_some();
            (by_hand || !ours.is_empty()) && !decisions.takes(su, *field, by_hand)
        };
        Prestazione::fields().filter(stays).collect()
    }

    fn settle<R: Record>(&self, su: RecordKey, known: &R, merged: &mut R, decisions: &Decisions) -> Vec<Difference> {
        let mut differences = Vec::new();
        for (field, ours, sheet) in unlike(known, merged) {
            let by_hand = self.writer(su, field, &ours);
            // What was blank is filled, and what is only written otherwise follows the sheet, unless somebody wrote it.
            if by_hand.is_none() && (ours.is_empty() || fold(&ours) == fold(&sheet)) {
                continue;
            }
            let taken = decisions.takes(su, field, by_hand.is_some());
            if !taken {
                merged.set(field, known.get(field));
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
    let mut settled = known.overlaid_by(written);
    let of_it = |it: &&Difference| it.decided_by().is_some_and(|(su, _)| su == RecordKey::Prestazione(id));
    for kept in differences.iter().filter(of_it).filter(|it| !it.taken) {
        settled.set(kept.field, known.get(kept.field));
    }
    settled
}

/// The fields of which two records say different things, each with both in words.
pub(super) fn unlike<R: Record>(one: &R, other: &R) -> Vec<(Field, String, String)> {
    let both = R::fields().map(|field| (field, one.get(field), other.get(field)));
    let words = both.filter(|(_, one, other)| one != other);
    words.map(|(field, one, other)| (field, field.in_words(&one), field.in_words(&other))).collect()
}
