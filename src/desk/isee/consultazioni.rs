//! *Gestione Consultazioni*: each person asked about, ours beside INPS's, and the operator's decision.

use super::cerca::{WantedPerson, WantedProtocol};
use super::list;
use super::request::{ConfrontoIsee, ConsultazioneRow, ConsultazioniPage, ConsultazioniQuery};
use crate::codes::prestazioni;
use crate::desk::reply::{Reply, refused, workbook};
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::files::workbook::NewSheet;
use crate::records::{
    Amount, Assistito, Atto, Consultazione, Posto, Prestazione, Progetto, RigaConsultazione, StatoConsultazione,
};
use crate::text::dates;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A row with what it belongs to.
struct Riga<'a> {
    posto: Posto,
    consultazione: &'a Consultazione,
    chiesto: &'a RigaConsultazione,
    progetto: Option<&'a Progetto>,
    assistito: Option<&'a Assistito>,
}

impl Desk {
    /// All rows, of the newest request first.
    fn righe(&self) -> impl Iterator<Item = Riga<'_>> {
        self.archive.consultazioni.iter().rev().flat_map(move |(key, consultazione)| {
            consultazione.righe.iter().zip(0..).map(move |(riga, index)| {
                let progetto = self.archive.progetti.get(riga.progetto);
                let assistito = progetto.and_then(|it| self.archive.assistiti.get(it.assistito));
                Riga { posto: (key, index), consultazione, chiesto: riga, progetto, assistito }
            })
        })
    }

    fn found<'d>(&'d self, query: &'d ConsultazioniQuery) -> impl Iterator<Item = Riga<'d>> {
        let (person, protocol) = (WantedPerson::of(&query.assistito), WantedProtocol::of(&query.protocollo));
        self.righe().filter(move |it| {
            query.stato.is_none_or(|stato| stato == it.chiesto.stato)
                && query.ente.is_none_or(|ente| ente == it.consultazione.ente)
                && (query.codice.is_empty() || query.codice == it.chiesto.codice)
                && (query.tipo.is_empty() || it.progetto.is_some_and(|case| case.tipo == query.tipo))
                && person.is(it.progetto.map(|case| case.assistito), it.assistito, &it.chiesto.codice_fiscale)
                && protocol.is(it.progetto)
        })
    }

    pub(in crate::desk) fn consultazioni(&self, query: &ConsultazioniQuery) -> ConsultazioniPage {
        let (mut tipi, mut codici) = (BTreeSet::new(), BTreeSet::new());
        let mut stati = StatoConsultazione::ALL.map(|stato| (stato, 0));
        let mut all = 0;
        for it in self.righe() {
            all += 1;
            codici.insert(it.chiesto.codice.clone());
            if let Some(case) = it.progetto {
                tipi.insert(case.tipo.clone());
            }
            if let Some((_, count)) = stati.iter_mut().find(|(stato, _)| *stato == it.chiesto.stato) {
                *count += 1;
            }
        }
        let found: Vec<Riga<'_>> = self.found(query).collect();
        ConsultazioniPage {
            list: query.part.of(&found).map(|it| self.consultazione_row(it)),
            all,
            stati: stati.to_vec(),
            tipi: list(tipi),
            codici: list(codici),
        }
    }

    fn consultazione_row(&self, it: &Riga<'_>) -> ConsultazioneRow {
        let riga = it.chiesto;
        let ours: Vec<&Prestazione> = self.archive.asked(riga).map(|(_, it)| it).collect();
        let known = prestazioni::by_code(&riga.codice).map(|row| row.denominazione);
        let own = ours.first().map(|it| it.denomination()).unwrap_or_default();
        let validita = riga.validita.map(dates::italian).unwrap_or_default();
        ConsultazioneRow {
            posto: it.posto,
            stato: riga.stato,
            assistito: it.assistito.map_or_else(|| "Non più nell'archivio".to_owned(), Assistito::label),
            codice_fiscale: riga.codice_fiscale.clone(),
            pratica: it.progetto.map_or_else(|| "Progetto eliminato".to_owned(), Progetto::label),
            progetto: it.progetto.map(|_| riga.progetto),
            prestazione: format!("{} - {}", riga.codice, known.unwrap_or(own)),
            richiesta: format!("{}, al {validita}", it.consultazione.identificatore),
            motivi: riga.motivi.clone(),
            confronto: side_by_side(riga, &ours),
        }
    }

    pub(in crate::desk) fn consultazioni_sheet(&self, query: &ConsultazioniQuery) -> Reply {
        let headings = [
            ("Stato", 38),
            ("Assistito", 28),
            ("Codice fiscale", 20),
            ("Pratica associata", 34),
            ("Prestazione richiesta", 44),
            ("Richiesta", 36),
            ("Nostro ISEE", 50),
            ("ISEE di INPS", 50),
            ("Motivi", 80),
        ];
        let mut sheet = NewSheet::list("Consultazioni ISEE", headings);
        for it in self.found(query) {
            let it = self.consultazione_row(&it);
            let side = |of: fn(&ConfrontoIsee) -> &String| {
                let told = it.confronto.iter().filter(|it| !of(it).is_empty());
                told.map(|it| format!("{}: {}", it.campo, of(it))).collect::<Vec<_>>().join("\n")
            };
            sheet.rows.push(vec![
                it.stato.label().to_owned().into(),
                it.assistito.clone().into(),
                it.codice_fiscale.clone().into(),
                it.pratica.clone().into(),
                it.prestazione.clone().into(),
                it.richiesta.clone().into(),
                side(|it| &it.nostro).into(),
                side(|it| &it.inps).into(),
                it.motivi.join("\n").into(),
            ]);
        }
        workbook("consultazioni-isee.xlsx", &[sheet])
    }

    pub(in crate::desk) fn decidi(&mut self, righe: &[Posto], inps: bool) -> Answer {
        let (decided, changed) = self.archive.decidi(righe, inps);
        if decided == 0 {
            return refused("Nessuna delle righe scelte è da gestire: non è stato cambiato nulla.");
        }
        let message = if inps {
            format!("ISEE di INPS usato su {decided} righe: {changed} prestazioni aggiornate.")
        } else {
            format!("Mantenuto il nostro ISEE su {decided} righe.")
        };
        let atto = if inps { Atto::IseeAccettato } else { Atto::IseeMantenuto };
        self.fatto(atto, None, format!("righe {decided}, prestazioni {changed}"));
        Answer::Done { message }
    }
}

/// Ours and INPS's, value by value; nothing where INPS gave no ISEE.
fn side_by_side(riga: &RigaConsultazione, ours: &[&Prestazione]) -> Vec<ConfrontoIsee> {
    let Some(inps) = riga.riscontro.as_ref().filter(|it| it.valore.is_some()) else { return Vec::new() };
    let date = |day: Option<NaiveDate>| day.map(dates::italian).unwrap_or_default();
    let euro = |it: Option<Amount>| it.map(|it| format!("{} €", it.italian())).unwrap_or_default();
    // Benefits of one row should say the same; where they do not, all that they say is shown.
    let mine = |of: &dyn Fn(&Prestazione) -> String| {
        let mut told: Vec<String> = ours.iter().map(|it| of(it)).filter(|text| !text.is_empty()).collect();
        told.dedup();
        told.join(" / ")
    };
    let mut kind = inps.tipo.clone();
    for (so, word) in [(inps.ridotto, "ridotto"), (inps.corrente, "corrente")] {
        if so {
            kind.push_str(", ");
            kind.push_str(word);
        }
    }
    let rows = [
        ("Valore ISEE", mine(&|it| euro(it.valore_isee)), euro(inps.valore)),
        ("Protocollo DSU", mine(&|it| it.dsu.protocollo.clone()), inps.protocollo_dsu.clone()),
        ("Data DSU", mine(&|it| date(it.dsu.data)), date(inps.presentazione)),
        ("Scadenza", String::new(), date(inps.scadenza)),
        ("Indicatore", String::new(), kind),
        ("Difformità", String::new(), if inps.difformita { "sì" } else { "no" }.to_owned()),
    ];
    let row = |(campo, nostro, inps): (&str, String, String)| ConfrontoIsee {
        campo: campo.to_owned(),
        diverso: !nostro.is_empty() && nostro != inps,
        nostro,
        inps,
    };
    rows.into_iter().map(row).filter(|it| !(it.nostro.is_empty() && it.inps.is_empty())).collect()
}
