//! The frame of every screen: header with the ente, navigation, notices, the long job, and the screen of the route.

use super::chooser::{self, Chooser};
use super::components::{Icon, icon};
use super::drops::{Drops, Waiting};
use super::further::Further;
use super::lifeline::{self, Silence};
use super::notices::{self, Notices};
use super::platform::{activity, location};
use super::safekeeping::{FirstPhrase, FolderNotice, Lock, copies_in_words};
use super::shortcuts::Shortcuts;
use super::state::{Readiness, State, use_state};
use super::tasks::late;
use super::{demo, drafts, pages};
use crate::route::Route;
use leptos::prelude::*;

/// The routes of the navigation, in the order of the work: what comes in, what goes to INPS and comes back, the rest.
const NAVIGATION: [&[Route]; 3] = [
    &[Route::Cruscotto, Route::Importa, Route::Assistiti(None), Route::Progetti(None)],
    &[Route::Invio, Route::Stampe(None), Route::Flussi(None), Route::Esiti, Route::IseeRichiesta],
    &[Route::Verifica, Route::Registro, Route::Guida(None), Route::Impostazioni],
];

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let state = State::start();
    provide_context(state);
    let invio = pages::InvioState::new();
    provide_context(invio);
    provide_context(pages::ImportaState::new(state, invio));
    provide_context(pages::ListStates::new());
    let unsaved = super::components::Unsaved::default();
    provide_context(unsaved);
    let drops = Drops::start(state);
    provide_context(drops);
    activity::ask_before_leaving(move || unsaved.any() || drops.any_waiting());
    drafts::keep(state, unsaved);
    let route = RwSignal::new(location::current());
    location::follow(route);
    chooser::remember(state);
    notices::listen(state);
    // The archive is opened anew after each change: what is on screen must not be built anew with it.
    let readiness = Memo::new(move |_| state.readiness.get());
    // Whoever opens another file in this browser could read what is kept in clear. What is damaged is restored first.
    let wants_phrase = Memo::new(move |_| {
        location::is_file() && !state.in_memory.get() && !state.damaged.get() && state.keeping.with(|it| !it.protected)
    });
    // What was needed first is here: the rest can come.
    let part = pages::FurtherPart::new(expect_context::<Further>());
    provide_context(part);
    Effect::new(move |_| {
        if readiness.get() == Readiness::Open {
            part.bring();
        }
    });
    // A new screen is announced: the title changes and the focus goes to its heading.
    Effect::new(move |before: Option<Route>| {
        let route = route.get();
        location::set_title(route.heading());
        if before.is_some_and(|before| before != route) {
            location::focus("heading");
            state.leave();
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        route
    });
    view! {
        <div class="skiplinks">
            <a
                class="visually-hidden-focusable"
                href="#main"
                on:click=move |event| {
                    event.prevent_default();
                    location::focus("main");
                }
            >
                "Vai al contenuto"
            </a>
        </div>
        <Header route/>
        <main id="main" class="app-main" tabindex="-1">
            <div class="page-head">
                <h1 id="heading" tabindex="-1">{move || route.get().heading()}</h1>
            </div>
            <Notices/>
            // The dialog of a job tells it by itself.
            <Show when=move || state.job.with(Option::is_none)>
                <Silence/>
            </Show>
            <Warnings/>
            <FolderNotice/>
            <demo::Banner/>
            <Waiting/>
            {move || match readiness.get() {
                Readiness::Opening => view! {
                    <p role="status">"Apro l'archivio…"</p>
                }
                .into_any(),
                Readiness::Closed { reason, in_memory } => lifeline::closed(reason, in_memory),
                Readiness::Locked => view! { <lifeline::Locked/> }.into_any(),
                Readiness::Open if wants_phrase.get() => view! { <FirstPhrase/> }.into_any(),
                Readiness::Open => pages::page(&route.get()),
            }}
        </main>
        <footer class="app-footer no-print">
            <p>
                "I dati restano in questo browser: la pagina non li invia a nessuno. "
                {move || {
                    let holds = state.counts.get().is_some_and(|counts| counts.assistiti + counts.prestazioni > 0);
                    holds.then(|| copies_in_words(state))
                }}
            </p>
            <p>
                <a href=Route::Accessibilita.to_hash()>{Route::Accessibilita.heading()}</a> " " <Shortcuts/>
            </p>
        </footer>
        <JobDialog/>
    }
}

#[component]
fn Header(route: RwSignal<Route>) -> impl IntoView {
    view! {
        <header class="app-header no-print">
            <div class="app-bar">
                <a class="app-brand" href="#/">
                    {icon(Icon::Pa)}
                    <span>"siuss-kit" <span class="app-tagline">"prestazioni sociali verso INPS"</span></span>
                </a>
                <Chooser route/>
                <Lock/>
            </div>
            <nav class="app-nav" aria-label="Principale">
                <ul>
                    {NAVIGATION
                        .iter()
                        .flat_map(|group| group.iter().zip(std::iter::once(true).chain(std::iter::repeat(false))))
                        .map(|(to, first)| {
                            let is_here = move || std::mem::discriminant(&route.get().section()) == std::mem::discriminant(to);
                            view! {
                                <li class:group=first>
                                    <a href=to.to_hash() aria-current=move || is_here().then_some("page")>
                                        {menu_label(to)}
                                    </a>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </nav>
        </header>
    }
}

/// The navigation's shorter words for the headings.
fn menu_label(route: &Route) -> &'static str {
    match route {
        Route::Importa => "Importa",
        Route::Invio => "Invio prestazioni",
        Route::Verifica => "Verifica XML",
        Route::IseeRichiesta => "ISEE",
        Route::Guida(_) => "Guida alle regole",
        other => other.heading(),
    }
}

#[component]
fn Warnings() -> impl IntoView {
    let state = use_state();
    move || {
        let warnings = state.warnings.get();
        (!warnings.is_empty()).then(|| {
            view! {
                <div class="alert alert-warning">
                    {warnings.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                    {state.in_memory.get().then(lifeline::save_memory)}
                </div>
            }
        })
    }
}

/// The long job under way: what, how far, *Annulla*.
#[component]
fn JobDialog() -> impl IntoView {
    let state = use_state();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let busy = state.job.with(Option::is_some);
        if let Some(dialog) = dialog.get() {
            if busy && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !busy && dialog.open() {
                dialog.close();
            }
        }
    });
    let cancellable = move || state.job.with(|job| job.as_ref().is_some_and(|job| job.cancellable));
    view! {
        <dialog
            node_ref=dialog
            aria-labelledby="job-what"
            on:cancel=late(move |event: web_sys::Event| {
                event.prevent_default();
                if cancellable() {
                    state.cancel();
                }
            })
        >
            <div class="dialog-body job">
                <p id="job-what" role="status">
                    {move || state.job.with(|job| job.as_ref().map(|job| job.what.clone()).unwrap_or_default())}
                    {move || {
                        state
                            .job
                            .with(|job| match job {
                                Some(job) if job.total > 0 => format!(": {} di {}", job.done, job.total),
                                Some(job) if job.done > 0 => format!(": {}", job.done),
                                _ => "…".to_owned(),
                            })
                    }}
                </p>
                {move || {
                    let (done, total) = state.job.with(|job| job.as_ref().map_or((0, 0), |job| (job.done, job.total)));
                    if total > 0 {
                        view! { <progress max=total value=done aria-labelledby="job-what"></progress> }.into_any()
                    } else {
                        view! { <progress aria-labelledby="job-what"></progress> }.into_any()
                    }
                }}
                <Silence/>
            </div>
            <Show when=cancellable>
                <div class="dialog-foot">
                    <button type="button" class="btn btn-outline-primary" on:click=move |_| state.cancel()>"Annulla"</button>
                </div>
            </Show>
        </dialog>
    }
}
