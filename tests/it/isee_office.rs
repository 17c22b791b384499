//! An office that asks INPS for ISEEs, and INPS's answers to it: invented people only.

use crate::workstation::Workstation;
use chrono::NaiveDate;
use siuss_kit::codes::Genere;
use siuss_kit::desk::isee::request::{
    CaricataView, ConsultazioneRow, ConsultazioniPage, ConsultazioniQuery, IseeAnswer, IseeRequest, RichiestaFatta,
    RichiestaPage, RichiestaQuery,
};
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::records::{EnteId, PrestazioneId, fiscal_code};

/// Women born on the days of 1950, each with one benefit under ISEE; `more` is appended to a row: protocol, year, date
/// and value of the ISEE.
pub(crate) fn sheet(rows: &[(u32, &str, &str)]) -> String {
    let mut sheet = String::from(
        "Codice fiscale;Cognome;Nome;Data di nascita;Comune di nascita;Sesso;Cittadinanza;Comune di residenza;Tipo progetto;Protocollo domanda;Codice prestazione;Carattere;Data erogazione;Importo prestazione;Prova dei mezzi;Presa in carico;Protocollo DSU;Anno DSU;Data DSU;Valore ISEE\r\n",
    );
    for (person, benefit, more) in rows {
        let birth = NaiveDate::from_yo_opt(1950, person + 1).unwrap();
        let code = code(*person);
        let birth = birth.format("%d/%m/%Y");
        sheet.push_str(&format!(
            "{code};PROVETTI;INVENTATA;{birth};Perugia;F;italiana;Perugia;CONTRIBUTI;2026/{person};{benefit};Occasionale;01/03/2026;100,00;1;NO;{more}\r\n"
        ));
    }
    sheet
}

pub(crate) fn code(person: u32) -> String {
    let birth = NaiveDate::from_yo_opt(1950, person + 1).unwrap();
    fiscal_code::compute("PROVETTI", "INVENTATA", birth, Genere::Femmina, "G478").unwrap()
}

/// An office with these benefits.
pub(crate) fn office(rows: &[(u32, &str, &str)]) -> Workstation {
    let mut office = Workstation::with_ente();
    office.import(&sheet(rows));
    office
}

/// `count` people without an ISEE.
pub(crate) fn lacking(count: u32) -> Workstation {
    office(&(0..count).map(|person| (person, "A1.05", ";;;")).collect::<Vec<_>>())
}

pub(crate) fn isee(office: &mut Workstation, request: IseeRequest, bytes: Vec<u8>) -> IseeAnswer {
    match office.ask_with(Request::Isee(request), bytes) {
        Answer::Isee(answer) => answer,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn all() -> RichiestaQuery {
    RichiestaQuery { solo_senza: true, part: Part::first(100), ..RichiestaQuery::default() }
}

pub(crate) fn page(office: &mut Workstation, query: RichiestaQuery) -> RichiestaPage {
    match isee(office, IseeRequest::Richiesta(query), vec![]) {
        IseeAnswer::Richiesta(page) => *page,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn chiedi(office: &mut Workstation, query: RichiestaQuery) -> RichiestaFatta {
    let request = IseeRequest::Chiedi { query, only: vec![], ente: EnteId::new(0), profilo: "bozza".into() };
    match isee(office, request, vec![]) {
        IseeAnswer::Fatta(made) => made,
        other => panic!("{other:?}"),
    }
}

/// The text of a request's file.
pub(crate) fn text(office: &Workstation, made: &RichiestaFatta) -> String {
    String::from_utf8(office.files[&format!("isee/{}/{}", made.id, made.file)].clone()).unwrap()
}

/// The searches of a request, as they stand in its file.
pub(crate) fn searches(office: &Workstation, made: &RichiestaFatta) -> Vec<String> {
    text(office, made).lines().filter(|line| line.contains("<RicercaCF")).map(|line| line.trim().to_owned()).collect()
}

pub(crate) fn carica(office: &mut Workstation, file: &str) -> CaricataView {
    carica_tutti(office, &[file])
}

/// Files of one press.
pub(crate) fn carica_tutti(office: &mut Workstation, files: &[impl AsRef<str>]) -> CaricataView {
    let bytes = |file: &dyn AsRef<str>| file.as_ref().as_bytes().to_vec();
    let contents: Vec<Vec<u8>> = files.iter().map(|file| bytes(file)).collect();
    let named = contents.iter().enumerate().map(|(index, it)| (format!("{index}.xml"), it.len() as u32)).collect();
    match isee(office, IseeRequest::Carica { files: named }, contents.concat()) {
        IseeAnswer::Caricata(view) => *view,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn rows(office: &mut Workstation, query: ConsultazioniQuery) -> ConsultazioniPage {
    match isee(
        office,
        IseeRequest::Consultazioni(ConsultazioniQuery { part: Part { per_page: 500, ..query.part }, ..query }),
        vec![],
    ) {
        IseeAnswer::Consultazioni(page) => *page,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn first(office: &mut Workstation) -> ConsultazioneRow {
    rows(office, ConsultazioniQuery::default()).list.rows.remove(0)
}

/// An attestation of this value about the person of a search.
pub(crate) fn attestation(search: &str, isee: &str, more: &str) -> String {
    let person = between(search, "CodiceFiscale=\"", "\"").unwrap_or_default();
    answer(&ordinario(&person, isee, more), search)
}

pub(crate) fn ordinario(person: &str, isee: &str, more: &str) -> String {
    format!(
        r#"<Attestazione CodiceFiscaleDichiarante="{person}" NumeroProtocolloDSU="INPS-ISEE-2026-00000001A-00" DataPresentazione="2026-01-15" DataValidita="2026-12-31"><Ordinario><NucleoFamiliare><ComponenteNucleo CodiceFiscale="{person}"/></NucleoFamiliare><ISEEOrdinario DataRilascio="2026-01-18"><Valori ISE="9.00" ScalaEquivalenza="1.00" ISEE="{isee}" ISR="9.00" ISP="0.00"/></ISEEOrdinario></Ordinario>{more}</Attestazione>"#
    )
}

pub(crate) fn answer(attestazione: &str, search: &str) -> String {
    format!(
        r#"<EsitoAttestazione xmlns="http://inps.it/ISEERiforma">{attestazione}<Ricerca>{search}</Ricerca></EsitoAttestazione>"#
    )
}

pub(crate) fn wrapped(answers: &[String]) -> String {
    format!("<Qualcosa><Altro>{}</Altro></Qualcosa>", answers.concat())
}

pub(crate) fn between(text: &str, before: &str, after: &str) -> Option<String> {
    text.split_once(before)?.1.split_once(after).map(|(inside, _)| inside.to_owned())
}

/// A search without one of its attributes, or with another value in it.
pub(crate) fn changed(search: &str, attribute: &str, value: Option<&str>) -> String {
    let old = between(search, &format!(" {attribute}=\""), "\"").unwrap();
    let new = value.map(|value| format!(" {attribute}=\"{value}\"")).unwrap_or_default();
    search.replace(&format!(" {attribute}=\"{old}\""), &new)
}

pub(crate) fn dsu(office: &mut Workstation, id: u32) -> String {
    let it = office.archive().prestazioni.get(PrestazioneId::new(id)).unwrap();
    let value = it.valore_isee.map(|value| value.to_string()).unwrap_or_default();
    format!("{} {:?} {:?} {value}", it.dsu.protocollo, it.dsu.anno, it.dsu.data.map(|day| day.to_string()))
}

pub(crate) const INPS: &str = "INPS-ISEE-2026-00000001A-00 Some(2026) Some(\"2026-01-15\") 9000.00";
pub(crate) const NOTHING: &str = " None None ";
