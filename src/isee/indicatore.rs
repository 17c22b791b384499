//! `Indicatore`: INPS says one indicator and nothing else, of the kind that was asked for.

use super::answer::{Esito, Risposta, TipoIndicatore, Valori, day};
use super::unusable::Unusable;
use super::walk::{Ricerca, element, said};

/// Reads the `Indicatore` with which a text begins.
pub(super) fn read(text: &str) -> Result<Risposta, Unusable> {
    let mut risposta = Risposta::empty(Esito::Ok);
    let mut open = |depth: usize, start: &quick_xml::events::BytesStart<'_>| {
        if depth == 0 {
            risposta.valori = Valori::of(|name| said(start, name));
            risposta.tipo = said(start, "TipoIndicatore").and_then(|word| TipoIndicatore::of(&word));
            risposta.protocollo_dsu = said(start, "ProtocolloDSU");
            risposta.data_presentazione = said(start, "DataPresentazione").and_then(|text| day(&text));
        } else if let Some(ricerca) = Ricerca::of(start) {
            risposta.codice_fiscale = ricerca.codice_fiscale;
            risposta.protocollo_domanda = ricerca.protocollo;
            risposta.prestazione = ricerca.prestazione;
            risposta.validita = said(start, "DataValidita").and_then(|text| day(&text));
        }
    };
    element(text, &mut open)?;
    if risposta.tipo == Some(TipoIndicatore::Famiglia) {
        (risposta.esito, risposta.valori) = (Esito::SoloFamiglia, Valori::default());
    }
    Ok(risposta)
}
