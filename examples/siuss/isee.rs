//! The verbs of the ISEE consultations.

use super::{Answer, Arguments, Sheet, USAGE, Value, ente, fold, intake, json, save, zip};
use siuss_kit::import;
use siuss_kit::isee::purpose::Choices;
use siuss_kit::isee::request::{self, Identificatore, PROFILES, Search};
use siuss_kit::isee::{self, Risposta, TipoIndicatore};
use siuss_kit::records::Amount;
use siuss_kit::text::dates;

pub(super) fn esiti(arguments: &Arguments) -> Answer {
    let risposte = isee::read(&arguments.bytes()?, &Choices::new()).map_err(|unusable| unusable.to_string())?;
    let esiti: Vec<Value> = risposte.iter().map(esito).collect();
    Ok((json!({ "esiti": esiti }), risposte.iter().all(Risposta::settled)))
}

/// An amount in the digits of the file.
fn digits(amount: Option<Amount>) -> Option<String> {
    amount.map(|it| it.decimal().to_string())
}

fn esito(risposta: &Risposta) -> Value {
    json!({
        "codice_fiscale": risposta.codice_fiscale,
        "protocollo_domanda": risposta.protocollo_domanda,
        "esito": risposta.esito.as_str(),
        "isee": digits(risposta.valori.isee),
        "ise": digits(risposta.valori.ise),
        "isr": digits(risposta.valori.isr),
        "isp": digits(risposta.valori.isp),
        "scala": risposta.valori.scala.map(|it| it.to_string()),
        "tipo": risposta.tipo.map(TipoIndicatore::as_str),
        "ridotto": risposta.ridotto,
        "protocollo_dsu": risposta.protocollo_dsu,
        "data_presentazione": risposta.data_presentazione.map(dates::iso),
        "scadenza": risposta.scadenza.map(dates::iso),
        "corrente": risposta.corrente,
        "difformita": risposta.difformita,
    })
}

pub(super) fn richiesta(arguments: &Arguments) -> Answer {
    let [path] = arguments.enti.as_slice() else {
        return Err(format!("Serve un ente: indicarlo con --ente ENTE.json.\n{USAGE}"));
    };
    let ente = ente(path)?;
    let out = arguments.out.as_ref().ok_or(format!("Manca la cartella di uscita: --uscita DIR.\n{USAGE}"))?;
    let chosen = arguments.profile.as_deref().unwrap_or(&PROFILES[0].profile.id);
    let profile = PROFILES
        .iter()
        .map(|it| &it.profile)
        .find(|profile| profile.id == chosen)
        .ok_or(format!("Il profilo «{chosen}» non esiste.\n{USAGE}"))?;
    let today = arguments.today();
    let identificatore = |number| {
        Identificatore::new(&ente.codice, today, number)
            .ok_or("Il codice dell'ente deve avere da 1 a 32 lettere e cifre.".to_owned())
    };
    identificatore(1)?;
    let sheet = Sheet::open(arguments)?;
    std::fs::create_dir_all(out).map_err(|error| format!("La cartella {} non si crea: {error}.", out.display()))?;

    let names = intake::names_of(&ente);
    let mut searches = Vec::new();
    let mut discarded: Vec<Value> = Vec::new();
    for row in sheet.rows().iter() {
        let rules: Vec<&str> = match row.outcome() {
            Ok(draft) if draft.ente.as_deref().is_some_and(|name| !names.contains(&fold(name))) => vec!["K04"],
            Ok(draft) => match Search::new(
                &draft.assistito.codice_fiscale,
                &draft.prestazione.codice,
                draft.prestazione.day(),
                today,
            ) {
                Ok(search) => {
                    searches.push(search);
                    continue;
                }
                Err(rule) => vec![rule],
            },
            Err(problems) => problems.iter().filter_map(import::Problem::rule_hint).collect(),
        };
        discarded.push(json!({ "riga": row.number, "regole": rules }));
    }

    // No file of any profile may have the number already: the ente's rows must be told apart when INPS answers.
    let free = |number: &u32| {
        identificatore(*number)
            .is_ok_and(|name| PROFILES.iter().all(|it| !out.join(format!("{name}.{}", it.profile.extension)).exists()))
    };
    let name = identificatore((1..=99_999_999).find(free).unwrap_or(1))?;
    let mut file = None;
    if !searches.is_empty() {
        let mut documents = request::write(profile, &name, &searches);
        let bytes = if profile.each_alone {
            zip::pack(&documents).map_err(|error| format!("L'archivio non si scrive: {error}."))?
        } else {
            documents.pop().map(|(_, bytes)| bytes).unwrap_or_default()
        };
        file = Some(save(out, &format!("{name}.{}", profile.extension), &bytes)?);
    }
    let document = json!({
        "identificatore": name.to_string(),
        "profilo": profile.id,
        "file": file,
        "righe": searches.len(),
        "scartate": discarded,
    });
    Ok((document, discarded.is_empty()))
}
