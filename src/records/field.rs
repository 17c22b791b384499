//! The fields: one table of what is known of each, from which the mapping, the forms, the model sheet, the reading of cells,
//! the histories, the merging of records and the command line's column names are made.
//!
//! A new field is a row here, and its place in a record.

mod kind;
mod value;

pub use kind::{FieldKind, Group, Owner};
pub use value::{Choice, FieldValue, Held};

use super::{Assistito, Erogazione, Prestazione, Progetto, Sina};
use crate::codes::named::{luogo, nazione};
use crate::text::dates;
use crate::text::order::InOrder;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is known of a field.
struct About {
    /// The name that files and the command line use.
    id: &'static str,
    /// The name that an operator reads.
    label: &'static str,
    /// Where its value is.
    at: Place,
    /// A value as a sheet would have it.
    example: &'static str,
    kind: FieldKind,
    /// Its group, and its place there; `None` where a sheet writes two fields in one cell, which no form does.
    form: Option<(Group, u8)>,
    /// The rule that judges a wrong value.
    rule: Option<&'static str>,
    /// Whether INPS always asks for it; what depends on other fields is the rules' matter.
    required: bool,
    /// Whether a row in which it cannot be read is left out whole: with the field empty it would be of somebody else, or
    /// be sent as something else. Other cells that cannot be read are left empty, and told.
    vital: bool,
    /// Whether it holds long texts, or is chosen among them.
    wide: bool,
    /// The field, and its value, on which this one depends.
    when: Option<(Field, &'static str)>,
    /// A sentence beside it in the form.
    hint: &'static str,
    /// What is read first settles what is read later.
    read: u8,
    /// Other headings by which sheets call it, folded (`text::fold`); the surer first.
    synonyms: &'static [&'static str],
}

/// Where a value is.
pub(super) enum Place {
    Assistito(Slot<Assistito>),
    Progetto(Slot<Progetto>),
    Prestazione(Slot<Prestazione>),
    Sina(Slot<Sina>),
    Erogazione(Slot<Erogazione>),
    /// A sheet writes two fields in one cell; or it refers to another record.
    Nowhere,
}

/// How a value is taken out of a record, and put there.
pub(super) struct Slot<R> {
    pub(super) get: fn(&R) -> FieldValue,
    pub(super) set: fn(&mut R, FieldValue),
    /// The list that it is chosen of.
    choices: fn() -> Vec<Choice>,
}

/// The choices of what a record holds there.
fn choices_of<R, T: Held>(_: fn(&R) -> &T) -> Vec<Choice> {
    T::choices()
}

macro_rules! slot {
    ($record:ident, $($path:ident).+) => {
        Place::$record(Slot {
            get: |record| record.$($path).+.value(),
            set: |record, value| record.$($path).+.hold(value),
            choices: || choices_of(|record: &$record| &record.$($path).+),
        })
    };
}

macro_rules! place {
    (nowhere) => { Place::Nowhere };
    (assistito.$($path:ident).+) => { slot!(Assistito, $($path).+) };
    (progetto.$($path:ident).+) => { slot!(Progetto, $($path).+) };
    (prestazione.$($path:ident).+) => { slot!(Prestazione, $($path).+) };
    (sina.$($path:ident).+) => { slot!(Sina, $($path).+) };
    (erogazione.$($path:ident).+) => { slot!(Erogazione, $($path).+) };
}

/// What a row of the table does not say.
const UNSAID: About = About {
    id: "",
    label: "",
    at: Place::Nowhere,
    example: "",
    kind: FieldKind::Text,
    form: None,
    rule: None,
    required: false,
    vital: false,
    wide: false,
    when: None,
    hint: "",
    read: 2,
    synonyms: &[],
};

macro_rules! fields {
    ($($variant:ident {
        id: $id:literal, label: $label:literal, at: $record:ident$(.$path:ident)*, $($name:ident: $value:expr,)+
    },)+) => {
        /// A field that a column of a sheet can feed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Field {
            $(#[doc = $label] $variant,)+
        }

        impl Field {
            /// Every field, in the order of the model sheet.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        /// In the order of [`Field::ALL`].
        static TABLE: &[About] = &[$(
            About { id: $id, label: $label, at: place!($record$(.$path)*), $($name: $value,)+ ..UNSAID },
        )+];
    };
}

fields! {
    CodiceFiscale {
        id: "codice_fiscale",
        label: "Codice fiscale",
        at: assistito.codice_fiscale,
        example: "PRVSPL88D52G478R",
        kind: FieldKind::FiscalCode,
        form: Some((Group::DatiAnagrafici, 1)),
        rule: Some("X10"),
        vital: true,
        required: true,
        read: 0,
        synonyms: &["CF", "COD FISCALE", "COD FISC", "C F", "CODFISC", "COD F", "CODICE FISCALE BENEFICIARIO", "CODICE FISCALE UTENTE", "COD FISC BENEFICIARIO", "FISCAL CODE", "TAX CODE"],
    },
    Cognome {
        id: "cognome",
        label: "Cognome",
        at: assistito.cognome,
        example: "PROVETTI",
        kind: FieldKind::Text,
        form: Some((Group::DatiAnagrafici, 2)),
        rule: Some("X11"),
        required: true,
        synonyms: &["COGN", "COGNOME BENEFICIARIO", "COGNOME ASSISTITO", "COGNOME UTENTE", "SURNAME"],
    },
    Nome {
        id: "nome",
        label: "Nome",
        at: assistito.nome,
        example: "ESEMPLARIA",
        kind: FieldKind::Text,
        form: Some((Group::DatiAnagrafici, 3)),
        rule: Some("X12"),
        required: true,
        synonyms: &["NOME BENEFICIARIO", "NOME ASSISTITO", "NOME UTENTE", "NOME DI BATTESIMO"],
    },
    Nominativo {
        id: "nominativo",
        label: "Cognome e nome (in una sola colonna)",
        at: nowhere,
        kind: FieldKind::Text,
        rule: Some("X11"),
        synonyms: &["COGNOME E NOME", "COGNOME NOME", "NOMINATIVO", "NOME E COGNOME", "NOME COGNOME", "COGN E NOME", "COGN NOME", "GENERALITA", "DENOMINAZIONE BENEFICIARIO", "NOMINATIVI"],
    },
    DataNascita {
        id: "data_di_nascita",
        label: "Data di nascita",
        at: assistito.nascita,
        example: "12/04/1988",
        kind: FieldKind::Date,
        form: Some((Group::DatiAnagrafici, 4)),
        rule: Some("X13"),
        read: 1,
        synonyms: &["NATO IL", "NATA IL", "DATA NASCITA", "DT NASCITA", "D NASCITA", "DATA DI NASC", "NATO A IL", "NATA A IL", "GIORNO DI NASCITA", "DATADINASCITA", "D DI NASCITA"],
    },
    LuogoNascita {
        id: "luogo_di_nascita",
        label: "Comune o stato di nascita",
        at: assistito.luogo_nascita,
        example: "Perugia",
        kind: FieldKind::BirthPlace,
        form: Some((Group::DatiAnagrafici, 5)),
        rule: Some("X14"),
        hint: "Il comune di allora, oppure lo Stato estero: scriverne l'inizio e scegliere.",
        synonyms: &["LUOGO DI NASCITA", "LUOGO NASCITA", "COMUNE DI NASCITA", "COMUNE NASCITA", "STATO DI NASCITA", "NATO A", "NATA A", "NASCITA LUOGO", "COMUNE O STATO DI NASCITA", "STATO NASCITA", "CODICE LUOGO NASCITA", "BELFIORE NASCITA", "CODICE COMUNE NASCITA", "COMUNE STATO NASCITA", "COD COMUNE NASCITA", "LUOGO NATALE", "STATO ESTERO DI NASCITA", "CITTA DI NASCITA"],
    },
    Sesso {
        id: "sesso",
        label: "Sesso",
        at: assistito.genere,
        example: "F",
        kind: FieldKind::Choice,
        form: Some((Group::DatiAnagrafici, 6)),
        rule: Some("X15"),
        synonyms: &["GENERE", "SEX", "M F", "SESSO M F", "GENERE M F"],
    },
    Cittadinanza {
        id: "cittadinanza",
        label: "Cittadinanza",
        at: assistito.cittadinanza,
        example: "italiana",
        kind: FieldKind::Nation,
        form: Some((Group::DatiAnagrafici, 7)),
        rule: Some("X16"),
        required: true,
        synonyms: &["CODICE CITTADINANZA", "NAZIONALITA", "COD CITTADINANZA", "STATO DI CITTADINANZA", "CITTADINANZA 1", "PRIMA CITTADINANZA"],
    },
    SecondaCittadinanza {
        id: "seconda_cittadinanza",
        label: "Seconda cittadinanza",
        at: assistito.seconda_cittadinanza,
        kind: FieldKind::Nation,
        form: Some((Group::DatiAnagrafici, 8)),
        rule: Some("X17"),
        synonyms: &["CITTADINANZA 2", "ALTRA CITTADINANZA", "CODICE SECONDA CITTADINANZA", "CITTADINANZA SECONDA", "DOPPIA CITTADINANZA", "COD SECONDA CITTADINANZA", "2 CITTADINANZA", "II CITTADINANZA"],
    },
    NazioneResidenza {
        id: "nazione_di_residenza",
        label: "Nazione di residenza",
        at: assistito.nazione_residenza,
        example: "Italia",
        kind: FieldKind::Nation,
        form: Some((Group::Residenza, 2)),
        rule: Some("P15"),
        hint: "Solo per chi risiede all'estero; se vuota, Italia.",
        read: 1,
        synonyms: &["NAZIONE RESIDENZA", "STATO DI RESIDENZA", "STATO RESIDENZA", "CODICE NAZIONE", "PAESE DI RESIDENZA", "STATO ESTERO DI RESIDENZA", "COD NAZIONE", "CODICE NAZIONE RESIDENZA"],
    },
    ComuneResidenza {
        id: "comune_di_residenza",
        label: "Comune di residenza",
        at: assistito.comune_residenza,
        example: "Perugia",
        kind: FieldKind::Comune,
        form: Some((Group::Residenza, 1)),
        rule: Some("P15"),
        hint: "Scrivere l'inizio del nome e scegliere.",
        synonyms: &["COMUNE RESIDENZA", "RESIDENTE A", "RESIDENTE IN", "RESIDENZA", "CODICE COMUNE", "CITTA", "CITTA DI RESIDENZA", "COMUNE DI RES", "COD COMUNE RESIDENZA", "CODICE COMUNE RESIDENZA", "CODICE ISTAT COMUNE", "CODICE ISTAT", "COD ISTAT", "CODICE ISTAT RESIDENZA", "COMUNE DI RESIDENZA ANAGRAFICA", "LUOGO DI RESIDENZA", "RESIDENTE", "COMUNE DOMICILIO", "COMUNE DI DOMICILIO"],
    },
    Indirizzo {
        id: "indirizzo",
        label: "Indirizzo",
        at: assistito.indirizzo,
        example: "via dell'Esempio 1",
        kind: FieldKind::Text,
        form: Some((Group::Residenza, 3)),
        wide: true,
        synonyms: &["VIA", "INDIRIZZO DI RESIDENZA", "INDIRIZZO RESIDENZA", "VIA PIAZZA", "VIA E NUMERO", "VIA E NUMERO CIVICO", "VIA N CIVICO", "INDIRIZZO COMPLETO", "DOMICILIO", "INDIRIZZO DI DOMICILIO", "VIA PIAZZA N", "INDIRIZZO RES", "VIA RESIDENZA", "VIA CIVICO"],
    },
    Ente {
        id: "ente",
        label: "Ente",
        at: nowhere,
        example: "A129",
        kind: FieldKind::Code,
        form: Some((Group::DatiDelProgetto, 2)),
        rule: Some("K04"),
        vital: true,
        required: true,
        synonyms: &["ENTE EROGATORE", "CODICE ENTE", "COMUNE ENTE", "ENTE EROGANTE", "COD ENTE", "COMUNE EROGATORE", "COMUNE EROGANTE", "ENTE GESTORE", "ENTE TITOLARE", "DENOMINAZIONE ENTE", "CODICE ENTE EROGATORE"],
    },
    TipoProgetto {
        id: "tipo_progetto",
        label: "Tipo progetto",
        at: progetto.tipo,
        example: "ASSISTENZA DOMICILIARE",
        kind: FieldKind::Text,
        form: Some((Group::DatiDelProgetto, 3)),
        synonyms: &["TIPO DI PROGETTO", "TIPO PRATICA", "PROGETTO", "PROGETTO SOCIALE", "TIPOLOGIA PROGETTO", "TIPOLOGIA PRATICA", "TIPO DI PROGETTO SOCIALE", "TIPO PROGETTO SOCIALE", "OGGETTO PROGETTO"],
    },
    MacroTipo {
        id: "macro_tipo",
        label: "Macro tipo",
        at: progetto.macro_tipo,
        kind: FieldKind::Text,
        form: Some((Group::DatiDelProgetto, 4)),
        synonyms: &["MACROTIPO", "MACRO TIPOLOGIA", "MACROTIPOLOGIA", "MACRO AREA", "MACRO CATEGORIA"],
    },
    AnnoProgetto {
        id: "anno_progetto",
        label: "Anno progetto",
        at: progetto.anno,
        example: "2026",
        kind: FieldKind::Year,
        form: Some((Group::DatiDelProgetto, 5)),
        synonyms: &["ANNO PRATICA", "ANNO DEL PROGETTO", "ANNO DI PROGETTO"],
    },
    NumeroProgetto {
        id: "numero_progetto",
        label: "Numero progetto",
        at: progetto.numero,
        example: "22",
        kind: FieldKind::Code,
        form: Some((Group::DatiDelProgetto, 6)),
        synonyms: &["NUMERO PRATICA", "N PRATICA", "N PROGETTO", "N DEL PROGETTO", "ID PRATICA", "CODICE PRATICA", "PRATICA N", "PRATICA", "COD PRATICA", "CODICE PROGETTO"],
    },
    DataProgetto {
        id: "data_progetto",
        label: "Data progetto",
        at: progetto.data,
        example: "28/04/2026",
        kind: FieldKind::Date,
        form: Some((Group::DatiDelProgetto, 7)),
        synonyms: &["DATA PRATICA", "DATA APERTURA PROGETTO", "DATA APERTURA PRATICA", "DATA APERTURA", "DATA DEL PROGETTO", "DATA PRESA IN CARICO"],
    },
    ComuneProgetto {
        id: "comune_progetto",
        label: "Comune del progetto",
        at: progetto.comune,
        example: "Perugia",
        kind: FieldKind::Text,
        form: Some((Group::DatiDelProgetto, 8)),
        synonyms: &["COMUNE PROGETTO", "COMUNE PRATICA", "COMUNE DEL PROGETTO SOCIALE"],
    },
    OggettoProgetto {
        id: "oggetto",
        label: "Oggetto",
        at: progetto.oggetto,
        kind: FieldKind::Text,
        form: Some((Group::DatiDelProgetto, 9)),
        synonyms: &["OGGETTO DOMANDA", "OGGETTO DELLA DOMANDA", "OGGETTO ISTANZA", "OGGETTO DELL ISTANZA", "OGGETTO PRATICA", "OGGETTO DELLA PRATICA"],
    },
    OperatoreProgetto {
        id: "operatore_progetto",
        label: "Operatore del progetto",
        at: progetto.operatore,
        kind: FieldKind::Text,
        form: Some((Group::DatiDelProgetto, 10)),
        hint: "Chi segue la persona, per esempio l'assistente sociale.",
        synonyms: &["OPERATORE", "OPERATORE SOCIALE", "OPERATORE DI RIFERIMENTO", "OPERATORE REFERENTE", "ASSISTENTE SOCIALE", "ASSISTENTE SOCIALE DI RIFERIMENTO", "ASSISTENTE SOCIALE REFERENTE", "ASS SOCIALE", "AS DI RIFERIMENTO", "CASE MANAGER", "RESPONSABILE DEL CASO"],
    },
    ProtocolloDomanda {
        id: "protocollo_domanda",
        label: "Protocollo domanda",
        at: progetto.protocollo,
        example: "2026/0004711",
        kind: FieldKind::Code,
        form: Some((Group::DatiDelProgetto, 1)),
        rule: Some("X28"),
        vital: true,
        required: true,
        hint: "Il protocollo principale del progetto: senza, le prestazioni non si inviano.",
        synonyms: &["PROTOCOLLO", "PROTOCOLLO PRINCIPALE", "N PROTOCOLLO", "NUMERO PROTOCOLLO", "PROT DOMANDA", "PROT", "PROTOCOLLO DELLA DOMANDA", "N PROTOCOLLO DOMANDA", "NUMERO PROTOCOLLO DOMANDA", "PROT N", "PROTOCOLLO ISTANZA", "N PROT", "PROTOCOLLO PRATICA", "PROT ISTANZA", "NUMERO DOMANDA", "N DOMANDA", "PROTOCOLLO GENERALE", "ID DOMANDA", "NUMERO DI PROTOCOLLO"],
    },
    CodicePrestazione {
        id: "codice_prestazione",
        label: "Codice prestazione",
        at: prestazione.codice,
        example: "A1.07",
        kind: FieldKind::BenefitCode,
        form: Some((Group::Prestazione, 1)),
        rule: Some("X26"),
        vital: true,
        required: true,
        wide: true,
        hint: "Scrivere il codice o una parte del nome e scegliere.",
        synonyms: &["COD PRESTAZIONE", "CODICE INPS", "CODICE", "PRESTAZIONE INPS", "CODICE PRESTAZIONE INPS", "COD PREST", "CODICE PRESTAZIONE SIUSS", "COD PRESTAZIONE INPS", "CODICE SIUSS", "CODICE TIPO PRESTAZIONE", "CODICE PREST", "COD PRESTAZ", "CODICE SERVIZIO", "CODICE INTERVENTO", "CODICE PRESTAZIONE SOCIALE"],
    },
    Denominazione {
        id: "denominazione_prestazione",
        label: "Denominazione prestazione",
        at: prestazione.denominazione,
        example: "Contributi e integrazioni a rette per asili nido",
        kind: FieldKind::Benefit,
        form: Some((Group::Prestazione, 2)),
        rule: Some("X27"),
        wide: true,
        hint: "Se vuota vale quella del codice.",
        synonyms: &["DENOMINAZIONE", "PRESTAZIONE", "DESCRIZIONE PRESTAZIONE", "NOME PRESTAZIONE", "DENOM PRESTAZIONE", "DESCR PRESTAZIONE", "DENOMINAZIONE DELLA PRESTAZIONE", "NOME SERVIZIO", "DENOMINAZIONE SERVIZIO", "DESCRIZIONE SERVIZIO", "DESCRIZIONE INTERVENTO", "TITOLO PRESTAZIONE", "DENOMINAZIONE INTERVENTO", "NOME DELLA PRESTAZIONE"],
    },
    Tipo {
        id: "tipo",
        label: "Tipo (tempo o unità)",
        at: prestazione.tipo,
        example: "Unità",
        kind: FieldKind::Choice,
        form: Some((Group::Prestazione, 4)),
        vital: true,
        synonyms: &["TIPO", "TIPO PRESTAZIONE", "TEMPO UNITA", "TEMPO O UNITA", "TIPO TEMPO UNITA", "UNITA DI MISURA", "U M"],
    },
    Carattere {
        id: "carattere",
        label: "Carattere",
        at: prestazione.carattere,
        example: "Periodico",
        kind: FieldKind::Choice,
        form: Some((Group::Prestazione, 3)),
        rule: Some("X22"),
        required: true,
        synonyms: &["CARATTERE PRESTAZIONE", "PERIODICITA", "FREQUENZA", "PERIODICO OCCASIONALE", "CARATTERE DELLA PRESTAZIONE", "CAR PRESTAZIONE", "PERIODICA OCCASIONALE", "PERIODICO O OCCASIONALE", "PERIODICA O OCCASIONALE", "TIPO EROGAZIONE", "MODALITA EROGAZIONE", "MODALITA DI EROGAZIONE", "NATURA PRESTAZIONE", "NATURA DELLA PRESTAZIONE"],
    },
    DataEvento {
        id: "data_evento",
        label: "Data evento",
        at: prestazione.data_evento,
        example: "27/01/2026",
        kind: FieldKind::Date,
        form: Some((Group::Quote, 5)),
        rule: Some("X29"),
        synonyms: &["DATA DELL EVENTO", "DATA EVENTO PRESTAZIONE", "DT EVENTO"],
    },
    DataInizio {
        id: "data_inizio",
        label: "Data inizio",
        at: prestazione.data_inizio,
        example: "01/02/2026",
        kind: FieldKind::Date,
        form: Some((Group::Prestazione, 5)),
        rule: Some("X29"),
        vital: true,
        required: true,
        when: Some((Field::Carattere, "1")),
        synonyms: &["DATA INIZIO PRESTAZIONE", "DAL", "INIZIO", "DATA INIZIO EROGAZIONE", "DATA DAL", "INIZIO PRESTAZIONE", "DATA DI INIZIO", "DATA DI INIZIO PRESTAZIONE", "INIZIO EROGAZIONE", "DATA INIZIO SERVIZIO", "DECORRENZA", "DATA DECORRENZA", "DATA INIZIO PERIODO", "PERIODO DAL", "DA DATA", "DAL GIORNO", "INIZIO PERIODO", "DATA ATTIVAZIONE", "DATA INIZIO INTERVENTO", "INIZIO SERVIZIO", "DATA INIZIO BENEFICIO", "DA", "PERIODO DA"],
    },
    DataFine {
        id: "data_fine",
        label: "Data fine",
        at: prestazione.data_fine,
        example: "31/07/2026",
        kind: FieldKind::Date,
        form: Some((Group::Prestazione, 6)),
        rule: Some("X29"),
        vital: true,
        when: Some((Field::Carattere, "1")),
        synonyms: &["DATA FINE PRESTAZIONE", "AL", "FINE", "DATA FINE EROGAZIONE", "DATA AL", "FINE PRESTAZIONE", "DATA DI FINE", "DATA DI FINE PRESTAZIONE", "FINE EROGAZIONE", "DATA FINE SERVIZIO", "DATA FINE PERIODO", "PERIODO AL", "A DATA", "AL GIORNO", "FINE PERIODO", "DATA CESSAZIONE", "DATA TERMINE", "TERMINE", "DATA FINE INTERVENTO", "FINE SERVIZIO", "CESSAZIONE", "DATA CONCLUSIONE", "PERIODO A"],
    },
    DataErogazione {
        id: "data_erogazione",
        label: "Data erogazione",
        at: prestazione.data_erogazione,
        kind: FieldKind::Date,
        form: Some((Group::Prestazione, 9)),
        rule: Some("X29"),
        vital: true,
        required: true,
        when: Some((Field::Carattere, "2")),
        synonyms: &["DATA EROGAZIONE PRESTAZIONE", "DATA PAGAMENTO", "DATA LIQUIDAZIONE", "EROGATO IL", "DATA DI EROGAZIONE", "DATA DI PAGAMENTO", "DATA DI LIQUIDAZIONE", "DATA MANDATO", "DATA DEL PAGAMENTO", "PAGATO IL", "LIQUIDATO IL", "DATA DELL EROGAZIONE", "DATA EROG", "DATA CONCESSIONE", "DATA ACCREDITO", "DATA BONIFICO", "DATA VALUTA"],
    },
    ImportoPrestazione {
        id: "importo_prestazione",
        label: "Importo prestazione",
        at: prestazione.importo_prestazione,
        kind: FieldKind::Amount,
        form: Some((Group::Prestazione, 10)),
        rule: Some("X30"),
        vital: true,
        required: true,
        when: Some((Field::Carattere, "2")),
        synonyms: &["IMPORTO TOTALE", "IMPORTO UNICO", "IMPORTO EROGATO", "IMPORTO TOTALE PRESTAZIONE", "IMPORTO COMPLESSIVO", "IMPORTO UNA TANTUM", "IMPORTO UNICA SOLUZIONE", "IMPORTO LIQUIDATO", "IMPORTO PAGATO", "IMPORTO INTERO", "TOTALE EROGATO", "IMPORTO OCCASIONALE", "VALORE PRESTAZIONE", "IMPORTO IN UNICA SOLUZIONE", "IMPORTO DELLA PRESTAZIONE"],
    },
    ImportoMensile {
        id: "importo_mensile",
        label: "Importo mensile",
        at: prestazione.importo_mensile,
        example: "310,00",
        kind: FieldKind::Amount,
        form: Some((Group::Prestazione, 8)),
        rule: Some("X30"),
        vital: true,
        required: true,
        when: Some((Field::Carattere, "1")),
        synonyms: &["MENSILE", "IMPORTO AL MESE", "RATA MENSILE", "IMPORTO MENS", "COSTO MENSILE", "QUOTA MENSILE", "CONTRIBUTO MENSILE", "RETTA MENSILE", "IMPORTO RATA MENSILE", "SPESA MENSILE", "IMPORTO MENSILE PRESTAZIONE", "CANONE MENSILE", "IMPORTO AL MESE EURO", "ASSEGNO MENSILE", "VALORE MENSILE"],
    },
    Importo {
        id: "importo",
        label: "Importo (mensile se periodico, intero se occasionale)",
        at: nowhere,
        kind: FieldKind::Amount,
        rule: Some("X30"),
        vital: true,
        synonyms: &["IMPORTO EURO", "EURO", "SPESA", "COSTO", "IMPORTO IN EURO", "AMMONTARE", "IMP", "VALORE EURO"],
    },
    Periodo {
        id: "periodo",
        label: "Periodo (mesi)",
        at: prestazione.periodo,
        example: "6",
        kind: FieldKind::Months,
        form: Some((Group::Prestazione, 7)),
        rule: Some("X31"),
        vital: true,
        when: Some((Field::Carattere, "1")),
        hint: "Se vuoto si calcola dalle date.",
        synonyms: &["PERIODO", "MESI", "PERIODO EROGAZIONE", "N MESI", "NUMERO MESI", "PERIODO DI EROGAZIONE", "MESI EROGAZIONE", "MESI DI EROGAZIONE", "DURATA MESI", "DURATA IN MESI", "NUMERO DI MESI", "N MENSILITA", "MENSILITA", "NUMERO MENSILITA", "PERIODO IN MESI", "PERIODO EROGAZIONE MESI", "NR MESI"],
    },
    QuotaEnte {
        id: "quota_ente",
        label: "Quota ente",
        at: prestazione.quota_ente,
        example: "240,00",
        kind: FieldKind::Amount,
        form: Some((Group::Quote, 1)),
        rule: Some("X30"),
        vital: true,
        synonyms: &["IMPORTO QUOTA ENTE", "QUOTA COMUNE", "A CARICO ENTE", "A CARICO COMUNE", "QUOTA A CARICO ENTE", "QUOTA A CARICO DELL ENTE", "QUOTA A CARICO COMUNE", "QUOTA A CARICO DEL COMUNE", "A CARICO DELL ENTE", "A CARICO DEL COMUNE", "QUOTA DEL COMUNE", "QUOTA DELL ENTE", "COMPARTECIPAZIONE ENTE", "COMPARTECIPAZIONE COMUNE", "QUOTA SOCIALE"],
    },
    QuotaUtente {
        id: "quota_utente",
        label: "Quota utente",
        at: prestazione.quota_utente,
        example: "70,00",
        kind: FieldKind::Amount,
        form: Some((Group::Quote, 2)),
        rule: Some("X30"),
        vital: true,
        synonyms: &["IMPORTO QUOTA UTENTE", "A CARICO UTENTE", "RECUPERO ASSISTITO", "QUOTA A CARICO UTENTE", "QUOTA A CARICO DELL UTENTE", "A CARICO DELL UTENTE", "COMPARTECIPAZIONE UTENTE", "COMPARTECIPAZIONE", "QUOTA ASSISTITO", "QUOTA FAMIGLIA", "A CARICO ASSISTITO", "QUOTA A CARICO ASSISTITO", "QUOTA COMPARTECIPAZIONE", "RECUPERO DALL ASSISTITO", "RECUPERO ASS", "QUOTA DELL UTENTE"],
    },
    QuotaSsn {
        id: "quota_ssn",
        label: "Quota SSN",
        at: prestazione.quota_ssn,
        kind: FieldKind::Amount,
        form: Some((Group::Quote, 3)),
        rule: Some("X30"),
        vital: true,
        synonyms: &["IMPORTO QUOTA SSN", "QUOTA ASL", "A CARICO SSN", "QUOTA SANITARIA", "QUOTA A CARICO SSN", "QUOTA A CARICO ASL", "A CARICO ASL", "QUOTA SERVIZIO SANITARIO", "QUOTA SERVIZIO SANITARIO NAZIONALE", "A CARICO DEL SSN", "QUOTA USL", "QUOTA ASP", "QUOTA AUSL", "QUOTA ATS"],
    },
    ImportoRichiesto {
        id: "importo_richiesto",
        label: "Importo richiesto",
        at: prestazione.importo_richiesto,
        kind: FieldKind::Amount,
        form: Some((Group::Quote, 6)),
        rule: Some("X30"),
        synonyms: &["QUOTA RICHIESTA", "IMPORTO QUOTA RICHIESTA", "QUOTA RICHIESTA ALL UTENTE", "QUOTA RICHIESTA UTENTE"],
    },
    SogliaIsee {
        id: "soglia_isee",
        label: "Soglia ISEE",
        at: prestazione.soglia_isee,
        kind: FieldKind::Amount,
        form: Some((Group::Quote, 7)),
        rule: Some("X30"),
        synonyms: &["IMPORTO SOGLIA ISEE", "SOGLIA", "LIMITE ISEE", "VALORE SOGLIA ISEE", "ISEE MASSIMO", "SOGLIA MASSIMA ISEE"],
    },
    OreMensili {
        id: "ore_mensili",
        label: "Ore mensili",
        at: prestazione.ore_mensili,
        kind: FieldKind::Hours,
        form: Some((Group::Quote, 4)),
        rule: Some("X32"),
        vital: true,
        hint: "Per dodici ore e mezza scrivere 12:30.",
        synonyms: &["ORE", "ORE SERVIZIO MENSILE", "ORE AL MESE", "ORE DI SERVIZIO MENSILI", "ORE SERVIZIO MENSILI", "ORE SERVIZIO", "MONTE ORE", "MONTE ORE MENSILE", "N ORE", "N ORE MENSILI", "NUMERO ORE", "NUMERO ORE MENSILI", "ORE MESE", "ORE MENSILI DI SERVIZIO", "ORE DI SERVIZIO"],
    },
    ProvaMezzi {
        id: "prova_dei_mezzi",
        label: "Prova dei mezzi",
        at: prestazione.prova_mezzi,
        example: "1",
        kind: FieldKind::Choice,
        form: Some((Group::Prestazione, 11)),
        rule: Some("X21"),
        required: true,
        wide: true,
        synonyms: &["PRESENZA PROVA MEZZI", "PROVA MEZZI", "SOGGETTA A ISEE", "PRESENZA PROVA DEI MEZZI", "PROVA DI MEZZI", "SOGGETTA A PROVA DEI MEZZI", "SOGGETTO A ISEE", "PREVISTO ISEE", "CON ISEE", "ISEE SI NO", "SOGGETTA ISEE", "ISEE RICHIESTO"],
    },
    PresaCarico {
        id: "presa_in_carico",
        label: "Presa in carico",
        at: prestazione.presa_carico,
        example: "NO",
        kind: FieldKind::Choice,
        form: Some((Group::Prestazione, 12)),
        rule: Some("X33"),
        required: true,
        synonyms: &["PRESA CARICO", "IN CARICO", "PRESO IN CARICO", "PRESA IN CARICO SI NO", "PRESA IN CARICO PROFESSIONALE", "PRESA IN CARICO SERVIZIO SOCIALE", "PRESA IN CARICO SOCIALE"],
    },
    AreaUtenza {
        id: "area_utenza",
        label: "Area utenza",
        at: prestazione.area_utenza,
        kind: FieldKind::Choice,
        form: Some((Group::Prestazione, 13)),
        rule: Some("X34"),
        when: Some((Field::PresaCarico, "1")),
        synonyms: &["AREA DI UTENZA", "AREA", "AREA DI INTERVENTO", "AREA INTERVENTO", "TARGET", "TIPOLOGIA UTENZA", "TIPO UTENZA", "CATEGORIA UTENZA", "CATEGORIA SOCIALE", "TIPOLOGIA DI UTENZA"],
    },
    ProtocolloDsu {
        id: "protocollo_dsu",
        label: "Protocollo DSU",
        at: prestazione.dsu.protocollo,
        example: "INPS-ISEE-2026-01234567A-00",
        kind: FieldKind::Dsu,
        form: Some((Group::Isee, 1)),
        rule: Some("X23"),
        hint: "Per esempio INPS-ISEE-2026-01234567A-00.",
        read: 1,
        synonyms: &["NUMERO PROTOCOLLO DSU", "DSU", "NUMERO DSU", "PROTOCOLLO ISEE", "N PROTOCOLLO DSU", "PROT DSU", "N DSU", "NUMERO DI PROTOCOLLO DSU", "PROTOCOLLO DSU ISEE", "PROTOCOLLO ATTESTAZIONE", "PROTOCOLLO ATTESTAZIONE ISEE", "NUMERO ISEE", "N ISEE", "PROT ISEE", "PROTOCOLLO INPS ISEE", "NUMERO PROTOCOLLO ISEE", "N PROTOCOLLO ISEE", "DSU PROTOCOLLO", "CODICE DSU"],
    },
    AnnoDsu {
        id: "anno_dsu",
        label: "Anno DSU",
        at: prestazione.dsu.anno,
        example: "2026",
        kind: FieldKind::Year,
        form: Some((Group::Isee, 2)),
        rule: Some("X24"),
        synonyms: &["ANNO PROTOCOLLO DSU", "ANNO PROT DSU", "ANNO ISEE", "ANNO DELLA DSU"],
    },
    DataDsu {
        id: "data_dsu",
        label: "Data DSU",
        at: prestazione.dsu.data,
        example: "20/01/2026",
        kind: FieldKind::Date,
        form: Some((Group::Isee, 3)),
        rule: Some("X25"),
        synonyms: &["DATA PRESENTAZIONE DSU", "DATA ISEE", "DATA SOTTOSCRIZIONE DSU", "DATA DELLA DSU", "DATA RILASCIO ISEE", "DATA ATTESTAZIONE ISEE", "DATA ATTESTAZIONE", "DATA PROTOCOLLO DSU", "DATA PRES DSU", "DATA DICHIARAZIONE DSU"],
    },
    ValoreIsee {
        id: "valore_isee",
        label: "Valore ISEE",
        at: prestazione.valore_isee,
        example: "8.450,00",
        kind: FieldKind::Amount,
        form: Some((Group::Isee, 4)),
        rule: Some("X30"),
        synonyms: &["ISEE", "IMPORTO ISEE", "VALORE INDICATORE", "INDICATORE ISEE", "VALORE DELL ISEE", "ISEE EURO", "ISEE VALORE", "ISEE IMPORTO", "ISEE ORDINARIO", "REDDITO ISEE"],
    },
    Mobilita {
        id: "mobilita",
        label: "SINA: mobilità",
        at: sina.mobilita,
        kind: FieldKind::Choice,
        form: Some((Group::Sina, 2)),
        rule: Some("X38"),
        synonyms: &["MOBILITA"],
    },
    VitaQuotidiana {
        id: "attivita_vita_quotidiana",
        label: "SINA: attività della vita quotidiana",
        at: sina.vita_quotidiana,
        kind: FieldKind::Choice,
        form: Some((Group::Sina, 3)),
        rule: Some("X38"),
        synonyms: &["ATTIVITA VITA QUOTIDIANA", "VITA QUOTIDIANA", "ATTIVITA DELLA VITA QUOTIDIANA", "ADL", "VITA QUOTIDIANA ATTIVITA"],
    },
    AreaCognitiva {
        id: "disturbi_area_cognitiva",
        label: "SINA: disturbi area cognitiva",
        at: sina.area_cognitiva,
        kind: FieldKind::Choice,
        form: Some((Group::Sina, 4)),
        rule: Some("X38"),
        hint: "Da non scegliere se non ci sono disturbi.",
        synonyms: &["DISTURBI AREA COGNITIVA", "AREA COGNITIVA", "DISTURBI COGNITIVI", "DISTURBI DELL AREA COGNITIVA"],
    },
    Comportamento {
        id: "disturbi_comportamentali",
        label: "SINA: disturbi comportamentali",
        at: sina.comportamento,
        kind: FieldKind::Choice,
        form: Some((Group::Sina, 5)),
        rule: Some("X38"),
        synonyms: &["DISTURBI COMPORTAMENTALI", "COMPORTAMENTO", "DISTURBI DEL COMPORTAMENTO"],
    },
    CureSanitarie {
        id: "necessita_cure_sanitarie",
        label: "SINA: necessità di cure sanitarie",
        at: sina.cure_sanitarie,
        kind: FieldKind::Choice,
        form: Some((Group::Sina, 6)),
        rule: Some("X38"),
        synonyms: &["NECESSITA CURE SANITARIE", "CURE SANITARIE", "NECESSITA DI CURE SANITARIE"],
    },
    AreaReddituale {
        id: "area_reddituale",
        label: "SINA: area reddituale",
        at: sina.area_reddituale,
        kind: FieldKind::Choice,
        form: Some((Group::Sina, 7)),
        rule: Some("X38"),
        wide: true,
        synonyms: &["AREA REDDITUALE", "AREA REDDITO", "SITUAZIONE REDDITUALE"],
    },
    AreaSupporto {
        id: "area_supporto",
        label: "SINA: area supporto",
        at: sina.area_supporto,
        kind: FieldKind::Choice,
        form: Some((Group::Sina, 8)),
        rule: Some("X38"),
        wide: true,
        synonyms: &["AREA SUPPORTO", "AREA DI SUPPORTO", "SUPPORTO", "RETE DI SUPPORTO"],
    },
    FonteValutazione {
        id: "fonte_valutazione",
        label: "SINA: fonte della valutazione",
        at: sina.fonte_valutazione,
        kind: FieldKind::Choice,
        form: Some((Group::Sina, 9)),
        rule: Some("X38"),
        synonyms: &["FONTE DERIVAZIONE VALUTAZIONE", "FONTE VALUTAZIONE", "FONTE DELLA VALUTAZIONE", "FONTE DERIVAZIONE DELLA VALUTAZIONE"],
    },
    Strumento {
        id: "strumento_valutazione",
        label: "SINA: strumento di valutazione",
        at: sina.strumento,
        kind: FieldKind::Choice,
        form: Some((Group::Sina, 10)),
        rule: Some("X38"),
        synonyms: &["STRUMENTO VALUTAZIONE", "STRUMENTO DI VALUTAZIONE", "STRUMENTO"],
    },
    FonteInvalidita {
        id: "fonte_invalidita",
        label: "SINA: fonte dell'invalidità",
        at: sina.fonte_invalidita,
        kind: FieldKind::Choice,
        form: Some((Group::Sina, 11)),
        rule: Some("X38"),
        wide: true,
        synonyms: &["FONTE DERIVAZIONE INVALIDITA", "FONTE INVALIDITA", "FONTE DELL INVALIDITA", "FONTE DERIVAZIONE DELL INVALIDITA"],
    },
    Necessita {
        id: "necessita_interventi",
        label: "SINA: interventi sociali necessari (codici)",
        at: sina.necessita,
        kind: FieldKind::Codes,
        form: Some((Group::Sina, 13)),
        rule: Some("P17"),
        hint: "Codici separati da virgole, per esempio A1.04, A2.08.",
        synonyms: &["NECESSITA INTERVENTI SOCIALI", "INTERVENTI NECESSARI", "INTERVENTI SOCIALI NECESSARI", "NECESSITA DI INTERVENTI SOCIALI", "NECESSITA INTERVENTI"],
    },
    Invalidita {
        id: "invalidita_civile",
        label: "SINA: invalidità civile (codici)",
        at: sina.invalidita,
        kind: FieldKind::Choices,
        form: Some((Group::Sina, 12)),
        rule: Some("X38"),
        wide: true,
        synonyms: &["INVALIDITA CIVILE", "INV CIV", "INVCIV", "INVALIDITA", "CERTIFICAZIONI DI INVALIDITA"],
    },
    DataSina {
        id: "data_valutazione",
        label: "SINA: data della valutazione",
        at: sina.data,
        kind: FieldKind::Date,
        form: Some((Group::Sina, 1)),
        rule: Some("S14"),
        synonyms: &["DATA VALUTAZIONE", "DATA SINA", "DATA DELLA VALUTAZIONE", "DATA VALUTAZIONE SINA", "DATA UVM"],
    },
    DataPrevista {
        id: "data_prevista",
        label: "Erogazione: data prevista",
        at: erogazione.prevista,
        kind: FieldKind::Date,
        form: Some((Group::Erogazione, 1)),
        rule: Some("X29"),
        vital: true,
        when: Some((Field::Tipo, "T")),
        hint: "Con una data qui, inizio, fine, importo mensile e ore si calcolano all'invio, raccogliendo le erogazioni.",
        synonyms: &["DATA PREVISTA", "DATA PREV", "DATA PREVISTA EROGAZIONE", "GIORNO PREVISTO", "DATA PROGRAMMATA"],
    },
    OraInizio {
        id: "ora_inizio",
        label: "Erogazione: ora inizio",
        at: erogazione.dalle,
        kind: FieldKind::Clock,
        form: Some((Group::Erogazione, 2)),
        rule: Some("X32"),
        vital: true,
        when: Some((Field::Tipo, "T")),
        hint: "Per esempio 09:30.",
        synonyms: &["ORA INIZIO", "ORA DI INIZIO", "DALLE ORE", "DALLE", "ORARIO INIZIO", "ORA DALLE"],
    },
    OraFine {
        id: "ora_fine",
        label: "Erogazione: ora fine",
        at: erogazione.alle,
        kind: FieldKind::Clock,
        form: Some((Group::Erogazione, 3)),
        rule: Some("X32"),
        vital: true,
        when: Some((Field::Tipo, "T")),
        hint: "Per esempio 09:30.",
        synonyms: &["ORA FINE", "ORA DI FINE", "ALLE ORE", "ALLE", "ORARIO FINE", "ORA ALLE"],
    },
    DataEffettiva {
        id: "data_effettiva",
        label: "Erogazione: data effettiva",
        at: erogazione.effettiva,
        kind: FieldKind::Date,
        form: Some((Group::Erogazione, 4)),
        rule: Some("X29"),
        vital: true,
        when: Some((Field::Tipo, "T")),
        synonyms: &["DATA EFFETTIVA", "DATA EFF", "DATA EFF SOCIALE", "DATA EFFETTIVA EROGAZIONE", "GIORNO EFFETTIVO"],
    },
    OreErogate {
        id: "ore_erogate",
        label: "Erogazione: ore erogate",
        at: erogazione.ore,
        kind: FieldKind::Hours,
        form: Some((Group::Erogazione, 5)),
        rule: Some("X32"),
        vital: true,
        when: Some((Field::Tipo, "T")),
        hint: "Se vuote si calcolano dalle ore di inizio e fine.",
        synonyms: &["ORE EROGATE", "ORE EFFETTIVE", "ORE EFFETTUATE", "DURATA ORE"],
    },
    Quantita {
        id: "quantita",
        label: "Erogazione: quantità",
        at: erogazione.quantita,
        kind: FieldKind::Count,
        form: Some((Group::Erogazione, 6)),
        vital: true,
        when: Some((Field::Tipo, "T")),
        synonyms: &["QUANTITA", "QTA", "QUANTITA EROGATA"],
    },
    CostoErogazione {
        id: "costo_erogazione",
        label: "Erogazione: costo prestazione",
        at: erogazione.costo,
        kind: FieldKind::Amount,
        form: Some((Group::Erogazione, 7)),
        rule: Some("X30"),
        vital: true,
        when: Some((Field::Tipo, "T")),
        synonyms: &["COSTO DELL EROGAZIONE", "COSTO EFFETTIVO"],
    },
    CostoCalcolato {
        id: "costo_calcolato",
        label: "Erogazione: costo calcolato",
        at: erogazione.costo_calcolato,
        kind: FieldKind::Amount,
        form: Some((Group::Erogazione, 8)),
        rule: Some("X30"),
        vital: true,
        when: Some((Field::Tipo, "T")),
        synonyms: &["COSTO CALCOLATO", "CALCOL", "COSTO CALC"],
    },
    Recupero {
        id: "erogazione_recupero",
        label: "Erogazione: recupero assistito",
        at: erogazione.recupero,
        kind: FieldKind::Amount,
        form: Some((Group::Erogazione, 9)),
        rule: Some("X30"),
        vital: true,
        when: Some((Field::Tipo, "T")),
        synonyms: &["RECUPERO EROGAZIONE", "QUOTA RECUPERATA"],
    },
}

impl Field {
    fn about(self) -> &'static About {
        &TABLE[self as usize]
    }

    /// The name that files and the command line use.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.about().id
    }

    /// The field that files and the command line call so.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.id() == id)
    }

    /// The name that an operator reads.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.about().label
    }

    /// Where its value is.
    pub(super) fn place(self) -> &'static Place {
        &self.about().at
    }

    /// The list that it is chosen of; empty where it is no choice.
    #[must_use]
    pub fn choices(self) -> Vec<Choice> {
        match self.place() {
            Place::Assistito(slot) => (slot.choices)(),
            Place::Progetto(slot) => (slot.choices)(),
            Place::Prestazione(slot) => (slot.choices)(),
            Place::Sina(slot) => (slot.choices)(),
            Place::Erogazione(slot) => (slot.choices)(),
            Place::Nowhere => Vec::new(),
        }
    }

    /// A value of it, as an operator reads it; histories are kept so.
    #[must_use]
    pub fn in_words(self, value: &FieldValue) -> String {
        match (value, self.kind()) {
            (FieldValue::Text(code), FieldKind::Comune | FieldKind::BirthPlace) => luogo(code),
            (FieldValue::Text(code), FieldKind::Nation) => nazione(code),
            (FieldValue::Date(date), _) => dates::italian(*date),
            // Hours of a month as the flow has them.
            (FieldValue::Hours(hours), _) if !self.of_delivery() => hours.to_string(),
            (FieldValue::Choice((_, label)), _) => (*label).to_owned(),
            (FieldValue::Choices(choices), _) => choices.iter().map(|(_, label)| *label).collect::<Vec<_>>().join(", "),
            _ => value.typed(),
        }
    }

    /// A value as a sheet would have it; empty where the model sheet leaves it blank.
    #[must_use]
    pub fn example(self) -> &'static str {
        self.about().example
    }

    /// How it is written.
    #[must_use]
    pub fn kind(self) -> FieldKind {
        self.about().kind
    }

    /// The group of a form that it is in; `None` where a sheet writes two fields in one cell, which no form does.
    #[must_use]
    pub fn group(self) -> Option<Group> {
        self.about().form.map(|(group, _)| group)
    }

    /// Whose it is.
    #[must_use]
    pub fn owner(self) -> Owner {
        self.group().map_or(Owner::Prestazione, Group::owner)
    }

    /// The fields that records of an owner hold, in the order of the table. An import asks at every row.
    pub(super) fn held_by(owner: Owner) -> &'static [Self] {
        static HELD: LazyLock<BTreeMap<Owner, Vec<Field>>> = LazyLock::new(|| {
            let mut held: BTreeMap<Owner, Vec<Field>> = BTreeMap::new();
            for field in Field::ALL.iter().filter(|field| !matches!(field.place(), Place::Nowhere)) {
                held.entry(field.owner()).or_default().push(*field);
            }
            held
        });
        HELD.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// The fields of a group, in the order of its form.
    #[must_use]
    pub fn of_group(group: Group) -> Vec<Self> {
        let mut fields: Vec<Self> = Self::ALL.iter().copied().filter(|field| field.group() == Some(group)).collect();
        fields.order_by_key(|field| field.about().form.map(|(_, place)| place));
        fields
    }

    /// The rule that would judge a wrong value.
    #[must_use]
    pub fn rule(self) -> Option<&'static str> {
        self.about().rule
    }

    /// Whether INPS always asks for it; what depends on other fields is the rules' matter.
    #[must_use]
    pub fn required(self) -> bool {
        self.about().required
    }

    /// Whether a row in which it cannot be read is left out whole.
    #[must_use]
    pub fn vital(self) -> bool {
        self.about().vital
    }

    /// Whether it holds long texts, or is chosen among them.
    #[must_use]
    pub fn wide(self) -> bool {
        self.about().wide
    }

    /// The field, and its value, on which it depends.
    #[must_use]
    pub fn when(self) -> Option<(Self, &'static str)> {
        self.about().when
    }

    /// A sentence beside it in the form; may be empty.
    #[must_use]
    pub fn hint(self) -> &'static str {
        self.about().hint
    }

    /// The order in which the fields of a form, or of a row, are to be read: what is read first settles what is read later.
    #[must_use]
    pub fn reading_order(self) -> u8 {
        self.about().read
    }

    /// Other headings by which sheets call it, folded; the surer first.
    #[must_use]
    pub fn synonyms(self) -> &'static [&'static str] {
        self.about().synonyms
    }

    /// Whether it says how one delivery went: such a field counts in rows of *tipo* Tempo, and nowhere else.
    #[must_use]
    pub fn of_delivery(self) -> bool {
        self.group() == Some(Group::Erogazione)
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Group, TABLE};
    use crate::text::fold;
    use std::collections::HashMap;

    #[test]
    fn no_heading_means_two_fields() {
        let mut headings = HashMap::new();
        for field in Field::ALL {
            let mut names: Vec<String> = field.synonyms().iter().map(|name| (*name).to_owned()).collect();
            names.push(fold(field.label()));
            names.push(fold(field.id()));
            names.sort();
            names.dedup();
            for name in names {
                assert_eq!(name, fold(&name), "a synonym is not folded");
                if let Some(other) = headings.insert(name.clone(), field) {
                    panic!("{name}: {other:?} and {field:?}");
                }
            }
        }
    }

    #[test]
    fn the_table_is_in_the_order_of_the_fields() {
        assert_eq!(TABLE.len(), Field::ALL.len());
        for (field, about) in Field::ALL.iter().zip(TABLE) {
            assert_eq!((field.id(), field.label()), (about.id, about.label));
            assert_eq!(Field::from_id(about.id), Some(*field));
        }
    }

    #[test]
    fn every_field_of_a_sheet_is_in_a_form() {
        let in_forms: usize = Group::ALL.iter().map(|group| Field::of_group(*group).len()).sum();
        let outside: Vec<Field> = Field::ALL.iter().copied().filter(|field| field.group().is_none()).collect();
        // What a sheet writes in one cell for two fields.
        assert_eq!(outside, [Field::Nominativo, Field::Importo]);
        assert_eq!(in_forms + outside.len(), Field::ALL.len());
        for group in Group::ALL {
            let places: Vec<u8> = Field::of_group(group).iter().map(|it| it.about().form.unwrap().1).collect();
            assert_eq!(places, (1..=places.len() as u8).collect::<Vec<_>>(), "{group:?}");
        }
    }
}
