//! The fields of a benefit sheet: one list of label, synonyms and example, from which the mapping,
//! the forms, the model sheet and the command line's column names are made.

use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($variant:ident = $id:literal $label:literal $example:literal [$($synonym:literal),* $(,)?]),+ $(,)?) => {
        /// A field that a column of a sheet can feed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Field {
            $(#[doc = $label] $variant,)+
        }

        impl Field {
            /// Every field, in the order of the model sheet.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that files and the command line use.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The name that an operator reads.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// A value as a sheet would have it.
            #[must_use]
            pub fn example(self) -> &'static str {
                match self { $(Self::$variant => $example,)+ }
            }

            /// Other headings by which sheets call it, folded (`codes::fold`).
            #[must_use]
            pub fn synonyms(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($synonym),*],)+ }
            }
        }
    };
}

fields! {
    CodiceFiscale = "codice_fiscale" "Codice fiscale" "PRVSPL88D52G478R" ["CF", "COD FISCALE", "COD FISC", "C F", "CODFISC"],
    Cognome = "cognome" "Cognome" "PROVETTI" ["COGN"],
    Nome = "nome" "Nome" "ESEMPLARIA" [],
    DataNascita = "data_di_nascita" "Data di nascita" "12/04/1988" ["NATO IL", "NATA IL", "DATA NASCITA", "DT NASCITA"],
    LuogoNascita = "luogo_di_nascita" "Comune o stato di nascita" "Perugia" ["LUOGO DI NASCITA", "LUOGO NASCITA", "COMUNE DI NASCITA", "COMUNE NASCITA", "STATO DI NASCITA", "NATO A", "NATA A"],
    Sesso = "sesso" "Sesso" "F" ["GENERE"],
    Cittadinanza = "cittadinanza" "Cittadinanza" "italiana" ["CODICE CITTADINANZA", "NAZIONALITA"],
    SecondaCittadinanza = "seconda_cittadinanza" "Seconda cittadinanza" "" ["CITTADINANZA 2", "ALTRA CITTADINANZA", "CODICE SECONDA CITTADINANZA"],
    NazioneResidenza = "nazione_di_residenza" "Nazione di residenza" "Italia" ["NAZIONE RESIDENZA", "STATO DI RESIDENZA", "STATO RESIDENZA", "CODICE NAZIONE"],
    ComuneResidenza = "comune_di_residenza" "Comune di residenza" "Perugia" ["COMUNE RESIDENZA", "RESIDENTE A", "RESIDENTE IN", "RESIDENZA", "CODICE COMUNE", "CITTA"],
    Indirizzo = "indirizzo" "Indirizzo" "via dell'Esempio 1" ["VIA", "INDIRIZZO DI RESIDENZA", "INDIRIZZO RESIDENZA"],
    Ente = "ente" "Ente" "A129" ["ENTE EROGATORE", "CODICE ENTE", "COMUNE ENTE"],
    TipoProgetto = "tipo_progetto" "Tipo progetto" "ASSISTENZA DOMICILIARE" ["TIPO DI PROGETTO", "TIPO PRATICA", "PROGETTO", "PROGETTO SOCIALE"],
    MacroTipo = "macro_tipo" "Macro tipo" "" ["MACROTIPO", "MACRO TIPOLOGIA"],
    AnnoProgetto = "anno_progetto" "Anno progetto" "2026" ["ANNO PRATICA"],
    NumeroProgetto = "numero_progetto" "Numero progetto" "22" ["NUMERO PRATICA", "N PRATICA", "N PROGETTO"],
    DataProgetto = "data_progetto" "Data progetto" "28/04/2026" ["DATA PRATICA"],
    ComuneProgetto = "comune_progetto" "Comune del progetto" "Perugia" ["COMUNE PROGETTO", "COMUNE PRATICA"],
    ProtocolloDomanda = "protocollo_domanda" "Protocollo domanda" "2026/0004711" ["PROTOCOLLO", "PROTOCOLLO PRINCIPALE", "N PROTOCOLLO", "NUMERO PROTOCOLLO", "PROT DOMANDA", "PROT"],
    CodicePrestazione = "codice_prestazione" "Codice prestazione" "A1.07" ["COD PRESTAZIONE", "CODICE INPS", "CODICE", "PRESTAZIONE INPS"],
    Denominazione = "denominazione_prestazione" "Denominazione prestazione" "Contributi e integrazioni a rette per asili nido" ["DENOMINAZIONE", "PRESTAZIONE", "DESCRIZIONE PRESTAZIONE", "NOME PRESTAZIONE"],
    Tipo = "tipo" "Tipo (tempo o unità)" "Unità" ["TIPO", "TIPO PRESTAZIONE", "TEMPO UNITA"],
    Carattere = "carattere" "Carattere" "Periodico" ["CARATTERE PRESTAZIONE", "PERIODICITA", "FREQUENZA", "PERIODICO OCCASIONALE"],
    DataEvento = "data_evento" "Data evento" "27/01/2026" [],
    DataInizio = "data_inizio" "Data inizio" "01/02/2026" ["DATA INIZIO PRESTAZIONE", "DAL", "INIZIO", "DATA INIZIO EROGAZIONE", "DATA DAL"],
    DataFine = "data_fine" "Data fine" "31/07/2026" ["DATA FINE PRESTAZIONE", "AL", "FINE", "DATA FINE EROGAZIONE", "DATA AL"],
    DataErogazione = "data_erogazione" "Data erogazione" "" ["DATA EROGAZIONE PRESTAZIONE", "DATA PAGAMENTO", "DATA LIQUIDAZIONE", "EROGATO IL"],
    ImportoPrestazione = "importo_prestazione" "Importo prestazione" "" ["IMPORTO TOTALE", "IMPORTO UNICO", "IMPORTO EROGATO"],
    ImportoMensile = "importo_mensile" "Importo mensile" "310,00" ["MENSILE", "IMPORTO AL MESE", "RATA MENSILE"],
    Importo = "importo" "Importo (mensile se periodico, intero se occasionale)" "" ["IMPORTO EURO", "EURO", "SPESA", "COSTO"],
    Periodo = "periodo" "Periodo (mesi)" "6" ["PERIODO", "MESI", "PERIODO EROGAZIONE", "N MESI", "NUMERO MESI"],
    QuotaEnte = "quota_ente" "Quota ente" "240,00" ["IMPORTO QUOTA ENTE", "QUOTA COMUNE", "A CARICO ENTE", "A CARICO COMUNE"],
    QuotaUtente = "quota_utente" "Quota utente" "70,00" ["IMPORTO QUOTA UTENTE", "A CARICO UTENTE", "RECUPERO ASSISTITO"],
    QuotaSsn = "quota_ssn" "Quota SSN" "" ["IMPORTO QUOTA SSN", "QUOTA ASL", "A CARICO SSN"],
    ImportoRichiesto = "importo_richiesto" "Importo richiesto" "" ["QUOTA RICHIESTA", "IMPORTO QUOTA RICHIESTA"],
    SogliaIsee = "soglia_isee" "Soglia ISEE" "" ["IMPORTO SOGLIA ISEE"],
    OreMensili = "ore_mensili" "Ore mensili" "" ["ORE", "ORE SERVIZIO MENSILE", "ORE AL MESE"],
    ProvaMezzi = "prova_dei_mezzi" "Prova dei mezzi" "1" ["PRESENZA PROVA MEZZI", "PROVA MEZZI", "SOGGETTA A ISEE"],
    PresaCarico = "presa_in_carico" "Presa in carico" "NO" ["PRESA CARICO", "IN CARICO"],
    AreaUtenza = "area_utenza" "Area utenza" "" ["AREA DI UTENZA", "AREA"],
    ProtocolloDsu = "protocollo_dsu" "Protocollo DSU" "INPS-ISEE-2026-01234567A-00" ["NUMERO PROTOCOLLO DSU", "DSU", "NUMERO DSU", "PROTOCOLLO ISEE"],
    AnnoDsu = "anno_dsu" "Anno DSU" "2026" ["ANNO PROTOCOLLO DSU"],
    DataDsu = "data_dsu" "Data DSU" "20/01/2026" ["DATA PRESENTAZIONE DSU", "DATA ISEE"],
    ValoreIsee = "valore_isee" "Valore ISEE" "8.450,00" ["ISEE", "IMPORTO ISEE"],
    Mobilita = "mobilita" "SINA: mobilità" "" ["MOBILITA"],
    VitaQuotidiana = "attivita_vita_quotidiana" "SINA: attività della vita quotidiana" "" ["ATTIVITA VITA QUOTIDIANA", "VITA QUOTIDIANA"],
    AreaCognitiva = "disturbi_area_cognitiva" "SINA: disturbi area cognitiva" "" ["DISTURBI AREA COGNITIVA", "AREA COGNITIVA"],
    Comportamento = "disturbi_comportamentali" "SINA: disturbi comportamentali" "" ["DISTURBI COMPORTAMENTALI"],
    CureSanitarie = "necessita_cure_sanitarie" "SINA: necessità di cure sanitarie" "" ["NECESSITA CURE SANITARIE", "CURE SANITARIE"],
    AreaReddituale = "area_reddituale" "SINA: area reddituale" "" ["AREA REDDITUALE"],
    AreaSupporto = "area_supporto" "SINA: area supporto" "" ["AREA SUPPORTO", "AREA DI SUPPORTO"],
    FonteValutazione = "fonte_valutazione" "SINA: fonte della valutazione" "" ["FONTE DERIVAZIONE VALUTAZIONE", "FONTE VALUTAZIONE"],
    Strumento = "strumento_valutazione" "SINA: strumento di valutazione" "" ["STRUMENTO VALUTAZIONE", "STRUMENTO DI VALUTAZIONE"],
    FonteInvalidita = "fonte_invalidita" "SINA: fonte dell'invalidità" "" ["FONTE DERIVAZIONE INVALIDITA", "FONTE INVALIDITA"],
    Necessita = "necessita_interventi" "SINA: interventi sociali necessari (codici)" "" ["NECESSITA INTERVENTI SOCIALI", "INTERVENTI NECESSARI"],
    Invalidita = "invalidita_civile" "SINA: invalidità civile (codici)" "" ["INVALIDITA CIVILE", "INV CIV", "INVCIV"],
    DataSina = "data_valutazione" "SINA: data della valutazione" "" ["DATA VALUTAZIONE", "DATA SINA"],
}

impl Field {
    /// The field that files and the command line call so.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::Field;
    use crate::codes::fold;
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
}
