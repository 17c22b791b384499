//! A list of the archive as the worker describes it: filters, search, sorted columns, pages, workbook.

use super::forms::told;
use super::{Pager, StateMark, state_mark};
use crate::desk::Part;
use crate::desk::anagrafe::request::{AnagrafeAnswer, AnagrafeRequest};
use crate::desk::anagrafe::view::{List, ListPage, ListQuery, ListRow, Mark, Rilievi};
use crate::ui::platform::preferences;
use crate::ui::state::use_state;
use crate::ui::tasks::{self, late};
use leptos::prelude::*;

/// What a list remembers while the operator is elsewhere.
#[derive(Clone, Copy)]
pub(in crate::ui) struct ListState {
    list: List,
    query: RwSignal<ListQuery>,
    found: RwSignal<Option<ListPage>>,
    page: RwSignal<u32>,
    per_page: RwSignal<u32>,
}

impl ListState {
    /// Everything, sorted by the first column.
    pub(in crate::ui) fn new(list: List) -> Self {
        Self {
            list,
            query: RwSignal::new(ListQuery { list, ..ListQuery::default() }),
            found: RwSignal::new(None),
            page: RwSignal::new(0),
            per_page: RwSignal::new(preferences::read("righe").map_or(25, |[rows]| rows)),
        }
    }

    fn change(self, change: impl FnOnce(&mut ListQuery)) {
        self.page.set(0);
        self.query.update(change);
    }
}

/// The screen of a list; `more` are buttons of its own, `empty` is what is said where there is nothing at all.
pub(in crate::ui) fn list_screen(it: ListState, more: AnyView, empty: &'static str) -> AnyView {
    let state = use_state();
    Effect::new(move |_| preferences::write("righe", &[it.per_page.get()]));
    Effect::new(move |_| {
        state.version.track();
        let query = ListQuery { part: Part { page: it.page.get(), per_page: it.per_page.get() }, ..it.query.get() };
        tasks::here(async move {
            if let Some(AnagrafeAnswer::List(found)) = told(state, AnagrafeRequest::List(query)).await {
                it.found.set(Some(found));
            }
        });
    });
    let total = Signal::derive(move || it.found.with(|found| found.as_ref().map_or(0, |found| found.list.found)));
    let came = move || it.found.with(Option::is_some);
    let nothing = move || it.found.with(|found| found.as_ref().is_some_and(|found| found.all == 0));
    let (path, caption) = match it.list {
        List::Assistiti => ("#/assistiti", "Assistiti trovati"),
        List::Progetti => ("#/progetti", "Progetti trovati"),
    };
    let export = move |_| state.save(AnagrafeRequest::ListSheet(it.query.get_untracked()).into());
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2 id="elenco-trovate" tabindex="-1" aria-live="polite">{move || if came() { format!("Trovate {} righe", total.get()) } else { "Cerco…".to_owned() }}</h2>
                <div class="toolbar">
                    {more}
                    <button type="button" class="btn btn-outline-primary" disabled=move || total.get() == 0 on:click=export>
                        "Genera XLS"
                    </button>
                </div>
            </div>
            {filters(it)}
            {move || {
                (came() && total.get() == 0)
                    .then(|| {
                        let words = if nothing() { empty } else { "Nessuna riga con questi filtri: cambiarli o premere Reset." };
                        view! { <div class="empty"><p>{words}</p></div> }
                    })
            }}
            <div hidden=move || total.get() == 0>
                {move || {
                    let (columns, rows) = it
                        .found
                        .with(|found| found.as_ref().map(|it| (it.columns.clone(), it.list.rows.clone())).unwrap_or_default());
                    rows_table(columns, rows, path, caption, Some(it))
                }}
                <Pager total page=it.page per_page=it.per_page/>
            </div>
        </section>
    }
    .into_any()
}

/// A table of rows; its headings sort where it is a list's.
pub(in crate::ui) fn rows_table(
    columns: Vec<String>,
    rows: Vec<ListRow>,
    path: &'static str,
    caption: &'static str,
    sorts: Option<ListState>,
) -> AnyView {
    let headings: Vec<AnyView> = columns
        .into_iter()
        .enumerate()
        .map(|(at, words)| match sorts {
            Some(it) => heading(it, at as u8, words),
            None => view! { <th scope="col">{words}</th> }.into_any(),
        })
        .collect();
    let rows: Vec<AnyView> = rows.into_iter().map(|row| row_view(row, path)).collect();
    view! {
        <div class="table-responsive" tabindex="0" role="region" aria-label=caption>
            <table class="table table-sm table-hover">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{headings}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A heading that sorts.
fn heading(it: ListState, at: u8, words: String) -> AnyView {
    let direction = move || it.query.with(|query| (query.sort == at).then_some(query.descending));
    let press = move |_| {
        let descending = direction() == Some(false);
        it.change(|query| (query.sort, query.descending) = (at, descending));
    };
    let aria = move || direction().map(|descending| if descending { "descending" } else { "ascending" });
    view! {
        <th scope="col" aria-sort=aria>
            <button type="button" class="sort-button" on:click=press>{words}</button>
        </th>
    }
    .into_any()
}

fn row_view(row: ListRow, path: &'static str) -> AnyView {
    let class = match row.mark {
        Mark::Blocked => "row-blocked",
        Mark::Warned => "row-warning",
        _ => "",
    };
    let mut cells = row.cells.into_iter();
    let lines = |lines: Vec<String>| -> Vec<AnyView> {
        let line = |(at, line): (usize, String)| {
            let class = if at == 0 { "" } else { "small" };
            view! { <div class=class>{line}</div> }.into_any()
        };
        lines.into_iter().enumerate().map(line).collect()
    };
    let mut first = cells.next().unwrap_or_default();
    let name = if first.is_empty() { "Senza nome".to_owned() } else { first.remove(0) };
    let name = if name.is_empty() { "Senza nome".to_owned() } else { name };
    let rest: Vec<AnyView> = cells.map(|cell| view! { <td>{lines(cell)}</td> }.into_any()).collect();
    view! {
        <tr class=class>
            <th scope="row">
                <a href=format!("{path}/{}", row.id.place())>{name}</a>
                {first.into_iter().map(|line| view! { <div class="small">{line}</div> }).collect_view()}
            </th>
            {rest}
            <td>{mark_view(row.mark, row.state)}</td>
        </tr>
    }
    .into_any()
}

/// How a row stands.
pub(in crate::ui) fn mark_view(mark: Mark, words: String) -> AnyView {
    let mark = match mark {
        Mark::Blocked => StateMark::Blocked,
        Mark::Warned => StateMark::Warning,
        Mark::Ok => StateMark::Ok,
        Mark::Sent | Mark::Closed => StateMark::Sent,
    };
    state_mark(mark, words).into_any()
}

const RILIEVI: [(&str, Rilievi); 4] = [
    ("Tutti", Rilievi::Tutti),
    ("Non inviabili", Rilievi::NonInviabili),
    ("Con rilievi", Rilievi::Con),
    ("Senza rilievi", Rilievi::Senza),
];
const STATI: [(&str, bool); 2] = [("Aperti", false), ("Chiusi", true)];

/// Value and words of each choice of a filter.
type Options = Vec<(String, String)>;

fn same(words: &impl ToString) -> (String, String) {
    (words.to_string(), words.to_string())
}

/// The filters that choose: label, choices, what is chosen, how it is set.
type Filter = (&'static str, fn(&ListPage) -> Options, fn(&ListQuery) -> String, fn(&mut ListQuery, &str));

const FILTERS: [Filter; 5] = [
    (
        "Rilievi",
        |_| RILIEVI.iter().skip(1).map(|(words, _)| same(words)).collect(),
        |query| RILIEVI.iter().skip(1).find(|(_, it)| *it == query.rilievi).map_or("", |(words, _)| *words).to_owned(),
        |query, chosen| {
            query.rilievi = RILIEVI.iter().find(|(words, _)| *words == chosen).map(|(_, it)| *it).unwrap_or_default();
        },
    ),
    (
        "Stato del progetto",
        |_| STATI.iter().map(|(words, _)| same(words)).collect(),
        |query| STATI.iter().find(|(_, it)| Some(*it) == query.chiusi).map_or("", |(words, _)| *words).to_owned(),
        |query, chosen| query.chiusi = STATI.iter().find(|(words, _)| *words == chosen).map(|(_, it)| *it),
    ),
    (
        "Ente",
        |page| page.enti.clone(),
        |query| query.ente.map(|id| id.to_string()).unwrap_or_default(),
        |query, chosen| query.ente = chosen.parse().ok(),
    ),
    (
        "Anno progetto",
        |page| page.anni.iter().map(same).collect(),
        |query| query.anno.map(|anno| anno.to_string()).unwrap_or_default(),
        |query, chosen| query.anno = chosen.parse().ok(),
    ),
    (
        "Tipo di progetto sociale",
        |page| page.tipi.iter().map(same).collect(),
        |query| query.tipo.clone(),
        |query, chosen| chosen.clone_into(&mut query.tipo),
    ),
];

fn filters(it: ListState) -> AnyView {
    let reset = move |_| it.change(|query| *query = ListQuery { list: it.list, ..ListQuery::default() });
    let selects: Vec<AnyView> = FILTERS.iter().map(|filter| select(it, filter)).collect();
    view! {
        <form class="filters no-print" on:submit=|event| event.prevent_default()>
            <div class="form-group">
                <label for="elenco-cerca">"Cerca"</label>
                <input
                    id="elenco-cerca"
                    type="search"
                    aria-keyshortcuts="/"
                    class="form-control"
                    prop:value=move || it.query.with(|query| query.search.clone())
                    on:change=late(move |event| it.change(|query| query.search = event_target_value(&event)))
                />
            </div>
            {selects}
            <div class="toolbar">
                <button type="button" class="btn btn-outline-primary" on:click=reset>"Reset"</button>
            </div>
        </form>
    }
    .into_any()
}

/// A choice among values; the first one is all of them.
fn select(it: ListState, (label, options, chosen, set): &'static Filter) -> AnyView {
    let id = format!("elenco-{}", label.replace(' ', "-"));
    view! {
        <div class="form-group">
            <label for=id.clone()>{*label}</label>
            <select id=id on:change=late(move |event| it.change(|query| set(query, &event_target_value(&event))))>
                <option value="">"Tutti"</option>
                {move || {
                    let chosen = it.query.with(chosen);
                    it.found
                        .with(|found| found.as_ref().map(options).unwrap_or_default())
                        .into_iter()
                        .map(|(value, words)| {
                            let selected = value == chosen;
                            view! { <option value=value prop:selected=selected>{words}</option> }.into_any()
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
    .into_any()
}
