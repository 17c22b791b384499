//! How deliveries are gathered, in words: every number that is sent can be followed back to what was written down.

use super::request::RaccoltaView;
use crate::archive::Archive;
use crate::records::raccolta::{Raccolta, bundles};
use crate::records::{Amount, Case, Erogazione, Hours, PrestazioneId};
use crate::text::dates;
use crate::text::order::InOrder;
use std::collections::BTreeMap;

/// The benefits that deliveries of `shown` become when all of `found` are sent.
#[must_use]
pub fn views(archive: &Archive, found: &[(PrestazioneId, Case<'_>)], shown: &[PrestazioneId]) -> Vec<RaccoltaView> {
    let deliveries = found.iter().filter(|(_, case)| case.prestazione.erogazione.is_some()).copied();
    bundles(deliveries, |_| false)
        .into_iter()
        .filter(|bundle| bundle.keys.iter().any(|id| shown.contains(id)))
        .filter_map(|bundle| {
            let raccolta = bundle.raccolta.as_deref()?;
            let mut days: Vec<&Erogazione> =
                bundle.keys.iter().filter_map(|id| archive.prestazioni.get(*id)?.erogazione.as_ref()).collect();
            days.order_by_key(|it| (it.day(), it.dalle));
            Some(RaccoltaView {
                title: title(bundle.case(), raccolta),
                steps: steps(raccolta),
                deliveries: days.into_iter().map(Erogazione::line).collect(),
            })
        })
        .collect()
}

fn title(case: Case<'_>, raccolta: &Raccolta) -> String {
    let it = &raccolta.prestazione;
    let amount = it.importo_mensile.map(|amount| format!(", {} € al mese", amount.italian())).unwrap_or_default();
    format!("{}, {} {}, {}{amount}", case.assistito.label(), it.codice, it.denomination(), it.period_label())
}

/// Number by number: days, amount, quotas, hours; and what could not be told.
#[must_use]
pub fn steps(raccolta: &Raccolta) -> Vec<String> {
    let it = &raccolta.prestazione;
    let count = raccolta.costi.len();
    let deliveries = if count == 1 { "1 erogazione".to_owned() } else { format!("{count} erogazioni") };
    let Some((from, to)) = raccolta.giorni else {
        return vec![format!(
            "{deliveries}: una non ha né data prevista né data effettiva, e il periodo non si conosce."
        )];
    };
    let months = if raccolta.mesi == 1 { "1 mese".to_owned() } else { format!("{} mesi", raccolta.mesi) };
    let mut lines = vec![format!(
        "{deliveries} dal {} al {}: PeriodoErogazione {months}, contando il primo e l'ultimo.",
        dates::italian(from),
        dates::italian(to),
    )];
    match (raccolta.costo, it.importo_mensile) {
        (Some(costo), Some(importo)) => {
            lines.push(format!("Costo: {} = {} €.", addends(&raccolta.costi), costo.italian()));
            lines.push(format!("ImportoMensile: {}.", share(costo, raccolta.mesi, importo)));
        }
        _ => {
            let missing = raccolta.costi.iter().filter(|cost| cost.is_none()).count();
            lines.push(format!("Il costo manca in {missing} di queste erogazioni: l'importo mensile non si calcola."));
        }
    }
    if let (Some(recupero), Some(ente), Some(utente)) = (raccolta.recupero, it.quota_ente, it.quota_utente) {
        lines.push(format!("ImportoQuotaUtente (recupero assistito): {}.", share(recupero, raccolta.mesi, utente)));
        let importo = it.importo_mensile.unwrap_or_default();
        lines.push(format!(
            "ImportoQuotaEnte, il resto: {} − {} = {} € al mese.",
            importo.italian(),
            utente.italian(),
            ente.italian(),
        ));
    }
    lines.push(match (raccolta.ore, it.ore_mensili) {
        (Some(ore), Some(mensili)) => format!(
            "OreServizioMensile: {} : {months} = {}, che nel flusso si scrivono {mensili} (dopo il punto ci sono i minuti).",
            long(ore),
            long(mensili),
        ),
        _ => "Non tutte le erogazioni dicono le ore: le ore mensili, facoltative, non si scrivono.".to_owned(),
    });
    if raccolta.diverse {
        lines.push(
            "Le erogazioni non hanno tutte gli stessi dati (DSU, prova dei mezzi, presa in carico…): valgono quelli dell'ultima."
                .to_owned(),
        );
    }
    lines
}

/// `8 × 30,00 + 2 × 25,00`.
fn addends(costi: &[Option<Amount>]) -> String {
    let mut times: BTreeMap<Amount, u32> = BTreeMap::new();
    for cost in costi.iter().flatten() {
        *times.entry(*cost).or_default() += 1;
    }
    let words = times
        .iter()
        .rev()
        .map(|(cost, count)| if *count == 1 { cost.italian() } else { format!("{count} × {}", cost.italian()) });
    words.collect::<Vec<_>>().join(" + ")
}

/// `100,00 : 3 = 33,33 € al mese, arrotondati al centesimo`.
fn share(whole: Amount, months: u32, share: Amount) -> String {
    let exact = share.checked_mul(months) == Some(whole);
    let rounded = if exact { "" } else { ", arrotondati al centesimo" };
    format!("{} : {months} = {} € al mese{rounded}", whole.italian(), share.italian())
}

fn long(hours: Hours) -> String {
    format!("{} ore e {} minuti", hours.minutes() / 60, hours.minutes() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Prestazione;
    use crate::records::raccolta::raccogli;
    use crate::text::dates::read_iso;

    #[track_caller]
    fn check(deliveries: &[(&str, &str, &str, u32)], expected: &[&str]) {
        let deliveries: Vec<Prestazione> = deliveries
            .iter()
            .map(|(day, costo, recupero, minutes)| Prestazione {
                erogazione: Some(Erogazione {
                    effettiva: read_iso(day),
                    costo: costo.parse().ok(),
                    recupero: recupero.parse().ok(),
                    ore: (*minutes > 0).then(|| Hours::new(0, *minutes)).flatten(),
                    ..Erogazione::default()
                }),
                ..Prestazione::default()
            })
            .collect();
        assert_eq!(steps(&raccogli(&deliveries.iter().collect::<Vec<_>>())), expected);
    }

    #[test]
    fn every_number_is_explained() {
        check(
            &[("2026-01-07", "40", "10", 50), ("2026-02-07", "30", "", 50), ("2026-03-07", "30", "", 50)],
            &[
                "3 erogazioni dal 07/01/2026 al 07/03/2026: PeriodoErogazione 3 mesi, contando il primo e l'ultimo.",
                "Costo: 40,00 + 2 × 30,00 = 100,00 €.",
                "ImportoMensile: 100,00 : 3 = 33,33 € al mese, arrotondati al centesimo.",
                "ImportoQuotaUtente (recupero assistito): 10,00 : 3 = 3,33 € al mese, arrotondati al centesimo.",
                "ImportoQuotaEnte, il resto: 33,33 − 3,33 = 30,00 € al mese.",
                "OreServizioMensile: 2 ore e 30 minuti : 3 mesi = 0 ore e 50 minuti, che nel flusso si scrivono 0.50 (dopo il punto ci sono i minuti).",
            ],
        );
        check(
            &[("2026-01-07", "40", "", 0), ("2026-01-08", "", "", 30)],
            &[
                "2 erogazioni dal 07/01/2026 al 08/01/2026: PeriodoErogazione 1 mese, contando il primo e l'ultimo.",
                "Il costo manca in 1 di queste erogazioni: l'importo mensile non si calcola.",
                "Non tutte le erogazioni dicono le ore: le ore mensili, facoltative, non si scrivono.",
            ],
        );
        check(
            &[("", "40", "", 0)],
            &["1 erogazione: una non ha né data prevista né data effettiva, e il periodo non si conosce."],
        );
    }
}
