//! Importa prestazioni: file → columns → check → *Conferma*. Nothing is written before the last step.

mod check;
mod mapping;

use crate::desk::importa::request::{
    ImportCheck, ImportDone, ImportFilter, ImportPreview, ImportaAnswer, ImportaRequest,
};
use crate::desk::{ActionId, Answer, Destination, Part, Request};
use crate::records::EnteId;
use crate::ui::components::DropZone;
use crate::ui::drops::{Drops, use_drops};
use crate::ui::platform::archive::Reply;
use crate::ui::platform::{files, location};
use crate::ui::state::{State, Tone, use_state};
use crate::ui::tasks::{self, late};
use check::Check;
use leptos::prelude::*;
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
    Done(ImportDone, Option<ActionId>),
}

impl Step {
    fn number(&self) -> usize {
        match self {
            Self::Choose => 0,
            Self::Map(_) => 1,
            Self::Check(..) => 2,
            Self::Done(..) => 3,
        }
    }
}

/// "1 riga", "3 righe".
fn many(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
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
    pub(in crate::ui) fn new(state: State) -> Self {
        let importa = Self {
            step: RwSignal::new(Step::Choose),
            refused: RwSignal::new(Vec::new()),
            filter: RwSignal::new(ImportFilter::All),
            page: RwSignal::new(0),
            per_page: RwSignal::new(25),
        };
        // What was written is taken back: "Fatto" no longer holds.
        Effect::new(move |before: Option<()>| {
            state.undone.track();
            if before.is_some() && importa.step.with_untracked(|step| matches!(step, Step::Done(..))) {
                importa.step.set(Step::Choose);
            }
        });
        // Its sheet went with the desk.
        Effect::new(move |before: Option<()>| {
            state.desk.track();
            if before.is_some() && importa.step.with_untracked(|step| matches!(step, Step::Map(_) | Step::Check(..))) {
                importa.step.set(Step::Choose);
                importa.refused.set(vec!["Il foglio non è più aperto: sceglierlo di nuovo.".into()]);
            }
        });
        // What the check found holds no longer once the archive has changed.
        Effect::new(move |before: Option<()>| {
            state.version.track();
            if before.is_some() && importa.step.with_untracked(|step| matches!(step, Step::Check(..))) {
                importa.check(state, false);
            }
        });
        importa
    }

    /// Takes in the answer to anything that shows the mapping anew.
    fn mapped(self, reply: Option<Reply>) {
        match reply.map(|reply| reply.answer) {
            Some(Answer::Importa(ImportaAnswer::Preview(preview))) => {
                self.refused.set(Vec::new());
                self.step.set(Step::Map(preview));
            }
            Some(Answer::Refused { reasons }) => self.refused.set(reasons),
            _ => {}
        }
    }

    /// Reads the first of these files; the others wait for it.
    fn take(self, state: State, drops: Drops, files: Vec<File>) {
        if let Some(file) = drops.one_at_a_time(Destination::Importa, files) {
            self.open(state, file);
        }
    }

    /// Reads a file.
    fn open(self, state: State, file: File) {
        tasks::of_page(async move {
            self.step.set(Step::Choose);
            self.refused.set(Vec::new());
            let bytes = match files::bytes(&file).await {
                Ok(bytes) => bytes,
                Err(why) => return self.refused.set(vec![why]),
            };
            let request = Request::Importa(ImportaRequest::Open { file_name: file.name() });
            self.mapped(state.ask_long_frankly(request, Some(bytes), "Leggo il foglio", true).await);
        });
    }

    /// Asks something of the open sheet that shows the mapping anew.
    fn remap(self, state: State, request: Request) {
        tasks::of_page(async move { self.mapped(state.ask_frankly(request).await) });
    }

    /// The open sheet, at whichever step.
    fn preview(self) -> Memo<ImportPreview> {
        Memo::new(move |before: Option<&ImportPreview>| {
            self.step.with(|step| match step {
                Step::Map(preview) | Step::Check(preview, _) => (**preview).clone(),
                // The screen is about to go: it shows what it showed.
                _ => before.cloned().unwrap_or_default(),
            })
        })
    }

    /// Reads all rows, or (`first` unset) shows other ones of those read.
    fn check(self, state: State, first: bool) {
        let Some(ente) = state.ente.get_untracked() else { return };
        let Some(preview) = self.step.with_untracked(|step| match step {
            Step::Map(preview) | Step::Check(preview, _) => Some(preview.clone()),
            _ => None,
        }) else {
            return;
        };
        let request = Request::Importa(ImportaRequest::Check {
            ente,
            filter: self.filter.get_untracked(),
            part: Part { page: self.page.get_untracked(), per_page: self.per_page.get_untracked() },
        });
        tasks::of_page(async move {
            let reply = if first {
                state.ask_long_frankly(request, None, "Controllo le righe", true).await
            } else {
                state.ask_frankly(request).await
            };
            // The sheet may have been closed meanwhile.
            if self.step.with_untracked(|step| matches!(step, Step::Choose | Step::Done(..))) {
                return;
            }
            match reply.map(|reply| reply.answer) {
                Some(Answer::Importa(ImportaAnswer::Check(check))) => self.step.set(Step::Check(preview, check)),
                Some(Answer::Refused { reasons }) => self.refused.set(reasons),
                _ => {}
            }
        });
    }

    /// From the check back to the columns.
    fn back(self) {
        self.step.update(|step| {
            if let Step::Check(preview, _) = step {
                *step = Step::Map(std::mem::take(preview));
            }
        });
    }

    /// Writes.
    fn confirm(self, state: State) {
        tasks::of_page(async move {
            let reply =
                state.doing_long(Request::Importa(ImportaRequest::Confirm), None, "Scrivo le prestazioni").await;
            if let Some(Reply { answer: Answer::Importa(ImportaAnswer::Done(done)), action, .. }) = reply {
                self.step.set(Step::Done(done, action));
            } else {
                // Not written: what would be is to be seen again.
                self.check(state, false);
            }
        });
    }

    /// Back to the beginning.
    fn restart(self, state: State) {
        self.step.set(Step::Choose);
        self.refused.set(Vec::new());
        self.filter.set(ImportFilter::All);
        self.page.set(0);
        tasks::of_page(async move {
            state.ask(Request::Importa(ImportaRequest::Drop)).await;
        });
    }
}

/// The screen.
#[component]
pub(super) fn Page() -> impl IntoView {
    let state = use_state();
    let importa = expect_context::<Importa>();
    // Only another step is another view: within one, what changes is changed in place.
    let number = Memo::new(move |_| importa.step.with(Step::number));
    // A new step is told to who cannot see it, and read from its top.
    Effect::new(move |before: Option<usize>| {
        let number = number.get();
        if before.is_some_and(|before| before != number) {
            location::focus("heading");
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        number
    });
    let drops = use_drops();
    drops.arrivals(Destination::Importa, move |files| {
        if state.enti.with_untracked(Vec::is_empty) {
            state.say(Tone::Info, vec!["Prima di importare un foglio indicare l'ente in Impostazioni.".into()]);
            drops.keep(Destination::Importa, files);
        } else {
            importa.take(state, drops, files);
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
            <Steps number/>
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
            {move || match number.get() {
                0 => view! { <Choose importa/> }.into_any(),
                1 => view! { <Mapping importa/> }.into_any(),
                2 => view! { <Check importa/> }.into_any(),
                // The next sheet can be dropped at once.
                _ => view! {
                    <Done importa/>
                    <Choose importa/>
                }
                .into_any(),
            }}
        </Show>
    }
}

/// Where the operator is.
#[component]
fn Steps(number: Memo<usize>) -> impl IntoView {
    let now = move || number.get();
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
    let drops = use_drops();
    view! {
        <DropZone
            id="importa-file"
            label="Scegli un file"
            hint="Trascina qui il foglio delle prestazioni (xlsx, xls, ods o csv)"
            accept=".xlsx,.xls,.ods,.csv,.txt"
            on_files=move |files| {
                drops.sift(state, files, Some(Destination::Importa), move |files| importa.take(state, drops, files));
            }
        />
        <EnteOfRows/>
        <p>
            "Non serve un formato particolare: basta una riga di intestazioni. Niente viene scritto prima di «Conferma». "
            <button type="button" class="btn btn-sm btn-outline-primary" on:click=move |_| state.save(Request::Importa(ImportaRequest::ModelSheet))>
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
                        <option value=id.0.to_string() prop:selected=move || state.ente.get() == Some(id)>
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
                        on:change=late(move |event| state.choose_ente(event_target_value(&event).parse().ok().map(EnteId)))
                    >
                        {options}
                    </select>
                </div>
            }
        })
    }
}

#[component]
fn Done(importa: Importa) -> impl IntoView {
    let state = use_state();
    let (done, action) = importa.step.with_untracked(|step| match step {
        Step::Done(done, action) => (*done, *action),
        _ => Default::default(),
    });
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
                {action.map(|action| view! {
                    <button type="button" class="btn btn-outline-danger" on:click=move |_| state.take_back(action)>
                        "Annulla l'importazione"
                    </button>
                })}
            </div>
        </section>
        <h2>"Importare un altro foglio"</h2>
        <Choose importa/>
    }
}
