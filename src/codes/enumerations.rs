//! The enumerations of INPS's schema, with their labels.
//! Source: PS_PSA_SINA201812.xsd, lines 143-156 and 310-679.

/// An enumeration whose values are consecutive numbers from 1.
macro_rules! enumeration {
    ($(#[$doc:meta])* $name:ident { $($code:literal $variant:ident = $label:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(#[doc = $label] $variant,)+
        }

        impl $name {
            /// Every value, in INPS's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// What the flow writes.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// INPS's label.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The value that INPS's code means; nothing else is accepted.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl Enumeration for $name {
            fn all() -> &'static [Self] { Self::ALL }
            fn code(self) -> &'static str { self.code() }
            fn label(self) -> &'static str { self.label() }
        }
    };
}

/// What every enumeration of the schema offers.
pub trait Enumeration: Copy + 'static {
    /// Every value, in INPS's order.
    fn all() -> &'static [Self];
    /// What the flow writes.
    fn code(self) -> &'static str;
    /// INPS's label.
    fn label(self) -> &'static str;
}

enumeration!(
    /// `TipoOperazione` (lines 310-323): there is no update.
    TipoOperazione { "I" Inserimento = "Inserimento", "C" Cancellazione = "Cancellazione" }
);
enumeration!(
    /// `PresenzaProvaMezzi` (lines 324-347).
    ProvaMezzi {
        "1" Isee = "Prestazione soggetta a ISEE",
        "2" AltraProva = "Prestazione soggetta a prova dei mezzi, ma non attraverso ISEE",
        "3" Esentata = "Prestazione in generale soggetta a ISEE, ma sottratta alla prova dei mezzi per lo specifico beneficiario",
        "4" Nessuna = "Prestazione non soggetta a prova dei mezzi",
    }
);
enumeration!(
    /// `CaratterePrestazione` (lines 348-361).
    Carattere { "1" Periodico = "Periodico", "2" Occasionale = "Occasionale (unica soluzione)" }
);
enumeration!(
    /// `PresaCarico` (lines 362-375).
    PresaCarico { "1" Si = "SI", "2" No = "NO" }
);
enumeration!(
    /// `AreaUtenza` (lines 376-394).
    AreaUtenza {
        "1" FamigliaMinori = "Famiglia e minori",
        "2" Disabilita = "Disabilità e Non autosufficienza",
        "3" Poverta = "Povertà ed esclusione sociale",
    }
);
enumeration!(
    /// `Genere` (lines 143-156).
    Genere { "1" Maschio = "Maschio", "2" Femmina = "Femmina" }
);
enumeration!(
    /// SINA `Mobilita`.
    Mobilita { "1" Solo = "Si sposta da solo", "2" Assistito = "Si Sposta Assistito", "3" No = "Non Si Sposta" }
);
enumeration!(
    /// SINA `AttivitaVitaQuotidiana`.
    VitaQuotidiana {
        "1" Autonomo = "Autonomo",
        "2" Parziale = "Parzialmente dipendente",
        "3" Totale = "Totalmente dipendente",
    }
);
enumeration!(
    /// SINA `DisturbiAreaCognitiva`: no value says "absent", the attribute is left out.
    AreaCognitiva { "1" Lievi = "Lievi", "2" Moderati = "Moderati", "3" Gravi = "Gravi" }
);
enumeration!(
    /// SINA `DisturbiComportamentali`.
    Comportamento { "1" Assenti = "Assenti", "2" Presenti = "Presenti" }
);
enumeration!(
    /// SINA `NecessitaCureSanitarie`.
    CureSanitarie { "1" Bassa = "Bassa", "2" Media = "Media", "3" Alta = "Alta" }
);
enumeration!(
    /// SINA `AreaReddituale`.
    AreaReddituale {
        "1" Autonomo = "Autonomo e in equilibrio finanziario",
        "2" Aiutato = "Riceve aiuto da parenti e/o da altre persone",
        "3" Bisogno = "In condizione di bisogno economico e senza aiuti da parenti o altre persone",
    }
);
enumeration!(
    /// SINA `AreaSupporto`.
    AreaSupporto {
        "1" Presenza = "Presenza della rete familiare o informale",
        "2" Parziale = "Presenza parziale e/o temporanea della rete familiare o informale",
        "3" Assenza = "Assenza della rete familiare o informale",
    }
);
enumeration!(
    /// SINA `FonteDerivazioneValutazione`.
    FonteValutazione {
        "1" Uvm = "UVM",
        "2" Cartella = "Cartella sociale",
        "3" Altra = "Altra documentazione",
        "4" Diretta = "Raccolta diretta",
    }
);
enumeration!(
    /// SINA `StrumentoValutazione`.
    Strumento {
        "1" Svama = "SVAMA",
        "2" Aged = "AGED",
        "3" Rug = "RUG",
        "4" Sosia = "SOSIA",
        "5" Polare = "SCHEMA POLARE",
        "6" Valgraf = "VALGRAF",
        "7" Altro = "Altro Sistema Di Codifica",
    }
);
enumeration!(
    /// SINA `InvCiv`: a person may have several.
    InvCiv {
        "1" Parziale = "Invalidità civile parziale non inferiore al 75%",
        "2" TotaleAccompagnamento = "Invalidità civile totale (100%) con indennità di accompagnamento",
        "3" Totale = "Invalidità civile totale (100%) senza indennità di accompagnamento",
        "4" Npi = "Certificazione Npi",
        "5" L104Art3C1 = "L.104 (art.3, comma 1)",
        "6" L104Art3C3 = "L.104 (art.3, comma 3)",
        "7" L104Art12 = "L.104 (art.12)",
        "8" L104Art13 = "L.104 (art.13)",
    }
);
enumeration!(
    /// SINA `FonteDerivazioneInvalidita`.
    FonteInvalidita {
        "1" Certificazione = "Certificazione invalidità verificata on line o cartacea",
        "2" Dichiarazione = "Dichiarazione della persona",
    }
);
