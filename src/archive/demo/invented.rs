//! The pieces of the demonstration: people, cases, benefits and faults, out of thrown numbers.

use crate::codes::{
    AreaReddituale, AreaSupporto, AreaUtenza, Carattere, Comportamento, FonteValutazione, Genere, Mobilita,
    PresaCarico, ProvaMezzi, Strumento, VitaQuotidiana,
};
use crate::records::{
    Amount, Assistito, AssistitoId, Dsu, Ente, EnteId, Erogazione, Hours, Operatore, Prestazione, Progetto, Sina, Tipo,
    fiscal_code,
};
use chrono::{Datelike, Months, NaiveDate};

pub(super) const SURNAMES: [&str; 20] = [
    "ABBOZZATI",
    "APPARENTI",
    "ARTEFATTI",
    "BOZZETTI",
    "CAMPIONESI",
    "DIMOSTRATI",
    "ESEMPLARI",
    "FACSIMILI",
    "FANTASIOSI",
    "FINTONI",
    "FITTIZI",
    "IMMAGINARI",
    "INVENTATI",
    "IPOTETICI",
    "MODELLONI",
    "POSTICCI",
    "PRESUNTI",
    "PROVETTI",
    "SIMULACRI",
    "VERISIMILI",
];
/// Women's names end in A.
pub(super) const NAMES: [&str; 20] = [
    "ARTEFATTA",
    "BOZZETTO",
    "CAMPIONARIA",
    "CONGETTURO",
    "DIMOSTRINA",
    "ESEMPLARIA",
    "ESEMPLARIO",
    "FANTASILLA",
    "FICTIVA",
    "FINTINO",
    "IPAZIO",
    "IPOTENUSA",
    "INVENTATA",
    "MODELLINO",
    "PROTOTIPA",
    "PROVINO",
    "SAGOMO",
    "SIMULINA",
    "TEOREMA",
    "ULDERIGO",
];
/// Birth places, with the citizenship that is given beside them.
const PLACES: [(&str, &str); 8] = [
    ("G478", "380"),
    ("F839", "380"),
    ("H501", "380"),
    ("A944", "380"),
    ("L219", "380"),
    ("G478", "380"),
    ("Z129", "642"),
    ("Z100", "008"),
];
const RESIDENCES: [&str; 4] = ["G478", "A475", "E256", "D653"];

/// What a case is about.
pub(super) struct Kind {
    codice: &'static str,
    tipo: &'static str,
    macro_tipo: &'static str,
    /// Ages of those who get it, at the end of the year.
    ages: (i32, i32),
    pub(super) delivery: Delivery,
    isee: bool,
}

/// How a benefit is given.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Delivery {
    /// Once.
    Once,
    /// Month by month.
    Monthly,
    /// By hours, day by day.
    Hours,
}

pub(super) const KINDS: [Kind; 6] = [
    Kind {
        codice: "A1.06",
        tipo: "BUONI SPESA",
        macro_tipo: "SOSTEGNO AL REDDITO",
        ages: (25, 70),
        delivery: Delivery::Once,
        isee: false,
    },
    Kind {
        codice: "A1.04",
        tipo: "CONTRIBUTI ECONOMICI",
        macro_tipo: "SOSTEGNO AL REDDITO",
        ages: (25, 70),
        delivery: Delivery::Once,
        isee: true,
    },
    Kind {
        codice: "A1.07",
        tipo: "RETTE ASILO NIDO",
        macro_tipo: "MINORI",
        ages: (2, 3),
        delivery: Delivery::Monthly,
        isee: true,
    },
    Kind {
        codice: "A2.12",
        tipo: "MENSA SCOLASTICA",
        macro_tipo: "MINORI",
        ages: (6, 13),
        delivery: Delivery::Monthly,
        isee: true,
    },
    Kind {
        codice: "A1.12",
        tipo: "CENTRI DIURNI",
        macro_tipo: "ANZIANI",
        ages: (70, 92),
        delivery: Delivery::Monthly,
        isee: false,
    },
    Kind {
        codice: "A2.07",
        tipo: "ASSISTENZA DOMICILIARE - S.A.D.",
        macro_tipo: "ANZIANI",
        ages: (70, 92),
        delivery: Delivery::Hours,
        isee: false,
    },
];
/// Which of the kinds each case in ten is.
pub(super) const MIX: [usize; 10] = [0, 1, 2, 0, 3, 1, 5, 4, 0, 1];

/// Two enti, with one operator: nobody is asked who signs. The second one's code is of the shape that WaaS takes; no comune's
/// begins with X.
pub(super) fn enti() -> [Ente; 2] {
    let ente = |codice: &str, denominazione: &str| Ente {
        codice: codice.into(),
        denominazione: denominazione.into(),
        sede: "G478".into(),
        operatori: vec![Operatore { nome: "Finta Protti".into(), codice_fiscale: "PRTFNT83P49G478N".into() }],
        dimostrativo: true,
        ..Ente::default()
    };
    [
        ente("DEMO1", "COMUNE DI FANTASILANDIA (DIMOSTRATIVO)"),
        ente("X000", "UNIONE DEI COMUNI INVENTATI (DIMOSTRATIVO)"),
    ]
}

/// A person of the age that their benefits ask for.
pub(super) fn person(number: usize, kind: &Kind, year: i32, dice: &mut Dice) -> Assistito {
    let (cognome, nome) = (SURNAMES[number % SURNAMES.len()], NAMES[number / SURNAMES.len()]);
    let genere = if nome.ends_with('A') { Genere::Femmina } else { Genere::Maschio };
    let (place, cittadinanza) = PLACES[dice.pick(PLACES.len())];
    let (youngest, oldest) = kind.ages;
    let age = youngest + dice.number(oldest - youngest + 1);
    let birth = NaiveDate::from_yo_opt(year - age, 1 + dice.number(365).unsigned_abs()).unwrap_or_default();
    Assistito {
        codice_fiscale: fiscal_code::compute(cognome, nome, birth, genere, place).unwrap_or_default(),
        cognome: cognome.into(),
        nome: nome.into(),
        nascita: Some(birth),
        luogo_nascita: place.into(),
        genere: Some(genere),
        cittadinanza: cittadinanza.into(),
        nazione_residenza: "380".into(),
        comune_residenza: RESIDENCES[dice.pick(RESIDENCES.len())].into(),
        indirizzo: format!("via dell'Esempio {}", number + 1),
        ..Assistito::default()
    }
}

pub(super) fn case(number: usize, kind: &Kind, ente: EnteId, assistito: AssistitoId, day: NaiveDate) -> Progetto {
    Progetto {
        ente: Some(ente),
        assistito,
        tipo: kind.tipo.into(),
        macro_tipo: kind.macro_tipo.into(),
        anno: u16::try_from(day.year()).ok(),
        numero: (number + 1).to_string(),
        data: Some(day),
        comune: ["Fantasilandia", "Borgo Inventato", "Castel Finto"][number % 3].into(),
        protocollo: format!("{}/{:07}", day.year(), number + 1),
        ..Progetto::default()
    }
}

pub(super) fn benefit(
    (case, opened): (usize, NaiveDate),
    kind: &Kind,
    (from, to): (NaiveDate, NaiveDate),
    day: NaiveDate,
    dice: &mut Dice,
) -> Prestazione {
    let euro = |tens: i32| Some(Amount::from_cents(1_000 + 1_000 * i64::from(tens)));
    let mut it = Prestazione {
        tipo: Some(if kind.delivery == Delivery::Hours { Tipo::Tempo } else { Tipo::Unita }),
        codice: kind.codice.into(),
        carattere: Some(Carattere::Periodico),
        prova_mezzi: Some(if kind.isee { ProvaMezzi::Isee } else { ProvaMezzi::Nessuna }),
        presa_carico: Some(PresaCarico::No),
        ..Prestazione::default()
    };
    if kind.isee {
        it.dsu = Dsu {
            protocollo: format!("INPS-ISEE-{}-{:08}A-00", from.year(), 1_000 + case),
            anno: u16::try_from(from.year()).ok(),
            data: NaiveDate::from_ymd_opt(from.year(), 1, 2),
        };
        it.valore_isee = Some(Amount::from_cents(300_000 + i64::from(dice.number(900_000))));
    }
    match kind.delivery {
        Delivery::Once => {
            it.carattere = Some(Carattere::Occasionale);
            // Not before the declaration of its year.
            it.data_erogazione = Some(if day.ordinal() < 3 { to } else { day });
            it.importo_prestazione = euro(dice.number(30));
        }
        Delivery::Monthly => {
            it.data_inizio = Some(from);
            it.data_fine = Some(to);
            let (ente, utente) = (dice.number(20), dice.number(10));
            it.quota_ente = euro(ente);
            it.quota_utente = euro(utente);
            it.importo_mensile = euro(ente + utente + 1);
        }
        Delivery::Hours => {
            let hour = 8 + dice.number(9).unsigned_abs();
            it.presa_carico = Some(PresaCarico::Si);
            it.area_utenza = Some(AreaUtenza::Disabilita);
            it.sina = Some(sina(opened));
            it.erogazione = Some(Erogazione {
                prevista: Some(day),
                dalle: Hours::new(hour, 0),
                alle: Hours::new(hour + 1, [0, 30][dice.pick(2)]),
                effettiva: Some(day),
                costo: Some(Amount::from_cents([2_250, 3_000, 3_335][dice.pick(3)])),
                recupero: Some(Amount::from_cents([500, 750, 1_000][dice.pick(3)])),
                ..Erogazione::default()
            });
        }
    }
    it
}

fn sina(opened: NaiveDate) -> Sina {
    Sina {
        data: opened.checked_sub_months(Months::new(2)),
        mobilita: Some(Mobilita::Assistito),
        vita_quotidiana: Some(VitaQuotidiana::Parziale),
        comportamento: Some(Comportamento::Assenti),
        area_reddituale: Some(AreaReddituale::Aiutato),
        area_supporto: Some(AreaSupporto::Parziale),
        fonte_valutazione: Some(FonteValutazione::Uvm),
        strumento: Some(Strumento::Svama),
        ..Sina::default()
    }
}

/// Makes a benefit one that cannot be sent, in one of the ways of every day.
pub(super) fn spoil(it: &mut Prestazione, number: usize) {
    match number % 3 {
        0 => it.presa_carico = None,
        1 if it.dsu != Dsu::default() => it.dsu = Dsu::default(),
        _ => {
            it.importo_mensile = None;
            it.importo_prestazione = None;
        }
    }
}

/// Numbers that look thrown, the same every time (splitmix64).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (bits ^ (bits >> 31)) % most.max(1)
    }

    fn pick(&mut self, many: usize) -> usize {
        self.below(many as u64) as usize
    }

    fn number(&mut self, many: i32) -> i32 {
        i32::try_from(self.below(many.unsigned_abs().into())).unwrap_or_default()
    }
}
