//! A workstation without a browser: a desk whose every change is stored, and that can be closed and opened again.

use crate::office::moment;
use chrono::{NaiveDate, TimeDelta, Timelike};
use siuss_kit::archive::Archive;
use siuss_kit::archive::settings::Settings;
use siuss_kit::archive::stored::{Changes, FORMAT, HEAD, Head, restore};
use siuss_kit::codes::Genere;
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::flussi::request::{FlussiRequest, FlussoPasso};
use siuss_kit::desk::importa::request::{ImportFilter, ImportaRequest};
use siuss_kit::desk::invio::request::{InvioAnswer, InvioQuery, InvioRequest, Trasmissione};
use siuss_kit::desk::stampe::request::StampeRequest;
use siuss_kit::desk::{ActionId, Answer, Desk, Part, Reply, Request};
use siuss_kit::records::{Ente, EnteId, FlussoId, Moment, Operatore, Portale, PrestazioneId, fiscal_code};
use std::collections::BTreeMap;

#[derive(Default)]
pub(crate) struct Workstation {
    pub(crate) desk: Desk,
    pub(crate) records: BTreeMap<String, String>,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The last request that changed something.
    pub(crate) last: Option<ActionId>,
    /// Minutes since `office::moment`, by the workstation's clock.
    pub(crate) clock: u32,
    /// What the head tells of the archive's own.
    pub(crate) settings: Settings,
}

impl Workstation {
    /// One with a right ente, that of `office::archive`.
    pub(crate) fn with_ente() -> Self {
        let mut this = Self::default();
        assert!(matches!(this.ask(Request::Enti(EntiRequest::Save { id: None, ente: ente() })), Answer::Enti(_)));
        this
    }

    pub(crate) fn ask(&mut self, request: Request) -> Answer {
        self.ask_with(request, Vec::new())
    }

    pub(crate) fn ask_with(&mut self, request: Request, bytes: Vec<u8>) -> Answer {
        self.reply(request, bytes).answer
    }

    /// As the worker does: files lent, the request run, what changed stored.
    pub(crate) fn reply(&mut self, request: Request, bytes: Vec<u8>) -> Reply {
        let all = matches!(&request, Request::Safekeeping(request) if Desk::needs_all_files(request));
        let needed = if all { self.files.keys().cloned().collect() } else { self.desk.files_needed(&request) };
        self.desk
            .lend(needed.into_iter().filter_map(|key| Some((key.clone(), self.files.get(&key)?.clone()))).collect());
        let reply = self.desk.run(request, bytes, &self.now(), &mut |_, _, _| {});
        self.last = reply.action.or(self.last);
        let Changes { records, files, gone_files, replaces, settings, .. } = self.desk.archive_mut().take_changes();
        self.settings = settings;
        if replaces {
            self.records.clear();
            self.files.clear();
        }
        self.records.extend(records);
        self.files.extend(files);
        self.files.retain(|key, _| !gone_files.contains(key));
        self.desk.kept();
        reply
    }

    fn now(&self) -> Moment {
        let minute = moment().today.and_hms_opt(10, 0, 0).unwrap() + TimeDelta::minutes(self.clock.into());
        Moment::new(minute.date(), minute.hour(), minute.minute())
    }

    /// Another workstation, with what is stored here.
    pub(crate) fn twin(&self) -> Self {
        let (records, files) = (self.records.clone(), self.files.clone());
        let mut twin = Self { records, files, clock: self.clock, settings: self.settings.clone(), ..Self::default() };
        twin.reopen();
        twin
    }

    /// Takes the last action back.
    pub(crate) fn undo(&mut self) -> Answer {
        self.ask(Request::Undo { action: self.last.expect("something was done") })
    }

    /// The records as they are stored, with their head.
    fn stored(&self) -> Vec<(String, String)> {
        let head = Head { formato: FORMAT, settings: self.settings.clone(), ..Head::default() };
        let head = (HEAD.to_owned(), serde_json::to_string(&head).unwrap());
        self.records.clone().into_iter().chain([head]).collect()
    }

    /// Closes the browser and opens it again.
    pub(crate) fn reopen(&mut self) {
        let (archive, damages) = restore(&self.stored());
        assert_eq!(damages, []);
        self.desk = Desk::new(archive);
    }

    /// As the worker does where the archive changed under it, or could not be stored: loads it as it is stored.
    pub(crate) fn reload(&mut self) {
        let (archive, damages) = restore(&self.stored());
        self.desk.reload(archive, damages);
    }

    pub(crate) fn archive(&mut self) -> &Archive {
        self.desk.archive_mut()
    }

    pub(crate) fn found(&mut self, stato: Trasmissione) -> u32 {
        let query = InvioQuery { stato, part: Part::first(10), ..InvioQuery::default() };
        match self.ask(Request::Invio(InvioRequest::List(query))) {
            Answer::Invio(InvioAnswer::List(page)) => page.list.found,
            other => panic!("{other:?}"),
        }
    }

    /// Takes the cost out of a delivery.
    pub(crate) fn spoil_delivery(&mut self, id: PrestazioneId) {
        let archive = self.desk.archive_mut();
        archive.prestazioni.get_mut(id).unwrap().erogazione.as_mut().unwrap().costo = None;
        self.records.extend(archive.take_changes().records);
        self.reopen();
    }

    /// Takes a sheet in.
    pub(crate) fn import(&mut self, sheet: &str) {
        self.ask_with(
            Request::Importa(ImportaRequest::Open { file_name: "prestazioni.csv".into() }),
            sheet.as_bytes().to_vec(),
        );
        self.ask(Request::Importa(ImportaRequest::Check {
            ente: EnteId::new(0),
            filter: ImportFilter::All,
            part: Part::first(10),
        }));
        self.ask(Request::Importa(ImportaRequest::Confirm));
    }

    /// Sends all that can be sent.
    pub(crate) fn stampa(&mut self) -> Answer {
        self.ask(Request::Stampe(StampeRequest::Make {
            query: InvioQuery::default(),
            only: vec![],
            waas: false,
            firme: vec![],
        }))
    }

    /// Takes a step on rows of a flow.
    pub(crate) fn step(&mut self, id: u32, righe: &[u32], passo: FlussoPasso) -> Answer {
        self.ask(Request::Flussi(FlussiRequest::Step { id: FlussoId::new(id), righe: righe.to_vec(), passo }))
    }

    /// The portal loads a flow.
    pub(crate) fn loaded(&mut self, id: u32) -> Answer {
        let nota = String::new();
        self.ask(Request::Flussi(FlussiRequest::Portal { id: FlussoId::new(id), portale: Portale::Caricato, nota }))
    }

    /// The XML of a flow, as stored.
    pub(crate) fn xml(&mut self, id: u32) -> String {
        let archive = self.archive();
        let key = archive.xml_key(archive.flussi.get(FlussoId::new(id)).unwrap()).unwrap();
        String::from_utf8(self.files[&key].clone()).unwrap()
    }
}

pub(crate) fn ente() -> Ente {
    Ente {
        codice: "G478".into(),
        denominazione: "COMUNE DI PROVA & FIGLI \"SRL\"".into(),
        sede: "G478".into(),
        operatori: vec![Operatore { nome: "Finta Protti".into(), codice_fiscale: "PRTFNT83P49G478N".into() }],
        ..Ente::default()
    }
}

const SURNAMES: [&str; 8] =
    ["PROVETTI", "FITTIZI", "ESEMPLARI", "CAMPIONESI", "MODELLONI", "FACSIMILI", "IPOTETICI", "BOZZI"];

/// Rows of a sheet: two benefits a person, some across a year's end, under ISEE, to be rounded, or not to be sent.
pub(crate) fn sheet(from: u32, count: u32, variant: u32) -> String {
    let mut sheet = String::from(
        "Codice fiscale;Cognome;Nome;Data di nascita;Comune di nascita;Sesso;Cittadinanza;Comune di residenza;Protocollo domanda;Codice prestazione;Carattere;Data erogazione;Importo prestazione;Data inizio;Data fine;Importo mensile;Prova dei mezzi;Presa in carico;Protocollo DSU;Anno DSU;Data DSU\r\n",
    );
    for index in from..from + count {
        let person = index / 2;
        let birth = NaiveDate::from_yo_opt(1930 + (person % 70).cast_signed(), 1 + person / 70 % 365).unwrap();
        let surname = SURNAMES[person as usize % 8];
        let code = fiscal_code::compute(surname, "INVENTATA", birth, Genere::Femmina, "G478").unwrap();
        let birth = birth.format("%d/%m/%Y");
        let protocol = if index % 11 == 10 { String::new() } else { format!("2026/{person}") };
        let day = format!("{:02}/{:02}/2026", 1 + index % 28, 1 + index / 28 % 9);
        let cents = index % 90 + 10;
        let whole = 100 + variant * 10;
        let benefit = match index % 7 {
            3 => format!("A1.06;Periodico;;;01/09/2025;30/06/2026;{whole},{cents};4;NO;;;"),
            5 => {
                format!("A1.07;Occasionale;{day};{whole},{cents};;;;1;NO;INPS-ISEE-2026-{index:08}A-00;2026;20/01/2026")
            }
            6 => format!("A1.06;Occasionale;{day};{whole},{cents}5;;;;4;NO;;;"),
            _ => format!("A1.06;Occasionale;{day};{whole},{cents};;;;4;NO;;;"),
        };
        sheet.push_str(&format!(
            "{code};{surname};INVENTATA;{birth};Perugia;F;italiana;Perugia;{protocol};{benefit}\r\n"
        ));
    }
    sheet
}

/// The flow of another program, sent last year.
pub(crate) fn foreign(from: u32, count: u32, number: u32) -> String {
    let mut office = Workstation::with_ente();
    office.import(&sheet(from, count, 0));
    office.stampa();
    if office.archive().flussi.is_empty() {
        return String::new();
    }
    let name = office.archive().flussi.get(FlussoId::new(0)).unwrap().nome.clone();
    office.xml(0).replace(&name, &format!("G478.PS.20251231.{number:07}")).replace('\n', "\r\n")
}
