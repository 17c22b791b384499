//! Gestione stampe: every generation, and its files to save.

use crate::job::view::{FileView, StampaView};
use crate::job::{Answer, Request};
use crate::ui::components::{Icon, icon};
use crate::ui::state::use_state;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The screen.
#[component]
pub(super) fn Stampe() -> impl IntoView {
    let state = use_state();
    let stampe = RwSignal::new(None::<Vec<StampaView>>);
    Effect::new(move |_| {
        state.version.track();
        spawn_local(async move {
            if let Some(reply) = state.ask(Request::Stampe).await
                && let Answer::Stampe(list) = reply.answer
            {
                stampe.set(Some(list));
            }
        });
    });
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
                view! {
                    <NextSteps/>
                    {list.into_iter().map(|stampa| view! { <Generation stampa/> }).collect_view()}
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
        </details>
    }
}

/// One generation.
#[component]
fn Generation(stampa: StampaView) -> impl IntoView {
    let (date, time) = stampa.created.split_once(' ').unwrap_or((&stampa.created, ""));
    let date: Vec<&str> = date.rsplit('-').collect();
    let heading = format!("Stampa del {} ore {time}", date.join("/"));
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2>{heading}</h2>
                <SaveAll stampa=stampa.id/>
            </div>
            <p>
                {format!(
                    "Inviate {} prestazioni di {} persone; lasciate fuori {} (i motivi sono nel FILE DI LOG). Filtri: {}.",
                    stampa.sent,
                    stampa.people,
                    stampa.left_out,
                    stampa.filters,
                )}
            </p>
            <Files stampa=stampa.id files=stampa.files/>
        </section>
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
            on:click=move |_| state.save(Request::StampaZip { stampa })
        >
            {icon(Icon::Download)}
            " Salva tutto (zip)"
        </button>
    }
}

/// The files of a generation, each with its button.
#[component]
pub(super) fn Files(stampa: u32, files: Vec<FileView>) -> impl IntoView {
    let state = use_state();
    let row = move |file: FileView| {
        let name = file.name.clone();
        let save = move |_| state.save(Request::StampaFile { stampa, name: name.clone() });
        view! {
            <tr>
                <th scope="row">{file.kind}</th>
                <td class="mono">{file.name.clone()}</td>
                <td class="num">{size(file.bytes)}</td>
                <td class="actions">
                    <button
                        type="button"
                        class="btn btn-sm btn-primary"
                        aria-label=format!("Salva {}", file.name)
                        on:click=save
                    >
                        "Salva"
                    </button>
                </td>
            </tr>
        }
    };
    view! {
        <div class="table-responsive">
            <table class="table table-sm">
                <caption class="visually-hidden">"File della stampa"</caption>
                <thead>
                    <tr>
                        <th scope="col">"File"</th>
                        <th scope="col">"Nome"</th>
                        <th scope="col" class="num">"Dimensione"</th>
                        <th scope="col">"Funzioni"</th>
                    </tr>
                </thead>
                <tbody>{files.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// A size in words that people use.
fn size(bytes: u32) -> String {
    match bytes {
        0..1_000 => format!("{bytes} byte"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
