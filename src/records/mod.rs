//! What every part of the program speaks: enti, people, cases, benefits, and what becomes of them.

pub mod amount;
pub mod assistito;
pub mod chi;
pub mod consultazione;
pub mod conto;
pub mod ente;
pub mod erogazione;
pub mod esito_ricevuto;
pub mod field;
pub mod fiscal_code;
pub mod flusso_inviato;
pub mod hours;
pub mod id;
pub mod member;
pub mod moment;
pub mod prestazione;
pub mod progetto;
pub mod raccolta;
pub mod record;
pub mod registro;
pub mod revisione;
pub mod stato;

pub use amount::Amount;
pub use assistito::{Assistito, AssistitoId};
pub use chi::Chi;
pub use consultazione::{Consultazione, ConsultazioneId, Posto, RigaConsultazione, Riscontro, StatoConsultazione};
pub use conto::Conto;
pub use ente::{Ente, EnteId, Operatore};
pub use erogazione::Erogazione;
pub use esito_ricevuto::{EsitoId, EsitoRicevuto, Motivo, Provenienza, RigaDiFlusso, Soluzione};
pub use field::Field;
pub use fiscal_code::FiscalCode;
pub use flusso_inviato::{FlussoId, FlussoInviato, Lasciata, Portale, Posizione, Stampa, StampaFile, StampaId};
pub use hours::{Fraction, Hours};
pub use id::Id;
pub use member::Member;
pub use moment::{Minute, Moment};
pub use prestazione::{Dsu, Prestazione, PrestazioneId, Sina, Tipo};
pub use progetto::{Progetto, ProgettoId};
pub use raccolta::{Bundle, Raccolta};
pub use record::Record;
pub use registro::{Atto, RecordKey, Voce};
pub use revisione::{Cambio, Revisione};
pub use stato::{Cancellazione, Esito, Fase, Invio, Passo, Stato, Vietato};

/// One benefit with everything it belongs to: what the rules of a case look at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// `None` where the row names an ente that is not set up (rule K04).
    pub ente: Option<&'a Ente>,
    /// The person.
    pub assistito: &'a Assistito,
    /// The case file.
    pub progetto: &'a Progetto,
    /// The benefit.
    pub prestazione: &'a Prestazione,
}

/// The same, for a quick fix to change.
#[derive(Debug)]
pub struct CaseMut<'a> {
    /// The person.
    pub assistito: &'a mut Assistito,
    /// The case file.
    pub progetto: &'a mut Progetto,
    /// The benefit.
    pub prestazione: &'a mut Prestazione,
}
