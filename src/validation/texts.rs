//! Every text of a flow, for the rules that look at texts as such.

use crate::schema::{Attribute, Beneficiario, IdentificazioneFlusso, PrestazioneSociale, Text};

/// Texts of who sends.
pub(super) fn sender_texts<'f>(
    identificazione: &'f IdentificazioneFlusso<'_>,
) -> impl Iterator<Item = (Attribute, &'f str)> {
    let ente = &identificazione.ente;
    there([
        (Attribute::NomeFlusso, &identificazione.nome),
        (Attribute::EnteCodice, &ente.codice),
        (Attribute::EnteDenominazione, &ente.denominazione),
        (Attribute::EnteIndirizzo, &ente.indirizzo),
        (Attribute::CfOperatore, &ente.cf_operatore),
    ])
}

/// Texts of a person; those of addresses are codes, and their own rules judge them.
pub(super) fn person_texts<'f>(beneficiario: &'f Beneficiario<'_>) -> impl Iterator<Item = (Attribute, &'f str)> {
    let anagrafica = &beneficiario.anagrafica;
    there([
        (Attribute::CodiceFiscale, &beneficiario.codice_fiscale),
        (Attribute::Cognome, &anagrafica.cognome),
        (Attribute::Nome, &anagrafica.nome),
        (Attribute::LuogoNascita, &anagrafica.luogo_nascita),
        (Attribute::Cittadinanza, &anagrafica.cittadinanza),
        (Attribute::SecondaCittadinanza, &anagrafica.seconda_cittadinanza),
    ])
}

/// Texts of a benefit.
pub(super) fn benefit_texts<'f>(prestazione: &'f PrestazioneSociale<'_>) -> impl Iterator<Item = (Attribute, &'f str)> {
    let needs = prestazione.sina.iter().flat_map(|sina| &sina.necessita);
    there([
        (Attribute::ProtocolloDsu, &prestazione.protocollo_dsu),
        (Attribute::CodicePrestazione, &prestazione.codice),
        (Attribute::Denominazione, &prestazione.denominazione),
        (Attribute::ProtocolloDomanda, &prestazione.protocollo_domanda),
    ])
    .chain(needs.map(|code| (Attribute::Necessita, code.as_ref())))
}

fn there<'f, const N: usize>(texts: [(Attribute, &'f Text<'_>); N]) -> impl Iterator<Item = (Attribute, &'f str)> {
    texts.into_iter().filter_map(|(attribute, text)| Some((attribute, text.as_deref()?)))
}
