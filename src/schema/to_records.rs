//! From what a flow says to records: `position` the other way round.

use super::Value;
use super::{Beneficiario, PrestazioneSociale, SinaFlusso, Text};
use crate::codes::{comuni, nazioni};
use crate::records::fiscal_code;
use crate::records::{Assistito, Dsu, Hours, Prestazione, Progetto, Sina};

/// The person. A flow does not carry the day of birth, nor the street.
#[must_use]
pub fn assistito(it: &Beneficiario<'_>) -> Assistito {
    let anagrafica = &it.anagrafica;
    let indirizzo = it.indirizzi.first();
    let istat = indirizzo.map(|it| text(&it.comune)).unwrap_or_default();
    let nazione = indirizzo.map(|it| text(&it.nazione)).unwrap_or_default();
    let known = comuni::by_istat(&istat).or_else(|| comuni::by_former_istat(&istat));
    Assistito {
        codice_fiscale: fiscal_code::normalise(&text(&it.codice_fiscale)),
        cognome: text(&anagrafica.cognome),
        nome: text(&anagrafica.nome),
        anno_nascita: anagrafica.anno_nascita.get(),
        luogo_nascita: text(&anagrafica.luogo_nascita),
        genere: anagrafica.genere.get(),
        cittadinanza: text(&anagrafica.cittadinanza),
        seconda_cittadinanza: text(&anagrafica.seconda_cittadinanza),
        // Italy is understood where there is a comune of hers.
        nazione_residenza: if istat.is_empty() || nazione != nazioni::ITALIA { nazione } else { String::new() },
        comune_residenza: known.map_or(istat, |comune| comune.belfiore.to_owned()),
        ..Assistito::default()
    }
}

/// The case: a flow knows its protocol.
#[must_use]
pub fn progetto(it: &PrestazioneSociale<'_>) -> Progetto {
    Progetto { protocollo: text(&it.protocollo_domanda), ..Progetto::default() }
}

/// The benefit. One that a year's end split stays split: each part was sent on its own.
#[must_use]
pub fn prestazione(it: &PrestazioneSociale<'_>) -> Prestazione {
    Prestazione {
        codice: text(&it.codice),
        denominazione: text(&it.denominazione),
        carattere: it.carattere.get(),
        prova_mezzi: it.prova_mezzi.get(),
        dsu: Dsu { protocollo: text(&it.protocollo_dsu), anno: it.anno_dsu.get(), data: it.data_dsu.get() },
        data_evento: it.data_evento.get(),
        data_inizio: it.data_inizio.get(),
        data_fine: it.data_fine.get(),
        data_erogazione: it.data_erogazione.get(),
        importo_prestazione: it.importo_prestazione.get(),
        importo_mensile: it.importo_mensile.get(),
        periodo: it.periodo.get(),
        quota_ente: it.quota_ente.get(),
        quota_utente: it.quota_utente.get(),
        quota_ssn: it.quota_ssn.get(),
        importo_richiesto: it.quota_richiesta.get(),
        soglia_isee: it.soglia_isee.get(),
        ore_mensili: it.ore_mensili.get().and_then(|hours| Hours::from_flow(hours.decimal())),
        presa_carico: it.presa_carico.get(),
        area_utenza: it.area_utenza.get(),
        sina: it.sina.as_deref().map(sina),
        ..Prestazione::default()
    }
}

fn sina(it: &SinaFlusso<'_>) -> Sina {
    Sina {
        data: None,
        mobilita: it.mobilita.get(),
        vita_quotidiana: it.vita_quotidiana.get(),
        area_cognitiva: it.area_cognitiva.get(),
        comportamento: it.comportamento.get(),
        cure_sanitarie: it.cure_sanitarie.get(),
        area_reddituale: it.area_reddituale.get(),
        area_supporto: it.area_supporto.get(),
        fonte_valutazione: it.fonte_valutazione.get(),
        strumento: it.strumento.get(),
        fonte_invalidita: it.fonte_invalidita.get(),
        necessita: it.necessita.iter().map(|code| code.clone().into_owned()).collect(),
        invalidita: it.invalidita.iter().filter_map(Value::get).collect(),
    }
}

fn text(text: &Text<'_>) -> String {
    text.as_deref().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Amount;
    use crate::schema::from_records;
    use crate::text::dates::read_iso;

    #[test]
    fn there_and_back() {
        let person = Assistito {
            codice_fiscale: "PRVSPL88D52G478R".into(),
            cognome: "PROVETTI".into(),
            nome: "ESEMPLARIA".into(),
            anno_nascita: Some(1988),
            luogo_nascita: "G478".into(),
            genere: Some(crate::codes::Genere::Femmina),
            cittadinanza: "380".into(),
            comune_residenza: "G478".into(),
            ..Assistito::default()
        };
        let case = Progetto { protocollo: "2026/1".into(), ..Progetto::default() };
        let benefit = Prestazione {
            codice: "A1.06".into(),
            denominazione: "Contributo".into(),
            data_inizio: read_iso("2026-02-01"),
            data_fine: read_iso("2026-07-31"),
            importo_mensile: Some(Amount::from_cents(31_000)),
            periodo: Some(6),
            ore_mensili: Hours::new(12, 30),
            sina: Some(Sina { necessita: vec!["A1.04".into()], ..Sina::default() }),
            ..Prestazione::default()
        };
        let said = from_records::persona(&person, read_iso("2026-11-23").unwrap());
        assert_eq!(assistito(&said), person);
        let parts = from_records::prestazioni(&case, &benefit);
        assert_eq!((progetto(&parts[0]), prestazione(&parts[0])), (case, benefit));
    }
}
