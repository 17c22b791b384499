//! Registro attività: who did what when, to filter and to take away.

use crate::desk::registro::request::{RegistroPage, RegistroQuery, RegistroRequest};
use crate::desk::{Answer, Part, Request};
use crate::ui::components::{Pager, button, select_field, table, text_field, themselves, with_all};
use crate::ui::state::use_state;
use crate::ui::tasks;
use leptos::prelude::*;

const HEADINGS: [&str; 5] = ["Data e ora", "Operatore", "Operazione", "Su", "Dettaglio"];

/// The screen.
#[component]
pub(super) fn Registro() -> impl IntoView {
    let state = use_state();
    let [da, a, chi, atto] = [(); 4].map(|()| RwSignal::new(String::new()));
    let (page, per_page) = (RwSignal::new(0_u32), RwSignal::new(50_u32));
    let found = RwSignal::new(RegistroPage::default());
    let query = move || RegistroQuery {
        da: da.get(),
        a: a.get(),
        chi: chi.get(),
        atto: atto.get(),
        part: Part { page: page.get(), per_page: per_page.get() },
    };
    // Other filters are another list: it is read from its beginning.
    Effect::new(move |_| {
        for filter in [da, a, chi, atto] {
            filter.track();
        }
        page.set(0);
    });
    Effect::new(move |_| {
        state.version.track();
        let query = query();
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Registro(RegistroRequest::List(query))).await
                && let Answer::Registro(made) = reply.answer
            {
                found.set(*made);
            }
        });
    });
    let choices = move |of: fn(&RegistroPage) -> &Vec<String>| {
        Signal::derive(move || with_all(found.with(|found| themselves(of(found)))))
    };
    let rows = move || {
        let cell = |words: String| words.into_any();
        found.with(|found| found.list.rows.clone()).into_iter().map(|row| ("", row.map(cell).into())).collect()
    };
    let total = Signal::derive(move || found.with(|found| found.list.found));
    let export = move || state.save(Request::Registro(RegistroRequest::Sheet(query())));
    view! {
        <section class="panel">
            <div class="filters">
                {text_field("registro-da", "Da data", "date", da)}
                {text_field("registro-a", "A data", "date", a)}
                {select_field("registro-chi", "Operatore", choices(|it| &it.operatori), chi)}
                {select_field("registro-atto", "Operazione", choices(|it| &it.atti), atto)}
            </div>
            <div class="panel-head">
                <h2 aria-live="polite">{move || format!("Trovate {} righe", total.get())}</h2>
                {button("btn btn-outline-primary", "Genera XLS".into(), Signal::stored(false), export)}
            </div>
            {move || table("Registro delle attività", &HEADINGS, 0, rows())}
            <Pager total page per_page/>
        </section>
    }
}
