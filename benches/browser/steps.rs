//! What `make bench` times: the steps from a sheet's bytes to the flow's, and INPS's answer to it, storing nothing.
//! The clock is the caller's: there is none here.

use chrono::NaiveDate;
use siuss_kit::archive::judgement::{set_findings, verdict};
use siuss_kit::archive::{Archive, esiti, intake};
use siuss_kit::flow::compose::{Naming, compose};
use siuss_kit::import::{self, Rows};
use siuss_kit::records::raccolta::bundles;
use siuss_kit::records::{Ente, FlussoInviato, Minute, Operatore, Passo, Posizione, PrestazioneId};
use siuss_kit::validation::gate::{self, Ready};
use siuss_kit::validation::run::People;
use siuss_kit::validation::{Context, Source};
use siuss_kit::{response, sheets};

/// Reads a benefit sheet and writes its flow, calling `lap` with the name of each step when it is done.
///
/// # Errors
/// A sheet that cannot be read, or none of whose rows can be sent; the sentence says why.
pub(super) fn run(bytes: Vec<u8>, today: NaiveDate, lap: &mut dyn FnMut(&str)) -> Result<String, String> {
    let mut silent = |_: sheets::RowsRead| {};
    let table = sheets::open(bytes, &mut silent).and_then(|mut workbook| {
        let index = import::likeliest(&workbook);
        workbook.table(index, &mut silent)
    });
    let table = table.map_err(|error| error.to_string())?;
    lap("lettura");
    let analysis = import::analyse(&table).map_err(|error| error.to_string())?;
    let rows = Rows::new(&table, &analysis);
    let mut archive = Archive::default();
    let ente = archive.enti.insert(bench_ente());
    let plan = intake::plan(&archive, &rows, Some(ente));
    lap("righe");
    plan.apply(&mut archive, &rows);
    lap("archivio");
    let bundles = bundles(archive.cases(), |_| false);
    let mut people = People::default();
    let mut by_set = set_findings(&bundles, today);
    let ready: Vec<Ready<'_>> = bundles
        .iter()
        .filter_map(|bundle| verdict(bundle.case(), by_set.take(bundle), today, &mut people).ready)
        .collect();
    lap("controllo");
    let ente = bench_ente();
    let context = Context { today, source: Source::Records, ente: Some(&ente) };
    let naming = Naming { day: today, number: 1, older_shape: false };
    let flusso =
        gate::sender(&ente, &ente.operatori[0], &context).ok().and_then(|sender| compose(&sender, &ready, &[], naming));
    lap("scrittura");
    let flusso = flusso.ok_or_else(|| "Nessuna riga del foglio si può inviare.".to_owned())?;
    answer(&mut archive, &flusso.nome, lap)?;
    Ok(flusso.xml)
}

/// Sends all of the archive, and takes in an answer on every fifth benefit.
fn answer(archive: &mut Archive, nome: &str, lap: &mut dyn FnMut(&str)) -> Result<(), String> {
    let righe: Vec<PrestazioneId> = archive.cases().map(|(id, _)| id).collect();
    for id in &righe {
        if let Some(it) = archive.prestazioni.get_mut(*id) {
            it.passa(Passo::Invia(nome), Minute::UNKNOWN).map_err(|why| why.to_string())?;
        }
    }
    let mut sheet = String::from("N.;Soggetto;Messaggio\n");
    for (_, case) in archive.cases().step_by(5) {
        sheet.push_str("1;CODICE FISCALE ");
        sheet.push_str(&case.assistito.codice_fiscale);
        sheet.push_str(" CODICE ENTE G478;CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI\n");
    }
    let posizioni = (0..).zip(&righe).map(|(prima, _)| Posizione { prima, parti: 1, ..Posizione::default() }).collect();
    archive.flussi.insert(FlussoInviato { nome: nome.to_owned(), righe, posizioni, ..FlussoInviato::default() });
    lap("invio");
    let answer = response::read(sheet.as_bytes(), import::recognised)?;
    lap("esiti");
    let letti = esiti::receive(archive, &[answer], None, Minute::UNKNOWN);
    lap("abbinamento");
    if letti[0].scartate == letti[0].righe {
        Ok(())
    } else {
        Err("Non tutti gli esiti sono stati abbinati.".to_owned())
    }
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
