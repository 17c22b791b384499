//! What no source file can do by itself: pack the list of comuni and the letters with accents, and tell the page's
//! linker that the page will be split.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};
use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

const COMUNI: &str = "src/codes/data/comuni.csv";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={COMUNI}");
    let comuni = fs::read_to_string(COMUNI).unwrap_or_else(|error| panic!("{COMUNI}: {error}"));
    let out = env::var("OUT_DIR").expect("cargo says where to write");
    fs::write(Path::new(&out).join("comuni.txt"), pack(&comuni)).expect("the folder can be written");
    fs::write(Path::new(&out).join("letters.txt"), letters()).expect("the folder can be written");

    // wasm-split (see .make/bin/wasm-bindgen) must know what refers to what. Only the page's linker leaves word of it:
    // in the worker it would be dead weight.
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo:rustc-link-arg-bin=siuss-kit=--emit-relocs");
    }
}

/// Columns instead of rows, and nothing twice: two fifths less to download than the list as it is kept, which is a row a
/// comuni's period. `codes::comuni` unpacks it again, and a test there compares.
///
/// Parts are divided by form feeds: per province its ISTAT digits and region; a letter a period, `!` for the first
/// province; then, a line a period, the distance from the Belfiore code before, that of ISTAT's last three digits from
/// the latest of the province, first day (nothing: that of the kingdom; `=`: the day after the period before), last day,
/// name; then the periods whose ISTAT digits or region are not those of their province.
fn pack(csv: &str) -> String {
    let rows: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.splitn(7, ',').collect()).collect();
    let usual = usual(&rows);
    let places: Vec<&str> = usual.keys().copied().collect();
    let mut columns: [String; 5] = Default::default();
    let (mut letters, mut odd) = (String::new(), String::new());
    let mut last = 0;
    let mut latest = vec![0; places.len()];
    let mut before = "";
    for (index, row) in rows.iter().enumerate() {
        let [belfiore, istat, provincia, regione, dal, al, nome] = row[..] else { panic!("{COMUNI}: {row:?}") };
        let number = u32::from(belfiore.as_bytes()[0]) * 1000 + belfiore[1..].parse::<u32>().expect("three digits");
        let distance = (number - last).to_string();
        let place = places.binary_search(&provincia).expect("all provinces are usual");
        letters.push(char::from_u32('!' as u32 + place as u32).expect("there are not so many provinces"));
        let digits: i32 = istat[3..].parse().expect("three digits");
        let step = (digits - latest[place]).to_string();
        latest[place] = digits;
        let dal = match dal {
            "1861-03-17" => "",
            dal if number == last && follows(dal, before) => "=",
            dal => dal,
        };
        (last, before) = (number, al);
        for (column, text) in columns.iter_mut().zip([&distance, &step, dal, al, nome]) {
            column.push_str(text);
            column.push('\n');
        }
        if usual[provincia] != (&istat[..3], regione) {
            writeln!(odd, "{index},{},{regione}", &istat[..3]).expect("a string takes all");
        }
    }
    let mut packed = String::new();
    for (provincia, (digits, regione)) in usual {
        writeln!(packed, "{provincia},{digits},{regione}").expect("a string takes all");
    }
    for part in [&letters].into_iter().chain(&columns).chain([&odd]) {
        packed.push('\u{c}');
        packed.push_str(part);
    }
    packed
}

/// Whether a day is the one after another.
fn follows(day: &str, before: &str) -> bool {
    let date = |text: &str| text.parse::<chrono::NaiveDate>().ok();
    date(before).and_then(|it| it.succ_opt()).is_some_and(|next| date(day) == Some(next))
}

/// Province -> the ISTAT digits and the region that most of its periods have.
fn usual<'a>(rows: &[Vec<&'a str>]) -> BTreeMap<&'a str, (&'a str, &'a str)> {
    let mut counts: BTreeMap<&str, BTreeMap<(&str, &str), u32>> = BTreeMap::new();
    for row in rows {
        *counts.entry(row[2]).or_default().entry((&row[1][..3], row[3])).or_default() += 1;
    }
    let most = |pairs: BTreeMap<_, u32>| pairs.into_iter().max_by_key(|(_, count)| *count).map(|(pair, _)| pair);
    counts.into_iter().filter_map(|(provincia, pairs)| Some((provincia, most(pairs)?))).collect()
}

/// Latin letters and what looks like them: with accents, joined, raised, or wide.
const LATIN: [std::ops::RangeInclusive<char>; 6] = [
    '\u{A0}'..='\u{2AF}',
    '\u{1E00}'..='\u{1EFF}',
    '\u{2000}'..='\u{209F}',
    '\u{2100}'..='\u{218F}',
    '\u{FB00}'..='\u{FB06}',
    '\u{FF01}'..='\u{FF5E}',
];

/// What `text::letters` needs of Unicode's tables, which whole were some 55 kB of the worker's download.
///
/// A line a letter: the letter, and what it is without its marks; a form feed; three letters a line: composed, base, mark.
fn letters() -> String {
    let mut packed = String::new();
    for letter in LATIN.into_iter().flatten() {
        let mut plain = String::new();
        decompose_compatible(letter, |part| plain.extend(Some(part).filter(|it| !is_combining_mark(*it))));
        if !plain.chars().eq([letter]) {
            writeln!(packed, "{letter}{plain}").expect("a string takes all");
        }
    }
    packed.push('\u{c}');
    // In the order of their bases, for a search by halves.
    for base in ('A'..='z').chain(LATIN.into_iter().flatten()) {
        for mark in '\u{300}'..='\u{36F}' {
            if let Some(letter) = compose(base, mark) {
                writeln!(packed, "{letter}{base}{mark}").expect("a string takes all");
            }
        }
    }
    packed
}
