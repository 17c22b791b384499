//! Records field by field in an operator's words: what histories and comparisons are made of.

use super::{Amount, Assistito, Dsu, Ente, Erogazione, Field, Hours, Prestazione, Progetto, Sina};
use crate::codes::{Enumeration, comuni, nazioni};
use crate::text::dates;
use chrono::NaiveDate;

/// A record whose fields can be read out, always the same ones in the same order.
pub trait InWords {
    /// Label and value of each field; blank ones are empty.
    fn in_words(&self) -> Vec<(&'static str, String)>;
}

/// Label of who signs for an ente.
pub const OPERATORI: &str = "Operatori";

fn date(value: Option<NaiveDate>) -> String {
    value.map(dates::italian).unwrap_or_default()
}

fn amount(value: Option<Amount>) -> String {
    value.map(Amount::italian).unwrap_or_default()
}

fn choice<E: Enumeration>(value: Option<E>) -> String {
    value.map(|value| value.label().to_owned()).unwrap_or_default()
}

fn number<N: ToString>(value: Option<N>) -> String {
    value.map(|number| number.to_string()).unwrap_or_default()
}

/// The name of a comune or foreign state, by its Belfiore code; the code where no table knows it.
#[must_use]
pub fn luogo(belfiore: &str) -> String {
    comuni::latest(belfiore)
        .map(comuni::Comune::label)
        .or_else(|| nazioni::by_belfiore(belfiore).map(|nazione| nazione.nome.to_owned()))
        .unwrap_or_else(|| belfiore.to_owned())
}

/// The name of a nation, by its ISO code; the code where no table knows it.
#[must_use]
pub fn nazione(iso: &str) -> String {
    nazioni::by_iso(iso).map_or_else(|| iso.to_owned(), |nazione| nazione.nome.to_owned())
}

// Each record is taken apart whole: a new field that is not told here does not compile.

fn yes(value: bool) -> String {
    if value { "sì" } else { "no" }.to_owned()
}

impl InWords for Ente {
    fn in_words(&self) -> Vec<(&'static str, String)> {
        let Self {
            codice,
            denominazione,
            sede,
            operatori,
            regole_abbassate,
            nome_storico,
            rettifica_unica,
            erogazioni_singole,
            dimostrativo: _,
        } = self;
        let names: Vec<String> = operatori.iter().map(|it| format!("{} ({})", it.nome, it.codice_fiscale)).collect();
        vec![
            ("Codice", codice.clone()),
            ("Denominazione", denominazione.clone()),
            ("Sede", sede.clone()),
            (OPERATORI, names.join(", ")),
            ("Regole che danno solo un avviso", regole_abbassate.join(", ")),
            ("Nome del flusso nella forma storica", yes(*nome_storico)),
            ("Rettifiche in un flusso solo", yes(*rettifica_unica)),
            ("Erogazioni a tempo inviate una per una", yes(*erogazioni_singole)),
        ]
    }
}

impl InWords for Assistito {
    fn in_words(&self) -> Vec<(&'static str, String)> {
        let Self {
            codice_fiscale,
            cognome,
            nome,
            nascita,
            anno_nascita,
            luogo_nascita,
            genere,
            cittadinanza,
            seconda_cittadinanza,
            nazione_residenza,
            comune_residenza,
            indirizzo,
            // Of no matter to whom it is told.
            dimostrativo: _,
        } = self;
        vec![
            (Field::CodiceFiscale.label(), codice_fiscale.clone()),
            (Field::Cognome.label(), cognome.clone()),
            (Field::Nome.label(), nome.clone()),
            (Field::DataNascita.label(), date(*nascita)),
            ("Anno di nascita", number(*anno_nascita)),
            (Field::LuogoNascita.label(), luogo(luogo_nascita)),
            (Field::Sesso.label(), choice(*genere)),
            (Field::Cittadinanza.label(), nazione(cittadinanza)),
            (Field::SecondaCittadinanza.label(), nazione(seconda_cittadinanza)),
            (Field::NazioneResidenza.label(), nazione(nazione_residenza)),
            (Field::ComuneResidenza.label(), luogo(comune_residenza)),
            (Field::Indirizzo.label(), indirizzo.clone()),
        ]
    }
}

impl InWords for Progetto {
    fn in_words(&self) -> Vec<(&'static str, String)> {
        let Self {
            ente,
            ente_scritto,
            assistito,
            tipo,
            macro_tipo,
            anno,
            numero,
            data,
            comune,
            protocollo,
            chiuso,
            dimostrativo: _,
        } = self;
        vec![
            (Field::Ente.label(), ente.map_or_else(|| ente_scritto.clone(), |id| format!("n. {}", id.0))),
            ("Assistito", format!("n. {}", assistito.0)),
            (Field::TipoProgetto.label(), tipo.clone()),
            (Field::MacroTipo.label(), macro_tipo.clone()),
            (Field::AnnoProgetto.label(), number(*anno)),
            (Field::NumeroProgetto.label(), numero.clone()),
            (Field::DataProgetto.label(), date(*data)),
            (Field::ComuneProgetto.label(), comune.clone()),
            (Field::ProtocolloDomanda.label(), protocollo.clone()),
            ("Stato del progetto", if *chiuso { "chiuso" } else { "aperto" }.to_owned()),
        ]
    }
}

impl InWords for Prestazione {
    fn in_words(&self) -> Vec<(&'static str, String)> {
        let Self {
            // Where it stands has its own history.
            stato: _,
            invii: _,
            dimostrativo: _,
            progetto,
            tipo,
            codice,
            denominazione,
            carattere,
            prova_mezzi,
            dsu: Dsu { protocollo, anno, data },
            valore_isee,
            data_evento,
            data_inizio,
            data_fine,
            data_erogazione,
            importo_prestazione,
            importo_mensile,
            periodo,
            quota_ente,
            quota_utente,
            quota_ssn,
            importo_richiesto,
            soglia_isee,
            ore_mensili,
            presa_carico,
            area_utenza,
            sina,
            erogazione,
        } = self;
        let mut words = vec![
            ("Progetto", format!("n. {}", progetto.0)),
            (Field::Tipo.label(), tipo.map(|tipo| tipo.label().to_owned()).unwrap_or_default()),
            (Field::CodicePrestazione.label(), codice.clone()),
            (Field::Denominazione.label(), denominazione.clone()),
            (Field::Carattere.label(), choice(*carattere)),
            (Field::ProvaMezzi.label(), choice(*prova_mezzi)),
            (Field::ProtocolloDsu.label(), protocollo.clone()),
            (Field::AnnoDsu.label(), number(*anno)),
            (Field::DataDsu.label(), date(*data)),
            (Field::ValoreIsee.label(), amount(*valore_isee)),
            (Field::DataEvento.label(), date(*data_evento)),
            (Field::DataInizio.label(), date(*data_inizio)),
            (Field::DataFine.label(), date(*data_fine)),
            (Field::DataErogazione.label(), date(*data_erogazione)),
            (Field::ImportoPrestazione.label(), amount(*importo_prestazione)),
            (Field::ImportoMensile.label(), amount(*importo_mensile)),
            (Field::Periodo.label(), number(*periodo)),
            (Field::QuotaEnte.label(), amount(*quota_ente)),
            (Field::QuotaUtente.label(), amount(*quota_utente)),
            (Field::QuotaSsn.label(), amount(*quota_ssn)),
            (Field::ImportoRichiesto.label(), amount(*importo_richiesto)),
            (Field::SogliaIsee.label(), amount(*soglia_isee)),
            (Field::OreMensili.label(), ore_mensili.as_ref().map(Hours::to_string).unwrap_or_default()),
            (Field::PresaCarico.label(), choice(*presa_carico)),
            (Field::AreaUtenza.label(), choice(*area_utenza)),
        ];
        let nothing = Sina::default();
        words.extend(sina.as_ref().unwrap_or(&nothing).in_words());
        let nothing = Erogazione::default();
        words.extend(erogazione.as_ref().unwrap_or(&nothing).in_words());
        words
    }
}

impl InWords for Erogazione {
    fn in_words(&self) -> Vec<(&'static str, String)> {
        let Self { prevista, dalle, alle, effettiva, ore, quantita, costo, costo_calcolato, recupero } = self;
        let hours = |value: &Option<Hours>| value.map(Hours::clock).unwrap_or_default();
        vec![
            (Field::DataPrevista.label(), date(*prevista)),
            (Field::OraInizio.label(), hours(dalle)),
            (Field::OraFine.label(), hours(alle)),
            (Field::DataEffettiva.label(), date(*effettiva)),
            (Field::OreErogate.label(), hours(ore)),
            (Field::Quantita.label(), number(*quantita)),
            (Field::CostoErogazione.label(), amount(*costo)),
            (Field::CostoCalcolato.label(), amount(*costo_calcolato)),
            (Field::Recupero.label(), amount(*recupero)),
        ]
    }
}

impl InWords for Sina {
    fn in_words(&self) -> Vec<(&'static str, String)> {
        let Self {
            data,
            mobilita,
            vita_quotidiana,
            area_cognitiva,
            comportamento,
            cure_sanitarie,
            area_reddituale,
            area_supporto,
            fonte_valutazione,
            strumento,
            fonte_invalidita,
            necessita,
            invalidita,
        } = self;
        let kinds: Vec<&str> = invalidita.iter().map(|kind| kind.label()).collect();
        vec![
            (Field::DataSina.label(), date(*data)),
            (Field::Mobilita.label(), choice(*mobilita)),
            (Field::VitaQuotidiana.label(), choice(*vita_quotidiana)),
            (Field::AreaCognitiva.label(), choice(*area_cognitiva)),
            (Field::Comportamento.label(), choice(*comportamento)),
            (Field::CureSanitarie.label(), choice(*cure_sanitarie)),
            (Field::AreaReddituale.label(), choice(*area_reddituale)),
            (Field::AreaSupporto.label(), choice(*area_supporto)),
            (Field::FonteValutazione.label(), choice(*fonte_valutazione)),
            (Field::Strumento.label(), choice(*strumento)),
            (Field::FonteInvalidita.label(), choice(*fonte_invalidita)),
            (Field::Necessita.label(), necessita.join(", ")),
            (Field::Invalidita.label(), kinds.join(", ")),
        ]
    }
}
