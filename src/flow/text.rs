//! INVIO PRESTAZIONI: the flow as readable text.

use crate::codes::{Carattere, TipoOperazione, comuni, nazioni};
use crate::records::Conto;
use crate::schema::{Beneficiario, PrestazioneSociale};
use crate::text::dates;
use crate::validation::gate::{Cancellation, Ready, Sender};
use chrono::NaiveDate;

/// The text file. Windows line ends: it is opened with Notepad.
#[must_use]
pub fn text(
    day: NaiveDate,
    nome: Option<&str>,
    sender: &Sender<'_>,
    ready: &[Ready<'_>],
    cancellations: &[Cancellation],
    conto: &Conto,
) -> String {
    let ente = sender.ente();
    let mut out = String::from("INVIO PRESTAZIONI PS-PSA-SINA\r\n");
    out.push_str(&format!(
        "Ente: {} {}\r\nOperatore: {}\r\nData: {}\r\nFlusso: {}\r\n",
        ente.codice.as_deref().unwrap_or_default(),
        ente.denominazione.as_deref().unwrap_or_default(),
        ente.cf_operatore.as_deref().unwrap_or_default(),
        dates::italian(day),
        nome.unwrap_or("nessuno: non c'è nulla da inviare"),
    ));
    let parts = |one: &&Beneficiario<'_>| one.prestazioni.len();
    let taken_back: Vec<&Beneficiario<'_>> = cancellations.iter().map(Cancellation::beneficiario).collect();
    let sent: Vec<&Beneficiario<'_>> = ready.iter().map(Ready::beneficiario).collect();
    out.push_str(&format!("Prestazioni: {}\r\n", sent.iter().map(parts).sum::<usize>()));
    if !taken_back.is_empty() {
        out.push_str(&format!("Cancellazioni: {}\r\n", taken_back.iter().map(parts).sum::<usize>()));
    }
    out.push_str(&format!("{}\r\n", conto.in_words()));
    let mut number = 0;
    for beneficiario in taken_back.into_iter().chain(sent) {
        for prestazione in &beneficiario.prestazioni {
            number += 1;
            let operation = match prestazione.tipo_operazione.get() {
                Some(TipoOperazione::Cancellazione) => "CANCELLAZIONE - ",
                _ => "",
            };
            out.push_str(&format!("\r\n{number}. {operation}"));
            person(&mut out, beneficiario);
            benefit(&mut out, prestazione);
        }
    }
    out
}

fn person(out: &mut String, it: &Beneficiario<'_>) {
    let anagrafica = &it.anagrafica;
    out.push_str(&format!(
        "{} {} - C.F. {}",
        anagrafica.cognome.as_deref().unwrap_or_default(),
        anagrafica.nome.as_deref().unwrap_or_default(),
        it.codice_fiscale.as_deref().unwrap_or_default(),
    ));
    let place = anagrafica.luogo_nascita.as_deref().unwrap_or_default();
    let place = comuni::latest(place)
        .map(comuni::Comune::label)
        .or_else(|| nazioni::by_belfiore(place).map(|nazione| nazione.nome.to_owned()))
        .unwrap_or_else(|| place.to_owned());
    if let Some(year) = anagrafica.anno_nascita.get() {
        out.push_str(&format!(" - nascita: {year}, {place}"));
    }
    if let Some(indirizzo) = it.indirizzi.first() {
        let comune = indirizzo.comune.as_deref().unwrap_or_default();
        let nazione = indirizzo.nazione.as_deref().unwrap_or_default();
        let residenza = comuni::by_istat(comune)
            .map(comuni::Comune::label)
            .or_else(|| nazioni::by_iso(nazione).map(|nazione| nazione.nome.to_owned()))
            .unwrap_or_else(|| comune.to_owned());
        out.push_str(&format!(" - residenza: {residenza}"));
    }
    out.push_str("\r\n");
}

fn benefit(out: &mut String, it: &PrestazioneSociale<'_>) {
    out.push_str(&format!(
        "   {} {} - protocollo {}",
        it.codice.as_deref().unwrap_or_default(),
        it.denominazione.as_deref().unwrap_or_default(),
        it.protocollo_domanda.as_deref().unwrap_or_default(),
    ));
    let date = |date: Option<NaiveDate>| date.map(dates::italian).unwrap_or_default();
    match it.carattere.get() {
        Some(Carattere::Periodico) => {
            out.push_str(&format!(" - dal {}", date(it.data_inizio.get())));
            if let Some(to) = it.data_fine.get() {
                out.push_str(&format!(" al {}", dates::italian(to)));
            }
            if let Some(months) = it.periodo.get() {
                out.push_str(&format!(" ({months} mesi)"));
            }
        }
        _ => out.push_str(&format!(" - erogata il {}", date(it.data_erogazione.get()))),
    }
    if let Some(amount) = it.amount() {
        let unit = if it.carattere.get() == Some(Carattere::Periodico) { " al mese" } else { "" };
        out.push_str(&format!(" - {} €{unit}", amount.italian()));
    }
    for (label, quota) in [("ente", &it.quota_ente), ("utente", &it.quota_utente), ("SSN", &it.quota_ssn)] {
        if let Some(quota) = quota.get() {
            out.push_str(&format!(", quota {label} {} €", quota.italian()));
        }
    }
    if let Some(dsu) = it.protocollo_dsu.as_deref() {
        out.push_str(&format!(" - DSU {dsu}"));
    }
    if it.sina.is_some() {
        out.push_str(" - con valutazione SINA");
    }
    out.push_str("\r\n");
}
