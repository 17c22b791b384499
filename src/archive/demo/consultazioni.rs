//! What the office asked INPS about ISEE, and how that stands: a row or two in every state, through the same doors as real
//! ones.

use crate::archive::Archive;
use crate::archive::consultazioni::Domanda;
use crate::isee;
use crate::isee::purpose::Choices;
use crate::isee::request::PROFILES;
use crate::records::{ConsultazioneId, EnteId, Moment, Prestazione, RigaConsultazione};
use crate::text::dates;
use chrono::NaiveDate;

/// People asked about: two in each of the five states.
const ASKED: usize = 10;

/// Asks about people of an ente, lets INPS answer most of it, and decides some of it.
pub(super) fn consultazioni(archive: &mut Archive, ente: EnteId, today: NaiveDate) {
    let of_ente = archive.candidati().into_iter().filter(|it| it.progetto.ente == Some(ente));
    let asked = of_ente.filter_map(|it| it.domande(false, today).ok()).filter_map(|all| all.into_iter().next());
    let domande: Vec<Domanda> = asked.filter(|it| told_alike(archive, it)).take(ASKED).collect();
    let [profile, ..] = PROFILES else { return };
    let moment = Moment::new(today, 9, 0);
    let Ok(key) = archive.chiedi(ente, domande, &profile.profile, &moment, "Finta Protti".into()) else { return };
    let righe = archive.consultazioni.get(key).map(|it| it.righe.clone()).unwrap_or_default();
    let answers: String =
        righe.iter().enumerate().filter_map(|(index, riga)| answer(archive, riga, index % 5)).collect();
    let Ok(risposte) = isee::read(format!("<Risposte>{answers}</Risposte>").as_bytes(), &Choices::new()) else {
        return;
    };
    archive.carica(&risposte, moment.at);
    let decided: Vec<(ConsultazioneId, u32)> =
        (0..righe.len() as u32).filter(|index| index % 5 == 3).map(|index| (key, index)).collect();
    archive.decidi(&decided, false);
}

/// Whether the benefits of a search have one ISEE, so that INPS's can be the same.
fn told_alike(archive: &Archive, domanda: &Domanda) -> bool {
    let mut told = domanda.prestazioni.iter().filter_map(|id| archive.prestazioni.get(*id));
    let Some(first) = told.next() else { return false };
    let same = |it: &Prestazione| (&it.dsu, it.valore_isee) == (&first.dsu, first.valore_isee);
    first.dsu.complete() && first.valore_isee.is_some() && told.all(same)
}

/// What INPS says of a row: nothing yet, the same as ours, something else (twice: one is decided), or that it finds nobody.
fn answer(archive: &Archive, riga: &RigaConsultazione, how: usize) -> Option<String> {
    let ours = archive.prestazioni.get(*riga.prestazioni.first()?)?;
    let (code, protocol) = (&riga.codice_fiscale, &ours.dsu.protocollo);
    let other = if how == 1 { "" } else { "1" };
    let attestation = match how {
        0 => return None,
        4 => String::new(),
        _ => {
            let (made, value) = (ours.dsu.data.map(dates::iso)?, ours.valore_isee?);
            let until = made.get(..4)?;
            format!(
                r#"<Attestazione CodiceFiscaleDichiarante="{code}" NumeroProtocolloDSU="{protocol}" DataPresentazione="{made}" DataValidita="{until}-12-31"><Ordinario><NucleoFamiliare><ComponenteNucleo CodiceFiscale="{code}"/></NucleoFamiliare><ISEEOrdinario><Valori ISEE="{other}{value}"/></ISEEOrdinario></Ordinario></Attestazione>"#
            )
        }
    };
    Some(format!(
        r#"<EsitoAttestazione xmlns="http://inps.it/ISEERiforma">{attestation}<Ricerca><RicercaCF CodiceFiscale="{code}" PrestazioneDaErogare="{}" ProtocolloDomandaEnteErogatore="{}"/></Ricerca></EsitoAttestazione>"#,
        riga.codice, riga.protocollo
    ))
}
