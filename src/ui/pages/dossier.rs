//! *Tutti i dati della persona*, *Prova d'invio*: laid out as the worker tells it, to be printed or saved.

use crate::desk::fascicolo::request::{Fascicolo, FascicoloRequest, Gruppo, Sezione};
use crate::desk::flussi::request::FlussiRequest;
use crate::desk::{Answer, Request};
use crate::records::{AssistitoId, FlussoId};
use crate::route::Route;
use crate::ui::components::{TableRow, button, table};
use crate::ui::platform::location;
use crate::ui::state::use_state;
use crate::ui::tasks;
use leptos::prelude::*;

/// All that the archive has on a person.
pub(super) fn person(id: AssistitoId) -> AnyView {
    let back = (Route::Assistiti(Some(id)), "Torna alla scheda");
    dossier(FascicoloRequest::Show(id).into(), FascicoloRequest::Sheet(id).into(), back)
}

/// What a flow was, and what became of it.
pub(super) fn flow(id: FlussoId) -> AnyView {
    let back = (Route::Flussi(Some(id)), "Torna al flusso");
    dossier(FlussiRequest::Prova { id }.into(), FlussiRequest::ProvaSheet { id }.into(), back)
}

fn dossier(show: Request, sheet: Request, (back, back_words): (Route, &'static str)) -> AnyView {
    let state = use_state();
    let found = RwSignal::new(None::<Fascicolo>);
    Effect::new(move |_| {
        state.version.track();
        let show = show.clone();
        tasks::here(async move {
            if let Some(reply) = state.ask(show).await
                && let Answer::Fascicolo(told) = reply.answer
            {
                found.set(Some(*told));
            }
        });
    });
    let nothing = Signal::derive(move || found.with(Option::is_none));
    let save = move || state.save(sheet.clone());
    view! {
        <div class="toolbar">
            <a class="btn btn-outline-primary" href=back.to_hash()>{back_words}</a>
            {button("btn btn-primary", "Stampa questa pagina".into(), nothing, location::print)}
            {button("btn btn-outline-primary", "Salva come file".into(), nothing, save)}
        </div>
        {move || match found.get() {
            None => view! { <p role="status">"Cerco in tutto l'archivio e nei suoi file…"</p> }.into_any(),
            Some(it) => whole(it),
        }}
    }
    .into_any()
}

fn whole(it: Fascicolo) -> AnyView {
    let pair = |(label, value): (String, String)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any();
    let head: Vec<AnyView> = it.testata.into_iter().map(pair).collect();
    let sections: Vec<AnyView> = it.sezioni.into_iter().zip(0..).map(|(it, number)| section(it, number)).collect();
    view! {
        <section class="panel dossier">
            <h2>{it.titolo}</h2>
            <dl class="info-list pairs">{head}</dl>
            <p>{it.perche}</p>
        </section>
        {sections}
    }
    .into_any()
}

fn section(it: Sezione, number: usize) -> AnyView {
    let Sezione { titolo, nota, colonne, gruppi } = it;
    let id = format!("sezione-{number}");
    let heading = id.clone();
    let tables: Vec<AnyView> = gruppi.into_iter().map(|gruppo| group(&titolo, &colonne, gruppo)).collect();
    view! {
        <section class="panel dossier" aria-labelledby=heading>
            <h2 id=id>{titolo}</h2>
            {(!nota.is_empty()).then(|| view! { <p>{nota}</p> })}
            {tables}
        </section>
    }
    .into_any()
}

/// A table; its first column heads the rows.
fn group(section: &str, columns: &[String], it: Gruppo) -> AnyView {
    let title = (!it.titolo.is_empty()).then(|| view! { <h3>{it.titolo.clone()}</h3> });
    let caption = if it.titolo.is_empty() { section.to_owned() } else { format!("{section}: {}", it.titolo) };
    let row = |cells: Vec<String>| -> TableRow { ("", cells.into_iter().map(IntoAny::into_any).collect()) };
    let rows = it.righe.into_iter().map(row).collect();
    view! {
        {title}
        {table(&caption, columns, 0, rows)}
    }
    .into_any()
}
