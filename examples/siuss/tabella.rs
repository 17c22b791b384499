//! `tabella`: a sheet as the readers see it, before anything is understood.

use super::{Answer, Arguments, Value, json};
use chrono::{NaiveDateTime, NaiveTime};
use siuss_kit::sheets::{self, Cell, Table};
use siuss_kit::{import, text::dates::iso};

pub(super) fn tabella(arguments: &Arguments) -> Answer {
    let mut silent = |_: sheets::RowsRead| {};
    let mut workbook = sheets::open(arguments.bytes()?, &mut silent).map_err(|error| error.to_string())?;
    let index = match &arguments.sheet {
        Some(name) => workbook.by_name(name).map_err(|error| error.to_string())?,
        None => import::likeliest(&workbook),
    };
    let table = workbook.table(index, &mut silent).map_err(|error| error.to_string())?;
    let sheets = workbook.sheets();
    let fogli: Vec<Value> =
        sheets.iter().map(|sheet| json!({ "nome": sheet.name, "visibile": sheet.visible })).collect();
    let foglio = sheets.get(index).map(|sheet| sheet.name.as_str()).unwrap_or_default();
    Ok((json!({ "fogli": fogli, "foglio": foglio, "celle": cells(&table), "unioni": merges(&table) }), true))
}

fn cells(table: &Table) -> Vec<Value> {
    let filled = table.rows.iter().flat_map(|row| row.filled().map(move |(column, cell)| (row.number, column, cell)));
    filled
        .filter_map(|(row, column, cell)| {
            let (kind, value) = kind_and_value(cell)?;
            Some(json!([row, column + 1, kind, value]))
        })
        .collect()
}

fn kind_and_value(cell: &Cell) -> Option<(&'static str, String)> {
    Some(match cell {
        Cell::Empty | Cell::Uncomputed => return None,
        Cell::Text(text) => ("testo", text.replace("\r\n", "\n")),
        Cell::Number(number) | Cell::Padded(number, _) | Cell::Exponent(number) => ("numero", number.to_string()),
        Cell::Date(moment) => ("data", moment_told(*moment)),
        Cell::Time(seconds) => ("ora", time_told(*seconds)),
        Cell::Bool(value) => ("logico", if *value { "vero" } else { "falso" }.to_owned()),
        Cell::Error(error) => ("errore", error.to_string()),
    })
}

fn moment_told(moment: NaiveDateTime) -> String {
    let day = iso(moment.date());
    if moment.time() == NaiveTime::MIN { day } else { format!("{day}T{}", moment.format("%H:%M:%S")) }
}

fn time_told(seconds: i64) -> String {
    let (sign, whole) = (if seconds < 0 { "-" } else { "" }, seconds.unsigned_abs());
    format!("{sign}{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
}

fn merges(table: &Table) -> Vec<Value> {
    table.merges.iter().map(|it| json!([it.top, it.left + 1, it.bottom, it.right + 1])).collect()
}
