//! Gestione stampe: every generation, and its files to read and to save.

mod open;

use crate::desk::stampe::request::{FileView, StampaView, StampeAnswer, StampeRequest};
use crate::desk::{Answer, Request};
use crate::route::Route;
use crate::ui::components::{Icon, Pager, TableRow, icon, table};
use crate::ui::platform::location;
use crate::ui::state::{State, use_state};
use crate::ui::tasks;
use leptos::prelude::*;

/// The screen: all generations, or one of them.
pub(super) fn page(stampa: Option<u32>) -> AnyView {
    match stampa {
        Some(stampa) => open::page(stampa),
        None => view! { <Stampe/> }.into_any(),
    }
}

#[component]
fn Stampe() -> impl IntoView {
    let state = use_state();
    let stampe = RwSignal::new(None::<Vec<StampaView>>);
    let page = RwSignal::new(0_u32);
    let per_page = RwSignal::new(10_u32);
    Effect::new(move |_| {
        state.version.track();
        tasks::here(async move {
            if let Some(reply) = state.ask(Request::Stampe(StampeRequest::List)).await
                && let Answer::Stampe(StampeAnswer::List(list)) = reply.answer
            {
                stampe.set(Some(list));
            }
        });
    });
    let total = Signal::derive(move || stampe.with(|list| list.as_ref().map_or(0, Vec::len)) as u32);
    move || {
        stampe.get().map(|list| {
            if list.is_empty() {
                view! {
                    <div class="empty">
                        <p>"Non è ancora stata fatta nessuna stampa."</p>
                        <p>
                            "I file per INPS nascono in "
                            <a href="#/invio">"Invio prestazioni"</a>
                            ", con il pulsante «Stampa»."
                        </p>
                    </div>
                }
                .into_any()
            } else {
                let from = (page.get() * per_page.get()) as usize;
                let shown = list.into_iter().skip(from).take(per_page.get() as usize);
                view! {
                    <NextSteps/>
                    {shown.map(|stampa| generation(state, stampa)).collect_view()}
                    <Pager total page per_page/>
                }
                .into_any()
            }
        })
    }
}

/// What to do with the files.
#[component]
fn NextSteps() -> impl IntoView {
    view! {
        <details class="panel">
            <summary>"Che cosa fare con questi file"</summary>
            <ol>
                <li>"Salvare sul computer il file PRESTAZIONI (con estensione .xml)."</li>
                <li>"Entrare nel portale INPS con SPID, CIE o CNS e aprire il Casellario dell'assistenza."</li>
                <li>"In «Trasmissione flussi», «PS-PSA-SINA», scegliere il file con «Sfoglia» e premere «Invia»."</li>
                <li>"La risposta 200 vuol dire che il file è stato caricato; 500, in rosso, che il file ha un problema."</li>
                <li>"Qualche giorno dopo, controllare nel Cruscotto di verifica di INPS che niente sia stato scartato."</li>
                <li>"Correggere le posizioni elencate nel FILE DI LOG e ripetere l'invio: restano tra le non trasmesse."</li>
            </ol>
            <p>"I file PRESTAZIONI (WaaS), con estensione .json, non si caricano sul portale: vanno al servizio con cui l'ente risponde a INPS. Gli esiti che INPS gli manda si leggono in Esiti INPS."</p>
        </details>
    }
}

/// One generation of the list.
fn generation(state: State, stampa: StampaView) -> AnyView {
    let when = when(&stampa);
    let href = Route::Stampe(Some(stampa.id)).to_hash();
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2>{format!("Stampa del {when}")}</h2>
                <div class="toolbar">
                    <a class="btn btn-sm btn-outline-primary" href=href aria-label=format!("Apri la stampa del {when}")>
                        "Apri"
                    </a>
                    <SaveAll stampa=stampa.id/>
                    <Delete state stampa=stampa.id when/>
                </div>
            </div>
            <p>{in_words(&stampa)}</p>
            <Files stampa=stampa.id files=stampa.files/>
        </section>
    }
    .into_any()
}

/// `23/11/2026 ore 10:00`.
fn when(stampa: &StampaView) -> String {
    let (date, time) = stampa.created.split_once(' ').unwrap_or((&stampa.created, ""));
    let date: Vec<&str> = date.rsplit('-').collect();
    format!("{} ore {time}", date.join("/"))
}

fn in_words(stampa: &StampaView) -> String {
    format!(
        "Inviate {} prestazioni di {} persone; lasciate fuori {}. Filtri: {}.",
        stampa.sent, stampa.people, stampa.left_out, stampa.filters,
    )
}

/// Deletes a generation, after a question that says what stays.
#[component]
fn Delete(state: State, stampa: u32, when: String) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let close = move || {
        if let Some(dialog) = dialog.get() {
            dialog.close();
        }
    };
    let delete = move |_| {
        close();
        state.act(Request::Stampe(StampeRequest::Delete { stampa }), |_| {
            location::go(&Route::Stampe(None));
            location::focus("heading");
        });
    };
    let open = move |_| {
        if let Some(dialog) = dialog.get() {
            let _ = dialog.show_modal();
        }
    };
    view! {
        <button
            type="button"
            class="btn btn-sm btn-outline-danger"
            aria-label=format!("Elimina la stampa del {when}")
            on:click=open
        >
            "Elimina"
        </button>
        <dialog node_ref=dialog aria-label="Conferma eliminazione">
            <div class="dialog-body">
                <p>{format!("Eliminare la stampa del {when}?")}</p>
                <p>
                    "Se ne vanno il testo, il log e lo zip. Il flusso e il suo XML restano in Gestione flussi, e le prestazioni restano inviate."
                </p>
            </div>
            <div class="dialog-foot">
                <button type="button" class="btn btn-outline-primary" on:click=move |_| close()>"Annulla"</button>
                <button type="button" class="btn btn-danger" on:click=delete>"Elimina"</button>
            </div>
        </dialog>
    }
}

/// All files of a generation at once.
#[component]
pub(super) fn SaveAll(stampa: u32) -> impl IntoView {
    let state = use_state();
    view! {
        <button
            type="button"
            class="btn btn-sm btn-outline-primary"
            on:click=move |_| state.save(Request::Stampe(StampeRequest::Zip { stampa }))
        >
            {icon(Icon::Download)}
            " Salva tutto (zip)"
        </button>
    }
}

/// The files of a generation, each with its button.
#[component]
pub(super) fn Files(
    stampa: u32,
    files: Vec<FileView>,
    /// Called with the name of a file to be read on screen; no button where it is left out.
    #[prop(optional, into)]
    on_read: Option<Callback<String>>,
) -> impl IntoView {
    let state = use_state();
    let row = |file: FileView| -> TableRow {
        let name = file.name.clone();
        let readable = !file.name.ends_with("xlsx");
        let read = on_read.filter(|_| readable).map(|on_read| {
            let name = name.clone();
            file_button("Leggi", "btn btn-sm btn-outline-primary", &file.name, move || on_read.run(name.clone()))
        });
        let save = file_button("Salva", "btn btn-sm btn-primary", &file.name, move || {
            state.save(Request::Stampe(StampeRequest::File { stampa, name: name.clone() }));
        });
        let buttons = view! { <div class="toolbar">{read} {save}</div> }.into_any();
        let name = view! { <span class="mono">{file.name}</span> }.into_any();
        ("", vec![file.kind.into_any(), name, size(file.bytes).into_any(), buttons])
    };
    table("File della stampa", &["File", "Nome", "Dimensione", "Funzioni"], 0, files.into_iter().map(row).collect())
}

fn file_button(words: &'static str, class: &'static str, name: &str, press: impl Fn() + 'static) -> AnyView {
    let label = format!("{words} {name}");
    view! { <button type="button" class=class aria-label=label on:click=move |_| press()>{words}</button> }.into_any()
}

/// A size in words that people use.
fn size(bytes: u32) -> String {
    match bytes {
        0..1_000 => format!("{bytes} byte"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
