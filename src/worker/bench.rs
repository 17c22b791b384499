//! What `make bench` times: the steps from a sheet's bytes to the flow's, in the worker, storing nothing.

use crate::archive::intake;
use crate::archive::judgement::{set_findings, verdict};
use crate::archive::Archive;
use crate::flow::compose::{Naming, compose};
use crate::import;
use crate::job::Answer;
use crate::job::desk::Reply;
use crate::records::{Ente, EnteId, Operatore};
use crate::validation::gate::{self, Ready};
use crate::validation::{Context, Source};
use chrono::NaiveDate;

/// Reads a benefit sheet and writes its flow; answers with the milliseconds of each step and the XML beside.
pub(super) fn run(bytes: Vec<u8>, today: NaiveDate) -> Reply {
    let mut clock = Clock::start();
    let mut silent = |_: import::Progress| {};
    let refused = |reason: String| Reply::from(Answer::Refused { reasons: vec![reason] });
    let read = import::open(bytes, &mut silent).and_then(|mut workbook| {
        let index = workbook.likeliest();
        workbook.table(index, &mut silent)
    });
    let table = match read {
        Ok(table) => table,
        Err(error) => return refused(error.to_string()),
    };
    clock.lap("lettura");
    let analysis = match import::analyse(&table) {
        Ok(analysis) => analysis,
        Err(error) => return refused(error.to_string()),
    };
    let rows = import::read(&table, &analysis, &analysis.mapping, &mut silent);
    let drafts: Vec<_> = rows.into_iter().filter_map(|row| row.outcome.ok()).collect();
    clock.lap("righe");
    let mut archive = Archive::default();
    let ente = EnteId(archive.enti.insert(bench_ente()));
    intake::plan(&archive, &drafts, Some(ente)).apply(&mut archive);
    clock.lap("archivio");
    let mut by_set = set_findings(&archive, today);
    let ready: Vec<Ready<'_>> = archive
        .cases()
        .filter_map(|(id, case)| verdict(case, by_set.remove(&id).unwrap_or_default(), today).ready)
        .collect();
    clock.lap("controllo");
    let ente = bench_ente();
    let context = Context { today, source: Source::Records, ente: Some(&ente) };
    let naming = Naming { day: today, number: 1, older_shape: false };
    let flusso = gate::sender(&ente, &ente.operatori[0], &context)
        .ok()
        .and_then(|sender| compose(&sender, &ready, naming));
    clock.lap("scrittura");
    Reply { answer: Answer::Bench(clock.laps), bytes: flusso.map(|flusso| flusso.xml.into_bytes()) }
}

fn bench_ente() -> Ente {
    Ente {
        codice: "G478".into(),
        denominazione: "COMUNE DI PROVA".into(),
        sede: "G478".into(),
        operatori: vec![Operatore { nome: "Finta Protti".into(), codice_fiscale: "PRTFNT83P49G478N".into() }],
        ..Ente::default()
    }
}

struct Clock {
    last: f64,
    laps: Vec<(String, f64)>,
}

impl Clock {
    fn start() -> Self {
        Self { last: now(), laps: Vec::new() }
    }

    fn lap(&mut self, name: &str) {
        let now = now();
        self.laps.push((name.to_owned(), now - self.last));
        self.last = now;
    }
}

fn now() -> f64 {
    super::scope().performance().map_or(0.0, |performance| performance.now())
}
