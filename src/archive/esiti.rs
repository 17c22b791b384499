//! What INPS answered: matched with what was sent, applied at once, kept, and settled by the operator where it is not sure.
//!
//! ```text
//! Response -> new (not read before) -> matching -> contradictions asked -> steps of the flows -> kept
//! ```
//! Nothing of an answer is dropped, and no answer is applied twice.

mod index;
mod matching;
mod new;
mod settle;

use super::Archive;
use super::flussi::{FlussoRefused, concerns, is_cancellation};
use crate::records::{
    EsitoId, EsitoRicevuto, Fase, FlussoId, Minute, Motivo, Passo, PrestazioneId, Provenienza, RigaDiFlusso, Soluzione,
};
use crate::response::{self, Classe, Formato, Meaning, Response, Riga};
use crate::text::order::InOrder;
use index::{Index, Wanted};
use new::{New, Numbers};
use serde::{Deserialize, Serialize};

/// What became of the rows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letto {
    /// Rows.
    pub righe: u32,
    /// Of them, those that had been read before: nothing was done.
    pub gia_lette: u32,
    /// Of these, those whose benefits were sent anew since: perhaps they are of the new sending.
    pub reinviate: u32,
    /// Applied: taken by INPS.
    pub acquisite: u32,
    /// Applied: discarded.
    pub scartate: u32,
    /// Left to the operator.
    pub da_decidere: u32,
    /// Nothing fits.
    pub non_trovate: u32,
}

/// What the operator says of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decisione {
    /// What its message says.
    ComeDice,
    /// INPS does not have these.
    Scartata,
    /// INPS has these.
    Acquisita,
    /// *Niente da fare*.
    Niente,
}

/// Takes in answers; `flusso`: the flow that the operator says they are of. What became of each file's rows.
pub fn receive(archive: &mut Archive, files: &[Response], flusso: Option<FlussoId>, at: Minute) -> Vec<Letto> {
    let mut letti = vec![Letto::default(); files.len()];
    let mut new = unread(archive, files, flusso, at, &mut letti);
    settle::all(archive, &mut new);
    let moves = moves(&mut new);
    walk(archive, &moves, at);
    for New { esito, meaning, file, key } in new {
        let letto = &mut letti[file];
        *match esito.soluzione {
            Soluzione::Applicata if meaning.classe.acquired() => &mut letto.acquisite,
            Soluzione::Applicata | Soluzione::Archiviata => &mut letto.scartate,
            Soluzione::DaScegliere(_) | Soluzione::DaDecidere => &mut letto.da_decidere,
            Soluzione::NonTrovata(_) => &mut letto.non_trovate,
        } += 1;
        match key {
            Some(key) => archive.esiti.put_back(key, esito),
            None => drop(archive.esiti.insert(esito)),
        }
    }
    letti
}

/// What two rows of answers have in common where they are the same.
pub(super) fn wording(esito: &EsitoRicevuto) -> String {
    [esito.soggetto.as_str(), &esito.codice_prestazione, &esito.ente, &esito.messaggio, &esito.codice_acquisizione]
        .join("\u{1f}")
}

fn record(riga: &Riga, formato: Formato) -> EsitoRicevuto {
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    EsitoRicevuto {
        provenienza: match formato {
            Formato::Scarti => Provenienza::Scarti,
            Formato::Waas => Provenienza::Waas,
        },
        numero: riga.numero.clone(),
        flusso: said(&riga.id_flusso),
        soggetto: riga.soggetto.testo.clone(),
        codice_fiscale: said(&riga.soggetto.codice_fiscale),
        codice_prestazione: said(&riga.soggetto.codice_prestazione),
        protocollo_dsu: said(&riga.soggetto.protocollo_dsu),
        ente: said(&riga.soggetto.ente),
        messaggio: riga.messaggio.clone(),
        significato: riga.meaning.id.to_owned(),
        codice_acquisizione: said(&riga.codice_acquisizione),
        ..EsitoRicevuto::default()
    }
}

/// The rows that were not read before: as many of the same wording are known as the archive holds of the same flow.
fn unread(
    archive: &Archive,
    files: &[Response],
    flusso: Option<FlussoId>,
    at: Minute,
    letti: &mut [Letto],
) -> Vec<New> {
    let named = flusso.and_then(|id| archive.flussi.get(id)).map_or("", |flusso| flusso.nome.as_str());
    let lettura = archive.esiti.iter().map(|(_, it)| it.lettura).max().unwrap_or_default() + 1;
    let mut words = Numbers::default();
    let mut known: Vec<Vec<EsitoId>> = Vec::new();
    for (key, esito) in archive.esiti.iter().rev() {
        let number = words.of(wording(esito));
        known.resize(known.len().max(number + 1), Vec::new());
        known[number].push(key);
    }
    let mut new = Vec::new();
    for (file, response) in files.iter().enumerate() {
        letti[file].righe = response.righe.len() as u32;
        for riga in &response.righe {
            let mut esito = record(riga, response.formato);
            if esito.flusso.is_empty() {
                named.clone_into(&mut esito.flusso);
            }
            let mut key = None;
            if let Some(same) = known.get_mut(words.of(wording(&esito)))
                && let Some(at) = same.iter().rposition(|key| same_flow(archive, *key, &esito.flusso))
            {
                let before = same.remove(at);
                // A flow that is named now may settle what could not be.
                let unsettled = |it: &EsitoRicevuto| it.soluzione.open() && it.flusso.is_empty();
                if esito.flusso.is_empty() || !archive.esiti.get(before).is_some_and(unsettled) {
                    letti[file].gia_lette += 1;
                    letti[file].reinviate += u32::from(sent_anew(archive, before));
                    continue;
                }
                key = Some(before);
            }
            esito.lettura = lettura;
            esito.quando = at;
            new.push(New { esito, meaning: riga.meaning, file, key });
        }
    }
    new
}

/// Whether what an answer spoke of waits in another flow now.
fn sent_anew(archive: &Archive, key: EsitoId) -> bool {
    let righe = archive.esiti.get(key).map_or(&[][..], |esito| &esito.righe);
    righe.iter().filter_map(|at| sent(archive, *at)).any(|(flusso, id, _)| {
        archive
            .prestazioni
            .get(id)
            .is_some_and(|it| waiting(it.stato.fase()) && it.stato.flusso().is_some_and(|now| now != flusso))
    })
}

/// Whether an answer that is kept may be of this flow; a flow that is not named may be any.
fn same_flow(archive: &Archive, key: EsitoId, flusso: &str) -> bool {
    let Some(kept) = archive.esiti.get(key) else { return false };
    if flusso.is_empty() {
        return true;
    }
    if !kept.flusso.is_empty() {
        return kept.flusso.eq_ignore_ascii_case(flusso);
    }
    kept.righe.first().and_then(|at| archive.flussi.get(at.flusso)).is_none_or(|of| of.nome == flusso)
}

/// What is done to a row of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mossa {
    Acquisisci,
    SenzaDsu,
    Scarta(String),
    Libera,
}

impl Mossa {
    fn passo(&self) -> Passo<'_> {
        match self {
            Self::Acquisisci => Passo::Acquisisci,
            Self::SenzaDsu => Passo::AcquisisciSenzaDsu,
            Self::Scarta(why) => Passo::Scarta(why),
            Self::Libera => Passo::Libera,
        }
    }

    /// What another row says of the same benefit.
    fn and(&mut self, other: &New) {
        let messaggio = &other.esito.messaggio;
        match self {
            Self::Scarta(why) if !other.meaning.consequence && !why.contains(messaggio) => {
                why.push_str("; ");
                why.push_str(messaggio);
            }
            Self::Acquisisci if other.meaning.classe == Classe::AcquisitaSenzaDsu => *self = Self::SenzaDsu,
            _ => {}
        }
    }
}

type Moves = Vec<(RigaDiFlusso, Mossa)>;

/// What the rows do to what they speak of. Where INPS says both that it has a benefit and that it has not, it is asked.
fn moves(new: &mut [New]) -> Moves {
    // Each row of a flow with what speaks of it: errors before what follows from them.
    let mut said: Vec<(RigaDiFlusso, bool, usize)> = Vec::new();
    for (which, it) in new.iter().enumerate().filter(|(_, it)| it.esito.soluzione == Soluzione::Applicata) {
        said.extend(it.esito.righe.iter().map(|at| (*at, it.meaning.consequence, which)));
    }
    said.order();
    let of_one = || said.chunk_by(|one, other| one.0 == other.0);
    for group in of_one() {
        let acquired = |it: &(RigaDiFlusso, bool, usize)| new[it.2].meaning.classe.acquired();
        if group.iter().any(acquired) && !group.iter().all(acquired) {
            for (.., which) in group {
                new[*which].esito.soluzione = Soluzione::DaScegliere(Motivo::Contraddizione);
            }
        }
    }
    let mut moves = Moves::new();
    for group in of_one() {
        let mut sure = group.iter().map(|(.., which)| &new[*which]);
        let mut sure = sure.by_ref().filter(|it| it.esito.soluzione == Soluzione::Applicata);
        let Some(first) = sure.next() else { continue };
        let mut mossa = mossa(first.meaning, &first.esito.messaggio);
        sure.for_each(|it| mossa.and(it));
        moves.push((group[0].0, mossa));
    }
    for it in new.iter_mut().filter(|it| it.esito.soluzione == Soluzione::DaScegliere(Motivo::Contraddizione)) {
        it.esito.righe.clear();
    }
    moves
}

fn mossa(meaning: &Meaning, messaggio: &str) -> Mossa {
    match meaning.classe {
        Classe::Acquisita => Mossa::Acquisisci,
        Classe::AcquisitaSenzaDsu => Mossa::SenzaDsu,
        Classe::Scartata | Classe::Sconosciuta => {
            Mossa::Scarta(if messaggio.is_empty() { "Scartata da INPS" } else { messaggio }.to_owned())
        }
    }
}

/// Takes the steps, flow by flow; says how many benefits moved. A row whose benefit does not allow its step stays as it is.
fn walk(archive: &mut Archive, moves: &[(RigaDiFlusso, Mossa)], at: Minute) -> usize {
    let mut count = 0;
    for of_flow in moves.chunk_by(|(one, _), (other, _)| one.flusso == other.flusso) {
        let picked: Vec<(u32, Passo<'_>)> = of_flow.iter().map(|(at, mossa)| (at.riga, mossa.passo())).collect();
        count += archive.steps(of_flow[0].0.flusso, &picked, at).unwrap_or_default();
    }
    count
}

/// What an answer may speak of, for the operator to choose from.
#[must_use]
pub fn candidates(archive: &Archive, esito: &EsitoRicevuto) -> Vec<RigaDiFlusso> {
    let flows = archive.flussi.iter().find(|(_, it)| it.nome.eq_ignore_ascii_case(&esito.flusso));
    let flusso = flows.map(|(key, _)| key);
    let index = Index::new(archive);
    let mut found = index.find(&Wanted::of(esito, flusso));
    if found.is_empty() && !esito.codice_fiscale.is_empty() {
        found = index.find(&Wanted { codice_fiscale: &esito.codice_fiscale, ..Wanted::default() });
    }
    found.order_by_key(|it| (it.answered, it.at));
    found.iter().map(|it| it.at).collect()
}

/// Settles an answer as the operator says, on these rows of flows. Says how many benefits moved.
///
/// # Errors
/// No such answer, or nothing that it could be applied to; the archive is then untouched.
pub fn settle_by_hand(
    archive: &mut Archive,
    key: EsitoId,
    righe: &[RigaDiFlusso],
    decisione: Decisione,
    at: Minute,
) -> Result<usize, FlussoRefused> {
    let mut after = archive.esiti.get(key).ok_or(FlussoRefused::NoAnswer)?.clone();
    let mut count = 0;
    if decisione == Decisione::Niente {
        after.soluzione = Soluzione::Archiviata;
    } else {
        if !righe.is_empty() {
            after.righe = righe.to_vec();
        }
        let meaning = response::meaning(&after.significato);
        let mossa = match decisione {
            Decisione::Acquisita => Mossa::Acquisisci,
            Decisione::Scartata => Mossa::Scarta(after.messaggio.clone()),
            _ => mossa(meaning, &after.messaggio),
        };
        let mut moves: Moves = after.righe.iter().map(|at| (*at, mossa.clone())).collect();
        moves.order_by_key(|(at, _)| *at);
        count = walk(archive, &moves, at);
        if count == 0 {
            return Err(FlussoRefused::NoRow);
        }
        after.soluzione = Soluzione::Applicata;
    }
    archive.esiti.put_back(key, after);
    Ok(count)
}

/// Frees what these answers discarded, and still is. Says how many benefits that are.
///
/// # Errors
/// None of them is discarded any more.
pub fn free(archive: &mut Archive, keys: impl Iterator<Item = EsitoId>, at: Minute) -> Result<usize, FlussoRefused> {
    let rows = keys.filter_map(|key| archive.esiti.get(key)).flat_map(|esito| &esito.righe);
    let mut moves: Moves = rows.filter(|at| discarded(archive, **at)).map(|at| (*at, Mossa::Libera)).collect();
    moves.order_by_key(|(at, _)| *at);
    let count = walk(archive, &moves, at);
    if count == 0 { Err(FlussoRefused::NoRow) } else { Ok(count) }
}

/// Whether a row of a flow stands discarded, and can be freed.
#[must_use]
pub fn discarded(archive: &Archive, at: RigaDiFlusso) -> bool {
    stands(archive, at).is_some_and(|fase| matches!(fase, Fase::Scartata { .. }))
}

/// Whether a row of a flow waits for INPS's answer.
#[must_use]
pub fn waits(archive: &Archive, at: RigaDiFlusso) -> bool {
    stands(archive, at).is_some_and(waiting)
}

fn waiting(fase: &Fase) -> bool {
    matches!(fase, Fase::Inviata(_) | Fase::CancellazioneInviata { .. } | Fase::RettificaInviata { .. })
}

/// Where the benefit stands that a row of a flow still speaks of.
fn stands(archive: &Archive, at: RigaDiFlusso) -> Option<&Fase> {
    let (flusso, id, cancellazione) = sent(archive, at)?;
    let it = archive.prestazioni.get(id).filter(|it| concerns(&it.stato, flusso, cancellazione))?;
    Some(it.stato.fase())
}

/// The flow's name, the benefit, and whether it is taken back there.
#[must_use]
pub fn sent(archive: &Archive, at: RigaDiFlusso) -> Option<(&str, PrestazioneId, bool)> {
    let flusso = archive.flussi.get(at.flusso)?;
    let riga = at.riga as usize;
    Some((&flusso.nome, *flusso.righe.get(riga)?, is_cancellation(flusso.posizioni.get(riga).copied())))
}
