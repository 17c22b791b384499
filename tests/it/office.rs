//! An invented office for the property tests: people with right check characters, benefits right and wrong.

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::select;
use siuss_kit::archive::Archive;
use siuss_kit::codes::{
    AreaCognitiva, AreaReddituale, AreaSupporto, AreaUtenza, Carattere, Comportamento, CureSanitarie, Enumeration,
    FonteInvalidita, FonteValutazione, Genere, InvCiv, Mobilita, PresaCarico, ProvaMezzi, Strumento, VitaQuotidiana,
};
use siuss_kit::import::Draft;
use siuss_kit::records::{
    Amount, Assistito, Dsu, Ente, EnteId, Hours, Moment, Operatore, Prestazione, Progetto, Sina, Tipo, fiscal_code,
};

/// The day of every test.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// Ten o'clock of that day.
pub(crate) fn moment() -> Moment {
    Moment::new(today(), 10, 0)
}

/// An archive with one right ente.
pub(crate) fn archive() -> (Archive, EnteId) {
    let mut archive = Archive::default();
    let ente = archive.enti.insert(Ente {
        codice: "G478".into(),
        denominazione: "COMUNE DI PROVA & FIGLI \"SRL\"".into(),
        sede: "G478".into(),
        operatori: vec![Operatore { nome: "Finta Protti".into(), codice_fiscale: "PRTFNT83P49G478N".into() }],
        ..Ente::default()
    });
    (archive, ente)
}

/// Rows of a sheet: mostly right, each with a fair chance of something wrong.
pub(crate) fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    vec(draft(), 1..25)
}

fn draft() -> impl Strategy<Value = Draft> {
    (assistito(), prestazione(), protocol(), select(vec!["", "SAD", "CONTRIBUTI"]), of(2020_u16..2027)).prop_map(
        |(assistito, prestazione, protocollo, tipo, anno)| Draft {
            ente: None,
            assistito,
            progetto: Progetto { protocollo, tipo: tipo.into(), anno, ..Progetto::default() },
            prestazione,
        },
    )
}

fn date(from: i32, to: i32) -> impl Strategy<Value = NaiveDate> {
    (from..=to, 1_u32..=366).prop_filter_map("a day of its year", |(year, day)| NaiveDate::from_yo_opt(year, day))
}

fn any_of<E: Enumeration + std::fmt::Debug>() -> impl Strategy<Value = E> {
    select(E::all().to_vec())
}

fn maybe<T: std::fmt::Debug + Clone>(strategy: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    weighted(0.95, strategy)
}

/// Texts as forms and sheets may hold them: odd letters, references, too long ones.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[A-Z][A-Z' ]{0,20}[A-Z]",
        1 => "[A-ZÀÈÌÒÙßŁ<>&\"'/\\\\-]{1,40}",
        1 => "\\PC{0,60}",
    ]
}

fn protocol() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[0-9]{4}/[0-9]{1,7}", 1 => "\\PC{1,40}", 1 => Just(String::new())]
}

fn assistito() -> impl Strategy<Value = Assistito> {
    let place = select(vec!["G478", "F839", "H501", "Z129", "Z100", "A001", "C337"]);
    let citizenship = select(vec!["380", "008", "642", "990", "", "999"]);
    let residence = select(vec!["G478", "H501", "A069", "F205", "054039", "090001", "999999", "", "A003"]);
    let nation = select(vec!["", "380", "642", "990"]);
    let code = prop_oneof![20 => Just(0_u8), 1 => Just(1), 1 => Just(2), 1 => Just(3)];
    (
        (text(), text(), date(1930, 2020), place),
        any_of::<Genere>(),
        citizenship,
        (residence, nation),
        code,
        any::<bool>(),
    )
        .prop_map(|((cognome, nome, birth, place), genere, cittadinanza, (comune, nazione), code, known)| {
            let right = fiscal_code::compute(&cognome, &nome, birth, genere, place).unwrap_or_default();
            let codice_fiscale = match code {
                0 => right,
                1 => String::new(),
                2 => right.chars().rev().collect(),
                _ => "00743110157".into(),
            };
            Assistito {
                codice_fiscale,
                cognome,
                nome,
                nascita: known.then_some(birth),
                luogo_nascita: if known { place.into() } else { String::new() },
                genere: known.then_some(genere),
                cittadinanza: cittadinanza.into(),
                nazione_residenza: nazione.into(),
                comune_residenza: comune.into(),
                ..Assistito::default()
            }
        })
}

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        20 => (1_i64..500_000).prop_map(Amount::from_cents),
        1 => Just(Amount::ZERO),
        1 => (-500_i64..0).prop_map(Amount::from_cents),
        1 => Just("12.3456".parse().unwrap()),
    ]
}

fn sina() -> impl Strategy<Value = Sina> {
    (
        (
            of(date(2024, 2026)),
            maybe(any_of::<Mobilita>()),
            maybe(any_of::<VitaQuotidiana>()),
            of(any_of::<AreaCognitiva>()),
        ),
        (maybe(any_of::<Comportamento>()), of(any_of::<CureSanitarie>()), maybe(any_of::<AreaReddituale>())),
        (maybe(any_of::<AreaSupporto>()), maybe(any_of::<FonteValutazione>()), maybe(any_of::<Strumento>())),
        (
            of(any_of::<FonteInvalidita>()),
            vec(select(vec!["A2.07", "A1.11", "A2.18"]), 0..3),
            vec(any_of::<InvCiv>(), 0..3),
        ),
    )
        .prop_map(
            |(
                (data, mobilita, vita, cognitiva),
                (comportamento, cure, reddito),
                (supporto, fonte, strumento),
                rest,
            )| {
                let (fonte_invalidita, necessita, invalidita) = rest;
                Sina {
                    data,
                    mobilita,
                    vita_quotidiana: vita,
                    area_cognitiva: cognitiva,
                    comportamento,
                    cure_sanitarie: cure,
                    area_reddituale: reddito,
                    area_supporto: supporto,
                    fonte_valutazione: fonte,
                    strumento,
                    fonte_invalidita,
                    necessita: necessita.into_iter().map(str::to_owned).collect(),
                    invalidita,
                }
            },
        )
}

fn dsu() -> impl Strategy<Value = Dsu> {
    prop_oneof![
        6 => (2024_u16..2027, 0_u32..99_999_999, date(2024, 2026)).prop_map(|(anno, number, data)| Dsu {
            protocollo: format!("INPS-ISEE-{anno}-{number:08}A-00"),
            anno: Some(anno),
            data: Some(data),
        }),
        1 => Just(Dsu { protocollo: "INPS-ISEE-2026-00000001A-00".into(), ..Dsu::default() }),
        3 => Just(Dsu::default()),
    ]
}

fn prestazione() -> impl Strategy<Value = Prestazione> {
    let code = select(vec!["A1.05", "A1.05.01", "A1.06", "A1.07", "A2.07", "A2.18", "A3.03", "B9.99", ""]);
    (
        (code, maybe(any_of::<Carattere>()), maybe(any_of::<ProvaMezzi>()), dsu()),
        (maybe(date(2024, 2026)), of(date(2024, 2027)), maybe(date(2024, 2026)), of(date(2024, 2026))),
        (maybe(amount()), maybe(amount()), weighted(0.2, (amount(), amount(), amount())), weighted(0.2, 0_u32..6_000)),
        (maybe(any_of::<PresaCarico>()), of(any_of::<AreaUtenza>()), weighted(0.3, sina()), of(1_u8..=13)),
    )
        .prop_map(
            |((codice, carattere, prova, dsu), (from, to, on, event), (whole, monthly, quotas, minutes), rest)| {
                let (presa_carico, area_utenza, sina, periodo) = rest;
                let (ente, utente, ssn) = quotas.map_or((None, None, None), |(a, b, c)| (Some(a), Some(b), Some(c)));
                let denominazione =
                    if codice == "A2.18" || codice == "B9.99" { "Una prestazione di prova" } else { "" };
                Prestazione {
                    tipo: Some(Tipo::Unita),
                    codice: codice.into(),
                    denominazione: denominazione.into(),
                    carattere,
                    prova_mezzi: prova,
                    dsu,
                    data_evento: event,
                    data_inizio: from,
                    data_fine: to,
                    data_erogazione: on,
                    importo_prestazione: whole,
                    importo_mensile: monthly,
                    quota_ente: ente,
                    quota_utente: utente,
                    quota_ssn: ssn,
                    periodo,
                    ore_mensili: minutes.and_then(|minutes| Hours::new(minutes / 60, minutes % 60)),
                    presa_carico,
                    area_utenza,
                    sina,
                    ..Prestazione::default()
                }
            },
        )
}
