//! The library without a browser: `siuss tabella|verifica|importa|flusso|esiti|isee-esiti|isee-richiesta …`.
//!
//! Prints one JSON document on stdout and messages on stderr.
//! Exit code: 0 fine, 1 blocking findings, discarded or unknown rows, 2 unusable input or arguments.

mod isee;
mod tabella;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use siuss_kit::archive::Archive;
use siuss_kit::archive::difference::Against;
use siuss_kit::archive::intake::{self, PlannedRow};
use siuss_kit::archive::stampa::{self, Order};
use siuss_kit::files::zip;
use siuss_kit::flow::log::LeftOut;
use siuss_kit::flow::{self, name};
use siuss_kit::import::{self, Analysis, NoColumns, ReadRow, Rows};
use siuss_kit::records::{Case, Ente, EnteId, Moment, Operatore, PrestazioneId};
use siuss_kit::response;
use siuss_kit::sheets::{self, SheetError, Table};
use siuss_kit::text::dates::read_iso;
use siuss_kit::text::fold;
use siuss_kit::validation::{Context, Finding, Severity, Source, run};
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

const USAGE: &str = "Uso:
  siuss tabella FILE [--foglio NOME]
  siuss verifica FILE.xml [--waas] [--data AAAA-MM-GG]
  siuss importa FILE --ente ENTE.json [--foglio NOME] [--data AAAA-MM-GG]
  siuss flusso FILE --ente ENTE.json [--ente …] --data AAAA-MM-GG --uscita DIR [--progressivo N] [--foglio NOME]
  siuss esiti FILE
  siuss isee-esiti FILE
  siuss isee-richiesta FILE --ente ENTE.json --uscita DIR [--profilo bozza|csv|soap] [--data AAAA-MM-GG] [--foglio NOME]";

fn main() -> ExitCode {
    match run_verb(std::env::args().skip(1).collect()) {
        Ok((document, clean)) => {
            // In large pieces: stdout by itself writes line by line, and a sheet of a million rows has thirty million.
            let mut out = BufWriter::new(std::io::stdout().lock());
            // Who reads may stop before the end: that is no fault of ours.
            let _ = writeln!(out, "{document:#}").and_then(|()| out.flush());
            if clean { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

/// The JSON document, and whether nothing was wrong.
type Answer = Result<(Value, bool), String>;

fn run_verb(arguments: Vec<String>) -> Answer {
    let arguments = Arguments::read(arguments)?;
    match arguments.verb.as_str() {
        "tabella" => tabella::tabella(&arguments),
        "verifica" => verifica(&arguments),
        "importa" => importa(&arguments),
        "flusso" => flusso(&arguments),
        "esiti" => esiti(&arguments),
        "isee-esiti" => isee::esiti(&arguments),
        "isee-richiesta" => isee::richiesta(&arguments),
        other => Err(format!("Il comando «{other}» non esiste.\n{USAGE}")),
    }
}

/// What was typed.
#[derive(Default)]
struct Arguments {
    verb: String,
    file: PathBuf,
    enti: Vec<PathBuf>,
    sheet: Option<String>,
    day: Option<NaiveDate>,
    out: Option<PathBuf>,
    number: Option<u32>,
    waas: bool,
    profile: Option<String>,
}

impl Arguments {
    fn read(arguments: Vec<String>) -> Result<Self, String> {
        let mut read = Self::default();
        let mut words = arguments.into_iter();
        let mut plain = Vec::new();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("Manca il valore dopo {word}.\n{USAGE}"));
            match word.as_str() {
                "--waas" => read.waas = true,
                "--ente" => read.enti.push(value()?.into()),
                "--profilo" => read.profile = Some(value()?),
                "--foglio" => read.sheet = Some(value()?),
                "--uscita" => read.out = Some(value()?.into()),
                "--data" => {
                    let text = value()?;
                    let day = read_iso(&text).ok_or(format!("La data «{text}» non è nella forma AAAA-MM-GG."))?;
                    read.day = Some(day);
                }
                "--progressivo" => {
                    let text = value()?;
                    let number = text.parse().ok().filter(|number| (1..=9_999_999).contains(number));
                    read.number =
                        Some(number.ok_or(format!("Il progressivo «{text}» non è un numero da 1 a 9999999."))?);
                }
                option if option.starts_with("--") => return Err(format!("L'opzione {option} non esiste.\n{USAGE}")),
                _ => plain.push(word),
            }
        }
        let [verb, file] = plain.try_into().map_err(|_| USAGE.to_owned())?;
        read.verb = verb;
        read.file = file.into();
        Ok(read)
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.file).map_err(|error| format!("Il file {} non si legge: {error}.", self.file.display()))
    }

    /// The day asked for, or the system's (UTC).
    fn today(&self) -> NaiveDate {
        self.day.unwrap_or_else(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default()
                + chrono::TimeDelta::from_std(since).unwrap_or_default()
        })
    }
}

fn verifica(arguments: &Arguments) -> Answer {
    let bytes = arguments.bytes()?;
    let reading = flow::read(&bytes).map_err(|unreadable| unreadable.to_string())?;
    let source = Source::Xml { waas: arguments.waas, bytes: bytes.len() };
    let context = Context { today: arguments.today(), source, ente: None };
    let findings = run::flusso(&reading.flusso, &reading.faults, &context);
    let valid = !findings.iter().any(Finding::blocks);
    let rilievi: Vec<Value> = findings
        .iter()
        .map(|finding| {
            json!({
                "regola": finding.rule.id,
                "gravita": finding.severity.label(),
                "dove": finding.dove(),
                "messaggio": finding.message,
            })
        })
        .collect();
    Ok((json!({ "file": arguments.file.display().to_string(), "valido": valid, "rilievi": rilievi }), valid))
}

/// INPS's answer: its rows, and what to do about each.
fn esiti(arguments: &Arguments) -> Answer {
    let response = response::read(&arguments.bytes()?, import::recognised)?;
    let righe: Vec<Value> = response
        .righe
        .iter()
        .map(|riga| {
            json!({
                "soggetto": {
                    "codice_fiscale": riga.soggetto.codice_fiscale,
                    "codice_prestazione": riga.soggetto.codice_prestazione,
                    "protocollo_dsu": riga.soggetto.protocollo_dsu,
                    "ente": riga.soggetto.ente,
                },
                "id_flusso": riga.id_flusso,
                "codice_acquisizione": riga.codice_acquisizione,
                "messaggio": Some(&riga.messaggio).filter(|text| !text.is_empty()),
                "classe": riga.meaning.classe.id(),
                "azione": riga.meaning.action,
            })
        })
        .collect();
    let clean = response.righe.iter().all(|riga| riga.meaning.classe.acquired());
    Ok((json!({ "formato": response.formato.id(), "righe": righe }), clean))
}

/// ENTE.json.
#[derive(Deserialize)]
struct EnteFile {
    codice: String,
    #[serde(default)]
    denominazione: String,
    sede: String,
    operatore: OperatoreFile,
}

#[derive(Deserialize)]
struct OperatoreFile {
    #[serde(default)]
    nome: String,
    codice_fiscale: String,
}

fn ente(path: &Path) -> Result<Ente, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("Il file {} non si legge: {error}.", path.display()))?;
    let file: EnteFile = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("Il file {} non descrive un ente: {error}.", path.display()))?;
    Ok(Ente {
        codice: file.codice,
        denominazione: file.denominazione,
        sede: file.sede,
        operatori: vec![Operatore { nome: file.operatore.nome, codice_fiscale: file.operatore.codice_fiscale }],
        ..Ente::default()
    })
}

/// An archive with these enti and nothing else.
fn archive(arguments: &Arguments) -> Result<(Archive, Vec<EnteId>), String> {
    if arguments.enti.is_empty() {
        return Err(format!("Manca l'ente: indicarlo con --ente ENTE.json.\n{USAGE}"));
    }
    let mut archive = Archive::default();
    let mut ids = Vec::new();
    for path in &arguments.enti {
        ids.push(archive.enti.insert(ente(path)?));
    }
    Ok((archive, ids))
}

/// A benefit sheet, understood.
struct Sheet {
    table: Arc<Table>,
    analysis: Analysis,
}

impl Sheet {
    fn open(arguments: &Arguments) -> Result<Self, String> {
        let bytes = arguments.bytes()?;
        let mut silent = |_: sheets::RowsRead| {};
        let mut workbook = sheets::open(bytes, &mut silent).map_err(|error| error.to_string())?;
        let index = match &arguments.sheet {
            Some(name) => workbook.by_name(name).map_err(|error| error.to_string())?,
            None => import::likeliest(&workbook),
        };
        let table = workbook.table(index, &mut silent).map_err(|error| error.to_string())?;
        let analysis = import::analyse(&table).map_err(|error| error.to_string())?;
        if analysis.mapping.is_empty() {
            return Err(NoColumns.to_string());
        }
        if analysis.data.is_empty() {
            return Err(SheetError::NoRows.to_string());
        }
        Ok(Self { table, analysis })
    }

    fn avvisi(&self) -> Vec<Value> {
        let avviso = |notice: &import::Notice| json!({ "riga": notice.row, "colonna": notice.column, "messaggio": notice.message });
        import::notices(&self.table, &self.analysis).iter().map(avviso).collect()
    }

    fn columns(&self) -> BTreeMap<&'static str, String> {
        self.analysis.named_columns().map(|(field, heading)| (field.id(), heading.label())).collect()
    }

    fn rows(&self) -> Rows {
        Rows::new(&self.table, &self.analysis)
    }
}

fn importa(arguments: &Arguments) -> Answer {
    let (archive, enti) = archive(arguments)?;
    let sheet = Sheet::open(arguments)?;
    let rows = sheet.rows();
    let plan = intake::plan(&archive, &rows, enti.first().copied());
    let counts = plan.counts();
    let read = |place: &u32| rows.read(*place as usize);
    let illeggibili: Vec<Value> = plan
        .unreadable
        .iter()
        .map(read)
        .map(|row| {
            let reasons: Vec<String> = row.problems.iter().map(ToString::to_string).collect();
            json!({ "riga": row.number, "motivo": reasons.join("; ") })
        })
        .collect();
    let findings = plan.judge(&archive, &rows, arguments.today());
    let blocked = findings.rows().flatten().any(Finding::blocks);
    let number = |row: &PlannedRow| rows.number(row.row as usize);
    let holed = plan.rows.iter().filter(|row| row.left_empty).map(|row| read(&row.row));
    let rilievi: Vec<Value> = plan
        .rows
        .iter()
        .zip(findings.rows())
        .flat_map(|(row, findings)| findings.map(move |finding| rilievo(number(row), finding)))
        .chain(holed.flat_map(left_empty))
        .chain(plan.rows.iter().flat_map(|row| told_before(number(row), row, |index| number(&plan.rows[index]))))
        .collect();
    let clean = !blocked && illeggibili.is_empty();
    let document = json!({
        "righe": rows.len(),
        "colonne": sheet.columns(),
        "avvisi": sheet.avvisi(),
        "nuove": counts.new,
        "duplicate": counts.duplicates,
        "illeggibili": illeggibili,
        "rilievi": rilievi,
    });
    Ok((document, clean))
}

fn rilievo(number: u32, finding: &Finding) -> Value {
    json!({
        "riga": number,
        "regola": finding.rule.id,
        "gravita": finding.severity.label(),
        "campo": finding.attribute.field().map(siuss_kit::records::Field::id),
        "messaggio": finding.message,
    })
}

/// The cells of a row that could not be read, where the row is taken all the same.
fn left_empty(row: ReadRow) -> impl Iterator<Item = Value> {
    row.problems.into_iter().map(move |problem| {
        json!({
            "riga": row.number,
            "regola": problem.rule_hint(),
            "gravita": Severity::Avviso.label(),
            "campo": problem.field.id(),
            "messaggio": problem.left_empty(),
        })
    })
}

/// What a row says of a person otherwise than an earlier one; `earlier` knows the numbers of those.
fn told_before(number: u32, row: &PlannedRow, earlier: impl Fn(usize) -> u32) -> Vec<Value> {
    let told = row.differences.iter().filter_map(|difference| match difference.against {
        Against::EarlierRow(index) => Some((difference, earlier(index))),
        Against::Archive { .. } => None,
    });
    told.map(|(difference, earlier)| {
        json!({
            "riga": number,
            "regola": difference.field.rule(),
            "gravita": Severity::Avviso.label(),
            "campo": difference.field.id(),
            "messaggio": difference.told_before(earlier),
        })
    })
    .collect()
}

#[derive(Serialize)]
struct Flusso {
    ente: String,
    nome: Option<String>,
    xml: Option<String>,
    beneficiari: usize,
    inviate: usize,
}

fn flusso(arguments: &Arguments) -> Answer {
    let (mut archive, enti) = archive(arguments)?;
    let day = arguments.day.ok_or(format!("Manca la data del flusso: --data AAAA-MM-GG.\n{USAGE}"))?;
    let out = arguments.out.as_ref().ok_or(format!("Manca la cartella di uscita: --uscita DIR.\n{USAGE}"))?;
    let sheet = Sheet::open(arguments)?;
    std::fs::create_dir_all(out).map_err(|error| format!("La cartella {} non si crea: {error}.", out.display()))?;
    let out = out.canonicalize().map_err(|error| format!("La cartella {} non si apre: {error}.", out.display()))?;

    let read = sheet.rows();
    let plan = intake::plan(&archive, &read, enti.first().copied());
    let lost: Vec<ReadRow> = plan.unreadable.iter().map(|place| read.read(*place as usize)).collect();
    // An exact double is taken once, so its own row is neither sent nor discarded.
    let numbers: Vec<u32> = plan.rows.iter().map(|row| read.number(row.row as usize)).collect();
    let written = plan.apply(&mut archive, &read);
    let rows: BTreeMap<PrestazioneId, u32> =
        written.ids.iter().zip(numbers).filter_map(|(id, number)| Some(((*id)?, number))).collect();
    let name = arguments.file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let unreadable: Vec<LeftOut> = lost.iter().map(|row| left_out(row, &name)).collect();
    let ids: Vec<PrestazioneId> = rows.keys().copied().collect();
    let order = Order {
        ids: &ids,
        moment: &Moment::new(day, 0, 0),
        operatore: None,
        firme: &[],
        filters: "",
        first_number: free_number(&out, &archive, &enti, day, arguments.number.unwrap_or(1)),
        unreadable: &unreadable,
        rows: &rows,
        sheet: &name,
        readings: &BTreeMap::new(),
        waas: false,
    };
    let (_, flows) = stampa::stampa(&mut archive, &enti, &order).map_err(|why| why.to_string())?;

    let mut discarded: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for row in &lost {
        let mut rules: Vec<&str> = row.problems.iter().filter_map(siuss_kit::import::Problem::rule_hint).collect();
        rules.dedup();
        discarded.insert(row.number, rules);
    }
    let mut flussi = Vec::new();
    for flow in &flows {
        save(&out, &flow.testo.0, flow.testo.1.as_bytes())?;
        save(&out, &flow.log.0, flow.log.1.as_bytes())?;
        save(&out, &flow.foglio.0, &flow.foglio.1)?;
        let mut xml = None;
        if let Some(flusso) = flow.flussi.first() {
            xml = Some(save(&out, &format!("{}.xml", flusso.nome), flusso.xml.as_bytes())?);
        }
        for (id, rules) in &flow.left_out {
            discarded.insert(rows.get(id).copied().unwrap_or_default(), rules.clone());
        }
        flussi.push(Flusso {
            ente: flow.codice.clone(),
            nome: flow.flussi.first().map(|flusso| flusso.nome.clone()),
            xml,
            beneficiari: flow.flussi.first().map_or(0, |flusso| flusso.beneficiari),
            inviate: flow.flussi.first().map_or(0, |flusso| flusso.inviate),
        });
    }
    let scartate: Vec<Value> =
        discarded.iter().map(|(number, rules)| json!({ "riga": number, "regole": rules })).collect();
    let (first, first_flow) = (&flussi[0], &flows[0]);
    let document = json!({
        "nome": first.nome,
        "xml": first.xml,
        "testo": out.join(&first_flow.testo.0).display().to_string(),
        "log": out.join(&first_flow.log.0).display().to_string(),
        "beneficiari": first.beneficiari,
        "inviate": flussi.iter().map(|flusso| flusso.inviate).sum::<usize>(),
        "avvisi": sheet.avvisi(),
        "scartate": scartate,
        "flussi": flussi,
    });
    Ok((document, discarded.is_empty()))
}

/// An unreadable row, with what could be read of it.
fn left_out(row: &ReadRow, file: &str) -> LeftOut {
    let reason = |problem: &import::Problem| (problem.rule_hint().unwrap_or_default().to_owned(), problem.to_string());
    let import::Draft { assistito, progetto, prestazione, .. } = &row.draft;
    let case = Case { ente: None, assistito, progetto, prestazione };
    stampa::log_row(case, row.problems.iter().map(reason).collect(), Some((file, row.number)))
}

/// The lowest daily number, from `asked` on, that no file of these enti has in the folder.
fn free_number(out: &Path, archive: &Archive, enti: &[EnteId], day: NaiveDate, asked: u32) -> u32 {
    let day = day.format("%Y%m%d").to_string();
    let stems: Vec<String> = std::fs::read_dir(out)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter_map(|file| {
            [".xml", ".invio.txt", ".log.txt", ".log.xlsx"]
                .iter()
                .find_map(|end| Some(file.strip_suffix(end)?.to_owned()))
        })
        .collect();
    let codes: Vec<&str> = enti.iter().filter_map(|id| Some(archive.enti.get(*id)?.codice.as_str())).collect();
    let taken: Vec<u32> = stems
        .iter()
        .filter_map(|stem| name::parts(stem))
        .filter(|(ente, on, _)| *on == day && codes.contains(ente))
        .map(|(_, _, number)| number)
        .collect();
    (asked..=9_999_999).find(|number| !taken.contains(number)).unwrap_or(asked)
}

/// Writes a file that must not be there yet; answers with its path.
fn save(out: &Path, name: &str, bytes: &[u8]) -> Result<String, String> {
    let path = out.join(name);
    let written = std::fs::File::create_new(&path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| format!("Il file {} non si scrive: {error}.", path.display()))?;
    Ok(path.display().to_string())
}
