//! Names of what a flow is made of, and places in it.

use crate::records::Field;
use std::fmt;

/// An element of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Node {
    /// The root.
    Flusso,
    /// `IdentificazioneFlusso`.
    IdentificazioneFlusso,
    /// `IdentificazioneFlusso/Ente`.
    Ente,
    /// `Beneficiario`.
    Beneficiario,
    /// `Beneficiario/Anagrafica`.
    Anagrafica,
    /// `Beneficiario/Indirizzo`.
    Indirizzo,
    /// `Beneficiario/PrestazioniSociali`.
    PrestazioniSociali,
    /// `…/SINA`.
    Sina,
    /// `…/SINA/NecessitaInterventiSociali`.
    Necessita,
    /// `…/SINA/InvaliditaCivile`.
    Invalidita,
}

macro_rules! attributes {
    ($($variant:ident = $node:ident $name:literal $field:expr),+ $(,)?) => {
        /// An attribute of the schema (or an element, where the name is empty), with the sheet field that feeds it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Attribute {
            $(#[doc = concat!("`", stringify!($node), "/@", $name, "`")] $variant,)+
        }

        impl Attribute {
            /// The schema's name; empty where the element itself is meant.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The element it belongs to.
            #[must_use]
            pub fn node(self) -> Node {
                match self { $(Self::$variant => Node::$node,)+ }
            }

            /// The field of a sheet, or of a form, that an operator mends.
            #[must_use]
            pub fn field(self) -> Option<Field> {
                match self { $(Self::$variant => $field,)+ }
            }
        }
    };
}

attributes! {
    Flusso = Flusso "" None,
    IdentificazioneFlusso = IdentificazioneFlusso "" None,
    NomeFlusso = IdentificazioneFlusso "Nome" None,
    Ente = Ente "" Some(Field::Ente),
    EnteCodice = Ente "Codice" Some(Field::Ente),
    EnteDenominazione = Ente "Denominazione" Some(Field::Ente),
    EnteIndirizzo = Ente "Indirizzo" Some(Field::Ente),
    CfOperatore = Ente "CFOperatore" None,
    Beneficiario = Beneficiario "" None,
    CodiceFiscale = Beneficiario "CodiceFiscale" Some(Field::CodiceFiscale),
    Anagrafica = Anagrafica "" None,
    Cognome = Anagrafica "Cognome" Some(Field::Cognome),
    Nome = Anagrafica "Nome" Some(Field::Nome),
    AnnoNascita = Anagrafica "AnnoNascita" Some(Field::DataNascita),
    LuogoNascita = Anagrafica "LuogoNascita" Some(Field::LuogoNascita),
    Genere = Anagrafica "Genere" Some(Field::Sesso),
    Cittadinanza = Anagrafica "CodiceCittadinanza" Some(Field::Cittadinanza),
    SecondaCittadinanza = Anagrafica "CodiceSecondaCittadinanza" Some(Field::SecondaCittadinanza),
    Indirizzo = Indirizzo "" Some(Field::ComuneResidenza),
    Regione = Indirizzo "CodiceRegione" Some(Field::ComuneResidenza),
    Comune = Indirizzo "CodiceComune" Some(Field::ComuneResidenza),
    Nazione = Indirizzo "CodiceNazione" Some(Field::NazioneResidenza),
    PrestazioniSociali = PrestazioniSociali "" None,
    TipoOperazione = PrestazioniSociali "TipoOperazione" None,
    ProvaMezzi = PrestazioniSociali "PresenzaProvaMezzi" Some(Field::ProvaMezzi),
    Carattere = PrestazioniSociali "CaratterePrestazione" Some(Field::Carattere),
    ProtocolloDsu = PrestazioniSociali "NumeroProtocolloDSU" Some(Field::ProtocolloDsu),
    AnnoDsu = PrestazioniSociali "AnnoProtocolloDSU" Some(Field::AnnoDsu),
    DataDsu = PrestazioniSociali "DataDSU" Some(Field::DataDsu),
    CodicePrestazione = PrestazioniSociali "CodicePrestazione" Some(Field::CodicePrestazione),
    Denominazione = PrestazioniSociali "DenominazionePrestazione" Some(Field::Denominazione),
    ProtocolloDomanda = PrestazioniSociali "ProtocolloDomanda" Some(Field::ProtocolloDomanda),
    DataEvento = PrestazioniSociali "DataEvento" Some(Field::DataEvento),
    DataInizio = PrestazioniSociali "DataInizioPrestazione" Some(Field::DataInizio),
    DataFine = PrestazioniSociali "DataFinePrestazione" Some(Field::DataFine),
    DataErogazione = PrestazioniSociali "DataErogazionePrestazione" Some(Field::DataErogazione),
    ImportoPrestazione = PrestazioniSociali "ImportoPrestazione" Some(Field::ImportoPrestazione),
    Periodo = PrestazioniSociali "PeriodoErogazione" Some(Field::Periodo),
    ImportoMensile = PrestazioniSociali "ImportoMensile" Some(Field::ImportoMensile),
    QuotaEnte = PrestazioniSociali "ImportoQuotaEnte" Some(Field::QuotaEnte),
    QuotaUtente = PrestazioniSociali "ImportoQuotaUtente" Some(Field::QuotaUtente),
    QuotaSsn = PrestazioniSociali "ImportoQuotaSSN" Some(Field::QuotaSsn),
    QuotaRichiesta = PrestazioniSociali "ImportoQuotaRichiesta" Some(Field::ImportoRichiesto),
    SogliaIsee = PrestazioniSociali "ImportoSogliaISEE" Some(Field::SogliaIsee),
    OreMensili = PrestazioniSociali "OreServizioMensile" Some(Field::OreMensili),
    PresaCarico = PrestazioniSociali "PresaCarico" Some(Field::PresaCarico),
    AreaUtenza = PrestazioniSociali "AreaUtenza" Some(Field::AreaUtenza),
    Sina = Sina "" Some(Field::Mobilita),
    Mobilita = Sina "Mobilita" Some(Field::Mobilita),
    VitaQuotidiana = Sina "AttivitaVitaQuotidiana" Some(Field::VitaQuotidiana),
    AreaCognitiva = Sina "DisturbiAreaCognitiva" Some(Field::AreaCognitiva),
    Comportamento = Sina "DisturbiComportamentali" Some(Field::Comportamento),
    CureSanitarie = Sina "NecessitaCureSanitarie" Some(Field::CureSanitarie),
    AreaReddituale = Sina "AreaReddituale" Some(Field::AreaReddituale),
    AreaSupporto = Sina "AreaSupporto" Some(Field::AreaSupporto),
    FonteValutazione = Sina "FonteDerivazioneValutazione" Some(Field::FonteValutazione),
    Strumento = Sina "StrumentoValutazione" Some(Field::Strumento),
    FonteInvalidita = Sina "FonteDerivazioneInvalidita" Some(Field::FonteInvalidita),
    Necessita = Necessita "" Some(Field::Necessita),
    Invalidita = Invalidita "" Some(Field::Invalidita),
}

/// Where in a flow: which beneficiary, which of their addresses or benefits, counted from 1; 0 where it does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Place {
    /// Which `Beneficiario`.
    pub beneficiario: u32,
    /// Which `Indirizzo` of theirs.
    pub indirizzo: u32,
    /// Which `PrestazioniSociali` of theirs.
    pub prestazione: u32,
}

impl Place {
    /// A beneficiary.
    #[must_use]
    pub fn beneficiario(index: usize) -> Self {
        Self { beneficiario: ordinal(index), ..Self::default() }
    }

    /// An address of this beneficiary, by index from 0.
    #[must_use]
    pub fn indirizzo(self, index: usize) -> Self {
        Self { indirizzo: ordinal(index), ..self }
    }

    /// A benefit of this beneficiary, by index from 0.
    #[must_use]
    pub fn prestazione(self, index: usize) -> Self {
        Self { prestazione: ordinal(index), ..self }
    }

    /// An XPath-like place: `Beneficiario[2]/PrestazioniSociali[1]/@DataDSU`.
    #[must_use]
    pub fn path(self, attribute: Attribute) -> String {
        let element = self.element(attribute.node());
        if attribute.name().is_empty() { element } else { format!("{element}/@{}", attribute.name()) }
    }

    /// An XPath-like place of an element: `Beneficiario[2]/Indirizzo[1]`.
    #[must_use]
    pub fn element(self, node: Node) -> String {
        let numbered = |name: &'static str, number: u32| Step { name, number };
        let beneficiario = numbered("Beneficiario", self.beneficiario);
        let prestazione = numbered("PrestazioniSociali", self.prestazione);
        match node {
            Node::Flusso => "Flusso".to_owned(),
            Node::IdentificazioneFlusso => "IdentificazioneFlusso".to_owned(),
            Node::Ente => "IdentificazioneFlusso/Ente".to_owned(),
            Node::Beneficiario => beneficiario.to_string(),
            Node::Anagrafica => format!("{beneficiario}/Anagrafica"),
            Node::Indirizzo => format!("{beneficiario}/{}", numbered("Indirizzo", self.indirizzo)),
            Node::PrestazioniSociali => format!("{beneficiario}/{prestazione}"),
            Node::Sina => format!("{beneficiario}/{prestazione}/SINA"),
            Node::Necessita => format!("{beneficiario}/{prestazione}/SINA/NecessitaInterventiSociali"),
            Node::Invalidita => format!("{beneficiario}/{prestazione}/SINA/InvaliditaCivile"),
        }
    }
}

fn ordinal(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

/// `Beneficiario[2]`, or the bare name where the number does not matter.
struct Step {
    name: &'static str,
    number: u32,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.number == 0 { f.write_str(self.name) } else { write!(f, "{}[{}]", self.name, self.number) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_like_xpath() {
        let place = Place::beneficiario(1);
        for (place, attribute, path) in [
            (place.prestazione(0), Attribute::DataDsu, "Beneficiario[2]/PrestazioniSociali[1]/@DataDSU"),
            (place, Attribute::Cognome, "Beneficiario[2]/Anagrafica/@Cognome"),
            (place.indirizzo(0), Attribute::Regione, "Beneficiario[2]/Indirizzo[1]/@CodiceRegione"),
            (place, Attribute::Indirizzo, "Beneficiario[2]/Indirizzo"),
            (
                place.prestazione(2),
                Attribute::Necessita,
                "Beneficiario[2]/PrestazioniSociali[3]/SINA/NecessitaInterventiSociali",
            ),
            (Place::default(), Attribute::CfOperatore, "IdentificazioneFlusso/Ente/@CFOperatore"),
        ] {
            assert_eq!(place.path(attribute), path);
        }
    }
}
