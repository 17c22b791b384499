//! History in: a flow that any program made and sent before this archive was, with its people, cases and benefits.

use super::Archive;
use super::intake;
use super::stampa::widest;
use crate::codes::TipoOperazione;
use crate::flow::{self, Unreadable};
use crate::import::Draft;
use crate::records::{
    Ente, Fase, FlussoId, FlussoInviato, Minute, Moment, Operatore, Passo, Portale, Posizione, Prestazione,
    PrestazioneId, fiscal_code,
};
use crate::schema::{EnteFlusso, Flusso, PrestazioneSociale, to_records};
use crate::text::dates;

/// Why nothing was taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoriaRefused {
    /// No flow at all.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    /// Flows are told by their names.
    #[error("Il flusso non ha un nome: non si può tenere tra i flussi inviati.")]
    Nameless,
    /// Whose is it?
    #[error("Il flusso non dice il codice del suo ente: non si può tenere tra i flussi inviati.")]
    NoEnte,
    /// No benefit.
    #[error("Il flusso non contiene nessuna prestazione.")]
    Empty,
    /// The archive has it.
    #[error("Il flusso {0} è già nell'archivio: non è stato cambiato nulla.")]
    Known(String),
    /// The archive has another of this name.
    #[error("Nell'archivio c'è già un flusso {0}, di un altro ente: non è stato cambiato nulla.")]
    Taken(String),
}

/// What was taken in.
#[derive(Debug)]
pub struct Storia {
    /// The flow.
    pub flusso: FlussoId,
    /// Its name.
    pub nome: String,
    /// Benefits that the archive did not have.
    pub nuove: usize,
    /// Benefits that it had, and that this flow sent or took back.
    pub note: usize,
}

/// Takes in a flow that was sent already; `acquisita`: INPS has answered, and took it.
///
/// # Errors
/// See [`StoriaRefused`]; the archive is then untouched.
pub fn take_in(archive: &mut Archive, bytes: &[u8], acquisita: bool, moment: &Moment) -> Result<Storia, StoriaRefused> {
    let reading = flow::read(bytes)?;
    let flusso = &reading.flusso;
    let text = |text: &crate::schema::Text<'_>| text.as_deref().unwrap_or_default().trim().to_owned();
    let sender = &flusso.identificazione.ente;
    let (nome, codice) = (text(&flusso.identificazione.nome), text(&sender.codice));
    if nome.is_empty() {
        return Err(StoriaRefused::Nameless);
    }
    if codice.is_empty() {
        return Err(StoriaRefused::NoEnte);
    }
    let of_ente = |ente: &Ente| ente.codice.eq_ignore_ascii_case(&codice);
    if let Some(known) = archive.flussi_by_name().get(nome.as_str()) {
        let same = archive.enti.get(known.ente).is_some_and(of_ente);
        return Err(if same { StoriaRefused::Known(nome) } else { StoriaRefused::Taken(nome) });
    }
    let (rows, posizioni) = rows(flusso);
    if rows.is_empty() {
        return Err(StoriaRefused::Empty);
    }
    let known_ente = archive.enti.iter().find(|(_, ente)| of_ente(ente)).map(|(key, _)| key);
    let ente = known_ente.unwrap_or_else(|| archive.enti.insert(new_ente(sender, &codice)));
    let cancellations: Vec<bool> = posizioni.iter().map(|it| it.cancellazione).collect();
    let rows = rows.as_slice();
    let written = intake::plan_history(archive, &rows, &cancellations, ente).apply(archive, &rows);
    let righe: Vec<PrestazioneId> = written.rows.iter().flatten().copied().collect();
    for (id, at) in righe.iter().zip(&posizioni) {
        if let Some(prestazione) = archive.prestazioni.get_mut(*id) {
            send(prestazione, at.cancellazione, &nome, acquisita, moment.at);
        }
    }
    let file = format!("flussi/{}/{nome}.xml", archive.flussi.next_key());
    archive.keep_file(file.clone(), bytes.to_vec());
    let parts = flusso.beneficiari.iter().flat_map(|it| &it.prestazioni);
    let flusso = archive.flussi.insert(FlussoInviato {
        nome: nome.clone(),
        ente,
        operatore: text(&sender.cf_operatore),
        giorno: flow::name::parts(&nome).and_then(|(_, day, _)| dates::read_compact(day)),
        periodo: widest(parts.map(PrestazioneSociale::span)),
        beneficiari: flusso.beneficiari.len() as u32,
        inviate: posizioni.len() as u32,
        righe,
        posizioni,
        creato: moment.at,
        utente: String::new(),
        file,
        portale: if acquisita { Portale::Caricato } else { Portale::InAttesa },
        storico: true,
        ..FlussoInviato::default()
    });
    let nuove = written.ids.iter().flatten().count();
    let note = written.rows.len() - nuove;
    Ok(Storia { flusso, nome, nuove, note })
}

/// The rows of a flow, each with whether it takes back, and its place.
fn rows(flusso: &Flusso<'_>) -> (Vec<Draft>, Vec<Posizione>) {
    let mut rows = Vec::new();
    let mut posizioni = Vec::new();
    for (beneficiario, it) in (0..).zip(&flusso.beneficiari) {
        let assistito = to_records::assistito(it);
        for (prima, parte) in (0..).zip(&it.prestazioni) {
            let cancellazione = parte.tipo_operazione.get() == Some(TipoOperazione::Cancellazione);
            rows.push(Draft {
                ente: None,
                assistito: assistito.clone(),
                progetto: to_records::progetto(parte),
                prestazione: to_records::prestazione(parte),
            });
            posizioni.push(Posizione { cancellazione, beneficiario, prima, parti: 1 });
        }
    }
    (rows, posizioni)
}

fn new_ente(sender: &EnteFlusso<'_>, codice: &str) -> Ente {
    let text = |text: &crate::schema::Text<'_>| text.as_deref().unwrap_or_default().trim().to_owned();
    let codice_fiscale = fiscal_code::normalise(&text(&sender.cf_operatore));
    let operatori =
        if codice_fiscale.is_empty() { Vec::new() } else { vec![Operatore { nome: String::new(), codice_fiscale }] };
    Ente {
        codice: codice.to_owned(),
        denominazione: text(&sender.denominazione),
        sede: text(&sender.indirizzo),
        operatori,
        ..Ente::default()
    }
}

/// The steps by which a benefit came where the flow puts it.
fn send(prestazione: &mut Prestazione, cancellazione: bool, nome: &str, acquisita: bool, at: Minute) {
    let mut steps = Vec::new();
    match prestazione.stato.fase() {
        Fase::DaInviare => steps.push(Passo::Invia(nome)),
        Fase::DaCancellare(_) => steps.push(Passo::Rinuncia),
        _ => {}
    }
    if cancellazione {
        // What is taken back had been taken, whether or not the archive knows when.
        steps.extend([Passo::Acquisisci, Passo::Annulla, Passo::InviaCancellazione(nome)]);
    }
    if acquisita {
        steps.push(Passo::Acquisisci);
    }
    for passo in steps {
        // A benefit that INPS has needs not be taken again.
        let _ = prestazione.passa(passo, at);
    }
}
