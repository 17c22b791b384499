//! What was sent and can still be answered, to be found by what an answer says.

use crate::archive::Archive;
use crate::archive::flussi::{concerns, is_cancellation};
use crate::records::{
    AssistitoId, EsitoRicevuto, Fase, Field, FlussoId, Invio, Member, Posizione, PrestazioneId, RecordKey, RigaDiFlusso,
};

/// A row of a flow that its benefit still stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) at: RigaDiFlusso,
    pub(super) id: PrestazioneId,
    pub(super) posto: Option<Posizione>,
    pub(super) answered: Answered,
    pub(super) dsu: &'a str,
    pub(super) invii: &'a [Invio],
    person: AssistitoId,
    ente: &'a str,
    codice: &'a str,
}

impl Entry<'_> {
    pub(super) fn cancellazione(&self) -> bool {
        is_cancellation(self.posto)
    }

    /// The same for deliveries that INPS has as one benefit.
    pub(super) fn place(&self) -> (FlussoId, u32, u32) {
        let at = self.posto.map_or((u32::MAX, self.id.place()), |at| (at.beneficiario, at.prima));
        (self.at.flusso, at.0, at.1)
    }
}

/// What is known of INPS's answer; those that wait come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answered {
    No,
    Discarded,
    Acquired,
}

/// What an answer says of whom it speaks; empty where it does not.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted<'w> {
    pub(super) flusso: Option<FlussoId>,
    pub(super) codice_fiscale: &'w str,
    pub(super) codice: &'w str,
    pub(super) dsu: &'w str,
    pub(super) ente: &'w str,
}

impl<'w> Wanted<'w> {
    /// What a row says, in this flow.
    pub(super) fn of(esito: &'w EsitoRicevuto, flusso: Option<FlussoId>) -> Self {
        Self {
            flusso,
            codice_fiscale: &esito.codice_fiscale,
            codice: &esito.codice_prestazione,
            dsu: &esito.protocollo_dsu,
            ente: &esito.ente,
        }
    }

    /// Whether it names neither a person nor a benefit.
    pub(super) fn nobody(&self) -> bool {
        self.codice_fiscale.is_empty() && self.codice.is_empty() && self.dsu.is_empty()
    }

    fn fits(&self, entry: &Entry<'_>) -> bool {
        (self.codice.is_empty() || self.codice == entry.codice)
            && (self.dsu.is_empty() || entry.dsu.starts_with(self.dsu))
            && (self.ente.is_empty() || self.ente.eq_ignore_ascii_case(entry.ente))
            && self.flusso.is_none_or(|flusso| flusso == entry.at.flusso)
    }
}

/// Words with the entries that they are of, in the order of the words.
type Sorted<'a> = Vec<(&'a str, u32)>;

/// All entries, in the order of the flows, and the ways to find them.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    by_person: Sorted<'a>,
    by_code: Sorted<'a>,
    by_dsu: Sorted<'a>,
}

impl<'a> Index<'a> {
    pub(super) fn new(archive: &'a Archive) -> Self {
        let mut this = Self::default();
        for (key, flusso) in archive.flussi.iter().filter(|(_, flusso)| flusso.cestinato.is_unknown()) {
            let ente = archive.enti.get(flusso.ente).map_or("", |ente| ente.codice.as_str());
            for ((id, posto), riga) in flusso.rows().zip(0..) {
                let Some(case) = archive.case(id) else { continue };
                let it = case.prestazione;
                if !concerns(&it.stato, &flusso.nome, is_cancellation(posto)) {
                    continue;
                }
                let answered = match it.stato.fase() {
                    Fase::Scartata { .. } => Answered::Discarded,
                    Fase::Acquisita(_) | Fase::AcquisitaSenzaDsu(_) => Answered::Acquired,
                    Fase::DaCancellare(_) => continue,
                    _ => Answered::No,
                };
                let index = this.entries.len() as u32;
                this.by_person.push((&case.assistito.codice_fiscale, index));
                this.by_code.push((&it.codice, index));
                if !it.dsu.protocollo.is_empty() {
                    this.by_dsu.push((&it.dsu.protocollo, index));
                }
                this.entries.push(Entry {
                    at: RigaDiFlusso { flusso: key, riga },
                    id,
                    posto,
                    answered,
                    dsu: &it.dsu.protocollo,
                    invii: &it.invii,
                    person: case.progetto.assistito,
                    ente,
                    codice: &it.codice,
                });
            }
        }
        this.by_person.sort_unstable();
        let former = this.former_codes(archive);
        if !former.is_empty() {
            this.by_person.extend(former);
            this.by_person.sort_unstable();
        }
        this.by_code.sort_unstable();
        this.by_dsu.sort_unstable();
        this
    }

    /// A code may have been mended before the answer to the wrong one was read.
    fn former_codes(&self, archive: &'a Archive) -> Sorted<'a> {
        let code = Member::Field(Field::CodiceFiscale);
        let mut former = Vec::new();
        for (_, revisione) in archive.revisioni.iter() {
            let RecordKey::Assistito(person) = revisione.su else { continue };
            let Some(now) = archive.assistiti.get(person) else { continue };
            for cambio in revisione.cambi.iter().filter(|it| it.campo == code && !it.prima.is_empty()) {
                let of = range(&self.by_person, &now.codice_fiscale, false).iter();
                let of = of.filter(|(_, index)| self.entries[*index as usize].person == person);
                former.extend(of.map(|(_, index)| (cambio.prima.as_str(), *index)));
            }
        }
        former
    }

    /// The entries that fit all that an answer says.
    pub(super) fn find(&self, wanted: &Wanted<'_>) -> Vec<Entry<'a>> {
        let list = if !wanted.codice_fiscale.is_empty() {
            range(&self.by_person, wanted.codice_fiscale, false)
        } else if !wanted.dsu.is_empty() {
            range(&self.by_dsu, wanted.dsu, true)
        } else if !wanted.codice.is_empty() {
            range(&self.by_code, wanted.codice, false)
        } else if let Some(flusso) = wanted.flusso {
            let from = self.entries.partition_point(|it| it.at.flusso < flusso);
            let to = self.entries.partition_point(|it| it.at.flusso <= flusso);
            return self.entries[from..to].iter().filter(|it| wanted.fits(it)).copied().collect();
        } else {
            &[]
        };
        list.iter().map(|(_, index)| self.entries[*index as usize]).filter(|it| wanted.fits(it)).collect()
    }
}

/// Those of a word, or of all words that begin with it.
fn range<'s, 'a>(sorted: &'s [(&'a str, u32)], word: &str, beginning: bool) -> &'s [(&'a str, u32)] {
    let from = sorted.partition_point(|(it, _)| *it < word);
    let fits = |it: &str| if beginning { it.starts_with(word) } else { it == word };
    let to = from + sorted[from..].partition_point(|(it, _)| fits(it));
    &sorted[from..to]
}
