//! Importa prestazioni: file → columns → check → *Conferma*. Nothing is written before the last step.

mod check;
mod mapping;

use crate::job::view::{ImportCheck, ImportDone, ImportFilter, ImportPreview};
use crate::job::{Answer, Request};
use crate::records::EnteId;
use crate::ui::components::DropZone;
use crate::ui::platform::archive::Reply;
use crate::ui::platform::files;
use crate::ui::state::{State, use_state};
use check::Check;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mapping::Mapping;
use web_sys::File;

/// Where the wizard stands; each step carries what it shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// A file is to be chosen.
    Choose,
    /// The columns and what they mean.
    Map(Box<ImportPreview>),
    /// How each row would end.
    Check(Box<ImportPreview>, Box<ImportCheck>),
    /// It is written.
    Done(ImportDone),
}

/// What the screen remembers while the operator is elsewhere.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Importa {
    step: RwSignal<Step>,
    /// Why the last file was refused.
    refused: RwSignal<Vec<String>>,
    filter: RwSignal<ImportFilter>,
    page: RwSignal<u32>,
    per_page: RwSignal<u32>,
}

impl Importa {
    /// No file yet.
    pub(in crate::ui) fn new() -> Self {
        Self {
            step: RwSignal::new(Step::Choose),
            refused: RwSignal::new(Vec::new()),
            filter: RwSignal::new(ImportFilter::All),
            page: RwSignal::new(0),
            per_page: RwSignal::new(25),
        }
    }

    /// Takes in the answer to anything that shows the mapping anew.
    fn mapped(self, reply: Option<Reply>) {
        match reply.map(|reply| reply.answer) {
            Some(Answer::ImportPreview(preview)) => {
                self.refused.set(Vec::new());
                self.step.set(Step::Map(preview));
            }
            Some(Answer::Refused { reasons }) => self.refused.set(reasons),
            // Cancelled: the worker is a new one, without the sheet.
            None => self.step.set(Step::Choose),
            Some(_) => {}
        }
    }

    /// Reads a file.
    fn open(self, state: State, file: File) {
        spawn_local(async move {
            self.step.set(Step::Choose);
            self.refused.set(Vec::new());
            let bytes = match files::bytes(&file).await {
                Ok(bytes) => bytes,
                Err(why) => return self.refused.set(vec![why]),
            };
            let request = Request::ImportOpen { file_name: file.name() };
            self.mapped(state.ask_long_frankly(request, Some(bytes), "Leggo il foglio", true).await);
        });
    }

    /// Asks something of the open sheet that shows the mapping anew.
    fn remap(self, state: State, request: Request) {
        spawn_local(async move { self.mapped(state.ask_frankly(request).await) });
    }

    /// Reads all rows, or shows another page of them.
    fn check(self, state: State, preview: Box<ImportPreview>) {
        let Some(ente) = state.ente.get_untracked() else { return };
        let request = Request::ImportCheck {
            ente,
            filter: self.filter.get_untracked(),
            page: self.page.get_untracked(),
            per_page: self.per_page.get_untracked(),
        };
        spawn_local(async move {
            match state.ask_long_frankly(request, None, "Controllo le righe", true).await.map(|reply| reply.answer) {
                Some(Answer::ImportCheck(check)) => self.step.set(Step::Check(preview, check)),
                Some(Answer::Refused { reasons }) => self.refused.set(reasons),
                None => self.step.set(Step::Choose),
                Some(_) => {}
            }
        });
    }

    /// Writes.
    fn confirm(self, state: State) {
        spawn_local(async move {
            if let Some(reply) = state.ask_long(Request::ImportConfirm, None, "Scrivo le prestazioni", false).await
                && let Answer::ImportDone(done) = reply.answer
            {
                self.step.set(Step::Done(done));
                state.say_undoable(format!("Scritte {} prestazioni.", done.new + done.updates), Request::ImportUndo);
                state.changed();
            }
        });
    }

    /// Back to the beginning.
    fn restart(self, state: State) {
        self.step.set(Step::Choose);
        self.refused.set(Vec::new());
        self.filter.set(ImportFilter::All);
        self.page.set(0);
        spawn_local(async move {
            state.ask(Request::ImportDrop).await;
        });
    }
}

/// The screen.
#[component]
pub(super) fn Page() -> impl IntoView {
    let state = use_state();
    let importa = expect_context::<Importa>();
    super::take_dropped(state, move |file| {
        if !state.enti.with_untracked(Vec::is_empty) {
            importa.open(state, file);
        }
    });
    view! {
        <Show
            when=move || !state.enti.with(Vec::is_empty)
            fallback=|| {
                view! {
                    <div class="empty">
                        <p>"Prima di importare serve un ente: a lui appartengono le prestazioni del foglio."</p>
                        <p><a class="btn btn-primary" href="#/impostazioni">"Indicare l'ente in Impostazioni"</a></p>
                    </div>
                }
            }
        >
            <Steps importa/>
            {move || {
                let reasons = importa.refused.get();
                (!reasons.is_empty())
                    .then(|| {
                        view! {
                            <div class="alert alert-danger" role="alert">
                                {reasons.into_iter().map(|it| view! { <p>{it}</p> }).collect_view()}
                            </div>
                        }
                    })
            }}
            {move || match importa.step.get() {
                Step::Choose => view! { <Choose importa/> }.into_any(),
                Step::Map(preview) => view! { <Mapping importa preview/> }.into_any(),
                Step::Check(preview, check) => view! { <Check importa preview check/> }.into_any(),
                Step::Done(done) => view! { <Done importa done/> }.into_any(),
            }}
        </Show>
    }
}

/// Where the operator is.
#[component]
fn Steps(importa: Importa) -> impl IntoView {
    let now = move || match importa.step.get() {
        Step::Choose => 0,
        Step::Map(_) => 1,
        Step::Check(..) => 2,
        Step::Done(_) => 3,
    };
    let step = move |index: usize, words: &'static str| {
        let class = move || match index.cmp(&now()) {
            std::cmp::Ordering::Less => "confirmed",
            std::cmp::Ordering::Equal => "active",
            std::cmp::Ordering::Greater => "",
        };
        let state = move || match index.cmp(&now()) {
            std::cmp::Ordering::Less => "fatto",
            std::cmp::Ordering::Equal => "in corso",
            std::cmp::Ordering::Greater => "",
        };
        view! {
            <li class=class aria-current=move || (index == now()).then_some("step")>
                {format!("{}. {words} ", index + 1)}
                <span class="visually-hidden">{state}</span>
            </li>
        }
    };
    view! {
        <div class="steppers">
            <div class="steppers-header">
                <ul>{step(0, "Foglio")} {step(1, "Colonne")} {step(2, "Controllo")} {step(3, "Fatto")}</ul>
                <span class="steppers-index" aria-hidden="true">{move || format!("{}/4", now() + 1)}</span>
            </div>
        </div>
    }
}

#[component]
fn Choose(importa: Importa) -> impl IntoView {
    let state = use_state();
    view! {
        <DropZone
            id="importa-file"
            label="Scegli un file"
            hint="Trascina qui il foglio delle prestazioni (xlsx, xls, ods o csv)"
            accept=".xlsx,.xls,.ods,.csv,.txt"
            on_file=move |file| importa.open(state, file)
        />
        <EnteOfRows/>
        <p>
            "Non serve un formato particolare: basta una riga di intestazioni. Niente viene scritto prima di «Conferma». "
            <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| state.save(Request::ModelSheet)>
                "Scarica il foglio modello"
            </button>
        </p>
    }
}

/// Whose the rows are that name no ente; asked only where there are several.
#[component]
fn EnteOfRows() -> impl IntoView {
    let state = use_state();
    move || {
        let enti = state.enti.get();
        (enti.len() > 1).then(|| {
            let options = enti
                .into_iter()
                .map(|view| {
                    let id = view.id;
                    view! {
                        <option value=id.0.to_string() selected=move || state.ente.get() == Some(id)>
                            {if view.ente.denominazione.is_empty() { view.ente.codice } else { view.ente.denominazione }}
                        </option>
                    }
                })
                .collect_view();
            view! {
                <div class="form-group">
                    <label for="importa-ente">"Ente delle righe che non lo indicano"</label>
                    <select
                        id="importa-ente"
                        on:change=move |event| state.choose_ente(event_target_value(&event).parse().ok().map(EnteId))
                    >
                        {options}
                    </select>
                </div>
            }
        })
    }
}

#[component]
fn Done(importa: Importa, done: ImportDone) -> impl IntoView {
    let state = use_state();
    view! {
        <section class="panel">
            <h2>"Importazione conclusa"</h2>
            <p>
                {format!(
                    "{} prestazioni nuove, {} aggiornate, {} duplicate non riscritte, {} righe illeggibili lasciate fuori.",
                    done.new,
                    done.updates,
                    done.duplicates,
                    done.unreadable,
                )}
            </p>
            <div class="toolbar">
                <a class="btn btn-primary" href="#/invio">"Vai a Invio prestazioni"</a>
                <button type="button" class="btn btn-outline-primary" on:click=move |_| importa.restart(state)>
                    "Importa un altro foglio"
                </button>
            </div>
        </section>
    }
}
