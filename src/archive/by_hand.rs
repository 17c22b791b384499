//! What a person mended by hand: a sheet that comes later does not take it back.
//!
//! A field is a person's own word where its present value is one that an operator wrote, and no sheet since. It is read
//! from the histories, so it holds however long ago that was.

use super::Archive;
use crate::import::{Draft, typed};
use crate::records::{Assistito, AssistitoId, Atto, Field, InWords, Prestazione, PrestazioneId, RecordKey};
use std::collections::{HashMap, HashSet};

/// A value of ours that stays, and what the sheet says instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptByHand {
    /// Label of the field.
    pub campo: &'static str,
    /// Ours, in words.
    pub nostro: String,
    /// The sheet's, in words.
    pub foglio: String,
}

/// Who wrote what is written in records: people, or sheets.
#[derive(Debug, Default)]
pub(super) struct ByHand<'a> {
    /// Values that a person wrote into a field, since a sheet last did.
    written: HashMap<(RecordKey, &'a str), Vec<&'a str>>,
    /// Fields that a sheet wrote last.
    by_sheet: HashSet<(RecordKey, &'a str)>,
    /// Records that a person made.
    made: HashSet<RecordKey>,
    /// Records of which anything at all is a person's own word.
    concerned: HashSet<RecordKey>,
    /// Fiscal codes that a person mended, with whose they were.
    former_codes: HashMap<&'a str, AssistitoId>,
}

impl<'a> ByHand<'a> {
    /// Reads the histories.
    pub(super) fn of(archive: &'a Archive) -> Self {
        let mut this = Self::default();
        // Histories of older programs do not tell the act: an import's journal entry has the same minute.
        let mut imports = HashSet::new();
        for (_, voce) in archive.registro() {
            match voce.atto() {
                Atto::Creazione => drop(voce.su().map(|su| this.made.insert(su))),
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
                    this.written.entry(field).or_default().push(&cambio.dopo);
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
        this.concerned.extend(&this.made);
        this.concerned.extend(this.written.keys().map(|(su, _)| su));
        this
    }

    /// Fiscal codes that a person mended, with whose they were: a sheet may still name them so.
    pub(super) fn former_codes(&self) -> impl Iterator<Item = (&'a str, AssistitoId)> + '_ {
        self.former_codes.iter().map(|(code, id)| (*code, *id))
    }

    fn is_own_word(&self, su: RecordKey, campo: &'a str, now: &str) -> bool {
        match self.written.get(&(su, campo)) {
            Some(values) => values.contains(&now),
            None => self.made.contains(&su) && !now.is_empty() && !self.by_sheet.contains(&(su, campo)),
        }
    }

    /// The person as a sheet would make them, with what a person wrote as it is; and what that kept.
    pub(super) fn keep_person(&self, id: AssistitoId, known: &Assistito, merged: &mut Assistito) -> Vec<KeptByHand> {
        if !self.concerned.contains(&RecordKey::Assistito(id)) {
            return Vec::new();
        }
        let draft = |it: &Assistito| Draft { assistito: it.clone(), ..Draft::default() };
        let (kept, draft) = self.keep(RecordKey::Assistito(id), (known, &draft(known)), (merged, draft(merged)));
        if !kept.is_empty() {
            *merged = draft.assistito;
        }
        kept
    }

    /// The benefit, likewise.
    pub(super) fn keep_benefit(
        &self,
        id: PrestazioneId,
        known: &Prestazione,
        merged: &mut Prestazione,
    ) -> Vec<KeptByHand> {
        if !self.concerned.contains(&RecordKey::Prestazione(id)) {
            return Vec::new();
        }
        let draft = |it: &Prestazione| Draft { prestazione: it.clone(), ..Draft::default() };
        let (kept, draft) = self.keep(RecordKey::Prestazione(id), (known, &draft(known)), (merged, draft(merged)));
        if !kept.is_empty() {
            *merged = draft.prestazione;
        }
        kept
    }

    fn keep<R: InWords>(&self, su: RecordKey, known: (&R, &Draft), merged: (&R, Draft)) -> (Vec<KeptByHand>, Draft) {
        let (ours, theirs) = (known.0.in_words(), merged.0.in_words());
        let mut draft = merged.1;
        let mut kept = Vec::new();
        for ((campo, nostro), (_, foglio)) in ours.into_iter().zip(theirs).filter(|(ours, theirs)| ours != theirs) {
            let Some(field) = Field::ALL.iter().copied().find(|field| field.label() == campo) else { continue };
            if self.is_own_word(su, campo, &nostro)
                && let Ok(value) = typed(field, &known.1.text(field), known.1)
            {
                draft.set(field, value);
                kept.push(KeptByHand { campo, nostro, foglio });
            }
        }
        (kept, draft)
    }
}
