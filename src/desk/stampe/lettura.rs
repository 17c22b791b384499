//! Files of a generation as an operator reads them: the XML person by person, in words; texts as they are.

use super::request::{PersonRead, StampaRead};
use crate::codes::{Carattere, Enumeration, TipoOperazione, comuni, nazioni};
use crate::desk::page::Part;
use crate::flow;
use crate::records::Amount;
use crate::schema::{Beneficiario, PrestazioneSociale, Text, Value};
use crate::text::dates;
use chrono::NaiveDate;

/// Characters of a text that are shown.
const MOST: usize = 200_000;

/// Reads a page of a file.
///
/// # Errors
/// A sentence for the operator, where the file is not what it should be.
pub(in crate::desk) fn read(name: &str, bytes: &[u8], part: Part) -> Result<StampaRead, String> {
    let name = name.to_owned();
    if name.strip_suffix(".xml").is_none() {
        let whole = String::from_utf8_lossy(bytes);
        let mut text: String = whole.chars().take(MOST).collect();
        if text.len() < whole.len() {
            text.push_str("\n…\nIl testo continua: per leggerlo tutto salvare il file.");
        }
        return Ok(StampaRead { name, text, ..StampaRead::default() });
    }
    let reading = flow::read(bytes).map_err(|unreadable| format!("{name}: {unreadable}"))?;
    let flusso = &reading.flusso;
    let ente = &flusso.identificazione.ente;
    let benefits: usize = flusso.beneficiari.iter().map(|it| it.prestazioni.len()).sum();
    let head = [
        ("Nome del flusso", text(&flusso.identificazione.nome)),
        ("Ente", format!("{} {}", text(&ente.codice), text(&ente.denominazione)).trim().to_owned()),
        ("Operatore", text(&ente.cf_operatore)),
        ("Beneficiari", flusso.beneficiari.len().to_string()),
        ("Prestazioni", benefits.to_string()),
    ];
    Ok(StampaRead {
        name,
        head: head.map(|(label, value)| (label.to_owned(), value)).into(),
        people: part.of(&flusso.beneficiari).map(person),
        text: String::new(),
    })
}

fn text(text: &Text<'_>) -> String {
    text.as_deref().unwrap_or_default().to_owned()
}

fn person(it: &Beneficiario<'_>) -> PersonRead {
    let anagrafica = &it.anagrafica;
    let place = text(&anagrafica.luogo_nascita);
    let place = comuni::latest(&place)
        .map(comuni::Comune::label)
        .or_else(|| nazioni::by_belfiore(&place).map(|nazione| nazione.nome.to_owned()))
        .unwrap_or(place);
    let year = anagrafica.anno_nascita.get().map(|year| year.to_string()).unwrap_or_default();
    let mut lines = vec![format!("C.F. {}", text(&it.codice_fiscale)), format!("nascita: {year} {place}")];
    for indirizzo in &it.indirizzi {
        let residence = comuni::by_istat(&text(&indirizzo.comune))
            .map(comuni::Comune::label)
            .or_else(|| nazioni::by_iso(&text(&indirizzo.nazione)).map(|nazione| nazione.nome.to_owned()));
        lines.push(format!("residenza: {}", residence.unwrap_or_else(|| text(&indirizzo.comune))));
    }
    PersonRead {
        name: format!("{} {}", text(&anagrafica.cognome), text(&anagrafica.nome)).trim().to_owned(),
        lines,
        benefits: it.prestazioni.iter().map(benefit).collect(),
    }
}

/// What a benefit says, in words; what it does not say is left out.
fn benefit(it: &PrestazioneSociale<'_>) -> Vec<(String, String)> {
    let monthly = it.carattere.get() == Some(Carattere::Periodico);
    let cancelled = if it.tipo_operazione.get() == Some(TipoOperazione::Cancellazione) { "Cancellazione" } else { "" };
    let quota = |label, value: &Value<Amount>| (label, euro(value));
    let pairs = [
        ("Operazione", cancelled.to_owned()),
        ("Prestazione", format!("{} {}", text(&it.codice), text(&it.denominazione)).trim().to_owned()),
        ("Protocollo domanda", text(&it.protocollo_domanda)),
        ("Carattere", chosen(&it.carattere)),
        ("Dal", day(&it.data_inizio)),
        ("Al", day(&it.data_fine)),
        ("Mesi", it.periodo.get().map(|months| months.to_string()).unwrap_or_default()),
        ("Erogata il", day(&it.data_erogazione)),
        ("Data evento", day(&it.data_evento)),
        (
            if monthly { "Importo al mese" } else { "Importo" },
            it.amount().map(|it| format!("{} €", it.italian())).unwrap_or_default(),
        ),
        quota("Quota ente", &it.quota_ente),
        quota("Quota utente", &it.quota_utente),
        quota("Quota SSN", &it.quota_ssn),
        quota("Importo richiesto", &it.quota_richiesta),
        quota("Soglia ISEE", &it.soglia_isee),
        (
            "Ore al mese",
            it.ore_mensili.get().map(|hours| format!("{} (ore,minuti)", hours.italian())).unwrap_or_default(),
        ),
        ("Prova dei mezzi", chosen(&it.prova_mezzi)),
        ("DSU", format!("{} {}", text(&it.protocollo_dsu), day(&it.data_dsu)).trim().to_owned()),
        ("Presa in carico", chosen(&it.presa_carico)),
        ("Area utenza", chosen(&it.area_utenza)),
        ("Valutazione SINA", if it.sina.is_some() { "presente".to_owned() } else { String::new() }),
    ];
    let told = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(label, value)| (label.to_owned(), value)).collect()
}

fn euro(value: &Value<Amount>) -> String {
    value.get().map(|amount| format!("{} €", amount.italian())).unwrap_or_default()
}

fn day(value: &Value<NaiveDate>) -> String {
    value.get().map(dates::italian).unwrap_or_default()
}

fn chosen<E: Enumeration>(value: &Value<E>) -> String {
    value.get().map(|value| value.label().to_owned()).unwrap_or_default()
}
