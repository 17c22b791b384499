//! The life of flows, whatever the operator does in whatever order: no benefit is lost, none is with INPS twice, what
//! was sent can be written again to the byte, and what is taken back is what was sent.

use crate::support::{schemas, xmllint};
use crate::workstation::{Workstation, ente, foreign, sheet};
use chrono::NaiveDate;
use proptest::prelude::*;
use siuss_kit::archive::Archive;
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::flussi::request::{FlussiRequest, FlussoPasso};
use siuss_kit::desk::invio::request::{InvioQuery, InvioRequest, Rows};
use siuss_kit::desk::{ActionId, Answer, Request};
use siuss_kit::flow::cancellation::as_sent;
use siuss_kit::flow::{self, xml};
use siuss_kit::records::{
    EnteId, Fase, FlussoId, FlussoInviato, Portale, Posizione, Prestazione, PrestazioneId, Stato,
};
use siuss_kit::schema::Beneficiario;
use std::collections::{BTreeMap, BTreeSet};

/// What INPS has, or may have, of each benefit: the flows that sent it and were not undone by a word of INPS's.
type Inps = BTreeMap<PrestazioneId, BTreeSet<String>>;

/// A workstation under watch.
struct Journey {
    office: Workstation,
    /// Benefits that there must be.
    known: BTreeSet<PrestazioneId>,
    /// Each flow's rows as they were sent, written out, by name.
    sent: BTreeMap<String, Vec<(PrestazioneId, Posizione, String)>>,
    /// Kept from the files sent and the words of INPS alone.
    inps: Inps,
    /// What the last action on flows changed in it, as it was before.
    inps_before: Inps,
    /// The last action on flows, and those that may take benefits away.
    last_flows: Option<ActionId>,
    last_other: Option<ActionId>,
    entries: usize,
    foreign: u32,
    /// How many steps benefits took, and how many actions on flows were taken back: an operator may find nothing to do.
    steps: usize,
    undone: usize,
}

impl Journey {
    fn new() -> Self {
        Self {
            office: Workstation::with_ente(),
            known: BTreeSet::new(),
            sent: BTreeMap::new(),
            inps: Inps::new(),
            inps_before: Inps::new(),
            last_flows: None,
            last_other: None,
            entries: 0,
            foreign: 0,
            steps: 0,
            undone: 0,
        }
    }

    fn states(&mut self) -> BTreeMap<PrestazioneId, Stato> {
        self.office.archive().prestazioni.iter().map(|(key, it)| (key, it.stato.clone())).collect()
    }

    /// An action on flows, and what INPS has after it.
    fn flows(&mut self, request: FlussiRequest, bytes: Vec<u8>) {
        let before = self.states();
        let inps = self.inps.clone();
        let last = self.office.last;
        let accepted = matches!(
            request,
            FlussiRequest::Step { passo: FlussoPasso::Acquisisci | FlussoPasso::AcquisisciSenzaDsu, .. }
        );
        if !matches!(self.office.ask_with(Request::Flussi(request), bytes), Answer::Done { .. }) {
            return;
        }
        // An action that changes nothing is none to be taken back.
        if self.office.last == last {
            return;
        }
        self.last_flows = self.office.last;
        let mut moved = self.states();
        moved.retain(|id, now| before.get(id).is_some_and(|before| before != now));
        for (id, now) in moved {
            let before = &before[&id];
            self.steps += 1;
            let has = self.inps.entry(id).or_default();
            let taken_back = before.cancellazione().map(|it| it.flusso.clone());
            match (before.fase(), now.fase()) {
                (_, Fase::Scartata { flusso, .. }) => {
                    has.remove(flusso);
                    has.retain(|flusso| Some(flusso) != taken_back.as_ref());
                }
                (Fase::RettificaInviata { .. }, Fase::Acquisita(_) | Fase::AcquisitaSenzaDsu(_)) => {
                    has.retain(|flusso| Some(flusso) != taken_back.as_ref());
                }
                (Fase::Scartata { .. }, Fase::Acquisita(flusso) | Fase::AcquisitaSenzaDsu(flusso)) => {
                    has.insert(flusso.clone());
                }
                (Fase::Inviata(flusso), Fase::DaInviare) => drop(has.remove(flusso)),
                (Fase::RettificaInviata { nel, .. }, Fase::DaCancellare(_)) => drop(has.remove(nel)),
                (Fase::CancellazioneInviata { .. }, Fase::DaInviare | Fase::Annullata { .. }) if accepted => {
                    has.retain(|flusso| Some(flusso) != taken_back.as_ref());
                }
                _ => {}
            }
        }
        // Only here, for the rows of a history are told by its file.
        self.check(false);
        let changed = self.inps.iter().filter(|(id, has)| inps.get(id) != Some(*has));
        self.inps_before = changed.map(|(id, _)| (*id, inps.get(id).cloned().unwrap_or_default())).collect();
    }

    /// Takes the last action on flows back.
    fn undo_flows(&mut self) {
        if let Some(action) = self.last_flows
            && matches!(self.office.ask(Request::Undo { action }), Answer::Done { .. })
        {
            self.undone += 1;
            self.inps.extend(std::mem::take(&mut self.inps_before));
        }
    }

    fn step(&mut self, id: u32, righe: &[u32], passo: FlussoPasso) {
        self.flows(FlussiRequest::Step { id: FlussoId::new(id), righe: righe.to_vec(), passo }, Vec::new());
    }

    fn portal(&mut self, id: u32, portale: Portale) {
        self.flows(FlussiRequest::Portal { id: FlussoId::new(id), portale, nota: "nota".into() }, Vec::new());
    }

    /// One thing that an operator does; `pick` and `other` say to what.
    fn act(&mut self, action: u8, pick: u32, other: u32) {
        let flows = self.office.archive().flussi.next_key().place();
        let flow = if flows == 0 { 0 } else { pick % flows };
        let rows = self.office.archive().flussi.get(FlussoId::new(flow)).map_or(1, |flusso| flusso.righe.len() as u32);
        let row = [other % rows.max(1)];
        let office = &mut self.office;
        match action {
            0 | 1 => {
                let before = office.last;
                office.import(&sheet(pick % 40, other % 30 + 1, pick % 3));
                self.last_other = office.last.filter(|_| office.last != before).or(self.last_other);
            }
            2..=4 => drop(office.stampa()),
            5 | 6 => {
                // INPS's check is done: a row refused, one without its DSU, the rest taken.
                self.portal(flow, Portale::Caricato);
                self.step(flow, &row, FlussoPasso::Scarta("CODICE FISCALE NON CORRISPONDENTE".into()));
                self.step(flow, &[(other + 1) % rows.max(1)], FlussoPasso::AcquisisciSenzaDsu);
                self.step(flow, &[], FlussoPasso::Acquisisci);
            }
            7 => self.step(flow, &row, FlussoPasso::Scarta("CODICE COMUNE NON TROVATO".into())),
            8 => self.step(flow, &row, FlussoPasso::Libera),
            9 => self.step(flow, &[], FlussoPasso::Libera),
            10 => self.flows(FlussiRequest::Trash { id: FlussoId::new(flow) }, Vec::new()),
            11 => self.undo_flows(),
            12 => self.step(flow, &row, FlussoPasso::Rettifica),
            13 => self.step(flow, &row, FlussoPasso::Annulla),
            14 => self.step(flow, &row, FlussoPasso::Rinuncia),
            15 => {
                let before = office.last;
                office.ask(Request::Invio(InvioRequest::Fix { rule: "A10".into(), rows: Rows::All }));
                self.last_other = office.last.filter(|_| office.last != before).or(self.last_other);
            }
            16 => {
                if let Some(action) = self.last_other {
                    office.ask(Request::Undo { action });
                }
            }
            17 => office.reopen(),
            18 => {
                let ente = siuss_kit::records::Ente { rettifica_unica: other.is_multiple_of(2), ..ente() };
                office.ask(Request::Enti(EntiRequest::Save { id: Some(EnteId::new(0)), ente }));
            }
            19 => self.portal(flow, [Portale::InAttesa, Portale::Caricato, Portale::Rifiutato][other as usize % 3]),
            20 => {
                let id = PrestazioneId::new(pick % office.archive().prestazioni.next_key().place().max(1));
                let before = office.last;
                office.ask(Request::Invio(InvioRequest::Delete { query: InvioQuery::default(), ids: vec![id] }));
                if office.last != before && other.is_multiple_of(2) {
                    office.undo();
                }
            }
            _ => {
                self.foreign += 1;
                let xml = foreign(20 + pick % 60, other % 6 + 1, self.foreign);
                self.flows(FlussiRequest::History { acquisita: other.is_multiple_of(2) }, xml.into_bytes());
            }
        }
        self.check(matches!(action, 11 | 16 | 20));
    }

    /// Everything that must hold. `removes`: the action may take benefits away.
    fn check(&mut self, removes: bool) {
        let archive = self.office.archive();
        let now: BTreeSet<PrestazioneId> = archive.prestazioni.iter().map(|(key, _)| key).collect();
        if !removes {
            assert!(self.known.is_subset(&now), "a benefit was lost");
        }
        self.known = now;
        let entries = archive.registro().count();
        assert!(entries >= self.entries, "the journal only grows");
        self.entries = entries;
        let mut flows: BTreeMap<String, FlussoInviato> =
            archive.flussi.iter().map(|(_, flusso)| (flusso.nome.clone(), flusso.clone())).collect();
        assert_eq!(flows.len(), archive.flussi.len(), "a name was given twice");
        let states: Vec<(PrestazioneId, Prestazione)> =
            archive.prestazioni.iter().map(|(key, it)| (key, it.clone())).collect();
        let keys: Vec<(FlussoId, String)> = archive.flussi.iter().map(|(key, it)| (key, it.nome.clone())).collect();
        for (key, name) in keys {
            if !self.sent.contains_key(&name) {
                let rows = self.check_sent(key.place(), &flows[&name]);
                self.sent.insert(name, rows);
            }
        }
        // A history that was taken back is gone with its flow.
        self.sent.retain(|name, _| flows.contains_key(name));
        for (id, it) in states {
            let live = live_in(&it.stato);
            for (name, cancellazione) in &live {
                let flusso = flows.get_mut(name).expect("the flow is there");
                assert!(flusso.cestinato.is_unknown(), "{name} is trashed, but {id:?} is {}", it.stato.label());
                assert!(flusso.place(id, *cancellazione).is_some(), "{id:?} is not in {name}");
            }
            let discarded = matches!(it.stato.fase(), Fase::Scartata { .. });
            let live = live.into_iter().filter(|(_, cancels)| !cancels && !discarded).map(|(name, _)| name);
            let has = self.inps.get(&id).cloned().unwrap_or_default();
            assert_eq!(live.collect::<BTreeSet<_>>(), has, "{id:?} is {}", it.stato.label());
        }
        let gone: Vec<_> = self.inps.iter().filter(|(id, has)| !has.is_empty() && !self.known.contains(id)).collect();
        assert_eq!(gone, [], "INPS has what the archive forgot");
    }

    /// A flow just made: it reads back and is written again to the byte, its rows are all there, and what it takes
    /// back is just what had been sent.
    fn check_sent(&mut self, key: u32, flusso: &FlussoInviato) -> Vec<(PrestazioneId, Posizione, String)> {
        let text = self.office.xml(key);
        let reading = flow::read(text.as_bytes()).unwrap();
        assert_eq!(reading.faults, []);
        if !flusso.storico {
            let mut again = String::new();
            xml::open(&mut again, &flusso.nome, &reading.flusso.identificazione.ente);
            for it in &reading.flusso.beneficiari {
                xml::beneficiario(&mut again, it, it.prestazioni.iter());
            }
            xml::close(&mut again);
            assert!(again == text, "{} is not written again to the byte", flusso.nome);
        }
        let mut places: BTreeSet<(u32, u32)> = BTreeSet::new();
        let mut rows = Vec::new();
        let mut taken_back: BTreeMap<PrestazioneId, String> = BTreeMap::new();
        for (id, at) in flusso.rows() {
            let at = at.expect("its place is known");
            let whole = as_sent(&reading, at).expect("its row is in the XML");
            for part in at.prima..at.prima + at.parti {
                assert!(places.insert((at.beneficiario, part)), "two benefits in one place");
            }
            let written = written(&whole);
            if at.cancellazione && !flusso.storico {
                taken_back.insert(id, self.check_taken_back(id, &written));
            }
            if !at.cancellazione {
                let has = self.inps.entry(id).or_default();
                let here = |name: &&String| taken_back.get(&id) != Some(*name);
                let elsewhere: Vec<&String> = has.iter().filter(here).collect();
                assert_eq!(elsewhere, [""; 0], "{id:?} is sent in {} while INPS may have it", flusso.nome);
                has.insert(flusso.nome.clone());
            }
            rows.push((id, at, written));
        }
        let parts: usize = reading.flusso.beneficiari.iter().map(|it| it.prestazioni.len()).sum();
        assert_eq!((places.len(), parts), (parts, flusso.inviate as usize));
        rows
    }

    /// The flow whose row is taken back.
    fn check_taken_back(&mut self, id: PrestazioneId, cancellation: &str) -> String {
        let archive = self.office.archive();
        let stato = &archive.prestazioni.get(id).unwrap().stato;
        let first = stato.cancellazione().expect("it is being taken back").flusso.clone();
        let insert = cancellation.replace("TipoOperazione=\"C\"", "TipoOperazione=\"I\"");
        let known =
            self.sent[&first].iter().any(|(of, at, written)| *of == id && !at.cancellazione && *written == insert);
        assert!(known, "{id:?} is taken back otherwise than it was sent");
        first
    }
}

/// The flows in which INPS has, or may have, a benefit, and those in which it is being taken back.
fn live_in(stato: &Stato) -> Vec<(String, bool)> {
    match stato.fase() {
        Fase::DaInviare | Fase::Annullata { .. } => vec![],
        Fase::Inviata(flusso)
        | Fase::Acquisita(flusso)
        | Fase::AcquisitaSenzaDsu(flusso)
        | Fase::Scartata { flusso, .. } => vec![(flusso.clone(), false)],
        Fase::DaCancellare(it) => vec![(it.flusso.clone(), false)],
        Fase::CancellazioneInviata { cancellazione, nel } => {
            vec![(cancellazione.flusso.clone(), false), (nel.clone(), true)]
        }
        Fase::RettificaInviata { cancellazione, nel } => {
            vec![(cancellazione.flusso.clone(), false), (nel.clone(), true), (nel.clone(), false)]
        }
    }
}

fn written(it: &Beneficiario<'_>) -> String {
    let mut out = String::new();
    xml::beneficiario(&mut out, it, it.prestazioni.iter());
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_or_sent_twice(actions in proptest::collection::vec((0_u8..22, any::<u32>(), any::<u32>()), 1..50)) {
        let mut journey = Journey::new();
        journey.act(0, 0, 29);
        for (action, pick, other) in actions {
            journey.act(action, pick, other);
        }
    }
}

#[test]
fn a_whole_office_of_5000_benefits() {
    let mut journey = Journey::new();
    journey.office.import(&sheet(0, 5_000, 0));
    journey.check(false);
    // A fixed walk: a linear congruence is random enough, and the same every time.
    let mut seed = 20_261_123_u64;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((seed >> 33) % u64::from(below)) as u32
    };
    journey.act(15, 0, 0);
    journey.act(2, 0, 0);
    journey.act(5, 0, 0);
    for _ in 0..40 {
        // Undo of a whole import, and deletions, are the small journeys'.
        let action = [2, 5, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18, 19, 21][next(14) as usize];
        let (pick, other) = (next(1_000), next(5_000));
        journey.act(action, pick, other);
    }
    assert!(journey.known.len() >= 5_000);
    assert!(journey.sent.len() >= 3, "{}", journey.sent.len());
    assert!(journey.steps > 4_000 && journey.undone > 0, "{} {}", journey.steps, journey.undone);
}

/// Benefits and flows by key, and how many people, cases and enti there are.
type Held = (Vec<(PrestazioneId, Prestazione)>, Vec<(FlussoId, FlussoInviato)>, [usize; 3]);

/// What an archive holds.
fn held(archive: &Archive) -> Held {
    (
        archive.prestazioni.iter().map(|(key, it)| (key, it.clone())).collect(),
        archive.flussi.iter().map(|(key, it)| (key, it.clone())).collect(),
        [archive.assistiti.len(), archive.progetti.len(), archive.enti.len()],
    )
}

/// Two flows, one taken by INPS and one not answered.
fn two_flows() -> Workstation {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 10, 0));
    office.stampa();
    office.loaded(0);
    office.step(0, &[], FlussoPasso::Acquisisci);
    office.import(&sheet(20, 10, 0));
    office.stampa();
    office
}

#[test]
fn every_action_on_flows_can_be_undone_at_once_and_not_later() {
    let step = |id, righe: &[u32], passo| Request::Flussi(FlussiRequest::Step { id, righe: righe.to_vec(), passo });
    let portal = FlussiRequest::Portal { id: FlussoId::new(1), portale: Portale::Rifiutato, nota: "file vuoto".into() };
    let foreign = foreign(40, 6, 1);
    let mut renamed = foreign.replace("\"G478\" Denominazione", "\"H501\" Denominazione");
    renamed = renamed.replace("20251231.0000001", "20251231.0000002");
    let history = |acquisita| Request::Flussi(FlussiRequest::History { acquisita });
    for (request, bytes) in [
        (step(FlussoId::new(1), &[0, 2], FlussoPasso::Scarta("no".into())), ""),
        (step(FlussoId::new(1), &[1], FlussoPasso::Libera), ""),
        (step(FlussoId::new(1), &[], FlussoPasso::Acquisisci), ""),
        (step(FlussoId::new(0), &[3], FlussoPasso::Rettifica), ""),
        (step(FlussoId::new(0), &[3, 4], FlussoPasso::Annulla), ""),
        (Request::Flussi(portal), ""),
        (Request::Flussi(FlussiRequest::Trash { id: FlussoId::new(1) }), ""),
        (history(true), foreign.as_str()),
        (history(false), renamed.as_str()),
    ] {
        let mut office = two_flows();
        let before = held(office.archive());
        let done = office.ask_with(request.clone(), bytes.as_bytes().to_vec());
        assert!(matches!(done, Answer::Done { .. }), "{request:?}: {done:?}");
        assert!(held(office.archive()) != before, "{request:?}");
        let action = office.last.unwrap();
        assert!(matches!(office.undo(), Answer::Done { .. }), "{request:?}");
        assert!(held(office.archive()) == before, "{request:?}");
        assert!(matches!(office.ask(Request::Undo { action }), Answer::Refused { .. }));
        // What is done again is another action; the log does not outlive the desk.
        office.ask_with(request.clone(), bytes.as_bytes().to_vec());
        let after = held(office.archive());
        office.reopen();
        assert!(held(office.archive()) == after, "{request:?}");
        assert!(matches!(office.undo(), Answer::Refused { .. }));
    }
}

#[test]
fn a_discarded_row_is_freed_mended_and_sent_again() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 10, 0));
    office.stampa();
    let first = office.archive().flussi.get(FlussoId::new(0)).unwrap().clone();
    office.step(0, &[2], FlussoPasso::Scarta("CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI".into()));
    // Only discarded rows wait to be freed.
    assert!(
        matches!(office.step(0, &[], FlussoPasso::Libera), Answer::Done { message } if message.ends_with("1 righe."))
    );
    office.stampa();
    let second = office.archive().flussi.get(FlussoId::new(1)).unwrap().clone();
    assert_eq!(second.righe, [first.righe[2]]);
    let past = &office.archive().prestazioni.get(first.righe[2]).unwrap().invii;
    assert_eq!(past.len(), 1);
    let still = |archive: &Archive| {
        archive.prestazioni.iter().filter(|(_, it)| it.stato.flusso() == Some(first.nome.as_str())).count()
    };
    assert_eq!(still(office.archive()), first.righe.len() - 1);
}

#[test]
fn a_correction_takes_back_and_sends_anew() {
    for together in [false, true] {
        let mut office = two_flows();
        let ente = siuss_kit::records::Ente { rettifica_unica: together, ..ente() };
        office.ask(Request::Enti(EntiRequest::Save { id: Some(EnteId::new(0)), ente }));
        let id = office.archive().flussi.get(FlussoId::new(0)).unwrap().righe[0];
        // What INPS has is not changed by a sheet until it is being corrected.
        office.import(&sheet(0, 10, 1));
        let amount = |office: &mut Workstation| office.archive().prestazioni.get(id).unwrap().importo_prestazione;
        let sent = amount(&mut office);
        office.step(0, &[0], FlussoPasso::Rettifica);
        office.import(&sheet(0, 10, 1));
        assert_ne!(amount(&mut office), sent);
        office.stampa();
        let flow = |office: &mut Workstation, id: u32| {
            let xml = office.xml(id);
            for schema in schemas() {
                xmllint(&xml, &schema).unwrap();
            }
            (xml.matches("TipoOperazione=\"C\"").count(), xml.matches("TipoOperazione=\"I\"").count())
        };
        assert_eq!(flow(&mut office, 2), (1, usize::from(together)));
        office.loaded(2);
        office.step(2, &[], FlussoPasso::Acquisisci);
        if !together {
            assert!(office.archive().prestazioni.get(id).unwrap().stato.da_inviare());
            office.stampa();
            assert_eq!(flow(&mut office, 3), (0, 1));
            office.step(3, &[], FlussoPasso::Acquisisci);
        }
        let last = office.archive().flussi.iter().next_back().unwrap().1.nome.clone();
        let stato = &office.archive().prestazioni.get(id).unwrap().stato;
        assert_eq!((stato.label(), stato.flusso()), ("Acquisita", Some(last.as_str())));
    }
}

#[test]
fn history_is_taken_in_once_and_known_benefits_are_recognised() {
    let xml = foreign(0, 10, 7);
    let history = Request::Flussi(FlussiRequest::History { acquisita: true });
    let mut office = Workstation::with_ente();
    // Some of it was imported from a sheet already, and is still to be sent.
    office.import(&sheet(0, 4, 0));
    let before = office.archive().prestazioni.len();
    let done = office.ask_with(history.clone(), xml.clone().into_bytes());
    assert!(matches!(done, Answer::Done { .. }), "{done:?}");
    let flusso = office.archive().flussi.get(FlussoId::new(0)).unwrap().clone();
    assert!(flusso.storico && flusso.giorno == NaiveDate::from_ymd_opt(2025, 12, 31));
    let acquired =
        |archive: &Archive| archive.prestazioni.iter().filter(|(_, it)| it.stato.label() == "Acquisita").count();
    assert_eq!(acquired(office.archive()), flusso.inviate as usize);
    assert!(office.archive().prestazioni.len() < before + flusso.inviate as usize);
    let held_before = held(office.archive());
    assert!(matches!(office.ask_with(history, xml.clone().into_bytes()), Answer::Refused { .. }));
    assert!(held(office.archive()) == held_before);
    assert_eq!(office.xml(0), xml);
    // It can be corrected as if it had been sent from here.
    office.step(0, &[0], FlussoPasso::Annulla);
    office.stampa();
    let taken_back = office.xml(1);
    assert_eq!(taken_back.matches("TipoOperazione=\"C\"").count(), 1);
    for schema in schemas() {
        xmllint(&taken_back, &schema).unwrap();
    }
}
