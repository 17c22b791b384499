//! From records to what the flow would say: derived codes filled in, what the schema wants left out left out.

use super::{Anagrafica, Beneficiario, EnteFlusso, Indirizzo, PrestazioneSociale, SinaFlusso, Text, Value};
use crate::codes::{Carattere, comuni};
use crate::records::{Assistito, Case, Ente, Operatore, Prestazione, Progetto, Sina};
use crate::text::dates;
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;

/// The beneficiary that a case would send, with its benefit split by calendar year. `persona` is its person's.
#[must_use]
pub fn beneficiario<'a>(case: Case<'a>, persona: &Beneficiario<'a>) -> Beneficiario<'a> {
    Beneficiario { prestazioni: prestazioni(case.progetto, case.prestazione), ..persona.clone() }
}

/// The person, without benefits. What is missing and a right fiscal code says is taken from there.
#[must_use]
pub fn persona(assistito: &Assistito, today: NaiveDate) -> Beneficiario<'_> {
    Beneficiario {
        codice_fiscale: text(&assistito.codice_fiscale),
        anagrafica: Anagrafica {
            cognome: text(&assistito.cognome),
            nome: text(&assistito.nome),
            anno_nascita: assistito.birth_year(today).into(),
            nascita: assistito.nascita,
            luogo_nascita: assistito.birth_place(),
            genere: assistito.sex().into(),
            cittadinanza: text(&assistito.cittadinanza),
            seconda_cittadinanza: text(&assistito.seconda_cittadinanza),
        },
        indirizzi: indirizzo(assistito).into_iter().collect(),
        prestazioni: Vec::new(),
    }
}

fn indirizzo(assistito: &Assistito) -> Option<Indirizzo<'_>> {
    let nazione = assistito.residence_nation()?;
    if assistito.comune_residenza.is_empty() || nazione != crate::codes::nazioni::ITALIA {
        return Some(Indirizzo { nazione: Some(nazione.into()), ..Indirizzo::default() });
    }
    let given = assistito.comune_residenza.as_str();
    // The code of a comune that is no more may be another's today: it must not send the person there.
    let anothers = |comune: &&'static comuni::Comune| !comune.open() && comuni::by_istat(comune.istat).is_some();
    let comune = assistito.residence().filter(|comune| !anothers(comune));
    let istat = comune.map_or(given, |comune| comune.istat);
    let known_today = comune.is_some_and(comuni::Comune::open) && (given == istat || given.len() == 4);
    Some(Indirizzo {
        regione: comune.and_then(comuni::Comune::regione_flusso).map(Cow::from),
        comune: Some(istat.into()),
        nazione: Some(nazione.into()),
        comune_scritto: (!known_today).then(|| given.into()),
    })
}

/// Years beyond which a period is a slip of the pen: it is not split, and rule P06 keeps it back.
const LONGEST: i32 = 30;

/// The benefit as the flow writes it: one part a calendar year (rule P06).
#[must_use]
pub fn prestazioni<'a>(progetto: &'a Progetto, prestazione: &'a Prestazione) -> Vec<PrestazioneSociale<'a>> {
    let mut whole = prestazione_intera(progetto, prestazione);
    let (Some(Carattere::Periodico), Some(from), Some(to)) =
        (prestazione.carattere, prestazione.data_inizio, prestazione.data_fine)
    else {
        return vec![whole];
    };
    if from.year() >= to.year() {
        let months = dates::months_touched(from, to);
        if whole.periodo.is_absent() && (1..=12).contains(&months) {
            whole.periodo = u8::try_from(months).ok().into();
        }
        return vec![whole];
    }
    if to.year() - from.year() > LONGEST {
        return vec![whole];
    }
    (from.year()..=to.year())
        .filter_map(|year| {
            let first = from.max(NaiveDate::from_ymd_opt(year, 1, 1)?);
            let last = to.min(NaiveDate::from_ymd_opt(year, 12, 31)?);
            Some(PrestazioneSociale {
                data_inizio: Value::Read(first),
                data_fine: Value::Read(last),
                periodo: u8::try_from(dates::months_touched(first, last)).ok().into(),
                ..whole.clone()
            })
        })
        .collect()
}

fn prestazione_intera<'a>(progetto: &'a Progetto, prestazione: &'a Prestazione) -> PrestazioneSociale<'a> {
    // A zero share of the ente or of the health service is left out, never written (rule P11).
    let not_zero = |quota: Option<crate::records::Amount>| Value::from(quota.filter(|quota| !quota.is_zero()));
    PrestazioneSociale {
        tipo_operazione: Value::Absent,
        prova_mezzi: prestazione.prova_mezzi.into(),
        carattere: prestazione.carattere.into(),
        protocollo_dsu: text(&prestazione.dsu.protocollo),
        anno_dsu: prestazione.dsu.anno.into(),
        data_dsu: prestazione.dsu.data.into(),
        codice: text(&prestazione.codice),
        denominazione: text(prestazione.denomination()),
        protocollo_domanda: text(&progetto.protocollo),
        data_evento: prestazione.data_evento.into(),
        data_inizio: prestazione.data_inizio.into(),
        data_fine: prestazione.data_fine.into(),
        data_erogazione: prestazione.data_erogazione.into(),
        importo_prestazione: prestazione.importo_prestazione.into(),
        periodo: prestazione.periodo.into(),
        importo_mensile: prestazione.importo_mensile.into(),
        quota_ente: not_zero(prestazione.quota_ente),
        quota_utente: prestazione.quota_utente.into(),
        quota_ssn: not_zero(prestazione.quota_ssn),
        quota_richiesta: prestazione.importo_richiesto.into(),
        soglia_isee: prestazione.soglia_isee.into(),
        ore_mensili: prestazione.ore_mensili.map(|hours| hours.decimal().into()).into(),
        presa_carico: prestazione.presa_carico.into(),
        area_utenza: prestazione.area_utenza.into(),
        sina: prestazione.sina.as_ref().map(|sina| Box::new(sina_flusso(sina))),
    }
}

fn sina_flusso(sina: &Sina) -> SinaFlusso<'_> {
    SinaFlusso {
        mobilita: sina.mobilita.into(),
        vita_quotidiana: sina.vita_quotidiana.into(),
        area_cognitiva: sina.area_cognitiva.into(),
        comportamento: sina.comportamento.into(),
        cure_sanitarie: sina.cure_sanitarie.into(),
        area_reddituale: sina.area_reddituale.into(),
        area_supporto: sina.area_supporto.into(),
        fonte_valutazione: sina.fonte_valutazione.into(),
        strumento: sina.strumento.into(),
        fonte_invalidita: sina.fonte_invalidita.into(),
        necessita: sina.necessita.iter().map(|code| code.as_str().into()).collect(),
        invalidita: sina.invalidita.iter().map(|kind| Value::Read(*kind)).collect(),
        data: sina.data,
    }
}

/// The `Ente` of the flow, signed by an operator.
#[must_use]
pub fn ente<'a>(ente: &'a Ente, operatore: &'a Operatore) -> EnteFlusso<'a> {
    EnteFlusso {
        codice: text(&ente.codice),
        denominazione: text(&ente.denominazione),
        indirizzo: text(&ente.sede),
        cf_operatore: text(&operatore.codice_fiscale),
    }
}

/// An empty text is an absent attribute (rule A19).
fn text(text: &str) -> Text<'_> {
    (!text.is_empty()).then(|| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::dates::read_iso;

    fn check_parts(from: &str, to: &str, parts: &[(&str, &str, u8)]) {
        let prestazione = Prestazione {
            carattere: Some(Carattere::Periodico),
            data_inizio: read_iso(from),
            data_fine: read_iso(to),
            ..Prestazione::default()
        };
        let progetto = Progetto::default();
        let found: Vec<_> = prestazioni(&progetto, &prestazione)
            .iter()
            .map(|part| (part.data_inizio.get().unwrap(), part.data_fine.get().unwrap(), part.periodo.get().unwrap()))
            .collect();
        let expected: Vec<_> =
            parts.iter().map(|(from, to, months)| (read_iso(from).unwrap(), read_iso(to).unwrap(), *months)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_part_a_calendar_year() {
        check_parts("2025-02-01", "2025-07-31", &[("2025-02-01", "2025-07-31", 6)]);
        check_parts("2024-09-15", "2025-06-30", &[("2024-09-15", "2024-12-31", 4), ("2025-01-01", "2025-06-30", 6)]);
        check_parts(
            "2023-12-31",
            "2025-01-01",
            &[("2023-12-31", "2023-12-31", 1), ("2024-01-01", "2024-12-31", 12), ("2025-01-01", "2025-01-01", 1)],
        );
    }
}
