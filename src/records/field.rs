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

            /// Other headings by which sheets call it, folded (`text::fold`).
            #[must_use]
            pub fn synonyms(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($synonym),*],)+ }
            }
        }
    };
}

fields! {
    CodiceFiscale = "codice_fiscale" "Codice fiscale" "PRVSPL88D52G478R" ["CF", "COD FISCALE", "COD FISC", "C F", "CODFISC", "COD F", "CODICE FISCALE BENEFICIARIO", "CODICE FISCALE UTENTE", "COD FISC BENEFICIARIO", "FISCAL CODE", "TAX CODE"],
    Cognome = "cognome" "Cognome" "PROVETTI" ["COGN", "COGNOME BENEFICIARIO", "COGNOME ASSISTITO", "COGNOME UTENTE", "SURNAME"],
    Nome = "nome" "Nome" "ESEMPLARIA" ["NOME BENEFICIARIO", "NOME ASSISTITO", "NOME UTENTE", "NOME DI BATTESIMO"],
    Nominativo = "nominativo" "Cognome e nome (in una sola colonna)" "" ["COGNOME E NOME", "COGNOME NOME", "NOMINATIVO", "NOME E COGNOME", "NOME COGNOME", "COGN E NOME", "COGN NOME", "GENERALITA", "DENOMINAZIONE BENEFICIARIO", "NOMINATIVI"],
    DataNascita = "data_di_nascita" "Data di nascita" "12/04/1988" ["NATO IL", "NATA IL", "DATA NASCITA", "DT NASCITA", "D NASCITA", "DATA DI NASC", "NATO A IL", "NATA A IL", "GIORNO DI NASCITA", "DATADINASCITA", "D DI NASCITA"],
    LuogoNascita = "luogo_di_nascita" "Comune o stato di nascita" "Perugia" ["LUOGO DI NASCITA", "LUOGO NASCITA", "COMUNE DI NASCITA", "COMUNE NASCITA", "STATO DI NASCITA", "NATO A", "NATA A", "NASCITA LUOGO", "COMUNE O STATO DI NASCITA", "STATO NASCITA", "CODICE LUOGO NASCITA", "BELFIORE NASCITA", "CODICE COMUNE NASCITA", "COMUNE STATO NASCITA", "COD COMUNE NASCITA", "LUOGO NATALE", "STATO ESTERO DI NASCITA", "CITTA DI NASCITA"],
    Sesso = "sesso" "Sesso" "F" ["GENERE", "SEX", "M F", "SESSO M F", "GENERE M F"],
    Cittadinanza = "cittadinanza" "Cittadinanza" "italiana" ["CODICE CITTADINANZA", "NAZIONALITA", "COD CITTADINANZA", "STATO DI CITTADINANZA", "CITTADINANZA 1", "PRIMA CITTADINANZA"],
    SecondaCittadinanza = "seconda_cittadinanza" "Seconda cittadinanza" "" ["CITTADINANZA 2", "ALTRA CITTADINANZA", "CODICE SECONDA CITTADINANZA", "CITTADINANZA SECONDA", "DOPPIA CITTADINANZA", "COD SECONDA CITTADINANZA", "2 CITTADINANZA", "II CITTADINANZA"],
    NazioneResidenza = "nazione_di_residenza" "Nazione di residenza" "Italia" ["NAZIONE RESIDENZA", "STATO DI RESIDENZA", "STATO RESIDENZA", "CODICE NAZIONE", "PAESE DI RESIDENZA", "STATO ESTERO DI RESIDENZA", "COD NAZIONE", "CODICE NAZIONE RESIDENZA"],
    ComuneResidenza = "comune_di_residenza" "Comune di residenza" "Perugia" ["COMUNE RESIDENZA", "RESIDENTE A", "RESIDENTE IN", "RESIDENZA", "CODICE COMUNE", "CITTA", "CITTA DI RESIDENZA", "COMUNE DI RES", "COD COMUNE RESIDENZA", "CODICE COMUNE RESIDENZA", "CODICE ISTAT COMUNE", "CODICE ISTAT", "COD ISTAT", "CODICE ISTAT RESIDENZA", "COMUNE DI RESIDENZA ANAGRAFICA", "LUOGO DI RESIDENZA", "RESIDENTE", "COMUNE DOMICILIO", "COMUNE DI DOMICILIO"],
    Indirizzo = "indirizzo" "Indirizzo" "via dell'Esempio 1" ["VIA", "INDIRIZZO DI RESIDENZA", "INDIRIZZO RESIDENZA", "VIA PIAZZA", "VIA E NUMERO", "VIA E NUMERO CIVICO", "VIA N CIVICO", "INDIRIZZO COMPLETO", "DOMICILIO", "INDIRIZZO DI DOMICILIO", "VIA PIAZZA N", "INDIRIZZO RES", "VIA RESIDENZA", "VIA CIVICO"],
    Ente = "ente" "Ente" "A129" ["ENTE EROGATORE", "CODICE ENTE", "COMUNE ENTE", "ENTE EROGANTE", "COD ENTE", "COMUNE EROGATORE", "COMUNE EROGANTE", "ENTE GESTORE", "ENTE TITOLARE", "DENOMINAZIONE ENTE", "CODICE ENTE EROGATORE"],
    TipoProgetto = "tipo_progetto" "Tipo progetto" "ASSISTENZA DOMICILIARE" ["TIPO DI PROGETTO", "TIPO PRATICA", "PROGETTO", "PROGETTO SOCIALE", "TIPOLOGIA PROGETTO", "TIPOLOGIA PRATICA", "TIPO DI PROGETTO SOCIALE", "TIPO PROGETTO SOCIALE", "OGGETTO PROGETTO"],
    MacroTipo = "macro_tipo" "Macro tipo" "" ["MACROTIPO", "MACRO TIPOLOGIA", "MACROTIPOLOGIA", "MACRO AREA", "MACRO CATEGORIA"],
    AnnoProgetto = "anno_progetto" "Anno progetto" "2026" ["ANNO PRATICA", "ANNO DEL PROGETTO", "ANNO DI PROGETTO"],
    NumeroProgetto = "numero_progetto" "Numero progetto" "22" ["NUMERO PRATICA", "N PRATICA", "N PROGETTO", "N DEL PROGETTO", "ID PRATICA", "CODICE PRATICA", "PRATICA N", "PRATICA", "COD PRATICA", "CODICE PROGETTO"],
    DataProgetto = "data_progetto" "Data progetto" "28/04/2026" ["DATA PRATICA", "DATA APERTURA PROGETTO", "DATA APERTURA PRATICA", "DATA APERTURA", "DATA DEL PROGETTO", "DATA PRESA IN CARICO"],
    ComuneProgetto = "comune_progetto" "Comune del progetto" "Perugia" ["COMUNE PROGETTO", "COMUNE PRATICA", "COMUNE DEL PROGETTO SOCIALE"],
    ProtocolloDomanda = "protocollo_domanda" "Protocollo domanda" "2026/0004711" ["PROTOCOLLO", "PROTOCOLLO PRINCIPALE", "N PROTOCOLLO", "NUMERO PROTOCOLLO", "PROT DOMANDA", "PROT", "PROTOCOLLO DELLA DOMANDA", "N PROTOCOLLO DOMANDA", "NUMERO PROTOCOLLO DOMANDA", "PROT N", "PROTOCOLLO ISTANZA", "N PROT", "PROTOCOLLO PRATICA", "PROT ISTANZA", "NUMERO DOMANDA", "N DOMANDA", "PROTOCOLLO GENERALE", "ID DOMANDA", "NUMERO DI PROTOCOLLO"],
    CodicePrestazione = "codice_prestazione" "Codice prestazione" "A1.07" ["COD PRESTAZIONE", "CODICE INPS", "CODICE", "PRESTAZIONE INPS", "CODICE PRESTAZIONE INPS", "COD PREST", "CODICE PRESTAZIONE SIUSS", "COD PRESTAZIONE INPS", "CODICE SIUSS", "CODICE TIPO PRESTAZIONE", "CODICE PREST", "COD PRESTAZ", "CODICE SERVIZIO", "CODICE INTERVENTO", "CODICE PRESTAZIONE SOCIALE"],
    Denominazione = "denominazione_prestazione" "Denominazione prestazione" "Contributi e integrazioni a rette per asili nido" ["DENOMINAZIONE", "PRESTAZIONE", "DESCRIZIONE PRESTAZIONE", "NOME PRESTAZIONE", "DENOM PRESTAZIONE", "DESCR PRESTAZIONE", "DENOMINAZIONE DELLA PRESTAZIONE", "NOME SERVIZIO", "DENOMINAZIONE SERVIZIO", "DESCRIZIONE SERVIZIO", "DESCRIZIONE INTERVENTO", "TITOLO PRESTAZIONE", "DENOMINAZIONE INTERVENTO", "NOME DELLA PRESTAZIONE"],
    Tipo = "tipo" "Tipo (tempo o unità)" "Unità" ["TIPO", "TIPO PRESTAZIONE", "TEMPO UNITA", "TEMPO O UNITA", "TIPO TEMPO UNITA", "UNITA DI MISURA", "U M"],
    Carattere = "carattere" "Carattere" "Periodico" ["CARATTERE PRESTAZIONE", "PERIODICITA", "FREQUENZA", "PERIODICO OCCASIONALE", "CARATTERE DELLA PRESTAZIONE", "CAR PRESTAZIONE", "PERIODICA OCCASIONALE", "PERIODICO O OCCASIONALE", "PERIODICA O OCCASIONALE", "TIPO EROGAZIONE", "MODALITA EROGAZIONE", "MODALITA DI EROGAZIONE", "NATURA PRESTAZIONE", "NATURA DELLA PRESTAZIONE"],
    DataEvento = "data_evento" "Data evento" "27/01/2026" ["DATA DELL EVENTO", "DATA EVENTO PRESTAZIONE", "DT EVENTO"],
    DataInizio = "data_inizio" "Data inizio" "01/02/2026" ["DATA INIZIO PRESTAZIONE", "DAL", "INIZIO", "DATA INIZIO EROGAZIONE", "DATA DAL", "INIZIO PRESTAZIONE", "DATA DI INIZIO", "DATA DI INIZIO PRESTAZIONE", "INIZIO EROGAZIONE", "DATA INIZIO SERVIZIO", "DECORRENZA", "DATA DECORRENZA", "DATA INIZIO PERIODO", "PERIODO DAL", "DA DATA", "DAL GIORNO", "INIZIO PERIODO", "DATA ATTIVAZIONE", "DATA INIZIO INTERVENTO", "INIZIO SERVIZIO", "DATA INIZIO BENEFICIO", "DA", "PERIODO DA"],
    DataFine = "data_fine" "Data fine" "31/07/2026" ["DATA FINE PRESTAZIONE", "AL", "FINE", "DATA FINE EROGAZIONE", "DATA AL", "FINE PRESTAZIONE", "DATA DI FINE", "DATA DI FINE PRESTAZIONE", "FINE EROGAZIONE", "DATA FINE SERVIZIO", "DATA FINE PERIODO", "PERIODO AL", "A DATA", "AL GIORNO", "FINE PERIODO", "DATA CESSAZIONE", "DATA TERMINE", "TERMINE", "DATA FINE INTERVENTO", "FINE SERVIZIO", "CESSAZIONE", "DATA CONCLUSIONE", "PERIODO A"],
    DataErogazione = "data_erogazione" "Data erogazione" "" ["DATA EROGAZIONE PRESTAZIONE", "DATA PAGAMENTO", "DATA LIQUIDAZIONE", "EROGATO IL", "DATA DI EROGAZIONE", "DATA DI PAGAMENTO", "DATA DI LIQUIDAZIONE", "DATA MANDATO", "DATA DEL PAGAMENTO", "PAGATO IL", "LIQUIDATO IL", "DATA DELL EROGAZIONE", "DATA EROG", "DATA CONCESSIONE", "DATA ACCREDITO", "DATA BONIFICO", "DATA VALUTA"],
    ImportoPrestazione = "importo_prestazione" "Importo prestazione" "" ["IMPORTO TOTALE", "IMPORTO UNICO", "IMPORTO EROGATO", "IMPORTO TOTALE PRESTAZIONE", "IMPORTO COMPLESSIVO", "IMPORTO UNA TANTUM", "IMPORTO UNICA SOLUZIONE", "IMPORTO LIQUIDATO", "IMPORTO PAGATO", "IMPORTO INTERO", "TOTALE EROGATO", "IMPORTO OCCASIONALE", "VALORE PRESTAZIONE", "IMPORTO IN UNICA SOLUZIONE", "IMPORTO DELLA PRESTAZIONE"],
    ImportoMensile = "importo_mensile" "Importo mensile" "310,00" ["MENSILE", "IMPORTO AL MESE", "RATA MENSILE", "IMPORTO MENS", "COSTO MENSILE", "QUOTA MENSILE", "CONTRIBUTO MENSILE", "RETTA MENSILE", "IMPORTO RATA MENSILE", "SPESA MENSILE", "IMPORTO MENSILE PRESTAZIONE", "CANONE MENSILE", "IMPORTO AL MESE EURO", "ASSEGNO MENSILE", "VALORE MENSILE"],
    Importo = "importo" "Importo (mensile se periodico, intero se occasionale)" "" ["IMPORTO EURO", "EURO", "SPESA", "COSTO", "IMPORTO IN EURO", "AMMONTARE", "IMP", "VALORE EURO"],
    Periodo = "periodo" "Periodo (mesi)" "6" ["PERIODO", "MESI", "PERIODO EROGAZIONE", "N MESI", "NUMERO MESI", "PERIODO DI EROGAZIONE", "MESI EROGAZIONE", "MESI DI EROGAZIONE", "DURATA MESI", "DURATA IN MESI", "NUMERO DI MESI", "N MENSILITA", "MENSILITA", "NUMERO MENSILITA", "PERIODO IN MESI", "PERIODO EROGAZIONE MESI", "NR MESI"],
    QuotaEnte = "quota_ente" "Quota ente" "240,00" ["IMPORTO QUOTA ENTE", "QUOTA COMUNE", "A CARICO ENTE", "A CARICO COMUNE", "QUOTA A CARICO ENTE", "QUOTA A CARICO DELL ENTE", "QUOTA A CARICO COMUNE", "QUOTA A CARICO DEL COMUNE", "A CARICO DELL ENTE", "A CARICO DEL COMUNE", "QUOTA DEL COMUNE", "QUOTA DELL ENTE", "COMPARTECIPAZIONE ENTE", "COMPARTECIPAZIONE COMUNE", "QUOTA SOCIALE"],
    QuotaUtente = "quota_utente" "Quota utente" "70,00" ["IMPORTO QUOTA UTENTE", "A CARICO UTENTE", "RECUPERO ASSISTITO", "QUOTA A CARICO UTENTE", "QUOTA A CARICO DELL UTENTE", "A CARICO DELL UTENTE", "COMPARTECIPAZIONE UTENTE", "COMPARTECIPAZIONE", "QUOTA ASSISTITO", "QUOTA FAMIGLIA", "A CARICO ASSISTITO", "QUOTA A CARICO ASSISTITO", "QUOTA COMPARTECIPAZIONE", "RECUPERO DALL ASSISTITO", "RECUPERO ASS", "QUOTA DELL UTENTE"],
    QuotaSsn = "quota_ssn" "Quota SSN" "" ["IMPORTO QUOTA SSN", "QUOTA ASL", "A CARICO SSN", "QUOTA SANITARIA", "QUOTA A CARICO SSN", "QUOTA A CARICO ASL", "A CARICO ASL", "QUOTA SERVIZIO SANITARIO", "QUOTA SERVIZIO SANITARIO NAZIONALE", "A CARICO DEL SSN", "QUOTA USL", "QUOTA ASP", "QUOTA AUSL", "QUOTA ATS"],
    ImportoRichiesto = "importo_richiesto" "Importo richiesto" "" ["QUOTA RICHIESTA", "IMPORTO QUOTA RICHIESTA", "QUOTA RICHIESTA ALL UTENTE", "QUOTA RICHIESTA UTENTE"],
    SogliaIsee = "soglia_isee" "Soglia ISEE" "" ["IMPORTO SOGLIA ISEE", "SOGLIA", "LIMITE ISEE", "VALORE SOGLIA ISEE", "ISEE MASSIMO", "SOGLIA MASSIMA ISEE"],
    OreMensili = "ore_mensili" "Ore mensili" "" ["ORE", "ORE SERVIZIO MENSILE", "ORE AL MESE", "ORE DI SERVIZIO MENSILI", "ORE SERVIZIO MENSILI", "ORE SERVIZIO", "MONTE ORE", "MONTE ORE MENSILE", "N ORE", "N ORE MENSILI", "NUMERO ORE", "NUMERO ORE MENSILI", "ORE MESE", "ORE MENSILI DI SERVIZIO", "ORE DI SERVIZIO"],
    ProvaMezzi = "prova_dei_mezzi" "Prova dei mezzi" "1" ["PRESENZA PROVA MEZZI", "PROVA MEZZI", "SOGGETTA A ISEE", "PRESENZA PROVA DEI MEZZI", "PROVA DI MEZZI", "SOGGETTA A PROVA DEI MEZZI", "SOGGETTO A ISEE", "PREVISTO ISEE", "CON ISEE", "ISEE SI NO", "SOGGETTA ISEE", "ISEE RICHIESTO"],
    PresaCarico = "presa_in_carico" "Presa in carico" "NO" ["PRESA CARICO", "IN CARICO", "PRESO IN CARICO", "PRESA IN CARICO SI NO", "PRESA IN CARICO PROFESSIONALE", "PRESA IN CARICO SERVIZIO SOCIALE", "PRESA IN CARICO SOCIALE"],
    AreaUtenza = "area_utenza" "Area utenza" "" ["AREA DI UTENZA", "AREA", "AREA DI INTERVENTO", "AREA INTERVENTO", "TARGET", "TIPOLOGIA UTENZA", "TIPO UTENZA", "CATEGORIA UTENZA", "CATEGORIA SOCIALE", "TIPOLOGIA DI UTENZA"],
    ProtocolloDsu = "protocollo_dsu" "Protocollo DSU" "INPS-ISEE-2026-01234567A-00" ["NUMERO PROTOCOLLO DSU", "DSU", "NUMERO DSU", "PROTOCOLLO ISEE", "N PROTOCOLLO DSU", "PROT DSU", "N DSU", "NUMERO DI PROTOCOLLO DSU", "PROTOCOLLO DSU ISEE", "PROTOCOLLO ATTESTAZIONE", "PROTOCOLLO ATTESTAZIONE ISEE", "NUMERO ISEE", "N ISEE", "PROT ISEE", "PROTOCOLLO INPS ISEE", "NUMERO PROTOCOLLO ISEE", "N PROTOCOLLO ISEE", "DSU PROTOCOLLO", "CODICE DSU"],
    AnnoDsu = "anno_dsu" "Anno DSU" "2026" ["ANNO PROTOCOLLO DSU", "ANNO PROT DSU", "ANNO ISEE", "ANNO DELLA DSU"],
    DataDsu = "data_dsu" "Data DSU" "20/01/2026" ["DATA PRESENTAZIONE DSU", "DATA ISEE", "DATA SOTTOSCRIZIONE DSU", "DATA DELLA DSU", "DATA RILASCIO ISEE", "DATA ATTESTAZIONE ISEE", "DATA ATTESTAZIONE", "DATA PROTOCOLLO DSU", "DATA PRES DSU", "DATA DICHIARAZIONE DSU"],
    ValoreIsee = "valore_isee" "Valore ISEE" "8.450,00" ["ISEE", "IMPORTO ISEE", "VALORE INDICATORE", "INDICATORE ISEE", "VALORE DELL ISEE", "ISEE EURO", "ISEE VALORE", "ISEE IMPORTO", "ISEE ORDINARIO", "REDDITO ISEE"],
    Mobilita = "mobilita" "SINA: mobilità" "" ["MOBILITA"],
    VitaQuotidiana = "attivita_vita_quotidiana" "SINA: attività della vita quotidiana" "" ["ATTIVITA VITA QUOTIDIANA", "VITA QUOTIDIANA", "ATTIVITA DELLA VITA QUOTIDIANA", "ADL", "VITA QUOTIDIANA ATTIVITA"],
    AreaCognitiva = "disturbi_area_cognitiva" "SINA: disturbi area cognitiva" "" ["DISTURBI AREA COGNITIVA", "AREA COGNITIVA", "DISTURBI COGNITIVI", "DISTURBI DELL AREA COGNITIVA"],
    Comportamento = "disturbi_comportamentali" "SINA: disturbi comportamentali" "" ["DISTURBI COMPORTAMENTALI", "COMPORTAMENTO", "DISTURBI DEL COMPORTAMENTO"],
    CureSanitarie = "necessita_cure_sanitarie" "SINA: necessità di cure sanitarie" "" ["NECESSITA CURE SANITARIE", "CURE SANITARIE", "NECESSITA DI CURE SANITARIE"],
    AreaReddituale = "area_reddituale" "SINA: area reddituale" "" ["AREA REDDITUALE", "AREA REDDITO", "SITUAZIONE REDDITUALE"],
    AreaSupporto = "area_supporto" "SINA: area supporto" "" ["AREA SUPPORTO", "AREA DI SUPPORTO", "SUPPORTO", "RETE DI SUPPORTO"],
    FonteValutazione = "fonte_valutazione" "SINA: fonte della valutazione" "" ["FONTE DERIVAZIONE VALUTAZIONE", "FONTE VALUTAZIONE", "FONTE DELLA VALUTAZIONE", "FONTE DERIVAZIONE DELLA VALUTAZIONE"],
    Strumento = "strumento_valutazione" "SINA: strumento di valutazione" "" ["STRUMENTO VALUTAZIONE", "STRUMENTO DI VALUTAZIONE", "STRUMENTO"],
    FonteInvalidita = "fonte_invalidita" "SINA: fonte dell'invalidità" "" ["FONTE DERIVAZIONE INVALIDITA", "FONTE INVALIDITA", "FONTE DELL INVALIDITA", "FONTE DERIVAZIONE DELL INVALIDITA"],
    Necessita = "necessita_interventi" "SINA: interventi sociali necessari (codici)" "" ["NECESSITA INTERVENTI SOCIALI", "INTERVENTI NECESSARI", "INTERVENTI SOCIALI NECESSARI", "NECESSITA DI INTERVENTI SOCIALI", "NECESSITA INTERVENTI"],
    Invalidita = "invalidita_civile" "SINA: invalidità civile (codici)" "" ["INVALIDITA CIVILE", "INV CIV", "INVCIV", "INVALIDITA", "CERTIFICAZIONI DI INVALIDITA"],
    DataSina = "data_valutazione" "SINA: data della valutazione" "" ["DATA VALUTAZIONE", "DATA SINA", "DATA DELLA VALUTAZIONE", "DATA VALUTAZIONE SINA", "DATA UVM"],
    DataPrevista = "data_prevista" "Erogazione: data prevista" "" ["DATA PREVISTA", "DATA PREV", "DATA PREVISTA EROGAZIONE", "GIORNO PREVISTO", "DATA PROGRAMMATA"],
    OraInizio = "ora_inizio" "Erogazione: ora inizio" "" ["ORA INIZIO", "ORA DI INIZIO", "DALLE ORE", "DALLE", "ORARIO INIZIO", "ORA DALLE"],
    OraFine = "ora_fine" "Erogazione: ora fine" "" ["ORA FINE", "ORA DI FINE", "ALLE ORE", "ALLE", "ORARIO FINE", "ORA ALLE"],
    DataEffettiva = "data_effettiva" "Erogazione: data effettiva" "" ["DATA EFFETTIVA", "DATA EFF", "DATA EFF SOCIALE", "DATA EFFETTIVA EROGAZIONE", "GIORNO EFFETTIVO"],
    OreErogate = "ore_erogate" "Erogazione: ore erogate" "" ["ORE EROGATE", "ORE EFFETTIVE", "ORE EFFETTUATE", "DURATA ORE"],
    Quantita = "quantita" "Erogazione: quantità" "" ["QUANTITA", "QTA", "QUANTITA EROGATA"],
    CostoErogazione = "costo_erogazione" "Erogazione: costo prestazione" "" ["COSTO DELL EROGAZIONE", "COSTO EFFETTIVO"],
    CostoCalcolato = "costo_calcolato" "Erogazione: costo calcolato" "" ["COSTO CALCOLATO", "CALCOL", "COSTO CALC"],
    Recupero = "erogazione_recupero" "Erogazione: recupero assistito" "" ["RECUPERO EROGAZIONE", "QUOTA RECUPERATA"],
}

impl Field {
    /// Whether it says how one delivery went: such a field counts in rows of *tipo* Tempo, and nowhere else.
    #[must_use]
    pub fn of_delivery(self) -> bool {
        self >= Self::DataPrevista
    }

    /// The field that files and the command line call so.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::Field;
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
}
